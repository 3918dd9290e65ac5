"""The line of one site that is played alone for its sums: the same rules as `line` and `desk`.

What differs is what is written down. The end of a visit is counted, and one who comes again keeps
the row. Whoever joins the line takes a seat, and seats of a date stand in order of ticket. They
hold all that waiting needs, so that who waits in vain day after day is handed on from the seats of
one date to those of the next, in order, and the row, far away in memory, is left alone meanwhile.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.engines.kernel import heaps
from sim.engines.kernel.coming import TURN_BITS, TURN_MASK, begin_intake, expect_today, thinks_again
from sim.engines.kernel.desk import sit_down
from sim.engines.kernel.duty import freshen
from sim.engines.kernel.life import put_off
from sim.engines.kernel.line import note_end
from sim.engines.kernel.state import (
    ABANDONED,
    AWAY,
    BUSY,
    DAY_MS,
    ENQUIRE,
    FAR,
    MASK_BITS,
    OFFICER_BITS,
    OFFICER_MASK,
    OPEN,
    SENT_HOME,
    SERVED,
    TURNED_AWAY,
    Counters,
    Ints,
    Life,
    Record,
    Table,
)  # fmt: skip
from sim.engines.kernel.sums import (
    Frame,
    Sums,
    count_arrival,
    count_in_vain,
    count_left,
    count_served,
    count_work,
)  # fmt: skip
from sim.jit import compiled, hot, lowest_bit, prefetch

WAITS, GONE, RETURNS = range(3)
"""Of who took a seat: is in line; is served, or will come at another time than the next one; comes
again on the next working day, at the same time of day."""


class Hall(NamedTuple):
    """What is in the room."""

    seats: Table
    """Those of the present date, in order of ticket, among others (`alone_coming.Days`)"""
    fresh: Ints
    completions: Ints
    late_starts: Ints
    deadlines: Ints
    """Heap of those whose leaving somebody could feel: when since midnight, and the seat."""
    ended: Ints
    soon: Table
    """Heap of those who come today at a time that shows only now."""


@hot
def clock_of(seat: Record) -> int:
    """When the visitor came, since midnight [ms]."""
    return int(seat.turn >> TURN_BITS)


@hot
def leave_seat(site: Record, frame: Frame, sums: Sums, visit: Record, seat: Record) -> None:
    """The row goes on from where the seat has come to, and all that it stood for is counted."""
    if not is_work(site, seat):
        count_arrival(frame, sums, site.day * DAY_MS + clock_of(seat))
        if seat.times > 0:
            count_in_vain(frame, sums, clock_of(seat), seat.deadline, seat.times)
    visit.repetition = seat.repetition
    if not seat.brings_work:
        visit.intake = -1
    seat.state = GONE


@hot
def begin_service(
    site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame, sums: Sums,
    seat: Record, officer: int, at: int,
) -> None:  # fmt: skip
    """The officer serves the visit of a seat from `at` on."""
    visit, who = life.visits[seat.row], counters.officers[officer]
    until = at + visit.service
    leave_seat(site, frame, sums, visit, seat)
    visit.fate, visit.left_at = SERVED, until
    who.doing, who.serving = BUSY, seat.row
    key = (until << OFFICER_BITS) | officer
    site.n_completions = heaps.enter(hall.completions, site.n_completions, key)
    count_work(frame, sums, who, counters.duty_from, counters.duty_to, at, until)
    if not is_work(site, seat):
        count_served(frame, sums, site.day * DAY_MS + clock_of(seat), at)


@hot
def is_work(site: Record, seat: Record) -> bool:
    """Whether it is intake work that waits, which has the last class."""
    return bool(seat.queue >= (site.n_classes - 1) * site.n_profiles)


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


@compiled
def give_up_for_good(
    run: Record, site: Record, life: Life, hall: Hall, frame: Frame, sums: Sums, seat: Record,
    delay: int, at: int,
) -> None:  # fmt: skip
    """R5: a visit that has left comes no more, or on another day than the next one."""
    visit, clock = life.visits[seat.row], clock_of(seat)
    leave_seat(site, frame, sums, visit, seat)
    count_left(frame, sums, site.day * DAY_MS + clock, at, True, ABANDONED)
    visit.fate, visit.left_at = ABANDONED, at
    if delay < 0:
        note_end(run, hall.ended, seat.row)
        return
    k = life.open_day_at[site.number, min(site.day + 1, life.open_day_at.shape[1] - 1)]
    k += delay - 1
    if k < site.last_open_day:
        back = life.open_day[k] * DAY_MS + clock
        if back < run.horizon:
            visit.repetition += 1
            visit.intake = -1
            put_off(life, site.number, seat.row, back)


@hot
def give_up(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, seat: Record, at: int,
) -> None:  # fmt: skip
    """R5: the visit of a seat leaves at `at`."""
    if seat.brings_work:
        begin_intake(run, site, life.visits, hall.soon, seat.row, at)
    delay = thinks_again(
        seat.return_word, seat.repetition, seat.procedure, counters.return_thresholds,
        counters.return_days,
    )  # fmt: skip
    if delay == 1 and clock_of(seat) < run.again_before:
        seat.state = RETURNS
        seat.times += frame.period_from <= at < frame.period_to
    else:
        give_up_for_good(run, site, life, hall, frame, sums, seat, delay, at)


@compiled
def send_home(
    run: Record, site: Record, life: Life, soon: Table, frame: Frame, sums: Sums, seat: Record,
    at: int,
) -> None:  # fmt: skip
    """R6: the visit is sent home and comes again when the doors open next, if they do."""
    visit = life.visits[seat.row]
    leave_seat(site, frame, sums, visit, seat)
    opens_at = next_opening(site, life.sessions, site.session_at, at)
    comes = 0 <= opens_at < run.horizon
    fate = SENT_HOME if comes else OPEN
    count_left(frame, sums, site.day * DAY_MS + clock_of(seat), at, False, fate)
    visit.fate, visit.left_at = fate, at
    begin_intake(run, site, life.visits, soon, seat.row, at)
    if comes:
        come_again(site, life, soon, seat.row, opens_at)


@hot
def next_opening(site: Record, sessions: Table, d: int, at: int) -> int:
    """When the doors open at `at` or later, session `d` being one to begin with; -1: never."""
    while d < site.last_session and sessions[d].door_from < at:
        d += 1
    return sessions[d].door_from if d < site.last_session else -1


@compiled
def turn_away(
    run: Record, site: Record, life: Life, soon: Table, frame: Frame, sums: Sums, seat: Record,
    at: int,
) -> None:  # fmt: skip
    """The doors are shut; the visit comes again when they open next, if they do."""
    visit = life.visits[seat.row]
    leave_seat(site, frame, sums, visit, seat)
    visit.fate, visit.left_at = TURNED_AWAY, at
    begin_intake(run, site, life.visits, soon, seat.row, at)
    opens_at = next_opening(site, life.sessions, site.door_at, at + 1)
    if 0 <= opens_at < run.horizon:
        come_again(site, life, soon, seat.row, opens_at)


@hot
def take_seat(run: Record, site: Record, counters: Counters, hall: Hall, number: int) -> None:
    """Who came last joins the end of a queue, and has the seat from now on."""
    seats = hall.seats
    seat = seats[number]
    if number == run.next_seat:
        run.next_seat = number + 1
    else:
        run.next_work_seat = number + 1
    seat.state, seat.next = WAITS, -1
    queue = counters.queues[seat.queue]
    if queue.head < 0:
        queue.head = number
        counters.filled[queue.word] |= queue.bit
    else:
        seats[queue.tail].next = number
    queue.tail = number
    if seat.brings_work and seat.deadline < DAY_MS:
        key = (int(seat.deadline) << TURN_BITS) | number
        site.n_deadlines = heaps.push(hall.deadlines, site.n_deadlines, key)


@hot
def drop_head(counters: Counters, hall: Hall, number: int) -> int:
    """The seat at the head of a queue is given up; returns the next one."""
    queue = counters.queues[number]
    following = hall.seats[queue.head].next
    queue.head = following
    if following < 0:
        counters.filled[queue.word] &= ~queue.bit
    return int(following)


@hot
def live_head(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, queue: int, at: int,
) -> int:  # fmt: skip
    """The first seat of the queue where somebody waits at `at`, or -1; those before have left."""
    base = site.day * DAY_MS
    number = counters.queues[queue].head
    while number >= 0:
        seat = hall.seats[number]
        if seat.state == WAITS:
            left_at = base + seat.deadline
            if left_at >= at:
                break
            give_up(run, site, life, counters, hall, frame, sums, seat, left_at)
        number = drop_head(counters, hall, queue)
    return number


@hot
def first_ticket(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, officer: int, at: int,
) -> int:  # fmt: skip
    """R3: the queue whose head the officer takes next (lowest class, earliest ticket), or -1."""
    who, queues, seats = counters.officers[officer], counters.queues, hall.seats
    base = site.day * DAY_MS
    limit, n_classes = FAR, site.n_classes
    if not who.on_duty:
        limit, n_classes = who.hold_limit, site.n_classes - 1
    for priority in range(n_classes):
        best, earliest = -1, FAR
        for word in range(site.n_words):
            mask = counters.filled[priority * site.n_words + word]
            mask &= counters.kind_mask[who.kind, word]
            while mask:
                queue = priority * site.n_profiles + word * MASK_BITS + lowest_bit(mask)
                mask &= mask - 1
                number = queues[queue].head
                if seats[number].state != WAITS or base + seats[number].deadline < at:
                    number = live_head(run, site, life, counters, hall, frame, sums, queue, at)
                if 0 <= number < earliest and base + clock_of(seats[number]) < limit:
                    best, earliest = queue, number
        if best >= 0:
            return best
    return -1


@hot
def dispatch(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, at: int,
) -> None:  # fmt: skip
    """R3: the fresh officers take who waits; the rest sit down, or leave when off duty."""
    officers = counters.officers
    for i in range(site.n_fresh):
        officer = hall.fresh[i]
        queue = first_ticket(run, site, life, counters, hall, frame, sums, officer, at)
        if queue >= 0:
            seat = hall.seats[counters.queues[queue].head]
            following = drop_head(counters, hall, queue)
            if following >= 0:
                prefetch(life.visits, hall.seats[following].row)
            begin_service(site, life, counters, hall, frame, sums, seat, officer, at)
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
        site.n_completions = heaps.drop_first(hall.completions, site.n_completions)
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
    clock = at - site.day * DAY_MS
    while site.n_deadlines > 0 and hall.deadlines[0] >> TURN_BITS <= clock:
        seat = hall.seats[hall.deadlines[0] & TURN_MASK]
        site.n_deadlines = heaps.pop(hall.deadlines, site.n_deadlines)
        if seat.state == WAITS:
            give_up(run, site, life, counters, hall, frame, sums, seat, at)
