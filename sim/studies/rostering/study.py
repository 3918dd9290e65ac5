"""The rosters of all sites of a scenario, and the scenario that works by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from sim.errors import Problem, UsageError, quoted
from sim.model.plan import Groups, with_groups
from sim.model.roster import Roster
from sim.model.rules import problems
from sim.model.rules.roster import hours_at
from sim.model.shifts import cells, day_patterns
from sim.model.spec import Scenario, Shift, Site
from sim.model.tables import Ints
from sim.model.words import WEEKDAYS
from sim.said import Said, together
from sim.studies.rostering import needs as needed
from sim.studies.rostering.cover import covered
from sim.studies.rostering.needs import Need, Needs
from sim.studies.rostering.people import Person, alike, people_of
from sim.studies.rostering.program import Day, Task
from sim.studies.rostering.solve import Counts, Solver
from sim.studies.rostering.turns import Week, handed_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A stretch of a weekday in which a line lacks officers."""

    weekday: int
    start: int
    end: int
    line: str
    short: int


@dataclass(frozen=True, kw_only=True, eq=False)
class SiteRoster:
    """The roster of a site; G groups, L lines, T cells of a day."""

    site: str
    people: tuple[Person, ...]
    weeks: tuple[Week, ...]
    """Of each person."""
    needs: tuple[Need, ...]
    days: tuple[Day, ...]
    on_duty: tuple[Ints, ...]
    """(G, T) of each day."""
    covered: tuple[Ints, ...]
    """(L, T) of each day: officers at each line, nobody at two."""
    counts: Counts

    @property
    def need_hours(self) -> float:
        """Officer-hours that are needed in a week [h]."""
        return float(sum((day.need.sum(axis=0) * day.hours).sum() for day in self.days))

    @property
    def duty_hours(self) -> float:
        """Officer-hours on duty while the site is open in a week [h]."""
        there = zip(self.days, self.on_duty, strict=True)
        return float(sum((duty.sum(axis=0) * day.hours).sum() for day, duty in there))

    @property
    def idle(self) -> tuple[str, ...]:
        """People without any shift who are not on leave all week."""
        open_ = {day.weekday for day in self.days}
        return tuple(
            person.name
            for person, week in zip(self.people, self.weeks, strict=True)
            if not week and not open_ <= person.away
        )

    def unmet(self) -> tuple[Unmet, ...]:
        """What is not covered, equal cells that follow each other as one."""
        found: list[Unmet] = []
        for day, there in zip(self.days, self.covered, strict=True):
            for line, need in enumerate(self.needs):
                lacking = day.need[line] - there[line]
                for short, stretch in groupby(range(len(day.cells)), lambda t: int(lacking[t])):  # noqa: B023
                    cells_ = [day.cells[t] for t in stretch]
                    if short:
                        found += _joined(day.weekday, cells_, need.line, short)
        return tuple(found)


def _joined(weekday: int, stretch: Sequence[tuple[int, int]], line: str, short: int) -> list[Unmet]:
    """One for cells that touch."""
    spans: list[tuple[int, int]] = []
    for start, end in stretch:
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [
        Unmet(weekday=weekday, start=start, end=end, line=line, short=short) for start, end in spans
    ]


def task_of(
    scenario: Scenario, site_id: str, people: Sequence[Person], needs: Sequence[Need]
) -> Task:
    """What has to be solved for a site."""
    rules = (scenario.roster or Roster()).rules_of(site_id)
    days = []
    for weekday, sessions in enumerate(hours_at(scenario, site_id)):
        if not sessions:
            continue
        grid = tuple(cells(rules.step, sessions))
        need = np.array(
            [[needed.at(each, weekday, *cell) for cell in grid] for each in needs], np.int64
        ).reshape(len(needs), len(grid))
        days.append(
            Day(weekday=weekday, cells=grid, patterns=day_patterns(rules, sessions), need=need)
        )
    return Task(
        rules=rules, classes=alike(people), line_groups=tuple(each.groups for each in needs),
        days=tuple(days),
    )  # fmt: skip


