"""Calendars: open dates, holidays and make-up days, sessions, doors, working days, leads."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.errors import ScenarioError
from sim.model import calendar
from sim.model.days import Calendar
from sim.model.spec import Scenario
from sim.model.tables import DAY, HOUR, MINUTE, NEVER

NEVER_CLOSED = {"mon-sun": ["00:00-24:00"]}


def read(**written: Any) -> Calendar:
    return Calendar.model_validate(written)


def clock(instants: np.ndarray) -> list[str]:
    """Instants as day and time of day: `2+07:30`."""
    return [
        f"{int(at) // DAY}+{int(at) % DAY // HOUR:02d}:{int(at) % HOUR // MINUTE:02d}"
        for at in instants
    ]


def test_default_hours_open_on_weekdays_only() -> None:
    """A week from a Thursday on has five working days with their own weekdays."""
    week = calendar.dates(read(), date(2025, 3, 6), 7)
    assert week.weekday.tolist() == [3, 4, 5, 6, 0, 1, 2]
    assert week.working_days.tolist() == [0, 1, 4, 5, 6]
    assert not week.is_holiday.any()
    assert not week.is_after_holiday.any()


def test_vietnamese_holidays_close_and_are_made_up_for() -> None:
    """2 May 2025 is bridged to the 1 May holidays; Saturday 26 April works like a Friday."""
    days = calendar.dates(read(holidays="VN"), date(2025, 4, 25), 14)
    # Fri 25 | Sat 26 made up, Sun 27 | Mon 28, Tue 29, Wed 30 - Fri 2 closed | Sat, Sun | Mon 5 ...
    assert days.working_days.tolist() == [0, 1, 3, 4, 10, 11, 12, 13]
    assert days.weekday.tolist()[:4] == [4, 4, 6, 0]
    assert np.flatnonzero(days.is_holiday).tolist() == [5, 6, 7]
    assert np.flatnonzero(days.is_after_holiday).tolist() == [10]


def test_make_up_days_can_be_left_out() -> None:
    """Without make-up days the Saturday stays closed."""
    days = calendar.dates(read(holidays="VN", make_up_days=False), date(2025, 4, 25), 4)
    assert days.working_days.tolist() == [0, 3]
    assert days.weekday.tolist() == [4, 5, 6, 0]


def test_tet_2025_closes_a_week() -> None:
    """From 27 to 31 January everything is closed; 3 February is the first working day after."""
    days = calendar.dates(read(holidays="VN"), date(2025, 1, 24), 12)
    assert days.working_days.tolist() == [0, 10, 11]
    assert np.flatnonzero(days.is_after_holiday).tolist() == [10]


def test_listed_dates_add_and_remove_holidays() -> None:
    """`plus` closes a day and `minus` opens one; the day after either closure is marked."""
    days = calendar.dates(
        read(holidays="VN", plus=["2025-03-04"], minus=["2025-04-07"]), date(2025, 3, 3), 40
    )
    assert 1 not in days.working_days
    assert np.flatnonzero(days.is_after_holiday).tolist() == [2]
    assert 35 in days.working_days


def test_a_holiday_on_a_closed_day_changes_nothing() -> None:
    """The Monday after a holiday on a Sunday is a Monday like any other."""
    days = calendar.dates(read(plus=["2025-03-09"]), date(2025, 3, 6), 7)
    assert days.is_holiday.tolist() == [False] * 3 + [True] + [False] * 3
    assert not days.is_after_holiday.any()


def test_a_holiday_before_the_first_day_is_remembered() -> None:
    """A run that begins on the day after a holiday knows it."""
    assert calendar.dates(read(holidays="VN"), date(2025, 1, 2), 2).is_after_holiday.tolist() == [
        True,
        False,
    ]


def test_sessions_of_a_week_with_a_short_friday() -> None:
    """Each date has its own sessions, of which the last one closes."""
    hours = {"mon-thu": ["07:30-11:30", "13:30-17:00"], "fri": ["07:30-11:30"]}
    found = calendar.sessions(read(hours=hours), date(2025, 3, 6), 5)
    assert clock(found.opens_at) == ["0+07:30", "0+13:30", "1+07:30", "4+07:30", "4+13:30"]
    assert clock(found.closes_at) == ["0+11:30", "0+17:00", "1+11:30", "4+11:30", "4+17:00"]
    assert found.day.tolist() == [0, 0, 1, 4, 4]
    assert found.is_last.tolist() == [False, True, True, False, True]


def test_doors_open_and_close_around_sessions() -> None:
    """Doors may open before a session and close before its end, but never overlap."""
    found = calendar.sessions(
        read(
            hours={"mon": ["07:30-11:30", "12:00-17:00"]},
            doors_open_before=45,
            doors_close_before=15,
        ),
        date(2025, 3, 3),
        1,
    )
    assert clock(found.doors_open_at) == ["0+06:45", "0+11:30"]
    assert clock(found.doors_close_at) == ["0+11:15", "0+16:45"]


def test_doors_that_close_before_they_open_let_nobody_in() -> None:
    """A session shorter than the door rule has an empty door time, not a negative one."""
    found = calendar.sessions(
        read(hours={"mon": ["08:00-08:10"]}, doors_close_before=15), date(2025, 3, 3), 1
    )
    assert found.doors_open_at.tolist() == found.doors_close_at.tolist()


def test_touching_and_overlapping_sessions_are_one() -> None:
    """Sessions that touch within a day, or over midnight, are merged under the first date."""
    hours = {"mon": ["08:00-12:00", "12:00-14:00", "22:00-24:00"], "tue": ["00:00-06:00"]}
    found = calendar.sessions(read(hours=hours), date(2025, 3, 3), 2)
    assert clock(found.opens_at) == ["0+08:00", "0+22:00"]
    assert clock(found.closes_at) == ["0+14:00", "1+06:00"]
    assert found.day.tolist() == [0, 0]
    assert found.is_last.tolist() == [False, True]


def test_a_night_session_belongs_to_the_date_on_which_it_begins() -> None:
    """A Sunday night before the first day is not simulated; a last night runs past the end."""
    found = calendar.sessions(read(hours={"sun,mon": ["22:00-06:00"]}), date(2025, 3, 3), 1)
    assert clock(found.opens_at) == ["0+22:00"]
    assert clock(found.closes_at) == ["1+06:00"]


def test_an_office_that_never_closes_has_one_session_and_works_every_day() -> None:
    """All days are working days, the only session ends after the last of them."""
    found = calendar.sessions(read(hours=NEVER_CLOSED), date(2025, 3, 3), 10)
    assert clock(found.opens_at) == ["0+00:00"]
    assert found.closes_at[0] > 10 * DAY
    assert calendar.dates(read(hours=NEVER_CLOSED), date(2025, 3, 3), 10).is_open.all()


@pytest.mark.parametrize("hours", [{"mon": []}, {"sat": ["08:00-12:00"]}])
def test_a_calendar_that_never_opens_has_no_sessions(hours: dict[str, list[str]]) -> None:
    """No hours at all, or none in the days looked at: nothing opens, and nothing breaks."""
    found = calendar.sessions(read(hours=hours), date(2025, 3, 3), 3)
    columns = (found.opens_at, found.closes_at, found.day, found.is_last, found.doors_open_at)
    assert [len(column) for column in columns] == [0, 0, 0, 0, 0]


def test_nth_working_day_after_a_day() -> None:
    """Counting starts on the day after, whether or not the day itself is a working day."""
    working_days = np.array([0, 1, 4, 5, 6])
    after = np.array([-1, 0, 2, 5, 6])
    assert calendar.working_day_after(working_days, after, 1).tolist() == [0, 1, 4, 6, NEVER]
    assert calendar.working_day_after(working_days, after, 2).tolist() == [1, 4, 5, NEVER, NEVER]


def scenario(**more: Any) -> Scenario:
    written = {
        "name": "leads",
        "period": {"from": "2025-03-03", "to": "2025-03-14"},
        "procedures": {"any": {"counter_time": 5}},
        "sites": {"office": {"officers": [{"count": 1}]}},
    }
    return Scenario.model_validate(written | more)


COMMUNE = {
    "name": "A",
    "kind": "ward",
    "district": "D",
    "lat": 11,
    "lon": 106,
    "area_km2": 1,
    "population": 1,
}


def test_leads_are_zero_for_a_site_and_twenty_working_days_for_a_province() -> None:
    """Twenty working days before Monday 3 March 2025 begin on Monday 3 February."""
    assert calendar.lead_days(scenario()) == (0, 0)
    assert calendar.lead_days(scenario(communes={"1": COMMUNE})) == (28, 28)


@pytest.mark.parametrize(
    ("warm_up", "run_out", "expected"),
    [
        ({"days": 5}, {"days": 7}, (5, 7)),
        ({"working_days": 0}, {"working_days": 0}, (0, 0)),
        ({"working_days": 1}, {"working_days": 1}, (3, 3)),
        ({"working_days": 6}, {"working_days": 6}, (10, 10)),
    ],
)
def test_leads_span_the_working_days_asked_for(
    warm_up: dict[str, int], run_out: dict[str, int], expected: tuple[int, int]
) -> None:
    """The first working day before a Monday is Friday, three days back; likewise after."""
    assert calendar.lead_days(scenario(warm_up=warm_up, run_out=run_out)) == expected


def test_leads_skip_holidays() -> None:
    """Over Tet a lead of one working day is a week and a half."""
    found = calendar.lead_days(
        scenario(
            calendar={"holidays": "VN"},
            period={"start": "2025-02-03", "days": 5},
            warm_up={"working_days": 1},
        )
    )
    assert found == (10, 0)


def test_a_lead_without_working_days_is_refused() -> None:
    """A calendar that hardly ever opens cannot warm up, and says so."""
    closed = {"hours": {"mon": ["08:00-12:00"]}, "plus": []}
    closed["plus"] = [date.fromordinal(n).isoformat() for n in range(737_000, 742_000)]
    with pytest.raises(ScenarioError, match=r"warm_up.working_days = 3: .* that many working days"):
        calendar.lead_days(scenario(calendar=closed, warm_up={"working_days": 3}))


def test_known_countries() -> None:
    """A country code is known or not, in capitals."""
    assert calendar.knows_country("VN")
    assert not calendar.knows_country("vn")
