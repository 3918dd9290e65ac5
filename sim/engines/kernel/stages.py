"""Stages (R10): the way of a visit to file through several desks, at the sites that have them.

Such a site keeps its tickets by instant and visit index, since a visit that moves on and one that
arrives may take theirs at the same instant.
"""

from __future__ import annotations

from sim.engines.kernel.line import send_home, take_slot, watch_deadline
from sim.engines.kernel.state import FAR, FILE, MASK_BITS, Ints, Record, Stages, Table
from sim.jit import compiled, hot


@hot
def n_stages(stages: Stages, visits: Table, row: int) -> int:
    """How many stages the visit passes; 0 where it has none."""
    if visits[row].purpose != FILE:
        return 0
    p = visits[row].procedure
    return stages.start[p + 1] - stages.start[p]


@compiled
def moves_on(stages: Stages, visits: Table, row: int) -> bool:
    """Whether the visit whose service ends has a further stage before it."""
    n = n_stages(stages, visits, row)
    # Where there are none, nothing is written for the stage.
    return n > 0 and visits[row].stage + 1 < n


@compiled
def line_up(site: Record, stages: Stages, visits: Table, row: int) -> None:
    """Enter the visit among those that move on at this instant, by visit index."""
    hole = site.n_movers
    site.n_movers = hole + 1
    while hole > 0 and visits[stages.movers[hole - 1]].dossier > visits[row].dossier:
        stages.movers[hole] = stages.movers[hole - 1]
        hole -= 1
    stages.movers[hole] = row


@compiled
def enter_stage(site: Record, stages: Stages, visits: Table, row: int, stage: int) -> None:
    """The visit has come as far as a stage: its queue and service are those of the stage."""
    visit = visits[row]
    if visit.purpose == FILE:
        visit.stage = stage
    if n_stages(stages, visits, row) == 0:
        return
    profile = stages.profile[site.number, stages.start[visit.procedure] + stage]
    visit.queue += profile - visit.queue % site.n_profiles
    time = stages.times[visit.dossier, stage] / stages.productive[site.number]
    visit.service = max(1, int(time + 0.5))


@compiled
def note_stage(run: Record, site: Record, stages: Stages, visits: Table, row: int, at: int) -> None:
    """The visit has taken a ticket for its stage, or is called at once."""
    if n_stages(stages, visits, row) == 0:
        return
    passed = stages.passed[run.n_passed]
    passed.row, passed.site, passed.stage = row, site.number, visits[row].stage
    passed.joined_at, passed.called_at, passed.left_at, passed.officer = at, -1, -1, -1
    visits[row].stage_row = run.n_passed
    run.n_passed += 1


@hot
def goes_before(visits: Table, slots: Table, a: int, b: int) -> bool:
    """Whether the ticket of slot a is earlier than that of slot b: instant, then visit index."""
    if slots[a].ticket != slots[b].ticket:
        return slots[a].ticket < slots[b].ticket
    one, other = visits[slots[a].row], visits[slots[b].row]
    if one.dossier != other.dossier:
        return one.dossier < other.dossier
    return one.purpose < other.purpose


@compiled
def join_in_turn(
    run: Record, site: Record, visits: Table, queues: Table, filled: Ints, slots: Table, row: int,
    at: int,
) -> int:  # fmt: skip
    """A ticket of this instant, and the place in the queue that it gives; returns the slot."""
    slot = take_slot(run, slots)
    patience = visits[row].patience
    slots[slot].row, slots[slot].site, slots[slot].ticket = row, site.number, at
    slots[slot].arrived_at = visits[row].arrived_at
    slots[slot].deadline = FAR if patience < 0 else at + patience
    queue = visits[row].queue
    before, after = -1, queues[queue].head
    if after >= 0 and slots[queues[queue].tail].ticket < at:
        before, after = queues[queue].tail, -1
    while after >= 0 and (slots[after].row < 0 or goes_before(visits, slots, after, slot)):
        before, after = after, slots[after].next
    slots[slot].next = after
    if before < 0:
        queues[queue].head = slot
        filled[queues[queue].word] |= queues[queue].bit
    else:
        slots[before].next = slot
    if after < 0:
        queues[queue].tail = slot
    return slot


@compiled
def move_on(
    run: Record, site: Record, stages: Stages, visits: Table, queues: Table, filled: Ints,
    slots: Table, deadlines: Ints, at: int,
) -> None:  # fmt: skip
    """R9.1: those whose service at a stage ends join the line for the next, by visit index."""
    for i in range(site.n_movers):
        row = stages.movers[i]
        enter_stage(site, stages, visits, row, visits[row].stage + 1)
        note_stage(run, site, stages, visits, row, at)
        slot = join_in_turn(run, site, visits, queues, filled, slots, row, at)
        stages.mover_slots[i] = slot
        site.n_waiting += 1
        watch_deadline(site, slots, deadlines, slot)


@compiled
def send_movers_home(
    run: Record, site: Record, stages: Stages, visits: Table, slots: Table, officers: Table,
    kind_mask: Ints, again: Table, sessions: Table, at: int,
) -> None:  # fmt: skip
    """R6: after the close, whoever moves on to where nobody is held for them goes home at once."""
    for i in range(site.n_movers):
        row, slot = stages.movers[i], stages.mover_slots[i]
        if slots[slot].row != row:
            continue
        is_lost = at < site.shut_until
        if not is_lost and site.send_home_at < FAR:
            profile = visits[row].queue % site.n_profiles
            is_lost = True
            for o in range(len(officers)):
                able = kind_mask[officers[o].kind, profile // MASK_BITS] >> (profile % MASK_BITS)
                if able & 1 and visits[row].arrived_at < officers[o].hold_limit:
                    is_lost = False
        if is_lost:
            slots[slot].row = -1
            site.n_waiting -= 1
            send_home(run, site, visits, again, sessions, row, at)
    site.n_movers = 0
