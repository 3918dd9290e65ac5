"""A number of officers over sites at the least cost, where each site's cost is its own.

The separable knapsack, solved exactly by dynamic programming over sites, whatever the shape of the
costs (Ibaraki and Katoh 1988, *Resource Allocation Problems*, section 3.2). Where every cost is
convex, marginal analysis (Fox 1966) comes to the same plan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sim.model.tables import Floats, Ints


def best_allocation(costs: Sequence[Floats], officers: int) -> list[int]:
    """How many each site gets above its least; together `officers`.

    `costs[s][k]` is the cost of site s with k above its least, infinite where that may not be. Of
    equal plans it is the one that gives most to the last sites.

    Raises
    ------
    ValueError
        No plan has a finite cost.
    """
    total: Floats = np.full(officers + 1, np.inf)
    total[0] = 0.0
    chosen: list[Ints] = []
    for cost in costs:
        found = np.full(officers + 1, np.inf)
        choice = np.zeros(officers + 1, np.int64)
        for k in range(min(len(cost), officers + 1)):
            if cost[k] == np.inf:
                continue
            candidate = total[: officers + 1 - k] + cost[k]
            better = candidate < found[k:]
            found[k:][better] = candidate[better]
            choice[k:][better] = k
        total = found
        chosen.append(choice)
    if not np.isfinite(total[officers]):
        raise ValueError("No plan of so many officers has a finite cost.")
    left, shares = officers, []
    for choice in reversed(chosen):
        shares.append(int(choice[left]))
        left -= shares[-1]
    return shares[::-1]


def by_load(load: Floats, least: Sequence[int], most: Sequence[int], officers: int) -> list[int]:
    """A first guess: what each site has to do, and a margin that grows with its square root.

    `load` (S,) is what there is to do, in officers who never rest. The margin is the same multiple
    of the root everywhere (Halfin and Whitt 1981), as large as the officers allow.
    """
    low, high = np.array(least, np.float64), np.array(most, np.float64)
    root = np.sqrt(np.maximum(load, 0.0)) + 1e-9

    def at(margin: float) -> Floats:
        return np.asarray(np.clip(load + margin * root, low, high))

    from_, to = -1e12, 1e12
    for _ in range(200):
        middle = (from_ + to) / 2
        from_, to = (middle, to) if at(middle).sum() < officers else (from_, middle)
    wanted = at(to)
    shares = [math.floor(each + 1e-6) for each in wanted]
    by_rest = sorted(range(len(shares)), key=lambda s: (shares[s] - wanted[s], s))
    while (missing := officers - sum(shares)) != 0:
        step = 1 if missing > 0 else -1
        room = [s for s in by_rest if least[s] <= shares[s] + step <= most[s]]
        for s in room[: abs(missing)]:
            shares[s] += step
    return shares
