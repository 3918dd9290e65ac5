"""Who comes to a site that is played alone, in what order.

Three lists in order are merged as a date goes on: those drawn, those who gave up and return on the
next working day at the same time of day, and those of whom else it was known before the date began,
with work that arrives with its dossier. So there is a heap for those alone of whom it shows only
on the date itself that they come.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

from sim.engines.kernel.alone_line import RETURNS, clock_of
from sim.engines.kernel.coming import drop_next_again, turn_of
from sim.engines.kernel.state import (
    DAY_MS,
    ENQUIRE,
    INTAKE,
    N_PURPOSES,
    Ints,
    Life,
    Record,
    Table,
    Words,
)  # fmt: skip
from sim.jit import compiled, hot, prefetch

NOBODY = (1 << 63) - 1
"""Later than any turn."""
FOREVER = 2 * DAY_MS
"""Patience that no date ends."""
DIGIT_BITS = 8
DIGIT_MASK = (1 << DIGIT_BITS) - 1
TURN, SOURCE, NEXT_BEFORE, NEXT_TOLD = range(4)
BY_DRAW, RETURNING, TOLD = range(3)

Narrow = NDArray[Any]
"""Integers of the width that the table has."""


class Drawn(NamedTuple):
    """The visits drawn, in order of arrival: columns of `tables.Visits`."""

    arrived_at: Ints
    service: Ints
    patience: Ints
    dossier: Ints
    return_word: Words
    procedure: Narrow
    purpose: Narrow
    priority: Narrow
    profile: Ints
    """(skills,)"""


class Days(NamedTuple):
    """Who comes, beside those drawn."""

    seats: Table
    """Those of two dates, the present one and the last from which somebody returns, a half for
    each; and behind these, of intake work, which alone stays overnight"""
    told: Table
    """Those who were told to come on this date, and intake work that arrives with its dossier, as
    (turn, row), in order."""
    soon: Table
    """Heap of those of whom it shows on this date that they come, as (turn, row)."""
    spare: Table
    """Working space to sort those told,"""
    tallies: Ints
    """(256,) and to count them."""


class Ahead(NamedTuple):
    """Who comes next of those who are known when the date begins."""

    place: Ints
    """(4,) the turn; whose it is, `BY_DRAW` or another; the first seat of the date before of whom
    nobody has come; how many of those told came"""
    room: Ints
    """(2,) the end of those seats; how many are told"""


@hot
def begin_life(life: Life, d: int) -> None:
    """A dossier before anything has happened to it."""
    taken = life.lives[d]
    taken.accepted_at = taken.due_at = taken.released_at = -1
    taken.ending = 0


@compiled
def file_all(run: Record, site: Record, life: Life, drawn: Drawn, told: Table) -> int:
    """The dossiers of this date begin; returns how many works arrive.

    Work on what comes without its filer arrives with the dossier.
    """
    n, limit = 0, (site.day + 1) * DAY_MS
    d = site.next_work
    while d < len(life.dossiers) and life.dossiers[d].filed_at < limit:
        begin_life(life, d)
        each = life.dossiers[d]
        if each.intake >= 0 and not each.enquires:
            row = run.n_rows
            run.n_rows = row + 1
            work = life.visits[row]
            work.dossier, work.procedure, work.purpose = d, each.procedure, INTAKE
            work.service, work.repetition = each.intake, 0
            work.patience = work.intake = -1
            work.queue = drawn.profile[each.procedure * N_PURPOSES]
            told[n].turn, told[n].row = turn_of(site, each.filed_at, d, 0), row
            n += 1
        d += 1
    site.next_work = d
    return n


@compiled
def expect_others(site: Record, life: Life, days: Days, n_works: int) -> int:
    """Those told to come on this date join the works, all in order; returns how many there are."""
    told = days.told
    n, row = n_works, life.bucket[0, site.day]
    while row >= 0:
        told[n].row = row
        prefetch(life.visits, row)
        n += 1
        row = life.link[row]
    for i in range(n_works, n):
        visit = life.visits[told[i].row]
        purpose = 0 if visit.purpose == INTAKE else visit.purpose
        told[i].turn = turn_of(site, visit.arrived_at, visit.dossier, purpose)
    if n > n_works:
        sort_by_turn(told, days.spare, days.tallies, n)
    return n


@compiled
def sort_by_turn(told: Table, spare: Table, tallies: Ints, n: int) -> None:
    """Put told[:n] in order of turns, digit by digit, but for digits that all have in common."""
    differ = 0
    for i in range(1, n):
        differ |= told[i].turn ^ told[0].turn
    is_spare = False
    for shift in range(0, 64, DIGIT_BITS):
        if (differ >> shift) & DIGIT_MASK:
            if is_spare:
                sort_by_digit(spare, told, tallies, n, shift)
            else:
                sort_by_digit(told, spare, tallies, n, shift)
            is_spare = not is_spare
    if is_spare:
        for i in range(n):
            told[i].turn, told[i].row = spare[i].turn, spare[i].row


@hot
def sort_by_digit(table: Table, into: Table, tallies: Ints, n: int, shift: int) -> None:
    """Write table[:n] to another one by one digit of turns, those with the same one as they are."""
    for digit in range(len(tallies)):
        tallies[digit] = 0
    for i in range(n):
        tallies[(table[i].turn >> shift) & DIGIT_MASK] += 1
    total = 0
    for digit in range(len(tallies)):
        total, tallies[digit] = total + tallies[digit], total
    for i in range(n):
        digit = (table[i].turn >> shift) & DIGIT_MASK
        place = tallies[digit]
        tallies[digit] = place + 1
        into[place].turn, into[place].row = table[i].turn, table[i].row


@hot
def look_ahead(site: Record, drawn: Drawn, days: Days, ahead: Ahead) -> None:
    """Find who comes next."""
    place, seats = ahead.place, days.seats
    i, turn, source = site.next_row, NOBODY, BY_DRAW
    if i < site.end_row and drawn.arrived_at[i] < (site.day + 1) * DAY_MS:
        turn = turn_of(site, drawn.arrived_at[i], drawn.dossier[i], drawn.purpose[i])
    b, n = place[NEXT_BEFORE], ahead.room[0]
    while b < n and seats[b].state != RETURNS:
        b += 1
    place[NEXT_BEFORE] = b
    if b < n and seats[b].turn < turn:
        turn, source = seats[b].turn, RETURNING
    k = place[NEXT_TOLD]
    if k < ahead.room[1] and days.told[k].turn < turn:
        turn, source = days.told[k].turn, TOLD
    place[TURN], place[SOURCE] = turn, source


@hot
def next_turn(site: Record, days: Days, ahead: Ahead) -> int:
    """The turn of the next arrival; NOBODY: nobody comes any more."""
    turn = ahead.place[TURN]
    if site.n_again > 0:
        turn = min(turn, days.soon[0].turn)
    return turn


@hot
def deadline_of(seat: Record, patience: int) -> int:
    """When the patience of one who came ends, since midnight; unlimited where negative."""
    return clock_of(seat) + (FOREVER if patience < 0 else min(patience, FOREVER))


@hot
def seat_drawn(site: Record, life: Life, drawn: Drawn, seat: Record, i: int) -> None:
    """Write a visit drawn into its row, and into a seat."""
    visit, procedure, purpose = life.visits[i], drawn.procedure[i], drawn.purpose[i]
    visit.service, visit.dossier = drawn.service[i], drawn.dossier[i]
    visit.patience, visit.return_word = drawn.patience[i], drawn.return_word[i]
    visit.procedure, visit.purpose, visit.tries = procedure, purpose, 0
    first = drawn.priority[i] * site.n_profiles
    visit.queue = first + drawn.profile[procedure * N_PURPOSES + purpose]
    visit.intake, seat.brings_work = -1, False
    if purpose == ENQUIRE:
        dossier = life.dossiers[drawn.dossier[i]]
        if dossier.enquires and dossier.intake >= 0:
            visit.intake, seat.brings_work = dossier.intake, True
            visit.intake_queue = drawn.profile[procedure * N_PURPOSES]
    seat.row, seat.queue, seat.procedure = i, visit.queue, procedure
    seat.repetition = seat.times = 0
    seat.return_word, seat.deadline = drawn.return_word[i], deadline_of(seat, drawn.patience[i])


@hot
def seat_row(run: Record, site: Record, life: Life, seats: Table, turn: int, row: int) -> int:
    """Write the visit of a row, or intake work, into a seat; returns its number."""
    visit, number = life.visits[row], run.next_seat
    is_work = visit.purpose == INTAKE
    if is_work:
        number = run.next_work_seat
    seat = seats[number]
    seat.turn, seat.row, seat.queue, seat.procedure = turn, row, visit.queue, visit.procedure
    seat.repetition, seat.times, seat.return_word = visit.repetition, 0, visit.return_word
    seat.deadline, seat.brings_work = deadline_of(seat, visit.patience), visit.intake >= 0
    if is_work:
        seat.queue += (site.n_classes - 1) * site.n_profiles
    return number


@hot
def seat_again(seat: Record, before: Record) -> None:
    """Hand a visitor on from the seat of an earlier date."""
    seat.row, seat.queue, seat.procedure = before.row, before.queue, before.procedure
    seat.repetition, seat.times = before.repetition + 1, before.times
    seat.return_word = before.return_word
    seat.deadline, seat.brings_work = before.deadline, False


@hot
def call_in(run: Record, site: Record, life: Life, drawn: Drawn, days: Days, ahead: Ahead) -> int:
    """Who comes next is written into a seat that is free; returns its number."""
    place = ahead.place
    if site.n_again > 0 and days.soon[0].turn < place[TURN]:
        turn, row = days.soon[0].turn, days.soon[0].row
        drop_next_again(site, days.soon)
        return seat_row(run, site, life, days.seats, turn, row)
    turn, number = place[TURN], run.next_seat
    seat = days.seats[number]
    seat.turn = turn
    if place[SOURCE] == RETURNING:
        seat_again(seat, days.seats[place[NEXT_BEFORE]])
        place[NEXT_BEFORE] += 1
    elif place[SOURCE] == BY_DRAW:
        seat_drawn(site, life, drawn, seat, site.next_row)
        site.next_row += 1
    else:
        number = seat_row(run, site, life, days.seats, turn, days.told[place[NEXT_TOLD]].row)
        place[NEXT_TOLD] += 1
    look_ahead(site, drawn, days, ahead)
    return number
