"""Officers who move from one site to another, one by one: what each move saves."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.model.tables import Floats
from sim.studies.staffing.budget_search import Allocation

Cost = Callable[[int, int], float]
"""[h a day] of a site, by its number and its officers; infinite where they are out of bounds."""
OF_EACH = 2
"""Runner-up moves from, or to, the same site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the ends of its interval [h a day], NaN with one replication."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Floats, simultaneous: int = 1) -> Interval:
        """Student's t on values by replication, for several at once (Bonferroni)."""
        n, mean = len(values), float(values.mean())
        if n < 2:
            return cls(mean=mean, low=math.nan, high=math.nan)
        t = t_quantile(1 - (1 - CONFIDENCE) / 2 / simultaneous, n - 1)
        half = t * float(values.std(ddof=1)) / math.sqrt(n)
        return cls(mean=mean, low=mean - half, high=mean + half)


@dataclass(frozen=True, slots=True)
class Move:
    """One officer goes from a site to another, by their numbers."""

    giver: int
    given: int
    """Officers of the giver before."""
    taker: int
    taken: int
    """Officers of the taker before."""

    @property
    def points(self) -> tuple[tuple[int, int], ...]:
        """(site, officers) that must be known to tell what it saves."""
        return (
            (self.giver, self.given), (self.giver, self.given - 1),
            (self.taker, self.taken), (self.taker, self.taken + 1),
        )  # fmt: skip

    def saves(self, cost: Cost) -> float:
        """What it saves, less than nothing where it costs [h a day]."""
        before, less, after, more = (cost(*point) for point in self.points)
        return (before - less) + (after - more)


def way(start: Allocation, end: Allocation, cost: Cost) -> list[Move]:
    """Moves that lead from one plan to another of as many officers, the largest savings first.

    Each site's officers come or go in their turn; the taker that gains most is paired with the
    giver that loses least.
    """
    takers, givers = [], []
    for s, (n, m) in enumerate(zip(start, end, strict=True)):
        takers += [(cost(s, k) - cost(s, k + 1), s, k) for k in range(n, m)]
        givers += [(cost(s, k - 1) - cost(s, k), s, k) for k in range(n, m, -1)]
    # Where a curve bends, a later step may save more than an earlier one, which yet comes first.
    takers = _in_turn(takers, lambda saved: -saved)
    givers = _in_turn(givers, lambda lost: lost)
    return [
        Move(giver, given, taker, taken)
        for (_, giver, given), (_, taker, taken) in zip(givers, takers, strict=True)
    ]


def _in_turn(
    steps: Sequence[tuple[float, int, int]], key: Callable[[float], float]
) -> list[tuple[float, int, int]]:
    """Steps by what is best next, those of each site in their order."""
    waiting: dict[int, list[tuple[float, int, int]]] = {}
    for step in steps:
        waiting.setdefault(step[1], []).append(step)
    ordered = []
    while waiting:
        best = min(waiting, key=lambda s: (key(waiting[s][0][0]), s))
        ordered.append(waiting[best].pop(0))
        if not waiting[best]:
            del waiting[best]
    return ordered


def runners_up(best: Allocation, cost: Cost, most: int) -> list[Move]:
    """The moves away from a plan that cost least, cheapest first, few from or to any one site."""
    sites = range(len(best))
    losses = sorted((cost(s, best[s] - 1) - cost(s, best[s]), s) for s in sites)
    gains = sorted((cost(s, best[s] + 1) - cost(s, best[s]), s) for s in sites)
    pairs = sorted(
        (loss + gain, giver, taker)
        for loss, giver in losses
        for gain, taker in gains
        if giver != taker and math.isfinite(loss + gain)
    )
    gave: Counter[int] = Counter()
    took: Counter[int] = Counter()
    moves: list[Move] = []
    for _, giver, taker in pairs:
        if len(moves) < most and gave[giver] < OF_EACH and took[taker] < OF_EACH:
            moves.append(Move(giver, best[giver], taker, best[taker]))
            gave[giver] += 1
            took[taker] += 1
    return moves


def plans_for(points: Iterable[tuple[int, int]], rest: Allocation) -> list[Allocation]:
    """Few plans in which each (site, officers) occurs; sites that are not asked about rest."""
    wanted: dict[int, list[int]] = {}
    for s, n in dict.fromkeys(points):
        wanted.setdefault(s, []).append(n)
    n_plans = max(map(len, wanted.values()), default=0)
    plans = np.tile(np.array(rest, np.int64), (n_plans, 1))
    for s, some in wanted.items():
        plans[: len(some), s] = some
    return [tuple(plan) for plan in plans.tolist()]
