"""The compiled loops of sampling, part one: who submits on a date, and when.

All arrays are made by the caller. `q` is a source (see `demand`), `k` the number of a submission
within its source and date.
"""

from __future__ import annotations

import math

import numpy as np

from sim.jit import compiled, hot
from sim.model.tables import Floats, Words
from sim.sampling.records import Ints, Shapes, Table
from sim.sampling.streams import Block, Word, philox, uniform

DAY_MS = 86_400_000
RADIX_BITS = 9
RADIX = 1 << RADIX_BITS
RADIX_PASSES = 3
"""Enough for the milliseconds of a day."""
POSITION_BITS = 32

ARRIVAL = np.uint64(Block.ARRIVAL.value)


@compiled
def sort_by_time(clock: Ints, order: Ints, spare: Ints, count: Ints, n: int) -> None:
    """order[:n] = stable sorting order of clock[:n], times of day in ms; `count` is RADIX long."""
    # Time and position in one word: no pass has to look up a time somewhere else.
    for i in range(n):
        order[i] = (clock[i] << POSITION_BITS) | i
    for digit in range(RADIX_PASSES):
        shift = POSITION_BITS + digit * RADIX_BITS
        for value in range(RADIX):
            count[value] = 0
        for i in range(n):
            count[(order[i] >> shift) & (RADIX - 1)] += 1
        total = 0
        for value in range(RADIX):
            total, count[value] = total + count[value], total
        for i in range(n):
            value = (order[i] >> shift) & (RADIX - 1)
            spare[count[value]] = order[i]
            count[value] += 1
        for i in range(n):
            order[i] = spare[i]
    for i in range(n):
        order[i] &= (1 << POSITION_BITS) - 1


@hot
def submit_date(
    day: int,
    date: Word,
    replication: Word,
    key: Words,
    mean: Floats,
    shape: Ints,
    start: Ints,
    piece_from: Ints,
    piece_to: Ints,
    upto: Floats,
    clock: Ints,
    raw: Table,
) -> int:
    """All submissions of one date in order of source and k; returns how many, or -1 if too many.

    Points of a unit-rate Poisson process are mapped through the cumulative intensity, so that
    growth makes the same sequence denser.
    """
    n = 0
    for q in range(len(key)):
        expected = mean[day, q]
        if expected == 0.0:
            continue
        piece, last = start[shape[day, q]], start[shape[day, q] + 1]
        first = piece
        point = 0.0
        k = 0
        while True:
            a, b, c, d = philox(key[q], np.uint64(k), ARRIVAL, date, replication)
            if expected < 0:
                if piece + k >= last:
                    break
                at = piece_from[piece + k]
            else:
                point -= math.log(uniform(a, b))
                if point >= expected:
                    break
                share = point / expected
                while piece + 1 < last and upto[piece] <= share:
                    piece += 1
                below = upto[piece - 1] if piece > first else 0.0
                width = piece_to[piece] - piece_from[piece]
                at = piece_from[piece] + int((share - below) / (upto[piece] - below) * width)
                if width > 0:
                    at = min(at, piece_to[piece] - 1)
            if n == len(clock):
                return -1
            clock[n] = at
            raw[n].filed_at = day * DAY_MS + at
            raw[n].source, raw[n].k, raw[n].day = q, k, day
            raw[n].service_u = uniform(c, d)
            n += 1
            k += 1
    return n


@compiled
def time_of_day(share: float, shape: int, shapes: Shapes) -> int:
    """The time of day [ms] by which that share of a shape has come."""
    first, last = shapes.start[shape], shapes.start[shape + 1]
    piece = first
    while piece + 1 < last and shapes.upto[piece] <= share:
        piece += 1
    below = shapes.upto[piece - 1] if piece > first else 0.0
    since, width = shapes.piece_from[piece], shapes.piece_to[piece] - shapes.piece_from[piece]
    at = since + int((share - below) / (shapes.upto[piece] - below) * width)
    return int(min(at, since + max(width - 1, 0)))
