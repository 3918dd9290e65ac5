"""Dispatch where there are stages (R3, R10), and who stands by for visits still on their way.

Officers who were idle before may find work, since a visit may just have moved on to them: all who
are available are asked, in R2's order. While the hall is closing an officer who is held stands
by, idle, as long as a visit may still come to them.
"""

from __future__ import annotations

from sim.engines.kernel.desk import sit_down, start_service
from sim.engines.kernel.duty import leave, stand_up, stop_standing_by
from sim.engines.kernel.line import drop_head
from sim.engines.kernel.stages import goes_before, n_stages
from sim.engines.kernel.state import (
    AWAY,
    BUSY,
    FAR,
    FRESH,
    IDLE,
    INTAKE,
    MASK_BITS,
    STANDBY,
    Ints,
    Record,
    Stages,
    Table,
)
from sim.jit import compiled, lowest_bit


@compiled
def call(
    site: Record, stages: Stages, visits: Table, officers: Table, completions: Ints, row: int,
    officer: int, at: int,
) -> None:  # fmt: skip
    """The officer serves the visit at its stage; the first call is what its row tells."""
    called_at = visits[row].called_at
    start_service(site, visits, officers, completions, row, officer, at)
    if n_stages(stages, visits, row) > 0:
        passed = stages.passed[visits[row].stage_row]
        passed.called_at, passed.left_at, passed.officer = at, visits[row].left_at, officer
        if visits[row].stage > 0:
            visits[row].called_at = called_at


@compiled
def first_slot(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table,
    officers: Table, kind_mask: Ints, officer: int,
) -> tuple[int, int]:  # fmt: skip
    """R3: (queue, slot) of the visit that the officer takes next, -1 for none.

    Unlike elsewhere, those that an officer is held for need not stand at the head of a queue.
    """
    kind, limit, n_classes = officers[officer].kind, FAR, site.n_classes
    if not officers[officer].on_duty:
        limit, n_classes = officers[officer].hold_limit, site.n_classes - 1
    for priority in range(n_classes):
        best, found = -1, -1
        for word in range(site.n_words):
            mask = filled[priority * site.n_words + word] & kind_mask[kind, word]
            while mask:
                queue = priority * site.n_profiles + word * MASK_BITS + lowest_bit(mask)
                mask &= mask - 1
                slot = queues[queue].head
                while slot >= 0 and slots[slot].row < 0:
                    slot = drop_head(run, queues, filled, slots, queue)
                while slot >= 0 and (slots[slot].row < 0 or slots[slot].arrived_at >= limit):
                    slot = slots[slot].next
                if slot >= 0 and (best < 0 or goes_before(visits, slots, slot, best)):
                    best, found = slot, queue
        if best >= 0:
            return found, best
    return -1, -1


