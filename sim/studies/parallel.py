"""Work on numbered replications: what it is, and where it is done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol, TypeVar

Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)


class Task(Protocol[Given]):
    """Work on a replication, a function of its number alone.

    When it is pickled it goes as what it was made of, and another process makes it ready anew, so
    that where a replication is worked on cannot be seen in what it gives.
    """

    def prepare(self) -> None:
        """Make ready whatever all replications use; a second time it costs nothing."""

    def __call__(self, number: int) -> Given:
        """Work on one, of a task that is prepared; several threads may at the same time."""


class Executor(Protocol):
    """Where replications are worked on."""

    def run(self, task: Task[Result], numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Results as they finish, with their numbers; memory is bounded by the work in flight."""


@dataclass(frozen=True, slots=True)
class Threads:
    """In threads of this process; what takes time lets the others run meanwhile."""

    workers: int = 0
    """How many; 0: one for each core."""

    def run(self, task: Task[Result], numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Results as they finish."""
        workers = self.workers or os.cpu_count() or 1
        task.prepare()
        if workers == 1:
            for number in numbers:
                yield number, task(number)
            return
        waiting = iter(numbers)
        pool = ThreadPoolExecutor(workers)
        flying: dict[Future[Result], int] = {}
        try:
            while True:
                for number in waiting:
                    flying[pool.submit(task, number)] = number
                    if len(flying) >= workers:
                        break
                if not flying:
                    return
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    yield flying.pop(future), future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


HERE = Threads()
"""As many as there are cores."""
