"""The mixed-integer program of a roster, for one day or for a week whose limits join the days.

Whole numbers are counted, not people: how many of those who are alike work a shift on a day. Where
the limits of the week bind, it is also counted how many have which week (`weeks`); then of a day's
shifts no more are as long as some length than weeks allow, for every length, and so the longest
shifts can always be given to those whose week allows most that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.model.roster import RosterRules
from sim.model.shifts import Pattern, Span
from sim.model.tables import Floats, Ints
from sim.studies.rostering.people import Alike
from sim.studies.rostering.weeks import Week, fullest_weeks
from sim.studies.rows import Rows

TIERS = (1.0, 2.0, 4.0, 8.0)
"""What the first, second, third and every further officer beyond the need costs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Day:
    """What has to be covered on a weekday, and with which shifts; T cells, L lines."""

    weekday: int
    cells: tuple[Span, ...]
    """(T,) the grid while the site is open [min since midnight]."""
    patterns: tuple[Pattern, ...]
    need: Ints
    """(L, T) officers."""

    @property
    def hours(self) -> Floats:
        """(T,) length of each cell [h]."""
        return np.array([(end - start) / 60 for start, end in self.cells])


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """A site's roster to be made."""

    rules: RosterRules
    classes: tuple[Alike, ...]
    line_groups: tuple[tuple[int, ...], ...]
    """(L,) positions of the groups that may cover each line."""
    days: tuple[Day, ...]

    def weeks_of(self, one: Alike) -> tuple[Week, ...]:
        """The fullest weeks, on the days of the task, that people of a class may have."""
        lengths = [
            [] if day.weekday in one.away else [each.work for each in day.patterns]
            for day in self.days
        ]
        return fullest_weeks(lengths, self.rules.hours_a_week, self.rules.days_a_week)

    @property
    def is_joined(self) -> bool:
        """Whether the limits of the week bind for anybody."""
        return any(len(self.weeks_of(one)) > 1 for one in self.classes)


@dataclass(kw_only=True)
class Program:
    """Unknowns by what they stand for; costs are set by objective."""

    task: Task
    rows: Rows = field(default_factory=Rows)
    shifts: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """Columns by class, day and pattern: how many work it."""
    weeks: dict[tuple[int, Week], int] = field(default_factory=dict)
    """Columns by class and week: how many have it."""
    short: dict[int, float] = field(default_factory=dict)
    """Columns of shortfall, and the hours of each."""
    spare: dict[int, float] = field(default_factory=dict)
    """Columns of surplus, and what each costs."""


def build(task: Task) -> Program:
    """The program of a task, without costs."""
    program = Program(task=task)
    for c, one in enumerate(task.classes):
        for d, day in enumerate(task.days):
            if day.weekday not in one.away:
                for p in range(len(day.patterns)):
                    most = float(len(one.members))
                    column = program.rows.column(high=most, whole=True)
                    program.shifts[c, d, p] = column
    for c in range(len(task.classes)):
        _limit_people(program, c)
    for d in range(len(task.days)):
        _limit_part_days(program, d)
        _limit_lunches(program, d)
        _cover(program, d)
    return program


def _of_class(program: Program, c: int, d: int, least: int = 0) -> list[tuple[int, float]]:
    """Terms of the shifts of a class on a day that are as long as some length [min]."""
    return [
        (program.shifts[c, d, p], 1.0)
        for p, pattern in enumerate(program.task.days[d].patterns)
        if (c, d, p) in program.shifts and pattern.work >= least
    ]


def _limit_people(program: Program, c: int) -> None:
    task = program.task
    one, weeks = task.classes[c], task.weeks_of(task.classes[c])
    n = float(len(one.members))
    if len(weeks) == 1:
        for d in range(len(task.days)):
            program.rows.row(_of_class(program, c, d), high=n)
        return
    for week in weeks:
        program.weeks[c, week] = program.rows.column(high=n, whole=True)
    program.rows.row([(program.weeks[c, week], 1.0) for week in weeks], low=n, high=n)
    for d, day in enumerate(task.days):
        for length in sorted({each.work for each in day.patterns}):
            allowed = [(program.weeks[c, week], -1.0) for week in weeks if week[d] >= length]
            program.rows.row([*_of_class(program, c, d, length), *allowed], high=0.0)


