"""What each of several things adds, whatever the order in which they are told.

Of two things that bite together (few officers on a day of many visits) the one told last would
get what they do together. The value of Shapley (1953, A value for n-person games, Contributions to
the Theory of Games II) is the mean over all orders: what things add sums up to what all of them
add, things that do nothing add nothing, and no order has to be chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial
from typing import TypeVar

from sim.model.tables import Floats

Thing = TypeVar("Thing")


def fair_shares(
    things: Sequence[Thing], said: Callable[[frozenset[Thing]], Floats]
) -> dict[Thing, Floats]:
    """What each adds; `said` is the value once some are told, asked once for each set of them."""
    n = len(things)
    known = {
        told: said(told)
        for size in range(n + 1)
        for told in map(frozenset, combinations(things, size))
    }
    found = {thing: 0.0 * known[frozenset()] for thing in things}
    for told, value in known.items():
        for thing in things:
            if thing not in told:
                orders = factorial(len(told)) * factorial(n - len(told) - 1) / factorial(n)
                found[thing] = found[thing] + orders * (known[told | {thing}] - value)
    return found
