"""What officers and waiting cost, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from sim.measures import costs
from sim.measures.estimate import difference, estimate
from sim.measures.kpis import COLUMN
from sim.measures.scopes import scopes_of
from sim.measures.tally import Tally, tally
from sim.model.scenario_file import loads
from sim.model.spec import Cost, OfficerHour, Scenario
from sim.model.tables import Fate
from tests.measures.offices import read, served
from tests.measures.toys import Group, Site, Visit, at, between, make_run, make_system

SCENARIO = """\
name: Two sites
period: {start: 2025-01-06, days: 3}
calendar: {hours: {mon-fri: ["08:00-12:00"]}, holidays: none}
procedures: {"procedure 0": {counter_time: 8}}
sites:
  a:
    officers:
      - {name: desk, count: 1, source: center}
      - {name: post, count: 1, source: post}
    arrivals: {"procedure 0": {per_hour: 5}}
  b:
    officers: [{name: desk, count: 1}, {name: nobody, count: 0, source: commune}]
    arrivals: {"procedure 0": {per_hour: 5}}
cost: {currency: EUR, officer_hour: {center: 10, post: 8, other: 5}, citizen_hour: 6}
"""
MORNING, LATE = between(0, "08:00-12:00"), between(0, "10:00-12:00")
SITES = [
    Site(
        id="a",
        tier="branch",
        district="d",
        sessions=[MORNING],
        groups=[Group(duties=[[MORNING]]), Group(name="post", duties=[[LATE]])],
    ),
    Site(
        id="b",
        tier="branch",
        sessions=[MORNING],
        groups=[Group(duties=[[MORNING]]), Group(name="nobody")],
    ),
]
VISITS = [
    served("08:00", "09:00", "09:10"),
    served("11:50", "11:50", "12:30"),  # half an hour of overtime
    Visit(fate=Fate.ABANDONED, arrived=at(0, "09:00"), left=at(0, "09:30"), site=1),
]


def measured(scenario: Scenario | None) -> Tally:
    system = make_system(SITES)
    scopes = scopes_of(system)
    if scenario is not None:
        scopes = costs.known(scopes, scenario)
    return tally(system, *make_run(system, SITES, VISITS), scopes)


def with_cost(**cost: object) -> Scenario:
    return loads(SCENARIO).model_copy(update={"cost": Cost.model_validate(cost)})


@pytest.mark.parametrize(
    ("scope", "waiting", "officers"),
    [
        (("site", "a"), 1.0, 4.5 * 10 + 2 * 8),
        (("site", "b"), 0.5, 4 * 5),
        (("district", "d"), 1.0, 61),
        (("tier", "branch"), 1.5, 81),
        (("network", "all"), 1.5, 81),
    ],
)
def test_hours_times_rates(scope: tuple[str, str], waiting: float, officers: float) -> None:
    """Duty and overtime of each group by its source; the waits of those served and of who left."""
    result = measured(loads(SCENARIO))
    assert read(result, "waiting_hours_per_day", *scope) == waiting
    assert read(result, "officer_cost_per_day", *scope) == officers
    assert read(result, "citizen_cost_per_day", *scope) == 6 * waiting


def test_without_costs_only_hours_are_told() -> None:
    """And a scope that is not made of sites has neither."""
    result = measured(None)
    assert read(result, "waiting_hours_per_day") == 1.5
    assert isnan(read(result, "officer_cost_per_day"))
    assert isnan(read(result, "citizen_cost_per_day"))
    row = result.scopes.hour_row[8]
    assert isnan(result.numerator[row, COLUMN["waiting_hours_per_day"]])


def test_what_is_not_given_is_not_known_which_is_not_nothing() -> None:
    """A site with such officers has no cost, nor has what it is part of; a group of nobody may."""
    result = measured(with_cost(officer_hour={"center": 10, "other": 5}))
    found = {
        scope: read(result, "officer_cost_per_day", *scope)
        for scope in (("site", "a"), ("site", "b"), ("tier", "branch"), ("network", "all"))
    }
    assert {scope for scope, value in found.items() if isnan(value)} == {
        ("site", "a"), ("tier", "branch"), ("network", "all"),
    }  # fmt: skip
    assert found["site", "b"] == 20
    assert isnan(read(result, "citizen_cost_per_day"))
    free = measured(with_cost(officer_hour={"center": 0, "post": 0, "other": 0}, citizen_hour=0))
    assert read(free, "officer_cost_per_day") == read(free, "citizen_cost_per_day") == 0


def test_differences_are_those_of_the_totals() -> None:
    """As of any ratio; what is blank in one stays blank."""
    column = COLUMN["officer_cost_per_day"]
    one, other = measured(loads(SCENARIO)), measured(with_cost(officer_hour={"other": 9}))
    pair = [replace(one, replication=n) for n in range(2)]
    found = difference(
        estimate([replace(other, replication=n) for n in range(2)]), estimate(pair)
    ).mean[:, column]
    rows = one.scopes.index()
    known = {
        str(scope.scope): found[row] for scope, row in rows.items() if found[row] == found[row]
    }
    assert known == {"b": 16.0}


def test_rates_by_source() -> None:
    """Those without a source are the others."""
    rates = OfficerHour(center=1, department=2, post=3, commune=4, other=5)
    sources = ("center", "department", "post", "commune", None)
    assert [rates.rate(source) for source in sources] == [1, 2, 3, 4, 5]
    assert OfficerHour().rate("post") is None
    assert Cost() == Cost(currency="VND", officer_hour=OfficerHour(), citizen_hour=None)
    assert np.isnan(scopes_of(make_system(SITES)).citizen_rate)
