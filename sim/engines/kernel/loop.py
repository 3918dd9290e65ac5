"""The event loop over one site."""

from __future__ import annotations

from sim.engines.kernel.coming import (
    begin_intake,
    drop_next_again,
    next_again_at,
    next_again_dossier,
    turn_of,
)
from sim.engines.kernel.desk import complete, dispatch, first_available, start_service
from sim.engines.kernel.duty import change_duty, change_session, leave, stand_up
from sim.engines.kernel.line import (
    finish,
    is_watched,
    join,
    note_end,
    renege,
    turn_away,
    watch_deadline,
)
from sim.engines.kernel.stages import (
    enter_stage,
    join_in_turn,
    move_on,
    note_stage,
    send_movers_home,
)
from sim.engines.kernel.standby import call, dispatch_all, let_go
from sim.engines.kernel.state import (
    BALKED,
    FAR,
    INTAKE,
    NO_SHOW,
    OFFICER_BITS,
    OFFICER_MASK,
    ROW_BITS,
    SLOT_BITS,
    Ints,
    Record,
    Stages,
    Table,
    Words,
)
from sim.jit import compiled, hot

SPARE = 8
"""Rows that one arrival may need, with some to spare."""


@compiled
def next_change(site: Record, roster: Ints, sessions: Table, late_starts: Ints) -> int:
    """The next instant at which duty or a session changes."""
    at = site.send_home_at
    if site.roster_at < len(roster):
        at = min(at, roster[site.roster_at] >> (OFFICER_BITS + 1))
    if site.session_at < len(sessions):
        at = min(at, sessions[site.session_at].closes_at)
    if site.n_late > 0:
        at = min(at, late_starts[0] >> OFFICER_BITS)
    return at


@hot
def next_arrival(site: Record, visits: Table, again: Table, works: Table) -> int:
    """The instant of the next arrival: of a visit, drawn or caused, or of intake work."""
    at = FAR
    if site.next_row < site.end_row:
        at = visits[site.next_row].arrived_at
    if site.n_again > 0:
        at = min(at, next_again_at(site, again))
    if site.next_work < site.end_work:
        at = min(at, works[site.next_work].arrived_at)
    return at


@compiled
def whose_turn(site: Record, visits: Table, again: Table, works: Table, at: int) -> int:
    """Where the next arrival of this instant waits: 0 drawn, 1 in the heap, 2 intake work.

    They come by dossier, then purpose, of which intake work has the first (R9).
    """
    kind, dossier, purpose = 0, FAR, 0
    if site.next_row < site.end_row and visits[site.next_row].arrived_at == at:
        dossier, purpose = visits[site.next_row].dossier, visits[site.next_row].purpose
    someone = site.n_again > 0 and next_again_at(site, again) == at
    if someone and (dossier == FAR or again[0].turn < turn_of(site, at, dossier, purpose)):
        kind, dossier = 1, next_again_dossier(again)
    # A dossier whose work arrives with its filing has no visit by then.
    work_comes = site.next_work < site.end_work and works[site.next_work].arrived_at == at
    if work_comes and works[site.next_work].dossier < dossier:
        kind = 2
    return kind


@compiled
def take_caused(
    run: Record, site: Record, visits: Table, again: Table, works: Table, taken: Ints, kind: int
) -> int:
    """The row of a visit of the heap, or a new one for intake work: the next to arrive."""
    if kind == 1:
        row = again[0].row
        drop_next_again(site, again)
        if visits[row].purpose != INTAKE:
            taken[run.n_taken] = (site.number << ROW_BITS) | row
            run.n_taken += 1
            return row
    else:
        row = run.n_rows
        run.n_rows = row + 1
        work = works[site.next_work]
        site.next_work += 1
        visits[row].arrived_at, visits[row].dossier = work.arrived_at, work.dossier
        visits[row].service, visits[row].queue = work.service, work.queue
        visits[row].procedure, visits[row].purpose = work.procedure, INTAKE
        visits[row].patience = visits[row].intake = -1
    visits[row].queue += (site.n_classes - 1) * site.n_profiles
    return row


