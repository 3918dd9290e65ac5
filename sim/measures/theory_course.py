"""M(t)/M/c(t)+M: what tickets wait by the time of day at which they are taken.

Where `theory_day` follows a small office exactly, this follows any line by the number present
alone: who leaves at the end of a duty takes a service along, as rule R4 has it, and who comes takes
those who wait. The wait of a ticket looks ahead: through breaks, and through officers to come.
At the start of a slot a crowd may come all at once, a Poisson number of people.
The equations are those of Kolmogorov, forward for the number present and backward for the wait of
whoever finds so many (Kleinrock 1975, chapter 2), by the midpoint rule in steps so short that they
are within a thousandth of what they should be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, exp, lgamma, log, sqrt

import numpy as np

from sim.jit import compiled
from sim.model.tables import DAY, MINUTE, Floats, Ints

POINTS = 15
"""Instants in a slot at which waits are read."""
MOST = 1500
"""Visits present at which arrivals are no longer followed."""
_PER_STEP = 0.25
"""Events in a step, at most."""
_ROUNDS = 3
"""Days after which an office that never closes is taken to be in its usual state."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A day in slots of equal length."""

    per_minute: Floats
    """(n,) tickets."""
    officers: Ints
    """(n,) on duty; 0 when nobody is."""
    service: float
    """Mean [min]."""
    leaving: float | Floats = 0.0
    """Rate at which each of those who wait leaves [1/min]: 1 / mean patience; (n,) or the same all
    day."""
    crowd: Floats | None = None
    """(n,) people who come at the very start of a slot, on average; beyond `per_minute`."""
    minutes: float = 15.0
    """Length of a slot."""

    @property
    def goes_round(self) -> bool:
        """Whether somebody is on duty at both ends of the day, so that midnight is no end."""
        return bool(self.officers[0] and self.officers[-1])

    @property
    def at_once(self) -> Floats:
        """(n,) the crowds."""
        return np.zeros(len(self.officers)) if self.crowd is None else self.crowd

    @property
    def hazard(self) -> Floats:
        """(n,) rates of leaving."""
        return np.broadcast_to(np.asarray(self.leaving, np.float64), len(self.officers)).copy()


def waits(day: Course) -> Floats:
    """(n,) mean wait [min] of the tickets of each slot, those who leave counting what they waited.

    After the last slot nobody waits any more; before the first one nobody is there.
    """
    busy = np.flatnonzero((day.officers > 0) | (day.per_minute > 0) | (day.at_once > 0))
    if not len(busy):
        return np.zeros(len(day.officers))
    if day.goes_round:
        return _waits(day)
    found = np.zeros(len(day.officers))
    part = slice(int(busy[0]), int(busy[-1]) + 1)
    found[part] = _waits(
        replace(
            day, per_minute=day.per_minute[part], officers=day.officers[part],
            leaving=day.hazard[part], crowd=day.at_once[part],
        )
    )  # fmt: skip
    return found


def _waits(day: Course) -> Floats:
    n = len(day.officers)
    present = _most_present(day)
    # A day that was cut to its busy part has somebody on duty at both ends, and yet ends.
    around = day.goes_round and n * day.minutes >= DAY / MINUTE
    rounds = _ROUNDS if around else 1
    numbers = (day.officers, 1.0 / day.service, day.hazard, day.minutes, _steps(day, present))
    # At its instants, and at the very start of the slot.
    ahead = np.zeros((n, POINTS + 1, present + 1))
    wait, spare = np.zeros(present + 1), np.zeros(present + 1)
    chance = np.zeros(present + 1)
    chance[0] = 1.0
    found = np.zeros(n)
    for _ in range(rounds):
        _look_back(*numbers, around, wait, spare, ahead)
    for _ in range(rounds):
        _go_on(day.per_minute, day.at_once, *numbers, around, chance, spare, ahead, found)
    return found


def _most_present(day: Course) -> int:
    """Visits present that are followed: a queue without chance, and far beyond it."""
    queue = highest = 0.0
    slots = (day.per_minute, day.at_once, day.officers, day.hazard)
    for rate, crowd, officers, leaving in zip(*(each.tolist() for each in slots), strict=True):
        queue += crowd
        highest = max(highest, queue)
        spare = officers / day.service + leaving * queue
        queue = max(0.0, queue + (rate - spare) * day.minutes)
        highest = max(highest, queue)
    come = float(day.per_minute.sum()) * day.minutes + float(day.at_once.sum())
    return min(ceil(highest + int(day.officers.max()) + 5.0 * sqrt(2.0 * come) + 30.0), MOST)


def _steps(day: Course, present: int) -> int:
    """Steps between two of the instants of a slot."""
    busiest = float(day.per_minute.max()) + float(day.officers.max()) / day.service
    rate = busiest + float(day.hazard.max()) * present
    return max(2, ceil(rate * day.minutes / POINTS / _PER_STEP))


