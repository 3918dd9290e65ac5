"""What a line would wait by hour if a formula were told more of its days.

The chain of `measures.theory_course` is told first how arrivals and officers go over the day:
nothing else can be told to a formula that knows no day. Then, in no order (`fair`), that crowds
stand at the doors, how many officers are absent on some days, how much days differ, and how
soon those who wait did leave. Each is an effect [min] of its own; all times at the counter are
exponential in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.measures.theory_course import Course, waits
from sim.model.tables import Floats, Ints
from sim.studies.twin.fair import fair_shares
from sim.studies.twin.reasons import Reason
from sim.studies.twin.sums import N_SLOTS, SLOT_MINUTES

FACTORS = 3
"""Kinds of days that stand for all, by how much is going on."""
_ALIKE = 0.02
"""Coefficient of variation of days below which they pass for equal."""
_SELDOM = 0.02
"""Share of days below which a number of absent officers is left out."""
PER_HOUR = N_SLOTS // 24
TOLD = (Reason.CROWD, Reason.ABSENCE, Reason.DAYS, Reason.RETURNS)


@dataclass(frozen=True, kw_only=True)
class Habits:
    """A line's usual day, and how days differ from it."""

    per_minute: Floats
    """(N_SLOTS,) tickets."""
    crowd: Floats
    """(N_SLOTS,) of these the tickets, a day, taken all at once at the very start of the slot."""
    officers: Ints
    """(N_SLOTS,) on duty after absence, to the nearest number."""
    planned: Ints
    """(N_SLOTS,) on duty if nobody were absent."""
    absent: Floats
    """Shares of days by officers absent, from 0."""
    day_cv: float
    """Of the rate of tickets between days, beyond that of Poisson counts."""
    service: float
    leaving: float
    """1 / mean patience by its law [1/min]."""
    left: Floats
    """(N_SLOTS,) the rate at which those who waited did leave [1/min]."""
    held: int
    """Slots after the last duty in which those who wait are still served."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """(24,) mean waits by hour of the ticket [min]; NaN where nobody comes."""

    course: Floats
    """Told of the course of the day alone."""
    effects: Mapping[Reason, Floats]
    """What each of `TOLD` adds."""
    all: Floats
    """Told of everything: their sum."""


def told(line: Habits) -> Told:
    """What the chain says, and what each thing told adds to it."""
    teams, factors = _teams(line), factors_of(line.day_cv)
    known: dict[tuple[bytes, float, bool, bool], Floats] = {}

    def wait(team: Ints, factor: float, crowd: bool, left: bool) -> Floats:
        key = team.tobytes(), factor, crowd, left
        if key not in known:
            known[key] = _wait(line, team, factor, crowd=crowd, left=left)
        return known[key]

    def said(told: frozenset[Reason]) -> Floats:
        found = np.zeros(N_SLOTS)
        for part, team in teams if Reason.ABSENCE in told else [(1.0, line.officers)]:
            for chance, factor in factors if Reason.DAYS in told else [(1.0, 1.0)]:
                found += (
                    part
                    * chance
                    * factor
                    * wait(team, factor, Reason.CROWD in told, Reason.RETURNS in told)
                )
        return by_hour(found, line.per_minute)

    matters = {
        Reason.CROWD: bool(line.crowd.any()),
        Reason.ABSENCE: len(teams) > 1 or not np.array_equal(teams[0][1], line.officers),
        Reason.DAYS: len(factors) > 1,
        Reason.RETURNS: bool((line.left != line.leaving).any()),
    }
    effects = fair_shares([each for each in TOLD if matters[each]], said)
    course = said(frozenset())
    return Told(
        course=course,
        effects={each: effects.get(each, 0.0 * course) for each in TOLD},
        all=np.asarray(course + sum(effects.values())),
    )


def _teams(line: Habits) -> list[tuple[float, Ints]]:
    """Officers on duty, and the share of days with so many."""
    likely = np.flatnonzero(line.absent >= _SELDOM)
    share = line.absent[likely] / max(line.absent[likely].sum(), 1e-12)
    return [
        (part, np.maximum(line.planned - n, 0))
        for part, n in zip(share.tolist(), likely.tolist(), strict=True)
    ] or [(1.0, line.officers)]


def factors_of(cv: float) -> list[tuple[float, float]]:
    """(chance, factor) of few days that stand for those of a gamma law of mean 1.

    By Gauss's rule for that law, so that moments up to the fifth are exact (Golub and Welsch
    1969, Calculation of Gauss quadrature rules, Mathematics of Computation 23).
    """
    if cv < _ALIKE:
        return [(1.0, 1.0)]
    shape, k = cv**-2, np.arange(FACTORS)
    beside = np.sqrt(k[1:] * (k[1:] + shape - 1.0))
    nodes, vectors = np.linalg.eigh(
        np.diag(2 * k + shape) + np.diag(beside, 1) + np.diag(beside, -1)
    )
    return list(zip((vectors[0] ** 2).tolist(), (nodes / shape).tolist(), strict=True))


def between_days(visits: float, squares: float, days: float) -> float:
    """Coefficient of variation of the rate between days, from sums of counts and squares.

    Counts of a Poisson number vary by their mean; what is more is of the rate.
    """
    if days < 2 or visits <= 0:
        return 0.0
    mean = visits / days
    variance = (squares - days * mean**2) / (days - 1)
    return sqrt(max(variance - mean, 0.0)) / mean


def by_hour(values: Floats, weight: Floats) -> Floats:
    """(24,) means of what is by slot."""
    total = weight.reshape(24, PER_HOUR).sum(axis=1)
    sums = (values * weight).reshape(24, PER_HOUR).sum(axis=1)
    return np.where(total > 0, sums / np.where(total > 0, total, 1.0), np.nan)


def _wait(line: Habits, officers: Ints, factor: float, *, crowd: bool, left: bool) -> Floats:
    at_once = line.crowd if crowd else np.zeros(N_SLOTS)
    day = Course(
        per_minute=factor * np.maximum(line.per_minute - at_once / SLOT_MINUTES, 0.0),
        crowd=factor * at_once, officers=_held(officers, line.held), service=line.service,
        leaving=line.left if left else line.leaving,
    )  # fmt: skip
    return waits(day)


def _held(officers: Ints, slots: int) -> Ints:
    """The officers, those of the last duty for some slots more."""
    there = np.flatnonzero(officers)
    if not len(there):
        return officers
    found = officers.copy()
    last = int(there[-1])
    found[last + 1 : last + 1 + slots] = officers[last]
    return found
