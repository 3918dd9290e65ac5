"""The working time that a processing unit keeps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from sim.model.tables import NEVER

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """Open time up to the horizon, and the working days, which reach far beyond it."""

    horizon: int
    sessions: list[Interval]
    """[from, to) in order of time, no two touching."""
    dates: list[int]
    """Day numbers of the working days, at least one."""
    day_ends: list[int]
    """The instants at which the last sessions of the working days end."""

    def is_open(self, instant: int) -> bool:
        """Whether work goes on at the instant."""
        begun = bisect_right(self.sessions, instant, key=lambda session: session[0])
        return begun > 0 and instant < self.sessions[begun - 1][1]

    def after(self, instant: int, duration: int) -> int:
        """The first instant by which so much open time has passed; NEVER from the horizon on."""
        if duration == 0:
            return instant
        first = bisect_right(self.sessions, instant, key=lambda session: session[1])
        for start, end in self.sessions[first:]:
            length = end - max(start, instant)
            if duration <= length:
                reached = end - length + duration
                return reached if reached < self.horizon else NEVER
            duration -= length
        return NEVER

    def day(self, instant: int) -> int:
        """D4: the number of the first working day that ends at or after the instant."""
        return min(bisect_left(self.day_ends, instant), len(self.dates) - 1)

    def date(self, day: int) -> int:
        """The day number of a working day, or of the last one."""
        return self.dates[min(day, len(self.dates) - 1)]

    def end(self, day: int) -> int:
        """The end of a working day, or of the last one."""
        return self.day_ends[min(day, len(self.dates) - 1)]
