"""The loops over dossiers and over the visits of each: arrays only, whole milliseconds.

What is summed by class of dossier is kept in tables of sums, one line a class, and added to the
rows of the scopes at the end. A submission counts for as many dossiers as were handed in
together, and its visits 1/n for each of them: once in all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, inlined
from sim.measures.stay import end_of_wait
from sim.measures.structs import DossierRows, Rows
from sim.measures.survival_kernel import Times
from sim.model.tables import DAY, NEVER, Bools, Ending, Fate, Ints, Records, SmallInts

SERVED = int(Fate.SERVED)
NO_SHOW = int(Fate.NO_SHOW)
STILL_OPEN = int(Ending.OPEN)
GIVEN_UP = int(Ending.LOST)

# Columns of a table of sums: dossiers filed in the period, unless it says otherwise.
FILED = 0
ENDED = 1  # whose life ended before the horizon
LOST = 2
OPEN = 3  # whose life goes on
DECIDED = 4  # with a due day, and ready or overdue
ON_TIME = 5
READY = 6  # with a result and a unit that made it
TURNAROUND = 7  # [ms of a standard day] of these
RESULTS = 8  # submissions of these
UNREADY = 9  # open at a unit, or on the way to it
COMPLETED = 10  # dossiers ready in the period, whenever they were filed
VISITS = 11  # of those that ended, somebody coming to the site
AT_SITE = 12  # [ms] of these visits
TRAVEL = 13  # [ms] of these visits, there and back
N_SUMS = 14


class Frame(NamedTuple):
    """What holds for all dossiers; see `tables.System`."""

    period_from: int
    period_to: int
    horizon: int
    unit_at: SmallInts
    unit_clock: Ints
    travel: Ints
    """(C, S) [ms]; (0, 0) where nobody travels"""


class Clocks(NamedTuple):
    """Open time since instant 0 by clock."""

    start: Ints
    opens: Ints
    closes: Ints
    first: Ints
    """(K, D + 1) the first session that ends after the midnight before each day"""
    before: Ints
    """(N + 1,) open time before each session, those of the clocks before included"""
    standard: Ints
    longest: int
    """Turnarounds are in ms of the longest standard day."""


class Sums(NamedTuple):
    """Tables of sums by class of dossier, (classes, N_SUMS)."""

    site: Ints
    procedure: Ints
    commune: Ints


@allocating
def lay_out(start: Ints, opens: Ints, closes: Ints, standard: Ints, n_days: int) -> Clocks:
    """The clocks of `tables.System`, to be read at any instant up to the end of the last day."""
    first = np.zeros((len(standard), n_days + 1), np.int64)
    before = np.zeros(len(opens) + 1, np.int64)
    for i in range(len(opens)):
        before[i + 1] = before[i] + closes[i] - opens[i]
    longest = 1
    for k in range(len(standard)):
        longest = max(longest, standard[k])
        i = start[k]
        for day in range(n_days + 1):
            while i < start[k + 1] and closes[i] <= day * DAY:
                i += 1
            first[k, day] = i
    return Clocks(start, opens, closes, first, before, standard, longest)


@inlined
def _opened(clocks: Clocks, k: int, at: int) -> int:
    """Open time of clock k before an instant [ms], plus a constant."""
    i = int(clocks.first[k, at // DAY])
    total = int(clocks.before[i])
    while i < clocks.start[k + 1] and clocks.opens[i] < at:
        total += min(clocks.closes[i], at) - clocks.opens[i]
        i += 1
    return total


@allocating
def tally_dossiers(
    frame: Frame, clocks: Clocks, dossiers: Records, drawn: Rows, caused: Rows, lives: Records,
    rows: DossierRows, times: Times, shift: int, totals: Ints,
) -> int:  # fmt: skip
    """Add to `totals` (rows, N_SUMS), and fill `times`; return the length of the latter."""
    sums = Sums(
        np.zeros((len(rows.site), N_SUMS), np.int64),
        np.zeros((len(rows.procedure), N_SUMS), np.int64),
        np.zeros((len(rows.commune), N_SUMS), np.int64),
    )
    counts = np.zeros(len(dossiers), np.bool_)
    n_times = _add_lives(frame, clocks, dossiers, lives, sums, counts, times, shift)
    _add_visits(frame, drawn, counts, sums)
    _add_visits(frame, caused, counts, sums)
    for column in range(N_SUMS):
        for site in range(len(rows.site)):
            for row in rows.site[site]:
                totals[row, column] += sums.site[site, column]
        for procedure in range(len(rows.procedure)):
            totals[rows.procedure[procedure], column] += sums.procedure[procedure, column]
        for commune in range(len(rows.commune)):
            totals[rows.commune[commune], column] += sums.commune[commune, column]
    return n_times


@allocating
def _add_lives(
    frame: Frame, clocks: Clocks, dossiers: Records, lives: Records, sums: Sums, counts: Bools,
    times: Times, shift: int,
) -> int:  # fmt: skip
    """Add what became of the dossiers; `counts` tells whose visits are to be added."""
    n_times = 0
    for i in range(len(dossiers)):
        dossier, life = dossiers[i], lives[i]
        n, site, procedure, commune = (
            dossier["dossiers"], life["site"], dossier["procedure"], dossier["commune"],
        )  # fmt: skip
        # Whoever would have chosen a site after the horizon was never seen at any.
        if site == NEVER:
            continue
        ready_at = life["ready_at"]
        if frame.period_from <= ready_at < frame.period_to:
            _add(sums, site, procedure, commune, COMPLETED, n)
        if not frame.period_from <= dossier["filed_at"] < frame.period_to:
            continue
        _add(sums, site, procedure, commune, FILED, n)
        is_open = life["ending"] == STILL_OPEN
        if is_open:
            _add(sums, site, procedure, commune, OPEN, n)
        else:
            counts[i] = True
            _add(sums, site, procedure, commune, ENDED, n)
            if life["ending"] == GIVEN_UP:
                _add(sums, site, procedure, commune, LOST, n)
        if ready_at == NEVER and not is_open:
            continue
        if life["due_at"] != NEVER and (ready_at != NEVER or life["due_at"] < frame.horizon):
            _add(sums, site, procedure, commune, DECIDED, n)
            if ready_at != NEVER and ready_at <= life["due_at"]:
                _add(sums, site, procedure, commune, ON_TIME, n)
        unit = frame.unit_at[procedure, site]
        unit = dossier["unit"] if unit == NEVER else unit
        if unit == NEVER:
            continue
        clock = frame.unit_clock[unit]
        until = frame.horizon if ready_at == NEVER else ready_at
        time = _opened(clocks, clock, until) - _opened(clocks, clock, dossier["filed_at"])
        if clocks.standard[clock] != clocks.longest:
            time = time * clocks.longest // clocks.standard[clock]
        if ready_at == NEVER:
            _add(sums, site, procedure, commune, UNREADY, n)
        else:
            _add(sums, site, procedure, commune, READY, n)
            _add(sums, site, procedure, commune, TURNAROUND, n * time)
            _add(sums, site, procedure, commune, RESULTS, 1)
        times.key[n_times] = ((time * 2 + (ready_at == NEVER)) << shift) | n_times
        times.place[n_times, 0] = site
        times.place[n_times, 1] = procedure
        times.place[n_times, 2] = commune
        times.place[n_times, 3] = n
        n_times += 1
    return n_times


@inlined
def _add(sums: Sums, site: int, procedure: int, commune: int, column: int, value: int) -> None:
    """Add a value to a column for the classes of a dossier."""
    sums.site[site, column] += value
    sums.procedure[procedure, column] += value
    sums.commune[commune, column] += value


@allocating
def _add_visits(frame: Frame, rows: Rows, counts: Bools, sums: Sums) -> None:
    """Add the visits of dossiers that count; one that is turned away came, a no-show did not."""
    for site in range(len(rows.start) - 1):
        for i in range(rows.start[site], rows.start[site + 1]):
            fate = rows.fate[i]
            if fate == NO_SHOW or not counts[rows.dossier[i]]:
                continue
            at, left, procedure = rows.arrived[i], rows.left[i], rows.procedure[i]
            commune = rows.commune[i]
            if fate == SERVED:
                spent = rows.gone[i] - at
            else:
                spent = end_of_wait(fate, at, rows.called[i], left, frame.horizon) - at
            _add(sums, site, procedure, commune, VISITS, 1)
            _add(sums, site, procedure, commune, AT_SITE, spent)
            if 0 <= commune < len(frame.travel):
                _add(sums, site, procedure, commune, TRAVEL, 2 * frame.travel[commune, site])
