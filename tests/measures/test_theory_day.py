"""The course of a day against theory of the steady state, and against another way to solve it."""

from __future__ import annotations

import pytest

from sim.measures.theory import MMc
from sim.measures.theory_day import Phase, course

STEPS = (
    Phase(minutes=60, per_hour=14, on_duty=(2, 2)),
    Phase(minutes=180, per_hour=30, on_duty=(2, 2)),
    Phase(minutes=30, per_hour=30, on_duty=(2, 0)),
    Phase(minutes=90, per_hour=10, on_duty=(2, 0)),
    Phase(minutes=60, per_hour=10, on_duty=(3, 0)),
    Phase(minutes=60, per_hour=18, on_duty=(3, 0)),
    Phase(minutes=600, per_hour=0, on_duty=(3, 0), is_open=False),
)


def test_a_day_of_steps() -> None:
    """By an adaptive Runge-Kutta rule (DOP853, relative error 1e-9 a step), written beforehand."""
    found = course(STEPS, 7)
    assert found.arrivals == pytest.approx(162)
    assert found.waiting == pytest.approx(1429.2157374252645, rel=1e-8)
    assert found.waiting_while_open == pytest.approx(1421.209511763628, rel=1e-8)
    assert found.made_wait == pytest.approx(94.85909153007225, rel=1e-8)
    assert found.overtime == pytest.approx(33.321342386279895, rel=1e-7)
    assert found.serving == pytest.approx(162 * 7)


def test_officers_as_mere_capacity_are_another_day() -> None:
    """One group whose number falls: by the same rule, 1533.0176581725 minutes of waiting."""
    phases = [
        Phase(
            minutes=each.minutes, per_hour=each.per_hour, on_duty=(sum(each.on_duty),),
            is_open=each.is_open,
        )
        for each in STEPS
    ]  # fmt: skip
    assert course(phases, 7).waiting == pytest.approx(1533.017658172539, rel=1e-8)


def test_left_alone_for_two_weeks_it_has_erlangs_waits() -> None:
    exact = MMc(arrival_rate=21.6 / 60, service_rate=1 / 6, servers=3)
    # Three groups of one are as good as one group of three.
    for on_duty in ((3,), (1, 1, 1)):
        steady = Phase(minutes=1440, per_hour=21.6, on_duty=on_duty)
        close = Phase(minutes=600, per_hour=0, on_duty=on_duty, is_open=False)
        short, long = (course([steady] * days + [close], 6) for days in (1, 7))
        arrivals = long.arrivals - short.arrivals
        waiting = long.waiting - short.waiting
        assert waiting / arrivals == pytest.approx(exact.wait_mean, rel=1e-6)
        made_wait = long.made_wait - short.made_wait
        assert made_wait / arrivals == pytest.approx(exact.wait_probability, rel=1e-6)


def test_what_cannot_be_followed_is_refused() -> None:
    rush = Phase(minutes=300, per_hour=120, on_duty=(1,))
    with pytest.raises(ValueError, match="too long"):
        course([rush], 7)
    with pytest.raises(ValueError, match="not end empty"):
        course([Phase(minutes=60, per_hour=6, on_duty=(1,))], 7)
