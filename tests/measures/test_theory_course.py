"""Waits by the time of the ticket, against steady states and against the exact course of a day."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from sim.measures.theory import ErlangA, MMc
from sim.measures.theory_course import Course, waits
from sim.measures.theory_day import Phase, course

ALL_DAY = np.ones(96)


def test_one_ticket_in_a_break_waits_for_its_end() -> None:
    """Nobody is on duty for two slots, then one officer; hardly anybody else comes."""
    rates = np.array([1e-6, 0.0, 0.0])
    day = Course(per_minute=rates, officers=np.array([0, 0, 1]), service=5.0, minutes=10.0)
    found = waits(day)
    # Those of the first slot come in the middle of its tenths: they wait 15 minutes on average.
    assert found[0] == pytest.approx(15.0, abs=0.4)
    assert found[1] == pytest.approx(5.0, abs=0.4)
    assert found[2] == pytest.approx(0.0, abs=0.001)


def test_officers_who_come_take_those_who_wait() -> None:
    """One visit is served without end; the next one waits for the second officer."""
    rates = np.array([0.05, 0.05, 0.0])
    alone = Course(per_minute=rates, officers=np.array([1, 1, 1]), service=60.0, minutes=10.0)
    helped = Course(per_minute=rates, officers=np.array([1, 1, 2]), service=60.0, minutes=10.0)
    assert (waits(helped)[:2] < waits(alone)[:2]).all()


def test_a_day_without_anybody_has_no_waits() -> None:
    nobody = Course(per_minute=np.zeros(4), officers=np.zeros(4, np.int64), service=5.0)
    assert waits(nobody).tolist() == [0.0] * 4


@pytest.mark.jit
def test_a_crowd_waits_in_line() -> None:
    """Poisson people at once, two officers: the n-th waits for n - 2 ends of services."""
    crowd = np.array([0.0, 4.0, 0.0, 0.0, 0.0])
    day = Course(
        per_minute=np.zeros(5), officers=np.array([0, 2, 2, 2, 2]), service=5.0, minutes=15.0,
        crowd=crowd,
    )  # fmt: skip
    n = np.arange(60)
    people = poisson.pmf(n, 4.0)
    exact = (people * np.maximum(n - 2, 0) * np.maximum(n - 1, 0) / 2).sum() * 2.5 / 4.0
    assert waits(day)[1] == pytest.approx(exact, rel=1e-3)


@pytest.mark.jit
def test_a_crowd_is_ahead_of_those_who_come_after() -> None:
    """And beside them in the mean of its slot, by tickets; what it leaves is there at the next."""
    rate, officers = np.array([0.0, 0.2, 0.0]), np.array([1, 1, 1])
    alone = waits(Course(per_minute=rate, officers=officers, service=5.0))
    crowd = np.array([3.0, 0.0, 0.0])
    after = waits(Course(per_minute=rate, officers=officers, service=5.0, crowd=crowd))
    assert after[1] > alone[1] + 0.5


@pytest.mark.jit
def test_a_rate_of_leaving_for_each_slot() -> None:
    """Equal rates are one rate; those of the slot of the ticket count."""
    rate, officers = np.array([0.5, 0.5, 0.0]), np.array([1, 1, 1])
    day = Course(per_minute=rate, officers=officers, service=5.0, leaving=0.1)
    same = Course(per_minute=rate, officers=officers, service=5.0, leaving=np.full(3, 0.1))
    sooner = Course(
        per_minute=rate, officers=officers, service=5.0, leaving=np.array([0.1, 0.1, 2.0])
    )
    assert waits(same).tolist() == waits(day).tolist()
    assert waits(sooner)[0] == pytest.approx(waits(day)[0], rel=0.2)
    assert waits(sooner)[1] < waits(day)[1] - 0.2


@pytest.mark.jit
def test_a_steady_queue_is_that_of_erlang_c() -> None:
    day = Course(per_minute=0.3 * ALL_DAY, officers=np.full(96, 3), service=8.0)
    exact = MMc(arrival_rate=0.3, service_rate=1 / 8, servers=3).wait_mean
    assert waits(day) == pytest.approx(exact, rel=1e-3)


@pytest.mark.jit
def test_with_patience_it_is_that_of_erlang_a() -> None:
    """Also above a load of 1."""
    day = Course(per_minute=0.5 * ALL_DAY, officers=np.full(96, 3), service=8.0, leaving=1 / 20)
    exact = ErlangA(arrival_rate=0.5, service_rate=1 / 8, servers=3, abandonment_rate=1 / 20)
    assert waits(day) == pytest.approx(exact.wait_all_mean, rel=1e-3)


@pytest.mark.jit
def test_a_day_with_a_break_and_shifts() -> None:
    """All waiting of the day, against the chain that knows each group of officers.

    Officers who leave at noon take their services along in both; the two are within 1 %.
    """
    rates, officers = np.zeros(96), np.zeros(96, np.int64)
    rates[30:46], rates[54:66] = 0.4, 0.25
    officers[30:34], officers[34:46], officers[54:60], officers[60:86] = 3, 2, 2, 3
    found = waits(Course(per_minute=rates, officers=officers, service=6.0))
    exact = course(
        [
            Phase(minutes=60, per_hour=24, on_duty=(2, 1)),
            Phase(minutes=180, per_hour=24, on_duty=(2, 0)),
            Phase(minutes=120, per_hour=0, on_duty=(0, 0)),
            Phase(minutes=90, per_hour=15, on_duty=(2, 0)),
            Phase(minutes=90, per_hour=15, on_duty=(2, 1)),
            Phase(minutes=300, per_hour=0, on_duty=(2, 1), is_open=False),
        ],
        6.0,
    )
    assert float((found * rates).sum() * 15) == pytest.approx(exact.waiting, rel=0.01)
