"""Lists and heaps of the kernel, against sorting."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sim.engines.kernel import heaps
from sim.engines.kernel.alone_coming import DIGIT_BITS, sort_by_turn
from sim.engines.kernel.state import AGAIN


@pytest.mark.parametrize(
    ("add", "drop"), [(heaps.push, heaps.pop), (heaps.enter, heaps.drop_first)]
)
def test_the_least_key_is_the_first(add: Callable[..., int], drop: Callable[..., int]) -> None:
    """Whatever came and went in whatever order, with keys that are equal."""
    random = np.random.default_rng(3)
    keys, size, there = np.empty(64, np.int64), 0, []
    for key in random.integers(0, 40, 400).tolist():
        if size and (size == 64 or random.random() < 0.45):
            assert keys[0] == min(there)
            there.remove(min(there))
            size = drop(keys, size)
        else:
            there.append(key)
            size = add(keys, size, key)
        assert size == len(there)
        assert sorted(keys[:size].tolist()) == sorted(there)
    assert size > 5


@pytest.mark.parametrize("n", [0, 1, 2, 300])
@pytest.mark.parametrize("most", [2, 1 << 20, 1 << 63])
def test_those_told_are_sorted_by_turns(n: int, most: int) -> None:
    """Rows go along, and equal turns keep their order."""
    told, spare = np.zeros((2, n + 1), AGAIN)
    told["turn"][:n] = np.random.default_rng(n).integers(0, most, n)
    told["row"] = np.arange(n + 1)
    turns = told["turn"].copy()
    sort_by_turn(told, spare, np.empty(1 << DIGIT_BITS, np.int64), n)
    order = np.append(np.argsort(turns[:n], kind="stable"), n)
    assert told["row"].tolist() == order.tolist()
    assert told["turn"].tolist() == turns[order].tolist()
