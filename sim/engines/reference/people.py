"""Who meets in a counter hall, what lies there, and what the scenario says about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.engines.reference.dossier import Dossier
from sim.engines.reference.stages import Passage, Way
from sim.model.returns import word_of
from sim.model.tables import NEVER, Fate, Purpose

Ticket = tuple[int, int, int]
"""(arrived_at, dossier, purpose): the order of tickets, within an instant by visit index."""


@dataclass(slots=True, kw_only=True, eq=False)
class Visit:
    """One visit; those of one dossier for one purpose are a chain, repetition 0 the first."""

    dossier: Dossier
    repetition: int
    ticket: Ticket
    priority: int
    skill: int
    """Needed at the present stage, as `service` is what it takes there."""
    service: int
    patience: int
    word: int
    """The word of the chain; see `return_delay`."""
    way: Way = ()
    """Through the stages of its procedure; empty where there is one desk alone."""
    stage: int = 0
    passages: tuple[Passage, ...] = ()
    turn: Ticket = (NEVER, NEVER, NEVER)
    """The ticket of the present stage: what orders those who wait."""
    waiting: bool = False
    called_at: int = NEVER
    left_at: int = NEVER
    officer: int = NEVER
    fate: Fate = Fate.OPEN
    given_up: bool = False
    """It ended unserved, and nobody comes again for it of their own accord (D6, D8)."""

    @classmethod
    def of(cls, dossier: Dossier, purpose: int, repetition: int, at: int, service: int) -> Visit:
        """A visit that was not drawn before the run, with the habits of the dossier."""
        return cls(
            dossier=dossier,
            repetition=repetition,
            ticket=(at, dossier.number, purpose),
            priority=dossier.priority,
            skill=dossier.procedure * len(Purpose) + purpose,
            service=service,
            patience=dossier.patience,
            word=word_of(dossier.return_word, purpose),
        )

    @property
    def arrived_at(self) -> int:
        """The instant of the ticket [ms]."""
        return self.ticket[0]

    def has_stages_ahead(self) -> bool:
        """Whether the end of the present stage is not yet the end of the visit."""
        return self.stage + 1 < len(self.way)

    @property
    def stages_ahead(self) -> Way:
        """The stages that it may still come to, without the one at which it is served."""
        return self.way[self.stage :] if self.waiting else self.way[self.stage + 1 :]

    def take_ticket(self, now: int) -> None:
        """It stands before its present stage from now on."""
        self.turn = (now, *self.ticket[1:]) if self.stage else self.ticket
        if self.way:
            self.passages += (Passage(now),)

    def enter_stage(self, stage: int) -> None:
        """It has come as far as that stage of its way."""
        self.stage = stage
        self.skill, self.service = self.way[stage]

    def call(self, now: int, officer: int) -> int:
        """An officer serves it at its present stage; returns until when (R4)."""
        until = now + self.service
        self.officer = officer
        if self.stage == 0:
            self.called_at = now
        if self.way:
            passage = self.passages[-1]
            passage.called_at, passage.left_at, passage.officer = now, until, officer
            passage.fate = Fate.SERVED
        if not self.has_stages_ahead():
            self.left_at, self.fate = until, Fate.SERVED
        return until

    def leave_line(self, now: int, fate: Fate) -> None:
        """It waits no longer, unserved at its present stage."""
        self.left_at, self.fate = now, fate
        if self.passages:
            self.passages[-1].left_at, self.passages[-1].fate = now, fate

    @property
    def purpose(self) -> int:
        """What the visit is for."""
        return self.ticket[2]

    @property
    def line(self) -> tuple[int, int]:
        """The line to wait in: class and skill."""
        return self.priority, self.skill


@dataclass(slots=True, kw_only=True)
class Work:
    """Intake work on a dossier that was filed online or by post: no visit (D2)."""

    dossier: Dossier
    arrived_at: int
    skill: int

    @property
    def ticket(self) -> Ticket:
        """Its place among the arrivals of an instant."""
        return self.arrived_at, self.dossier.number, Purpose.FILE


@dataclass(slots=True, kw_only=True)
class Undecided:
    """One who is about to file and goes where it seems best at that moment (D9).

    Durations are floats: of the visits [ms] at a productive share of 1, of the lead time in
    standard days of the unit.
    """

    dossier: Dossier
    service: float
    supplement: float
    collect: float
    lead: float

    @property
    def ticket(self) -> Ticket:
        """The turn of the decision, which is that of the visit that it makes."""
        return self.dossier.filed_at, self.dossier.number, Purpose.FILE


Comer = Visit | Work | Undecided
"""Who and what has a turn among the arrivals of an instant."""


@dataclass(slots=True, kw_only=True)
class Officer:
    """An officer with the present (or last) duty and the present (or last) job."""

    number: int
    skills: frozenset[int]
    skill_count: int
    duties: list[tuple[int, int]]
    """Planned [from, to), in order of time, no two touching (R1)."""
    worked_from: list[int]
    """The start of each duty as worked, where an extended break delays it (R4)."""
    duties_begun: int = 0
    on_duty: bool = False
    duty_from: int = NEVER
    duty_to: int = NEVER
    job: Visit | Work | None = None
    free_at: int = NEVER
    """End of the last job, of the present one while busy: it is never interrupted (R4)."""
    held_for: int = NEVER
    """Held for tickets of before this instant (R6); NEVER: not held."""
    stands_by_since: int = NEVER
    """Idle, held and off duty since then (R10)."""
    stood_by: list[tuple[int, int]] = field(default_factory=list)
    """[since, until) of the times that this took."""

    def is_available(self) -> bool:
        """R1: idle, and on duty or held."""
        return self.job is None and (self.on_duty or self.held_for != NEVER)

    def may_serve(self, visit: Visit) -> bool:
        """On duty whoever is within the skills; off duty only those the hold is for (R6)."""
        return visit.skill in self.skills and (self.on_duty or visit.arrived_at < self.held_for)

    def may_take_up(self, work: Work) -> bool:
        """D2: only on duty."""
        return self.on_duty and work.skill in self.skills

    def note_standby(self, now: int) -> None:
        """Take down when standing by begins and ends; nothing else depends on it."""
        stands_by = self.job is None and self.held_for != NEVER and not self.on_duty
        if stands_by and self.stands_by_since == NEVER:
            self.stands_by_since = now
        elif not stands_by and self.stands_by_since != NEVER:
            if self.stands_by_since < now:
                self.stood_by.append((self.stands_by_since, now))
            self.stands_by_since = NEVER

    def turn(self) -> tuple[int, int, int]:
        """R2: fewest skills, then longest idle, then lowest index."""
        return self.skill_count, max(self.free_at, self.duty_from), self.number

    def was_on_duty_just_before(self, instant: int) -> bool:
        """On duty 1 ms before the instant, whether or not that duty goes on."""
        return self.duty_from < instant <= self.duty_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a scenario says about a site beyond its opening, officers and visits."""

    at_close_serve: bool
    at_break_serve: bool
    extend_breaks: bool
    latest_close: int
    balk_at: int
    """Or NEVER."""
    has_stages: bool
    """Whether visits may pass several desks in turn."""
    return_delay: Callable[[Visit], int]
    """R5: working days after which a visit that abandons comes back, or NEVER."""
