"""Plans on trial: what runs of the whole network give, from one draw, and from a site alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.measures.tally import Tally
from sim.model.plan import with_groups, with_officers
from sim.model.scenario_file import load
from sim.model.spec import OfficerGroup, Scenario, Shift
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from sim.studies.trials import Trials, differ_in_staff_alone, tallied
from tests.studies.offices import Record, office

PROVINCE = Path(__file__).parents[1] / "scenarios" / "valid" / "province.yaml"
OF_SITES = {
    ScopeType.SITE,
    ScopeType.SITE_HOUR,
    ScopeType.SITE_WEEKDAY,
    ScopeType.SITE_OFFICERS,
    ScopeType.SITE_STAGE,
}
TABLES = ("numerator", "denominator", "value", "count")


def province(*sets: str) -> Scenario:
    """Three communes for two days; results come from units of the communes and of the sites."""
    units = "units={back: {per: commune, processors: 1}, desk: {per: site, processors: 1}}"
    named = [
        f"procedures.{name}.{key}"
        for name, unit in (("papers", "back"), ("land", "desk"), ("licence", "desk"))
        for key in (f"unit={unit}", "deadline=1", "effort=5", "incomplete=20%", "comes_back=80%")
    ]
    short = ("period={start: 2025-03-03, days: 2}", "warm_up={days: 1}", "run_out={days: 3}")
    few = ("demand.scale=0.3", "cost={officer_hour: {other: 9}, citizen_hour: 3}")
    return load(PROVINCE, sets=[units, *named, *short, *few, *sets])


def same(one: Tally, other: Tally, scopes: list[Scope]) -> None:
    """Equal to the last bit in these scopes."""
    assert scopes
    rows, others = one.scopes.index(), other.scopes.index()
    mine, theirs = ([index[scope] for scope in scopes] for index in (rows, others))
    for name in TABLES:
        np.testing.assert_array_equal(getattr(one, name)[mine], getattr(other, name)[theirs])


def tallies(trials: Trials, plans: list[Scenario], n: int) -> dict[int, tuple[Tally, ...]]:
    return dict(trials.run(plans, range(n), tallied))


@pytest.mark.jit
@pytest.mark.parametrize("site", ["p-25741", "thu-dau-mot"])
def test_a_site_alone_is_what_it_is_in_the_network(site: str) -> None:
    """The same bits in every measure of the site, its hours, groups and stages, costs included."""
    scenario = province()
    plans = [scenario, with_officers(scenario, {site: 1})]
    whole = tallies(Trials(scenario, executor=Threads(1)), plans, 2)
    alone = tallies(Trials(scenario, only=[site], executor=Threads(1)), plans, 2)
    for number in range(2):
        for one, other in zip(alone[number], whole[number], strict=True):
            assert one.replication == other.replication == number
            scopes = [
                scope
                for scope in other.scopes.rows
                if scope.scope_type in OF_SITES and scope.scope.split("/")[0] == site
            ]
            same(one, other, scopes)
            assert {
                scope.scope.split("/")[0]
                for scope in one.scopes.rows
                if scope.scope_type in OF_SITES
            } == {site}


@pytest.mark.jit
def test_several_sites_together_are_what_they_are_in_the_network() -> None:
    """Of the sites that are there everything, of the network what these add up to."""
    scenario = province()
    sites = ["di-an", "p-25744"]
    (whole,) = tallies(Trials(scenario, executor=Threads(1)), [scenario], 1)[0]
    (some,) = tallies(Trials(scenario, only=sites, executor=Threads(1)), [scenario], 1)[0]
    same(some, whole, [Scope(ScopeType.SITE, site) for site in sites])
    rows = some.scopes.index()
    column = 0  # arrivals
    network = some.numerator[rows[Scope(ScopeType.NETWORK, "all")], column]
    assert network == sum(some.numerator[rows[Scope(ScopeType.SITE, id_)], column] for id_ in sites)
    assert 0 < network < whole.numerator[0, column]
    assert some.scopes.residents is None
    assert some.scopes.access is None
    assert whole.scopes.residents is not None


def test_every_plan_is_as_if_it_were_run_by_itself() -> None:
    """In any order and number of workers: one draw, other officers, and their own absence."""
    scenario = office(period={"start": "2025-03-03", "days": 2})
    shifts = (Shift(count=1, duty=((450, 600),)), Shift(count=1, duty=((540, 690),)))
    groups = OfficerGroup(name="new", count=2, shifts=shifts, absence=0.5)
    plans = [
        scenario,
        with_officers(scenario, {"desk": 3}),
        with_groups(scenario, {"desk": (*scenario.sites["desk"].officers, groups)}),
    ]
    assert all(differ_in_staff_alone(scenario, plan) for plan in plans)
    found = tallies(Trials(scenario, seed=3, executor=Threads(2)), plans, 3)
    settings = Settings(replications=3, executor=Threads(1), seed=3)
    for k, plan in enumerate(plans):
        alone = run(plan, "plan", settings, Record())
        for number, tally in enumerate(alone.tallies):
            same(found[number][k], tally, list(tally.scopes.rows))


def test_the_seed_is_the_scenarios_unless_given() -> None:
    """And the readable engine gives the same."""
    scenario = office(period={"start": "2025-03-03", "days": 1})
    assert Trials(scenario).seed == 7
    assert Trials(scenario, seed=0).seed == 0
    (one,) = tallies(Trials(scenario, executor=Threads(1)), [scenario], 1)[0]
    (other,) = tallies(Trials(scenario, executor=Threads(1), engine="reference"), [scenario], 1)[0]
    same(one, other, list(one.scopes.rows))


def changed(scenario: Scenario, **update: object) -> Scenario:
    sites = scenario.sites | {
        id_: scenario.sites[id_].model_copy(update=each)  # type: ignore[arg-type]
        for id_, each in update.items()
    }
    return scenario.model_copy(update={"sites": sites})


STAFF = {
    "name": {"name": "another"},
    "description": {"description": "x"},
    "seed": {"seed": 99},
    "policy": {"policy": {}},
    "targets": {"targets": ()},
    "cost": {"cost": None},
}
OTHERS = {
    "wait_target": {"wait_target": 5.0},
    "at_close": {"at_close": "send_home"},
    "period": {"period": office(period={"start": "2025-03-04", "days": 5}).period},
    "procedures": {"procedures": {}},
}


@pytest.mark.parametrize("update", STAFF.values(), ids=STAFF)
def test_what_nobody_who_comes_can_tell(update: dict[str, object]) -> None:
    """Names, seeds, what is asked of staff and what it costs; officers and heads."""
    scenario = office(targets=["on time >= 90%"], cost={"citizen_hour": 3})
    assert differ_in_staff_alone(scenario, scenario)
    assert differ_in_staff_alone(scenario, scenario.model_copy(update=update))
    more = {"officers": (OfficerGroup(count=9),), "staff": 12, "off_counter": 3}
    assert differ_in_staff_alone(scenario, changed(scenario, desk=more))


@pytest.mark.parametrize("update", OTHERS.values(), ids=OTHERS)
def test_what_they_can_tell(update: dict[str, object]) -> None:
    """Whatever else there is of a scenario, or of a site, and another site."""
    scenario = office()
    alone = partial(differ_in_staff_alone, scenario)
    assert not alone(scenario.model_copy(update=update))
    assert not alone(changed(scenario, desk={"typical_wait": 3.0}))
    more = scenario.sites | {"second": scenario.sites["desk"]}
    assert not alone(scenario.model_copy(update={"sites": more}))
