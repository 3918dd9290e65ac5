"""The contest for the best: by hand, and how often the right one wins."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.tables import Floats
from sim.studies.clear.selection import Selection, narrowing, select

FIRST, ZONE, ERROR = 20, 1.0, 0.05


def contest(values: Floats) -> Selection:
    """Play it on values (k, n)."""
    means = np.cumsum(values, axis=1) / np.arange(1, values.shape[1] + 1)
    apart = values[:, None, :FIRST] - values[None, :, :FIRST]
    return select(means, apart.var(axis=-1, ddof=1), first=FIRST, zone=ZONE, error=ERROR)


def test_how_long_a_contest_may_last() -> None:
    """h^2 = 2 c eta (n0 - 1) of the paper, with c = 1, three scenarios and n0 = 20."""
    eta = 0.5 * ((2 * 0.05 / 2) ** (-2 / 19) - 1)
    assert narrowing(20, 0.05, 2) == pytest.approx(2 * eta * 19)
    # The normal limit: two scenarios at 5 % need 2 log(1 / (2 x 5 %)).
    assert narrowing(10**6, 0.05, 1) == pytest.approx(2 * np.log(10), rel=1e-4)


def test_who_is_far_behind_goes_out_at_the_first_look() -> None:
    random = np.random.default_rng(3)
    found = contest(np.array([[0.0], [9.0], [8.8]]) + 2.0 * random.standard_normal((3, 20)))
    assert found.out_at[0] == 20
    assert found.alive.tolist() == [False, True, True]
    assert found.winner is None
    assert found.latest > 20


def test_screening_is_by_the_triangle() -> None:
    """W(r) = zone / (2 r) (h^2 S^2 / zone^2 - r): just within it stays, just beyond goes."""
    variance = np.array([[0.0, 30.0], [30.0, 0.0]])
    allowed = ZONE / 40 * (narrowing(20, ERROR, 1) * 30.0 - 20)
    assert allowed > 0
    for behind, out in ((allowed - 1e-6, 0), (allowed + 1e-6, 20)):
        means = np.repeat([[-behind], [0.0]], 20, axis=1)
        found = select(means, variance, first=20, zone=ZONE, error=ERROR)
        assert found.out_at[0] == out


def test_replications_beyond_the_answer_change_nothing() -> None:
    """How many are run at a time cannot be seen: the winner is known by the same number."""
    random = np.random.default_rng(5)
    values = np.array([[0.0], [1.0]]) + 4.0 * random.standard_normal((2, 300))
    whole = contest(values)
    assert whole.winner == 1
    assert FIRST < whole.at < 300
    assert contest(values[:, : whole.at]).out_at == whole.out_at
    assert contest(values[:, : whole.at - 1]).winner is None


def test_who_never_differs_ties_and_the_first_is_taken() -> None:
    same = np.random.default_rng(1).standard_normal((1, 20))
    found = contest(np.concatenate([same, same]))
    assert (found.winner, found.at) == (0, 20)
    assert found.out_at == (0, 20)


def test_the_best_wins_when_it_is_just_better_by_the_zone() -> None:
    """The slippage configuration: all others worse by the zone, noise in common and skewed.

    600 contests of four; with 95 % right at least, fewer than 540 have probability below 1e-6.
    """
    random, right, numbers = np.random.default_rng(11), 0, []
    truth = np.array([0.0, 0.0, 0.0, ZONE])[:, None]
    for _ in range(600):
        common = 5.0 * random.standard_normal(240)
        own = 2.0 * (random.gamma(4.0, size=(4, 240)) - 4.0) / 2.0
        found = contest(truth + common + own)
        right += found.winner == 3
        numbers.append(found.at)
    assert right >= 540
    # Measured: 97 % right, with 33 replications; a pair may last h^2 S^2 / zone^2, some 60.
    assert 28 < np.mean(numbers) < 38
