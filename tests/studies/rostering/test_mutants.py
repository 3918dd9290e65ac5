"""Rules put out of force on purpose: enumeration tells each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.tables import Ints
from sim.studies.rostering import program, turns, weeks
from sim.studies.rostering.program import Program
from sim.studies.rostering.solve import Solver
from tests.studies.rostering.tasks import best_by_enumeration
from tests.studies.rostering.test_solve import TASKS


def nothing(*_: object) -> None:
    """A rule that is not there."""


def one_at_two_lines(of: Program, d: int) -> None:
    """Cover every line as if it were alone: an officer is counted for each."""
    task, day = of.task, of.task.days[d]
    for t, (start, end) in enumerate(day.cells):
        for line, groups in enumerate(task.line_groups):
            need = float(day.need[line, t])
            there = [
                (column, 1.0)
                for (c, its, p), column in of.shifts.items()
                if its == d and task.classes[c].group in groups
                if day.patterns[p].works(start, end)
            ]
            short = of.rows.column(high=need)
            of.short[short] = (end - start) / 60
            of.rows.row([*there, (short, 1.0)], low=need)


def one_full_week(lengths: Any, *_: object) -> tuple[tuple[int, ...], ...]:
    """A week without limits."""
    return (tuple(max((0, *each)) for each in lengths),)


FAULTS: dict[str, tuple[object, str, Callable[..., Any], str]] = {
    "two lines at once": (program, "_cover", one_at_two_lines, "a generalist alone for both"),
    "lunch for all at once": (program, "_limit_lunches", nothing, "lunch in turns"),
    "part-days without end": (program, "_limit_part_days", nothing, "part-days bind"),
    "no limit of days": (program, "fullest_weeks", one_full_week, "a day off"),
    "no limit of hours": (program, "fullest_weeks", one_full_week, "hours of the week"),
    "the same people twice": (program, "_limit_people", nothing, "a generalist alone for both"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_rule_out_of_force_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program finds without the rule is better than any roster that keeps it."""
    module, what, fault, task = FAULTS[name]
    monkeypatch.setattr(module, what, fault)
    found = Solver(60).solve(TASKS[task])
    assert (found.short, found.hours) < best_by_enumeration(TASKS[task])


def test_the_limits_of_weeks_are_asked_of_one_place() -> None:
    assert program.fullest_weeks is weeks.fullest_weeks


def test_shifts_beyond_the_week_are_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handing out without the weeks gives somebody too much."""

    def endless(task: Any, _counts: object, _c: int, n: int) -> Ints:
        return np.full((n, len(task.days)), 10**6)

    monkeypatch.setattr(turns, "_limits", endless)
    monkeypatch.setattr(turns, "_HOURS", -1000.0)
    of = TASKS["a day off"]
    handed = turns.handed_out(of, Solver(60).solve(of))
    assert max(len(week) for week in handed.values()) > of.rules.days_a_week
