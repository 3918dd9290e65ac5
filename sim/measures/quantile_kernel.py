"""Exact quantiles of the waits of every scope, from one sort and one walk: arrays only.

The positive waits of all sites are sorted once, by radix. A walk in ascending order counts down,
for every scope that a visit belongs to, to the next rank that is asked for; a visit that
brings a count to nothing has the wait of that rank.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, inlined
from sim.measures.structs import Lookup, Waits
from sim.model.tables import NEVER, Ints, SmallInts

LEVELS = (50, 90, 95, 99, 100)
"""Quantiles in percent; the last is the maximum."""
N_LEVELS = len(LEVELS)
BLOCK = 256
"""Visits that the walk fetches at once."""


class Countdown(NamedTuple):
    """How far the walk has come for each row of the scopes; the last row is never asked for."""

    left: Ints
    """Waits until the next rank."""
    level: Ints
    """The level of that rank."""
    rank: Ints
    """(rows, N_LEVELS) among the positive waits; not positive: the wait is 0."""


@allocating
def quantiles(waits: Waits, n: int, shift: int, served: Ints, waited: Ints, lookup: Lookup) -> Ints:
    """(rows, N_LEVELS) the ceil(p n)-th smallest wait of each row [ms]; NEVER without visits.

    `served` and `waited` (rows,) count visits, and those with a positive wait; see `Waits`.
    """
    values = np.zeros((len(served), N_LEVELS), np.int64)
    countdown = _ranks(served, waited, values)
    sorted_keys = sort_keys(waits.key, waits.spare, n, shift)
    _walk(sorted_keys, n, shift, waits.place, lookup, countdown, values)
    return values


@allocating
def _ranks(served: Ints, waited: Ints, values: Ints) -> Countdown:
    """Set up the countdown, and the values of those rows without visits."""
    n_rows = len(served)
    countdown = Countdown(
        np.zeros(n_rows, np.int64),
        np.zeros(n_rows, np.int64),
        np.zeros((n_rows, N_LEVELS), np.int64),
    )
    for row in range(n_rows - 1):
        if served[row] == 0:
            values[row] = NEVER
        level = 0
        for k in range(N_LEVELS):
            # In integers, so that ceil(n p) is exact; as many ranks as visits with no wait are 0.
            rank = (served[row] * LEVELS[k] + 99) // 100 - (served[row] - waited[row])
            countdown.rank[row, k] = rank
            level += rank <= 0
        countdown.level[row] = level
        if level < N_LEVELS:
            countdown.left[row] = countdown.rank[row, level]
    return countdown


@allocating
def sort_keys(keys: Ints, spare: Ints, n: int, shift: int) -> Ints:
    """Sort the first n keys by their bits from `shift` on (least significant digit first).

    The answer is in one of the two tables; `spare` is working space.
    """
    most = 0
    for i in range(n):
        most = max(most, keys[i])
    bits = 0
    while (most >> shift) >> bits:
        bits += 1
    passes = (bits + 10) // 11
    if passes == 0:
        return keys
    width = (bits + passes - 1) // passes
    source = keys
    target = spare
    for k in range(passes):
        _sort_by_digit(source, target, n, shift + k * width, width)
        source, target = target, source
    return source


@allocating
def _sort_by_digit(source: Ints, target: Ints, n: int, low: int, width: int) -> None:
    """Stable counting sort by the `width` bits from bit `low` on."""
    mask = (1 << width) - 1
    start = np.zeros(mask + 2, np.int64)
    for i in range(n):
        start[((source[i] >> low) & mask) + 1] += 1
    for digit in range(mask):
        start[digit + 1] += start[digit]
    for i in range(n):
        digit = (source[i] >> low) & mask
        target[start[digit]] = source[i]
        start[digit] += 1


@allocating
def _walk(
    keys: Ints, n: int, shift: int, place: SmallInts, lookup: Lookup, countdown: Countdown,
    values: Ints,
) -> None:  # fmt: skip
    """Go through the waits in ascending order, counting down in each row of each visit."""
    site_rows, hour_rows, weekday_rows, skill_rows, commune_rows, group_rows, _ = lookup
    left, level, rank = countdown
    mask = (1 << shift) - 1
    near = np.empty((BLOCK, 4), np.int32)
    for begin in range(0, n, BLOCK):
        size = min(BLOCK, n - begin)
        # The places lie about in memory: fetched in a loop of its own, many are under way at once.
        for i in range(size):
            visit = keys[begin + i] & mask
            for k in range(4):
                near[i, k] = place[visit, k]
        for i in range(size):
            wait = keys[begin + i] >> shift
            site, hour = divmod(near[i, 0], 24)
            skill, weekday = divmod(near[i, 1], 8)
            group = near[i, 3]
            for row in (
                site_rows[site, 0], site_rows[site, 1], site_rows[site, 2], site_rows[site, 3],
                hour_rows[site, hour, 0], hour_rows[site, hour, 1], weekday_rows[weekday],
                skill_rows[skill, 0], skill_rows[skill, 1], commune_rows[near[i, 2]],
                group_rows[group, 0], group_rows[group, 1],
            ):  # fmt: skip
                left[row] -= 1
                if left[row] == 0:
                    _note(left, level, rank, row, wait, values)


@inlined
def _note(left: Ints, level: Ints, rank: Ints, row: int, wait: int, values: Ints) -> None:
    """Give a row's due levels this wait, and set its countdown to the next rank."""
    k = level[row]
    due = rank[row, k]
    while k < N_LEVELS and rank[row, k] == due:
        values[row, k] = wait
        k += 1
    level[row] = k
    if k < N_LEVELS:
        left[row] = rank[row, k] - due
