"""Where a search begins: officers by formulas, half-hour by half-hour, from the load seen.

Every line is taken for a queue of its own, steady within each half-hour, at its modified offered
load (`sim.measures.staffing_theory`). Formulas know nothing of rushes at the doors, of officers
shared by lines or of work put off until nobody waits: what they say is a guess, and is put to the
test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, inf, sqrt

import numpy as np

from sim.measures.staffing_theory import Stream, steady
from sim.model.spec import Site
from sim.model.tables import Floats
from sim.model.targets import Goal, Target
from sim.studies.staffing.lines import Line, split
from sim.studies.staffing.load import SLOT_MINUTES, Load
from sim.studies.staffing.reading import Staffing

LONGEST = 480.0
"""What an endless wait in an overloaded half-hour counts as [min]."""
BETA_STEP = 0.1
"""Between one staffing and the next of a row by the square-root rule."""


def streams(load: Load, row: int, *, modified: bool = True, patient: bool = False) -> list[Stream]:
    """The half-hours of a line in which anybody comes, each as a steady queue.

    With `modified` the load is the mean number in service, without it the arrivals' (SIPP). Nobody
    leaves where all are `patient`.
    """
    service = float(load.service[row])
    if not service > 0:
        return []
    patience = inf if patient or load.leaving[row] == 0 else 1.0 / float(load.leaving[row])
    found = []
    for at in np.flatnonzero(load.arrivals[row] > 0):
        rate = load.busy[row, at] / service if modified else load.arrivals[row, at] / SLOT_MINUTES
        found.append(Stream(rate=float(rate), service=service, patience=patience))
    return found


def officers_for(targets: Sequence[Target], load: Load, row: int, most: int) -> int:
    """The least number that meets every target at a line by formulas, the same all day long."""
    arrivals = load.arrivals[row]
    weights = arrivals[arrivals > 0]
    queues = streams(load, row)
    if not queues:
        return 0
    return max((_officers(target, queues, weights, most) for target in targets), default=0)


def _officers(target: Target, queues: Sequence[Stream], weights: Floats, most: int) -> int:
    goal = _as_share(target.goal)

    def meets(n: int) -> bool:
        values = np.array([min(steady(goal, queue, n), LONGEST) for queue in queues])
        if not np.isfinite(values).all():
            return True
        if target.every == "interval":
            return all(goal.met(float(value)) for value in values)
        return goal.met(float(values @ weights / weights.sum()))

    return least_that(meets, 0, most)


def least_that(meets: Callable[[int], bool], least: int, most: int) -> int:
    """The least number between two that meets something that more never fails; else the most."""
    while least < most:
        middle = (least + most) // 2
        if meets(middle):
            most = middle
        else:
            least = middle + 1
    return least


def _as_share(goal: Goal) -> Goal:
    """A percentile of the wait as the share that waits no longer, which adds up over half-hours."""
    if goal.measure != "percentile":
        return goal
    share = (goal.percent or 0.0) / 100
    return replace(goal, measure="within", limit=share, minutes=goal.limit, percent=None)


def total(site: Site, lines: tuple[Line, ...], wanted: Sequence[int], least: int) -> int:
    """Officers of a site whose groups grow in proportion, when its lines want so many each."""
    size = sum(group.size for group in site.officers)
    if size == 0 or not any(wanted):
        return least
    parts = tuple(group.size / size for group in site.officers)
    got = split(dict(enumerate(map(float, wanted))), lines, parts)
    each = [n / share for n, share in zip(wanted, got, strict=True) if n > 0 and share > 1e-9]
    return max(least, ceil(max(each, default=0.0) - 1e-9))


def by_group(
    site: Site, lines: tuple[Line, ...], wanted: Sequence[int], least: Staffing
) -> Staffing:
    """Officers by group: each line's are in that of its groups that serves fewest lines."""
    found = [0] * len(site.officers)
    serves = [sum(g in line.groups for line in lines) for g in range(len(found))]
    for line, n in zip(lines, wanted, strict=True):
        if line.groups:
            order = sorted(line.groups, key=lambda g: (serves[g], -site.officers[g].size, g))
            found[order[0]] += n
    return tuple(max(pair) for pair in zip(found, least, strict=True))


def by_square_root(busy: Sequence[float], least: int, most: int) -> tuple[Staffing, ...]:
    """Officers by half-hour, from few to many: the load and ever more of its square roots."""
    rows: list[Staffing] = []
    beta = -sqrt(max(busy, default=0.0))
    while not rows or min(rows[-1], default=most) < most:
        row = tuple(min(max(ceil(m + beta * sqrt(m) - 1e-9), least), most) for m in busy)
        if not rows or row != rows[-1]:
            rows.append(row)
        beta += BETA_STEP
        if beta > most:
            rows.append((most,) * len(busy))
    return tuple(rows)
