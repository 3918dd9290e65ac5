"""Places for simulations: so many at once in this process, whoever asked for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")


class Places:
    """A set number of threads that all questions share.

    Each question has no more work waiting than there are threads, and work is taken in order, so
    that several who ask at once get on at the same pace.
    """

    def __init__(self, number: int = 0) -> None:
        self.number = number or os.cpu_count() or 1
        """Simulations at once; 0: one for each core."""
        self._pool = ThreadPoolExecutor(self.number, thread_name_prefix="what-if")

    def run(
        self, task: Callable[[int], Result], numbers: Sequence[int], patience: Callable[[], float]
    ) -> Generator[list[tuple[int, Result]], None, None]:
        """What was finished, with its numbers, each time that something was or patience ends.

        `patience` tells how many seconds to wait at most from now on. Who stops asking for more
        stops the work: what was begun is ended, the rest is not.
        """
        waiting, flying = iter(numbers), dict[Future[Result], int]()
        try:
            while True:
                for number in waiting:
                    flying[self._pool.submit(task, number)] = number
                    if len(flying) >= self.number:
                        break
                if not flying:
                    return
                done = wait(flying, max(0.0, patience()), FIRST_COMPLETED).done
                yield [(flying.pop(future), future.result()) for future in done]
        finally:
            for future in flying:
                future.cancel()


PLACES = Places()
"""Those of this process."""
