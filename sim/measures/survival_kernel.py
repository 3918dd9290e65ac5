"""Exact quantiles of the turnaround of every scope, also where some dossiers are still open.

All turnarounds are sorted once, by radix, and walked in ascending order. Every scope that a
dossier belongs to counts down how many are not ready yet. Where more than `MOST_OPEN` of them
are open at the horizon, leaving those out would make a unit look the faster the further it is
behind; the share not ready after a time is then estimated by the product limit of Kaplan and
Meier (1958), *Journal of the American Statistical Association* 53, 457-481: at each turnaround
it falls by the share that is ready of those not ready before, and whoever is still open at the
horizon counts among these as long as known. Of equal times the ready ones come first, as there.
Dossiers handed in together weigh by their number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, inlined
from sim.measures.quantile_kernel import sort_keys
from sim.measures.structs import DossierRows
from sim.model.tables import NEVER, Bools, Floats, Ints, SmallInts

LEVELS = (50, 90)
"""Quantiles in percent."""
N_LEVELS = len(LEVELS)
BLOCK = 256
"""Dossiers that the walk fetches at once."""
MOST_OPEN = (5, 1000)
"""Share, as numerator and denominator, up to which dossiers open at the horizon are left out."""


class Times(NamedTuple):
    """Turnarounds: how long dossiers took, or have been open so far."""

    key: Ints
    """(time << 1 | open) << shift | position in `place`"""
    spare: Ints
    """As long; working space of the sort"""
    place: SmallInts
    """(n, 4) site, procedure, commune, dossiers handed in together"""


class Countdown(NamedTuple):
    """How far the walk has come for each row of the scopes; the last row is never asked for."""

    waits_for_open: Bools
    """Whether dossiers still open count among those not ready."""
    unready: Ints
    """Dossiers not ready yet."""
    since: Ints
    """The same when the last open one was let go, or at the start."""
    share: Floats
    """Estimated share not ready by then; 1 at the start."""
    stop: Ints
    """The next quantile is reached when so many are not ready."""
    level: Ints
    """Which quantile that is."""


@allocating
def turnaround_quantiles(
    times: Times, n: int, shift: int, ready: Ints, still_open: Ints, rows: DossierRows
) -> Ints:
    """(rows, N_LEVELS) the least time by which p of the dossiers are ready; NEVER if not known.

    `ready` and `still_open` (rows,) count dossiers by scope.
    """
    values = np.full((len(ready), N_LEVELS), NEVER, np.int64)
    countdown = _countdown(ready, still_open)
    keys = sort_keys(times.key, times.spare, n, shift)
    _walk(keys, n, shift, times.place, rows, countdown, values)
    return values


@allocating
def _walk(
    keys: Ints, n: int, shift: int, place: SmallInts, rows: DossierRows, countdown: Countdown,
    values: Ints,
) -> None:  # fmt: skip
    """Go through the times in ascending order, counting down in each row of each dossier."""
    site_rows, procedure_rows, commune_rows = rows
    waits_for_open, unready, since, share, stop, level = countdown
    mask = (1 << shift) - 1
    near = np.empty((BLOCK, 4), np.int32)
    for begin in range(0, n, BLOCK):
        size = min(BLOCK, n - begin)
        # Places lie about in memory; fetched in a loop of its own, many are under way at once.
        for i in range(size):
            position = keys[begin + i] & mask
            for k in range(4):
                near[i, k] = place[position, k]
        for i in range(size):
            key = keys[begin + i] >> shift
            site, weight = near[i, 0], near[i, 3]
            for row in (
                site_rows[site, 0], site_rows[site, 1], site_rows[site, 2], site_rows[site, 3],
                procedure_rows[near[i, 1]], commune_rows[near[i, 2]],
            ):  # fmt: skip
                if key & 1 == 0:
                    unready[row] -= weight
                    if unready[row] <= stop[row]:
                        _note(unready, since, share, stop, level, row, key >> 1, values)
                elif waits_for_open[row]:
                    _let_go(unready, since, share, stop, level, row, weight)


@allocating
def _countdown(ready: Ints, still_open: Ints) -> Countdown:
    n = len(ready)
    few, of = MOST_OPEN
    waits_for_open = still_open * of > few * (ready + still_open)
    unready = ready + np.where(waits_for_open, still_open, 0)
    level = np.zeros(n, np.int64)
    level[n - 1] = N_LEVELS
    countdown = Countdown(
        waits_for_open, unready, unready.copy(), np.ones(n), np.zeros(n, np.int64), level
    )
    for row in range(n):
        countdown.stop[row] = _stop(level[row], unready[row], 1.0)
    return countdown


@allocating
def _stop(level: int, since: int, share: float) -> int:
    """The most that may not be ready at a level: share * stop / since <= 1 - p."""
    if level == N_LEVELS:
        return -(1 << 62)
    scaled = (100 - LEVELS[level]) * since
    if share == 1.0:
        return scaled // 100
    # Many factors make the share: let none of their last digits put a quantile off.
    return int(scaled / (100.0 * share) * (1.0 + 1e-12) + 1e-9)


@inlined
def _let_go(
    unready: Ints, since: Ints, share: Floats, stop: Ints, level: Ints, row: int, weight: int
) -> None:
    """Dossiers that are open at the horizon count until here."""
    share[row] *= unready[row] / since[row]
    unready[row] -= weight
    since[row] = unready[row]
    stop[row] = _stop(level[row], since[row], share[row])


@inlined
def _note(
    unready: Ints, since: Ints, share: Floats, stop: Ints, level: Ints, row: int, time: int,
    values: Ints,
) -> None:  # fmt: skip
    """Give a row's due quantiles this time, and look out for the next."""
    while unready[row] <= stop[row]:
        values[row, level[row]] = time
        level[row] += 1
        stop[row] = _stop(level[row], since[row], share[row])