@compiled
def _look_back(
    officers: Ints, mu: float, hazard: Floats, minutes: float, steps: int,
    goes_round: bool, wait: Floats, spare: Floats, ahead: Floats,
) -> None:  # fmt: skip
    """Fill `ahead` with the wait of whoever finds so many waiting, from the last slot backward."""
    n = len(officers)
    length = minutes / POINTS / steps
    last = len(wait) - 1
    for slot in range(n - 1, -1, -1):
        after = slot + 1
        if after < n or goes_round:
            more = officers[after % n] - officers[slot]
            if more > 0:
                for j in range(last, -1, -1):
                    wait[j] = wait[j - more] if j >= more else 0.0
        c, leaving = officers[slot], hazard[slot]
        for point in range(POINTS - 1, -1, -1):
            for step in range(steps):
                for j in range(last + 1):
                    before = wait[j - 1] if j > 0 else 0.0
                    drift = 1.0 + (c * mu + j * leaving) * (before - wait[j]) - leaving * wait[j]
                    spare[j] = wait[j] + length / 2.0 * drift
                for j in range(last, -1, -1):
                    before = spare[j - 1] if j > 0 else 0.0
                    drift = 1.0 + (c * mu + j * leaving) * (before - spare[j]) - leaving * spare[j]
                    wait[j] += length * drift
                if step == steps - steps // 2 - 1:
                    for j in range(last + 1):
                        ahead[slot, point, j] = wait[j]
        for j in range(last + 1):
            ahead[slot, POINTS, j] = wait[j]


@compiled
def _go_on(
    per_minute: Floats, crowds: Floats, officers: Ints, mu: float, hazard: Floats, minutes: float,
    steps: int, goes_round: bool, chance: Floats, spare: Floats, ahead: Floats, found: Floats,
) -> None:  # fmt: skip
    """Follow the number present through the day; `found` is the mean wait of those who come."""
    n = len(officers)
    length = minutes / POINTS / steps
    last = len(chance) - 1
    for slot in range(n):
        c, leaving = officers[slot], hazard[slot]
        if slot > 0 or goes_round:
            fewer = officers[slot - 1] - c
            if fewer > 0:
                for k in range(last + 1):
                    mass = chance[k]
                    chance[k] = 0.0
                    chance[min(k, c) if k <= c + fewer else k - fewer] += mass
        found[slot] = 0.0
        rate = per_minute[slot]
        crowd = crowds[slot]
        together = _crowded(chance, spare, crowd, c, ahead[slot, POINTS]) if crowd > 0 else 0.0
        for point in range(POINTS):
            for step in range(steps):
                if step == steps // 2:
                    for k in range(c, last + 1):
                        found[slot] += chance[k] * ahead[slot, point, k - c] / POINTS
                _drift(chance, chance, spare, length / 2.0, rate, c, mu, leaving)
                _move(chance, spare, length, rate, c, mu, leaving)
        if crowd > 0:
            come = rate * minutes
            found[slot] = (found[slot] * come + together) / (come + crowd)


@compiled
def _crowded(chance: Floats, spare: Floats, crowd: float, c: int, wait: Floats) -> float:
    """Let a Poisson number of people come at once; the sum of their waits, on average [min].

    One after another in the line: the next one is there with the chance that so many come.
    """
    last = len(chance) - 1
    most = min(int(crowd + 10.0 * sqrt(crowd) + 20.0), last)
    for k in range(last + 1):
        spare[k] = chance[k]
        chance[k] = 0.0
    more, waited = 1.0, 0.0
    for n in range(most + 1):
        share = exp(n * log(crowd) - crowd - lgamma(n + 1.0))
        for k in range(last + 1):
            chance[min(k + n, last)] += share * spare[k]
        more -= share
        # The n + 1st finds those of before and n of the crowd.
        for k in range(max(c - n, 0), last + 1):
            waited += max(more, 0.0) * spare[k] * wait[min(k + n - c, last)]
    for k in range(last + 1):
        chance[min(k + most, last)] += max(more, 0.0) * spare[k]
    return waited


@compiled
def _flow(chance: Floats, k: int, rate: float, c: int, mu: float, leaving: float) -> float:
    """Change of the chance of k present [1/min]."""
    last = len(chance) - 1
    out = mu * min(k, c) + leaving * max(k - c, 0)
    if k < last:
        out += rate
    change: float = -out * chance[k]
    if k > 0:
        change += rate * chance[k - 1]
    if k < last:
        change += (mu * min(k + 1, c) + leaving * max(k + 1 - c, 0)) * chance[k + 1]
    return change


@compiled
def _drift(
    chance: Floats, start: Floats, result: Floats, length: float, rate: float, c: int, mu: float,
    leaving: float,
) -> None:  # fmt: skip
    for k in range(len(chance)):
        result[k] = start[k] + length * _flow(chance, k, rate, c, mu, leaving)


@compiled
def _move(
    chance: Floats, middle: Floats, length: float, rate: float, c: int, mu: float, leaving: float
) -> None:
    for k in range(len(chance)):
        chance[k] += length * _flow(middle, k, rate, c, mu, leaving)
