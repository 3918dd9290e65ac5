"""The compiled loops of sampling: who submits when, where they go, what they bring.

All arrays are made by the caller. `q` is a source (see `demand`), `k` the number of a submission
within its source and date.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled, hot
from sim.model.tables import Floats, Words
from sim.sampling.inversion import draw, normal_quantile
from sim.sampling.records import Table
from sim.sampling.streams import Block, Word, mixed, philox, short_uniform, uniform

Ints = NDArray[Any]
"""Whole numbers, of the width that the table has."""

DAY_MS = 86_400_000
MINUTE_MS = 60_000.0
RADIX_BITS = 9
RADIX = 1 << RADIX_BITS
RADIX_PASSES = 3
"""Enough for the milliseconds of a day."""

FILE, ENQUIRE = 0, 3
NOWHERE = -1
B32 = np.uint64(32)

ARRIVAL = np.uint64(Block.ARRIVAL.value)
DECISIONS = np.uint64(Block.DECISIONS.value)
PATIENCE = np.uint64(Block.PATIENCE.value)
BULK = np.uint64(Block.BULK.value)
APPOINTMENT = np.uint64(Block.APPOINTMENT.value)


@compiled
def sort_by_time(clock: Ints, order: Ints, spare: Ints, count: Ints, n: int) -> None:
    """order[:n] = stable sorting order of clock[:n], times of day in ms; `count` is RADIX long."""
    for i in range(n):
        order[i] = i
    for digit in range(RADIX_PASSES):
        shift = digit * RADIX_BITS
        for value in range(RADIX):
            count[value] = 0
        for i in range(n):
            count[(clock[i] >> shift) & (RADIX - 1)] += 1
        total = 0
        for value in range(RADIX):
            total, count[value] = total + count[value], total
        for i in range(n):
            value = (clock[order[i]] >> shift) & (RADIX - 1)
            spare[count[value]] = order[i]
            count[value] += 1
        for i in range(n):
            order[i] = spare[i]


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
def submit(
    dates: Words,
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
    order: Ints,
    spare: Ints,
    count: Ints,
    submissions: Table,
) -> int:
    """All submissions in dossier order; returns how many, or -1 if there is not enough room."""
    total = 0
    for day in range(len(dates)):
        n = submit_date(
            day, dates[day], replication, key, mean, shape, start, piece_from, piece_to, upto,
            clock, raw,
        )  # fmt: skip
        if n < 0 or total + n > len(submissions):
            return -1
        sort_by_time(clock, order, spare, count, n)
        for i in range(n):
            submissions[total + i] = raw[order[i]]
        total += n
    return total


@compiled
def chosen_site(
    word: Word, home: int, candidate: Ints, weight: Floats, salt: Words, first: int, last: int
) -> int:
    """Where a boundary-free dossier is filed: the candidate of greatest utility, or `home`.

    Utility is log(weight) plus a Gumbel draw, keyed by dossier (`word`) and site (`salt`); its
    maximum is where an exponential draw over the weight is least.
    """
    best, least = home, math.inf
    for j in range(first, last):
        u = mixed(word, salt[j])
        # -log(u) >= 1 - u spares most of the logarithms.
        if (1.0 - u) < least * weight[j]:
            cost = -math.log(u) / weight[j]
            if cost < least:
                best, least = candidate[j], cost
    return best


@compiled
def decide(
    submissions: Table,
    dates: Words,
    replication: Word,
    key: Words,
    commune: Ints,
    site: Ints,
    procedure: Ints,
    manners: Table,
    enquire_share: float,
    outside_share: float,
    home: Ints,
    row_of: Ints,
    start: Ints,
    candidate: Ints,
    weight: Floats,
    salt: Words,
    nearest: Ints,
    per_site: Ints,
) -> None:
    """Channel, purpose, class and site of every submission, and the visits to each site."""
    for i in range(len(submissions)):
        each = submissions[i]
        q = each.source
        p, c = procedure[q], commune[q]
        each.purpose, each.priority, each.site = FILE, manners[p].priority, site[q]
        if c >= 0 or manners[p].priority_share > 0.0:
            k, date = np.uint64(each.k), dates[each.day]
            channel, enquires, outside, favoured = philox(key[q], k, DECISIONS, date, replication)
            if short_uniform(favoured) < manners[p].priority_share:
                each.priority = 0
            if c >= 0:
                u = short_uniform(channel)
                comes = u >= manners[p].online + manners[p].post
                if u < manners[p].online and short_uniform(enquires) < enquire_share:
                    each.purpose, comes = ENQUIRE, True
                each.site = home[c, p] if comes else NOWHERE
                if comes and manners[p].is_free and short_uniform(outside) < outside_share:
                    row = row_of[c, p]
                    if nearest[row] >= 0:
                        each.site = nearest[row]
                    else:
                        _, _, a, b = philox(key[q], k, BULK, date, replication)
                        each.site = chosen_site(
                            (a << B32) | b, home[c, p], candidate, weight, salt, start[row],
                            start[row + 1],
                        )  # fmt: skip
        if each.site >= 0:
            per_site[each.site] += 1


@compiled
def book(
    at: int,
    booking: Table,
    plan: int,
    a: Word,
    b: Word,
    books: Word,
    stays_away: Word,
    session_from: Ints,
    door_from: Ints,
    door_to: Ints,
    first: int,
    last: int,
    horizon: int,
) -> tuple[int, int]:
    """R8: (start of the booked slot, arrival), each -1 where there is none."""
    if short_uniform(books) >= booking[plan].share:
        return -1, at
    for i in range(first, last):
        if door_from[i] <= at < door_to[i]:
            length = booking[plan].slot
            slot_at = session_from[i] + max(0, at - session_from[i]) // length * length
            if short_uniform(stays_away) < booking[plan].no_show:
                return slot_at, -1
            late = normal_quantile(uniform(a, b)) * booking[plan].punctuality
            arrival = slot_at + math.floor(late + 0.5)
            return slot_at, min(max(arrival, door_from[i]), min(door_to[i], horizon) - 1)
        if door_from[i] > at:
            break
    return -1, at


@compiled
def fill(
    submissions: Table,
    dates: Words,
    replication: Word,
    key: Words,
    commune: Ints,
    procedure: Ints,
    manners: Table,
    productive: Floats,
    cursor: Ints,
    shape: Ints,
    parameter: Floats,
    start: Ints,
    value: Floats,
    upto: Floats,
    visits: Table,
) -> None:
    """Write every visit to its place: by site, in dossier order (`cursor` counts on)."""
    for i in range(len(submissions)):
        each = submissions[i]
        s = each.site
        if s < 0:
            continue
        visit = visits[cursor[s]]
        cursor[s] += 1
        q = each.source
        p, k, date = procedure[q], np.uint64(each.k), dates[each.day]
        brings = manners[p]
        law, more = brings.enquire_law, 1.0
        visit.dossiers = 1
        if each.purpose == FILE:
            law = brings.file_law
            if brings.bulk_law >= 0:
                a, b, _, _ = philox(key[q], k, BULK, date, replication)
                drawn = draw(uniform(a, b), brings.bulk_law, shape, parameter, start, value, upto)
                visit.dossiers = int(drawn + 0.5)
                more = 1.0 + brings.each_more * (visit.dossiers - 1)
        minutes = draw(each.service_u, law, shape, parameter, start, value, upto)
        visit.service = max(1, int(minutes * MINUTE_MS * more / productive[s] + 0.5))
        visit.patience, visit.return_word = -1, np.uint64(0)
        if brings.patience_law >= 0:
            a, b, c, d = philox(key[q], k, PATIENCE, date, replication)
            minutes = draw(uniform(a, b), brings.patience_law, shape, parameter, start, value, upto)
            visit.patience = max(1, int(minutes * MINUTE_MS + 0.5))
            if brings.returns:
                visit.return_word = (c << B32) | d
        visit.arrived_at, visit.booked_at, visit.dossier = each.filed_at, -1, i
        visit.commune, visit.procedure = commune[q], p
        visit.purpose, visit.priority = each.purpose, each.priority


@compiled
def book_all(
    visits: Table,
    site_start: Ints,
    submissions: Table,
    dates: Words,
    replication: Word,
    key: Words,
    booking: Table,
    plan_of: Ints,
    session_start: Ints,
    session_from: Ints,
    door_from: Ints,
    door_to: Ints,
    horizon: int,
) -> None:
    """R8 for every visit that may book: `plan_of` (sites, procedures) is a row of `booking`."""
    for s in range(len(site_start) - 1):
        for row in range(site_start[s], site_start[s + 1]):
            visit = visits[row]
            plan = plan_of[s, visit.procedure]
            if plan < 0:
                continue
            each = submissions[visit.dossier]
            a, b, books, stays_away = philox(
                key[each.source], np.uint64(each.k), APPOINTMENT, dates[each.day], replication
            )
            visit.booked_at, visit.arrived_at = book(
                visit.arrived_at, booking, plan, a, b, books, stays_away, session_from, door_from,
                door_to, session_start[s], session_start[s + 1], horizon,
            )  # fmt: skip
            if visit.booked_at >= 0:
                visit.priority = booking[plan].priority


@compiled
def split(
    visits: Table,
    arrived_at: Ints,
    booked_at: Ints,
    dossier: Ints,
    commune: Ints,
    procedure: Ints,
    purpose: Ints,
    priority: Ints,
    service: Ints,
    patience: Ints,
    dossiers: Ints,
    return_word: Words,
) -> None:
    """Records into columns."""
    for i in range(len(visits)):
        arrived_at[i], booked_at[i] = visits[i].arrived_at, visits[i].booked_at
        dossier[i], dossiers[i] = visits[i].dossier, visits[i].dossiers
        commune[i], procedure[i] = visits[i].commune, visits[i].procedure
        purpose[i], priority[i] = visits[i].purpose, visits[i].priority
        service[i], patience[i] = visits[i].service, visits[i].patience
        return_word[i] = visits[i].return_word
