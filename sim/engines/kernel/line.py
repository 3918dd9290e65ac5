"""The waiting line: tickets, queues, reneging (R5), being sent home (R6), and coming again.

Tickets whose patience has run out are dropped when they are met at a queue's head or at a close:
the moment of leaving is known anyway, and whoever returns does so on a later date. Only where
somebody could feel the leaving in time - where newcomers balk, where nothing clears the room before
midnight, where one may return the same day - are deadlines kept in a heap (`notes_reneging`).
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel import heaps
from sim.engines.kernel.state import (
    ABANDONED,
    DAY_MS,
    FAR,
    OPEN,
    SENT_HOME,
    SLOT_BITS,
    SLOT_MASK,
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


@compiled
def comes_before(again: Table, i: int, j: int) -> bool:
    """Arrival order (R9.5) in the heap of those who come again: instant, dossier, purpose."""
    if again[i].arrived_at != again[j].arrived_at:
        return again[i].arrived_at < again[j].arrived_at
    if again[i].dossier != again[j].dossier:
        return again[i].dossier < again[j].dossier
    return again[i].purpose < again[j].purpose


@compiled
def swap(again: Table, i: int, j: int) -> None:
    """Exchange two entries of the heap."""
    arrived_at, dossier, row, purpose = (
        again[i].arrived_at, again[i].dossier, again[i].row, again[i].purpose,
    )  # fmt: skip
    again[i] = again[j]
    again[j].arrived_at, again[j].dossier = arrived_at, dossier
    again[j].row, again[j].purpose = row, purpose


@compiled
def come_again(site: Record, visits: Table, again: Table, row: int, at: int) -> None:
    """Let the visit in `row` cause a new one that arrives at `at`."""
    new = site.n_rows
    site.n_rows = new + 1
    visits[new] = visits[row]
    visits[new].repetition += 1
    visits[new].arrived_at = at
    i = site.n_again
    site.n_again = i + 1
    again[i].arrived_at, again[i].dossier = at, visits[new].dossier
    again[i].row, again[i].purpose = new, visits[new].purpose
    while i > 0 and comes_before(again, i, (i - 1) >> 1):
        swap(again, i, (i - 1) >> 1)
        i = (i - 1) >> 1


@compiled
def drop_next_again(site: Record, again: Table) -> None:
    """Remove the first of the visits that come again from the heap."""
    size = site.n_again - 1
    site.n_again = size
    again[0] = again[size]
    i, child = 0, 1
    while child < size:
        if child + 1 < size and comes_before(again, child + 1, child):
            child += 1
        if not comes_before(again, child, i):
            break
        swap(again, i, child)
        i, child = child, 2 * child + 1


@compiled
def days_until_return(visits: Table, return_thresholds: Words, return_days: Ints, row: int) -> int:
    """Working days after which the visit returns if it abandons, or -1 (`tables.return_delay`)."""
    k = len(return_days)
    procedure = visits[row].procedure
    if k == 0 or return_thresholds[procedure, k - 1] == np.uint64(0):
        return -1
    step = np.uint64(visits[row].repetition + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = visits[row].return_word + step
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    for j in range(k):
        if z < return_thresholds[procedure, j]:
            return return_days[j]
    return -1


@compiled
def abandon(
    site: Record,
    visits: Table,
    again: Table,
    open_day: Ints,
    return_thresholds: Words,
    return_days: Ints,
    row: int,
    at: int,
) -> None:
    """R5: the visit leaves at `at`, and may return."""
    finish(visits, row, ABANDONED, -1, at, -1)
    delay = days_until_return(visits, return_thresholds, return_days, row)
    if delay < 0:
        return
    arrived_at = visits[row].arrived_at
    day = arrived_at // DAY_MS
    if delay > 0:
        k = np.searchsorted(open_day, day, side="right") + delay - 1
        if k >= len(open_day):
            return
        day = open_day[k]
    back = max(day * DAY_MS + arrived_at % DAY_MS, at)
    if back < site.horizon:
        come_again(site, visits, again, row, back)


@compiled
def send_home(site: Record, visits: Table, again: Ints, door_from: Ints, row: int, at: int) -> None:
    """R6: the visit is sent home and comes again at the next door opening, if there is one."""
    d = site.session_at
    while d < len(door_from) and door_from[d] < at:
        d += 1
    if d < len(door_from) and door_from[d] < site.horizon:
        finish(visits, row, SENT_HOME, -1, at, -1)
        come_again(site, visits, again, row, door_from[d])
    else:
        finish(visits, row, OPEN, -1, at, -1)


@hot
def join(
    site: Record, visits: Table, queues: Table, filled: Ints, slots: Table, row: int, at: int
) -> int:
    """Give the visit a ticket and a place at the end of its queue; returns its slot."""
    slot = site.free_slot
    if slot >= 0:
        site.free_slot = slots[slot].next
    else:
        slot = site.n_slots
        site.n_slots = slot + 1
    site.ticket += 1
    site.n_waiting += 1
    patience = visits[row].patience
    slots[slot].row = row
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


@compiled
def watch_deadline(site: Record, slots: Table, deadlines: Ints, slot: int) -> None:
    """Put the deadline of a ticket in the heap, if it comes before the horizon."""
    deadline = slots[slot].deadline
    if deadline < site.horizon:
        site.n_deadlines = heaps.push(deadlines, site.n_deadlines, (deadline << SLOT_BITS) | slot)


@hot
def drop_head(site: Record, queues: Table, filled: Ints, slots: Table, queue: int) -> int:
    """Free the slot at the head of a queue; returns the next one."""
    slot = queues[queue].head
    following = slots[slot].next
    queues[queue].head = following
    if following < 0:
        filled[queues[queue].word] &= ~queues[queue].bit
    slots[slot].row = -1
    slots[slot].next = site.free_slot
    site.free_slot = slot
    return following


@compiled
def live_head(
    site: Record, visits: Table, queues: Table, filled: Ints, slots: Table, again: Table,
    open_day: Ints, return_thresholds: Words, return_days: Ints, queue: int, at: int,
) -> int:  # fmt: skip
    """The first slot of the queue that still waits at `at`, or -1; earlier ones have left."""
    slot = queues[queue].head
    while slot >= 0:
        row = slots[slot].row
        if row >= 0:
            left_at = slots[slot].deadline
            if left_at >= at:
                break
            abandon(site, visits, again, open_day, return_thresholds, return_days, row, left_at)
            site.n_waiting -= 1
        slot = drop_head(site, queues, filled, slots, queue)
    return slot


@compiled
def renege(
    site: Record,
    visits: Table,
    slots: Table,
    deadlines: Ints,
    again: Table,
    open_day: Ints,
    return_thresholds: Words,
    return_days: Ints,
    at: int,
) -> None:
    """R9.4: those of the deadline heap whose patience runs out at `at` leave."""
    while site.n_deadlines > 0 and deadlines[0] >> SLOT_BITS <= at:
        key = deadlines[0]
        slot = key & SLOT_MASK
        site.n_deadlines = heaps.pop(deadlines, site.n_deadlines)
        row = slots[slot].row
        # The slot may have been freed, or serve a later visit with a deadline of its own.
        if row >= 0 and slots[slot].deadline == key >> SLOT_BITS:
            abandon(site, visits, again, open_day, return_thresholds, return_days, row, at)
            slots[slot].row = -1
            site.n_waiting -= 1


@compiled
def clear_queue(
    site: Record,
    visits: Table,
    queues: Table,
    filled: Ints,
    slots: Table,
    again: Table,
    door_from: Ints,
    open_day: Ints,
    return_thresholds: Words,
    return_days: Ints,
    queue: int,
    limit: int,
    at: int,
) -> None:
    """Send home at `at` all in the queue who took their ticket at or after `limit`."""
    slot = queues[queue].head
    kept = -1
    while slot >= 0 and slots[slot].arrived_at < limit:
        kept, slot = slot, slots[slot].next
    while slot >= 0:
        row = slots[slot].row
        if row >= 0:
            site.n_waiting -= 1
            left_at = slots[slot].deadline
            if left_at < at:
                abandon(site, visits, again, open_day, return_thresholds, return_days, row, left_at)
            else:
                send_home(site, visits, again, door_from, row, at)
        following = slots[slot].next
        slots[slot].row = -1
        slots[slot].next = site.free_slot
        site.free_slot = slot
        slot = following
    if kept >= 0:
        slots[kept].next = -1
        queues[queue].tail = kept
    elif queues[queue].head >= 0:
        queues[queue].head = -1
        filled[queues[queue].word] &= ~queues[queue].bit


@compiled
def settle(site: Record, visits: Table, queues: Table, slots: Table) -> None:
    """At the horizon: whoever waits is open, unless patience ran out before."""
    for queue in range(len(queues)):
        slot = queues[queue].head
        while slot >= 0:
            row = slots[slot].row
            if row >= 0:
                deadline = slots[slot].deadline
                if deadline < site.horizon:
                    finish(visits, row, ABANDONED, -1, deadline, -1)
                else:
                    finish(visits, row, OPEN, -1, -1, -1)
            slot = slots[slot].next
