"""Drawn workloads kept from one question to the next, in a bounded number of bytes.

Who comes does not depend on officers, so that a change of staff finds all draws made. Draws are
known by a fingerprint of whatever they depend on (`Sampler.fingerprint`): equal ones are shared by
all who ask in this process, whatever they changed. Bytes are bounded for all users together, and
who holds most makes room.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from threading import Lock
from typing import Any
from weakref import WeakSet

from sim.model.tables import Visits, Workload
from sim.sampling.known import Known

LIMIT = 1024 * 2**20
"""Bytes kept by default."""


class Draws:
    """Workloads, and who may come, by fingerprint and number; one user's way to what all share."""

    def __init__(self, limit: int = LIMIT, store: Store | None = None) -> None:
        self._store = Store(limit) if store is None else store

    @property
    def limit(self) -> int:
        """Bytes of all users together."""
        return self._store.limit

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return self._store.size

    def share(self) -> Draws:
        """The way of another user to the same."""
        return Draws(store=self._store)

    def get(self, fingerprint: bytes, number: int) -> Workload | None:
        """The workload, if it is kept; not to be written to."""
        found: Workload | None = self._store.get(fingerprint, number, self)
        return found

    def put(self, fingerprint: bytes, workload: Workload, spared: Collection[bytes] = ()) -> None:
        """Keep a copy, if room can be made by letting go of what has other fingerprints.

        Those of the same one stay: they are asked for in turn, and to drop the first for the last
        would lose all of them. So do those `spared`.
        """
        self._store.put(
            fingerprint, workload.replication, size_of(workload), lambda: copied(workload), spared,
            self,
        )  # fmt: skip

    def known(
        self, fingerprint: bytes, number: int, find: Callable[[], Known],
        spared: Collection[bytes] = (),
    ) -> Known:  # fmt: skip
        """Who may come, kept or found now."""
        kept: Known | None = self._store.get(fingerprint, number, self)
        if kept is None:
            kept = found = find()
            self._store.put(fingerprint, number, found.nbytes, lambda: found, spared, self)
        return kept


@dataclass(slots=True)
class _Kept:
    """What has one fingerprint."""

    of: dict[int, Any] = field(default_factory=dict)
    """By number."""
    size: int = 0
    """Bytes."""
    users: WeakSet[Draws] = field(default_factory=WeakSet)
    """Who has asked for it and is still there; they bear its bytes together."""


class Store:
    """What all users share, what was asked for longest ago first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return sum(each.size for each in self._kept.values())

    def get(self, fingerprint: bytes, number: int, user: Draws) -> Any:
        """What is kept; None if it is not."""
        with self._lock:
            mine = self._kept.get(fingerprint)
            if mine is None:
                return None
            self._kept.move_to_end(fingerprint)
            mine.users.add(user)
            return mine.of.get(number)

    def put(
        self, fingerprint: bytes, number: int, size: int, made: Callable[[], object],
        spared: Collection[bytes], user: Draws,
    ) -> None:  # fmt: skip
        """Keep what is `made`, if room can be made."""
        with self._lock:
            if fingerprint in self._kept and number in self._kept[fingerprint].of:
                return
            leave = self._leave(size, {fingerprint, *spared}, user)
            if leave is None:
                return
            for each in leave:
                del self._kept[each]
            mine = self._kept.setdefault(fingerprint, _Kept())
            mine.of[number] = made()
            mine.size += size
            mine.users.add(user)
            self._kept.move_to_end(fingerprint)

    def _leave(self, size: int, stay: Collection[bytes], user: Draws) -> list[bytes] | None:
        """Fingerprints to let go of for so many bytes more of a user; None: there is no room.

        What nobody asks for any more goes first. Then whoever holds most gives up what was asked
        for longest ago, so that nobody is driven out by a user who holds more.
        """
        users = {key: set(each.users) for key, each in self._kept.items()}
        left = [key for key in users if key not in stay]
        leave: list[bytes] = []
        free = self.limit - self.size
        while free < size:
            key = next((key for key in left if not users[key]), None)
            if key is not None:
                free += self._kept[key].size
                left.remove(key)
                leave.append(key)
                del users[key]
                continue
            held = self._held(users)
            held[user] += size
            able = {each for key in left for each in users[key]}
            most = max(able, key=lambda each: (held[each], each is user), default=None)
            if most is None or (most is not user and held[most] <= held[user]):
                return None
            users[next(key for key in left if most in users[key])].remove(most)
        return leave

    def _held(self, users: Mapping[bytes, Collection[Draws]]) -> defaultdict[Draws, float]:
        """Bytes by user, where these have asked for what is kept."""
        held: defaultdict[Draws, float] = defaultdict(float)
        for key, some in users.items():
            for each in some:
                held[each] += self._kept[key].size / len(some)
        return held


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
"""Those of this process; each of several users takes a `share`."""
