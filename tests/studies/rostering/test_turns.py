"""Shifts handed out: all of them, to people who may have them, in turns."""

from __future__ import annotations

from collections import Counter

import numpy as np

from sim.studies.rostering.solve import Counts, Solver
from sim.studies.rostering.turns import handed_out
from sim.studies.rostering.weeks import fullest_weeks
from tests.studies.rostering.tasks import task

LUNCH = {"window": "11:00-13:00", "length": 60, "away_at_most": 0.5, "from_work": 120}


def counted(shifts: dict[tuple[int, int, int], int], weeks: dict[object, int]) -> Counts:
    """As a program would have it."""
    return Counts(shifts=shifts, weeks=weeks, short=0.0, hours=0.0, gaps=(0.0, 0.0, 0.0))  # type: ignore[arg-type]


def test_lunches_go_in_turns() -> None:
    """Two people and two lunch times over four days: each has each twice."""
    need = [[2, 1, 1, 2]]
    of = task([need] * 4, [2], [(0,)], ((600, 840),), full_days=[180], part_days=[], lunch=LUNCH)
    weeks = handed_out(of, Solver(60).solve(of))
    for week in weeks.values():
        assert Counter(each.lunch for each in week.values()) == {(660, 720): 2, (720, 780): 2}


def test_early_and_late_shifts_go_in_turns() -> None:
    of = task([[[1, 2, 2, 1]]] * 4, [2], [(0,)], part_days=[])
    for week in handed_out(of, Solver(60).solve(of)).values():
        assert Counter(each.start for each in week.values()) == {480: 2, 540: 2}


def test_who_has_worked_less_gets_more() -> None:
    """One shift a day for two people: two days each."""
    of = task([[[1, 1, 1, 0]]] * 4, [2], [(0,)], part_days=[])
    weeks = handed_out(of, Solver(60).solve(of))
    assert sorted(len(week) for week in weeks.values()) == [2, 2]


def test_the_longest_shifts_go_to_those_whose_week_allows_them() -> None:
    """Weeks of 3 h and 2 h, or 2 h and 3 h: who had the short day gets the long one."""
    of = task([[[1, 2, 2, 1]]] * 2, [2], [(0,)], hours_a_week=300, part_days_at_most=1)
    patterns = of.days[0].patterns
    long = next(p for p, each in enumerate(patterns) if each.work == 180)
    short = next(p for p, each in enumerate(patterns) if each.work == 120)
    shifts = {(0, d, p): 1 for d in (0, 1) for p in (long, short)}
    weeks = handed_out(of, counted(shifts, {(0, (180, 120)): 1, (0, (120, 180)): 1}))
    assert sorted(tuple(week[d].work for d in sorted(week)) for week in weeks.values()) == [
        (120, 180),
        (180, 120),
    ]


def test_people_that_are_not_counted_are_off() -> None:
    of = task([[[1, 1, 1, 0]]], [3], [(0,)], part_days=[])
    weeks = handed_out(of, Solver(60).solve(of))
    assert sorted(len(week) for week in weeks.values()) == [0, 0, 1]


def test_fullest_weeks_hold_no_more() -> None:
    """Of 8 or 4 h a day: 20 h over three days."""
    found = fullest_weeks([[480, 240]] * 3, 1200, 5)
    assert sorted(found) == sorted({(480, 480, 240), (480, 240, 480), (240, 480, 480)})
    assert fullest_weeks([[480], [480], []], 9999, 1) == ((480, 0, 0), (0, 480, 0))
    assert fullest_weeks([[480], [480]], 960, 2) == ((480, 480),)
    assert fullest_weeks([], 960, 2) == ((),)


def test_every_week_that_keeps_the_limits_is_below_a_fullest_one() -> None:
    lengths = [[480, 240], [420], [480, 180], [240]]
    found = np.array(fullest_weeks(lengths, 1200, 3))
    for one in np.ndindex(3, 2, 3, 2):
        week = [sorted([0, *each])[k] for each, k in zip(lengths, one, strict=True)]
        keeps = sum(week) <= 1200 and sum(n > 0 for n in week) <= 3
        assert keeps == bool((found >= week).all(axis=1).any())
