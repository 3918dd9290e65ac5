"""Officers: their numbering, skills, and planned duty."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.model import calendar
from sim.model.days import Calendar
from sim.model.duty import OfficerTable, officer_table, officer_week, skills_of
from sim.model.spec import Site
from sim.model.stages import Stage, StageTables
from sim.model.tables import DAY, MINUTE

PROCEDURES = ("certification", "land", "veterans")
WORDS = StageTables.of([[], [], []]).skills(PROCEDURES)
MONDAY = date(2025, 3, 3)


def table(*sites: dict[str, Any], days: int = 1, **written: Any) -> OfficerTable:
    hours = Calendar.model_validate(written)
    known = calendar.dates(hours, MONDAY, days)
    return officer_table(
        [Site.model_validate(site) for site in sites],
        [hours] * len(sites),
        [known] * len(sites),
        WORDS,
        12,
    )


def duty(officers: OfficerTable, officer: int) -> list[tuple[int, str]]:
    """The planned duty of an officer as (day, from-to)."""
    rows = range(officers.shift_start[officer], officers.shift_start[officer + 1])

    def clock(at: int, day: int) -> str:
        minutes = (at - day * DAY) // MINUTE
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    return [
        (
            int(day := officers.shift_day[row]),
            f"{clock(officers.shift_from[row], day)}-{clock(officers.shift_to[row], day)}",
        )
        for row in rows
    ]


def test_officers_are_numbered_by_site_group_and_number_with_reserves_after_their_group() -> None:
    """Two sites, groups in their written order; reserves count from 0 among themselves."""
    officers = table(
        {
            "officers": [
                {"name": "z", "count": 2, "reserve": 1, "absence": 0.1},
                {"name": "a", "count": {"07:30": 1, "13:30": 2}},
            ]
        },
        {"officers": [{"name": "z", "count": 1, "absence": "8%"}]},
    )
    assert officers.start.tolist() == [0, 5, 6]
    assert officers.group.tolist() == [0, 0, 0, 1, 1, 2]
    assert officers.number.tolist() == [0, 1, 0, 0, 1, 0]
    assert officers.is_reserve.tolist() == [False, False, True, False, False, False]
    assert officers.group_site.tolist() == [0, 0, 1]
    assert officers.group_name == ("z", "a", "z")
    assert officers.group_absence.tolist() == [0.1, 0.0, 0.08]


def test_duty_is_the_sites_hours_unless_given() -> None:
    """Working days only: a week from Monday on has five, each with both sessions."""
    officers = table({"officers": [{"count": 1}]}, days=7)
    assert duty(officers, 0)[:2] == [(0, "07:30-11:30"), (0, "13:30-17:00")]
    assert officers.shift_day.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_duty_of_parts_of_the_day_holds_on_every_working_day() -> None:
    """Parts are put in order of time, and those that touch are one."""
    officers = table(
        {"officers": [{"count": 1, "duty": ["12:00-13:00", "07:00-09:00", "09:00-10:00"]}]}, days=6
    )
    assert duty(officers, 0)[:2] == [(0, "07:00-10:00"), (0, "12:00-13:00")]
    assert len(duty(officers, 0)) == 10


def test_duty_by_weekday_takes_fridays_hours_on_make_up_days() -> None:
    """On Saturday 26 April 2025, a make-up day, whoever works on Fridays is on duty."""
    group = {"count": 1, "duty": {"mon": ["08:00-09:00"], "fri,sat": ["09:00-10:00"]}}
    hours = Calendar.model_validate({"holidays": "VN"})
    known = calendar.dates(hours, date(2025, 4, 25), 4)
    officers = officer_table([Site.model_validate({"officers": [group]})], [hours], [known], {}, 0)
    assert duty(officers, 0) == [(0, "09:00-10:00"), (1, "09:00-10:00"), (3, "08:00-09:00")]


def test_a_stepped_count_calls_officers_by_number() -> None:
    """Two until ten, one until noon, two again after the break: the second officer leaves."""
    officers = table({"officers": [{"count": {"07:30": 2, "10:00": 1, "13:30": 2}}]})
    assert duty(officers, 0) == [(0, "07:30-11:30"), (0, "13:30-17:00")]
    assert duty(officers, 1) == [(0, "07:30-10:00"), (0, "13:30-17:00")]


def test_a_stepped_count_is_cut_with_duty_and_zero_before_its_first_step() -> None:
    """Nobody before 08:00, and none after the duty's end although the count goes on."""
    officers = table({"officers": [{"count": {"08:00": 1, "09:00": 3}, "duty": ["07:00-10:00"]}]})
    assert [duty(officers, k) for k in range(3)] == [
        [(0, "08:00-10:00")],
        [(0, "09:00-10:00")],
        [(0, "09:00-10:00")],
    ]


def test_a_step_that_changes_nothing_does_not_cut_duty() -> None:
    """Three, two and three officers leave the second one's duty whole."""
    spans = ((480, 720),)
    assert officer_week((spans,) * 7, ((480, 3), (540, 2), (600, 3)), 1) == (spans,) * 7
    assert officer_week((spans,), ((480, 3), (540, 2), (600, 3)), 2) == (((480, 540), (600, 720)),)


