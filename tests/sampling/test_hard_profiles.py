"""Means by the clock under profiles with a step and a closed hour, for every way to tell demand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model.tables import DAY, HOUR, MINUTE
from tests.sampling.offices import Drawn, assert_counts, assert_mean, draw, office, province

pytestmark = pytest.mark.jit

DAYS = 400
QUARTER = 15 * MINUTE
WITH_A_BREAK = {"hours": {"mon-sun": ["08:00-10:00", "11:00-13:00"]}}


def by_quarter(drawn: Drawn, source: str = "desk") -> np.ndarray[Any, Any]:
    """(96,) visits by quarter of an hour of arrival; crowds at the door are left out."""
    own = drawn.visits.arrived_at[drawn.source == source]
    return np.bincount(own % DAY // QUARTER, minlength=96)


def quarters(**rate: float) -> np.ndarray[Any, Any]:
    """(96,) expected visits of `DAYS` days, from hourly rates by `hHHMM_HHMM`."""
    expected = np.zeros(96)
    for span, per_hour in rate.items():
        first, last = (int(at[:2]) * 4 + int(at[2:]) // 15 for at in span[1:].split("_"))
        expected[first:last] += per_hour / 4 * DAYS
    return expected


def an_office(arrivals: dict[str, Any], **changes: Any) -> Drawn:
    return draw(
        office(
            period={"start": "2025-03-03", "days": DAYS},
            calendar=WITH_A_BREAK,
            procedures={
                "papers": {
                    "counter_time": {"law": "gamma", "mean": 7, "cv": 1.2},
                    "patience": {"law": "exponential", "mean": 30},
                    "dossiers_per_visit": {"law": "geometric", "mean": 3, "share": 0.5},
                }
            },
            sites={"desk": {"arrivals": {"papers": arrivals}}},
            **changes,
        )
    )


STEP = {"per_hour": {"08:00": 4, "09:30": 40, "11:15": 12}}


def test_a_rate_with_a_step_before_and_inside_a_closed_hour() -> None:
    """The value of 09:30 goes on after the closed hour, until a quarter past eleven."""
    found = by_quarter(an_office(STEP))
    expected = quarters(h0800_0930=4, h0930_1000=40, h1100_1115=40, h1115_1300=12)
    assert_counts(found, expected)


def test_a_rate_with_day_factors() -> None:
    """The mean is the same, the variance that of a gamma mixture of Poisson numbers."""
    drawn = an_office(STEP | {"day_cv": 0.3})
    counts = np.bincount(drawn.visits.arrived_at // DAY, minlength=DAYS)
    mean = 6 + 20 + 10 + 21
    assert_mean(counts, mean)
    assert_mean((counts - mean) ** 2, mean + (0.3 * mean) ** 2)


def test_counts_of_a_rate_are_poisson() -> None:
    """Without day factors, variance and mean are equal, and hours are independent."""
    drawn = an_office(STEP)
    counts = np.bincount(drawn.visits.arrived_at // DAY, minlength=DAYS)
    assert_mean((counts - 57) ** 2, 57)
    early = drawn.visits.arrived_at % DAY < 10 * HOUR
    morning, late = (
        np.bincount(drawn.visits.arrived_at[which] // DAY, minlength=DAYS)
        for which in (early, ~early)
    )
    assert_mean((morning - 26.0) * (late - 31.0), 0)


def test_what_visits_bring_has_nothing_to_do_with_the_clock() -> None:
    """Before the step, after it, and after the break: the same means."""
    drawn = an_office(STEP)
    time = drawn.visits.arrived_at % DAY
    for first, last in ((8 * HOUR, 9.5 * HOUR), (9.5 * HOUR, 10 * HOUR), (11 * HOUR, 13 * HOUR)):
        own = (first <= time) & (time < last)
        assert_mean(drawn.visits.service[own] / MINUTE, 7)
        assert_mean(drawn.visits.patience[own] / MINUTE, 30)
        assert_mean(drawn.of_visits["dossiers"][own], 2)


def test_a_mean_per_day_with_crowds_and_bands_half_shut() -> None:
    """Thirty a day: a crowd at eight, a band of which a half is shut, one that is shut wholly."""
    profile = {
        "at_door": {"08:00": 0.2, "11:00": 0.1},
        "bands": {"08:00-09:00": 0.1, "09:00-11:00": 0.4, "10:00-10:30": 0.1, "11:30-12:00": 0.1},
    }
    drawn = an_office({"per_day": 30, "profile": "hard"}, profiles={"hard": profile})
    time = drawn.visits.arrived_at % DAY
    unit = 30 / 0.9
    at_eight, at_eleven = time == 8 * HOUR, time == 11 * HOUR
    assert_counts(
        np.array([at_eight.sum(), at_eleven.sum()]),
        np.array([0.2, 0.1]) * unit * DAYS,
    )
    spread = np.bincount(time[~at_eight & ~at_eleven] // QUARTER, minlength=96)
    expected = quarters(h0800_0900=0.1 * unit, h0900_1000=0.4 * unit, h1130_1200=0.2 * unit)
    assert_counts(spread, expected)


@pytest.mark.parametrize("hours", [["07:30-11:30", "13:30-17:00"], ["07:30-11:30"]])
def test_the_default_profile_by_the_door(hours: list[str]) -> None:
    """All of the mean per day comes, by the table's shares of what is open."""
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": DAYS},
            calendar={"hours": {"mon-sun": hours}},
            sites={"desk": {"arrivals": {"papers": {"per_day": 50}}}},
        )
    )
    morning = [6, 9, 21, 18, 12, 3]
    afternoon = [3, 6, 11, 8, 3]
    edges = [7.5, 7.5, 8, 9, 10, 11, 11.5] + ([13.5, 13.5, 14, 15, 16, 17] if hours[1:] else [])
    shares = [*morning, 0, *afternoon] if hours[1:] else morning
    time = drawn.visits.arrived_at % DAY
    # A crowd is the first millisecond of the band that follows it.
    bounds = np.array(edges) * HOUR + (np.diff(edges, prepend=0) == 0)
    found = np.histogram(time, bounds)[0]
    assert_counts(found, np.array(shares) / sum(shares) * 50 * DAYS)