def rostered(
    scenario: Scenario, site_id: str, needs: Sequence[Need], monday: date, solver: Solver
) -> SiteRoster:
    """The best roster of a site in the week that begins on a Monday."""
    people = people_of(scenario, site_id, monday)
    task = task_of(scenario, site_id, people, needs)
    counts = solver.solve(task)
    weeks = handed_out(task, counts)
    of_each = tuple(weeks.get(i, {}) for i in range(len(people)))
    n_groups = len(scenario.sites[site_id].officers)
    on_duty = tuple(_on_duty(people, of_each, day, n_groups) for day in task.days)
    return SiteRoster(
        site=site_id, people=people, weeks=of_each, needs=tuple(needs), days=task.days,
        on_duty=on_duty,
        covered=tuple(
            _covered(day, duty, task.line_groups)
            for day, duty in zip(task.days, on_duty, strict=True)
        ),
        counts=counts,
    )  # fmt: skip


def rosters(
    scenario: Scenario, sites: Sequence[str], needs: Needs, monday: date, seconds: float,
    told: Callable[[], None],
) -> tuple[SiteRoster, ...]:  # fmt: skip
    """Those of several sites, each within so many seconds."""
    solver, found = Solver(seconds), []
    for site_id in sites:
        here = needed.within_hours(scenario, site_id, needs.get(site_id, ()))
        found.append(rostered(scenario, site_id, here, monday, solver))
        told()
    return tuple(found)


def _on_duty(people: Sequence[Person], weeks: Sequence[Week], day: Day, n_groups: int) -> Ints:
    """(G, T) officers by group."""
    duty = np.zeros((n_groups, len(day.cells)), np.int64)
    for person, week in zip(people, weeks, strict=True):
        pattern = week.get(day.weekday)
        if pattern is not None:
            duty[person.group] += [pattern.works(*cell) for cell in day.cells]
    return duty


def _covered(day: Day, on_duty: Ints, line_groups: Sequence[Sequence[int]]) -> Ints:
    found = np.zeros_like(day.need)
    for t in range(len(day.cells)):
        found[:, t] = covered(on_duty[:, t].tolist(), day.need[:, t].tolist(), line_groups)
    return found


def with_rosters(scenario: Scenario, found: Sequence[SiteRoster]) -> Scenario:
    """The scenario with officers who work by their rosters, week after week.

    Who has no shift at all is left out of the group.

    Raises
    ------
    UsageError
        Nobody is left who serves what people come for.
    """
    groups = {each.site: _groups(scenario.sites[each.site], each) for each in found}
    plan = with_groups(scenario, groups)
    if scenario.roster is not None:  # leave is in the shifts now, and people are left out
        without = scenario.roster.model_copy(update={"leave": ()})
        plan = plan.model_copy(update={"roster": without})
    wrong = [each for each in problems(plan) if not each.warning]
    if wrong:
        raise UsageError(
            Said(
                "The roster cannot be worked: {problem} There is no need for it, or nobody to "
                "cover it, so that no shift does; give a need to every group that people come to.",
                problem=_sentence(wrong[0]),
            )
        )
    return plan


def _sentence(problem: Problem) -> Said:
    """A problem within a sentence."""
    subject = together([quoted(problem.path), quoted(problem.value)], " = ")
    return together([subject, together([problem.rule, problem.hint])], ": ")


def _groups(site: Site, roster: SiteRoster) -> Groups:
    found = []
    for g, group in enumerate(site.officers):
        weeks = [
            _duty(week)
            for person, week in zip(roster.people, roster.weeks, strict=True)
            if person.group == g and week
        ]
        shifts = tuple(Shift(count=len(list(same)), duty=duty) for duty, same in groupby(weeks))
        found.append(group.model_copy(update={"count": len(weeks), "duty": None, "shifts": shifts}))
    return tuple(found)


def _duty(week: Week) -> dict[str, tuple[tuple[int, int], ...]]:
    return {WEEKDAYS[day]: week[day].parts for day in sorted(week)}
