"""When sites and units are open: from an instant to a row of their calendars, in a step or two.

Each calendar has a table by date of where to begin to look; beyond its last date one begins there.
"""

from __future__ import annotations

from sim.engines.kernel.state import DAY_MS, FAR, Life, Record
from sim.jit import hot


@hot
def open_day_from(life: Life, site: Record, day: int) -> int:
    """The row of the site's first working day that is `day` or later."""
    return life.open_day_at[site.number, min(day, life.open_day_at.shape[1] - 1)]


@hot
def opening(life: Life, site: Record, wished: int) -> int:
    """When one who wishes to come at an instant finds the doors open; -1: never."""
    sessions = life.sessions
    next_ = life.session_at[site.number, min(wished // DAY_MS, life.session_at.shape[1] - 1)]
    while next_ < site.last_session and sessions[next_].door_from <= wished:
        next_ += 1
    if next_ > site.first_session and wished < sessions[next_ - 1].door_to:
        closing = (
            next_ - 1 > site.first_session
            and sessions[next_ - 2].is_last
            and sessions[next_ - 2].closes_at == wished
        )
        if not closing:
            return wished
    return sessions[next_].door_from if next_ < site.last_session else -1


@hot
def effective_day(life: Life, unit: Record, at: int) -> int:
    """D4: the row of the unit's working day for which an instant counts."""
    row = life.day_at[unit.clock, min(at // DAY_MS, life.day_at.shape[1] - 1)]
    while row < unit.last_day - 1 and life.days[row].ends_at < at:
        row += 1
    return min(row, unit.last_day - 1)


@hot
def open_time_after(life: Life, unit: Record, at: int, length: int) -> int:
    """The first instant by which so much open time has passed since `at`; FAR: not in this run."""
    if length == 0:
        return at
    stretches, last = life.stretches, unit.last_session
    row = life.stretch_at[unit.clock, min(at // DAY_MS, life.stretch_at.shape[1] - 1)]
    while row < last and stretches[row].until < at:
        row += 1
    if row >= last:
        return FAR
    # Reckoned in open time since the clock's first stretch.
    aim = stretches[row].before + max(at - stretches[row].since, 0) + length
    step = 1
    while row + step < last and stretches[row + step].before < aim:
        row += step
        step *= 2
    high = min(row + step, last)
    while high - row > 1:
        middle = (row + high) // 2
        if stretches[middle].before < aim:
            row = middle
        else:
            high = middle
    end = stretches[row].since + aim - stretches[row].before
    return end if end <= stretches[row].until else FAR
