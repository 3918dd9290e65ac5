"""When sites and units are open, read off the tables by going through them from the start."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sim.model.tables import DAY, NEVER, System
from tests.parity.small_sites import Interval


@dataclass(frozen=True, kw_only=True)
class SiteTimes:
    """Doors, closing instants and working days of a site."""

    horizon: int
    doors: list[Interval]
    closings: set[int]
    working_days: list[int]

    def tickets_are_given(self, instant: int) -> bool:
        opened = any(start <= instant < end for start, end in self.doors)
        return opened and instant not in self.closings

    def opening_after(self, instant: int) -> int | None:
        """The first door opening later than the instant, if there is one before the horizon."""
        return next((at for at, _ in self.doors if instant < at < self.horizon), None)

    def arrival(self, wished: int | None) -> int | None:
        """The doors rule."""
        if wished is None or not self.tickets_are_given(wished):
            return None if wished is None else self.opening_after(wished)
        return wished if wished < self.horizon else None

    def on_day(self, first: int, n: int, clock: int) -> int | None:
        """The time of day on the n-th working day (from 0) of those not before day `first`."""
        days = [day for day in self.working_days if day >= first]
        return days[n] * DAY + clock if n < len(days) else None


@dataclass(frozen=True, kw_only=True)
class UnitTimes:
    """Open time and working days of a unit."""

    horizon: int
    sessions: list[Interval]
    days: list[tuple[int, int]]
    """(day number, its end)."""

    def is_open(self, instant: int) -> bool:
        return any(start <= instant < end for start, end in self.sessions)

    def open_time(self, start: int, end: int) -> int:
        """How long it is open in [start, end)."""
        cut = ((max(start, a), min(end, b)) for a, b in self.sessions)
        return sum(b - a for a, b in cut if a < b)

    def day_of(self, instant: int) -> int:
        """e: the place of the first working day that ends at or after the instant."""
        return next(k for k, (_, end) in enumerate(self.days) if end >= instant)

    def check_reached(self, start: int, duration: int, instant: int) -> None:
        """The instant is the first by which so much open time has passed, NEVER if too late."""
        if instant == NEVER:
            assert self.open_time(start, self.horizon - 1) < duration
        elif duration == 0:
            assert instant == start
        else:
            assert start < instant < self.horizon
            assert self.open_time(start, instant) == duration
            assert self.open_time(start, instant - 1) == duration - 1


def site_times(system: System, site: int) -> SiteTimes:
    own = slice(*system.session_start[site : site + 2])
    days = slice(*system.open_day_start[site : site + 2])
    doors = zip(system.door_from[own].tolist(), system.door_to[own].tolist(), strict=True)
    return SiteTimes(
        horizon=int(system.horizon),
        doors=list(doors),
        closings=set(system.session_to[own][system.session_closes[own]].tolist()),
        working_days=system.open_day[days].tolist(),
    )


def unit_times(system: System, unit: int) -> UnitTimes:
    clock = int(system.unit_clock[unit])
    own = slice(*system.clock_start[clock : clock + 2])
    days = slice(*system.clock_day_start[clock : clock + 2])
    sessions = list(
        zip(system.clock_from[own].tolist(), system.clock_to[own].tolist(), strict=True)
    )
    numbers, ends = system.clock_day[days].tolist(), system.clock_day_ends[days].tolist()
    assert all(one[1] < other[0] for one, other in pairwise(sessions))
    assert all(one < other for one, other in pairwise(ends))
    return UnitTimes(
        horizon=int(system.horizon),
        sessions=sessions,
        days=list(zip(numbers, ends, strict=True)),
    )
