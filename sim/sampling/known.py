"""Who may ever come to the sites of a system, found once for all draws that begin from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.memory import Memory
from sim.model.tables import Ints
from sim.sampling import known_kernel
from sim.sampling.choice import ChoicePlan
from sim.sampling.demand import DemandPlan
from sim.sampling.identity import fingerprint
from sim.sampling.records import KNOWN, SUBMISSION, Choices, Sources, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Those of one replication."""

    rows: Table
    """`records.KNOWN`, in order of date, source and number."""
    start: Ints
    """(D + 1,) where each date begins."""

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return int(self.rows.nbytes + self.start.nbytes)


@dataclass(frozen=True, kw_only=True)
class Scout:
    """Finds those who go to the sites of a system, as long as demand is at most `most` times
    that of a plan.

    Where choices look at what goes on in the run, there is no telling.
    """

    demand: DemandPlan
    sources: Sources
    manners: Table
    """(P,)"""
    choice: ChoicePlan
    choices: Choices
    place: Ints
    most: float

    @property
    def can_tell(self) -> bool:
        """Whether anybody can be known: sources are of communes, and nobody chooses in the run."""
        return not self.choices.is_live and bool((self.demand.commune >= 0).all())

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all that those found depend on but the number of the replication."""
        plan = self.demand
        return fingerprint(
            "scout", self.most, self.sources, plan.mean, plan.factors, plan.factor_key,
            plan.factor_law, plan.factor_laws.arrays(), plan.dates, self.manners["is_free"],
            self.choice.outside_share, self.choices, self.place,
        )  # fmt: skip

    def covers(self, other: DemandPlan) -> bool:
        """Whether all who come by another plan of the same sources are among those found."""
        mine = self.demand
        return (
            np.array_equal(mine.key, other.key)
            and np.array_equal(mine.dates, other.dates)
            and bool((other.mean <= mine.mean * self.most).all())
        )

    def find(self, replication: int, memory: Memory) -> Known:
        """Those of a replication, in arrays of their own."""
        plan, factor = self.demand, self.demand.day_factors(replication)
        bound = plan.mean * self.most
        by_day = plan.means(replication, memory).sum(axis=0) * self.most
        room, day_room = int(by_day.sum()) + 64, int(by_day.max(initial=0.0)) + 64
        start = np.empty(len(plan.dates) + 1, np.int64)
        while True:
            raw = memory.table("raw", day_room, SUBMISSION)
            known = memory.table("known", room, KNOWN)
            # The arithmetic of hashes is meant to wrap around.
            with np.errstate(over="ignore"):
                n = known_kernel.scout(
                    plan.dates, np.uint64(replication), self.sources, bound, plan.factors, factor,
                    self.manners, self.choice.outside_share, self.choices, self.place, raw,
                    np.empty(day_room), start, known,
                )  # fmt: skip
            if n >= 0:
                return Known(rows=known[:n].copy(), start=start)
            room, day_room = 2 * room, 2 * day_room
