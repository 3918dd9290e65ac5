"""Changes by pairs against differences by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.model.targets import Target
from sim.studies.judging import judge
from sim.studies.stress.pairing import UNKNOWN, changes, whole_day
from tests.studies.stress.offices import LINE, counted, three

BEFORE = [counted(n, {"one": a}) for n, a in enumerate((90, 80, 85))]
UNDER = [counted(n, {"one": a}) for n, a in enumerate((70, 66, 60, 50))]


def test_differences_are_paired_on_the_replications_that_both_have() -> None:
    """Equal numbers of tickets: the mean of differences, and Student's interval of them."""
    judged = judge(BEFORE, three(), [Target.model_validate(LINE)])
    (found,) = changes(BEFORE, UNDER[::-1], judged)
    each = np.array([70 - 90, 66 - 80, 60 - 85]) / 100
    assert found.value == pytest.approx(each.mean())
    half = stats.t.ppf(0.975, 2) * each.std(ddof=1) / math.sqrt(3)
    assert found.high - found.value == pytest.approx(half)
    assert changes(BEFORE[:1], UNDER[2:], judged) == (UNKNOWN,)


@pytest.mark.parametrize(
    "line",
    [LINE, "p90 wait <= 30 min", "mean wait <= 9 min", "abandoned <= 3%", "utilisation <= 85%",
     "on time >= 95%"],
)  # fmt: skip
def test_the_value_is_what_targets_are_judged_by(line: str) -> None:
    target = Target.model_validate(line)
    services = [counted(n, {"one": a}) for n, a in enumerate((90, 80))]
    (judged,) = judge(services, three(), [target])
    found = whole_day(services, 0, target.goal)
    assert float(found.mean) == pytest.approx(judged.value)
    half = judged.high - judged.value
    assert float(found.half_width()) == pytest.approx(half)
