"""The loops that draw the day at a site: who waits and who is on duty, by half-hour of the day.

Times are entered into a `line` (2, slots + 1) over the half-hours since instant 0, all zeroed: what
lies in a slot in part, and by how many the number changes of those who are there for whole slots.
"""

from __future__ import annotations

from sim.jit import compiled, hot
from sim.measures.stay import end_of_wait
from sim.measures.structs import Rows
from sim.model.tables import DAY, MINUTE, NEVER, Ints, Records

SLOT = 30 * MINUTE
N_SLOTS = DAY // SLOT


@hot
def _enter(line: Ints, since: int, until: int) -> None:
    """Enter a time, however long, by its two ends."""
    if since >= until:
        return
    first, last = since // SLOT, until // SLOT
    if first == last:
        line[0, first] += until - since
        return
    line[0, first] += (first + 1) * SLOT - since
    line[1, first + 1] += 1
    line[1, last] -= 1
    line[0, last] += until - last * SLOT


@compiled
def enter_waits(
    rows: Rows, site: int, period_from: int, period_to: int, horizon: int, line: Ints
) -> None:
    """Enter the time that visits to a site stood in its queues in the period."""
    for i in range(rows.start[site], rows.start[site + 1]):
        at = rows.arrived[i]
        until = end_of_wait(rows.fate[i], at, rows.called[i], rows.left[i], horizon)
        _enter(line, max(at, period_from), min(until, period_to))


@compiled
def enter_stages(
    stages: Records, site: int, period_from: int, period_to: int, horizon: int, line: Ints
) -> None:
    """Enter likewise the time in the queues of stages."""
    for i in range(len(stages)):
        row = stages[i]
        if row["site"] != site:
            continue
        at = row["joined_at"]
        until = end_of_wait(row["fate"], at, row["called_at"], row["left_at"], horizon)
        _enter(line, max(at, period_from), min(until, period_to))


@compiled
def enter_duties(
    first: int, last: int, since: Ints, until: Ints, period_from: int, period_to: int, line: Ints
) -> None:
    """Enter the duties in rows `first` to `last`, as far as they lie in the period."""
    for i in range(first, last):
        if since[i] != NEVER:
            _enter(line, max(since[i], period_from), min(until[i], period_to))


@compiled
def fold(line: Ints, sums: Ints) -> None:
    """Add up to `sums` (N_SLOTS,) what was entered, by half-hour of the day [ms]."""
    there = 0
    for slot in range(line.shape[1]):
        there += line[1, slot]
        sums[slot % N_SLOTS] += line[0, slot] + there * SLOT
