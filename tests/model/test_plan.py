"""Plans: a scenario with other officers."""

from __future__ import annotations

import pytest

from sim.model.plan import resized, scaled, with_groups, with_officers
from sim.model.scenario_file import load
from sim.model.spec import OfficerGroup, Shift
from tests.studies.offices import office

TWO_DESKS = "scenarios/two-desks.yaml"


@pytest.mark.parametrize("officers", [5, 7, 16, 30])
def test_officers_as_a_file_that_changes_the_staff_has_them(officers: int) -> None:
    """The same groups, steps and head count as from `--set`."""
    plan = with_officers(load(TWO_DESKS), {"branch": officers})
    assert plan.sites["branch"].officer_count == officers == plan.sites["branch"].staff
    filed = load("scenarios/phase-2.yaml", sets=[f"sites.di-an.staff={officers + 2}"])
    whole = with_officers(load("scenarios/phase-2.yaml"), {"di-an": officers})
    assert whole == filed


def test_steps_and_shifts_are_scaled_with_their_group() -> None:
    """A step to the nearest whole number, shifts by largest remainder."""
    steps = OfficerGroup(count=((450, 4), (600, 1)))
    assert resized(steps, 2).count == ((450, 2), (600, 1))
    assert resized(steps, 4) is steps
    shifts = (Shift(count=2, duty=((450, 690),)), Shift(count=1, duty=((480, 720),)))
    group = OfficerGroup(count=3, shifts=shifts)
    assert [shift.count for shift in resized(group, 6).shifts] == [4, 2]
    assert [shift.count for shift in resized(group, 2).shifts] == [1, 1]
    assert resized(group, 0).count == 0
    nobody = resized(group, 0)
    assert resized(nobody, 2).shifts == ()


def test_groups_are_replaced_and_the_head_count_follows() -> None:
    """Those off the counter stay as many; other sites stay the same object."""
    one = {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 6}}}
    scenario = office(sites={"desk": {**one, "off_counter": 2}, "other": one})
    plan = with_groups(scenario, {"desk": (OfficerGroup(count=4), OfficerGroup(name="b", count=1))})
    assert plan.sites["desk"].staff == 7
    assert plan.sites["other"] is scenario.sites["other"]
    assert scenario.sites["desk"].staff == 3


def test_nobody_cannot_be_scaled() -> None:
    """Groups of nobody stay as they are."""
    nobody = (OfficerGroup(count=0),)
    assert scaled(nobody, 5) is nobody
