"""What a line would wait by hour if a formula were told one thing more after another.

The chain of `measures.theory_course` is told first how arrivals and officers go over the day, then
how many officers are absent on some days, then how much days differ, then how soon those who wait
did leave. Each step is an effect [min]
of its own; all times at the counter are exponential in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.measures.theory_course import Course, waits
from sim.model.tables import Floats, Ints
from sim.studies.twin.sums import N_SLOTS

FACTORS = 3
"""Days of equal chance that stand for all, by how much is going on."""
_ALIKE = 0.02
"""Coefficient of variation of days below which they pass for equal."""
_SELDOM = 0.02
"""Share of days below which a number of absent officers is left out."""
PER_HOUR = N_SLOTS // 24


@dataclass(frozen=True, kw_only=True)
class Habits:
    """A line's usual day, and how days differ from it."""

    per_minute: Floats
    """(N_SLOTS,) tickets."""
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
    left: float
    """The rate at which those who waited did leave: fewer last long who come again."""
    held: int
    """Slots after the last duty in which those who wait are still served."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """(24,) mean wait by hour of the ticket [min]; NaN where nobody comes."""

    course: Floats
    """Told of the course of the day."""
    absence: Floats
    """Of officers absent, too."""
    days: Floats
    """Of how days differ, too."""
    returns: Floats
    """And of the patience there is with those who come again because it ran out."""


def told(line: Habits) -> Told:
    """What the chain says, told more and more."""
    likely = np.flatnonzero(line.absent >= _SELDOM)
    share = line.absent[likely] / max(line.absent[likely].sum(), 1e-12)
    teams = list(
        zip(share.tolist(), (np.maximum(line.planned - n, 0) for n in likely), strict=True)
    )
    known: dict[tuple[bytes, float, float], Floats] = {}

    def mean(teams: list[tuple[float, Ints]], factors: list[float], leaving: float) -> Floats:
        found = np.zeros(N_SLOTS)
        for factor in factors:
            for part, team in teams:
                key = team.tobytes(), factor, leaving
                if key not in known:
                    known[key] = _wait(line, team, factor, leaving)
                found += part * factor / len(factors) * known[key]
        return by_hour(found, line.per_minute)

    factors = factors_of(line.day_cv)
    return Told(
        course=mean([(1.0, line.officers)], [1.0], line.leaving),
        absence=mean(teams, [1.0], line.leaving),
        days=mean(teams, factors, line.leaving),
        returns=mean(teams, factors, line.left),
    )


def factors_of(cv: float) -> list[float]:
    """Days of equal chance by a gamma law of mean 1, their mean exactly 1."""
    if cv < _ALIKE:
        return [1.0]
    from scipy.special import gammaincinv

    middle = (np.arange(FACTORS) + 0.5) / FACTORS
    found = gammaincinv(cv**-2, middle) * cv**2
    return [float(each) for each in found / found.mean()]


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


def _wait(line: Habits, officers: Ints, factor: float, leaving: float) -> Floats:
    day = Course(
        per_minute=line.per_minute * factor, officers=_held(officers, line.held),
        service=line.service, leaving=leaving,
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
