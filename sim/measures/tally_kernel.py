"""The loop over the visits of a replication: arrays only, whole milliseconds.

What is summed by class of visit is kept in tables of sums, one line a class, and added to the
rows of the scopes at the end of each site, or of all. What is inlined into the loop over visits
takes numbers or single arrays where it can: a struct of arrays handed on from there has all of
its references counted at every visit, which took ten times as long as the rest.
"""

from __future__ import annotations

from sim.jit import allocating
from sim.measures.counting import (
    N_PURPOSES,
    N_SUMS,
    NO_SHOW,
    SERVED,
    WAIT,
    WAITED,
    Frame,
    Sums,
    Totals,
    count,
    week_cell,
)
from sim.measures.queue_kernel import (
    Line,
    Slots,
    add_queue,
    cut_sessions,
    merge,
    spread_wait,
    sweep_queue,
)
from sim.measures.stage_kernel import count_stages
from sim.measures.stay import end_of_wait
from sim.measures.structs import Lookup, Rows, StagesReached, Stays, Waits
from sim.model.tables import HOUR, NEVER, Ints, SmallInts


@allocating
def tally_visits(
    frame: Frame, drawn: Rows, caused: Rows, reached: StagesReached, stays: Stays, lookup: Lookup,
    sums: Sums, slots: Slots, line: Line, waits: Waits, shift: int, totals: Totals,
) -> int:  # fmt: skip
    """Fill `totals` and `waits` site by site; return the length of `waits`.

    `caused` holds the visits that follow from others, `reached` the stages of those that are
    in neither. All sums come zeroed.
    """
    n_waits = 0
    for site in range(len(lookup.site)):
        n_slots = cut_sessions(frame, site, slots)
        n_line = 0
        for rows in (drawn, caused):
            n_drawn = n_line
            n_line, n_waits = _count_visits(
                frame, rows, site, sums, slots, n_slots, line, n_line, waits, n_waits, shift
            )
        merge(line, n_drawn, n_line)
        n_others = n_line
        n_line, n_waits = count_stages(
            frame, reached, stays, site, sums, totals.sums, slots, n_slots, line, n_line, waits,
            n_waits, shift,
        )  # fmt: skip
        merge(line, n_others, n_line)
        sweep_queue(line, n_line, slots, n_slots)
        add_queue(slots, n_slots, site, lookup, totals)
        _add_week(sums.week, site, lookup, totals.sums)
    _add_classes(sums, lookup, totals.sums)
    return n_waits


@allocating
def _count_visits(
    frame: Frame, rows: Rows, site: int, sums: Sums, slots: Slots, n_slots: int, line: Line,
    n_line: int, waits: Waits, n_waits: int, shift: int,
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
            open_wait = spread_wait(slots, slot, n_slots, at, until, skill)
            line.since[n_line] = at
            line.until[n_line] = until
            n_line += 1
        if not measured:
            continue
        if not cell_from <= at < cell_to:
            cell = week_cell(frame, at)
            cell_from = at // HOUR * HOUR
            cell_to = cell_from + HOUR
        wait = until - at
        stay = rows.gone[i] - at
        commune = rows.commune[i]
        count(sums.week, cell, fate, wait, open_wait, stay, frame.wait_target)
        count(sums.skill, skill, fate, wait, open_wait, stay, frame.wait_target)
        count(sums.commune, commune, fate, wait, open_wait, stay, frame.wait_target)
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
                totals[lookup.site_weekday[site, weekday], column] += value
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
