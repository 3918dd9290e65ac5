"""When work began and ended, for the record, on clocks that may jump.

The clock on the wall is set by people, by networks, and twice a year by law: it may go back while
work goes on. What it says is good for a date; how long something took, a steady clock says.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta


class Start(datetime):
    """The time of day at which work began, which remembers the steady clock of that moment."""

    steady: float | None = None
    """Seconds."""


def start() -> Start:
    """Now, where we are."""
    now = Start.now().astimezone()
    found = Start.combine(now.date(), now.timetz())
    found.steady = _steady()
    return found


def end(started: datetime) -> datetime:
    """Now, where work `started`; never before it, whatever became of the clock on the wall."""
    steady = getattr(started, "steady", None)
    if steady is None:
        return max(started, datetime.now().astimezone())
    began = datetime.combine(started.date(), started.timetz())
    return began + timedelta(seconds=max(0.0, _steady() - steady))


def _steady() -> float:
    """Seconds on a clock that never goes back; it runs on in sleep, where there is such a one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
