"""Rosters of sites: what is covered, what is not, and the scenario that works by them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.errors import UsageError
from sim.model.scenario_file import dump, loads
from sim.model.spec import Scenario
from sim.studies.rostering.cover import covered
from sim.studies.rostering.load import N_SLOTS
from sim.studies.rostering.needs import Need
from sim.studies.rostering.study import Unmet, rosters, with_rosters
from tests.studies.rostering.test_needs import office

MONDAY = date(2025, 3, 3)


def need(line: str, groups: tuple[int, ...], by_day: dict[int, list[int]]) -> Need:
    """Officers from 8:00 on by weekday."""
    officers = np.zeros((7, N_SLOTS), np.int64)
    for day, wanted in by_day.items():
        officers[day, 16 : 16 + len(wanted)] = wanted
    return Need(line=line, groups=groups, officers=officers)


def worked(scenario: Scenario, *needs: Need) -> tuple[Scenario, object]:
    """The scenario with its roster, and the roster."""
    told: list[int] = []
    (found,) = rosters(scenario, ["desk"], {"desk": needs}, MONDAY, 60, lambda: told.append(1))
    assert told == [1]
    return with_rosters(scenario, [found]), found


def test_a_roster_covers_what_it_can_and_tells_the_rest() -> None:
    """Land desk of 2, with one for both: 4 are needed on Monday, 3 have the skill."""
    scenario = office()
    papers = need("papers", (0, 2), {0: [3, 3, 3, 3], 1: [1, 1, 0, 0]})
    land = need("land", (1, 2), {0: [2, 4, 4, 2], 1: [1, 1, 1, 1]})
    plan, found = worked(scenario, papers, land)
    assert found.unmet() == (Unmet(weekday=0, start=510, end=570, line="land", short=1),)
    assert found.counts.short == 1.0
    assert found.need_hours == (12 + 2 + 12 + 4) / 2
    assert found.duty_hours == pytest.approx(found.counts.hours)
    assert [len(day.cells) for day in found.days] == [4, 4]
    monday, tuesday = found.on_duty
    assert monday.sum(axis=0).max() == 6
    assert tuesday.sum(axis=0).min() >= 1
    for duty, day, there in zip(found.on_duty, found.days, found.covered, strict=True):
        assert (there <= day.need).all()
        assert (there.sum(axis=0) <= duty.sum(axis=0)).all()
    assert plan.sites["desk"].officer_count == sum(bool(week) for week in found.weeks)


def test_the_plan_works_the_weeks_of_the_roster() -> None:
    """Hours add up; who has no shift is left out; a written plan loads as the same."""
    groups = [
        {"name": "papers desk", "count": 3, "serves": ["papers"], "absence": 0.1, "reserve": 1},
        {"name": "land desk", "count": 2, "serves": ["land"]},
    ]
    arrivals = {"papers": {"per_hour": 6}}
    scenario = office(sites={"desk": {"officers": groups, "arrivals": arrivals, "off_counter": 1}})
    papers = need("papers desk", (0,), {0: [1, 1, 1, 1], 1: [2, 2, 2, 2]})
    plan, found = worked(scenario, papers)
    first, second = plan.sites["desk"].officers
    assert (first.absence, first.reserve, first.duty) == (0.1, 1, None)
    assert (second.count, second.shifts) == (0, ())
    assert found.idle[-2:] == ("land desk 1", "land desk 2")
    hours = sum(
        shift.count * sum(b - a for spans in shift.duty.values() for a, b in spans) / 60
        for shift in first.shifts
    )
    assert hours == found.counts.hours == 6.0
    assert plan.sites["desk"].staff == 1 + first.count
    again = loads(dump(plan))
    assert again.sites["desk"].officers == plan.sites["desk"].officers


def test_a_skill_that_nobody_has_any_more_is_told() -> None:
    """The need says nothing of land, and people come for it."""
    papers = need("papers", (0,), {0: [1, 1, 1, 1]})
    with pytest.raises(UsageError, match=r"cannot be worked: .*nobody at this site serves land"):
        worked(office(), papers)


def test_people_on_leave_work_nothing() -> None:
    scenario = office(
        roster={"leave": [{"site": "desk", "group": "papers desk", "officers": 2,
                           "weekdays": "mon-tue"}]}
    )  # fmt: skip
    papers = need("papers", (0,), {0: [3, 3, 3, 3]})
    both = need("both", (2,), {0: [1, 1, 1, 1]})
    _, found = worked(scenario, papers, both)
    assert [each.short for each in found.unmet()] == [2]
    assert not any(found.weeks[1:3])
    assert not {"papers desk 2", "papers desk 3"} & set(found.idle)


def test_nobody_covers_two_lines_at_once() -> None:
    """One officer with both skills, and one with neither of use."""
    assert covered([1], [1, 1], [(0,), (0,)]).tolist() == [1, 0]
    assert covered([1, 1], [1, 1], [(0, 1), (0,)]).tolist() == [1, 1]
    assert covered([2, 1, 1], [1, 2, 2], [(0,), (0, 1), (1, 2)]).sum() == 4
    assert covered([0], [2], [(0,)]).tolist() == [0]


def test_an_officer_changes_lines_only_to_let_another_in() -> None:
    """The first line took the generalist; a third line can only be served by it, in a chain."""
    groups = [(0, 1), (1, 2), (0,)]
    assert covered([1, 1, 1], [1, 1, 1], groups).tolist() == [1, 1, 1]
    assert covered([1, 1, 0], [1, 1, 1], groups).sum() == 2
