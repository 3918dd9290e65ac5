"""Drawn workloads kept from one question to the next, in a bounded number of bytes.

Who comes does not depend on officers, so that a change of staff finds all draws made. Draws are
known by a fingerprint of whatever they depend on (`Sampler.fingerprint`): equal ones are shared by
all who ask in this process, whatever they changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import fields, replace
from threading import Lock
from typing import Any

from sim.model.tables import Visits, Workload
from sim.sampling.known import Known

LIMIT = 1024 * 2**20
"""Bytes kept by default."""


class Draws:
    """Workloads, and who may come, by fingerprint and number.

    What was asked for longest ago makes room.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._kept: OrderedDict[bytes, dict[int, Any]] = OrderedDict()
        self._sizes: dict[bytes, int] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return sum(self._sizes.values())

    def get(self, fingerprint: bytes, number: int) -> Workload | None:
        """The workload, if it is kept; not to be written to."""
        found: Workload | None = self._get(fingerprint, number)
        return found

    def put(self, fingerprint: bytes, workload: Workload, spared: Collection[bytes] = ()) -> None:
        """Keep a copy, if room can be made by letting go of what has other fingerprints.

        Those of the same one stay: they are asked for in turn, and to drop the first for the last
        would lose all of them. So do those `spared`.
        """
        self._put(
            fingerprint, workload.replication, size_of(workload), lambda: copied(workload), spared
        )

    def known(
        self, fingerprint: bytes, number: int, find: Callable[[], Known],
        spared: Collection[bytes] = (),
    ) -> Known:  # fmt: skip
        """Who may come, kept or found now."""
        kept: Known | None = self._get(fingerprint, number)
        if kept is None:
            kept = found = find()
            self._put(fingerprint, number, found.nbytes, lambda: found, spared)
        return kept

    def _get(self, fingerprint: bytes, number: int) -> Any:
        with self._lock:
            mine = self._kept.get(fingerprint)
            if mine is None:
                return None
            self._kept.move_to_end(fingerprint)
            return mine.get(number)

    def _put(
        self, fingerprint: bytes, number: int, size: int, made: Callable[[], object],
        spared: Collection[bytes],
    ) -> None:  # fmt: skip
        with self._lock:
            if number in self._kept.get(fingerprint, {}):
                return
            own = self._sizes.get(fingerprint, 0)
            others = [each for each in self._kept if each != fingerprint and each not in spared]
            free = self.limit - self.size
            if free + sum(self._sizes[each] for each in others) < size:
                return
            for oldest in others:
                if free >= size:
                    break
                free += self._sizes.pop(oldest)
                del self._kept[oldest]
            self._kept.setdefault(fingerprint, {})[number] = made()
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
