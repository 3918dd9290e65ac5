"""Moves of officers, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.studies.staffing.budget_moves import Interval, Move, plans_for, runners_up, way

COSTS = [
    {1: 50.0, 2: 20.0, 3: 8.0, 4: 5.0, 5: 4.0},
    {1: 9.0, 2: 3.0, 3: 1.0, 4: 0.5, 5: 0.4},
    {1: 30.0, 2: 29.0, 3: 2.0, 4: 1.0, 5: 0.0},
]


def cost(s: int, n: int) -> float:
    """Of a site with so many officers; it has 1 to 5."""
    return COSTS[s].get(n, math.inf)


def test_a_move_saves_what_the_taker_gains_less_what_the_giver_loses() -> None:
    move = Move(giver=1, given=3, taker=0, taken=2)
    assert move.points == ((1, 3), (1, 2), (0, 2), (0, 3))
    assert move.saves(cost) == (20 - 8) - (3 - 1)


def test_the_way_to_a_plan_adds_up_to_what_it_saves() -> None:
    """The best step is paired with the least loss; a site's officers go in their turn."""
    start, end = (1, 5, 3), (4, 2, 3)
    moves = way(start, end, cost)
    assert [(move.giver, move.given, move.taker, move.taken) for move in moves] == [
        (1, 5, 0, 1), (1, 4, 0, 2), (1, 3, 0, 3),
    ]  # fmt: skip
    total = sum(cost(s, n) - cost(s, m) for s, (n, m) in enumerate(zip(start, end, strict=True)))
    assert sum(move.saves(cost) for move in moves) == pytest.approx(total)
    assert way(start, start, cost) == []


def test_where_a_curve_bends_the_small_step_comes_first_all_the_same() -> None:
    moves = way((2, 4, 1), (3, 1, 3), cost)
    assert [(move.taker, move.taken) for move in moves] == [(0, 2), (2, 1), (2, 2)]
    assert sum(move.saves(cost) for move in moves) == pytest.approx(12 + 28 - 8.5)


def test_runners_up_cost_least_and_keep_the_bounds() -> None:
    best = (4, 1, 3)
    moves = runners_up(best, cost, 9)
    assert [(move.giver, move.taker) for move in moves] == [(0, 1), (0, 2), (2, 1), (2, 0)]
    savings = [move.saves(cost) for move in moves]
    assert savings == sorted(savings, reverse=True)
    # The site with one officer can give none.
    assert all(move.giver != 1 for move in moves)
    assert len(runners_up(best, cost, 2)) == 2


def test_no_site_is_in_all_runners_up() -> None:
    flat = [lambda n, s=s: float(s * n) for s in range(5)]
    moves = runners_up((3,) * 5, lambda s, n: flat[s](n), 20)
    for s in range(5):
        assert sum(move.giver == s for move in moves) <= 2
        assert sum(move.taker == s for move in moves) <= 2


def test_few_plans_hold_all_points() -> None:
    points = [(0, 4), (0, 6), (2, 9), (0, 4), (1, 1)]
    plans = plans_for(points, (5, 5, 5))
    assert plans == [(4, 1, 9), (6, 5, 5)]
    assert plans_for([], (5, 5, 5)) == []


def test_intervals_hold_at_once() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    one, many = Interval.of(values), Interval.of(values, 10)
    # t(0.975, 3) = 3.182; the deviation is sqrt(5 / 3), and there are four.
    assert one.high - one.mean == pytest.approx(3.1824463 * math.sqrt(5 / 3) / 2)
    assert many.low < one.low < one.mean == 2.5
    alone = Interval.of(values[:1])
    assert alone.mean == 1
    assert math.isnan(alone.low)
    assert math.isnan(alone.high)
