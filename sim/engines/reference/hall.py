"""The counter hall of one site as SimPy processes; R1 to R9, D1 and D2 are kept here."""

from __future__ import annotations

from collections import deque
from heapq import heappush
from typing import TYPE_CHECKING, cast

import simpy

from sim.engines.reference.arrivals import Arrivals, due
from sim.engines.reference.closing import Closing
from sim.engines.reference.dossier import Dossier
from sim.engines.reference.line import Line
from sim.engines.reference.moments import Process, Timeline
from sim.engines.reference.opening import Opening
from sim.engines.reference.people import Officer, Rules, Visit, Work
from sim.model.tables import DAY, NEVER, EventRank, Fate, Purpose

if TYPE_CHECKING:
    from sim.engines.reference.life import Lives


class Hall:
    """The counter hall of one site: who comes, who waits, who serves, who leaves."""

    def __init__(
        self,
        time: Timeline,
        opening: Opening,
        rules: Rules,
        officers: list[Officer],
        arrivals: Arrivals,
        lives: Lives,
    ) -> None:
        self.time = time
        self.opening = opening
        self.rules = rules
        self.officers = officers
        self.arrivals = arrivals
        self.lives = lives
        self.caused: list[Visit] = []
        """Visits caused during the run, in the order in which they were caused."""
        self.line = Line(time)
        self.trays: dict[int, deque[Work]] = {}
        """Intake work that waits, by skill in order of (arrival, dossier); none is empty."""
        self.patient: list[tuple[tuple[int, int, int, int], Visit]] = []
        """Heap of whose patience ends when, at one instant by visit index.

        Two of a chain may be in it with one end: who is sent home on joining a stage, and comes
        again as the doors open, waits anew from the same instant.
        """
        self.dispatch_asked_at = NEVER
        self.closing = Closing(self)
        time.process(self.closing.sessions())
        for officer in officers:
            time.process(self.roster(officer))

    def end(self) -> None:
        """At the horizon nothing happens any more but the ends of services."""
        self.line.observe()
        for officer in self.officers:
            officer.held_for = NEVER
            officer.note_standby(self.opening.horizon)
            k = officer.duties_begun
            if k < len(officer.duties) and officer.duties[k][0] < self.opening.horizon:
                officer.worked_from[k] = self.start_as_worked(officer, k)

    # R9(1): completions

    def call(self, officer: Officer, visit: Visit) -> None:
        """The officer takes the visit and will finish it, whatever happens meanwhile (R4)."""
        self.occupy(officer, visit, visit.call(self.time.now, officer.number))
        if visit.purpose == Purpose.FILE and not visit.has_stages_ahead():
            self.note_intake(officer, visit.dossier, visit.called_at)

    def take_up(self, officer: Officer, work: Work) -> None:
        """The officer begins intake work, which nothing interrupts either (D2)."""
        self.occupy(officer, work, self.time.now + work.dossier.intake)
        self.note_intake(officer, work.dossier, self.time.now)

    def occupy(self, officer: Officer, job: Visit | Work, until: int) -> None:
        """The officer is busy until then."""
        officer.job = job
        officer.free_at = until
        if officer.held_for != NEVER:
            officer.note_standby(self.time.now)
        self.time.at(until, EventRank.COMPLETION, self.complete, officer)

    def note_intake(self, officer: Officer, dossier: Dossier, since: int) -> None:
        """The officer is now busy with the intake of the dossier, or with what is left of it."""
        dossier.intake_from, dossier.intake_to = since, officer.free_at
        dossier.intake_officer = officer.number

    def complete(self, event: simpy.Event) -> None:
        """The officer whom the event names is idle again."""
        officer = cast(Officer, event.value)
        job, officer.job = cast(Visit | Work, officer.job), None
        self.ask_for_dispatch()
        if isinstance(job, Work):
            self.lives.intake_ended(job.dossier, None)
        elif job.has_stages_ahead():
            self.move_on(job)
        else:
            self.lives.visit_ended(job)

    def move_on(self, visit: Visit) -> None:
        """R10: the visit joins the line for its next stage, with all its patience anew."""
        visit.enter_stage(visit.stage + 1)
        visit.take_ticket(self.time.now)
        self.wait(visit)
        self.closing.judge(visit)

    # R9(2): roster changes, ends before starts

    def roster(self, officer: Officer) -> Process:
        """One duty after the other; an officer who is busy at its end still finishes (R4)."""
        for k, (start, end) in enumerate(officer.duties):
            while True:
                yield self.time.at(start, EventRank.DUTY_START)
                start = officer.worked_from[k] = self.start_as_worked(officer, k)
                if start <= self.time.now or start == end:
                    break
            officer.duties_begun = k + 1
            if start == end:
                continue
            officer.on_duty = True
            officer.duty_from, officer.duty_to = self.time.now, end
            self.ask_for_dispatch()
            yield self.time.at(end, EventRank.DUTY_END)
            officer.on_duty = False
            if officer.held_for != NEVER:
                self.ask_for_dispatch()

    def start_as_worked(self, officer: Officer, k: int) -> int:
        """Start of the officer's k-th duty, for all that is known now (R4).

        Under `extend` a break that an overrun has cut into is kept at full length from the end
        of the overrun, at most to the end of the duty that follows. The overrun is the time
        serving past the end of the duty before: to stand by idle (R10) delays nothing. One that
        outlasts the duty itself is past its end too, and so delays the next duty in the same way.
        """
        start, end = officer.duties[k]
        if k == 0 or not self.rules.extend_breaks:
            return start
        previous_end = officer.duties[k - 1][1]
        is_break = (previous_end - 1) // DAY == start // DAY
        if not is_break or officer.free_at <= previous_end:
            return start
        return min(officer.free_at + (start - previous_end), end)

    # R9(3): dispatch

    def ask_for_dispatch(self) -> None:
        """One dispatch an instant, after all its completions, roster and session changes."""
        now = self.time.now
        if self.dispatch_asked_at != now:
            self.dispatch_asked_at = now
            self.time.at(now, EventRank.DISPATCH, self.dispatch)

    def dispatch(self, _: simpy.Event) -> None:
        """R3. One round is enough: who finds nobody would not find anybody later either."""
        for officer in sorted(filter(Officer.is_available, self.officers), key=Officer.turn):
            visit = self.next_for(officer)
            if visit is not None:
                self.line.leave(visit)
                self.call(officer, visit)
                continue
            if officer.held_for != NEVER:
                self.let_go(officer)
            work = self.next_work_for(officer)
            if work is not None:
                self.take_from_tray(work)
                self.take_up(officer, work)

    def let_go(self, officer: Officer) -> None:
        """R6: who finds nobody is not held any more, but for visits on their way (R10)."""
        if not self.closing.may_bring_somebody(officer):
            officer.held_for = NEVER
        officer.note_standby(self.time.now)

    def next_for(self, officer: Officer) -> Visit | None:
        """R3: of those within the skills the lowest class, then the earliest ticket.

        Whom a hold is for stand at the heads, unless they came there through stages.
        """
        anywhere = self.rules.has_stages and not officer.on_duty
        return min(
            filter(officer.may_serve, self.line.everybody() if anywhere else self.line.heads()),
            key=lambda visit: (visit.priority, visit.turn),
            default=None,
        )

    def next_work_for(self, officer: Officer) -> Work | None:
        """D2: where no visit is left to serve, first come first."""
        heads = (tray[0] for tray in self.trays.values())
        return min(filter(officer.may_take_up, heads), key=lambda work: work.ticket, default=None)

    # R9(4): abandonments

    def abandon(self, _: simpy.Event) -> None:
        """R5: whoever still waits when the patience has run out leaves, and may return."""
        for visit in due(self.patient, self.time.now):
            if visit.waiting and visit.turn[0] + visit.patience == self.time.now:
                self.line.leave(visit)
                visit.leave_line(self.time.now, Fate.ABANDONED)
                delay = self.rules.return_delay(visit)
                if delay == NEVER:
                    visit.given_up = True
                else:
                    self.come_again(visit, self.return_at(visit, delay))
                self.lives.visit_ended(visit)
        if self.closing.is_closing:
            for officer in filter(Officer.is_available, self.officers):
                if officer.held_for != NEVER:
                    self.let_go(officer)

    def return_at(self, visit: Visit, delay: int) -> int:
        """So many working days after the arrival, at its time of day; NEVER after the horizon."""
        day, time_of_day = divmod(visit.arrived_at, DAY)
        if delay > 0:
            day = self.opening.working_day(day + 1, delay - 1)
            if day == NEVER:
                return NEVER
        return self.opening.before_horizon(max(day * DAY + time_of_day, self.time.now))

    # R9(5): arrivals

    def come_again(self, visit: Visit, arrives_at: int) -> None:
        """The next visit of a chain, unless NEVER: with class, service and patience of this one."""
        if arrives_at == NEVER:
            return
        again = Visit(
            dossier=visit.dossier,
            repetition=visit.repetition + 1,
            ticket=(arrives_at, *visit.ticket[1:]),
            priority=visit.priority,
            skill=visit.skill,
            service=visit.service,
            patience=visit.patience,
            word=visit.word,
            way=visit.way,
        )
        if again.way:
            again.enter_stage(0)
        self.caused.append(again)
        self.arrivals.expect(again)

    def invite(self, dossier: Dossier, purpose: Purpose, repetition: int, wished: int) -> None:
        """A visit to supplement or to collect, as wished if the doors are open then."""
        arrives_at = self.opening.arrival(wished)
        if arrives_at == NEVER:
            return
        service = dossier.collect if purpose == Purpose.COLLECT else dossier.supplement
        visit = Visit.of(dossier, purpose, repetition, arrives_at, service)
        self.caused.append(visit)
        self.arrivals.expect(visit)

    def expect_work(self, dossier: Dossier, arrives_at: int) -> None:
        """D1: intake work on the dossier of one who came to enquire."""
        skill = dossier.procedure * len(Purpose) + Purpose.FILE
        self.arrivals.expect(Work(dossier=dossier, arrived_at=arrives_at, skill=skill))

    def admit(self, comer: Visit | Work) -> None:
        """One arrival, in its turn."""
        if isinstance(comer, Work):
            self.hand_in(comer)
        elif self.opening.lets_in(self.time.now):
            self.receive(comer)
        else:
            self.turn_away(comer)

    def turn_away(self, visit: Visit) -> None:
        """D8: who meets shut doors comes again when they open next."""
        visit.leave_line(self.time.now, Fate.TURNED_AWAY)
        self.come_again(visit, self.opening.next_opening(self.time.now + 1))
        self.lives.visit_ended(visit)

    def receive(self, visit: Visit) -> None:
        """The first available officer in R2's order; else balk (R7); else wait (R5)."""
        able = [o for o in self.officers if o.is_available() and o.may_serve(visit)]
        if able:
            visit.take_ticket(self.time.now)
            self.call(min(able, key=Officer.turn), visit)
        elif self.rules.balk_at != NEVER and self.line.n_waiting >= self.rules.balk_at:
            visit.leave_line(self.time.now, Fate.BALKED)
            visit.given_up = True
            self.lives.visit_ended(visit)
        else:
            visit.take_ticket(self.time.now)
            self.wait(visit)

    def wait(self, visit: Visit) -> None:
        """The visit waits until it is called or its patience ends (R5)."""
        self.line.join(visit)
        if visit.patience != NEVER:
            until = self.time.now + visit.patience
            heappush(self.patient, ((until, *visit.ticket[1:], visit.repetition), visit))
            self.time.at(until, EventRank.ABANDONMENT, self.abandon)

    def hand_in(self, work: Work) -> None:
        """D2: the first officer on duty and idle in R2's order takes it up, else it waits."""
        able = [o for o in self.officers if o.is_available() and o.may_take_up(work)]
        if able:
            self.take_up(min(able, key=Officer.turn), work)
        else:
            self.trays.setdefault(work.skill, deque()).append(work)

    def take_from_tray(self, work: Work) -> None:
        """Take the first of a tray."""
        tray = self.trays[work.skill]
        tray.popleft()
        if not tray:
            del self.trays[work.skill]

    # D9: what one sees who looks in

    def wait_ahead(self, skill: int, service: int) -> int:
        """The wait to be expected by one more visit; NEVER where it cannot be hoped for.

        It is reckoned from what goes on now, and a mean service [ms] for all who wait. Held are
        those who still have somebody to serve (R6).
        """
        if not self.opening.lets_in(self.time.now):
            return NEVER
        waiting = self.line.everybody()
        there = [
            o
            for o in self.officers
            if skill in o.skills and (o.on_duty or any(map(o.may_serve, waiting)))
        ]
        if not there:
            return NEVER
        if any(officer.is_available() for officer in there):
            return 0
        theirs = frozenset[int]().union(*(officer.skills for officer in there))
        n_ahead = sum(visit.skill in theirs for visit in waiting)
        return (n_ahead + 1) * service // len(there)
