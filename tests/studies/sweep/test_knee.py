"""The knee of a curve, and when there is none to be told."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.tables import Floats
from sim.studies.sweep.knee import knee

SURE = np.zeros((20, 5))


def noise(scale: float) -> Floats:
    """(20, 5) pulls of so many replications on five points."""
    return np.random.default_rng(1).normal(0, scale, (20, 5))


def test_the_farthest_point_from_the_chord() -> None:
    """What a unit buys before it and beyond it, in the measure's unit."""
    mean = np.array([0.2, 0.5, 0.8, 0.85, 0.9])
    found = knee([10, 11, 12, 13, 14], mean, SURE, lower_is_better=False)
    assert found is not None
    assert (found.place, found.clear) == (2, True)
    assert (found.before, found.after) == (pytest.approx(0.3), pytest.approx(0.05))


def test_less_may_be_more() -> None:
    """Waits fall: what is bought is the fall, and the same in any order of the values."""
    x, mean = [10, 11, 12, 13, 14], np.array([60.0, 20.0, 15.0, 10.0, 5.0])
    one = knee(x, mean, SURE, lower_is_better=True)
    other = knee(x[::-1], mean[::-1], SURE, lower_is_better=True)
    assert one is not None
    assert other is not None
    assert (one.place, other.place) == (1, 3)
    assert (one.before, one.after) == (other.before, other.after) == (40.0, 5.0)


def test_uneven_steps_count_by_their_length() -> None:
    """A straight line has no knee, however its points are spaced."""
    x = [0.0, 1.0, 4.0, 6.0, 10.0]
    assert knee(x, np.array(x) * 2, SURE, lower_is_better=False) is None


@pytest.mark.parametrize(
    "mean",
    [
        [1, 2, 4, 8, 16],  # each buys more than the one before
        [5, 4, 3, 2, 1],  # nothing is bought
        [1, 1, 1, 1, 1],
        [1, 2, np.nan, 4, 5],
    ],
)
def test_no_knee_without_diminishing_gain(mean: list[float]) -> None:
    """Nor where a point is blank."""
    assert knee(range(5), np.array(mean, float), SURE, lower_is_better=False) is None


def test_two_points_have_no_knee() -> None:
    """There is nothing between the ends."""
    assert knee([1, 2], np.array([1.0, 2.0]), SURE[:, :2], lower_is_better=False) is None


def test_chance_may_bend_a_curve() -> None:
    """A knee is clear where the gains differ by more than that."""
    x, mean = range(5), np.array([0.0, 1.2, 2.2, 3.1, 4.0])
    quiet = knee(x, mean, noise(0.01), lower_is_better=False)
    loud = knee(x, mean, noise(5.0), lower_is_better=False)
    single = knee(x, mean, SURE[:1], lower_is_better=False)
    assert quiet is not None
    assert loud is not None
    assert single is not None
    assert (quiet.clear, loud.clear, single.clear) == (True, False, False)
