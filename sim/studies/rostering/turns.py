"""Shifts handed out: who has worked less gets more, and lunches and starts go in turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.model.shifts import Pattern
from sim.model.tables import Floats
from sim.studies.rostering.people import Alike
from sim.studies.rostering.program import Task
from sim.studies.rostering.solve import Counts

_HOURS = 1000.0
"""What an hour more for whoever has an hour more already costs, against a lunch or a start that
somebody has had before."""
_NEVER = 1e12

Week = Mapping[int, Pattern]
"""An officer's shifts by weekday, days off left out."""


@dataclass(kw_only=True)
class _Past:
    """What somebody has had in the week so far."""

    hours: float = 0.0
    had: Counter[tuple[str, object]] = field(default_factory=Counter)
    """Lunches and starts by their time."""

    def cost(self, pattern: Pattern | None) -> float:
        """Of a shift, or of a day off, to somebody with this past."""
        if pattern is None:
            return 0.0
        turns = sum(2 * self.had[each] + 1 for each in _turns(pattern))
        return _HOURS * self.hours * pattern.work / 60 + turns

    def add(self, pattern: Pattern | None) -> None:
        """Work it."""
        if pattern is not None:
            self.hours += pattern.work / 60
            self.had.update(_turns(pattern))


def handed_out(task: Task, counts: Counts) -> dict[int, Week]:
    """The week of each person, by position among the people of the site.

    Each works one shift a day at most, none on leave, and no more than the week allows; all shifts
    that were counted are worked.
    """
    found: dict[int, Week] = {}
    for c, one in enumerate(task.classes):
        found |= _of_class(task, counts, c, one)
    return found


def _of_class(task: Task, counts: Counts, c: int, one: Alike) -> dict[int, Week]:
    n = len(one.members)
    limits = _limits(task, counts, c, n)
    past = [_Past() for _ in range(n)]
    weeks: list[dict[int, Pattern]] = [{} for _ in range(n)]
    for d, day in enumerate(task.days):
        shifts: list[Pattern | None] = [
            pattern
            for p, pattern in enumerate(day.patterns)
            for _ in range(counts.shifts.get((c, d, p), 0))
        ]
        shifts += [None] * (n - len(shifts))
        for i, shift in enumerate(_match(past, shifts, limits[:, d])):
            past[i].add(shift)
            if shift is not None:
                weeks[i][day.weekday] = shift
    return dict(zip(one.members, weeks, strict=True))


def _limits(task: Task, counts: Counts, c: int, n: int) -> Floats:
    """(n, days) most work of each [min]."""
    weeks = [week for (its, week), k in counts.weeks.items() if its == c for _ in range(k)]
    if not weeks:
        return np.full((n, len(task.days)), np.inf)
    return np.array(weeks, np.float64)


def _match(past: list[_Past], shifts: list[Pattern | None], limits: Floats) -> list[Pattern | None]:
    """Each one's shift, so that it all costs least."""
    from scipy.optimize import linear_sum_assignment

    cost = np.array([[each.cost(shift) for shift in shifts] for each in past])
    work = np.array([0 if shift is None else shift.work for shift in shifts])
    cost[work[None, :] > limits[:, None]] = _NEVER
    people, which = linear_sum_assignment(cost)
    assert cost[people, which].max(initial=0.0) < _NEVER, "the weeks allow all shifts"
    return [shifts[k] for k in which]


def _turns(pattern: Pattern) -> list[tuple[str, object]]:
    """What should not always fall to the same: a lunch time, an early or late start."""
    found: list[tuple[str, object]] = [("start", pattern.start), ("end", pattern.end)]
    if pattern.lunch is not None:
        found.append(("lunch", pattern.lunch))
    return found
