"""Breaks and closing of one hall: who is held for whom, and who is sent home (R6, R10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import simpy

from sim.engines.reference.moments import Process
from sim.engines.reference.people import Officer, Visit
from sim.model.tables import NEVER, EventRank, Fate

if TYPE_CHECKING:
    from sim.engines.reference.hall import Hall


class Closing:
    """Session changes of one hall (R9.2). Doors need no event: they are looked at on arrival."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.time, self.rules, self.opening = hall.time, hall.rules, hall.opening
        self.is_closing = False
        """From the close until whoever still waits is sent home."""
        self.shut_until = NEVER
        """From then until the doors open next, nobody joins any line."""

    def sessions(self) -> Process:
        """Breaks and closings."""
        sessions = self.opening.sessions
        for k, session in enumerate(sessions):
            yield self.time.at(session.ends_at, EventRank.SESSION)
            if not session.closes:
                if self.rules.at_break_serve:
                    self.hold()
                continue
            opens_at = sessions[k + 1].door_from if k + 1 < len(sessions) else self.opening.horizon
            latest = min(session.ends_at + self.rules.latest_close, opens_at)
            if self.rules.at_close_serve and latest > session.ends_at:
                self.is_closing = True
                self.close_for_newcomers()
                yield self.time.at(latest, EventRank.SESSION)
                self.is_closing = False
            self.shut_until = opens_at
            for visit in self.hall.line.everybody():
                self.send_home(visit)
            self.hall.ask_for_dispatch()

    def close_for_newcomers(self) -> None:
        """R6: officers are held for whom they can serve; the others are sent home at once.

        Whoever is still held over a break is so for the tickets of before that break alone.
        Duty that begins only now saves nobody.
        """
        self.hold()
        for visit in self.hall.line.everybody():
            if not self.is_somebody_held_for(visit):
                self.send_home(visit)

    def hold(self) -> None:
        """Hold those on duty just before now; `Hall.dispatch` lets them go."""
        for officer in self.hall.officers:
            if officer.was_on_duty_just_before(self.time.now):
                officer.held_for = self.time.now
        self.hall.ask_for_dispatch()

    def is_somebody_held_for(self, visit: Visit) -> bool:
        """Whether an officer, busy or not, is held for the visit and able to serve it next."""
        return any(
            visit.skill in officer.skills and visit.arrived_at < officer.held_for
            for officer in self.hall.officers
        )

    def send_home(self, visit: Visit) -> None:
        """R6: the visit ends, and a new one arrives when the doors open next, if they do."""
        self.hall.line.leave(visit)
        opens_at = self.opening.next_opening(self.time.now)
        visit.leave_line(self.time.now, Fate.OPEN if opens_at == NEVER else Fate.SENT_HOME)
        self.hall.come_again(visit, opens_at)
        self.hall.lives.visit_ended(visit)

    # R10: visits between two stages

    def judge(self, visit: Visit) -> None:
        """Whether a visit that has just moved on may stay; told once officers have changed."""
        if self.is_closing or self.time.now < self.shut_until:
            self.time.at(self.time.now, EventRank.SESSION, self.send_home_at_once, visit)

    def send_home_at_once(self, event: simpy.Event) -> None:
        """After the close, whoever moves on to where nobody is held for them goes home."""
        visit = cast(Visit, event.value)
        is_lost = self.time.now < self.shut_until or (
            self.is_closing and not self.is_somebody_held_for(visit)
        )
        if visit.waiting and is_lost:
            self.send_home(visit)

    def may_bring_somebody(self, officer: Officer) -> bool:
        """Whether a visit that the officer is held for may still come to them at a later stage."""
        if not self.is_closing:
            return False
        served = [o.job for o in self.hall.officers if isinstance(o.job, Visit)]
        return any(
            visit.arrived_at < officer.held_for and skill in officer.skills
            for visit in (*self.hall.line.everybody(), *served)
            for skill, _ in visit.stages_ahead
        )
