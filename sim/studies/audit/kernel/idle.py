"""Whether an officer was free while somebody within their skills waited: arrays only."""

from __future__ import annotations

import numpy as np

from sim.jit import allocating, compiled
from sim.model.tables import NEVER, Bools, Ints, SmallInts
from sim.studies.audit.kernel.duty import Duty, first_after
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import Jobs, Turns

MOST = 256
"""Offences that are kept; all are counted."""


@allocating
def idle_beside(
    layout: Layout, duty: Duty, jobs: Jobs, start: Ints, joined: Ints, until: Ints,
    skill: SmallInts, found: Ints, counts: Ints,
) -> None:  # fmt: skip
    """Stretches of duty in which an officer was free beside a line, to `found` (MOST, 4).

    `start`, `joined`, `until` and `skill` are waits by site in order of their beginning. A row of
    `found` has officer, since, until [ms] and the longest part beside one line [ms]. `counts`
    gets stretches looked at, offences, and the longest of all.
    """
    for site in range(len(start) - 1):
        n = start[site + 1] - start[site]
        since, end = np.empty(n, np.int64), np.empty(n, np.int64)
        for row in range(layout.set_start[site], layout.set_start[site + 1]):
            n_waits = _merged(
                layout.set_skills[row], start[site], start[site + 1], joined, until, skill,
                since, end,
            )  # fmt: skip
            for officer in range(layout.officer_start[site], layout.officer_start[site + 1]):
                if layout.officer_set[officer] == row:
                    _idle(layout.horizon, duty, jobs, officer, since, end, n_waits, found, counts)


@compiled
def _merged(
    can: Bools, first: int, last: int, joined: Ints, until: Ints, skill: SmallInts,
    since: Ints, end: Ints,
) -> int:  # fmt: skip
    """When anybody within the skills waited, as disjoint stretches; returns how many."""
    n = 0
    for i in range(first, last):
        if joined[i] == NEVER or until[i] <= joined[i] or not can[skill[i]]:
            continue
        if n > 0 and joined[i] <= end[n - 1]:
            end[n - 1] = max(end[n - 1], until[i])
        else:
            since[n], end[n] = joined[i], until[i]
            n += 1
    return n


@compiled
def _idle(
    horizon: int, duty: Duty, jobs: Jobs, officer: int, since: Ints, end: Ints, n_waits: int,
    found: Ints, counts: Ints,
) -> None:  # fmt: skip
    """Go along the officer's duties with the line beside them."""
    first, last = jobs.start[officer], jobs.start[officer + 1]
    wait = 0
    for k in range(duty.start[officer], duty.start[officer + 1]):
        at, duty_until = duty.since[k], min(duty.until[k], horizon)
        i = first_after(jobs.until, first, last, at)
        while at < duty_until:
            free_until = min(jobs.since[i], duty_until) if i < last else duty_until
            if free_until > at:
                counts[0] += 1
                while wait < n_waits and end[wait] <= at:
                    wait += 1
                longest, w = 0, wait
                while w < n_waits and since[w] < free_until:
                    longest = max(longest, min(end[w], free_until) - max(since[w], at))
                    w += 1
                if longest > 0:
                    _note(found, counts, officer, at, free_until, longest)
            at = duty_until if i >= last else max(at, jobs.until[i])
            i += 1


@compiled
def idle_when_held(
    layout: Layout, jobs: Jobs, held: Ints, turns: Turns, found: Ints, counts: Ints
) -> None:
    """The same of officers who were held for a visit (R6), which nobody called.

    Whoever is held serves one after the other until nobody the hold is for waits.
    """
    for site in range(len(turns.start) - 1):
        first, last = layout.hold_start[site], layout.hold_start[site + 1]
        for i in range(turns.start[site], turns.start[site + 1]):
            if turns.joined[i] == NEVER or turns.until[i] <= turns.joined[i]:
                continue
            h = first_after(layout.hold_at, first, last, turns.came[i])
            while h < last and layout.hold_at[h] < turns.until[i]:
                for officer in range(layout.officer_start[site], layout.officer_start[site + 1]):
                    if layout.set_skills[layout.officer_set[officer], turns.skill[i]]:
                        _held_idle(layout, jobs, held, turns, i, officer, h, first, found, counts)
                h += 1


@compiled
def _held_idle(
    layout: Layout, jobs: Jobs, held: Ints, turns: Turns, i: int, officer: int, h: int, first: int,
    found: Ints, counts: Ints,
) -> None:  # fmt: skip
    """One officer, one hold, one turn that waited over its beginning."""
    let_go = held[officer, h - first]
    if let_go == NEVER or turns.joined[i] > let_go:
        return
    counts[0] += 1
    at = max(layout.hold_at[h], turns.joined[i])
    k = first_after(jobs.until, jobs.start[officer], jobs.start[officer + 1], at)
    while k < jobs.start[officer + 1] and jobs.since[k] <= at:
        at = max(at, jobs.until[k])
        k += 1
    if at < turns.until[i]:
        _note(found, counts, officer, at, turns.until[i], turns.until[i] - at)


@compiled
def _note(found: Ints, counts: Ints, officer: int, since: int, until: int, longest: int) -> None:
    if counts[1] < len(found):
        row = counts[1]
        found[row, 0], found[row, 1], found[row, 2] = officer, since, until
        found[row, 3] = longest
    counts[1] += 1
    counts[2] = max(counts[2], longest)


@compiled
def mark_crossed(start: Ints, since: Ints, until: Ints, day: int, crossed: Bools) -> None:
    """Mark the midnights in (since, until] of stretches by site, in `crossed` (S, D + 1)."""
    for site in range(len(start) - 1):
        for i in range(start[site], start[site + 1]):
            if since[i] == NEVER:
                continue
            k = since[i] // day + 1
            while k < crossed.shape[1] and k * day <= until[i]:
                crossed[site, k] = True
                k += 1
