"""Durations and dates hold when the clock on the wall jumps."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from sim import clock


def _jump(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Set the clock on the wall."""

    class Set(datetime):
        @classmethod
        def now(cls, *_: object) -> datetime:  # type: ignore[override]
            return datetime.now() + by

    monkeypatch.setattr(clock, "datetime", Set)


@pytest.mark.parametrize("hours", [-5, 0, 1000])
def test_the_end_is_the_start_and_what_passed(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """Whatever the clock on the wall says meanwhile."""
    ticks = iter([100.0, 112.5])
    monkeypatch.setattr(clock, "_steady", lambda: next(ticks))
    started = clock.start()
    _jump(monkeypatch, timedelta(hours=hours))
    ended = clock.end(started)
    assert ended - started == timedelta(seconds=12.5)
    assert ended.isoformat() == (started + timedelta(seconds=12.5)).isoformat()


def test_a_plain_date_never_ends_before_it_began() -> None:
    """Where nobody looked at the steady clock."""
    future = datetime(2999, 1, 1, tzinfo=UTC)
    assert clock.end(future) == future
    past = datetime(2025, 1, 1, tzinfo=UTC)
    assert clock.end(past) > past


@pytest.mark.parametrize("zone", ["Nowhere/Land", "<+0545>-5:45", ":/etc/passwd", ""])
def test_odd_time_zones_do_no_harm(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """The start has an offset, whatever TZ says."""
    if not hasattr(time, "tzset"):
        pytest.skip("no time zones by TZ on this system")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        started = clock.start()
        assert started.utcoffset() is not None
        assert clock.end(started) >= started
        assert f"{started:%Y%m%d-%H%M%S}".count("-") == 1
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_steady_clock_does_not_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without one that runs on in sleep."""
    assert clock._steady() <= clock._steady()
    monkeypatch.delattr(clock.time, "CLOCK_BOOTTIME", raising=False)
    assert clock._steady() <= clock._steady()
