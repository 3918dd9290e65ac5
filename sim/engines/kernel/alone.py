"""One site alone, date by date, for its sums: the rules of `loop`, `line`, `desk` and `duty`.

Where the general loop keeps a row of every visit, here a visitor who comes again is the same row
again. Who comes is in `alone_coming`, the line in `alone_line`.

It holds where nobody waits over midnight (`compiled.alone.is_simple`).
"""

from __future__ import annotations

from sim.engines.kernel.alone_closing import change_session
from sim.engines.kernel.alone_coming import (
    NEXT_BEFORE,
    NEXT_TOLD,
    NOBODY,
    Ahead,
    Days,
    Drawn,
    call_in,
    expect_others,
    file_all,
    look_ahead,
    next_turn,
)  # fmt: skip
from sim.engines.kernel.alone_line import (
    Hall,
    begin_service,
    complete,
    dispatch,
    is_work,
    renege,
    take_seat,
    turn_away,
)  # fmt: skip
from sim.engines.kernel.coming import TURN_BITS
from sim.engines.kernel.desk import first_available
from sim.engines.kernel.duty import change_duty, stand_up
from sim.engines.kernel.life import follow, spread_later
from sim.engines.kernel.loop import doors_open, next_change
from sim.engines.kernel.office import is_at_rest, run_unit
from sim.engines.kernel.state import (
    DAY_MS,
    FAR,
    OFFICER_BITS,
    Counters,
    Life,
    Record,
    Space,
    Stages,
)  # fmt: skip
from sim.engines.kernel.sums import Frame, Sums
from sim.jit import compiled, hot


@hot
def arrive(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, frame: Frame,
    sums: Sums, number: int, at: int,
) -> None:  # fmt: skip
    """R9: one arrival, of whom the seat of that number tells, which is free."""
    seat = hall.seats[number]
    shut = site.closed_at == at or not doors_open(site, life.sessions, at)
    if shut and not is_work(site, seat):
        turn_away(run, site, life, hall.soon, frame, sums, seat, at)
        return
    officer = -1
    if site.n_idle > 0:
        officer = first_available(
            counters.officers, counters.kinds, counters.server_start, counters.server_kind,
            counters.queues[seat.queue].profile,
        )  # fmt: skip
    if officer >= 0:
        stand_up(site, counters.officers, counters.kinds, officer)
        begin_service(site, life, counters, hall, frame, sums, seat, officer, at)
    else:
        take_seat(run, site, counters, hall, number)


@compiled
def change(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, stages: Stages,
    frame: Frame, sums: Sums, at: int,
) -> None:  # fmt: skip
    """R9: officers come and go, and sessions end."""
    change_duty(
        run, site, stages, counters.officers, counters.kinds, hall.fresh, hall.late_starts,
        counters.roster, counters.duty_from, counters.duty_to, counters.worked_from, at,
    )  # fmt: skip
    change_session(run, site, life, counters, hall, frame, sums, at)


@hot
def instant_of(base: int, turn: int) -> int:
    """When somebody's turn is to come, on the date that begins at `base`."""
    return FAR if turn == NOBODY else base + (turn >> TURN_BITS)


@hot
def play_date(
    run: Record, site: Record, life: Life, counters: Counters, hall: Hall, stages: Stages,
    frame: Frame, sums: Sums, drawn: Drawn, days: Days, ahead: Ahead,
) -> None:  # fmt: skip
    """Everything that happens on the present date."""
    base, limit = site.day * DAY_MS, (site.day + 1) * DAY_MS
    hours = life.sessions[site.first_session : site.last_session]
    change_at = next_change(site, counters.roster, hours, hall.late_starts)
    look_ahead(site, drawn, days, ahead)
    while True:
        comes_at = instant_of(base, next_turn(site, days, ahead))
        end_at = hall.completions[0] >> OFFICER_BITS if site.n_completions > 0 else FAR
        deadline_at = base + (hall.deadlines[0] >> TURN_BITS) if site.n_deadlines > 0 else FAR
        at = min(change_at, min(end_at, deadline_at))
        if min(at, comes_at) >= limit:
            return
        # R9: one instant, in this order.
        if at <= comes_at:
            if end_at == at:
                complete(run, site, life, counters, hall, at)
            if change_at == at:
                change(run, site, life, counters, hall, stages, frame, sums, at)
                change_at = next_change(site, counters.roster, hours, hall.late_starts)
            if site.n_fresh > 0:
                dispatch(run, site, life, counters, hall, frame, sums, at)
            if deadline_at == at:
                renege(run, site, life, counters, hall, frame, sums, at)
            comes_at = instant_of(base, next_turn(site, days, ahead))
        else:
            at = comes_at
        while comes_at == at:
            number = call_in(run, site, life, drawn, days, ahead)
            arrive(run, site, life, counters, hall, frame, sums, number, at)
            comes_at = instant_of(base, next_turn(site, days, ahead))


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
    ahead: Ahead, frame: Frame, sums: Sums,
) -> bool:  # fmt: skip
    """Play the only site of a network, and its units, to the end; False where rows run short."""
    site = life.sites[0]
    hall = Hall(
        days.seats, space.fresh, space.completions, space.late_starts, space.deadlines,
        space.ended, days.soon,
    )  # fmt: skip
    half = (len(days.seats) - len(life.dossiers)) // 2
    first, run.next_work_seat = 0, 2 * half
    before, before_to, return_on = half, half, -1
    for day in range(run.n_days):
        run.day = site.day = day
        site.n_deadlines = run.n_joining = run.again_before = 0
        run.next_seat = first
        goes_on = return_on <= day
        k = life.open_day_at[0, min(day + 1, life.open_day_at.shape[1] - 1)]
        next_day = life.open_day[k] if k < site.last_open_day else -1
        if goes_on and next_day >= 0:
            # Those of an earlier date who still wait for theirs are not mixed with others.
            run.again_before = min(DAY_MS, run.horizon - next_day * DAY_MS)
        ahead.place[NEXT_BEFORE], ahead.place[NEXT_TOLD] = before, 0
        ahead.room[0] = before_to if return_on == day else before
        n_works = file_all(run, site, life, drawn, days.told)
        ahead.room[1] = expect_others(site, life, days, n_works)
        play_date(run, site, life, counters, hall, space.stages, frame, sums, drawn, days, ahead)
        if goes_on:
            first, before, before_to, return_on = before, first, run.next_seat, next_day
        if not follow(run, life, space.ended):
            return False
        spread_later(life, site)
        if not play_units(run, life, space):
            return False
    return True
