"""Duty, breaks and closing (R4, R6): when officers come and go, and whom they are held for.

An officer is *held* for tickets taken before `hold_limit`: the start of a break, or the close.
The tickets of a hold only become fewer: whoever finds none of them is let go.
"""

from __future__ import annotations

from sim.engines.kernel import heaps
from sim.engines.kernel.line import clear_queue
from sim.engines.kernel.state import (
    AWAY,
    BUSY,
    DAY_MS,
    FAR,
    FRESH,
    IDLE,
    MASK_BITS,
    OFFICER_BITS,
    OFFICER_MASK,
    STANDBY,
    Ints,
    Record,
    Stages,
    Table,
    Words,
)
from sim.jit import compiled, hot


@hot
def stand_up(site: Record, officers: Table, kinds: Table, officer: int) -> None:
    """The officer leaves the idle list."""
    kind = officers[officer].kind
    before, after = officers[officer].idle_prev, officers[officer].idle_next
    if before >= 0:
        officers[before].idle_next = after
    else:
        kinds[kind].idle_head = after
    if after >= 0:
        officers[after].idle_prev = before
    else:
        kinds[kind].idle_tail = before
    site.n_idle -= 1


@hot
def freshen(site: Record, officers: Table, fresh: Ints, officer: int) -> None:
    """Enter the officer among those whom dispatch must look at, in R2's order."""
    officers[officer].doing = FRESH
    hole = site.n_fresh
    site.n_fresh = hole + 1
    rank = officers[officer].rank
    while hole > 0 and officers[fresh[hole - 1]].rank > rank:
        fresh[hole] = fresh[hole - 1]
        hole -= 1
    fresh[hole] = officer


@compiled
def breaks_before(duty_from: Ints, duty_to: Ints, j: int) -> bool:
    """R4: the gap before duty j is a break: the duty before it ends on the date j begins on."""
    return (duty_to[j - 1] - 1) // DAY_MS == duty_from[j] // DAY_MS


@hot
def put_off(site: Record, officers: Table, late_starts: Ints, officer: int, start: int) -> None:
    """The officer's next duty begins at `start`, as far as is known now."""
    officers[officer].is_put_off = True
    site.n_late = heaps.push(late_starts, site.n_late, (start << OFFICER_BITS) | officer)


@compiled
def leave(
    site: Record,
    officers: Table,
    late_starts: Ints,
    duty_from: Ints,
    duty_to: Ints,
    worked_from: Ints,
    officer: int,
    at: int,
) -> None:
    """The officer, off duty, goes; under `extend` an overrun puts off the next duty (R4)."""
    officers[officer].doing = AWAY
    j = officers[officer].next_duty
    if not site.extend or j == officers[officer].first_duty:
        return
    planned_end = duty_to[j - 1]
    while (
        j < officers[officer].end_duty and at > planned_end and breaks_before(duty_from, duty_to, j)
    ):
        start = min(at + duty_from[j] - planned_end, duty_to[j])
        worked_from[j] = start
        if start < duty_to[j]:
            officers[officer].deferred = j
            # One who has served again since, held, is in the heap with the earlier start.
            if not officers[officer].is_put_off:
                put_off(site, officers, late_starts, officer, start)
            break
        planned_end = duty_to[j]
        j += 1
    officers[officer].next_duty = j


@compiled
def stop_standing_by(
    run: Record, site: Record, stages: Stages, officers: Table, officer: int, at: int
) -> None:
    """The officer has stood by until now."""
    if at > officers[officer].standby_since:
        stood_by = stages.stood_by[run.n_stood_by]
        stood_by.officer = site.first_officer + officer
        stood_by.since, stood_by.until = officers[officer].standby_since, at
        run.n_stood_by += 1


@compiled
def begin_duty(
    run: Record, site: Record, stages: Stages, officers: Table, fresh: Ints, officer: int, j: int,
    at: int,
) -> None:  # fmt: skip
    """The officer comes on duty; one who is away is available from now on."""
    if officers[officer].doing == STANDBY:
        stop_standing_by(run, site, stages, officers, officer, at)
        officers[officer].doing = AWAY
    officers[officer].on_duty = True
    officers[officer].current = j
    officers[officer].began = at
    officers[officer].next_duty = j + 1
    if officers[officer].doing == AWAY:
        freshen(site, officers, fresh, officer)


@compiled
def start_as_planned(
    run: Record,
    site: Record,
    stages: Stages,
    officers: Table,
    fresh: Ints,
    duty_from: Ints,
    duty_to: Ints,
    worked_from: Ints,
    officer: int,
    at: int,
) -> None:
    """The planned start of the officer's next duty, unless an overrun has put it off."""
    j = officers[officer].seen
    officers[officer].seen = j + 1
    overruns = (
        site.extend
        and (officers[officer].doing == BUSY or officers[officer].doing == FRESH)
        and j > officers[officer].first_duty
        and breaks_before(duty_from, duty_to, j)
    )
    if j < officers[officer].next_duty or officers[officer].deferred == j or overruns:
        return
    # An overrun from the date before has used up what lies between.
    for missed in range(officers[officer].next_duty, j):
        worked_from[missed] = duty_to[missed]
    begin_duty(run, site, stages, officers, fresh, officer, j, at)


