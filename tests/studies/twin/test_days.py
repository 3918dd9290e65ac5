"""What the chain of the day is told, one thing after another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.measures.theory_course import Course
from sim.studies.twin import days
from sim.studies.twin.days import Habits, between_days, by_hour, factors_of, told


def habits(**changes: Any) -> Habits:
    """An office with two officers from eight to ten."""
    per_minute, officers = np.zeros(96), np.zeros(96, np.int64)
    per_minute[32:40], officers[32:40] = 0.2, 2
    made: dict[str, Any] = {
        "per_minute": per_minute, "officers": officers, "planned": officers,
        "absent": np.array([1.0]), "day_cv": 0.0, "service": 5.0, "leaving": 0.1, "left": 0.1,
        "held": 4,
    }  # fmt: skip
    return Habits(**made | changes)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Course]:
    """The days that the chain is asked for; it says rate over officers, less what leaves."""
    found: list[Course] = []

    def waits(day: Course) -> Any:
        found.append(day)
        return 10 * day.per_minute / np.maximum(day.officers, 0.5) - day.leaving

    monkeypatch.setattr(days, "waits", waits)
    return found


def test_an_even_office_is_asked_once(asked: list[Course]) -> None:
    found = told(habits())
    assert len(asked) == 1
    for each in (found.course, found.absence, found.days, found.returns):
        assert each[8:10] == pytest.approx(0.9)
        assert np.isnan(each[7])


def test_officers_of_the_last_duty_stay_for_those_who_wait(asked: list[Course]) -> None:
    told(habits())
    assert asked[0].officers[32:46].tolist() == [2] * 12 + [0] * 2
    told(habits(officers=np.zeros(96, np.int64)))


def test_absence_is_a_mean_over_days(asked: list[Course]) -> None:
    """Half of the days with two officers, half with one: 10 × 0.2 / c - 0.1."""
    found = told(habits(absent=np.array([0.5, 0.5, 0.001])))
    assert found.course[8] == pytest.approx(0.9)
    assert found.absence[8] == pytest.approx((0.9 + 1.9) / 2)
    assert len(asked) == 2


def test_days_differ_and_tickets_are_weighed(asked: list[Course]) -> None:
    """E[F (F - 0.1)] with a factor F of mean 1 grows by its variance."""
    found = told(habits(day_cv=0.3))
    factors = np.array(factors_of(0.3))
    assert found.days[8] == pytest.approx(float((factors**2).mean()) - 0.1)
    assert found.days[8] > found.absence[8]


def test_those_who_come_again_leave_sooner(asked: list[Course]) -> None:
    found = told(habits(left=0.4))
    assert found.days[8] - found.returns[8] == pytest.approx(0.3)


def test_factors_have_mean_one() -> None:
    assert factors_of(0.01) == [1.0]
    found = factors_of(0.2)
    assert np.mean(found) == pytest.approx(1.0)
    assert found == sorted(found)


def test_what_varies_between_days_beyond_chance() -> None:
    """Of counts by Poisson numbers nothing; of rates with cv 0.3 that."""
    chance = np.random.default_rng(1)
    rates = 50.0 * chance.gamma(1 / 0.09, 0.09, 4000)
    counts = chance.poisson(rates).astype(float)
    assert between_days(counts.sum(), (counts**2).sum(), 4000) == pytest.approx(0.3, abs=0.03)
    even = np.full(10, 7.0)
    assert between_days(even.sum(), (even**2).sum(), 10) == 0.0
    assert between_days(7.0, 49.0, 1) == 0.0
    assert between_days(0.0, 0.0, 9) == 0.0


def test_means_by_hour_are_weighed() -> None:
    values, weight = np.zeros(96), np.zeros(96)
    values[32:34], weight[32:34] = (1.0, 4.0), (2.0, 1.0)
    found = by_hour(values, weight)
    assert found[8] == pytest.approx(2.0)
    assert np.isnan(found[9])
