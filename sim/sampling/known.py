"""Who may ever come to the sites of a system, found once for all draws that begin from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.memory import Memory
from sim.model.records import DOSSIER_DTYPE, LIVE_DTYPE
from sim.model.tables import Ints
from sim.sampling import known_kernel
from sim.sampling.choice import ChoicePlan
from sim.sampling.demand import DemandPlan
from sim.sampling.identity import fingerprint
from sim.sampling.manners import MannersPlan
from sim.sampling.records import (
    KNOWN,
    MANNERS,
    SUBMISSION,
    Choices,
    Offices,
    Shapes,
    Sources,
    Table,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Those of one replication."""

    rows: Table
    """`records.KNOWN`, in order of date, source and number."""
    dossiers: Table
    """`DOSSIER_DTYPE`, what each brings along, whatever the channel."""
    start: Ints
    """(D + 1,) where each date begins."""

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return int(self.rows.nbytes + self.dossiers.nbytes + self.start.nbytes)


SPARE_ROOM = 64
"""Rows more than expected; where they are not enough, there are twice as many."""
SERVICES = ("file_law", "enquire_law", "intake_law", "supplement_law", "collect_law")
MAY_MOVE = {
    **dict.fromkeys(SERVICES, known_kernel.TIMES),
    "patience_law": known_kernel.PATIENCES,
    "online": 0, "post": 0,
}  # fmt: skip
"""Columns of manners that a draw from those known may have otherwise, and what is then drawn anew.
Channels are decided in each draw."""


@dataclass(frozen=True, kw_only=True)
class Scout:
    """Finds those who go to the sites of a system, and draws what they bring along.

    They are all who come as long as demand is at most `most` times that of a plan. Where choices
    look at what goes on in the run, there is no telling.
    """

    demand: DemandPlan
    sources: Sources
    manners: MannersPlan
    choice: ChoicePlan
    choices: Choices
    place: Ints
    shapes: Shapes
    offices: Offices
    """With the standard days by which lead times are drawn; see `Sampler.fingerprint`."""
    most: float

    @property
    def can_tell(self) -> bool:
        """Whether anybody can be known: sources are of communes, and nobody chooses in the run."""
        return not self.choices.is_live and bool((self.demand.commune >= 0).all())

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all that those found depend on but the number of the replication."""
        behaviour = self.manners
        return fingerprint(
            "scout", self.most, self.demand.fingerprint, behaviour.manners,
            behaviour.laws.arrays(), self._unmoved,
        )  # fmt: skip

    @cached_property
    def _unmoved(self) -> bytes:
        """A fingerprint of what draws from those found have in common."""
        return fingerprint(
            self.demand.source_fingerprint, self.choice.fingerprint, self.choices.is_live,
            self.place, self.offices, self.manners.productive,
        )  # fmt: skip

    def covers(self, other: Scout) -> bool:
        """Whether all who come by the plan of another one are found here.

        They bring the same but for what `moved` tells.
        """
        return (
            self._unmoved == other._unmoved
            and bool((other.demand.mean <= self.demand.mean * self.most).all())
            and self._moved(other) is not None
        )

    @cached_property
    def _columns(self) -> dict[str, list[object]]:
        """Manners by column, laws by what they are, not by their number."""
        behaviour, table = self.manners, self.manners.laws
        parts = [slice(*table.start[law : law + 2]) for law in range(len(table.shape))]
        laws = [
            fingerprint(
                shape, table.parameter[law], table.value[parts[law]], table.upto[parts[law]]
            )
            for law, shape in enumerate(table.shape.tolist())
        ]
        found: dict[str, list[object]] = {}
        for name in MANNERS.names or ():
            column = behaviour.manners[name].tolist()
            is_law = name.endswith("_law")
            found[name] = (
                [laws[each] if each >= 0 else each for each in column] if is_law else column
            )
        return found

    def _moved(self, other: Scout) -> int | None:
        """What has to be drawn anew with the manners of another one; None: more than can be."""
        found = 0
        for name, column in self._columns.items():
            if column != other._columns[name]:
                if name not in MAY_MOVE:
                    return None
                found |= MAY_MOVE[name]
        return found

    def moved(self, other: Scout) -> int:
        """What has to be drawn anew for the plan of another one, which is covered."""
        found = self._moved(other)
        assert found is not None, "a scout is asked that covers the plan"
        return found

    def find(self, replication: int, memory: Memory) -> Known:
        """Those of a replication, in arrays of their own."""
        plan, behaviour = self.demand, self.manners
        factor, bound = plan.day_factors(replication), plan.mean * self.most
        by_day = plan.means(replication, memory).sum(axis=0) * self.most
        room = max(1, int(by_day.sum()) + SPARE_ROOM)
        day_room = max(1, int(by_day.max(initial=0.0)) + SPARE_ROOM)
        start = np.empty(len(plan.dates) + 1, np.int64)
        # The arithmetic of hashes is meant to wrap around.
        with np.errstate(over="ignore"):
            while True:
                raw = memory.table("raw", day_room, SUBMISSION)
                known = memory.table("known", room, KNOWN)
                n = known_kernel.scout(
                    plan.dates, np.uint64(replication), self.sources, bound, plan.factors, factor,
                    behaviour.manners, self.choice.outside_share, self.choices, self.place, raw,
                    np.empty(day_room), start, known,
                )  # fmt: skip
                if n >= 0:
                    break
                room, day_room = 2 * room, 2 * day_room
            rows, dossiers = known[:n].copy(), np.empty(n, DOSSIER_DTYPE)
            known_kernel.prepare(
                plan.dates, np.uint64(replication), rows, start, self.sources, self.shapes,
                behaviour.manners, behaviour.laws.arrays(), behaviour.productive, self.offices,
                raw, np.zeros(1, np.int64), dossiers, np.empty(1, LIVE_DTYPE),
            )  # fmt: skip
        return Known(rows=rows, dossiers=dossiers, start=start)
