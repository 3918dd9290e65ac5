"""Who of those on duty covers which line, as many as there can be: a flow from groups to lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model.tables import Ints


def covered(on_duty: Sequence[int], need: Sequence[int], groups: Sequence[Sequence[int]]) -> Ints:
    """(L,) officers at each line, nobody at two, as many as possible in all.

    `on_duty` are by group, `need` and `groups`, who may, by line. Found by augmenting paths (Ford
    and Fulkerson 1956), so that an officer changes lines only to let another in.
    """
    assigned = np.zeros((len(on_duty), len(need)), np.int64)
    free = list(on_duty)
    for line, wanted in enumerate(need):
        while assigned[:, line].sum() < wanted and _let_in(assigned, free, line, groups, set()):
            pass
    return np.asarray(assigned.sum(axis=0))


def _let_in(
    assigned: Ints, free: list[int], line: int, groups: Sequence[Sequence[int]], seen: set[int]
) -> bool:
    """Put one officer more on a line, from those free or by way of other lines."""
    for g in groups[line]:
        if free[g] > 0:
            free[g] -= 1
            assigned[g, line] += 1
            return True
    for g in groups[line]:
        if g in seen:
            continue
        seen.add(g)
        for other in np.flatnonzero(assigned[g]):
            if other != line and _let_in(assigned, free, int(other), groups, seen):
                assigned[g, other] -= 1
                assigned[g, line] += 1
                return True
    return False