@hot
def take_arrival(
    run: Record, site: Record, visits: Table, again: Table, works: Table, taken: Ints, at: int
) -> int:
    """The row of the next arrival, which is taken from where it waited for its turn."""
    kind = 0
    if site.n_again > 0 or site.next_work < site.end_work:
        kind = whose_turn(site, visits, again, works, at)
    if kind > 0:
        return take_caused(run, site, visits, again, works, taken, kind)
    row = site.next_row
    site.next_row = row + 1
    return row


@hot
def doors_open(site: Record, sessions: Table, at: int) -> bool:
    """Whether tickets are given at `at`; instants must not decrease from call to call."""
    d = site.door_at
    while d < len(sessions) and sessions[d].door_to <= at:
        d += 1
    site.door_at = d
    return d < len(sessions) and at >= sessions[d].door_from


@compiled
def finish_overruns(
    site: Record,
    officers: Table,
    completions: Ints,
    late_starts: Ints,
    duty_from: Ints,
    duty_to: Ints,
    worked_from: Ints,
) -> None:
    """After the horizon nothing happens but ends of services, which may use up planned duty."""
    for i in range(site.n_completions):
        officer = completions[i] & OFFICER_MASK
        at = completions[i] >> OFFICER_BITS
        if not officers[officer].on_duty:
            leave(site, officers, late_starts, duty_from, duty_to, worked_from, officer, at)


@compiled
def note_no_shows(
    run: Record, site: Record, visits: Table, again: Table, ended: Ints, dossiers: Table
) -> None:
    """Those who booked and stay away stand first; work on what they filed begins without them."""
    while site.next_row < site.end_row and visits[site.next_row].arrived_at < 0:
        row = site.next_row
        finish(visits, row, NO_SHOW, -1, -1, -1)
        begin_intake(run, site, visits, again, row, dossiers[visits[row].dossier].filed_at)
        note_end(run, ended, row)
        site.next_row = row + 1


@hot
def has_room(
    run: Record, site: Record, visits: Table, again: Table, deadlines: Ints, rows: int
) -> bool:
    """Whether so many more visits may be caused, and tickets taken."""
    spare = min(len(visits) - run.n_rows, len(again) - site.n_again)
    return min(spare, len(deadlines) - site.n_deadlines) > rows


@compiled
def next_dossier(site: Record, visits: Table, again: Table, works: Table, at: int) -> int:
    """The dossier of the next arrival of this instant."""
    dossier = FAR
    if site.next_row < site.end_row and visits[site.next_row].arrived_at == at:
        dossier = visits[site.next_row].dossier
    if site.n_again > 0 and next_again_at(site, again) == at:
        dossier = min(dossier, next_again_dossier(again))
    if site.next_work < site.end_work and works[site.next_work].arrived_at == at:
        dossier = min(dossier, works[site.next_work].dossier)
    return dossier


