"""Processes of one machine do not all compile the same code at the same time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from sim.jit import CACHE
from sim.studies.regression.platform import fingerprint


@contextmanager
def compiling_alone(
    what: str, cache: Path | None = Path(CACHE) if CACHE else None
) -> Iterator[None]:
    """Let one process compile while others wait, and then find the code in the cache.

    Meant around the first use of whatever `what` names. Once that went well nobody waits any
    more, on machines of one kind that share the cache. Where no lock is to be had everybody
    compiles for himself, which costs time alone.
    """
    machine = fingerprint()
    if cache is None or machine["compiler"] == "off":
        yield
        return
    done = cache / f"{what}-{blake2b(str(machine).encode(), digest_size=8).hexdigest()}.done"
    if done.exists():
        yield
        return
    with _lock_beside(done):
        yield
        try:
            done.touch()
        except OSError:  # a cache that cannot be written: numba keeps none either
            return


@contextmanager
def _lock_beside(done: Path) -> Iterator[None]:
    """Hold a lock, unless `done` is there by the time that it is had."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        done.parent.mkdir(parents=True, exist_ok=True)
        file = done.with_suffix(".lock").open("w")
    except OSError:
        yield
        return
    # A file that is closed lets go of its lock, and so does a process that ends.
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:  # a file system without locks
            yield
            return
        if done.exists():
            fcntl.flock(file, fcntl.LOCK_UN)
        yield