def _limit_part_days(program: Program, d: int) -> None:
    patterns = program.task.days[d].patterns
    terms = [
        (column, 1.0)
        for (_, day, p), column in program.shifts.items()
        if day == d and patterns[p].is_part_day
    ]
    if terms:
        program.rows.row(terms, high=float(program.task.rules.part_days_at_most))


def _limit_lunches(program: Program, d: int) -> None:
    """At most a share of those on shift is at lunch; one who is alone may go."""
    rules, day = program.task.rules, program.task.days[d]
    if rules.lunch is None:
        return
    share = rules.lunch.away_at_most
    everybody = float(sum(len(one.members) for one in program.task.classes))
    for start, end in day.cells:
        away, there = [], []
        for (_, its_day, p), column in program.shifts.items():
            if its_day != d:
                continue
            pattern = day.patterns[p]
            if pattern.start < end and start < pattern.end:
                there.append((column, 1.0))
                if pattern.lunches(start, end):
                    away.append(column)
        if not away:
            continue
        alone = program.rows.choice()
        program.rows.row([*there, (alone, everybody)], high=everybody + 1.0)
        terms = dict.fromkeys((column for column, _ in there), -share)
        for column in away:
            terms[column] += 1.0
        program.rows.row([*terms.items(), (alone, share - 1.0)], high=0.0)


def _cover(program: Program, d: int) -> None:
    """Each line has its officers or a shortfall, and each officer covers one line at a time."""
    task, day = program.task, program.task.days[d]
    for t, (start, end) in enumerate(day.cells):
        on_duty: dict[int, list[tuple[int, float]]] = {}
        for (c, its_day, p), column in program.shifts.items():
            if its_day == d and day.patterns[p].works(start, end):
                on_duty.setdefault(task.classes[c].group, []).append((column, 1.0))
        needed = [line for line in range(len(task.line_groups)) if day.need[line, t] > 0]
        covers: dict[int, list[tuple[int, float]]] = {line: [] for line in needed}
        for group, terms in sorted(on_duty.items()):
            may = [line for line in needed if group in task.line_groups[line]]
            if len(may) == 1:
                covers[may[0]] += terms
                continue
            assigned = [(program.rows.column(high=float(day.need[line, t])), 1.0) for line in may]
            for line, each in zip(may, assigned, strict=True):
                covers[line].append(each)
            if assigned:
                program.rows.row([*terms, *((column, -1.0) for column, _ in assigned)], low=0.0)
        hours = (end - start) / 60
        lacking = []
        for line in needed:
            column = program.rows.column(high=float(day.need[line, t]))
            program.short[column] = hours
            lacking.append((column, 1.0))
            program.rows.row([*covers[line], (column, 1.0)], low=float(day.need[line, t]))
        _count_spare(program, on_duty, lacking, float(day.need[:, t].sum()), hours)


def _count_spare(
    program: Program, on_duty: Mapping[int, Sequence[tuple[int, float]]],
    lacking: Sequence[tuple[int, float]], need: float, hours: float,
) -> None:  # fmt: skip
    """On duty + lacking - spare = need, the first spare officer cheaper than the next."""
    there = [term for terms in on_duty.values() for term in terms]
    if not there:
        return
    spare = []
    for n, cost in enumerate(TIERS):
        high = 1.0 if n < len(TIERS) - 1 else float("inf")
        column = program.rows.column(high=high)
        program.spare[column] = cost * hours
        spare.append((column, -1.0))
    program.rows.row([*there, *lacking, *spare], low=need, high=need)
