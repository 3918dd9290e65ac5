"""The waiting line: tickets, queues, reneging (R5), being sent home (R6), and coming again.

Tickets whose patience has run out are dropped when they are met at a queue's head or at a close:
the moment of leaving is known anyway, and whoever returns does so on a later date. Only where
somebody could feel the leaving in time - where newcomers balk, where nothing clears the room before
midnight, where one may return the same day, where work on a dossier begins when its filer gives
up asking for help - are deadlines kept in a heap (`is_watched`).
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel import heaps
from sim.engines.kernel.coming import begin_intake, come_again, days_until_return
from sim.engines.kernel.state import (
    ABANDONED,
    DAY_MS,
    FAR,
    FILE,
    OPEN,
    SENT_HOME,
    SLOT_BITS,
    SLOT_MASK,
    TURNED_AWAY,
    Ints,
    Record,
    Table,
    Words,
)
from sim.jit import compiled, hot


@hot
def finish(visits: Table, row: int, fate: int, called_at: int, left_at: int, officer: int) -> None:
    """Write the end of a visit."""
    visits[row].fate = fate
    visits[row].called_at = called_at
    visits[row].left_at = left_at
    visits[row].officer = officer


@hot
def leave_line(site: Record, visits: Table, row: int, fate: int, at: int) -> None:
    """Write the end of a visit in the line; one that was served at a stage keeps its first call."""
    called_at, officer = -1, -1
    if site.has_stages and visits[row].purpose == FILE and visits[row].stage > 0:
        called_at, officer = visits[row].called_at, visits[row].officer
    finish(visits, row, fate, called_at, at, officer)


@hot
def note_end(run: Record, ended: Ints, row: int) -> None:
    """Something may follow from the end of this visit, on later dates (`life.follow`)."""
    ended[run.n_ended] = row
    run.n_ended += 1


@compiled
def abandon(
    run: Record, site: Record, visits: Table, again: Table, ended: Ints, open_day: Ints,
    return_thresholds: Words, return_days: Ints, row: int, at: int,
) -> None:  # fmt: skip
    """R5: the visit leaves at `at`, and may return."""
    leave_line(site, visits, row, ABANDONED, at)
    begin_intake(run, site, visits, again, row, at)
    delay = days_until_return(visits, return_thresholds, return_days, row)
    if delay < 0:
        note_end(run, ended, row)
        return
    arrived_at = visits[row].arrived_at
    day = arrived_at // DAY_MS
    if delay > 0:
        k = np.searchsorted(open_day, day, side="right") + delay - 1
        if k >= len(open_day):
            return
        day = open_day[k]
    back = max(day * DAY_MS + arrived_at % DAY_MS, at)
    if back < run.horizon:
        come_again(run, site, visits, again, row, back)


@compiled
def send_home(
    run: Record, site: Record, visits: Table, again: Table, sessions: Table, row: int, at: int
) -> None:
    """R6: the visit is sent home and comes again at the next door opening, if there is one."""
    d = site.session_at
    while d < len(sessions) and sessions[d].door_from < at:
        d += 1
    comes = d < len(sessions) and sessions[d].door_from < run.horizon
    leave_line(site, visits, row, SENT_HOME if comes else OPEN, at)
    begin_intake(run, site, visits, again, row, at)
    if comes:
        come_again(run, site, visits, again, row, sessions[d].door_from)


@compiled
def turn_away(
    run: Record, site: Record, visits: Table, again: Table, sessions: Table, row: int, at: int
) -> None:
    """The doors are shut; the visit comes again when they open next, if they do."""
    finish(visits, row, TURNED_AWAY, -1, at, -1)
    begin_intake(run, site, visits, again, row, at)
    d = site.door_at
    while d < len(sessions) and sessions[d].door_from <= at:
        d += 1
    if d < len(sessions) and sessions[d].door_from < run.horizon:
        come_again(run, site, visits, again, row, sessions[d].door_from)


@hot
def take_slot(run: Record, slots: Table) -> int:
    """A slot that nobody has."""
    slot = run.free_slot
    if slot >= 0:
        run.free_slot = slots[slot].next
    else:
        slot = run.n_slots
        run.n_slots = slot + 1
    return slot


@hot
def join(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table, row: int,
    at: int,
) -> int:  # fmt: skip
    """Give the visit a ticket and a place at the end of its queue; returns its slot."""
    slot = take_slot(run, slots)
    site.ticket += 1
    patience = visits[row].patience
    slots[slot].row = row
    slots[slot].site = site.number
    slots[slot].ticket = site.ticket
    slots[slot].arrived_at = at
    slots[slot].deadline = FAR if patience < 0 else at + patience
    slots[slot].next = -1
    queue = visits[row].queue
    if queues[queue].head < 0:
        queues[queue].head = slot
        filled[queues[queue].word] |= queues[queue].bit
    else:
        slots[queues[queue].tail].next = slot
    queues[queue].tail = slot
    return slot


@hot
def is_watched(site: Record, visits: Table, row: int) -> bool:
    """Whether somebody could feel in time that the visit leaves."""
    return site.notes_reneging or visits[row].intake >= 0


@compiled
def watch_deadline(site: Record, slots: Table, deadlines: Ints, slot: int) -> None:
    """Put the deadline of a ticket in the heap, if it comes today."""
    deadline = slots[slot].deadline
    if deadline < (site.day + 1) * DAY_MS:
        site.n_deadlines = heaps.push(deadlines, site.n_deadlines, (deadline << SLOT_BITS) | slot)


@compiled
def watch_those_who_wait(
    site: Record, visits: Table, queues: Table, slots: Table, deadlines: Ints
) -> None:
    """At the beginning of a date: the deadlines that come on it."""
    for queue in range((site.n_classes - 1) * site.n_profiles):
        slot = queues[queue].head
        while slot >= 0:
            row = slots[slot].row
            if row >= 0 and is_watched(site, visits, row):
                watch_deadline(site, slots, deadlines, slot)
            slot = slots[slot].next


@hot
def drop_head(run: Record, queues: Table, filled: Ints, slots: Table, queue: int) -> int:
    """Free the slot at the head of a queue; returns the next one."""
    slot = queues[queue].head
    following = slots[slot].next
    queues[queue].head = following
    if following < 0:
        filled[queues[queue].word] &= ~queues[queue].bit
    slots[slot].row = -1
    slots[slot].next = run.free_slot
    run.free_slot = slot
    return following


@compiled
def live_head(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    again: Table, ended: Ints, open_day: Ints, return_thresholds: Words, return_days: Ints,
    queue: int, at: int,
) -> int:  # fmt: skip
    """The first slot of the queue that still waits at `at`, or -1; earlier ones have left."""
    slot = queues[queue].head
    while slot >= 0:
        row = slots[slot].row
        if row >= 0:
            left_at = slots[slot].deadline
            if left_at >= at:
                break
            site.n_waiting -= 1
            abandon(
                run, site, visits, again, ended, open_day, return_thresholds, return_days, row,
                left_at,
            )  # fmt: skip
        slot = drop_head(run, queues, filled, slots, queue)
    return slot


@compiled
def renege(
    run: Record, site: Record, visits: Table, slots: Table, deadlines: Ints, again: Table,
    ended: Ints, open_day: Ints, return_thresholds: Words, return_days: Ints, at: int,
) -> None:  # fmt: skip
    """R9: those of the deadline heap whose patience runs out at `at` leave."""
    while site.n_deadlines > 0 and deadlines[0] >> SLOT_BITS <= at:
        key = deadlines[0]
        slot = key & SLOT_MASK
        site.n_deadlines = heaps.pop(deadlines, site.n_deadlines)
        row = slots[slot].row
        # The slot may have been freed, or serve a later visit with a deadline of its own, perhaps
        # at another site.
        is_own = slots[slot].site == site.number and slots[slot].deadline == key >> SLOT_BITS
        if row >= 0 and is_own:
            slots[slot].row = -1
            site.n_waiting -= 1
            abandon(
                run, site, visits, again, ended, open_day, return_thresholds, return_days, row, at
            )


@compiled
def clear_queue(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    again: Table, ended: Ints, sessions: Table, open_day: Ints, return_thresholds: Words,
    return_days: Ints, queue: int, limit: int, at: int,
) -> None:  # fmt: skip
    """Send home at `at` all in the queue who took their ticket at or after `limit`."""
    slot = queues[queue].head
    if site.has_stages:
        # Tickets of later stages are not in order of arrival.
        while slot >= 0:
            if slots[slot].row >= 0 and slots[slot].arrived_at >= limit:
                site.n_waiting -= 1
                send_home(run, site, visits, again, sessions, slots[slot].row, at)
                slots[slot].row = -1
            slot = slots[slot].next
        return
    kept = -1
    while slot >= 0 and slots[slot].arrived_at < limit:
        kept, slot = slot, slots[slot].next
    while slot >= 0:
        row = slots[slot].row
        if row >= 0:
            site.n_waiting -= 1
            left_at = slots[slot].deadline
            if left_at < at:
                abandon(
                    run, site, visits, again, ended, open_day, return_thresholds, return_days,
                    row, left_at,
                )  # fmt: skip
            else:
                send_home(run, site, visits, again, sessions, row, at)
        following = slots[slot].next
        slots[slot].row = -1
        slots[slot].next = run.free_slot
        run.free_slot = slot
        slot = following
    if kept >= 0:
        slots[kept].next = -1
        queues[queue].tail = kept
    elif queues[queue].head >= 0:
        queues[queue].head = -1
        filled[queues[queue].word] &= ~queues[queue].bit


@compiled
def settle(site: Record, visits: Table, queues: Table, slots: Table) -> None:
    """At the horizon whoever waits is open: where patience may end then, it was watched."""
    for queue in range((site.n_classes - 1) * site.n_profiles):
        slot = queues[queue].head
        while slot >= 0:
            if slots[slot].row >= 0:
                leave_line(site, visits, slots[slot].row, OPEN, -1)
            slot = slots[slot].next
