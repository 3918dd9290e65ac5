"""The counter hall of one site as SimPy processes; the rules R1 to R9 are kept here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Generator, Iterator
from heapq import heappop, heappush
from itertools import groupby
from typing import Any, cast

import simpy
from simpy.events import EventPriority

from sim.engines.reference.people import Officer, Rules, Ticket, Visit
from sim.model.tables import DAY, NEVER, EventRank, Fate

AFTER_SIMPY = 2
"""SimPy uses priorities 0 and 1 for its own events; the ranks of R9 come after them."""

Process = Generator[simpy.Event, Any, None]


class Moment(simpy.Event):
    """An event bound to happen at an instant, in R9's order among the events of that instant."""

    def __init__(self, env: simpy.Environment, at: int, rank: EventRank, value: Any = None) -> None:
        super().__init__(env)
        self._ok = True
        self._value = value
        env.schedule(self, EventPriority(AFTER_SIMPY + rank), at - env.now)


class Hall:
    """The counter hall of one site: who comes, who waits, who serves, who leaves."""

    def __init__(self, rules: Rules, officers: list[Officer], expected: list[Visit]) -> None:
        self.env = simpy.Environment()
        self.rules = rules
        self.officers = officers
        self.expected = expected
        self.returned: list[Visit] = []
        """Visits caused during the run, in the order in which they were caused."""
        self.lines: dict[tuple[int, int], deque[Visit]] = {}
        """Who waits, by class and skill in ticket order; see `leave_line`."""
        self.coming: list[tuple[Ticket, Visit]] = []
        self.patient: list[tuple[Ticket, Visit]] = []
        """Heaps of who arrives and whose patience ends when, at one instant by visit index."""
        self.dispatch_asked_at = NEVER
        self.n_waiting = 0
        self.waiting_time = 0
        self.observed_at = 0

        self.door_from = [session.door_from for session in rules.sessions]
        self.closings = {session.ends_at for session in rules.sessions if session.closes}
        self.env.process(self.arrivals())
        self.env.process(self.sessions())
        for officer in officers:
            self.env.process(self.roster(officer))

    def run(self) -> None:
        """Up to the horizon: there nothing happens any more but the ends of services."""
        self.env.run(until=self.rules.horizon)
        self.observe()
        for officer in self.officers:
            k = officer.duties_begun
            if k < len(officer.duties) and officer.duties[k][0] < self.rules.horizon:
                officer.worked_from[k] = self.start_as_worked(officer, k)

    @property
    def now(self) -> int:
        """The present instant [ms]."""
        return int(self.env.now)

    def at(
        self,
        instant: int,
        rank: EventRank,
        action: Callable[[simpy.Event], None] | None = None,
        value: Any = None,
    ) -> Moment:
        """The moment of that instant and rank, for a process to wait for or an action to follow."""
        moment = Moment(self.env, instant, rank, value)
        if action is not None:
            moment.callbacks.append(action)
        return moment

    def observe(self) -> None:
        """Add up the time waited since the number waiting last changed."""
        self.waiting_time += self.n_waiting * (self.now - self.observed_at)
        self.observed_at = self.now

    # R9(1): completions

    def call(self, officer: Officer, visit: Visit) -> None:
        """The officer takes the visit and will finish it, whatever happens meanwhile (R4)."""
        visit.called_at = self.now
        visit.left_at = self.now + visit.service
        visit.officer = officer.number
        visit.fate = Fate.SERVED
        officer.busy = True
        officer.free_at = visit.left_at
        self.at(visit.left_at, EventRank.COMPLETION, self.complete, officer)

    def complete(self, event: simpy.Event) -> None:
        """The officer whom the event names is idle again."""
        officer = cast(Officer, event.value)
        officer.busy = False
        self.ask_for_dispatch()

    # R9(2): roster changes, ends before starts

    def roster(self, officer: Officer) -> Process:
        """One duty after the other; an officer who is busy at its end still finishes (R4)."""
        for k, (start, end) in enumerate(officer.duties):
            while True:
                yield self.at(start, EventRank.DUTY_START)
                start = officer.worked_from[k] = self.start_as_worked(officer, k)
                if start <= self.now or start == end:
                    break
            officer.duties_begun = k + 1
            if start == end:
                continue
            officer.on_duty = True
            officer.duty_from, officer.duty_to = self.now, end
            self.ask_for_dispatch()
            yield self.at(end, EventRank.DUTY_END)
            officer.on_duty = False

    def start_as_worked(self, officer: Officer, k: int) -> int:
        """Start of the officer's k-th duty, for all that is known now (R4).

        Under `extend` a break that an overrun has cut into is kept at full length from the end
        of the overrun, at most to the end of the duty that follows. The overrun is the time
        serving past the end of the duty before; time held is time serving, since an officer
        held is let go as soon as there is nobody to serve. One that outlasts the duty itself
        is past its end too, and so delays the next duty in the same way.
        """
        start, end = officer.duties[k]
        if k == 0 or not self.rules.extend_breaks:
            return start
        previous_end = officer.duties[k - 1][1]
        is_break = (previous_end - 1) // DAY == start // DAY
        if not is_break or officer.free_at <= previous_end:
            return start
        return min(officer.free_at + (start - previous_end), end)

    # R9(2), continued: session changes and R6

    def sessions(self) -> Process:
        """Breaks and closings. The doors need no event: they are looked at on arrival."""
        sessions = self.rules.sessions
        for k, session in enumerate(sessions):
            yield self.at(session.ends_at, EventRank.SESSION)
            if not session.closes:
                self.begin_break()
                continue
            latest = session.ends_at + self.rules.latest_close
            if k + 1 < len(sessions):
                latest = min(latest, sessions[k + 1].door_from)
            if self.rules.at_close_serve and latest > session.ends_at:
                self.close_for_newcomers()
                yield self.at(latest, EventRank.SESSION)
            for visit in self.waiting():
                self.send_home(visit)

    def begin_break(self) -> None:
        """R6: with `at_break: serve` officers are held for the tickets taken before the gap."""
        if self.rules.at_break_serve:
            self.hold()

    def close_for_newcomers(self) -> None:
        """R6: officers are held for whom they can serve; the others are sent home at once.

        Whoever is still held over a break is so for the tickets of before that break alone.
        Duty that begins only now saves nobody.
        """
        self.hold()
        for visit in self.waiting():
            if not any(
                visit.skill in officer.skills and visit.arrived_at < officer.held_for
                for officer in self.officers
            ):
                self.send_home(visit)

    def hold(self) -> None:
        """Hold those on duty just before now; `dispatch` lets them go."""
        for officer in self.officers:
            if officer.was_on_duty_just_before(self.now):
                officer.held_for = self.now
        self.ask_for_dispatch()

    def send_home(self, visit: Visit) -> None:
        """R6: the visit ends, and a new one arrives when the doors open next, if they do."""
        self.leave_line(visit)
        visit.left_at = self.now
        opening = bisect_left(self.door_from, self.now)
        if opening < len(self.door_from) and self.door_from[opening] < self.rules.horizon:
            visit.fate = Fate.SENT_HOME
            self.come_again(visit, self.door_from[opening])

    # R9(3): dispatch

    def ask_for_dispatch(self) -> None:
        """One dispatch an instant, after all its completions, roster and session changes."""
        if self.dispatch_asked_at != self.now:
            self.dispatch_asked_at = self.now
            self.at(self.now, EventRank.DISPATCH, self.dispatch)

    def dispatch(self, _: simpy.Event) -> None:
        """R3. One round is enough: who finds nobody would not find anybody later either."""
        for officer in sorted(filter(Officer.is_available, self.officers), key=Officer.turn):
            visit = self.next_for(officer)
            if visit is not None:
                self.leave_line(visit)
                self.call(officer, visit)
            else:
                officer.held_for = NEVER

    def next_for(self, officer: Officer) -> Visit | None:
        """R3: of those within the skills the lowest class, then the earliest ticket."""
        heads = (line[0] for line in self.lines.values())
        return min(
            filter(officer.may_serve, heads),
            key=lambda visit: (visit.priority, visit.ticket),
            default=None,
        )

    # R9(4): abandonments

    def abandon(self, _: simpy.Event) -> None:
        """R5: whoever still waits when the patience has run out leaves, and may return."""
        for visit in self.due(self.patient):
            if visit.waiting:
                self.leave_line(visit)
                visit.left_at = self.now
                visit.fate = Fate.ABANDONED
                again_at = self.rules.returns_at(visit, self.now)
                if again_at != NEVER:
                    self.come_again(visit, again_at)

    # R9(5): arrivals

    def arrivals(self) -> Process:
        """The visits known from the start, in ticket order; see `come_again` for the others."""
        comers = (visit for visit in self.expected if visit.fate != Fate.NO_SHOW)
        for instant, together in groupby(comers, key=lambda visit: visit.arrived_at):
            for visit in together:
                heappush(self.coming, (visit.ticket, visit))
            yield self.at(instant, EventRank.ARRIVAL)
            self.admit()

    def come_again(self, visit: Visit, arrives_at: int) -> None:
        """Expect the next visit of a chain: same class, service and patience (R5, R6)."""
        again = Visit(
            row=visit.row,
            repetition=visit.repetition + 1,
            ticket=(arrives_at, *visit.ticket[1:]),
            priority=visit.priority,
            skill=visit.skill,
            service=visit.service,
            patience=visit.patience,
        )
        self.returned.append(again)
        heappush(self.coming, (again.ticket, again))
        self.at(arrives_at, EventRank.ARRIVAL, self.admit)

    def admit(self, _: simpy.Event | None = None) -> None:
        """All arrivals of the instant, one by one by visit index."""
        for visit in self.due(self.coming):
            if self.doors_are_open():
                self.receive(visit)
            else:
                visit.left_at = self.now
                visit.fate = Fate.TURNED_AWAY

    def doors_are_open(self) -> bool:
        """Never at the closing instant, whatever the doors of the next session say."""
        if self.now in self.closings:
            return False
        opened = bisect_right(self.door_from, self.now)
        return opened > 0 and self.now < self.rules.sessions[opened - 1].door_to

    def receive(self, visit: Visit) -> None:
        """The first available officer in R2's order; else balk (R7); else wait (R5)."""
        able = [o for o in self.officers if o.is_available() and o.may_serve(visit)]
        if able:
            self.call(min(able, key=Officer.turn), visit)
        elif self.rules.balk_at != NEVER and self.n_waiting >= self.rules.balk_at:
            visit.left_at = self.now
            visit.fate = Fate.BALKED
        else:
            self.join_line(visit)
            if visit.patience != NEVER:
                until = self.now + visit.patience
                heappush(self.patient, ((until, *visit.ticket[1:]), visit))
                self.at(until, EventRank.ABANDONMENT, self.abandon)

    # the line

    def due(self, heap: list[tuple[Ticket, Visit]]) -> Iterator[Visit]:
        """Take from a heap the visits whose instant has come, by visit index."""
        while heap and heap[0][0][0] == self.now:
            yield heappop(heap)[1]

    def join_line(self, visit: Visit) -> None:
        """Wait behind all tickets of the same class and skill, which are earlier."""
        self.observe()
        self.n_waiting += 1
        visit.waiting = True
        self.lines.setdefault(visit.line, deque()).append(visit)

    def leave_line(self, visit: Visit) -> None:
        """Wait no longer, for whatever reason.

        A visit that leaves from the middle stays in the deque until those in front have gone:
        the head of every line in `lines` does wait, and no line there is empty.
        """
        self.observe()
        self.n_waiting -= 1
        visit.waiting = False
        line = self.lines[visit.line]
        while line and not line[0].waiting:
            line.popleft()
        if not line:
            del self.lines[visit.line]

    def waiting(self) -> list[Visit]:
        """Everybody who waits, in no particular order."""
        return [visit for line in self.lines.values() for visit in line if visit.waiting]
