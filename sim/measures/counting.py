"""What is summed of visits, by class of visit, and how one visit is counted."""

from __future__ import annotations

from typing import NamedTuple

from sim.jit import allocating, inlined
from sim.model.tables import DAY, HOUR, Fate, Floats, Ints, Purpose, SmallInts

N_PURPOSES = len(Purpose)

# Columns of a table of sums. The first seven count visits by their `Fate`.
SERVED = int(Fate.SERVED)
BALKED = int(Fate.BALKED)
TURNED_AWAY = int(Fate.TURNED_AWAY)
NO_SHOW = int(Fate.NO_SHOW)
OPEN = int(Fate.OPEN)
WAITED = 7  # visits served after a wait
WAIT = 8  # [ms] of visits served
WAIT_OPEN = 9  # [ms] of visits served, within the site's sessions
WAIT_LEFT = 10  # [ms] of tickets not served
STAY = 11  # [ms] ticket to leaving the site, of visits served
WITHIN = 12  # visits called within the wait target
OVER = 13  # tickets that waited for more than an hour
UNDECIDED_TARGET = 14  # open tickets that have not yet waited for longer than the target
UNDECIDED_HOUR = 15  # the same for an hour
N_SUMS = 16


class Frame(NamedTuple):
    """What holds for all visits of a replication; see `tables.System`."""

    period_from: int
    period_to: int
    horizon: int
    first_weekday: int
    wait_target: int
    session_start: Ints
    session_from: Ints
    session_to: Ints
    officer_start: Ints
    officer_group: SmallInts


class Sums(NamedTuple):
    """Tables of sums by class of visit, (classes, N_SUMS)."""

    week: Ints
    """By weekday * 24 + hour, of one site."""
    skill: Ints
    commune: Ints
    group: Ints


class Totals(NamedTuple):
    """What comes out, by row of the scopes; the last row is to be thrown away."""

    sums: Ints
    """(rows, N_SUMS)"""
    queue: Floats
    """Mean number waiting, added up over sites; NaN where nothing is ever open."""
    queue_max: Ints
    """NEVER where nothing is ever open."""


@allocating
def week_cell(frame: Frame, at: int) -> int:
    """Weekday * 24 + hour of an instant."""
    return ((at // DAY + frame.first_weekday) % 7) * 24 + at // HOUR % 24


@inlined
def count(sums: Ints, k: int, fate: int, wait: int, open_wait: int, stay: int, target: int) -> None:
    """Count one measured visit in line k of a table of sums."""
    sums[k, fate] += 1
    if fate == SERVED:
        sums[k, STAY] += stay
        if wait > 0:
            sums[k, WAITED] += 1
            sums[k, WAIT] += wait
            sums[k, WAIT_OPEN] += open_wait
        if wait <= target:
            sums[k, WITHIN] += 1
        if wait > HOUR:
            sums[k, OVER] += 1
    elif fate not in (BALKED, TURNED_AWAY, NO_SHOW):
        sums[k, WAIT_LEFT] += wait
        if wait > HOUR:
            sums[k, OVER] += 1
        if fate == OPEN:
            sums[k, UNDECIDED_TARGET] += wait <= target
            sums[k, UNDECIDED_HOUR] += wait <= HOUR
