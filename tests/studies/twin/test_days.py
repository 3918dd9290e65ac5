"""What the chain of the day is told, one thing after another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.measures.theory_course import Course
from sim.studies.twin import days
from sim.studies.twin.days import (
    FACTORS,
    TOLD,
    Habits,
    between_days,
    by_hour,
    factors_of,
    told,
)
from sim.studies.twin.reasons import Reason


def habits(**changes: Any) -> Habits:
    """An office with two officers from eight to ten."""
    per_minute, officers = np.zeros(96), np.zeros(96, np.int64)
    per_minute[32:40], officers[32:40] = 0.2, 2
    made: dict[str, Any] = {
        "per_minute": per_minute, "crowd": np.zeros(96), "officers": officers,
        "planned": officers, "absent": np.array([1.0]), "day_cv": 0.0, "service": 5.0,
        "leaving": 0.1, "left": np.full(96, 0.1), "held": 4,
    }  # fmt: skip
    return Habits(**made | changes)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Course]:
    """The days that the chain is asked for; it says rate over officers, less what leaves, and as
    many minutes as people of a crowd."""
    found: list[Course] = []

    def waits(day: Course) -> Any:
        found.append(day)
        steady = 10 * day.per_minute / np.maximum(day.officers, 0.5) - day.hazard
        return steady + day.at_once

    monkeypatch.setattr(days, "waits", waits)
    return found


def test_an_even_office_is_asked_once(asked: list[Course]) -> None:
    found = told(habits())
    assert len(asked) == 1
    for each in (found.course, found.all):
        assert each[8:10] == pytest.approx(0.9)
        assert np.isnan(each[7])
    assert set(found.effects) == set(TOLD)
    for effect in found.effects.values():
        assert effect[8:10].tolist() == [0.0, 0.0]


def test_officers_of_the_last_duty_stay_for_those_who_wait(asked: list[Course]) -> None:
    told(habits())
    assert asked[0].officers[32:46].tolist() == [2] * 12 + [0] * 2
    told(habits(officers=np.zeros(96, np.int64)))


def test_absence_is_a_mean_over_days(asked: list[Course]) -> None:
    """Half of the days with two officers, half with one: 10 × 0.2 / c - 0.1."""
    found = told(habits(absent=np.array([0.5, 0.5, 0.001])))
    assert found.course[8] == pytest.approx(0.9)
    assert found.effects[Reason.ABSENCE][8] == pytest.approx((0.9 + 1.9) / 2 - 0.9)
    assert found.all[8] == pytest.approx((0.9 + 1.9) / 2)
    assert len(asked) == 2


def test_an_office_that_is_never_known_to_be_staffed(asked: list[Course]) -> None:
    assert told(habits(absent=np.zeros(4))).all[8] == pytest.approx(0.9)


def test_days_differ_and_tickets_are_weighed(asked: list[Course]) -> None:
    """E[F (F - 0.1)] with a factor F of mean 1 grows by its variance, 0.09."""
    found = told(habits(day_cv=0.3))
    assert found.effects[Reason.DAYS][8] == pytest.approx(0.09)


def test_those_who_come_again_leave_sooner(asked: list[Course]) -> None:
    found = told(habits(left=np.full(96, 0.4)))
    assert found.effects[Reason.RETURNS][8] == pytest.approx(-0.3)


def test_a_crowd_comes_at_once_and_not_in_the_quarter(asked: list[Course]) -> None:
    """1.5 of the 3 tickets of the first quarter: a rate of 0.1 is left, and 1.5 minutes more."""
    crowd = np.zeros(96)
    crowd[32] = 1.5
    found = told(habits(crowd=crowd))
    assert found.effects[Reason.CROWD][8] == pytest.approx((1.5 - 0.5) / 4)
    assert asked[-1].per_minute[32] == pytest.approx(0.1)


def test_what_two_things_do_together_is_shared(asked: list[Course]) -> None:
    """Absence and days bite together: 0.09 / c by days, of which half of the rest is absence's."""
    found = told(habits(absent=np.array([0.5, 0.5]), day_cv=0.3))
    together = (0.5 * 1 + 0.5 * 2 - 1) * 0.09
    assert found.effects[Reason.DAYS][8] == pytest.approx(0.09 + together / 2)
    assert found.effects[Reason.ABSENCE][8] == pytest.approx(0.5 + together / 2)
    assert found.all[8] == pytest.approx(0.9 + 0.09 + 0.5 + together)


@pytest.mark.parametrize("cv", [0.05, 0.2, 0.8])
def test_few_days_have_the_moments_of_all(cv: float) -> None:
    """E[F^n] = (1 + cv²) ... (1 + (n - 1) cv²) of a gamma law, for n up to 5."""
    found = factors_of(cv)
    assert len(found) == FACTORS
    exact = 1.0
    for n in range(6):
        exact *= 1.0 + max(n - 1, 0) * cv**2
        assert sum(chance * factor**n for chance, factor in found) == pytest.approx(exact)


def test_days_that_hardly_differ_pass_for_equal() -> None:
    assert factors_of(0.01) == [(1.0, 1.0)]


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
