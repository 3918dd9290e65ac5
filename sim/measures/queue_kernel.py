"""The queues of one site over its open time, and the mean and largest of them: arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, inlined
from sim.measures.counting import Frame, Totals, week_cell
from sim.measures.structs import Lookup
from sim.model.tables import HOUR, NEVER, Floats, Ints, SmallInts


class Slots(NamedTuple):
    """One site's open time, cut at the full hours (and so at the ends of the period)."""

    since: Ints
    until: Ints
    cell: Ints
    """weekday * 24 + hour; NEVER outside the period."""
    queue: Ints
    """[visit ms] waited in the slot"""
    waiting: Ints
    """Visits that wait at its start."""
    most: Ints
    """Largest number waiting at once."""
    skill: Ints
    """(skills,) [visit ms] waited in the period's open time"""


class Line(NamedTuple):
    """One site's visits that waited in the period, in order of arrival."""

    since: Ints
    until: Ints
    gone: Ints
    """How many have left between the arrival before and this one."""


@allocating
def cut_sessions(frame: Frame, site: int, slots: Slots) -> int:
    """Cut a site's sessions up to the horizon into slots; return how many there are."""
    n = 0
    slots.skill[:] = 0
    for i in range(frame.session_start[site], frame.session_start[site + 1]):
        at = frame.session_from[i]
        end = min(frame.session_to[i], frame.horizon)
        while at < end:
            until = min(end, (at // HOUR + 1) * HOUR)
            measured = frame.period_from <= at < frame.period_to
            slots.since[n] = at
            slots.until[n] = until
            slots.cell[n] = week_cell(frame, at) if measured else NEVER
            slots.queue[n] = slots.waiting[n] = slots.most[n] = 0
            n += 1
            at = until
    return n


@inlined
def spread_wait(slots: Slots, slot: int, n_slots: int, at: int, until: int, skill: int) -> int:
    """Add a wait to the slots from `slot` on; return the open time in it."""
    open_wait = 0
    while slot < n_slots and slots.since[slot] < until:
        since = slots.since[slot]
        part = min(until, slots.until[slot]) - max(at, since)
        open_wait += part
        slots.queue[slot] += part
        if since > at:
            slots.waiting[slot] += 1
        if slots.cell[slot] != NEVER:
            slots.skill[skill] += part
        slot += 1
    return open_wait


@allocating
def merge(line: Line, n_drawn: int, n_line: int) -> None:
    """Bring the visits caused, at the end of the line, to their place by arrival."""
    if n_drawn == n_line:
        return
    since = line.since[n_drawn:n_line].copy()
    until = line.until[n_drawn:n_line].copy()
    i = n_drawn - 1
    to = n_line - 1
    for j in range(len(since) - 1, -1, -1):
        while i >= 0 and line.since[i] > since[j]:
            line.since[to] = line.since[i]
            line.until[to] = line.until[i]
            i -= 1
            to -= 1
        line.since[to] = since[j]
        line.until[to] = until[j]
        to -= 1


@allocating
def sweep_queue(line: Line, n_line: int, slots: Slots, n_slots: int) -> None:
    """Find the largest number waiting in each slot; at one instant leavings come first.

    The queue is longest just after an arrival or, with whoever came before, at a slot's start.
    """
    line.gone[: n_line + 1] = 0
    for i in range(n_line):
        line.gone[_first_from(line.since, i, n_line, line.until[i])] += 1
    for slot in range(n_slots):
        slots.most[slot] = slots.waiting[slot]
    slot = 0
    waiting = 0
    for i in range(n_line):
        waiting += 1 - line.gone[i]
        while slot < n_slots and slots.until[slot] <= line.since[i]:
            slot += 1
        if slot < n_slots and slots.since[slot] <= line.since[i]:
            slots.most[slot] = max(slots.most[slot], waiting)


@inlined
def _first_from(values: Ints, low: int, n: int, bound: int) -> int:
    """First position after `low` with a value of at least `bound`, in steps that double."""
    step = 1
    while low + step < n and values[low + step] < bound:
        low += step
        step *= 2
    high = min(low + step, n)
    while high - low > 1:
        middle = (low + high) // 2
        if values[middle] < bound:
            low = middle
        else:
            high = middle
    return high


@allocating
def add_queue(slots: Slots, n_slots: int, site: int, lookup: Lookup, totals: Totals) -> None:
    """Add a site's mean queue to the rows of its scopes, and raise their largest."""
    by_hour = np.zeros((24, 2), np.int64)  # [visit ms], [ms]
    by_weekday = np.zeros((7, 2), np.int64)
    queued = 0
    open_time = 0
    for slot in range(n_slots):
        if slots.cell[slot] == NEVER:
            continue
        weekday, hour = divmod(slots.cell[slot], 24)
        length = slots.until[slot] - slots.since[slot]
        queued += slots.queue[slot]
        open_time += length
        by_hour[hour, 0] += slots.queue[slot]
        by_hour[hour, 1] += length
        by_weekday[weekday, 0] += slots.queue[slot]
        by_weekday[weekday, 1] += length
        _raise(totals.queue_max, lookup.site[site], slots.most[slot])
        _raise(totals.queue_max, lookup.hour[site, hour], slots.most[slot])
        _raise(totals.queue_max, lookup.weekday[weekday : weekday + 1], slots.most[slot])
    _add_mean(totals.queue, lookup.site[site], queued, open_time)
    for hour in range(24):
        _add_mean(totals.queue, lookup.hour[site, hour], by_hour[hour, 0], by_hour[hour, 1])
    for day in range(7):
        row = lookup.weekday[day : day + 1]
        _add_mean(totals.queue, row, by_weekday[day, 0], by_weekday[day, 1])
    for skill in range(len(slots.skill)):
        _add_mean(totals.queue, lookup.skill[skill], slots.skill[skill], open_time)


@allocating
def _raise(most: Ints, rows: SmallInts, value: int) -> None:
    """Raise what some rows hold to at least a value."""
    for row in rows:
        most[row] = max(most[row], value)


@allocating
def _add_mean(queue: Floats, rows: SmallInts, area: int, length: int) -> None:
    """Add area / length to some rows, blank as long as nothing was added."""
    if length == 0:
        return
    for row in rows:
        queue[row] = area / length + (0.0 if np.isnan(queue[row]) else queue[row])