@compiled
def may_come(
    site: Record, stages: Stages, visits: Table, kind_mask: Ints, kind: int, row: int, first: int,
    limit: int,
) -> bool:  # fmt: skip
    """Whether a visit may come to such an officer at stage `first` or later."""
    n = n_stages(stages, visits, row)
    if n == 0 or visits[row].arrived_at >= limit:
        return False
    start = stages.start[visits[row].procedure]
    for stage in range(first, n):
        profile = stages.profile[site.number, start + stage]
        if kind_mask[kind, profile // MASK_BITS] >> (profile % MASK_BITS) & 1:
            return True
    return False


@compiled
def somebody_may_come(
    site: Record, stages: Stages, visits: Table, queues: Table, slots: Table, officers: Table,
    kind_mask: Ints, officer: int,
) -> bool:  # fmt: skip
    """R10: a visit on site that the officer is held for may still reach a stage of theirs."""
    kind, limit = officers[officer].kind, officers[officer].hold_limit
    for o in range(len(officers)):
        if officers[o].doing == BUSY:
            row = officers[o].serving
            first = visits[row].stage + 1
            if may_come(site, stages, visits, kind_mask, kind, row, first, limit):
                return True
    for queue in range((site.n_classes - 1) * site.n_profiles):
        slot = queues[queue].head
        while slot >= 0:
            row = slots[slot].row
            if row >= 0:
                first = visits[row].stage
                if may_come(site, stages, visits, kind_mask, kind, row, first, limit):
                    return True
            slot = slots[slot].next
    return False


@compiled
def end_hold(
    site: Record, stages: Stages, visits: Table, queues: Table, slots: Table, officers: Table,
    kind_mask: Ints, officer: int,
) -> None:  # fmt: skip
    """R6: who finds no visit to serve is held no longer, but for those who may still come."""
    if officers[officer].hold_limit > 0 and not (
        site.send_home_at < FAR
        and somebody_may_come(site, stages, visits, queues, slots, officers, kind_mask, officer)
    ):
        officers[officer].hold_limit = 0


@compiled
def stay_or_go(
    run: Record, site: Record, stages: Stages, visits: Table, queues: Table, slots: Table,
    officers: Table, kinds: Table, kind_mask: Ints, late_starts: Ints, duty_from: Ints,
    duty_to: Ints, worked_from: Ints, officer: int, at: int,
) -> None:  # fmt: skip
    """An available officer has found nobody: they sit, stand by, or leave."""
    each = officers[officer]
    is_fresh = each.doing == FRESH
    end_hold(site, stages, visits, queues, slots, officers, kind_mask, officer)
    if each.on_duty:
        if is_fresh:
            sit_down(site, officers, kinds, officer, at)
    elif each.doing == STANDBY:
        if each.hold_limit == 0:
            stop_standing_by(run, site, stages, officers, officer, at)
            each.doing = AWAY
    else:
        # An overrun is time serving: it ends now, whether or not one stands by after it.
        leave(site, officers, late_starts, duty_from, duty_to, worked_from, officer, at)
        if each.hold_limit > 0:
            each.doing = STANDBY
            each.idle_since = each.standby_since = at


@compiled
def in_order(stages: Stages, officers: Table, kinds: Table, at: int) -> int:
    """R2: all available officers into `stages.order`; returns how many there are."""
    n, order = 0, stages.order
    for o in range(len(officers)):
        doing = officers[o].doing
        if doing != FRESH and doing != IDLE and doing != STANDBY:
            continue
        if doing == FRESH:
            officers[o].idle_since = at
        skills, since = kinds[officers[o].kind].skills, officers[o].idle_since
        hole = n
        while hole > 0:
            other = order[hole - 1]
            other_skills = kinds[officers[other].kind].skills
            if other_skills < skills:
                break
            if other_skills == skills and officers[other].idle_since <= since:
                break
            order[hole] = other
            hole -= 1
        order[hole] = o
        n += 1
    return n


@compiled
def dispatch_all(
    run: Record, site: Record, stages: Stages, visits: Table, queues: Table, filled: Ints,
    slots: Table, officers: Table, kinds: Table, kind_mask: Ints, completions: Ints,
    late_starts: Ints, duty_from: Ints, duty_to: Ints, worked_from: Ints, at: int,
) -> None:  # fmt: skip
    """R3 over all available officers."""
    for i in range(in_order(stages, officers, kinds, at)):
        officer = stages.order[i]
        queue, slot = first_slot(
            run, site, visits, queues, filled, slots, officers, kind_mask, officer
        )
        if slot < 0:
            stay_or_go(
                run, site, stages, visits, queues, slots, officers, kinds, kind_mask, late_starts,
                duty_from, duty_to, worked_from, officer, at,
            )  # fmt: skip
            continue
        row = slots[slot].row
        if slot == queues[queue].head:
            drop_head(run, queues, filled, slots, queue)
        else:
            slots[slot].row = -1
        if visits[row].purpose != INTAKE:
            site.n_waiting -= 1
        else:
            end_hold(site, stages, visits, queues, slots, officers, kind_mask, officer)
        if officers[officer].doing == IDLE:
            stand_up(site, officers, kinds, officer)
        elif officers[officer].doing == STANDBY:
            stop_standing_by(run, site, stages, officers, officer, at)
        call(site, stages, visits, officers, completions, row, officer, at)
    site.n_fresh = 0


@compiled
def let_go(
    run: Record, site: Record, stages: Stages, visits: Table, queues: Table, slots: Table,
    officers: Table, kinds: Table, kind_mask: Ints, late_starts: Ints, duty_from: Ints,
    duty_to: Ints, worked_from: Ints, at: int,
) -> None:  # fmt: skip
    """After abandonments: whoever is held for nobody any more."""
    for officer in range(len(officers)):
        doing = officers[officer].doing
        if officers[officer].hold_limit > 0 and doing in (IDLE, STANDBY):
            stay_or_go(
                run, site, stages, visits, queues, slots, officers, kinds, kind_mask, late_starts,
                duty_from, duty_to, worked_from, officer, at,
            )  # fmt: skip
