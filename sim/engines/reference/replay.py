"""Part of a finished run played again: one hall over some days, with all who are known to come.

Nothing but the counter hall is at work: who comes when is told, and what follows from a visit at
other times, or for its dossier, is not looked at. So a day at a site can be played by itself,
whatever joins the sites of a network, if nobody was in the hall when it began.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import simpy

from sim.engines.reference.arrivals import Arrivals, due
from sim.engines.reference.dossier import DRAWN, Dossier
from sim.engines.reference.hall import Hall
from sim.engines.reference.life import Lives
from sim.engines.reference.moments import Timeline
from sim.engines.reference.opening import Opening
from sim.engines.reference.people import Comer, Undecided, Visit, Work
from sim.engines.reference.reading import (
    officers_of,
    opening_of,
    procedures_of,
    rules_of,
)
from sim.engines.reference.stages import Way
from sim.model.tables import NEVER, Purpose, System, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A site, and from when until when it is played [ms]."""

    site: int
    since: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A visit that came, with what it needs."""

    arrived_at: int
    dossier: int
    purpose: int
    repetition: int
    priority: int
    skill: int
    service: int
    patience: int
    way: Way = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came of it."""

    visits: list[Visit]
    """In the order in which they were told."""
    intakes: list[tuple[int, int, int]]
    """(begun, ended, officer) of each intake work, likewise."""
    worked_from: list[dict[int, int]]
    """Of each officer, start of duty as worked by start as planned."""
    waiting_time: int
    """Integral of the number waiting, added up event by event [visit ms]."""


class Told(Arrivals):
    """Those of whom it is known that they come; whom the hall itself expects are among them."""

    def __init__(self, time: Timeline) -> None:
        self.time = time
        self.coming = []
        self.hall: Hall | None = None

    def expect(self, comer: Comer) -> None:
        """They have been told already, or come after the window."""

    def admit(self, _: simpy.Event | None = None) -> None:
        """Each comes to the one hall there is."""
        assert self.hall is not None
        for comer in due(self.coming, self.time.now):
            assert not isinstance(comer, Undecided)
            self.hall.admit(comer)


class NoLives(Lives):
    """What ends in the hall has no consequence."""

    def visit_ended(self, visit: Visit) -> None:
        """It is not asked for what."""

    def intake_ended(self, dossier: Dossier, visit: Visit | None) -> None:
        """Nor what becomes of the dossier."""


def replay(
    system: System, workload: Workload, window: Window, visits: Sequence[Known],
    works: Sequence[tuple[int, int]],
) -> Replay:  # fmt: skip
    """Play a window in which nobody is in the hall at the beginning.

    `works` are (arrival, dossier) of intake work; what arrived before the window waits as it
    begins, in this order.
    """
    time = Timeline(initial_time=window.since)
    told = Told(time)
    officers = officers_of(system, workload, window.site)
    for officer in officers:
        officer.duties = [d for d in officer.duties if window.since <= d[0] < window.until]
        officer.worked_from = [since for since, _ in officer.duties]
    opening = opening_of(system, window.site)
    sessions = [each for each in opening.sessions if each.ends_at > window.since]
    opening = Opening(sessions, opening.working_days, opening.horizon)
    lives = NoLives(time, procedures_of(system), int(system.horizon))
    hall = told.hall = Hall(time, opening, rules_of(system, window.site), officers, told, lives)
    numbers = sorted({each.dossier for each in visits} | {number for _, number in works})
    dossiers = _dossiers(workload, numbers)
    own = [_visit(dossiers[each.dossier], each) for each in visits]
    tasks = [_work(dossiers[number], at) for at, number in works]
    for task in tasks:
        if task.arrived_at < window.since:
            hall.hand_in(task)
    coming: list[Comer] = [*own, *(task for task in tasks if task.arrived_at >= window.since)]
    time.process(told.known(sorted(coming, key=lambda comer: comer.ticket)))
    time.run(until=window.until)
    if window.until == system.horizon:
        hall.end()
    hall.line.observe()
    return Replay(
        visits=own,
        intakes=[
            (task.dossier.intake_from, task.dossier.intake_to, task.dossier.intake_officer)
            for task in tasks
        ],
        worked_from=[
            {planned: worked for (planned, _), worked in zip(o.duties, o.worked_from, strict=True)}
            for o in officers
        ],
        waiting_time=hall.line.waiting_time,
    )


def _dossiers(workload: Workload, numbers: list[int]) -> dict[int, Dossier]:
    rows = workload.dossiers[numbers]
    columns = (rows[name].tolist() for name in DRAWN)
    return {n: Dossier(n, *row) for n, row in zip(numbers, zip(*columns, strict=True), strict=True)}


def _visit(dossier: Dossier, known: Known) -> Visit:
    visit = Visit(
        dossier=dossier, repetition=known.repetition,
        ticket=(known.arrived_at, known.dossier, known.purpose), priority=known.priority,
        skill=known.skill, service=known.service, patience=known.patience, word=0, way=known.way,
    )  # fmt: skip
    if visit.way:
        visit.enter_stage(0)
    return visit


def _work(dossier: Dossier, arrived_at: int) -> Work:
    skill = dossier.procedure * len(Purpose) + Purpose.FILE
    assert arrived_at != NEVER
    return Work(dossier=dossier, arrived_at=arrived_at, skill=skill)
