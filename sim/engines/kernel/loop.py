"""The event loop over one site."""

from __future__ import annotations

from sim.engines.kernel.desk import complete, dispatch, first_available, start_service
from sim.engines.kernel.duty import change_duty, change_session, leave, stand_up
from sim.engines.kernel.line import (
    drop_next_again,
    finish,
    join,
    renege,
    settle,
    watch_deadline,
)
from sim.engines.kernel.state import (
    BALKED,
    FAR,
    NO_SHOW,
    OFFICER_BITS,
    OFFICER_MASK,
    SLOT_BITS,
    TURNED_AWAY,
    Bools,
    Ints,
    Record,
    Table,
    Words,
)
from sim.jit import compiled, hot


@compiled
def next_change(site: Record, roster: Ints, session_to: Ints, late_starts: Ints) -> int:
    """The next instant at which duty or a session changes."""
    at = site.send_home_at
    if site.roster_at < len(roster):
        at = min(at, roster[site.roster_at] >> (OFFICER_BITS + 1))
    if site.session_at < len(session_to):
        at = min(at, session_to[site.session_at])
    if site.n_late > 0:
        at = min(at, late_starts[0] >> OFFICER_BITS)
    return at


@hot
def next_arrival(site: Record, visits: Table, again: Table) -> int:
    """The instant of the next arrival, drawn or caused."""
    at = FAR
    if site.next_row < site.n_drawn:
        at = visits[site.next_row].arrived_at
    if site.n_again > 0:
        at = min(at, again[0].arrived_at)
    return at


@hot
def take_arrival(site: Record, visits: Table, again: Table) -> int:
    """The row of the next arrival, which is taken from where it waited for its turn."""
    row = site.next_row
    if site.n_again > 0 and (row >= site.n_drawn or again_is_next(visits, again, row)):
        row = again[0].row
        drop_next_again(site, again)
        return row
    site.next_row = row + 1
    return row


@hot
def again_is_next(visits: Table, again: Table, row: int) -> bool:
    """Whether the first who comes again arrives before the visit in `row` (R9.5)."""
    if again[0].arrived_at != visits[row].arrived_at:
        return again[0].arrived_at < visits[row].arrived_at
    if again[0].dossier != visits[row].dossier:
        return again[0].dossier < visits[row].dossier
    return again[0].purpose < visits[row].purpose


@hot
def doors_open(site: Record, door_from: Ints, door_to: Ints, at: int) -> bool:
    """Whether tickets are given at `at`; instants must not decrease from call to call."""
    d = site.door_at
    while d < len(door_to) and door_to[d] <= at:
        d += 1
    site.door_at = d
    return d < len(door_to) and at >= door_from[d]


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
def run_site(
    site: Record,
    visits: Table,
    queues: Table,
    officers: Table,
    kinds: Table,
    kind_mask: Ints,
    server_start: Ints,
    server_kind: Ints,
    duty_from: Ints,
    duty_to: Ints,
    worked_from: Ints,
    roster: Ints,
    session_to: Ints,
    session_closes: Bools,
    door_from: Ints,
    door_to: Ints,
    open_day: Ints,
    return_thresholds: Words,
    return_days: Ints,
    filled: Ints,
    slots: Table,
    fresh: Ints,
    completions: Ints,
    late_starts: Ints,
    deadlines: Ints,
    again: Table,
) -> None:
    """Everything that happens at one site, written to `visits` and `worked_from`.

    `visits` has room for those caused in the run. When it may run short the loop pauses, to be
    called again with more room; `site.is_over` tells that it came to its end. The last line of
    arguments is working space: `filled` zeros, the rest as it comes.
    """
    while site.next_row < site.n_drawn and visits[site.next_row].arrived_at < 0:
        finish(visits, site.next_row, NO_SHOW, -1, -1, -1)
        site.next_row += 1
    change_at = next_change(site, roster, session_to, late_starts)
    # Whoever waits can leave once at an instant, and cause one visit.
    while len(visits) - site.n_rows > site.n_waiting:
        at = min(next_arrival(site, visits, again), change_at)
        end_at = completions[0] >> OFFICER_BITS if site.n_completions > 0 else FAR
        deadline_at = deadlines[0] >> SLOT_BITS if site.n_deadlines > 0 else FAR
        at = min(at, min(end_at, deadline_at))
        if at >= site.horizon:
            settle(site, visits, queues, slots)
            finish_overruns(
                site, officers, completions, late_starts, duty_from, duty_to, worked_from
            )
            site.is_over = True
            break
        # R9: one instant, in this order.
        if end_at == at:
            complete(
                site, officers, fresh, completions, late_starts, duty_from, duty_to, worked_from,
                at,
            )  # fmt: skip
        if change_at == at:
            change_duty(
                site, officers, kinds, fresh, late_starts, roster, duty_from, duty_to, worked_from,
                at,
            )  # fmt: skip
            change_session(
                site, visits, queues, filled, slots, officers, kind_mask, again, session_to,
                session_closes, door_from, open_day, return_thresholds, return_days, at,
            )  # fmt: skip
        if site.n_fresh > 0:
            dispatch(
                site, visits, queues, filled, slots, officers, kinds, kind_mask, fresh,
                completions, late_starts, duty_from, duty_to, worked_from, again,
                open_day, return_thresholds, return_days, at,
            )  # fmt: skip
        if deadline_at == at:
            renege(
                site, visits, slots, deadlines, again, open_day, return_thresholds, return_days,
                at,
            )  # fmt: skip
        if change_at == at or site.n_late > 0:
            change_at = next_change(site, roster, session_to, late_starts)
        while next_arrival(site, visits, again) == at:
            row = take_arrival(site, visits, again)
            if site.closed_at == at or not doors_open(site, door_from, door_to, at):
                finish(visits, row, TURNED_AWAY, -1, at, -1)
                continue
            officer = -1
            if site.n_idle > 0:
                profile = visits[row].queue % site.n_profiles
                officer = first_available(officers, kinds, server_start, server_kind, profile)
            if officer >= 0:
                stand_up(site, officers, kinds, officer)
                start_service(site, visits, officers, completions, row, officer, at)
            elif 0 <= site.balk_at <= site.n_waiting:
                finish(visits, row, BALKED, -1, at, -1)
            else:
                slot = join(site, visits, queues, filled, slots, row, at)
                if site.notes_reneging:
                    watch_deadline(site, slots, deadlines, slot)
