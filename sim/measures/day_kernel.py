"""The loops that draw the day at a site: who waits and who is on duty, by half-hour of the day."""

from __future__ import annotations

from sim.jit import compiled, hot
from sim.measures.stay import end_of_wait
from sim.measures.structs import Rows
from sim.model.tables import DAY, MINUTE, NEVER, Ints, Records

SLOT = 30 * MINUTE


@hot
def _spread(sums: Ints, since: int, until: int) -> None:
    """Add a time to the half-hours of the day in which it lies."""
    at = since
    while at < until:
        end = min(until, at - at % SLOT + SLOT)
        sums[at % DAY // SLOT] += end - at
        at = end


@compiled
def add_waits(
    rows: Rows, site: int, period_from: int, period_to: int, horizon: int, waiting: Ints
) -> None:
    """Add the time that visits to a site stood in line in the period [ms] to `waiting` (48,)."""
    for i in range(rows.start[site], rows.start[site + 1]):
        at = rows.arrived[i]
        until = end_of_wait(rows.fate[i], at, rows.called[i], rows.left[i], horizon)
        _spread(waiting, max(at, period_from), min(until, period_to))


@compiled
def add_stages(
    stages: Records, site: int, period_from: int, period_to: int, horizon: int, waiting: Ints
) -> None:
    """Add likewise the time in the lines of stages."""
    for i in range(len(stages)):
        row = stages[i]
        if row["site"] != site:
            continue
        at = row["joined_at"]
        until = end_of_wait(row["fate"], at, row["called_at"], row["left_at"], horizon)
        _spread(waiting, max(at, period_from), min(until, period_to))


@compiled
def add_duties(
    first: int, last: int, since: Ints, until: Ints, period_from: int, period_to: int, duty: Ints
) -> None:
    """Add the duties in rows `first` to `last`, as far as they lie in the period, to `duty` (48,)."""
    for i in range(first, last):
        if since[i] != NEVER:
            _spread(duty, max(since[i], period_from), min(until[i], period_to))
