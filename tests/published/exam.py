"""The licence examination once more, by recursion: what two lines at the photo booths are worth.

The scenario `licence-exam.yaml` has one line for both booths where the source has a line at each.
Here are both, with the same draws, so that their difference is known; and the one with one line is
a check of the scenario by other means: no events, no engine, customers one after the other.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache
from heapq import heapreplace

import numpy as np
from numpy.typing import NDArray

PER_HOUR = (22, 35, 40, 31, 35, 43, 29, 22)
TESTERS, BOOTHS = 5, 2
FAILING = 0.13

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Days:
    """(days,) each, of those who pass."""

    number: Floats
    one_line: Floats
    """Minutes in the centre, of all together, with one line for both booths."""
    two_lines: Floats
    """... and with a line at each, people going where fewer wait, to the first of equals."""

    def mean(self, minutes: Floats) -> tuple[float, float]:
        """(mean [min], standard error): a ratio of totals."""
        ratio = minutes.sum() / self.number.sum()
        off = (minutes - ratio * self.number) / self.number.mean()
        return float(ratio), float(off.std(ddof=1) / len(off) ** 0.5)


@cache
def days(number: int, seed: int) -> Days:
    """So many days of the centre."""
    chance = np.random.default_rng(seed)
    return Days(
        **dict(
            zip(
                ("number", "one_line", "two_lines"),
                np.array([_day(chance) for _ in range(number)]).T,
                strict=True,
            )
        )
    )


def _day(chance: np.random.Generator) -> tuple[float, float, float]:
    counts = chance.poisson(PER_HOUR)
    arrived = np.concatenate(
        [60 * (h + np.sort(chance.random(n))) for h, n in enumerate(counts)]
    )  # fmt: skip
    tested = _ends(arrived.tolist(), chance.exponential(8, len(arrived)).tolist(), TESTERS)
    passes = chance.random(len(arrived)) >= FAILING
    order = np.argsort(tested[passes], kind="stable")
    at_booth = tested[passes][order].tolist()
    photos = chance.triangular(2.5, 3.6, 4.3, len(at_booth)).tolist()
    came = arrived[passes].sum()
    return (
        len(at_booth),
        _ends(at_booth, photos, BOOTHS).sum() - came,
        sum(_two_lines(at_booth, photos)) - came,
    )


def _ends(joined: list[float], services: list[float], servers: int) -> Floats:
    """Ends of services, first come first served, by whoever is free first."""
    free = [0.0] * servers
    ends = []
    for at, service in zip(joined, services, strict=True):
        ends.append(max(at, free[0]) + service)
        heapreplace(free, ends[-1])
    return np.array(ends)


def _two_lines(joined: list[float], services: list[float]) -> list[float]:
    """Ends of services with a line at each booth; who is being photographed is not in line."""
    inside: list[deque[float]] = [deque() for _ in range(BOOTHS)]
    ends = []
    for at, service in zip(joined, services, strict=True):
        for there in inside:
            while there and there[0] <= at:
                there.popleft()
        waiting = [max(len(there) - 1, 0) for there in inside]
        shorter = inside[waiting.index(min(waiting))]
        ends.append((max(at, shorter[-1]) if shorter else at) + service)
        shorter.append(ends[-1])
    return ends
