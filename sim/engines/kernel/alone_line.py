"""The line of one site that is played alone for its sums: the same rules as `line` and `desk`.

What differs is what is written down: the end of a visit is counted, and a visitor who comes again
keeps the row.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.engines.kernel import heaps
from sim.engines.kernel.coming import begin_intake, days_until_return, expect_today
from sim.engines.kernel.desk import lowest_bit, sit_down
from sim.engines.kernel.duty import freshen, hold_officers, longest_hold
from sim.engines.kernel.life import put_off
from sim.engines.kernel.line import drop_head, note_end
from sim.engines.kernel.state import (
    ABANDONED,
    AWAY,
    BUSY,
    DAY_MS,
    ENQUIRE,
    FAR,
    INTAKE,
    MASK_BITS,
    OFFICER_BITS,
    OFFICER_MASK,
    OPEN,
    SENT_HOME,
    SERVED,
    SLOT_BITS,
    SLOT_MASK,
    TURNED_AWAY,
    Counters,
    Ints,
    Life,
    Record,
    Table,
)  # fmt: skip
from sim.engines.kernel.sums import Frame, Sums, count_left, count_served, count_work
from sim.jit import compiled, hot


class Hall(NamedTuple):
    """What is in the room."""

    slots: Table
    fresh: Ints
    completions: Ints
    late_starts: Ints
    deadlines: Ints
    ended: Ints
    soon: Table
    """Heap of those who come today at a time that shows only now."""


@hot
def begin_service(
    site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame, sums: Sums, row: int,
    officer: int, at: int,
) -> None:  # fmt: skip
    """The officer serves the visit from `at` on."""
    visit, who = life.visits[row], counters.officers[officer]
    until = at + visit.service
    visit.fate, visit.called_at, visit.left_at, visit.officer = SERVED, at, until, officer
    who.doing, who.serving = BUSY, row
    key = (until << OFFICER_BITS) | officer
    site.n_completions = heaps.push(hall.completions, site.n_completions, key)
    count_work(frame, sums, who, counters.duty_from, counters.duty_to, at, until)
    if visit.purpose != INTAKE:
        count_served(frame, sums, visit.arrived_at, at)


@compiled
def come_again(site: Record, life: Life, soon: Table, row: int, at: int) -> None:
    """The visitor comes again at an opening of the doors."""
    visit = life.visits[row]
    visit.repetition += 1
    visit.intake = -1
    visit.arrived_at = at
    if at < (site.day + 1) * DAY_MS:
        expect_today(site, life.visits, soon, row)
    else:
        put_off(life, site.number, row, at)


@hot
def give_up(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, row: int, at: int,
) -> None:  # fmt: skip
    """R5: the visit leaves at `at`; one that returns has its next arrival written in its row."""
    visit = life.visits[row]
    since = visit.arrived_at
    count_left(frame, sums, since, at, True, ABANDONED)
    visit.fate, visit.left_at = ABANDONED, at
    begin_intake(run, site, life.visits, hall.soon, row, at)
    delay = days_until_return(life.visits, counters.return_thresholds, counters.return_days, row)
    if delay < 0:
        note_end(run, hall.ended, row)
        return
    k = life.open_day_at[site.number, min(since // DAY_MS + 1, life.open_day_at.shape[1] - 1)]
    k += delay - 1
    if k < site.last_open_day:
        back = life.open_day[k] * DAY_MS + since % DAY_MS
        if back < run.horizon:
            visit.repetition += 1
            visit.intake = -1
            visit.arrived_at = back


@compiled
def send_home(
    run: Record, site: Record, life: Life, soon: Table, frame: Frame, sums: Sums, row: int, at: int
) -> None:
    """R6: the visit is sent home and comes again when the doors open next, if they do."""
    visit = life.visits[row]
    opens_at = next_opening(site, life.sessions, site.session_at, at)
    comes = 0 <= opens_at < run.horizon
    fate = SENT_HOME if comes else OPEN
    count_left(frame, sums, visit.arrived_at, at, False, fate)
    visit.fate, visit.left_at = fate, at
    begin_intake(run, site, life.visits, soon, row, at)
    if comes:
        come_again(site, life, soon, row, opens_at)


@hot
def next_opening(site: Record, sessions: Table, d: int, at: int) -> int:
    """When the doors open at `at` or later, session `d` being one to begin with; -1: never."""
    while d < site.last_session and sessions[d].door_from < at:
        d += 1
    return sessions[d].door_from if d < site.last_session else -1


@compiled
def turn_away(run: Record, site: Record, life: Life, soon: Table, row: int, at: int) -> None:
    """The doors are shut; the visit comes again when they open next, if they do."""
    visit = life.visits[row]
    visit.fate, visit.left_at = TURNED_AWAY, at
    begin_intake(run, site, life.visits, soon, row, at)
    opens_at = next_opening(site, life.sessions, site.door_at, at + 1)
    if 0 <= opens_at < run.horizon:
        come_again(site, life, soon, row, opens_at)


@hot
def live_head(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, queue: int, at: int,
) -> int:  # fmt: skip
    """The first slot of the queue that still waits at `at`, or -1; earlier ones have left."""
    slots, queues, filled = hall.slots, counters.queues, counters.filled
    slot = queues[queue].head
    while slot >= 0:
        row = slots[slot].row
        if row >= 0:
            left_at = slots[slot].deadline
            if left_at >= at:
                break
            give_up(run, site, life, counters, hall, frame, sums, row, left_at)
        slot = drop_head(run, queues, filled, slots, queue)
    return slot


@hot
def first_ticket(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, officer: int, at: int,
) -> int:  # fmt: skip
    """R3: the queue whose head the officer takes next (lowest class, earliest ticket), or -1."""
    who, queues, slots = counters.officers[officer], counters.queues, hall.slots
    limit, n_classes = FAR, site.n_classes
    if not who.on_duty:
        limit, n_classes = who.hold_limit, site.n_classes - 1
    for priority in range(n_classes):
        best, best_ticket = -1, FAR
        for word in range(site.n_words):
            mask = counters.filled[priority * site.n_words + word]
            mask &= counters.kind_mask[who.kind, word]
            while mask:
                queue = priority * site.n_profiles + word * MASK_BITS + lowest_bit(mask)
                mask &= mask - 1
                slot = queues[queue].head
                if slots[slot].row < 0 or slots[slot].deadline < at:
                    slot = live_head(run, site, life, counters, hall, frame, sums, queue, at)
                if (
                    slot >= 0
                    and slots[slot].ticket < best_ticket
                    and slots[slot].arrived_at < limit
                ):
                    best, best_ticket = queue, slots[slot].ticket
        if best >= 0:
            return best
    return -1


@hot
def dispatch(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, at: int,
) -> None:  # fmt: skip
    """R3: the fresh officers take who waits; the rest sit down, or leave when off duty."""
    officers, queues, slots = counters.officers, counters.queues, hall.slots
    for i in range(site.n_fresh):
        officer = hall.fresh[i]
        queue = first_ticket(run, site, life, counters, hall, frame, sums, officer, at)
        if queue >= 0:
            row = slots[queues[queue].head].row
            drop_head(run, queues, counters.filled, slots, queue)
            begin_service(site, life, counters, hall, frame, sums, row, officer, at)
            continue
        officers[officer].hold_limit = 0
        if officers[officer].on_duty:
            sit_down(site, officers, counters.kinds, officer, at)
        else:
            officers[officer].doing = AWAY
    site.n_fresh = 0


@hot
def complete(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, at: int
) -> None:
    """R9: all services that end at `at`."""
    officers = counters.officers
    while site.n_completions > 0 and hall.completions[0] >> OFFICER_BITS == at:
        officer = hall.completions[0] & OFFICER_MASK
        site.n_completions = heaps.pop(hall.completions, site.n_completions)
        row = officers[officer].serving
        if life.visits[row].purpose == ENQUIRE:
            begin_intake(run, site, life.visits, hall.soon, row, at)
        else:
            note_end(run, hall.ended, row)
        if officers[officer].on_duty or officers[officer].hold_limit > 0:
            freshen(site, officers, hall.fresh, officer)
        else:
            officers[officer].doing = AWAY


@compiled
def renege(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, at: int,
) -> None:  # fmt: skip
    """R9: those whose patience runs out at `at`, and whose work begins thereby, leave."""
    slots = hall.slots
    while site.n_deadlines > 0 and hall.deadlines[0] >> SLOT_BITS <= at:
        key = hall.deadlines[0]
        slot = key & SLOT_MASK
        site.n_deadlines = heaps.pop(hall.deadlines, site.n_deadlines)
        row = slots[slot].row
        # The slot may have been freed, or serve a later visit with a deadline of its own.
        if row >= 0 and slots[slot].deadline == key >> SLOT_BITS:
            slots[slot].row = -1
            give_up(run, site, life, counters, hall, frame, sums, row, at)


@compiled
def clear(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, queue: int, limit: int, at: int,
) -> None:  # fmt: skip
    """Send home at `at` all in the queue who took their ticket at or after `limit`."""
    slots, queues = hall.slots, counters.queues
    slot, kept = queues[queue].head, -1
    while slot >= 0 and slots[slot].arrived_at < limit:
        kept, slot = slot, slots[slot].next
    while slot >= 0:
        row, left_at = slots[slot].row, slots[slot].deadline
        if row >= 0 and left_at < at:
            give_up(run, site, life, counters, hall, frame, sums, row, left_at)
        elif row >= 0:
            send_home(run, site, life, hall.soon, frame, sums, row, at)
        following = slots[slot].next
        slots[slot].row, slots[slot].next = -1, run.free_slot
        run.free_slot = slot
        slot = following
    if kept >= 0:
        slots[kept].next = -1
        queues[queue].tail = kept
    elif queues[queue].head >= 0:
        queues[queue].head = -1
        counters.filled[queues[queue].word] &= ~queues[queue].bit


@compiled
def clear_all(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, of_holds: bool, at: int,
) -> None:  # fmt: skip
    """Whoever still waits is sent home, but for those whom somebody is held for (`of_holds`)."""
    for queue in range((site.n_classes - 1) * site.n_profiles):
        if counters.queues[queue].head >= 0:
            limit = 0
            if of_holds:
                profile = queue % site.n_profiles
                limit = longest_hold(counters.officers, counters.kind_mask, profile)
            clear(run, site, life, counters, hall, frame, sums, queue, limit, at)


@compiled
def change_session(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, at: int,
) -> None:  # fmt: skip
    """R6 at the end of a session, and at the instant when the last who wait are sent home."""
    if site.send_home_at == at:
        site.send_home_at = FAR
        clear_all(run, site, life, counters, hall, frame, sums, False, at)
    s = site.session_at
    if s >= site.last_session or life.sessions[s].closes_at != at:
        return
    if not life.sessions[s].is_last:
        if site.at_break_serve:
            hold_officers(site, counters.officers, at)
    else:
        site.closed_at = at
        site.opens_next = FAR
        if s + 1 < site.last_session:
            site.opens_next = life.sessions[s + 1].door_from
        last = at
        if site.at_close_serve:
            last = max(at, min(at + site.latest_close, site.opens_next))
        if last > at:
            hold_officers(site, counters.officers, at)
            site.send_home_at = last
        clear_all(run, site, life, counters, hall, frame, sums, last > at, at)
    site.session_at = s + 1
