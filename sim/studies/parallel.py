"""Work on numbered replications, as much of it at a time as there are workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")


def in_parallel(
    one: Callable[[int], Result], numbers: Iterable[int], workers: int
) -> Iterator[tuple[int, Result]]:
    """Results as they finish, with their numbers; memory is bounded by the work in flight.

    `workers` is a number of threads, 0 for one for each core.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        for number in numbers:
            yield number, one(number)
        return
    waiting = iter(numbers)
    pool = ThreadPoolExecutor(workers)
    flying: dict[Future[Result], int] = {}
    try:
        while True:
            for number in waiting:
                flying[pool.submit(one, number)] = number
                if len(flying) >= workers:
                    break
            if not flying:
                return
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                yield flying.pop(future), future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
