"""One site alone, date by date, for its sums: the rules of `loop`, `line`, `desk` and `duty`.

Where the general loop keeps a row of every visit, here a visitor who comes again is the same row
again. Those of a date are merged in order before it begins; who gives up and returns on the next
working day, at the same time of day, is in order there already. So there is a heap for those alone
who are told to come at some other time.

It holds where nobody waits over midnight (`compiled.alone.is_simple`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

from sim.engines.kernel import heaps
from sim.engines.kernel.alone_line import (
    Hall,
    begin_service,
    change_session,
    complete,
    dispatch,
    renege,
    turn_away,
)  # fmt: skip
from sim.engines.kernel.coming import TURN_BITS, drop_next_again, expect_today, turn_of
from sim.engines.kernel.desk import first_available
from sim.engines.kernel.duty import change_duty, stand_up
from sim.engines.kernel.life import follow, put_off, spread_later
from sim.engines.kernel.line import join
from sim.engines.kernel.loop import doors_open, next_change
from sim.engines.kernel.office import is_at_rest, run_unit
from sim.engines.kernel.state import (
    ABANDONED,
    DAY_MS,
    ENQUIRE,
    FAR,
    INTAKE,
    N_PURPOSES,
    OFFICER_BITS,
    SLOT_BITS,
    Counters,
    Ints,
    Life,
    Record,
    Space,
    Stages,
    Table,
    Words,
)  # fmt: skip
from sim.engines.kernel.sums import Frame, Sums, count_arrival
from sim.jit import AHEAD, compiled, hot, prefetch

NOBODY = (1 << 63) - 1
"""Later than any turn."""


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
    """Arrivals as (turn, row), see `coming.turn_of`."""

    today: Table
    """Those of the present date that are known when it begins, in order."""
    seen: Table
    """Visitors who came, in order; those to whom the doors were shut left out."""
    again: Table
    """Those of them who return on the next working day, in order."""
    soon: Table
    """Heap of all others who come on this date."""


@hot
def admit(site: Record, life: Life, drawn: Drawn, i: int) -> None:
    """Write a drawn visit into its row."""
    visit = life.visits[i]
    visit.arrived_at, visit.service = drawn.arrived_at[i], drawn.service[i]
    visit.patience, visit.dossier = drawn.patience[i], drawn.dossier[i]
    visit.return_word, visit.procedure = drawn.return_word[i], drawn.procedure[i]
    visit.purpose, visit.repetition, visit.tries = drawn.purpose[i], 0, 0
    skill = drawn.procedure[i] * N_PURPOSES + drawn.purpose[i]
    visit.queue = drawn.priority[i] * site.n_profiles + drawn.profile[skill]
    visit.intake = -1
    dossier = life.dossiers[drawn.dossier[i]]
    if drawn.purpose[i] == ENQUIRE and dossier.enquires:
        visit.intake = dossier.intake
        visit.intake_queue = drawn.profile[drawn.procedure[i] * N_PURPOSES]


@hot
def begin_life(life: Life, d: int) -> None:
    """A dossier before anything has happened to it."""
    taken = life.lives[d]
    taken.accepted_at = taken.due_at = taken.released_at = -1
    taken.ending = 0


@hot
def file_all(run: Record, site: Record, life: Life, drawn: Drawn, days: Days) -> int:
    """The dossiers of this date begin; returns how many works arrive, noted at the end of `soon`.

    Work on what comes without its filer arrives with the dossier.
    """
    n, limit = 0, (site.day + 1) * DAY_MS
    d, room = site.next_work, len(days.soon)
    while d < len(life.dossiers) and life.dossiers[d].filed_at < limit:
        begin_life(life, d)
        each = life.dossiers[d]
        if each.intake >= 0 and not each.enquires:
            row = run.n_rows
            run.n_rows = row + 1
            work = life.visits[row]
            work.dossier, work.procedure, work.purpose = d, each.procedure, INTAKE
            work.arrived_at, work.service, work.repetition = each.filed_at, each.intake, 0
            work.patience = work.intake = -1
            work.queue = drawn.profile[each.procedure * N_PURPOSES]
            n += 1
            days.soon[room - n].turn = turn_of(site, each.filed_at, d, 0)
            days.soon[room - n].row = row
        d += 1
    site.next_work = d
    return n


@compiled
def gather(run: Record, site: Record, life: Life, drawn: Drawn, days: Days, n_again: int) -> int:
    """Put down for today who was drawn for it, returns, or is worked on; returns how many.

    `n_again` of them return.
    """
    works, room = file_all(run, site, life, drawn, days), len(days.soon)
    limit, n, a, w = (site.day + 1) * DAY_MS, 0, 0, 0
    while True:
        i, turn = site.next_row, NOBODY
        if i < site.end_row and drawn.arrived_at[i] < limit:
            turn = turn_of(site, drawn.arrived_at[i], drawn.dossier[i], drawn.purpose[i])
        again, work = NOBODY, NOBODY
        if a < n_again:
            again = days.again[a].turn
        if w < works:
            work = days.soon[room - 1 - w].turn
        entry = days.today[n]
        if again < turn and again < work:
            entry.turn, entry.row = again, days.again[a].row
            a += 1
        elif work < turn:
            entry.turn, entry.row = work, days.soon[room - 1 - w].row
            w += 1
        elif turn < NOBODY:
            admit(site, life, drawn, i)
            entry.turn, entry.row = turn, i
            site.next_row = i + 1
        else:
            return n
        n += 1


@compiled
def expect_others(site: Record, life: Life, soon: Table) -> None:
    """Those told to come on this date go to the heap."""
    n, row = 0, life.bucket[0, site.day]
    while row >= 0:
        soon[n].row = row
        prefetch(life.visits, row)
        n += 1
        row = life.link[row]
    for i in range(n):
        expect_today(site, life.visits, soon, soon[i].row)


@hot
def next_turn(site: Record, days: Days, k: int, n: int) -> int:
    """The turn of the next arrival, the k-th of n or of the heap; NOBODY: nobody comes any more."""
    turn = NOBODY
    if k < n:
        turn = days.today[k].turn
    if site.n_again > 0:
        turn = min(turn, days.soon[0].turn)
    return turn


@hot
def arrive(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, row: int, at: int,
) -> bool:  # fmt: skip
    """R9: one arrival; True where it is a visit, and the doors are not shut."""
    visit = life.visits[row]
    is_visit = visit.purpose != INTAKE
    if is_visit:
        count_arrival(frame, sums, at)
        if site.closed_at == at or not doors_open(site, life.sessions, at):
            turn_away(run, site, life, hall.soon, row, at)
            return False
    else:
        visit.queue += (site.n_classes - 1) * site.n_profiles
    officer = -1
    if site.n_idle > 0:
        officer = first_available(
            counters.officers, counters.kinds, counters.server_start, counters.server_kind,
            visit.queue % site.n_profiles,
        )  # fmt: skip
    if officer >= 0:
        stand_up(site, counters.officers, counters.kinds, officer)
        begin_service(site, life, counters, hall, frame, sums, row, officer, at)
    else:
        slot = join(run, site, life.visits, counters.queues, counters.filled, hall.slots, row, at)
        if visit.intake >= 0:
            deadline = hall.slots[slot].deadline
            if deadline < (site.day + 1) * DAY_MS:
                key = (deadline << SLOT_BITS) | slot
                site.n_deadlines = heaps.push(hall.deadlines, site.n_deadlines, key)
    return is_visit


@hot
def play_date(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, stages: Stages,
    frame: Frame, sums: Sums, days: Days, n: int,
) -> int:  # fmt: skip
    """Everything that happens on the present date, on which n are expected.

    Returns how many visitors stand in `days.seen`.
    """
    base, limit = site.day * DAY_MS, (site.day + 1) * DAY_MS
    k, n_seen = 0, 0
    hours = life.sessions[site.first_session : site.last_session]
    change_at = next_change(site, counters.roster, hours, hall.late_starts)
    while True:
        turn = next_turn(site, days, k, n)
        at = FAR if turn == NOBODY else base + (turn >> TURN_BITS)
        end_at = hall.completions[0] >> OFFICER_BITS if site.n_completions > 0 else FAR
        deadline_at = hall.deadlines[0] >> SLOT_BITS if site.n_deadlines > 0 else FAR
        at = min(min(at, change_at), min(end_at, deadline_at))
        if at >= limit:
            return n_seen
        # R9: one instant, in this order.
        if end_at == at:
            complete(run, site, life, counters, hall, at)
        if change_at == at:
            change_duty(
                run, site, stages, counters.officers, counters.kinds, hall.fresh,
                hall.late_starts, counters.roster, counters.duty_from, counters.duty_to,
                counters.worked_from, at,
            )  # fmt: skip
            change_session(run, site, life, counters, hall, frame, sums, at)
            change_at = next_change(site, counters.roster, hours, hall.late_starts)
        if site.n_fresh > 0:
            dispatch(run, site, life, counters, hall, frame, sums, at)
        if deadline_at == at:
            renege(run, site, life, counters, hall, frame, sums, at)
        while True:
            turn = next_turn(site, days, k, n)
            if turn == NOBODY or base + (turn >> TURN_BITS) != at:
                break
            if k < n and days.today[k].turn == turn:
                row = days.today[k].row
                k += 1
                if k + AHEAD < n:
                    prefetch(life.visits, days.today[k + AHEAD].row)
            else:
                row = days.soon[0].row
                drop_next_again(site, days.soon)
            if arrive(run, site, life, counters, hall, frame, sums, row, at):
                days.seen[n_seen].turn, days.seen[n_seen].row = turn, row
                n_seen += 1


@compiled
def keep_returning(site: Record, life: Life, days: Days, n_seen: int, date: int) -> int:
    """Of those seen today, keep who returns on a date, in order; returns how many.

    Who returns on another one is put down for it.
    """
    limit, n = (site.day + 1) * DAY_MS, 0
    for i in range(n_seen):
        row = days.seen[i].row
        at = life.visits[row].arrived_at
        if at < limit or life.visits[row].fate != ABANDONED:
            continue
        if at // DAY_MS == date:
            days.again[n].turn, days.again[n].row = days.seen[i].turn, row
            n += 1
        else:
            put_off(life, site.number, row, at)
    return n


@compiled
def play_units(run: Record, life: Life, space: Space) -> bool:
    """The units on the present date; False where rows run short."""
    for u in range(len(life.units)):
        unit = life.units[u]
        if is_at_rest(run, unit):
            continue
        busy = space.busy[unit.first_busy :]
        if not run_unit(run, life, unit, busy, space.joins, (run.day + 1) * DAY_MS):
            return False
    return True


@compiled
def play_alone(
    run: Record, life: Life, counters: Counters, space: Space, drawn: Drawn, days: Days,
    frame: Frame, sums: Sums,
) -> bool:  # fmt: skip
    """Play the only site of a network, and its units, to the end; False where rows run short."""
    site = life.sites[0]
    hall = Hall(
        space.slots, space.fresh, space.completions, space.late_starts, space.deadlines,
        space.ended, days.soon,
    )  # fmt: skip
    n_again, again_on = 0, -1
    for day in range(run.n_days):
        run.day = site.day = day
        site.n_deadlines = run.n_joining = 0
        n = gather(run, site, life, drawn, days, n_again if again_on == day else 0)
        expect_others(site, life, days.soon)
        n_seen = play_date(run, site, life, counters, hall, space.stages, frame, sums, days, n)
        if again_on > day:
            # Those of an earlier date still wait for theirs.
            keep_returning(site, life, days, n_seen, -1)
        else:
            k = life.open_day_at[0, min(day + 1, life.open_day_at.shape[1] - 1)]
            again_on = life.open_day[k] if k < site.last_open_day else -1
            n_again = keep_returning(site, life, days, n_seen, again_on)
        if not follow(run, life, space.ended):
            return False
        spread_later(life, site)
        if not play_units(run, life, space):
            return False
    return True