@compiled
def run_site(
    run: Record, site: Record, visits: Table, again: Table, works: Table, taken: Ints,
    ended: Ints, queues: Table, officers: Table, kinds: Table, kind_mask: Ints,
    server_start: Ints, server_kind: Ints, duty_from: Ints, duty_to: Ints, worked_from: Ints,
    roster: Ints, sessions: Table,
    open_day: Ints, return_thresholds: Words, return_days: Ints, filled: Ints, slots: Table,
    fresh: Ints, completions: Ints, late_starts: Ints, deadlines: Ints, stages: Stages,
    limit: int, stop_dossier: int,
) -> bool:  # fmt: skip
    """Everything that happens at one site before `limit`, the end of the present date.

    With a `stop_dossier` the last instant before the limit is left in the middle: who arrives
    then comes in only before that dossier.

    Returns False when the table of visits runs short of room: then the loop pauses at an instant
    from which it goes on when it is called again.
    """
    change_at = next_change(site, roster, sessions, late_starts)
    # Whoever waits can leave once at an instant, and cause a visit and intake work.
    while has_room(run, site, visits, again, deadlines, 2 * site.n_waiting + len(officers) + SPARE):
        at = min(next_arrival(site, visits, again, works), change_at)
        end_at = completions[0] >> OFFICER_BITS if site.n_completions > 0 else FAR
        deadline_at = deadlines[0] >> SLOT_BITS if site.n_deadlines > 0 else FAR
        at = min(at, min(end_at, deadline_at))
        if at >= limit:
            site.next_at = at
            return True
        # R9: one instant, in this order.
        if end_at == at:
            complete(
                run, site, stages, visits, officers, fresh, completions, late_starts, duty_from,
                duty_to, worked_from, again, ended, at,
            )  # fmt: skip
            if site.n_movers > 0:
                move_on(run, site, stages, visits, queues, filled, slots, deadlines, at)
        if change_at == at:
            change_duty(
                run, site, stages, officers, kinds, fresh, late_starts, roster, duty_from,
                duty_to, worked_from, at,
            )  # fmt: skip
            change_session(
                run, site, visits, queues, filled, slots, officers, kind_mask, again, ended,
                sessions, open_day, return_thresholds, return_days,
                at,
            )  # fmt: skip
        if site.has_stages:
            if site.n_movers > 0:
                send_movers_home(
                    run, site, stages, visits, slots, officers, kind_mask, again, sessions, at
                )
            if end_at == at or change_at == at:
                dispatch_all(
                    run, site, stages, visits, queues, filled, slots, officers, kinds, kind_mask,
                    completions, late_starts, duty_from, duty_to, worked_from, at,
                )  # fmt: skip
            # Whoever has just moved on may be out of patience at once.
            if site.n_deadlines > 0:
                deadline_at = deadlines[0] >> SLOT_BITS
        elif site.n_fresh > 0:
            dispatch(
                run, site, visits, queues, filled, slots, officers, kinds, kind_mask, fresh,
                completions, late_starts, duty_from, duty_to, worked_from, again, ended,
                open_day, return_thresholds, return_days, at,
            )  # fmt: skip
        if deadline_at == at:
            renege(
                run, site, visits, slots, deadlines, again, ended, open_day, return_thresholds,
                return_days, at,
            )  # fmt: skip
            if site.has_stages:
                let_go(
                    run, site, stages, visits, queues, slots, officers, kinds, kind_mask,
                    late_starts, duty_from, duty_to, worked_from, at,
                )  # fmt: skip
        if change_at == at or site.n_late > 0:
            change_at = next_change(site, roster, sessions, late_starts)
        while next_arrival(site, visits, again, works) == at:
            if not has_room(run, site, visits, again, deadlines, SPARE):
                break
            if at == limit - 1 and next_dossier(site, visits, again, works, at) >= stop_dossier:
                site.next_at = at
                return True
            row = take_arrival(run, site, visits, again, works, taken, at)
            is_visit = visits[row].purpose != INTAKE
            if is_visit and (site.closed_at == at or not doors_open(site, sessions, at)):
                turn_away(run, site, visits, again, sessions, row, at)
                continue
            if site.has_stages:
                enter_stage(site, stages, visits, row, 0)
            officer = -1
            if site.n_idle > 0:
                profile = visits[row].queue % site.n_profiles
                officer = first_available(officers, kinds, server_start, server_kind, profile)
            if officer >= 0:
                stand_up(site, officers, kinds, officer)
                if site.has_stages:
                    note_stage(run, site, stages, visits, row, at)
                    call(site, stages, visits, officers, completions, row, officer, at)
                else:
                    start_service(site, visits, officers, completions, row, officer, at)
            elif is_visit and 0 <= site.balk_at <= site.n_waiting:
                finish(visits, row, BALKED, -1, at, -1)
                begin_intake(run, site, visits, again, row, at)
                note_end(run, ended, row)
            else:
                if site.has_stages:
                    note_stage(run, site, stages, visits, row, at)
                    slot = join_in_turn(run, site, visits, queues, filled, slots, row, at)
                else:
                    slot = join(run, site, visits, queues, filled, slots, row, at)
                if is_visit:
                    site.n_waiting += 1
                    if is_watched(site, visits, row):
                        watch_deadline(site, slots, deadlines, slot)
    site.next_at = 0
    return False
