"""The loop over the visits of a replication: arrays only, whole milliseconds.

What is summed by class of visit is kept in tables of sums, one line a class, and added to the
rows of the scopes at the end of each site, or of all. What is inlined into the loop over visits
takes numbers or single arrays where it can: a struct of arrays handed on from there has all of
its references counted at every visit, which took ten times as long as the rest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, inlined
from sim.measures.stay import end_of_wait, time_for_result
from sim.measures.structs import Lookup, Rows, Stays, Waits
from sim.model.tables import DAY, HOUR, NEVER, Fate, Floats, Ints, Purpose, SmallInts

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


class Totals(NamedTuple):
    """What comes out, by row of the scopes; the last row is to be thrown away."""

    sums: Ints
    """(rows, N_SUMS)"""
    queue: Floats
    """Mean number waiting, added up over sites; NaN where nothing is ever open."""
    queue_max: Ints
    """NEVER where nothing is ever open."""


@allocating
def tally_visits(
    frame: Frame, drawn: Rows, caused: Rows, stays: Stays, lookup: Lookup, sums: Sums,
    slots: Slots, line: Line, waits: Waits, shift: int, totals: Totals,
) -> int:  # fmt: skip
    """Fill `totals` and `waits` site by site; return the length of `waits`.

    `caused` holds the visits that follow from others. All sums come zeroed.
    """
    n_waits = 0
    for site in range(len(lookup.site)):
        n_slots = _cut_sessions(frame, site, slots)
        n_line = 0
        for rows in (drawn, caused):
            n_drawn = n_line
            n_line, n_waits = _count_visits(
                frame, rows, stays, site, sums, slots, n_slots, line, n_line, waits, n_waits, shift
            )
        _merge(line, n_drawn, n_line)
        _sweep_queue(line, n_line, slots, n_slots)
        _add_queue(slots, n_slots, site, lookup, totals)
        _add_week(sums.week, site, lookup, totals.sums)
    _add_classes(sums, lookup, totals.sums)
    return n_waits


@allocating
def _week_cell(frame: Frame, at: int) -> int:
    """Weekday * 24 + hour of an instant."""
    return ((at // DAY + frame.first_weekday) % 7) * 24 + at // HOUR % 24


@allocating
def _cut_sessions(frame: Frame, site: int, slots: Slots) -> int:
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
            slots.cell[n] = _week_cell(frame, at) if measured else NEVER
            slots.queue[n] = slots.waiting[n] = slots.most[n] = 0
            n += 1
            at = until
    return n


@allocating
def _count_visits(
    frame: Frame, rows: Rows, stays: Stays, site: int, sums: Sums, slots: Slots, n_slots: int,
    line: Line, n_line: int, waits: Waits, n_waits: int, shift: int,
) -> tuple[int, int]:  # fmt: skip
    """Count the measured visits of a site, and put whoever waited in the period in line."""
    slot = cell = 0
    cell_from = cell_to = NEVER
    for i in range(rows.start[site], rows.start[site + 1]):
        fate = rows.fate[i]
        at = rows.booked[i] if fate == NO_SHOW else rows.arrived[i]
        until = end_of_wait(fate, at, rows.called[i], rows.left[i], frame.horizon)
        measured = frame.period_from <= at < frame.period_to
        in_period = at < frame.period_to and until > frame.period_from
        if not (measured or in_period):
            continue
        skill = rows.procedure[i] * N_PURPOSES + rows.purpose[i]
        open_wait = 0
        if until > at:
            while slot < n_slots and slots.until[slot] <= at:
                slot += 1
            open_wait = _spread_wait(slots, slot, n_slots, at, until, skill)
            line.since[n_line] = at
            line.until[n_line] = until
            n_line += 1
        if not measured:
            continue
        if not cell_from <= at < cell_to:
            cell = _week_cell(frame, at)
            cell_from = at // HOUR * HOUR
            cell_to = cell_from + HOUR
        wait = until - at
        stay = rows.left[i] - at
        if fate == SERVED and stays.on_the_spot[rows.procedure[i]]:
            life = stays.lives[rows.dossier[i]]
            stay += time_for_result(
                rows.purpose[i], rows.left[i], life["accepted_at"], life["released_at"]
            )
        commune = rows.commune[i]
        _count(sums.week, cell, fate, wait, open_wait, stay, frame.wait_target)
        _count(sums.skill, skill, fate, wait, open_wait, stay, frame.wait_target)
        _count(sums.commune, commune, fate, wait, open_wait, stay, frame.wait_target)
        if fate == SERVED:
            group = frame.officer_group[frame.officer_start[site] + rows.officer[i]]
            sums.group[group, SERVED] += 1
            if wait > 0:
                sums.group[group, WAITED] += 1
                sums.group[group, WAIT] += wait
                waits.key[n_waits] = (wait << shift) | n_waits
                waits.place[n_waits, 0] = site * 24 + cell % 24
                waits.place[n_waits, 1] = skill * 8 + cell // 24
                waits.place[n_waits, 2] = commune
                waits.place[n_waits, 3] = group
                n_waits += 1
    return n_line, n_waits


@inlined
def _spread_wait(slots: Slots, slot: int, n_slots: int, at: int, until: int, skill: int) -> int:
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


@inlined
def _count(
    sums: Ints, k: int, fate: int, wait: int, open_wait: int, stay: int, target: int
) -> None:
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


@allocating
def _merge(line: Line, n_drawn: int, n_line: int) -> None:
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
def _sweep_queue(line: Line, n_line: int, slots: Slots, n_slots: int) -> None:
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
def _add_queue(slots: Slots, n_slots: int, site: int, lookup: Lookup, totals: Totals) -> None:
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


@allocating
def _add_week(week: Ints, site: int, lookup: Lookup, totals: Ints) -> None:
    """Add a site's sums by weekday and hour to the rows of its scopes, and clear them."""
    for cell in range(len(week)):
        weekday, hour = divmod(cell, 24)
        for column in range(week.shape[1]):
            value = week[cell, column]
            if value != 0:
                _add(totals, lookup.site[site], column, value)
                _add(totals, lookup.hour[site, hour], column, value)
                totals[lookup.weekday[weekday], column] += value
                week[cell, column] = 0


@allocating
def _add(totals: Ints, rows: SmallInts, column: int, value: int) -> None:
    """Add a value to a column of some rows."""
    for row in rows:
        totals[row, column] += value


@allocating
def _add_classes(sums: Sums, lookup: Lookup, totals: Ints) -> None:
    """Add the sums by skill, commune and officer group to the rows of their scopes."""
    for column in range(N_SUMS):
        for skill in range(len(sums.skill)):
            _add(totals, lookup.skill[skill], column, sums.skill[skill, column])
        for commune in range(len(sums.commune)):
            totals[lookup.commune[commune], column] += sums.commune[commune, column]
        for group in range(len(sums.group)):
            _add(totals, lookup.group[group], column, sums.group[group, column])
