"""Drawn workloads kept from one question to the next, in a bounded number of bytes.

Who comes does not depend on officers, so that a change of staff finds all draws made. Draws are
known by a fingerprint of whatever they depend on (`Sampler.fingerprint`): equal ones are shared by
all who ask in this process, whatever they changed.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields, replace
from threading import Lock

from sim.model.tables import Visits, Workload

LIMIT = 512 * 2**20
"""Bytes kept by default."""


class Draws:
    """Workloads by fingerprint and number; what was asked for longest ago makes room."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._kept: OrderedDict[bytes, dict[int, Workload]] = OrderedDict()
        self._sizes: dict[bytes, int] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return sum(self._sizes.values())

    def get(self, fingerprint: bytes, number: int) -> Workload | None:
        """The workload, if it is kept; not to be written to."""
        with self._lock:
            mine = self._kept.get(fingerprint)
            if mine is None:
                return None
            self._kept.move_to_end(fingerprint)
            return mine.get(number)

    def put(self, fingerprint: bytes, workload: Workload) -> None:
        """Keep a copy, if room can be made by letting go of draws of other fingerprints.

        Those of the same one stay: they are asked for in turn, and to drop the first for the last
        would lose all of them.
        """
        size = size_of(workload)
        with self._lock:
            if workload.replication in self._kept.get(fingerprint, {}):
                return
            own = self._sizes.get(fingerprint, 0)
            if own + size > self.limit:
                return
            while self.size + size > self.limit:
                oldest = next(each for each in self._kept if each != fingerprint)
                del self._kept[oldest], self._sizes[oldest]
            self._kept.setdefault(fingerprint, {})[workload.replication] = copied(workload)
            self._kept.move_to_end(fingerprint)
            self._sizes[fingerprint] = own + size


def size_of(workload: Workload) -> int:
    """Bytes of the arrays of a workload that `copied` copies."""
    columns = sum(getattr(workload.visits, each.name).nbytes for each in fields(Visits))
    return int(
        columns + workload.dossiers.nbytes + workload.live.nbytes + workload.stages.nbytes
    )  # fmt: skip


def copied(workload: Workload) -> Workload:
    """The workload in arrays of its own; the roster, which belongs to a plan, as it is."""
    columns = {each.name: getattr(workload.visits, each.name).copy() for each in fields(Visits)}
    return replace(
        workload, visits=Visits(**columns), dossiers=workload.dossiers.copy(),
        live=workload.live.copy(), stages=workload.stages.copy(),
    )  # fmt: skip


DRAWS = Draws()
"""Those of this process."""