@compiled
def change_duty(
    run: Record,
    site: Record,
    stages: Stages,
    officers: Table,
    kinds: Table,
    fresh: Ints,
    late_starts: Ints,
    roster: Ints,
    duty_from: Ints,
    duty_to: Ints,
    worked_from: Ints,
    at: int,
) -> None:
    """R9.2: ends of duty before starts."""
    i = site.roster_at
    while i < len(roster) and roster[i] >> (OFFICER_BITS + 1) == at:
        officer = roster[i] & OFFICER_MASK
        if roster[i] >> OFFICER_BITS & 1:
            start_as_planned(
                run, site, stages, officers, fresh, duty_from, duty_to, worked_from, officer, at
            )
        elif officers[officer].on_duty and duty_to[officers[officer].current] == at:
            officers[officer].on_duty = False
            officers[officer].ended = at
            if officers[officer].doing == IDLE:
                stand_up(site, officers, kinds, officer)
                officers[officer].doing = AWAY
                if officers[officer].hold_limit > 0:
                    stand_by(officers, officer, at)
        i += 1
    site.roster_at = i
    while site.n_late > 0 and late_starts[0] >> OFFICER_BITS == at:
        officer = late_starts[0] & OFFICER_MASK
        site.n_late = heaps.pop(late_starts, site.n_late)
        officers[officer].is_put_off = False
        j = officers[officer].deferred
        # One who serves again, held, or has done so until now, will put the start off anew; one
        # who did so before has been late for all of that duty, or has still to wait.
        works = officers[officer].doing == BUSY or officers[officer].doing == FRESH
        if works or officers[officer].next_duty != j:
            continue
        if worked_from[j] > at:
            put_off(site, officers, late_starts, officer, worked_from[j])
        else:
            begin_duty(run, site, stages, officers, fresh, officer, j, at)


@hot
def stand_by(officers: Table, officer: int, at: int) -> None:
    """The officer, off duty, is held with nobody to serve (R10)."""
    officers[officer].doing = STANDBY
    officers[officer].standby_since = at


@compiled
def hold_officers(site: Record, officers: Table, at: int) -> None:
    """R6: whoever was on duty just before `at` is held for the tickets taken before it.

    Who has been idle until then serves nobody who waits, and would be let go at once, unless a
    visit may still come from another stage.
    """
    for officer in range(len(officers)):
        just_before = officers[officer].on_duty and officers[officer].began < at
        works = officers[officer].doing == BUSY or officers[officer].doing == FRESH
        if (works or site.has_stages) and (just_before or officers[officer].ended == at):
            officers[officer].hold_limit = at
            if officers[officer].doing == AWAY:
                stand_by(officers, officer, at)


@compiled
def longest_hold(officers: Table, kind_mask: Ints, profile: int) -> int:
    """The latest hold limit among the officers able to serve the profile."""
    limit = 0
    for officer in range(len(officers)):
        word = kind_mask[officers[officer].kind, profile // MASK_BITS]
        if word >> (profile % MASK_BITS) & 1:
            limit = max(limit, officers[officer].hold_limit)
    return limit


@compiled
def empty_the_room(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    again: Table, ended: Ints, sessions: Table, open_day: Ints, return_thresholds: Words,
    return_days: Ints, at: int,
) -> None:  # fmt: skip
    """Whoever still waits is sent home; intake work stays."""
    site.send_home_at = FAR
    site.shut_until = site.opens_next
    for queue in range((site.n_classes - 1) * site.n_profiles):
        if queues[queue].head >= 0:
            clear_queue(
                run, site, visits, queues, filled, slots, again, ended, sessions, open_day,
                return_thresholds, return_days, queue, 0, at,
            )  # fmt: skip


@compiled
def change_session(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    officers: Table, kind_mask: Ints, again: Table, ended: Ints, sessions: Table,
    open_day: Ints, return_thresholds: Words, return_days: Ints, at: int,
) -> None:  # fmt: skip
    """R6 at the end of a session, and at the instant when the last who wait are sent home."""
    if site.send_home_at == at:
        empty_the_room(
            run, site, visits, queues, filled, slots, again, ended, sessions, open_day,
            return_thresholds, return_days, at,
        )  # fmt: skip
    s = site.session_at
    if s >= len(sessions) or sessions[s].closes_at != at:
        return
    if sessions[s].is_last:
        site.closed_at = at
        site.opens_next = sessions[s + 1].door_from if s + 1 < len(sessions) else FAR
    if not sessions[s].is_last:
        if site.at_break_serve:
            hold_officers(site, officers, at)
    else:
        last = at
        if site.at_close_serve:
            last = max(at, min(at + site.latest_close, site.opens_next))
        if last == at:
            empty_the_room(
                run, site, visits, queues, filled, slots, again, ended, sessions, open_day,
                return_thresholds, return_days, at,
            )  # fmt: skip
        else:
            hold_officers(site, officers, at)
            for queue in range((site.n_classes - 1) * site.n_profiles):
                if queues[queue].head >= 0:
                    limit = longest_hold(officers, kind_mask, queue % site.n_profiles)
                    clear_queue(
                        run, site, visits, queues, filled, slots, again, ended, sessions,
                        open_day, return_thresholds, return_days, queue, limit, at,
                    )  # fmt: skip
            site.send_home_at = last
    site.session_at = s + 1
