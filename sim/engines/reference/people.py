"""Who meets in a counter hall, and what the scenario says about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.tables import NEVER, Fate

Ticket = tuple[int, int, int]
"""(arrived_at, dossier, purpose): the order of tickets, within an instant by visit index."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit; those of one chain share the `row` of the first, which is repetition 0."""

    row: int
    repetition: int
    ticket: Ticket
    priority: int
    skill: int
    service: int
    patience: int
    waiting: bool = False
    called_at: int = NEVER
    left_at: int = NEVER
    officer: int = NEVER
    fate: Fate = Fate.OPEN

    @property
    def arrived_at(self) -> int:
        """The instant of the ticket [ms]."""
        return self.ticket[0]

    @property
    def line(self) -> tuple[int, int]:
        """The line to wait in: class and skill."""
        return self.priority, self.skill


@dataclass(slots=True, kw_only=True)
class Officer:
    """An officer with the present (or last) duty and the present (or last) service."""

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
    busy: bool = False
    free_at: int = NEVER
    """End of the last service, of the present one while busy: it is never interrupted (R4)."""
    held_for: int = NEVER
    """Held for tickets of before this instant (R6); NEVER: not held."""

    def is_available(self) -> bool:
        """R1: idle, and on duty or held."""
        return not self.busy and (self.on_duty or self.held_for != NEVER)

    def may_serve(self, visit: Visit) -> bool:
        """On duty whoever is within the skills; off duty only those the hold is for (R6)."""
        return visit.skill in self.skills and (self.on_duty or visit.arrived_at < self.held_for)

    def turn(self) -> tuple[int, int, int]:
        """R2: fewest skills, then longest idle, then lowest index."""
        return self.skill_count, max(self.free_at, self.duty_from), self.number

    def was_on_duty_just_before(self, instant: int) -> bool:
        """On duty 1 ms before the instant, whether or not that duty goes on."""
        return self.duty_from < instant <= self.duty_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An opening session with its doors; the last one of a date closes."""

    ends_at: int
    closes: bool
    door_from: int
    door_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a scenario says about a site beyond its officers and visits."""

    horizon: int
    sessions: list[Session]
    at_close_serve: bool
    at_break_serve: bool
    extend_breaks: bool
    latest_close: int
    balk_at: int
    """Or NEVER."""
    returns_at: Callable[[Visit, int], int]
    """When a visit that abandons at an instant comes back, or NEVER."""
