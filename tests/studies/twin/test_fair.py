"""Effects that no order decides."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from sim.studies.twin.fair import fair_shares


def test_it_is_the_mean_over_all_orders() -> None:
    """Of three things that bite together in a made-up way."""
    weights = {"a": 1.0, "b": -2.0, "c": 0.5}

    def said(told: frozenset[str]) -> np.ndarray:
        total = sum(weights[each] for each in told)
        return np.array([total, total**3, np.exp(total)])

    orders = list(permutations(weights))
    slow = {each: np.zeros(3) for each in weights}
    for order in orders:
        for n, each in enumerate(order):
            slow[each] += said(frozenset(order[: n + 1])) - said(frozenset(order[:n]))
    found = fair_shares(list(weights), said)
    for each in weights:
        assert found[each] == pytest.approx(slow[each] / len(orders))
    assert sum(found.values()) == pytest.approx(said(frozenset(weights)) - said(frozenset()))


def test_what_does_nothing_adds_nothing() -> None:
    found = fair_shares(["idle", "busy"], lambda told: np.array([3.0 * ("busy" in told)]))
    assert found["idle"][0] == 0.0
    assert found["busy"][0] == 3.0
    assert fair_shares([], lambda _: np.array([1.0])) == {}
