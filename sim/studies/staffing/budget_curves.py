"""What a site costs by its officers, as far as it is known, and what it costs at least elsewhere.

A curve is known where plans were simulated. Elsewhere it is bounded from below: if it is convex,
by its neighbouring pieces drawn on; if it falls, by the next value known at more officers. A plan
that is best by such bounds, and known, is best.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from sim.measures.estimate import t_quantile
from sim.model.tables import Floats, Ints


class Shape(IntEnum):
    """What may be taken for granted of a curve between and beyond its known points."""

    CONVEX = 0
    """Each further officer saves less than the one before."""
    FALLING = 1
    """No further officer does harm."""
    ANY = 2
    """No cost is below zero."""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The costs of one site [h a day], by replication."""

    least: int
    most: int
    """Officers that it may have."""
    known: dict[int, Floats] = field(default_factory=dict)
    """(replications,) by officers"""

    @property
    def officers(self) -> Ints:
        """(n,) where it is known, in order."""
        return np.array(sorted(self.known), np.int64)

    @property
    def means(self) -> Floats:
        """(n,) the mean cost there."""
        return np.array([self.known[n].mean() for n in sorted(self.known)])

    def mean(self, officers: int) -> float:
        """The mean cost at a known number."""
        return float(self.known[officers].mean())

    def exact(self) -> Floats:
        """(most - least + 1,) the mean cost, infinite where it is not known."""
        costs = np.full(self.most - self.least + 1, np.inf)
        inside = (self.officers >= self.least) & (self.officers <= self.most)
        costs[self.officers[inside] - self.least] = self.means[inside]
        return costs

    def hull(self) -> tuple[Ints, Floats]:
        """The corners of the lower convex hull of the means."""
        corners: list[tuple[int, float]] = []
        for x, y in zip(self.officers.tolist(), self.means.tolist(), strict=True):
            while len(corners) > 1:
                (a, at_a), (b, at_b) = corners[-2:]
                if (at_b - at_a) * (x - b) < (y - at_b) * (b - a):
                    break
                corners.pop()
            corners.append((x, y))
        xs, ys = zip(*corners, strict=True)
        return np.array(xs, np.int64), np.array(ys)

    def excess(self) -> Floats:
        """(n,) by how much the means are above their lower convex hull."""
        return np.asarray(self.means - np.interp(self.officers, *self.hull()))

    def shape(self, tolerance: float) -> Shape:
        """What is known of the shape, faults of up to the tolerance forgiven."""
        if len(self.known) > 1 and float(np.diff(self.means).max()) > tolerance:
            return Shape.ANY
        return Shape.FALLING if float(self.excess().max()) > tolerance else Shape.CONVEX

    def at_least(self, shape: Shape, step: int | None = None) -> Floats:
        """(most - least + 1,) the least that the mean cost may be, exact where it is known.

        With `step` nothing is said, that is infinity, further than so much from what is known.
        """
        n = np.arange(self.least, self.most + 1)
        if shape is Shape.CONVEX:
            bound = _pieces_drawn_on(*self.hull(), n)
        elif shape is Shape.FALLING:
            after = np.searchsorted(self.officers, n)
            lowest = np.append(np.minimum.accumulate(self.means), 0.0)
            bound = np.where(after < len(self.means), lowest[after], 0.0)
        else:
            bound = np.zeros(len(n))
        if step is not None:
            far = (n < self.officers[0] - step) | (n > self.officers[-1] + step)
            bound[far] = np.inf
        exact = self.exact()
        return np.where(np.isfinite(exact), exact, bound)

    def expected(self, officers: int) -> float:
        """What the mean cost is likely to be: between known points, or by the pieces drawn on."""
        x, y = self.hull()
        if x[0] <= officers <= x[-1]:
            return float(np.interp(officers, x, y))
        return float(_pieces_drawn_on(x, y, np.array([officers]))[0])

    def surely_bends(self, tests: int, confidence: float = 0.95) -> bool:
        """Whether some known point is above the line between its neighbours, beyond chance."""
        x, values = self.officers, np.array([self.known[int(n)] for n in self.officers])
        if len(x) < 3 or values.shape[1] < 2:
            return False
        part = ((x[1:-1] - x[:-2]) / (x[2:] - x[:-2]))[:, None]
        above = values[1:-1] - (1 - part) * values[:-2] - part * values[2:]
        return _surely_positive(above, tests * len(above), confidence)

    def surely_rises(self, tests: int, confidence: float = 0.95) -> bool:
        """Whether some further officer does harm, beyond chance."""
        values = np.array([self.known[int(n)] for n in self.officers])
        if len(values) < 2 or values.shape[1] < 2:
            return False
        return _surely_positive(np.diff(values, axis=0), tests * (len(values) - 1), confidence)


def _surely_positive(values: Floats, tests: int, confidence: float) -> bool:
    """Whether the mean of some row (tests, replications) is above zero, all tests at once."""
    n = values.shape[1]
    t = t_quantile(1 - (1 - confidence) / tests, n - 1)
    error = values.std(axis=1, ddof=1) / np.sqrt(n)
    return bool((values.mean(axis=1) - t * error > 1e-12).any())


def _pieces_drawn_on(x: Ints, y: Floats, n: Ints) -> Floats:
    """A lower bound at n of a convex curve of nonnegative values through some points."""
    if len(x) == 1:
        return np.where(n <= x[0], y[0], 0.0)
    slope = np.diff(y) / np.diff(x)
    piece = np.searchsorted(x, n) - 1  # before x[0]: -1; after x[-1]: len(x) - 1
    last = len(slope) - 1
    before = np.clip(piece - 1, 0, last)
    after = np.clip(piece + 1, 0, last)
    by_before = y[before + 1] + slope[before] * (n - x[before + 1])
    by_after = y[after] + slope[after] * (n - x[after])
    inside = (piece >= 0) & (piece <= last)
    lowest = np.minimum(y[np.clip(piece, 0, last)], y[np.clip(piece + 1, 0, last + 1)])
    bound = np.where(inside & (piece == 0), -np.inf, by_before)
    bound = np.maximum(bound, np.where(inside & (piece == last), -np.inf, by_after))
    bound = np.where(inside & (last == 0), lowest, bound)
    return np.maximum(bound, 0.0)
