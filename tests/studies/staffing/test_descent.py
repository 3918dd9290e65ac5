"""The least of several numbers, against every staffing there is."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise, product

import pytest

from sim.studies.staffing import descent
from sim.studies.staffing.descent import LeastVector, ray_between
from sim.studies.staffing.reading import Reading, Staffing
from tests.studies.staffing.test_search import sure

Margin = Callable[[Staffing], float]


def answered(search: LeastVector, margin: Margin) -> int:
    """Answer until nothing is asked any more; how many staffings were asked about."""
    n = 0
    while some := search.wanted():
        assert not set(some) & set(search.readings), "asked twice"
        search.learn({each: sure(margin(each)) for each in some})
        n += len(some)
    return n


def some_margin(chance: random.Random, most: Staffing) -> Margin:
    """More is never worse: the worst of some weighted sums, each against a limit of its own."""
    rows = []
    for _ in range(chance.randint(1, 3)):
        weights = [chance.random() for _ in most]
        whole = sum(w * n for w, n in zip(weights, most, strict=True))
        rows.append((weights, 0.6 * chance.random() * whole))
    return lambda v: min(sum(w * n for w, n in zip(ws, v, strict=True)) - at for ws, at in rows)


@pytest.mark.parametrize("seed", range(60))
def test_by_level_the_least_sum_is_found(seed: int) -> None:
    """As enumeration has it, and it is said to be proven."""
    chance = random.Random(seed)
    most = tuple(chance.randint(2, 5) for _ in range(chance.randint(1, 4)))
    least = (0,) * len(most)
    margin = some_margin(chance, most)
    ray = ray_between(least, most, [chance.random() for _ in most])
    search = LeastVector(least, most, ray, chance.randrange(len(ray)), by_level=True, enough=0)
    asked = answered(search, margin)
    every = list(product(*(range(n + 1) for n in most)))
    assert search.found is not None
    assert margin(search.found) >= 0
    assert sum(search.found) == min(sum(v) for v in every if margin(v) >= 0)
    assert search.is_proven
    assert asked <= len(every)


@pytest.mark.parametrize("seed", range(20))
def test_without_levels_no_place_can_give_up_an_officer(seed: int) -> None:
    """Whatever else there may be."""
    chance = random.Random(seed)
    most = (6,) * 5
    margin = some_margin(chance, most)
    ray = ray_between((1,) * 5, most, [1.0] * 5)
    search = LeastVector((1,) * 5, most, ray, 3, by_level=False, enough=0)
    answered(search, margin)
    assert search.found is not None
    assert margin(search.found) >= 0
    assert all(margin(v) < 0 for v in search.smaller(search.found))
    assert not search.is_proven


def test_where_the_largest_fails_it_is_hopeless() -> None:
    """That is asked first, until it is clear."""
    search = LeastVector((0, 0), (2, 2), ray_between((0, 0), (2, 2), [1, 1]), 1, by_level=True)
    assert search.wanted() == ((2, 2),)
    search.learn({(2, 2): Reading(-0.5, near=True, no_better=False, replications=2)})
    assert search.wanted() == ((2, 2),)
    assert search.found is None
    search.learn({(2, 2): sure(-3)})
    assert search.wanted() == ()
    assert search.hopeless


def test_too_many_to_look_through_are_not_said_to_be_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where none of those that take one officer away will do."""
    monkeypatch.setattr(descent, "LEVEL", 2)
    most = (4, 4, 4)

    def pairs(v: Staffing) -> float:
        return min(v[0] + v[1], v[1] + v[2], v[0] + v[2]) - 4.0

    ray = ray_between((0, 0, 0), most, [1.0, 0.01, 1.0])
    search = LeastVector((0, 0, 0), most, ray, 6, by_level=True, enough=0)
    answered(search, pairs)
    assert search.found is not None
    assert not search.is_proven
    monkeypatch.setattr(descent, "LEVEL", 0)
    assert not search.is_proven


def test_what_chance_may_have_wrong_is_asked_about_again() -> None:
    """The best, and its smaller neighbours."""
    search = LeastVector((1, 1), (2, 2), ray_between((1, 1), (2, 2), [1, 1]), 1, by_level=False)
    vague = Reading(0.5, near=False, no_better=False, replications=2)
    short = Reading(-0.5, near=False, no_better=False, replications=2)
    search.learn({(2, 2): vague, (2, 1): vague, (1, 1): short})
    assert search.found == (2, 1)
    assert search.wanted() == ((1, 1), (2, 1))


def test_a_ray_grows_by_one_where_the_shape_lacks_most() -> None:
    """From the smallest to the largest, nowhere less than before."""
    ray = ray_between((0, 1), (3, 4), [1.0, 2.0])
    assert ray[-1] == (3, 4)
    assert ray[:4] == ((0, 1), (1, 1), (1, 2), (1, 3))
    for one, other in pairwise(ray):
        assert sum(other) == sum(one) + 1
        assert all(a <= b for a, b in zip(one, other, strict=True))
