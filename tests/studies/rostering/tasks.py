"""Small tasks of rosters, and every roster of one by enumeration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from sim.model.roster import RosterRules
from sim.model.shifts import Pattern, Span, cells, day_patterns
from sim.studies.rostering.people import Alike
from sim.studies.rostering.program import Day, Task

MORNING: tuple[Span, ...] = ((480, 720),)
Needs = Sequence[Sequence[int]]
"""Officers by line and cell."""


def rules(**changes: object) -> RosterRules:
    """A grid of hours, full days of 3 h, part-days of 2 h, no lunch."""
    plain = {"step": 60, "full_days": [180], "part_days": [120], "lunch": "none"}
    return RosterRules.model_validate(plain | changes)


def task(
    needs: Sequence[Needs], groups: Sequence[int], line_groups: Sequence[tuple[int, ...]],
    sessions: tuple[Span, ...] = MORNING, **changes: object,
) -> Task:  # fmt: skip
    """One with a day for each of the needs, groups of so many people, and lines."""
    its = rules(**changes)
    first = np.cumsum([0, *groups])
    return Task(
        rules=its,
        classes=tuple(
            Alike(group=g, away=frozenset(), members=tuple(range(first[g], first[g + 1])))
            for g in range(len(groups))
        ),
        line_groups=tuple(line_groups),
        days=tuple(
            Day(
                weekday=d, cells=tuple(cells(its.step, sessions)),
                patterns=day_patterns(its, sessions), need=np.array(need),
            )
            for d, need in enumerate(needs)
        ),
    )  # fmt: skip


def best_by_enumeration(of: Task) -> tuple[float, float]:
    """Least shortfall, and least hours with it [h], of all rosters that keep the rules."""
    people = [one.group for one in of.classes for _ in one.members]
    days = [list(_days(of, day, people)) for day in of.days]
    best = (np.inf, np.inf)
    for week in product(*days):
        if not _keeps_week(of, week, len(people)):
            continue
        short = sum(short for short, _ in week)
        hours = sum(each.work for _, day in week for each in day if each) / 60
        best = min(best, (short, hours))
    return best


def _days(
    of: Task, day: Day, people: Sequence[int]
) -> Iterator[tuple[float, tuple[Pattern | None, ...]]]:
    for some in product((None, *day.patterns), repeat=len(people)):
        there = [each for each in some if each is not None]
        if sum(each.is_part_day for each in there) > of.rules.part_days_at_most:
            continue
        if _lunches_keep(of, day, there):
            yield shortfall(of, day, people, some), some


def _lunches_keep(of: Task, day: Day, there: Sequence[Pattern]) -> bool:
    if of.rules.lunch is None:
        return True
    for start, end in day.cells:
        on_shift = [each for each in there if each.start < end and start < each.end]
        away = sum(each.lunches(start, end) for each in on_shift)
        if len(on_shift) > 1 and away > of.rules.lunch.away_at_most * len(on_shift):
            return False
    return True


def _keeps_week(
    of: Task, week: Sequence[tuple[float, tuple[Pattern | None, ...]]], n_people: int
) -> bool:
    for i in range(n_people):
        work = [day[i].work for _, day in week if day[i] is not None]
        if sum(work) > of.rules.hours_a_week or len(work) > of.rules.days_a_week:
            return False
    return True


def shortfall(of: Task, day: Day, people: Sequence[int], some: Sequence[Pattern | None]) -> float:
    """Officer-hours short, by trying every way to put those on duty on lines."""
    total = 0.0
    for t, (start, end) in enumerate(day.cells):
        on_duty = [
            g for g, each in zip(people, some, strict=True) if each and each.works(start, end)
        ]
        total += (end - start) / 60 * _least_short(of, on_duty, day.need[:, t].tolist())
    return total


def _least_short(of: Task, on_duty: Sequence[int], need: Sequence[int]) -> int:
    lines = range(len(need))
    ways = [[line for line in lines if g in of.line_groups[line]] or [None] for g in on_duty]
    best = sum(need)
    for way in product(*ways):
        got = Counter(way)
        best = min(best, sum(max(need[line] - got[line], 0) for line in lines))
    return best
