"""Columns and rows of a mixed-integer program, put together one by one, and solved with HiGHS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from sim.model.tables import Floats

Terms = Iterable[tuple[int, float]]

OUT_OF_TIME, INFEASIBLE = 1, 2
"""What scipy calls a program that was cut short, and one that no solution fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The best solution found, and how far the best possible may be below it."""

    values: Floats
    cost: float
    gap: float
    """(cost - proven bound) / cost; 0 when proven optimal."""


@dataclass(slots=True)
class Rows:
    """A program in the making: least cost such that low <= row <= high."""

    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)

    def column(
        self, cost: float = 0.0, low: float = 0.0, high: float = inf, *, whole: bool = False
    ) -> int:
        """A new unknown; its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.cost) - 1

    def choice(self, cost: float = 0.0) -> int:
        """A new yes or no; its number."""
        return self.column(cost, 0.0, 1.0, whole=True)

    def row(self, terms: Terms, low: float = -inf, high: float = inf) -> None:
        """A new constraint on a sum of (unknown, factor)."""
        number = len(self.row_low)
        self.entries += [(number, column, factor) for column, factor in terms if factor != 0.0]
        self.row_low.append(low)
        self.row_high.append(high)

    def solve(self, seconds: float = inf) -> Solution | None:
        """The best solution, proven so unless time runs out; None if there is none at all.

        Raises
        ------
        TimeoutError
            No solution was found in time.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        at, column, factor = (np.array(each) for each in zip(*self.entries, strict=True))
        shape = (len(self.row_low), len(self.cost))
        matrix = coo_array((factor, (at, column)), shape=shape).tocsr()
        found = milp(
            np.array(self.cost),
            integrality=np.array(self.whole, np.int64),
            bounds=Bounds(np.array(self.low), np.array(self.high)),
            constraints=LinearConstraint(matrix, np.array(self.row_low), np.array(self.row_high)),
            options={"mip_rel_gap": 0.0, "time_limit": seconds},
        )
        if found.status == INFEASIBLE:
            return None
        if found.x is None and found.status == OUT_OF_TIME:
            raise TimeoutError(f"no solution was found in {seconds:.0f} s.")
        if found.x is None:
            raise RuntimeError(f"the program could not be solved: {found.message}")
        return Solution(
            values=np.asarray(found.x, np.float64),
            cost=float(found.fun),
            gap=float(found.mip_gap or 0.0),
        )
