"""What those gain who file outside when branches open: the logit rule, set of branches by set.

The rule shares visitors out over all sites that are open, so that a set of branches brings neither
the sum of what each would bring alone nor anything else that is linear: two in one city take
visitors from each other, and relieve each other's teams. But a province opens few branches, so
that every set can be worked out: (42 choose 5) is 850,668, a matter of seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np

from sim.errors import UsageError
from sim.model.tables import Bools, Floats, Ints
from sim.said import Said
from sim.studies.siting.flows import Flows
from sim.studies.siting.waits import wait_table

MOST_SETS = 3_000_000
"""Sets of branches that are worked out at most."""
_CHUNK = 20_000


@dataclass(frozen=True, kw_only=True)
class Sets:
    """Sets of one size; n sets of b candidates."""

    branches: Ints
    """(n, b) candidates, in order within a set."""
    cost: Floats
    """(n,) minutes a day of those who file outside, less those without new branches."""
    load: Floats
    """(n,) the most that any of the teams is loaded [Erlang]."""


class Outside:
    """Those who file outside, and the teams that would serve them at new branches."""

    def __init__(self, flows: Flows, team: int, most: float) -> None:
        self.flows, self.team = flows, team
        self.table = wait_table(team, flows.outside_desk, most) if team else None
        saved = flows.outside_travel - flows.outside_cost[:, None]
        came = flows.outside[:, None] * saved * flows.pull
        self.matrix: Floats = np.hstack([came, flows.outside_load[:, None] * flows.pull])

    def of(self, branches: Ints) -> Sets:
        """What sets of candidates (n, b) bring."""
        n = self.flows.pull.shape[1]
        rest = 1 / (1 + self.flows.pull.T[branches].sum(axis=1))
        both = rest @ self.matrix
        load = np.take_along_axis(both[:, n:], branches, axis=1)
        cost = np.take_along_axis(both[:, :n], branches, axis=1).sum(axis=1)
        cost = cost + self._waiting(load).sum(axis=1)
        return Sets(branches=branches, cost=cost, load=load.max(axis=1, initial=0.0))

    def every(self, candidates: Ints, sizes: range) -> Iterator[Sets]:
        """All sets of these candidates of these sizes, in handy portions.

        Raises
        ------
        UsageError
            There are more than can be worked out.
        """
        number = sum(comb(len(candidates), size) for size in sizes)
        if number > MOST_SETS:
            raise UsageError(
                Said(
                    "siting: {candidates} candidates make {sets:,} sets of up to {branches} "
                    "branches, and at most {most:,} are worked out. Lower branches_at_most, or "
                    "list fewer candidates.",
                    candidates=len(candidates),
                    sets=number,
                    branches=sizes[-1],
                    most=MOST_SETS,
                )
            )
        for size in sizes:
            drawn = combinations(candidates.tolist(), size)
            while chunk := list(islice(drawn, _CHUNK)):
                yield self.of(np.array(chunk, np.int64))

    def _waiting(self, load: Floats) -> Floats:
        """Minutes a day that visitors of teams under these loads wait, with their weight."""
        if self.table is None:
            return np.where(load > 0, np.inf, 0.0)
        queue = np.interp(load, self.table.loads, self.table.queues)
        return np.asarray(self.flows.queue_minutes * queue)


def bearable(sets: Sets, team: int, most: float) -> Bools:
    """(n,) whether no team is loaded beyond the share `most` of its time."""
    return np.asarray(sets.load <= most * team)
