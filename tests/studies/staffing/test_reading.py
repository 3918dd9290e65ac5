"""Readings: several targets in few numbers."""

from __future__ import annotations

from math import inf, nan

import pytest

from sim.model.targets import Target
from sim.studies.judging import Judged
from sim.studies.staffing.reading import read, weakest


def judged(
    line: str, excess: tuple[float, float, float], half: float = 0.0, value: float = 0.5
) -> Judged:
    """A target, by how much it is kept with the limit less strict, as it is, and stricter."""
    return Judged(
        target=Target(goal=line), site="desk", value=value, low=value, high=value,
        met=excess[1] >= 0, days_met=1.0, excess=excess, excess_half=(half, half, half),
    )  # fmt: skip


def test_the_worst_target_counts_in_tolerances_of_its_own() -> None:
    """A point of a share, 5 % of a wait, a point of the visits that a percentile is about."""
    share = judged("within 20 min >= 90%", (0.03, 0.02, 0.01))
    wait = judged("mean wait <= 10 min", (1.0, 0.5, 0.0))
    tail = judged("p90 wait <= 30 min", (0.04, 0.03, 0.02))
    assert read([share], 4).margin == pytest.approx(2.0)
    assert read([share, wait, tail], 4).margin == pytest.approx(1.0)
    assert read([tail], 4).margin == pytest.approx(3.0)
    assert weakest([share, wait, tail]) is wait
    assert read([share, wait], 4).met


def test_all_have_to_be_near_and_one_has_not_to_be_beaten() -> None:
    """By their intervals."""
    good = judged("within 20 min >= 90%", (0.03, 0.02, 0.01), 0.005)
    vague = judged("abandoned <= 3%", (0.01, 0.0, -0.01), 0.02)
    bad = judged("abandoned <= 3%", (-0.01, -0.02, -0.03), 0.005)
    assert read([good], 4).near
    assert not read([good], 4).no_better
    assert not read([good, vague], 4).near
    assert not read([good, vague], 4).no_better
    assert read([good, bad], 4).no_better
    assert not read([good, bad], 4).met


def test_with_nothing_to_judge_all_is_well() -> None:
    """Where nobody comes no target is missed."""
    nothing = judged("within 20 min >= 90%", (0.0, 0.0, 0.0), value=nan)
    reading = read([nothing], 4)
    assert (reading.margin, reading.near, reading.met) == (inf, True, True)
    assert not reading.no_better
    assert weakest([nothing]) is None
