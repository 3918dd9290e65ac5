"""The search for the best spread of officers: simulate where the best plan may still hide.

A run of the network with an own number of officers at every site gives one point of every site's
curve. Each round asks for the best plan by what is known and, elsewhere, by what the curves cost
at least, and simulates it and its neighbours, until nothing new is asked for. Then the best plan
by such bounds is one that was simulated, and no other can be better on the sampled demand.

At first all curves are taken for convex. Where what was simulated shows that one is not, the search
goes on with nothing but that it falls, or not even that. Where there is little to choose from, all
of it is simulated, and nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.model.tables import Floats
from sim.studies.staffing.budget_allocation import best_allocation
from sim.studies.staffing.budget_curves import Curve, Shape

Allocation = tuple[int, ...]
"""Officers by site."""
Evaluate = Callable[[Sequence[Allocation]], Floats]
"""(plans, replications, S) what each plan costs by replication and site [h a day]."""

TOLERANCE = 1e-5
"""Faults of shape are forgiven up to this part of the cost of all sites together."""
NEAREST = 1e-9
"""[h a day] for each officer more or less than there are, so that of equal plans the one counts
that moves fewest."""
AT_A_TIME = 3
"""Plans of a round."""
WHOLE = 12
"""Where no site may have more than so many different numbers, all of them are simulated."""
_STEP = 0.25
"""Of the officers known, how much further the first search may look."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """The best plan on the sampled demand, and how sure that is."""

    allocation: Allocation
    cost: float
    """[h a day] on the replications of the search."""
    at_least: float
    """[h a day] what no plan can fall below, by what is taken for granted of the curves."""
    curves: tuple[Curve, ...]
    shapes: tuple[Shape, ...]
    plans: int
    """How many were simulated."""

    @property
    def gap(self) -> float:
        """[h a day] how much better a plan may be at most; 0: it is the best."""
        return max(self.cost - self.at_least, 0.0)


class Search:
    """Curves of sites that share a number of officers."""

    def __init__(
        self, evaluate: Evaluate, least: Sequence[int], most: Sequence[int], officers: int,
        now: Sequence[int], most_plans: int,
    ) -> None:  # fmt: skip
        self.evaluate, self.officers, self.now = evaluate, officers, tuple(now)
        spare = officers - sum(least)
        self.curves = tuple(
            Curve(least=low, most=min(high, low + spare))
            for low, high in zip(least, most, strict=True)
        )
        self.left = most_plans
        self.plans = 0

    def run(self, first: Sequence[Allocation]) -> Found:
        """Find the best plan, from some to begin with; one of them has all officers, in bounds."""
        self._try(first)
        if max(curve.most - curve.least for curve in self.curves) < min(WHOLE, self.left):
            while self._ask([curve.exact() for curve in self.curves], self._everywhere):
                pass
        while self._ask(self._narrow(), self._around):
            pass
        while self._prove():
            pass
        while self._ask([curve.exact() for curve in self.curves], self._around):
            pass
        best = self._best([curve.exact() for curve in self.curves])
        floor = self._best(self._wide())
        return Found(
            allocation=best,
            cost=self._cost(best, [curve.exact() for curve in self.curves]),
            at_least=self._cost(floor, self._wide()),
            curves=self.curves,
            shapes=self._shapes(),
            plans=self.plans,
        )

    def _try(self, plans: Sequence[Allocation]) -> None:
        costs = self.evaluate(plans)
        self.plans += len(plans)
        self.left -= len(plans)
        for plan, cost in zip(plans, costs, strict=True):
            for s, curve in enumerate(self.curves):
                # What the neighbours do is felt a little where back offices are shared: the
                # first value stays, so that a curve does not change under the search.
                curve.known.setdefault(plan[s], np.asarray(cost[:, s]))

    def _ask(self, costs: Sequence[Floats], wanted: Callable[[Curve, int], Iterator[int]]) -> bool:
        """Simulate what is not known of the best plan by these costs; whether there was any."""
        plan = self._best(costs)
        lists = [
            [n for n in dict.fromkeys(wanted(curve, n)) if n not in curve.known]
            for curve, n in zip(self.curves, plan, strict=True)
        ]
        n_plans = min(max(map(len, lists)), AT_A_TIME, self.left)
        if n_plans <= 0:
            return False
        for curve, n, some in zip(self.curves, plan, lists, strict=True):
            some += [m for m in self._near(curve, n) if m not in curve.known and m not in some]
            some += [n] * (n_plans - len(some))
        self._try([tuple(some[k] for some in lists) for k in range(n_plans)])
        return True

    def _prove(self) -> bool:
        """Simulate where a better plan may still hide; whether there was such a place.

        Several plans at a time: after each, the next is chosen as if its points had come out as
        the curves make one expect.
        """
        shapes = self._shapes()
        best = self._best([curve.exact() for curve in self.curves])
        guessed = [replace(curve, known=dict(curve.known)) for curve in self.curves]
        plans: list[Allocation] = []
        for _ in range(min(AT_A_TIME, self.left)):
            bounds = [curve.at_least(shape) for curve, shape in zip(guessed, shapes, strict=True)]
            wanted = self._best(bounds)
            if all(n in curve.known for curve, n in zip(guessed, wanted, strict=True)):
                break
            plan = []
            for curve, shape, n, there in zip(guessed, shapes, wanted, best, strict=True):
                point = self._telling(curve, shape, n, there)
                curve.known.setdefault(point, np.array([curve.expected(point)]))
                plan.append(point)
            plans.append(tuple(plan))
        if plans:
            self._try(plans)
        return bool(plans)

    def _telling(self, curve: Curve, shape: Shape, n: int, best: int) -> int:
        """The point to simulate where a plan asks for one.

        Of a curve that falls a point says what fewer officers cost at least: one halfway to what
        is known rules out more than the point itself, and so does one further out.
        """
        if n in curve.known:
            return next((m for m in self._near(curve, n) if m not in curve.known), n)
        if shape is not Shape.FALLING:
            return n
        later = [m for m in curve.known if m > n]
        if later:
            return (n + min(later)) // 2
        return min(n + max(n - best, 0) // 2, curve.most)

    def _around(self, curve: Curve, n: int) -> Iterator[int]:
        yield from (m for m in (n, n + 1, n - 1) if curve.least <= m <= curve.most)

    def _everywhere(self, curve: Curve, _n: int) -> Iterator[int]:
        yield from range(curve.least, curve.most + 1)

    def _near(self, curve: Curve, n: int) -> Iterator[int]:
        """Points that come for nothing where another site asks for a plan."""
        around = (m for k in range(1, AT_A_TIME + 1) for m in (n + k, n - k))
        yield from (m for m in around if curve.least <= m <= curve.most)

    def _narrow(self) -> list[Floats]:
        """Lower bounds that take every curve for convex, near to what is known."""
        return [
            curve.at_least(Shape.CONVEX, max(2, round(_STEP * int(curve.officers[-1]))))
            for curve in self.curves
        ]

    def _wide(self) -> list[Floats]:
        """Lower bounds that grant each curve no more than what it was seen to keep."""
        pairs = zip(self.curves, self._shapes(), strict=True)
        return [curve.at_least(shape) for curve, shape in pairs]

    def _shapes(self) -> tuple[Shape, ...]:
        exact = [curve.exact() for curve in self.curves]
        tolerance = TOLERANCE * self._cost(self._best(exact), exact)
        return tuple(curve.shape(tolerance) for curve in self.curves)

    def _best(self, costs: Sequence[Floats]) -> Allocation:
        near = [
            cost + NEAREST * np.abs(np.arange(curve.least, curve.most + 1) - now)
            for cost, curve, now in zip(costs, self.curves, self.now, strict=True)
        ]
        shares = best_allocation(near, self.officers - sum(curve.least for curve in self.curves))
        return tuple(curve.least + k for curve, k in zip(self.curves, shares, strict=True))

    def _cost(self, plan: Allocation, costs: Sequence[Floats]) -> float:
        return float(
            sum(
                cost[n - curve.least]
                for cost, curve, n in zip(costs, self.curves, plan, strict=True)
            )
        )
