"""The best roster of a site: least shortfall, then least hours, then the most even surplus.

One aim after the other: what is reached of one is kept for the next. Days that no limit of the
week joins are solved one by one.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from sim.errors import UsageError
from sim.model.tables import Floats
from sim.said import Said
from sim.studies.rostering.program import Program, Task, build
from sim.studies.rostering.weeks import Week

_SLACK = 1e-4
"""By how much an aim that was reached may be missed afterwards, for rounding."""
LEAST_SECONDS = 0.5
"""Any aim gets this long, however little time is left."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many work which shift; the best there is, or near it."""

    shifts: Mapping[tuple[int, int, int], int]
    """By class, day and pattern; those of nobody left out."""
    weeks: Mapping[tuple[int, Week], int]
    """By class and week, where the limits of the week bind."""
    short: float
    """Officer-hours that are missing [h]."""
    hours: float
    """Hours of work [h]."""
    gaps: tuple[float, float, float]
    """How far below each aim the best possible may lie: shortfall [h], hours [h], weighted
    surplus [h]; 0: proven optimal."""

    @property
    def is_proven(self) -> bool:
        """Whether no roster has less shortfall, or as much and less hours."""
        return self.gaps[0] == self.gaps[1] == 0.0


class Solver:
    """Solves tasks; the same day is solved once."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._known: dict[object, Counts] = {}

    def solve(self, task: Task) -> Counts:
        """The best roster of a task within the seconds that each site has.

        Raises
        ------
        UsageError
            There was no time for any roster.
        """
        until = time.monotonic() + self.seconds
        if task.is_joined or len(task.days) < 2:
            return self._at_once(task, until)
        found = [self._at_once(replace(task, days=(day,)), until) for day in task.days]
        return Counts(
            shifts={
                (c, d, p): n for d, each in enumerate(found) for (c, _, p), n in each.shifts.items()
            },
            weeks={},
            short=sum(each.short for each in found),
            hours=sum(each.hours for each in found),
            gaps=tuple(sum(each.gaps[k] for each in found) for k in range(3)),  # type: ignore[arg-type]
        )

    def _at_once(self, task: Task, until: float) -> Counts:
        key = _key(task)
        if key not in self._known:
            self._known[key] = _solved(task, until)
        return self._known[key]


def _key(task: Task) -> object:
    """Equal for tasks that have the same solution."""
    away = [day.weekday for day in task.days]
    return (
        task.rules.model_dump_json(),
        tuple(
            (one.group, tuple(day in one.away for day in away), len(one.members))
            for one in task.classes
        ),
        task.line_groups,
        tuple((day.cells, day.patterns, day.need.tobytes()) for day in task.days),
    )


def _solved(task: Task, until: float) -> Counts:
    program = build(task)
    hours = {
        column: task.days[d].patterns[p].work / 60 for (_, d, p), column in program.shifts.items()
    }
    values: Floats | None = None
    gaps = []
    for cost in (program.short, hours, program.spare):
        values, gap = _next(program, cost, values, until)
        gaps.append(gap)
    assert values is not None

    def whole(columns: Mapping[tuple[int, ...], int]) -> dict[tuple[int, ...], int]:
        return {what: n for what, at in columns.items() if (n := round(float(values[at])))}

    return Counts(
        shifts=whole(program.shifts),  # type: ignore[arg-type]
        weeks=whole(program.weeks),  # type: ignore[arg-type]
        short=round(_value(program.short, values), 3),
        hours=round(_value(hours, values), 3),
        gaps=(gaps[0], gaps[1], gaps[2]),
    )


def _next(
    program: Program, cost: Mapping[int, float], before: Floats | None, until: float
) -> tuple[Floats, float]:
    """The unknowns that are best by one more aim, which is kept from then on, and the gap."""
    rows = program.rows
    rows.cost = [cost.get(column, 0.0) for column in range(len(rows.cost))]
    if not cost:
        return (np.zeros(len(rows.cost)) if before is None else before), 0.0
    left = until - time.monotonic()
    if before is not None and left <= 0:
        return before, _value(cost, before)
    try:
        found = rows.solve(max(left, LEAST_SECONDS) if left < inf else inf)
    except TimeoutError:
        if before is None:
            raise UsageError(
                Said("--time-limit: there was no time for any roster of a site; give more seconds.")
            ) from None
        return before, _value(cost, before)
    assert found is not None, "a roster of nobody keeps every rule"
    reached = found.cost
    rows.row(cost.items(), high=reached + _SLACK)
    gap = found.gap * abs(reached)
    return found.values, gap if gap > _SLACK else 0.0


def _value(cost: Mapping[int, float], values: Floats) -> float:
    return float(sum(weight * float(values[column]) for column, weight in cost.items()))
