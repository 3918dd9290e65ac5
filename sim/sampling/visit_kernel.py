"""The compiled loops of sampling, part four: the visits that submissions cause, by site."""

from __future__ import annotations

import math

import numpy as np

from sim.jit import compiled
from sim.model.tables import Purpose, Words
from sim.sampling.inversion import normal_quantile
from sim.sampling.records import Ints, Sources, Table
from sim.sampling.streams import Block, Word, philox, short_uniform, uniform

ENQUIRE = int(Purpose.ENQUIRE)
TURN = np.uint64(16 * ENQUIRE)
TURN_BACK = np.uint64(64 - 16 * ENQUIRE)
"""The word of visits to enquire is the dossier's, turned left (`returns.word_of`)."""
APPOINTMENT = np.uint64(Block.APPOINTMENT.value)


@compiled
def group_by_site(
    raw: Table, order: Ints, n: int, first: int, dossiers: Table, place: Ints, per_site: Ints,
    visits: Table, n_visits: int,
) -> int:  # fmt: skip
    """Append the visits of a date by site, each site's in the order given; returns the new length.

    `first` is the number of the first of the n dossiers, `place` (S,) working space. Side by
    side here, the visits of a site are side by side in its columns as well: it is this that keeps
    the cost of a visit the same however many sites there are.
    """
    for s in range(len(place)):
        place[s] = 0
    for i in range(n):
        if raw[i].purpose >= 0 and raw[i].site >= 0:
            place[raw[i].site] += 1
    for s in range(len(place)):
        per_site[s] += place[s]
        n_visits, place[s] = n_visits + place[s], n_visits
    for i in range(n):
        each = raw[order[i]]
        if each.purpose < 0 or each.site < 0:
            continue
        visit, dossier = visits[place[each.site]], dossiers[first + i]
        place[each.site] += 1
        visit.arrived_at, visit.dossier, visit.service = each.filed_at, first + i, each.service
        visit.patience, visit.return_word = dossier.patience, dossier.return_word
        if each.purpose == ENQUIRE:
            word = dossier.return_word
            visit.return_word = (word << TURN) | (word >> TURN_BACK)
        visit.site, visit.procedure, visit.commune = each.site, dossier.procedure, dossier.commune
        visit.purpose, visit.priority = each.purpose, each.priority
        visit.source, visit.k, visit.day = each.source, each.k, each.day
    return n_visits


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
    visits: Table, dates: Words, replication: Word, sources: Sources, cursor: Ints, booking: Table,
    plan_of: Ints, session_start: Ints, session_from: Ints, door_from: Ints, door_to: Ints,
    horizon: int, arrived_at: Ints, booked_at: Ints, dossier: Ints, commune: Ints,
    procedure: Ints, purpose: Ints, priority: Ints, service: Ints, patience: Ints,
    return_word: Words,
) -> None:  # fmt: skip
    """Write every visit to its place: by site, in dossier order (`cursor` counts on)."""
    for i in range(len(visits)):
        each = visits[i]
        s, p = each.site, each.procedure
        row = cursor[s]
        cursor[s] = row + 1
        arrived_at[row], booked_at[row], priority[row] = each.arrived_at, -1, each.priority
        if len(booking) > 0 and plan_of[s, p] >= 0:
            a, b, books, stays_away = philox(
                sources.key[each.source], np.uint64(each.k), APPOINTMENT, dates[each.day],
                replication,
            )  # fmt: skip
            booked_at[row], arrived_at[row] = book(
                each.arrived_at, booking, plan_of[s, p], a, b, books, stays_away, session_from,
                door_from, door_to, session_start[s], session_start[s + 1], horizon,
            )  # fmt: skip
            if booked_at[row] >= 0:
                priority[row] = booking[plan_of[s, p]].priority
        service[row], patience[row] = each.service, each.patience
        return_word[row], dossier[row] = each.return_word, each.dossier
        commune[row], procedure[row], purpose[row] = each.commune, p, each.purpose
