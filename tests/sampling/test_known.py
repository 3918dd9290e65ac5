"""Draws that begin from those known to come: the same as a look at everybody, to the bit."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.memory import Memory
from sim.model import system as systems
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.tables import Visits, Workload
from sim.sampling.known import Scout
from sim.sampling.workload import Sampler
from tests.sampling.offices import office
from tests.studies.whatif.test_asking import PROVINCE

UNITS = "units={back: {per: commune, processors: 1}, desk: {per: site, processors: 1}}"
NAMED = [
    f"procedures.{name}.{key}"
    for name, unit in (("papers", "back"), ("land", "desk"), ("licence", "desk"))
    for key in (
        f"unit={unit}", "deadline=1", "effort=5", "incomplete=20%", "comes_back=80%",
        "needs_supplement=20%", "collect=60%",
    )
]  # fmt: skip
SHORT = ("period={start: 2025-03-03, days: 2}", "warm_up={days: 1}", "run_out={days: 3}")
OUTSIDE = "choice={outside_share: 30%, rule: logit}"
SITE = "thu-dau-mot"


def province(*sets: str) -> Scenario:
    return load(PROVINCE, sets=[UNITS, *NAMED, *SHORT, OUTSIDE, *sets])


def sampler(scenario: Scenario, seed: int = 5) -> Sampler:
    return Sampler(scenario, systems.build(scenario, [SITE]), seed)


def same(one: Workload, other: Workload) -> bool:
    columns = [each.name for each in fields(Visits)]
    visits = all(
        np.array_equal(getattr(one.visits, name), getattr(other.visits, name)) for name in columns
    )
    dossiers = np.array_equal(one.dossiers, other.dossiers)
    return visits and dossiers and np.array_equal(one.stages, other.stages, equal_nan=True)


STAGES = "procedures.land.stages=[{name: guide, time: 2}, {name: desk}]"
CHANGES = {
    "nothing": ((), 0),
    "less demand": (("demand.scale=0.5",), 0),
    "more demand": (("demand.scale=1.3",), 0),
    "online": (("procedures.papers.online=70%", "procedures.land.online=0"), 0),
    "counter time": (("procedures.papers.counter_time=31", "procedures.land.collect_time=3"), 1),
    "patience": (("procedures.papers.patience={law: exponential, mean: 9}",), 2),
    "both": (
        ("procedures.papers.patience={law: fixed, value: 4}", "procedures.land.enquire_time=1"), 3,
    ),
    "unlimited": (("procedures.papers.patience={law: fixed, value: 1000000}",), 2),
}  # fmt: skip


@pytest.mark.jit
@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("more", [(), (STAGES, "procedures.papers.priority_share=30%")])
def test_a_draw_of_those_known_is_the_draw(name: str, more: tuple[str, ...]) -> None:
    sets, moved = CHANGES[name]
    scout, changed = sampler(province(*more)).scout(1.25), sampler(province(*more, *sets))
    assert scout.can_tell
    assert scout.covers(changed.scout(1.0))
    assert scout.moved(changed.scout(1.0)) == moved
    memory = Memory()
    for number in (0, 3):
        known = scout.find(number, memory)
        found = changed.draw(number, Memory(), (known, moved))
        assert same(found, changed.draw(number, Memory()))
        assert found.n_dossiers > 0


@pytest.mark.parametrize(
    "sets",
    [
        ("demand.scale=2",), ("procedures.papers.incomplete=30%",),
        ("procedures.papers.effort=6",), ("choice={outside_share: 31%, rule: logit}",),
        ("sites.thu-dau-mot.productive_share=70%",), ("period={start: 2025-03-03, days: 3}",),
    ],
)  # fmt: skip
def test_what_else_moves_is_not_covered(sets: tuple[str, ...]) -> None:
    scout = sampler(province()).scout(1.25)
    other = sampler(province(*sets))
    assert not scout.covers(other.scout(1.0))
    assert not scout.covers(sampler(province(), seed=6).scout(1.0))


def test_scouts_are_known_by_all_that_they_depend_on() -> None:
    def name(*sets: str, most: float = 1.25) -> bytes:
        return sampler(province(*sets)).scout(most).fingerprint

    others = [
        name("demand.scale=1.2"), name("procedures.papers.effort=6"),
        name("procedures.papers.counter_time=31"), name(most=1.5),
    ]  # fmt: skip
    assert name() == name("procedures.papers.deadline=1")
    assert len({name(), *others}) == 5


@pytest.mark.parametrize(
    "scenario",
    [office(), province("choice={outside_share: 10%, rule: live}")],
    ids=["site", "live"],
)
def test_nobody_is_known_where_visits_are_given_or_sites_chosen_in_the_run(
    scenario: Scenario,
) -> None:
    system = systems.build(scenario)
    assert not Sampler(scenario, system, 1).scout(1.25).can_tell


def test_room_is_made_for_more_than_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little there was at first."""
    found: Any = sampler(province())
    whole = found.scout(1.25).find(0, Memory())
    monkeypatch.setattr("sim.sampling.known.SPARE_ROOM", -(10**9))
    again = found.scout(1.25).find(0, Memory())
    assert np.array_equal(whole.rows, again.rows)
    assert whole.nbytes == again.nbytes > 0
    assert isinstance(found.scout(1.0), Scout)
