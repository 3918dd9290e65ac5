"""The licence examination by other means, and what its scenario leaves out."""

from __future__ import annotations

from math import hypot

import pytest

from sim.measures.estimate import t_quantile
from tests.published.cases import CASES, TWO_LINES_ADD
from tests.published.exam import Days, days
from tests.published.judge import FALSE_ALARM, found

DAYS = 6000
(CASE,) = (case for case in CASES if case.name == "licence-exam")
PASSING = CASE.figures[0]


pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def centre() -> Days:
    return days(DAYS, 20250106)


def limit(error: float) -> float:
    """What chance alone exceeds at the error rate only."""
    return t_quantile(1 - FALSE_ALARM / 2, DAYS - 1) * error


def test_with_a_line_at_each_booth_the_published_time_comes_out(centre: Days) -> None:
    """But for rounding, and chance on both sides, in as many days."""
    mean, error = centre.mean(centre.two_lines)
    assert abs(mean - PASSING.published) <= 0.05 + limit(hypot(error, error))


def test_two_lines_add_what_the_scenario_says_it_leaves_out(centre: Days) -> None:
    """Pairwise, on the same days."""
    added, error = centre.mean(centre.two_lines - centre.one_line)
    assert error < 0.005
    assert abs(added - TWO_LINES_ADD) <= limit(error)


@pytest.mark.jit
def test_the_scenario_agrees_with_the_recursion(centre: Days) -> None:
    """Two stages through file, draws, engine and measures, and customers one after the other."""
    mean, error = centre.mean(centre.one_line)
    here = found(CASE, PASSING)
    assert abs(here.mean - mean) <= here.chance + limit(error)
