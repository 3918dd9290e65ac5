"""Bounds on what one input may cost: seconds of work, and memory beyond what is there."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

SECONDS = 5.0
"""Of the processor, so that others who keep it busy do not count."""
WAITING = 60.0
"""Seconds of the clock, for whoever waits for what never comes."""
BYTES = 1024**3


class Hang(BaseException):
    """An input takes too long; no `except Exception` on the way may swallow this."""


def _ring(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Hang


@contextlib.contextmanager
def bounded(seconds: float = SECONDS, room: int = BYTES) -> Iterator[None]:
    """Raise `Hang` where the body takes longer, MemoryError where it wants more."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + room, before[1]))
    timers = {signal.SIGPROF: signal.ITIMER_PROF, signal.SIGALRM: signal.ITIMER_REAL}
    earlier = {number: signal.signal(number, _ring) for number in timers}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield
    finally:
        for number, timer in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, earlier[number])
        resource.setrlimit(resource.RLIMIT_AS, before)


def _address_space() -> int:
    """Bytes of address space that this process has now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()
