"""The search, on made-up curves: against every plan, enumerated."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from sim.studies.staffing.budget_allocation import best_allocation, by_load
from sim.studies.staffing.budget_curves import Curve, Shape
from sim.studies.staffing.budget_search import Allocation, Found, Search


class Sites:
    """Costs by site and officers, made up; counts who asks."""

    def __init__(self, tables: Sequence[Sequence[float]], least: int = 1) -> None:
        self.tables, self.least = [np.asarray(table) for table in tables], least
        self.asked: list[Allocation] = []

    def __call__(self, plans: Sequence[Allocation]) -> np.ndarray:
        self.asked += plans
        return np.array(
            [
                [[self.tables[s][n - self.least] for s, n in enumerate(plan)] for _ in range(2)]
                for plan in plans
            ]
        )

    def enumerated(self, officers: int) -> float:
        """The cost of the best plan of all."""
        spans = [range(len(table)) for table in self.tables]
        least = self.least * len(spans)
        return min(
            sum(float(table[k]) for table, k in zip(self.tables, plan, strict=True))
            for plan in product(*spans)
            if sum(plan) + least == officers
        )

    def found(self, officers: int, most_plans: int = 99) -> Found:
        """What the search makes of it, from a plan in proportion."""
        most = [self.least + len(table) - 1 for table in self.tables]
        least = [self.least] * len(most)
        first = by_load(np.full(len(most), officers / len(most)), least, most, officers)
        search = Search(self, least, most, officers, first, most_plans)
        return search.run([tuple(first)])


def convex(random: np.random.Generator, n: int = 7) -> np.ndarray:
    """A falling convex curve that ends near nothing."""
    return np.cumsum(np.sort(random.exponential(5, n)))[::-1] - 0.0


@pytest.mark.parametrize("seed", range(8))
def test_of_convex_curves_the_best_plan_is_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    sites = Sites([convex(random, 16) for _ in range(4)])
    found = sites.found(24)
    assert found.cost == pytest.approx(sites.enumerated(24))
    assert found.gap == pytest.approx(0, abs=1e-6)
    assert set(found.shapes) == {Shape.CONVEX}
    assert sum(found.allocation) == 24
    assert found.plans < 15
    assert found.plans == len(sites.asked)


@pytest.mark.parametrize("seed", range(8))
def test_of_falling_curves_with_steps_the_best_plan_is_found(seed: int) -> None:
    """Skills that gain an officer only now and then make steps; the search looks further."""
    random = np.random.default_rng(seed)
    tables = [np.sort(random.integers(0, 9, 8).astype(float) * 4)[::-1] for _ in range(4)]
    sites = Sites(tables)
    found = sites.found(15)
    assert found.cost == pytest.approx(sites.enumerated(15))
    assert found.gap == pytest.approx(0, abs=1e-6)


def test_curves_that_rise_are_looked_at_whole() -> None:
    """Nothing is taken for granted of a site where a further officer was seen to do harm."""
    sites = Sites([[9, 6, 8, 1, 7, 0.5], [9, 5, 6, 4, 4.5, 4], [8, 4, 5, 5, 2, 9]])
    found = sites.found(11)
    assert set(found.shapes) == {Shape.ANY}
    assert found.cost == pytest.approx(sites.enumerated(11))
    assert found.gap == 0


def test_a_search_cut_short_tells_how_much_better_a_plan_may_be() -> None:
    sites = Sites([[90, 60, 59, 1, 1, 0.5], [9, 5, 4, 4, 4, 4], [80, 79, 50, 49, 2, 2]])
    found = sites.found(9, most_plans=3)
    assert found.plans == 3
    assert found.gap > 0
    assert found.at_least <= sites.enumerated(9) + 1e-9
    assert found.cost >= sites.enumerated(9) - 1e-9


def test_of_equal_plans_the_one_counts_that_moves_fewest() -> None:
    sites = Sites([[5, 0, 0, 0, 0], [5, 0, 0, 0, 0]])
    search = Search(sites, [1, 1], [5, 5], 6, (4, 2), 99)
    assert search.run([(3, 3)]).allocation == (4, 2)


@pytest.mark.parametrize("seed", range(6))
def test_dynamic_programming_finds_what_enumeration_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    costs = [random.uniform(0, 9, int(random.integers(2, 6))) for _ in range(4)]
    costs[1][1] = np.inf
    for officers in range(sum(len(cost) - 1 for cost in costs) + 1):
        every = {
            plan: sum(float(cost[k]) for cost, k in zip(costs, plan, strict=True))
            for plan in product(*(range(len(cost)) for cost in costs))
            if sum(plan) == officers
        }
        least = min(every.values())
        if least == np.inf:
            with pytest.raises(ValueError, match="finite"):
                best_allocation(costs, officers)
        else:
            assert every[tuple(best_allocation(costs, officers))] == least


def greedy(costs: Sequence[np.ndarray], officers: int) -> float:
    """Marginal analysis: each officer in turn to where it saves most."""
    shares = [0] * len(costs)
    for _ in range(officers):
        gains = [
            cost[k] - cost[k + 1] if k + 1 < len(cost) else -np.inf
            for cost, k in zip(costs, shares, strict=True)
        ]
        shares[int(np.argmax(gains))] += 1
    return float(sum(cost[k] for cost, k in zip(costs, shares, strict=True)))


def test_where_curves_are_convex_marginal_analysis_agrees() -> None:
    random = np.random.default_rng(1)
    costs = [convex(random, 12) for _ in range(20)]
    shares = best_allocation(costs, 90)
    found = sum(cost[k] for cost, k in zip(costs, shares, strict=True))
    assert found == pytest.approx(greedy(costs, 90))


def test_a_first_guess_keeps_bounds_and_number() -> None:
    """A margin that grows with the square root of the load, within bounds."""
    load = np.array([16.0, 4.0, 1.0, 0.0])
    for officers in (4, 9, 28, 57):
        shares = by_load(load, [1, 1, 1, 1], [25, 9, 20, 3], officers)
        assert sum(shares) == officers
        assert all(1 <= n <= high for n, high in zip(shares, (25, 9, 20, 3), strict=True))
    # A margin of one root each: 16 + 4, 4 + 2, 1 + 1, 0 + 0.
    assert by_load(load, [0] * 4, [99] * 4, 28) == [20, 6, 2, 0]


def curve(*values: float, least: int = 1) -> Curve:
    """A curve that is known at these, by officers from the least on; NaN: not known."""
    known = {least + k: np.array([v, v]) for k, v in enumerate(values) if v == v}
    return Curve(least=least, most=least + len(values) - 1, known=known)


NAN = float("nan")


def test_bounds_of_a_convex_curve_are_its_pieces_drawn_on() -> None:
    found = curve(NAN, 20, 12, NAN, NAN, 3, 2, NAN).at_least(Shape.CONVEX)
    assert found.tolist() == [28, 20, 12, 5, 4, 3, 2, 1]
    # Between two pieces with one segment alone, nothing but the lower end is known.
    assert curve(NAN, 9, NAN, 5, NAN).at_least(Shape.CONVEX).tolist() == [11, 9, 5, 5, 3]
    assert curve(NAN, 9, NAN).at_least(Shape.CONVEX).tolist() == [9, 9, 0]


def test_bounds_of_other_curves_grant_less() -> None:
    some = curve(NAN, 20, NAN, 18, 2, NAN)
    assert some.at_least(Shape.FALLING).tolist() == [20, 20, 18, 18, 2, 0]
    assert some.at_least(Shape.ANY).tolist() == [0, 20, 0, 18, 2, 0]
    near = curve(NAN, NAN, NAN, 4, NAN, NAN).at_least(Shape.ANY, 1)
    assert near.tolist() == [np.inf, np.inf, 0, 4, 0, np.inf]


def test_shapes_forgive_what_is_small() -> None:
    assert curve(9, 5, 2, 0).shape(0.0) is Shape.CONVEX
    assert curve(9, 8, 2, 0).shape(0.0) is Shape.FALLING
    assert curve(9, 8, 2, 0).shape(4.0) is Shape.CONVEX
    assert curve(9, 5, 6, 0).shape(0.5) is Shape.ANY
    assert curve(9).shape(0.0) is Shape.CONVEX


def noisy(*means: float, noise: float) -> Curve:
    """A curve with chance in it."""
    random = np.random.default_rng(4)
    known = {n: m + noise * random.standard_normal(6) for n, m in enumerate(means, 1)}
    return Curve(least=1, most=len(means), known=known)


def test_what_is_beyond_chance_is_told_from_what_is_not() -> None:
    assert noisy(9, 8, 2, 0, noise=0.01).surely_bends(1)
    assert not noisy(9, 8, 2, 0, noise=30).surely_bends(1)
    assert not noisy(9, 5, 2, 0, noise=0.01).surely_bends(1)
    assert noisy(9, 5, 6, noise=0.01).surely_rises(1)
    assert not noisy(9, 5, 6, noise=30).surely_rises(1)
    assert not noisy(9, 5, noise=0.1).surely_bends(1)
    assert not noisy(9, noise=0.1).surely_rises(1)
