"""The end of a session at a site that is played alone: who is yet served, who sent home (R6)."""

from __future__ import annotations

from sim.engines.kernel.alone_line import WAITS, Hall, clock_of, give_up, send_home
from sim.engines.kernel.duty import hold_officers, longest_hold
from sim.engines.kernel.state import DAY_MS, FAR, Counters, Life, Record
from sim.engines.kernel.sums import Frame, Sums
from sim.jit import compiled


@compiled
def clear(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, number: int, limit: int, at: int,
) -> None:  # fmt: skip
    """Send home at `at` all in the queue who took their ticket at or after `limit`."""
    seats, queue, base = hall.seats, counters.queues[number], site.day * DAY_MS
    each, kept = queue.head, -1
    while each >= 0 and base + clock_of(seats[each]) < limit:
        kept, each = each, seats[each].next
    while each >= 0:
        seat = seats[each]
        if seat.state == WAITS:
            left_at = base + seat.deadline
            if left_at < at:
                give_up(run, site, life, counters, hall, frame, sums, seat, left_at)
            else:
                send_home(run, site, life, hall.soon, frame, sums, seat, at)
        each = seat.next
    if kept >= 0:
        seats[kept].next = -1
        queue.tail = kept
    elif queue.head >= 0:
        queue.head = -1
        counters.filled[queue.word] &= ~queue.bit


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
