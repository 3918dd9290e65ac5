"""Visits that come again (R5, R6), and intake work that begins when a visit has ended (D1).

Whoever comes on the present date waits in a heap for the instant; whoever comes later is kept in
a list of the site, which is spread over the dates when this one is over (`life.spread_later`).
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel.state import DAY_MS, INTAKE, Ints, Record, Table, Words
from sim.jit import compiled


@compiled
def comes_before(again: Table, i: int, j: int) -> bool:
    """Arrival order (R9) in the heap of those who come today: instant, dossier, purpose."""
    if again[i].arrived_at != again[j].arrived_at:
        return again[i].arrived_at < again[j].arrived_at
    if again[i].dossier != again[j].dossier:
        return again[i].dossier < again[j].dossier
    return again[i].purpose < again[j].purpose


@compiled
def swap(again: Table, i: int, j: int) -> None:
    """Exchange two entries of the heap."""
    arrived_at, dossier, row, purpose = (
        again[i].arrived_at, again[i].dossier, again[i].row, again[i].purpose,
    )  # fmt: skip
    again[i] = again[j]
    again[j].arrived_at, again[j].dossier = arrived_at, dossier
    again[j].row, again[j].purpose = row, purpose


@compiled
def expect_today(site: Record, visits: Table, again: Table, row: int) -> None:
    """Put a visit into the heap of those who come today."""
    i = site.n_again
    site.n_again = i + 1
    again[i].arrived_at, again[i].dossier = visits[row].arrived_at, visits[row].dossier
    again[i].row = row
    # Intake work takes the place of a visit to file, which its dossier has none of.
    again[i].purpose = 0 if visits[row].purpose == INTAKE else visits[row].purpose
    while i > 0 and comes_before(again, i, (i - 1) >> 1):
        swap(again, i, (i - 1) >> 1)
        i = (i - 1) >> 1


@compiled
def drop_next_again(site: Record, again: Table) -> None:
    """Remove the first of those who come today from the heap."""
    size = site.n_again - 1
    site.n_again = size
    again[0] = again[size]
    i, child = 0, 1
    while child < size:
        if child + 1 < size and comes_before(again, child + 1, child):
            child += 1
        if not comes_before(again, child, i):
            break
        swap(again, i, child)
        i, child = child, 2 * child + 1


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
    k = len(return_days)
    procedure = visits[row].procedure
    if k == 0 or return_thresholds[procedure, k - 1] == np.uint64(0):
        return -1
    step = np.uint64(visits[row].repetition + 1) * np.uint64(0x9E3779B97F4A7C15)
    z = visits[row].return_word + step
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    for j in range(k):
        if z < return_thresholds[procedure, j]:
            return return_days[j]
    return -1
