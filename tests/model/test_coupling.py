"""Which sites can feel each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.model.coupling import closure, joined_sites
from sim.model.scenario_file import load, loads

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PROVINCE = Path(__file__).parents[1] / "scenarios" / "valid" / "province.yaml"
OFFICES = """\
name: Offices
period: {start: 2025-01-06, days: 5}
procedures:
  apart: {counter_time: 5, unit: desk, deadline: 2, effort: 5}
  shared: {counter_time: 5, unit: back, deadline: 2, effort: 5}
  own: {counter_time: 5, unit: desk, deadline: 2, effort: 5}
units:
  back: {per: network, processors: 2}
  desk: {per: site, processors: 1}
sites:
  a: {officers: [{count: 1}], arrivals: {shared: {per_hour: 1}, apart: {per_hour: 1}}}
  b: {officers: [{count: 1}], arrivals: {own: {per_hour: 1}, apart: {per_hour: 1}}}
  c: {officers: [{count: 1}], arrivals: {own: {per_hour: 1}}}
  d: {officers: [{count: 1}], arrivals: {shared: {per_hour: 1}}}
  e: {officers: [{count: 1}]}
"""


def together(*sets: str) -> list[list[str]]:
    """The sets of the small province, sites in order."""
    return [sorted(each) for each in joined_sites(load(PROVINCE, sets=sets))]


def test_offices_meet_in_a_unit_that_works_for_both() -> None:
    """Not in one of their own, nor in doing the same."""
    scenario = loads(OFFICES)
    assert [sorted(each) for each in joined_sites(scenario)] == [["a", "d"], ["b"], ["c"], ["e"]]
    assert closure(scenario, ["d"]) == {"a", "d"}
    assert closure(scenario, ["b", "e"]) == {"b", "e"}
    assert closure(scenario, []) == frozenset()


ALONE = [["center"], ["di-an"], ["p-25741"], ["p-25744"], ["p-25942"], ["thu-dau-mot"]]


def units(shared: str, per: str) -> tuple[str, ...]:
    """Changes after which one procedure goes to a unit per something, others to one at the site."""
    sets = [f"units={{back: {{per: {per}, processors: 2}}, desk: {{per: site, processors: 1}}}}"]
    for name in ("papers", "land", "licence"):
        unit = "back" if name == shared else "desk"
        sets += [f"procedures.{name}.{key}" for key in (f"unit={unit}", "deadline=2", "effort=5")]
    return tuple(sets)


AT_HOME = "procedures.land.boundary_free=false"
JOINED = [["center", "di-an", "thu-dau-mot"], ["p-25741"], ["p-25744"], ["p-25942"]]
BRANCHES = [["center"], ["di-an", "thu-dau-mot"], ["p-25741"], ["p-25744"], ["p-25942"]]
POINTS = [["center"], ["di-an"], ["p-25741", "p-25744", "p-25942"], ["thu-dau-mot"]]


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ((), ALONE),
        (units("land", "site"), ALONE),
        (units("papers", "commune"), ALONE),
        (units("papers", "network"), POINTS),
        ((*units("land", "network"), AT_HOME), BRANCHES),
        ((*units("land", "district"), AT_HOME), ALONE),
        ((*units("land", "district"), "choice={outside_share: 0}"), ALONE),
        (units("land", "district"), JOINED),
        ((*units("land", "network"), "procedures.land.per_1000=0"), ALONE),
        (("choice={outside_share: 0.1, rule: live}",), JOINED),
    ],
)
def test_sites_of_a_province(sets: tuple[str, ...], expected: list[list[str]]) -> None:
    """They meet where dossiers of both come to one unit, or where people may choose on the spot."""
    assert together(*sets) == expected


def test_of_the_phases_the_first_falls_apart() -> None:
    """What may be filed anywhere joins the whole network."""
    first, second = (load(SCENARIOS / f"phase-{n}.yaml") for n in (1, 2))
    assert len(joined_sites(first)) == len(first.sites) == 101
    assert closure(first, ["di-an"]) == {"di-an"}
    assert len(joined_sites(second)) == 1
    assert closure(second, ["di-an"]) == set(second.sites)
