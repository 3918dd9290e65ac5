"""When a site can be visited: its doors and its working days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from sim.model.tables import NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An opening session with its doors; the last one of a date closes."""

    ends_at: int
    closes: bool
    door_from: int
    door_to: int


class Opening:
    """Doors and working days of a site, up to the horizon."""

    def __init__(self, sessions: list[Session], working_days: list[int], horizon: int) -> None:
        self.sessions = sessions
        self.working_days = working_days
        self.horizon = horizon
        self.door_from = [session.door_from for session in sessions]
        self.closings = {session.ends_at for session in sessions if session.closes}

    def lets_in(self, instant: int) -> bool:
        """R9: never at the closing instant, whatever the doors of the next session say."""
        if instant in self.closings:
            return False
        opened = bisect_right(self.door_from, instant)
        return opened > 0 and instant < self.sessions[opened - 1].door_to

    def next_opening(self, instant: int) -> int:
        """The first door opening at or after the instant, before the horizon; else NEVER."""
        opening = bisect_left(self.door_from, instant)
        return (
            self.before_horizon(self.door_from[opening]) if opening < len(self.door_from) else NEVER
        )

    def arrival(self, wished: int) -> int:
        """The doors rule: as wished if tickets are given then, else at the next door opening."""
        if self.lets_in(wished):
            return self.before_horizon(wished)
        return self.next_opening(wished + 1)

    def before_horizon(self, instant: int) -> int:
        """The instant, or NEVER from the horizon on."""
        return instant if instant < self.horizon else NEVER

    def working_day(self, date: int, n: int) -> int:
        """The n-th working day (from 0) of those from that date on; NEVER beyond the run."""
        day = bisect_left(self.working_days, date) + n
        return self.working_days[day] if day < len(self.working_days) else NEVER
