"""Small sites as literals: what the traces and the generator are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.model.tables import HOUR, NEVER, Channel, Intake, Purpose

Interval = tuple[int, int]

ALL_SHARES = (1 << 64) - 1
"""A threshold that (all but) every draw is below."""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Skills as numbers (procedure * 4 + purpose) and planned duty, not yet merged [ms]."""

    skills: frozenset[int]
    duty: tuple[Interval, ...]
    group: int = 0


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit caused by filing; instants and durations in ms, NEVER where there is none."""

    at: int
    procedure: int
    purpose: int = Purpose.FILE
    dossier: int = 0
    service: int = 1
    patience: int = NEVER
    priority: int = 1
    word: int = 0
    """That of the dossier."""
    booked_at: int = NEVER
    stages: tuple[float, ...] = ()
    """Service at each stage, where the procedure has some [ms at a productive share of 1]."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A drawn dossier, named like `DOSSIER_DTYPE`; the site is that which lists it, if one does."""

    number: int
    procedure: int
    filed_at: int = 0
    effort: int = 0
    lead: int = 0
    intake: int = NEVER
    supplement: int = 1
    collect: int = 1
    patience: int = NEVER
    return_word: int = 0
    supplement_clock: int = 0
    mend_clock: int = 0
    collect_clock: int = 0
    commune: int = NEVER
    unit: int = NEVER
    deadline: int = NEVER
    supplement_delay: int = 1
    mend_delay: int = 1
    collect_delay: int = 0
    channel: int = Channel.COUNTER
    priority: int = 1
    outcome: int = Intake.COMPLETE
    enquires: bool = False
    needs_mending: bool = False
    fetched: bool = False
    stages: tuple[float, ...] = ()
    """Likewise."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site; sessions in order of time, none touching, each with its date [day number].

    A visit whose dossier is not listed has one that ends as soon as it is complete. The working
    days are the dates of the sessions unless they are given.
    """

    sessions: tuple[Interval, ...]
    session_date: tuple[int, ...]
    doors: tuple[Interval, ...]
    officers: tuple[Officer, ...]
    visits: tuple[Visit, ...]
    dossiers: tuple[Dossier, ...] = ()
    working_days: tuple[int, ...] | None = None
    at_close_serve: bool = True
    at_break_serve: bool = False
    extend_breaks: bool = False
    latest_close: int = 3 * HOUR
    balk_at: int = NEVER
    productive: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Open time of a unit as sessions with the dates they belong to, far beyond the horizon."""

    sessions: tuple[Interval, ...]
    session_date: tuple[int, ...]
    standard_day: int = 8 * HOUR


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """A dossier whose site is chosen in the run: see `LIVE_DTYPE`."""

    dossier: Dossier
    service: float = 1.0
    supplement: float = 1.0
    collect: float = 1.0
    lead: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Map:
    """Where the undecided may go; c commune, p procedure, s site, times in ms."""

    accepts: tuple[tuple[int, ...], ...]
    """[p] numbers of sites, in order."""
    travel: tuple[tuple[int, ...], ...]
    """[c][s]"""
    home: tuple[tuple[int, ...], ...]
    """[c][p]"""
    service: tuple[tuple[int, ...], ...]
    """[p][s]"""
    home_included: bool = False


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A processing unit with the number of its clock."""

    processors: int = 1
    clock: int = 0


@dataclass(frozen=True, kw_only=True)
class Case:
    """Sites side by side, with the rule of returning after abandoning (shares by delay).

    `unit_at` is the unit by (procedure, site), where the site decides. Without a map nobody is
    undecided.
    """

    sites: tuple[Site, ...]
    n_days: int
    n_procedures: int
    return_thresholds: tuple[int, ...] = ()
    return_days: tuple[int, ...] = field(default=())
    stages: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """[p] the skills of its stages in order; numbers from 4 * n_procedures on are extra skills."""
    has_dossiers: frozenset[int] = frozenset()
    on_the_spot: frozenset[int] = frozenset()
    unit_at: dict[tuple[int, int], int] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    clocks: tuple[Clock, ...] = ()
    cut_off: int = 15 * HOUR
    map: Map | None = None
    undecided: tuple[Undecided, ...] = ()


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    """Touching and overlapping intervals as one, in order of time; empty ones are dropped."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result
