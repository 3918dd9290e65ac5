"""The officers: who is available (R1, R2), who takes whom (R3).

Whoever is freed or comes on duty at an instant is FRESH until dispatch. Nobody else can find work
in dispatch: officers who were idle before can serve nobody who waits, or they would serve him. So
R3 is one pass over the fresh officers in R2's order, and since all of them are idle since this
very instant, that order is (number of skills, index).
"""

from __future__ import annotations

from sim.engines.kernel import heaps
from sim.engines.kernel.coming import begin_intake
from sim.engines.kernel.duty import freshen, leave
from sim.engines.kernel.line import drop_head, finish, live_head, note_end
from sim.engines.kernel.stages import line_up, moves_on
from sim.engines.kernel.state import (
    BUSY,
    ENQUIRE,
    FAR,
    IDLE,
    INTAKE,
    MASK_BITS,
    OFFICER_BITS,
    OFFICER_MASK,
    SERVED,
    Ints,
    Record,
    Stages,
    Table,
    Words,
)
from sim.jit import hot, lowest_bit


@hot
def start_service(
    site: Record, visits: Table, officers: Table, completions: Ints, row: int, officer: int, at: int
) -> None:
    """The officer serves the visit from `at` on."""
    left_at = at + visits[row].service
    finish(visits, row, SERVED, at, left_at, officer)
    officers[officer].doing = BUSY
    officers[officer].serving = row
    key = (left_at << OFFICER_BITS) | officer
    site.n_completions = heaps.enter(completions, site.n_completions, key)


@hot
def sit_down(site: Record, officers: Table, kinds: Table, officer: int, at: int) -> None:
    """The officer is available and joins the end of the idle list of their kind."""
    kind = officers[officer].kind
    last = kinds[kind].idle_tail
    officers[officer].doing = IDLE
    officers[officer].idle_since = at
    officers[officer].idle_prev = last
    officers[officer].idle_next = -1
    if last >= 0:
        officers[last].idle_next = officer
    else:
        kinds[kind].idle_head = officer
    kinds[kind].idle_tail = officer
    site.n_idle += 1


@hot
def first_available(
    officers: Table, kinds: Table, server_start: Ints, server_kind: Ints, profile: int
) -> int:
    """R2: the first available officer able to serve the profile, or -1."""
    best = -1
    for i in range(server_start[profile], server_start[profile + 1]):
        kind = server_kind[i]
        officer = kinds[kind].idle_head
        if officer < 0:
            continue
        if best >= 0:
            if kinds[kind].skills > kinds[officers[best].kind].skills:
                break
            since, best_since = officers[officer].idle_since, officers[best].idle_since
            if since > best_since or (since == best_since and officer > best):
                continue
        best = officer
    return best


@hot
def first_ticket(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    officers: Table, kind_mask: Ints, again: Table, ended: Ints, open_day: Ints,
    return_thresholds: Words, return_days: Ints, officer: int, at: int,
) -> int:  # fmt: skip
    """R3: the queue whose head the officer takes next (lowest class, earliest ticket), or -1.

    Intake work, the last class, is for those on duty.
    """
    kind = officers[officer].kind
    limit, n_classes = FAR, site.n_classes
    if not officers[officer].on_duty:
        limit, n_classes = officers[officer].hold_limit, site.n_classes - 1
    for priority in range(n_classes):
        best, best_ticket = -1, FAR
        for word in range(site.n_words):
            mask = filled[priority * site.n_words + word] & kind_mask[kind, word]
            while mask:
                queue = priority * site.n_profiles + word * MASK_BITS + lowest_bit(mask)
                mask &= mask - 1
                slot = queues[queue].head
                if slots[slot].row < 0 or slots[slot].deadline < at:
                    slot = live_head(
                        run, site, visits, queues, filled, slots, again, ended, open_day,
                        return_thresholds, return_days, queue, at,
                    )  # fmt: skip
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
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    officers: Table, kinds: Table, kind_mask: Ints, fresh: Ints, completions: Ints,
    late_starts: Ints, duty_from: Ints, duty_to: Ints, worked_from: Ints, again: Table,
    ended: Ints, open_day: Ints, return_thresholds: Words, return_days: Ints, at: int,
) -> None:  # fmt: skip
    """R3: the fresh officers take who waits; the rest sit down, or leave when off duty."""
    for i in range(site.n_fresh):
        officer = fresh[i]
        queue = first_ticket(
            run, site, visits, queues, filled, slots, officers, kind_mask, again, ended, open_day,
            return_thresholds, return_days, officer, at,
        )  # fmt: skip
        if queue >= 0:
            row = slots[queues[queue].head].row
            drop_head(run, queues, filled, slots, queue)
            if visits[row].purpose != INTAKE:
                site.n_waiting -= 1
            start_service(site, visits, officers, completions, row, officer, at)
            continue
        officers[officer].hold_limit = 0
        if officers[officer].on_duty:
            sit_down(site, officers, kinds, officer, at)
        else:
            leave(site, officers, late_starts, duty_from, duty_to, worked_from, officer, at)
    site.n_fresh = 0


@hot
def complete(
    run: Record, site: Record, stages: Stages, visits: Table, officers: Table, fresh: Ints,
    completions: Ints, late_starts: Ints, duty_from: Ints, duty_to: Ints, worked_from: Ints,
    again: Table, ended: Ints, at: int,
) -> None:  # fmt: skip
    """R9: all services that end at `at`."""
    while site.n_completions > 0 and completions[0] >> OFFICER_BITS == at:
        officer = completions[0] & OFFICER_MASK
        site.n_completions = heaps.drop_first(completions, site.n_completions)
        row = officers[officer].serving
        if visits[row].purpose == ENQUIRE:
            begin_intake(run, site, visits, again, row, at)
        elif site.has_stages and moves_on(stages, visits, row):
            line_up(site, stages, visits, row)
        else:
            note_end(run, ended, row)
        if officers[officer].on_duty or officers[officer].hold_limit > 0:
            freshen(site, officers, fresh, officer)
        else:
            leave(site, officers, late_starts, duty_from, duty_to, worked_from, officer, at)
