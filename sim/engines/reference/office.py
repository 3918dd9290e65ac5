"""A processing unit: the back office where accepted dossiers are worked on (D5)."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import cast

import simpy

from sim.engines.reference.dossier import Dossier
from sim.engines.reference.moments import Process, Timeline
from sim.engines.reference.working_time import WorkingTime
from sim.model.tables import NEVER, EventRank

Place = tuple[bool, int, int, int]
"""(without a due day, due_at, accepted_at, dossier): the order in which dossiers are taken."""


class Office:
    """Processors who take the dossiers that wait, earliest due first, in open time alone."""

    def __init__(
        self,
        time: Timeline,
        keeps: WorkingTime,
        processors: int,
        ready: Callable[[Dossier], None],
    ) -> None:
        self.time = time
        self.keeps = keeps
        self.idle = processors
        self.ready = ready
        self.waiting: list[tuple[Place, Dossier]] = []
        """Heap; a place in it is not renewed when a due day moves later (D7)."""
        self.dispatch_asked_at = NEVER
        time.process(self.openings())

    def join(self, dossier: Dossier) -> None:
        """A dossier that is accepted and complete: it waits, or there is no job to do."""
        if dossier.effort == 0:
            dossier.begun_at = self.time.now
            self.finish_job(dossier)
            return
        no_due_day = dossier.due_at == NEVER
        place = (no_due_day, dossier.due_at, dossier.accepted_at, dossier.number)
        heappush(self.waiting, (place, dossier))
        self.ask_for_dispatch()

    def openings(self) -> Process:
        """When work begins again there may be dossiers that waited for it."""
        for start, _ in self.keeps.sessions:
            yield self.time.at(start, EventRank.SESSION)
            self.ask_for_dispatch()

    def ask_for_dispatch(self) -> None:
        """One dispatch an instant, after all that joins and all who become idle in it."""
        now = self.time.now
        if self.dispatch_asked_at != now:
            self.dispatch_asked_at = now
            self.time.at(now, EventRank.UNIT_DISPATCH, self.dispatch)

    def dispatch(self, _: simpy.Event) -> None:
        """Idle processors begin; the job of each goes on in open time until it is done."""
        now = self.time.now
        while self.idle > 0 and self.waiting and self.keeps.is_open(now):
            dossier = heappop(self.waiting)[1]
            self.idle -= 1
            dossier.begun_at = now
            done_at = self.keeps.after(now, dossier.effort)
            if done_at != NEVER:
                self.time.at(done_at, EventRank.UNIT_COMPLETION, self.complete, dossier)

    def complete(self, event: simpy.Event) -> None:
        """The job that the event names is done, and its processor idle."""
        self.idle += 1
        self.ask_for_dispatch()
        self.finish_job(cast(Dossier, event.value))

    def finish_job(self, dossier: Dossier) -> None:
        """Others take their lead time, which holds no processor; then the result is there."""
        dossier.done_at = self.time.now
        ready_at = self.keeps.after(dossier.done_at, dossier.lead)
        if ready_at == dossier.done_at:
            self.ready(dossier)
        elif ready_at != NEVER:
            rank = EventRank.UNIT_COMPLETION
            self.time.at(ready_at, rank, lambda _: self.ready(dossier))
