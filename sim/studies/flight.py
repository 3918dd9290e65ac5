"""Replications on their way to the workers of a cluster and back."""

from __future__ import annotations

import pickle
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from queue import Empty, SimpleQueue
from typing import Any, cast

from sim.said import Said
from sim.studies import remote
from sim.studies.crew import BEAT, Client, ClusterError, Crew, Future, lost
from sim.studies.parallel import Task


@dataclass(frozen=True, slots=True)
class _Flown:
    """A replication that was asked for."""

    number: int
    future: Future
    only: frozenset[str]
    """Workers that it was asked of; empty: any."""


class Flight:
    """Replications of one task on their way."""

    def __init__(self, client: Client, crew: Crew, task: Task[Any]) -> None:
        self._client, self._crew = client, crew
        content = pickle.dumps(task)
        self._key = blake2b(content, digest_size=16).hexdigest()
        # As a call and not as data: whoever loses it has it made again.
        self._content = client.submit(bytes, content, key=f"motcua-task-{self._key}")
        self._name = f"motcua-{uuid.uuid4().hex[:12]}"
        self._asked = 0
        self._flown: dict[Any, _Flown] = {}
        self._again: deque[int] = deque()
        self._landed: SimpleQueue[Future] = SimpleQueue()

    def results(self, numbers: Iterable[int]) -> Iterator[tuple[int, Any]]:
        """What comes, as it comes, with its number; each number once."""
        waiting = iter(numbers)
        ended = False
        while True:
            while len(self._flown) < self._crew.room:
                if self._again:
                    self._ask(self._again.popleft())
                    continue
                number = next(waiting, None)
                if number is None:
                    ended = True
                    break
                self._ask(number)
            if ended and not self._flown and not self._again:
                return
            yield from self._arrivals()
            self._crew.look_now_and_then()
            self._call_back()

    def drop(self) -> None:
        """Ask for nothing any more; what is being worked on is left to itself."""
        futures = [each.future for each in self._flown.values()]
        self._flown.clear()
        with suppress(Exception):
            self._client.cancel([*futures, self._content])

    def _ask(self, number: int) -> None:
        only = frozenset(self._crew.good) if self._crew.strangers else frozenset[str]()
        self._asked += 1
        names = {
            "content": self._content, "key": self._key, "asked": remote.identity(),
            "number": number,
        }  # fmt: skip
        future = self._client.submit(
            eval, remote.ASK_WORK, names, workers=sorted(only) or None,
            key=f"{self._name}-{number}-{self._asked}",
        )  # fmt: skip
        self._flown[future.key] = _Flown(number, future, only)
        future.add_done_callback(self._landed.put)

    def _arrivals(self) -> Iterator[tuple[int, Any]]:
        """What arrives within a beat."""
        try:
            landed = [self._landed.get(timeout=BEAT)]
        except Empty:
            return
        with suppress(Empty):
            while True:
                landed.append(self._landed.get_nowait())
        for future in landed:
            flown = self._flown.get(future.key)
            if flown is None:
                continue
            try:
                result = self._result(flown)
            except TimeoutError:
                # It was lost with its worker when it was done, and is being worked on again.
                future.add_done_callback(self._landed.put)
                continue
            del self._flown[future.key]
            if isinstance(result, remote.Refused):
                self._again.append(flown.number)
                self._crew.look()
            else:
                yield flown.number, result

    def _result(self, flown: _Flown) -> object:
        """What a replication gave; raise what went wrong in words."""
        if flown.future.status in ("cancelled", "lost") and self._client.status != "running":
            raise lost(self._crew.address)
        if flown.future.status == "cancelled":
            raise ClusterError(
                Said(
                    "Replication {number} was cancelled on the cluster by somebody else; were its "
                    "workers restarted? Start again.",
                    number=flown.number,
                )
            )
        try:
            return flown.future.result(timeout=BEAT)
        except ImportError as error:
            if (error.name or "").split(".")[0] != "sim":
                raise
            return remote.Refused(str(error))
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise _deadly(flown.number, cast(Any, error)) from error

    def _call_back(self) -> None:
        """Ask anew for what was asked only of workers that have left."""
        for key, flown in list(self._flown.items()):
            if flown.only and not any(each in self._crew.good for each in flown.only):
                del self._flown[key]
                self._again.append(flown.number)
                with suppress(Exception):
                    self._client.cancel([flown.future])


def _deadly(number: int, killed: Any) -> ClusterError:
    return ClusterError(
        Said(
            "Replication {number} was given to {workers} workers, and each of them died; the last "
            "was {last}. Most often they had too little memory: give them more, or fewer threads "
            "each; their logs say what happened.",
            number=number,
            workers=int(killed.allowed_failures) + 1,
            last=str(killed.last_worker.address),
        )
    )