def test_the_last_count_carries_on_over_midnight() -> None:
    """A night duty keeps the evening's count until it ends, on the date where it began."""
    officers = table(
        {"officers": [{"count": {"18:00": 1}}]}, days=2, hours={"mon,tue": ["22:00-06:00"]}
    )
    assert duty(officers, 0) == [(0, "22:00-30:00"), (1, "22:00-30:00")]


def test_duty_is_by_date_even_where_sessions_touch() -> None:
    """Around the clock, each date has its own shift, so that absence is by date."""
    officers = table({"officers": [{"count": 1}]}, days=3, hours={"mon-sun": ["00:00-24:00"]})
    assert duty(officers, 0) == [(day, "00:00-24:00") for day in range(3)]


def test_reserves_have_no_planned_duty() -> None:
    """A reserve gets the absent officer's duty only when it is drawn."""
    officers = table({"officers": [{"count": 1, "reserve": 2}]})
    assert np.diff(officers.shift_start).tolist() == [2, 0, 0]


@pytest.mark.parametrize(
    ("serves", "expected"),
    [
        ("all", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        (("land",), [4, 5, 6, 7]),
        (("land/collect",), [6]),
        (("veterans/file", "certification/enquire", "certification"), [0, 1, 2, 3, 8]),
        ((), []),
    ],
)
def test_skills_are_procedures_with_all_or_one_of_their_purposes(
    serves: Any, expected: list[int]
) -> None:
    """Skill numbers are procedure * 4 + purpose."""
    assert np.flatnonzero(skills_of(serves, WORDS, 12)).tolist() == expected


def test_stages_have_skills_of_their_own_but_for_the_main_one() -> None:
    """The main stage of land takes the skill to file; the others come after all pairs."""
    guide, desk, cashier = (
        Stage.model_validate(each)
        for each in (
            {"name": "guide", "time": 1},
            {"name": "desk"},
            {"name": "cashier", "time": 2},
        )
    )
    stages = StageTables.of([[], [guide, desk, cashier], [desk, cashier]])
    assert stages.start.tolist() == [0, 0, 3, 5]
    assert stages.skill.tolist() == [12, 4, 13, 8, 14]
    assert stages.n_skills == 15
    words = stages.skills(PROCEDURES)
    assert words["land"] == [4, 5, 6, 7, 12, 13]
    assert words["certification"] == [0, 1, 2, 3]
    assert words["land/desk"] == words["land/file"] == [4]
    assert words["veterans/cashier"] == [14]
    assert np.flatnonzero(skills_of("all", words, 15)).tolist() == list(range(15))
    assert np.flatnonzero(skills_of(("land/guide", "veterans"), words, 15)).tolist() == [
        8, 9, 10, 11, 12, 14,
    ]  # fmt: skip


def test_skill_counts_count_purposes_that_never_occur() -> None:
    """Whoever serves a procedure has four skills; one that is named twice counts once."""
    officers = table(
        {
            "officers": [
                {"name": "a", "count": 1, "serves": ["land", "land/file"]},
                {"name": "b", "count": 1, "serves": ["land/file"]},
                {"name": "c", "count": 1},
            ]
        }
    )
    assert officers.skill_count.tolist() == [4, 1, 12]


def test_a_group_of_nobody_has_no_rows() -> None:
    """A count of 0 keeps the group and has no officers."""
    officers = table({"officers": [{"name": "a", "count": 0}, {"name": "b", "count": 1}]})
    assert officers.group.tolist() == [1]
    assert officers.group_name == ("a", "b")


def test_a_count_that_begins_after_duty_has_no_shifts() -> None:
    """Whoever is only wanted in the evening has nothing to do in a morning's duty."""
    officers = table({"officers": [{"count": {"18:00": 1}, "duty": ["07:00-10:00"]}]}, days=5)
    assert officers.shift_start.tolist() == [0, 0]
    assert officers.shift_from.dtype == np.int64


SHIFTS = {
    "name": "desk",
    "count": 4,
    "reserve": 1,
    "shifts": [
        {"count": 2, "duty": ["07:30-11:30"]},
        {"count": 0, "duty": ["00:00-24:00"]},
        {"count": 1, "duty": {"mon": ["13:30-15:00", "15:00-17:00"], "fri": ["08:00-09:00"]}},
        {"count": 1, "duty": ["22:00-06:00"]},
    ],
}


def test_officers_of_a_shift_are_on_duty_when_it_says() -> None:
    """The first ones work the first shift, and so on; parts that touch are one; reserves none."""
    officers = table({"officers": [{"name": "a", "count": 1}, SHIFTS]}, days=5)
    assert officers.group.tolist() == [0, 1, 1, 1, 1, 1]
    assert duty(officers, 0)[:2] == [(0, "07:30-11:30"), (0, "13:30-17:00")]
    assert duty(officers, 1) == duty(officers, 2) == [(day, "07:30-11:30") for day in range(5)]
    assert duty(officers, 3) == [(0, "13:30-17:00"), (4, "08:00-09:00")]
    assert duty(officers, 4) == [(day, "22:00-30:00") for day in range(5)]
    assert duty(officers, 5) == []


def test_one_shift_is_a_duty() -> None:
    """The same officers, the same instants."""
    hours = ["07:30-11:30", "11:00-12:00"]
    shifts = {"count": 2, "shifts": [{"count": 2, "duty": hours}]}
    one, other = (
        table({"officers": [each]}, days=3) for each in (shifts, {"count": 2, "duty": hours})
    )
    for name in ("shift_start", "shift_from", "shift_to", "shift_day"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
