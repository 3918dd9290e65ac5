"""The shifts that rules allow on a day."""

from __future__ import annotations

from datetime import date

import pytest

from sim.model.roster import Leave, Roster, RosterRules
from sim.model.shifts import Pattern, Span, cells, day_patterns, full_day, lengths

OFFICE: tuple[Span, ...] = ((450, 690), (810, 1020))
THROUGH: tuple[Span, ...] = ((480, 1020),)
MORNING: tuple[Span, ...] = ((480, 720),)


def rules(**given: object) -> RosterRules:
    """Rules of a file."""
    return RosterRules.model_validate(given)


def test_a_closed_midday_counts_as_lunch() -> None:
    """Of an office from 7:30 to 11:30 and from 13:30 to 17:00, nobody has lunch in turns."""
    found = day_patterns(rules(), OFFICE)
    full = [each for each in found if not each.is_part_day]
    assert full == [Pattern(parts=OFFICE, lunch=None, is_part_day=False)]
    assert full[0].work == 450
    parts = {each.parts for each in found if each.is_part_day}
    assert {((450, 690),), ((810, 1020),), ((600, 690), (810, 960))} <= parts
    assert {each.work for each in found if each.is_part_day} == {240, 210}
    assert all(each.start % 30 == 0 and each.end <= 1020 for each in found)


def test_lunch_has_its_window_and_length() -> None:
    """Eight hours and a lunch in an office of nine: one start, four lunches."""
    found = [each for each in day_patterns(rules(), THROUGH) if not each.is_part_day]
    assert [each.lunch for each in found] == [(660, 720), (690, 750), (720, 780), (750, 810)]
    assert {(each.start, each.end, each.work) for each in found} == {(480, 1020, 480)}
    short = day_patterns(rules(lunch={"length": 30, "from_work": 480}), THROUGH)
    assert all(each.lunch is None for each in short)
    none = [each for each in day_patterns(rules(lunch="none"), THROUGH) if not each.is_part_day]
    assert [each.parts for each in none] == [((480, 960),), ((510, 990),), ((540, 1020),)]


def test_lunch_lies_within_work() -> None:
    """A shift from 11:00 on does not begin with lunch."""
    found = day_patterns(rules(full_days=[360], part_days=[]), THROUGH)
    assert all(each.start < each.lunch[0] and each.lunch[1] < each.end for each in found)
    assert {each.start for each in found} == {480, 510, 540, 570, 600}


def test_a_lunch_never_lies_beside_a_closed_time() -> None:
    """Five and a half hours reach into the evening, over the gap or not at all."""
    found = day_patterns(rules(full_days=[330], part_days=[]), ((480, 780), (1080, 1260)))
    assert {each.parts for each in found} == {
        ((begin, 780), (1080, 1080 + 330 - (780 - begin))) for begin in range(480, 660, 30)
    }
    ends_at_noon = day_patterns(rules(full_days=[300], part_days=[]), ((420, 780), (1080, 1260)))
    assert ((420, 720),) in {each.parts for each in ends_at_noon}
    long = rules(full_days=[310], part_days=[], lunch={"from_work": 300, "length": 30})
    found = day_patterns(long, ((420, 780), (1080, 1260)))
    assert all(each.end <= 780 or each.lunch is None for each in found)
    assert any(each.lunch is not None for each in found)


def test_earliest_and_latest_bound_the_day() -> None:
    found = day_patterns(rules(earliest="08:00", latest="16:00"), THROUGH)
    assert {(each.start, each.end) for each in found if not each.is_part_day} == {(480, 960)}
    assert full_day(rules(earliest="08:30", latest="16:00"), THROUGH) == 390
    early = day_patterns(rules(earliest="07:00", full_days=[480], part_days=[]), OFFICE)
    assert {each.start for each in early} == {420}


def test_lengths_by_default() -> None:
    """A full day as long as the office is open, part-days as long as its sessions."""
    assert lengths(rules(), OFFICE) == {450: False, 240: True, 210: True}
    assert lengths(rules(), THROUGH) == {480: False, 240: True}
    assert lengths(rules(), MORNING) == {240: False, 120: True}
    assert lengths(rules(longest_day="6 h", part_days=["7 h", "2 h"]), OFFICE) == {
        360: False,
        120: True,
    }


def test_no_shift_where_there_is_none() -> None:
    assert day_patterns(rules(), ()) == ()
    assert day_patterns(rules(full_days=[0], part_days=[]), MORNING) == ()
    assert day_patterns(rules(hours_a_week=60), MORNING) == ()


def test_shifts_begin_with_the_session_too() -> None:
    """An office that opens at 7:45."""
    found = day_patterns(rules(part_days=[]), ((465, 690),))
    assert [each.parts for each in found] == [((465, 690),)]


def test_cells_are_cut_to_the_sessions() -> None:
    assert cells(30, ((465, 525), (540, 570))) == [(465, 480), (480, 510), (510, 525), (540, 570)]


def test_what_a_pattern_covers() -> None:
    one = Pattern(parts=((480, 660), (720, 960)), lunch=(660, 720), is_part_day=False)
    assert one.works(480, 510)
    assert not one.works(650, 670)
    assert one.lunches(690, 720)
    assert not one.lunches(720, 750)


def test_a_site_speaks_before_the_section() -> None:
    roster = Roster.model_validate({"days_a_week": 6, "sites": {"a": {"step": 15}}})
    assert (roster.rules_of("a").step, roster.rules_of("a").days_a_week) == (15, 6)
    assert roster.rules_of("b") is roster


@pytest.mark.parametrize(
    ("given", "away"),
    [
        ({"weekdays": "mon,wed-thu"}, {0, 2, 3}),
        ({"from": "2025-03-05", "to": "2025-03-20"}, {2, 3, 4, 5, 6}),
        ({"from": "2025-02-05", "to": "2025-03-03"}, {0}),
        ({"from": "2025-03-10", "to": "2025-03-12"}, set()),
    ],
)
def test_leave_by_weekdays_or_dates(given: dict[str, str], away: set[int]) -> None:
    leave = Leave.model_validate({"site": "a", "group": "b", **given})
    assert leave.days_of(date(2025, 3, 3)) == away
