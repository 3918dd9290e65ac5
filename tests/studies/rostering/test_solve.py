"""The program against every roster there is, and what follows from its rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.errors import UsageError
from sim.model.shifts import Span
from sim.studies import rows
from sim.studies.rostering.program import Task
from sim.studies.rostering.solve import Counts, Solver
from sim.studies.rostering.turns import handed_out
from sim.studies.rows import Solution
from tests.studies.rostering.tasks import best_by_enumeration, shortfall, task

OVER_NOON: tuple[Span, ...] = ((600, 840),)
LUNCH = {"window": "11:00-13:00", "length": 60, "away_at_most": 0.5, "from_work": 120}

TASKS = {
    "one line, few people": task([[[1, 2, 2, 1]]], [2], [(0,)]),
    "part-days bind": task([[[2, 2, 0, 0]]], [2], [(0,)], part_days_at_most=1),
    "a generalist that two lines want": task(
        [[[1, 1, 0, 0], [1, 1, 1, 1]]], [1, 1, 1], [(0, 2), (1, 2)]
    ),
    "a generalist alone for both": task([[[1, 1, 1, 0], [1, 0, 1, 1]]], [1], [(0,), (0,)]),
    "more than there are": task([[[3, 3, 3, 3], [2, 0, 0, 2]]], [1, 2], [(0, 1), (1,)]),
    "lunch in turns": task(
        [[[2, 2, 0, 2]]], [2], [(0,)], OVER_NOON, full_days=[180], part_days=[], lunch=LUNCH
    ),
    "alone at lunch": task(
        [[[1, 1, 1, 1]]], [1], [(0,)], OVER_NOON, full_days=[180], part_days=[], lunch=LUNCH
    ),
    "a day off": task(
        [[[1, 1, 1, 0]], [[2, 2, 2, 0]]], [2], [(0,)], part_days=[], days_a_week=1
    ),
    "hours of the week": task(
        [[[2, 2, 2, 0]], [[2, 2, 2, 0]]], [2], [(0,)], hours_a_week=300
    ),
    "hours of three days": task(
        [[[1, 1, 0, 0]], [[0, 1, 1, 1]], [[1, 1, 1, 0]]], [1], [(0,)], hours_a_week=420
    ),
}  # fmt: skip


@pytest.mark.parametrize("of", TASKS.values(), ids=TASKS.keys())
def test_the_program_finds_the_best_of_all_rosters(of: Task) -> None:
    """Least shortfall, then least hours; and people get shifts that have that shortfall."""
    found = Solver(60).solve(of)
    assert (found.short, found.hours) == pytest.approx(best_by_enumeration(of))
    assert found.gaps == (0, 0, 0)
    assert found.is_proven
    people = [one.group for one in of.classes for _ in one.members]
    weeks = handed_out(of, found)
    short = 0.0
    for day in of.days:
        some = [weeks[i].get(day.weekday) for i in range(len(people))]
        short += shortfall(of, day, people, some)
    assert short == pytest.approx(found.short)
    work = [[each.work for each in week.values()] for week in weeks.values()]
    assert sum(map(sum, work)) == pytest.approx(60 * found.hours)
    assert all(sum(each) <= of.rules.hours_a_week for each in work)
    assert all(len(each) <= of.rules.days_a_week for each in work)


def test_days_that_the_week_joins_are_solved_at_once() -> None:
    """Each day alone would use both people twice."""
    of = TASKS["a day off"]
    assert of.is_joined
    assert not replace(of, rules=of.rules.model_copy(update={"days_a_week": 2})).is_joined
    apart = [Solver(60).solve(replace(of, days=(day,))) for day in of.days]
    assert sum(each.short for each in apart) < Solver(60).solve(of).short


def test_surplus_is_spread_evenly() -> None:
    """Of two shifts that both cover the need, those beyond it lie beside each other."""
    of = task([[[1, 1, 1, 1]]], [4], [(0,)], full_days=[120], part_days=[])
    found = Solver(60).solve(of)
    shifts = {of.days[0].patterns[p].start: n for (_, _, p), n in found.shifts.items()}
    assert shifts == {480: 1, 600: 1}
    uneven = task([[[2, 2, 2, 1]]], [4], [(0,)], full_days=[180], part_days=[])
    spread = Solver(60).solve(uneven)
    starts = {uneven.days[0].patterns[p].start: n for (_, _, p), n in spread.shifts.items()}
    assert starts in ({480: 1, 540: 2}, {480: 2, 540: 1})


def test_equal_days_are_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[int] = []
    solve = rows.Rows.solve

    def counting(self: rows.Rows, seconds: float = np.inf) -> Solution | None:
        solved.append(1)
        return solve(self, seconds)

    monkeypatch.setattr(rows.Rows, "solve", counting)
    day = [[1, 2, 2, 1]]
    Solver(60).solve(task([day, day, day], [2], [(0,)]))
    assert len(solved) == 3


def test_a_site_of_nobody_is_short_of_everybody() -> None:
    of = task([[[1, 2, 2, 1]]], [0], [(0,)])
    found = Solver(60).solve(of)
    assert (found.short, found.hours, found.shifts) == (6, 0, {})


def test_out_of_time_keeps_what_was_found_with_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first aim reached with a gap, the second not at all."""
    calls: list[float] = []
    solve = rows.Rows.solve

    def slow(self: rows.Rows, seconds: float = np.inf) -> Solution | None:
        calls.append(seconds)
        if len(calls) > 1:
            raise TimeoutError
        found = solve(self)
        assert found is not None
        return replace(found, gap=0.5)

    monkeypatch.setattr(rows.Rows, "solve", slow)
    found: Counts = Solver(60).solve(task([[[3, 3, 3, 3]]], [2], [(0,)]))
    assert found.gaps[0] == pytest.approx(found.short / 2)
    assert found.gaps[1] == pytest.approx(found.hours)
    assert not found.is_proven


def test_no_time_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: rows.Rows, seconds: float = np.inf) -> Solution | None:
        raise TimeoutError

    monkeypatch.setattr(rows.Rows, "solve", never)
    with pytest.raises(UsageError, match="--time-limit: there was no time for any roster"):
        Solver(60).solve(TASKS["one line, few people"])


def test_time_that_is_over_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a site whose time is over after the first aim, the second is not begun."""
    monkeypatch.setattr("time.monotonic", iter([0.0, 1.0, 61.0, 61.0]).__next__)
    found = Solver(60).solve(TASKS["one line, few people"])
    assert found.gaps[0] == 0
    assert found.gaps[1] == pytest.approx(found.hours)
