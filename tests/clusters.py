"""A real Dask cluster on this machine for tests."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def two_workers(folder: Path) -> Iterator[Any]:
    """A scheduler and two processes of a thread each, that are started again when they die."""
    import distributed

    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address="127.0.0.1:0", memory_limit=0, local_directory=str(folder),
        silence_logs=logging.CRITICAL,
    )  # fmt: skip
    try:
        yield cluster
    finally:
        cluster.close(timeout=20)


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that is bound to come."""
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last, "it did not come"
        time.sleep(0.01)
