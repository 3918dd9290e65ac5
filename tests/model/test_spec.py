from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from sim.model.spec import (
    DEFAULT_PROFILE,
    Arrivals,
    Calendar,
    Demand,
    OfficerGroup,
    Period,
    Policy,
    ReturnAfterAbandon,
    Scenario,
    Site,
)

OFFICE: dict[str, Any] = {
    "name": "Office",
    "period": {"start": "2025-01-06", "days": 5},
    "procedures": {"a": {"counter_time": 5}},
    "sites": {"one": {"officers": [{"count": 2}], "arrivals": {"a": {"per_hour": 3}}}},
}


def test_defaults_are_those_of_the_format() -> None:
    """A small file says little: this is what it means."""
    scenario = Scenario.model_validate(OFFICE)
    site, procedure = scenario.sites["one"], scenario.procedures["a"]
    assert (procedure.priority, procedure.patience, procedure.return_after_abandon) == (
        1,
        None,
        None,
    )
    assert (site.officers[0].serves, site.officers[0].duty, site.officers[0].absence) == (
        "all",
        None,
        0,
    )
    assert (site.at_close, site.at_break, site.break_after_overrun) == ("serve", "hold", "shorten")
    assert (site.latest_close, site.balk_at, site.productive_share) == (180, None, 1)
    assert (site.staff, site.off_counter, site.typical_wait) == (2, 0, 15)
    calendar = scenario.calendar
    assert (calendar.doors_open_before, calendar.doors_close_before) == (0, 0)
    assert calendar.hours == dict.fromkeys(
        ("mon", "tue", "wed", "thu", "fri"), ((450, 690), (810, 1020))
    )
    assert (scenario.wait_target, scenario.seed, scenario.demand) == (20, 1, None)
    assert scenario.profiles == {"default": DEFAULT_PROFILE}


def test_the_default_profile_is_whole() -> None:
    """69 % come in the morning, 31 % in the afternoon, 9 % stand at the door."""
    shares = [share for _, share in (*DEFAULT_PROFILE.at_door, *DEFAULT_PROFILE.bands)]
    assert sum(shares) == pytest.approx(1)
    morning = [share for (begin, _), share in DEFAULT_PROFILE.bands if begin < 720]
    assert sum(morning) + DEFAULT_PROFILE.at_door[0][1] == pytest.approx(0.69)


def test_values_are_frozen_and_unknown_keys_refused() -> None:
    """A scenario is changed by making another."""
    scenario = Scenario.model_validate(OFFICE)
    with pytest.raises(ValidationError, match="frozen"):
        scenario.name = "Other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Site.model_validate({"officers": [{"count": 1}], "officer": 1})


@pytest.mark.parametrize(
    ("period", "last", "length"),
    [
        ({"start": "2025-01-06", "days": 5}, date(2025, 1, 10), 5),
        ({"from": "2025-01-06", "to": "2025-01-06"}, date(2025, 1, 6), 1),
        ({"start": "2024-02-28", "days": 3}, date(2024, 3, 1), 3),
        ({"start": "9999-12-01", "days": 1_000_000}, date.max, 1_000_000),
    ],
)
def test_a_period_has_a_first_and_a_last_day(
    period: dict[str, Any], last: date, length: int
) -> None:
    """Both count; a period beyond the calendar's end stops there, for the rules to refuse."""
    found = Period.model_validate(period)
    assert (found.last, found.length) == (last, length)


def test_steps_are_in_order_of_time_and_a_group_is_as_large_as_its_peak() -> None:
    """Whatever order they are written in; a tuple of pairs comes from code."""
    group = OfficerGroup.model_validate({"count": {"10:00": 1, "7:30": 2}})
    assert (group.count, group.size) == (((450, 2), (600, 1)), 2)
    assert OfficerGroup(count=((450, 2), (600, 1))) == group
    assert OfficerGroup(count=4).size == 4
    assert Arrivals.model_validate({"per_hour": {"07:30": 2.5}}).per_hour == ((450, 2.5),)


def test_duty_is_a_list_or_a_week() -> None:
    """Parts of every working day, or of each weekday."""
    assert OfficerGroup(count=1, duty=((450, 690),)).duty == ((450, 690),)
    week = OfficerGroup.model_validate({"count": 1, "duty": {"mon-tue": ["07:30-11:30"]}})
    assert week.duty == {"mon": ((450, 690),), "tue": ((450, 690),)}


def test_delays_are_weights_by_days() -> None:
    """One number is one delay for all."""
    assert ReturnAfterAbandon(share=0.9, delay=2).delays == {2: 1.0}
    weights = ReturnAfterAbandon.model_validate({"share": 0.9, "delay": {"2": 1, "1": 3}})
    assert weights.delays == {1: 3.0, 2: 1.0}


def test_communes_make_a_province_with_demand() -> None:
    """A scenario without communes has none."""
    commune = {
        "name": "A",
        "kind": "ward",
        "district": "D",
        "lat": 11,
        "lon": 106,
        "area_km2": 5,
        "population": 10,
    }
    province = Scenario.model_validate(OFFICE | {"communes": {"25741": commune}})
    assert province.is_province
    assert province.demand == Demand()
    assert not Scenario.model_validate(OFFICE).is_province


def test_a_points_catchment_is_its_own_commune() -> None:
    """A branch has none unless it is given one."""
    point = Site.model_validate({"tier": "point", "commune": 25741, "officers": [{"count": 1}]})
    branch = Site.model_validate({"tier": "branch", "commune": 25741, "officers": [{"count": 1}]})
    assert (point.catchment, branch.catchment) == (("25741",), None)


def test_building_twice_changes_nothing() -> None:
    """A scenario made of a scenario's parts is the same scenario."""
    scenario = Scenario.model_validate(OFFICE | {"at_close": "send_home", "patience": 30})
    assert scenario.sites["one"].at_close == "send_home"
    parts = {name: getattr(scenario, name) for name in Scenario.model_fields}
    assert Scenario(**parts | {"cut_off": "15:00"}) == scenario  # a time of day is told in words
    assert Calendar(hours={"mon": ((450, 690),)}).hours == {"mon": ((450, 690),)}


def test_shifts_of_a_group_add_up() -> None:
    """The count is their sum, and there is no duty beside them."""
    shifts = [{"count": 2, "duty": ["07:30-11:30"]}, {"count": 1, "duty": {"mon": []}}]
    group = OfficerGroup.model_validate({"count": 3, "shifts": shifts})
    assert (group.size, [shift.count for shift in group.shifts]) == (3, [2, 1])
    with pytest.raises(ValidationError, match="the shifts have 3 officers: count is their sum"):
        OfficerGroup.model_validate({"count": 2, "shifts": shifts})
    with pytest.raises(ValidationError, match="the shifts have 3 officers"):
        OfficerGroup.model_validate({"count": {"07:30": 3}, "shifts": shifts})
    with pytest.raises(ValidationError, match="a group has duty or shifts, not both"):
        OfficerGroup.model_validate({"count": 3, "duty": ["07:30-11:30"], "shifts": shifts})


def test_a_policy_bounds_staff_from_both_sides() -> None:
    """The upper bound is for searches, and may be left out; least is never above most."""
    assert Policy(staff_at_least=3).staff_at_most is None
    assert Policy(staff_at_least=3, staff_at_most=3).staff_at_most == 3
    with pytest.raises(ValidationError, match=r"staff_at_least \(4\) is more than staff_at_most"):
        Policy(staff_at_least=4, staff_at_most=3)
