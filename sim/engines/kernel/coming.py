"""Visits that come again (R5, R6), and intake work that begins when a visit has ended (D1).

Whoever comes on the present date waits in a heap for the instant; whoever comes later is kept in
a list of the site, which is spread over the dates when this one is over (`life.spread_later`).
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel.state import DAY_MS, INTAKE, Ints, Record, Table, Words
from sim.jit import compiled, hot

PURPOSE_BITS = 2
TURN_BITS = 36
"""Of an arrival's turn: those of dossier and purpose; a date has less than 2^27 ms."""
TURN_MASK = (1 << TURN_BITS) - 1


@hot
def turn_of(site: Record, at: int, dossier: int, purpose: int) -> int:
    """What orders arrivals of the present date (R9): instant, dossier, purpose, in one number."""
    return ((at - site.day * DAY_MS) << TURN_BITS) | (dossier << PURPOSE_BITS) | purpose


@hot
def next_again_at(site: Record, again: Table) -> int:
    """The instant of the first of those who come today."""
    return site.day * DAY_MS + (again[0].turn >> TURN_BITS)


@hot
def next_again_dossier(again: Table) -> int:
    """The dossier of the first of those who come today."""
    return (again[0].turn & TURN_MASK) >> PURPOSE_BITS


@compiled
def expect_today(site: Record, visits: Table, again: Table, row: int) -> None:
    """Put a visit into the heap of those who come today."""
    # Intake work takes the place of a visit to file, which its dossier has none of.
    purpose = 0 if visits[row].purpose == INTAKE else visits[row].purpose
    turn = turn_of(site, visits[row].arrived_at, visits[row].dossier, purpose)
    hole = site.n_again
    site.n_again = hole + 1
    while hole > 0:
        parent = (hole - 1) >> 1
        if again[parent].turn <= turn:
            break
        again[hole].turn, again[hole].row = again[parent].turn, again[parent].row
        hole = parent
    again[hole].turn, again[hole].row = turn, row


@compiled
def drop_next_again(site: Record, again: Table) -> None:
    """Remove the first of those who come today from the heap."""
    size = site.n_again - 1
    site.n_again = size
    turn, row = again[size].turn, again[size].row
    hole, child = 0, 1
    while child < size:
        if child + 1 < size and again[child + 1].turn < again[child].turn:
            child += 1
        if again[child].turn >= turn:
            break
        again[hole].turn, again[hole].row = again[child].turn, again[child].row
        hole, child = child, 2 * child + 1
    again[hole].turn, again[hole].row = turn, row


@compiled
def expect(site: Record, visits: Table, again: Table, row: int, at: int) -> None:
    """Let the visit come at `at`, today or later."""
    visits[row].arrived_at = at
    if at < (site.day + 1) * DAY_MS:
        expect_today(site, visits, again, row)
    else:
        visits[row].next = site.later
        site.later = row


@compiled
def come_again(run: Record, site: Record, visits: Table, again: Table, row: int, at: int) -> None:
    """Let the visit in `row` cause its next repetition, which arrives at `at`."""
    new = run.n_rows
    run.n_rows = new + 1
    visits[new] = visits[row]
    visits[new].repetition += 1
    visits[new].intake = -1
    expect(site, visits, again, new, at)


@compiled
def begin_intake(run: Record, site: Record, visits: Table, again: Table, row: int, at: int) -> None:
    """D1: work on what was filed online arrives when its filer's visit to enquire has ended."""
    if visits[row].intake < 0 or at >= run.horizon:
        return
    new = run.n_rows
    run.n_rows = new + 1
    visits[new].dossier = visits[row].dossier
    visits[new].procedure = visits[row].procedure
    visits[new].purpose = INTAKE
    visits[new].repetition = 0
    visits[new].service = visits[row].intake
    visits[new].patience = visits[new].intake = -1
    visits[new].queue = visits[row].intake_queue
    expect(site, visits, again, new, at)


@compiled
def days_until_return(visits: Table, return_thresholds: Words, return_days: Ints, row: int) -> int:
    """Working days after which the visit returns if it abandons, or -1 (`returns.return_delay`)."""
    visit = visits[row]
    return thinks_again(
        visit.return_word, visit.repetition, visit.procedure, return_thresholds, return_days
    )


@hot
def thinks_again(
    return_word: np.uint64, repetition: int, procedure: int, return_thresholds: Words,
    return_days: Ints,
) -> int:  # fmt: skip
    """The same of a visit of a procedure, the so-many-th of its kind."""
    k = len(return_days)
    if k == 0 or return_thresholds[procedure, k - 1] == np.uint64(0):
        return -1
    step = np.uint64(repetition + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = return_word + step
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    for j in range(k):
        if z < return_thresholds[procedure, j]:
            return int(return_days[j])
    return -1
