"""The Monday after Tết against the calendar of each year, and the busiest day."""

from __future__ import annotations

from datetime import date

import pytest

from sim.model.spec import Calendar
from sim.studies.stress.hard_day import busiest_day, monday_after_tet, tet
from tests.studies.stress.offices import house

VN = Calendar(holidays="VN")


@pytest.mark.parametrize(
    ("year", "monday"),
    [(2024, date(2024, 2, 19)), (2025, date(2025, 2, 3)), (2026, date(2026, 2, 23))],
)
def test_the_monday_after_tet(year: int, monday: date) -> None:
    """Also for a period that comes later in the year."""
    period = {"start": f"{year}-06-02", "days": 3}
    assert monday_after_tet(house(period=period, calendar={"holidays": "VN"})) == monday


def test_a_monday_that_is_closed_is_passed_over() -> None:
    calendar = {"holidays": "VN", "plus": ["2025-02-03"]}
    assert monday_after_tet(house(calendar=calendar)) == date(2025, 2, 10)
    assert (
        monday_after_tet(house(calendar={"holidays": "VN", "hours": {"tue": ["08:00-10:00"]}}))
        is None
    )


def test_the_longest_holiday_counts() -> None:
    """The new year alone is too short; a country without Tết has none."""
    found = tet(VN, 2025)
    assert found is not None
    assert found[0] <= date(2025, 1, 29) <= found[1]
    days = [date(2025, 1, 27 + n) for n in range(5)] + [date(2025, 2, 1)]
    assert tet(Calendar(holidays="VN", minus=tuple(days)), 2025) is None
    assert tet(Calendar(holidays="FR"), 2025) is None
    assert tet(Calendar(), 2025) is None


def test_the_busiest_day_is_that_of_most_expected_visits() -> None:
    """Six hours on Thursday alone, two on other days; the first of equal days counts."""
    hours = {"mon-wed": ["08:00-10:00"], "thu": ["08:00-14:00"], "fri": ["08:00-10:00"]}
    assert busiest_day(house(calendar={"hours": hours})) == date(2025, 3, 6)
    assert busiest_day(house()) == date(2025, 3, 3)
