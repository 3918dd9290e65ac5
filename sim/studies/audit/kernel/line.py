"""Loops over turns in ticket order: who was called past whom, and who called whom."""

from __future__ import annotations

import numpy as np

from sim.jit import allocating
from sim.model.tables import NEVER, Fate, Ints
from sim.studies.audit.kernel.duty import Duty, could_serve, off_duty
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import Turns

ABANDONED = int(Fate.ABANDONED)


@allocating
def overtaken(
    layout: Layout, duty: Duty, held: Ints, turns: Turns, n_lines: int, n_skills: int, wrong: Ints
) -> int:
    """How long each turn was called before an earlier ticket of its line left [ms], to `wrong`.

    A line is (class, skill). Who came too late for the hold of an officer may hold a ticket of a
    stage longer than who came in time, and is then no earlier one. Returns the pairs compared.
    """
    n_pairs = 0
    latest = np.empty(n_lines, np.int64)  # end of the longest wait in the line so far
    last = np.empty(n_lines, np.int64)  # the turn before in the line
    before = np.empty(len(turns.joined), np.int64)
    for site in range(len(turns.start) - 1):
        latest[:] = last[:] = NEVER
        for i in range(turns.start[site], turns.start[site + 1]):
            if turns.joined[i] == NEVER:
                continue
            line = turns.priority[i] * n_skills + turns.skill[i]
            before[i] = last[line]
            last[line] = i
            n_pairs += before[i] != NEVER
            called = turns.called[i]
            if called != NEVER and latest[line] >= called:
                wrong[i] = _longest_before(layout, duty, held, turns, before, i)
            latest[line] = max(latest[line], turns.until[i])
    return n_pairs


@allocating
def _longest_before(
    layout: Layout, duty: Duty, held: Ints, turns: Turns, before: Ints, i: int
) -> int:
    """How long anybody in front of a turn waited on after its call [ms]."""
    called, found = turns.called[i], 0
    k = before[i]
    while k != NEVER:
        late = turns.until[k] - called
        # Service that can start at the instant at which patience ends does start.
        if late == 0 and turns.fate[k] == ABANDONED and turns.joined[i] < called:
            late = 1
        if late > found and _may_choose(layout, duty, held, turns, i, k):
            found = late
        k = before[k]
    return found


@allocating
def _may_choose(layout: Layout, duty: Duty, held: Ints, turns: Turns, i: int, other: int) -> bool:
    """Whether the officer of a turn could have called the other one instead."""
    officer = turns.officer[i]
    if officer == NEVER or (turns.stage[i] == 0 and turns.stage[other] == 0):
        return True
    site = turns.site[i]
    return could_serve(layout, duty, held, site, officer, turns.came[other], turns.called[i])


@allocating
def outside_duty(layout: Layout, duty: Duty, held: Ints, turns: Turns, wrong: Ints) -> int:
    """How far each call is from the duty of an officer not held [ms], to `wrong`.

    Returns how many were called by somebody held.
    """
    n_held = 0
    for site in range(len(turns.start) - 1):
        for i in range(turns.start[site], turns.start[site + 1]):
            officer, at = turns.officer[i], turns.called[i]
            if at == NEVER or officer == NEVER:
                continue
            far = off_duty(duty, officer, at)
            if far == 0:
                continue
            if could_serve(layout, duty, held, site, officer, turns.came[i], at):
                n_held += 1
            else:
                wrong[i] = far
    return n_held


@allocating
def works_outside(duty: Duty, begun: Ints, officer: Ints, wrong: Ints) -> None:
    """D2: intake work begins on duty alone; how far from it [ms], to `wrong`."""
    for i in range(len(begun)):
        if begun[i] != NEVER and officer[i] != NEVER:
            wrong[i] = off_duty(duty, officer[i], begun[i])