def test_residents_by_the_clock_of_a_profile_with_a_step_and_a_gap() -> None:
    """Whatever is open; the mean of working days times the weekday's factor."""
    drawn = draw(
        province(
            period={"start": "2025-03-03", "days": DAYS},
            calendar=WITH_A_BREAK,
            profiles={
                "hard": {
                    "at_door": {"08:00": 0.25},
                    "bands": {"08:30-09:30": 0.15, "09:30-10:00": 0.4, "11:00-13:00": 0.2},
                }
            },
            demand={"profile": "hard", "scale": 0.5, "day_cv": {"province": 0, "district": 0}},
        )
    )
    per_day = 0.5 * (2 + 3) * 20
    crowd = (drawn.visits.arrived_at % DAY == 8 * HOUR) & (drawn.source == "an")
    assert_counts(np.array([crowd.sum()]), np.array([0.25 * per_day * DAYS]))
    found = by_quarter(drawn, "an")
    found[32] -= crowd.sum()
    expected = quarters(
        h0830_0930=0.15 * per_day, h0930_1000=0.8 * per_day, h1100_1300=0.1 * per_day
    )
    assert_counts(found, expected)


def test_residents_by_weekday() -> None:
    """Twice as many on Mondays, none on Sundays, as many as the population has it."""
    drawn = draw(
        province(
            period={"start": "2025-03-03", "days": 7 * 60},
            calendar={"hours": {"mon-sat": ["08:00-12:00"]}},
            demand={"weekday": {"mon": 2}, "day_cv": {"province": 0, "district": 0}},
        )
    )
    for commune, thousands in (("an", 20), ("binh", 5), ("cau", 10)):
        own = drawn.visits.arrived_at[drawn.source == commune] // DAY % 7
        expected = np.array([2, 1, 1, 1, 1, 1, 0]) * 5 * thousands * 60
        assert_counts(np.bincount(own, minlength=7), expected)


def test_a_night_shift_over_midnight() -> None:
    """From ten to two with a step at eleven; the first date has no early hours."""
    drawn = draw(
        office(
            period={"start": "2025-03-03", "days": DAYS},
            calendar={"hours": {"mon-sun": ["22:00-02:00"]}},
            sites={"desk": {"arrivals": {"papers": {"per_hour": {"22:00": 5, "23:00": 15}}}}},
        )
    )
    expected = quarters(h2200_2300=5, h2300_2400=15)
    expected[:8] = 15 / 4 * (DAYS - 1)
    assert_counts(by_quarter(drawn), expected)
