"""Intervals at every look: their formula, their guards, and how often they mislead."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.model.tables import Floats
from sim.studies.clear.decisions import Verdict
from sim.studies.clear.sequence import FEWEST_THAT_COUNT, bounds, mixture, reach
from tests.studies.clear.synthetic import NOISES, counted, decided

SEQUENCES = 2000


def evidence(t: float, n: int, g: float) -> float:
    """E(n) by integrating the likelihoods of effects, each a noncentral t over a central one."""
    effects = np.linspace(-8.0, 8.0, 4001) * math.sqrt(g)
    weight = stats.norm.pdf(effects, scale=math.sqrt(g))
    ratio = stats.nct.pdf(t, n - 1, effects * math.sqrt(n)) / stats.t.pdf(t, n - 1)
    return float(np.trapezoid(ratio * weight, effects))


@pytest.mark.parametrize(("n", "error"), [(20, 0.05), (60, 0.05), (40, 0.001)])
def test_the_reach_is_where_the_evidence_is_one_over_the_error(n: int, error: float) -> None:
    """The closed form against the mixture of noncentral t densities that it stands for."""
    at = 80.0
    t = float(reach(n, np.array(error), at))
    assert evidence(t, n, float(mixture(np.array(error), at))) == pytest.approx(1 / error, rel=1e-3)


def test_for_many_replications_it_is_the_normal_mixture_of_robbins() -> None:
    n, error, at = 1_000_000, np.array(0.05), 1_000_000.0
    k = 1.0 + n * float(mixture(error, at))
    normal = math.sqrt(k / (k - 1.0) * math.log(k / 0.05**2))
    assert float(reach(n, error, at)) == pytest.approx(normal, rel=1e-4)


def test_it_is_narrowest_where_it_is_told_to_be() -> None:
    """In standard errors of that number; wider than one look would need, never by half again."""
    error = np.array(0.001)
    at = [float(reach(200, error, where)) for where in (20.0, 200.0, 4000.0)]
    assert at[1] < min(at[0], at[2])
    assert 1.0 < at[1] / stats.t.ppf(1 - 0.001 / 2, 199) < 1.5


def test_too_few_for_the_error_have_no_interval() -> None:
    assert float(reach(3, np.array(1e-6), 80.0)) == math.inf


def _ends(pull: Floats, error: float = 0.01) -> tuple[float, float]:
    column = (pull - pull.mean())[:, None]
    low, high = bounds(np.zeros(1), column, np.array([error]), 80.0, np.full(1, abs(pull).max()))
    return float(low[0]), float(high[0])


def test_skewed_values_move_the_end_on_their_long_side_outward() -> None:
    """A mean of values with a long right tail is too low more often than too high."""
    value = stats.gamma(4.0).ppf((np.arange(40) + 0.5) / 40)
    low, high = _ends(value)
    mirrored = _ends(-value)
    assert high > 1.15 * -low
    assert mirrored == (pytest.approx(-high), pytest.approx(-low))


def test_no_end_is_moved_inward() -> None:
    """Neither by skewness nor without it: the interval is never shorter than for normal values."""
    value = stats.norm.ppf((np.arange(40) + 0.5) / 40)
    low, high = _ends(value)
    plain = float(reach(40, np.array(0.01), 80.0)) * value.std(ddof=1) / math.sqrt(40)
    assert high == pytest.approx(-low)
    assert high > plain


def test_a_few_replications_that_make_up_the_variance_are_not_enough() -> None:
    """Two odd ones in thirty: their spread says nothing yet of what others will be like."""
    value = np.zeros(30)
    value[:2] = 1.0
    assert _ends(value) == (-math.inf, math.inf)
    value[:15] = 1.0
    assert FEWEST_THAT_COUNT < 30
    assert math.isfinite(_ends(value)[0])


def test_what_no_replication_changes_is_certain() -> None:
    """Both ends are the difference, also where it is not zero, and where rounding blurs it."""
    mean, scale = np.array([0.0, 2.0, np.nan]), np.array([10.0, 10.0, 10.0])
    pull = np.zeros((20, 3))
    pull[::2, 1] = 1e-14
    pull[:, 2] = np.nan
    low, high = bounds(mean, pull, np.full(3, 0.01), 80.0, scale)
    assert low.tolist()[:2] == high.tolist()[:2] == [0.0, 2.0]
    assert np.isnan(low[2])
    assert np.isnan(high[2])


@pytest.mark.parametrize("true", [0.0, 0.5001, -0.5001])
def test_few_decisions_are_wrong_at_any_look_though_values_are_skewed(true: float) -> None:
    """2,000 sequences of ratios with skewness 2, each allowed 5 %: at zero and beyond the zone.

    Measured are 1.3 % (docs/clear.md). Were that the truth, more than 3 % would be seen with
    probability below 1e-7; plain t-intervals at every look are wrong in 10 %.
    """
    found = counted(
        decided(NOISES["skewness 2"], true=true, zone=0.5, error=0.05, sequences=SEQUENCES)
    )
    wrong = {Verdict.LOWER, Verdict.HIGHER, Verdict.SAME}
    wrong -= {Verdict.SAME} if true == 0 else {Verdict.HIGHER if true > 0 else Verdict.LOWER}
    assert sum(found[each] for each in wrong) <= 0.03 * SEQUENCES
    # And nearly all are decided: what is not wrong is right, not open.
    assert found[Verdict.OPEN] <= 0.02 * SEQUENCES


def test_decisions_come_when_they_can() -> None:
    """Stopping numbers: large differences at the first look, what is at zero when its interval
    fits into the zone."""
    large = decided(NOISES["normal"], true=3.0, zone=0.5, error=0.001, sequences=200)
    assert np.mean([each.replications for each in large]) < 21
    assert counted(large) == {Verdict.HIGHER: 200}
    none = decided(NOISES["normal"], true=0.0, zone=0.5, error=0.001, sequences=200)
    # A standard deviation of 1 and a reach of about 4.6 need (4.6 / 0.5)^2 = 85; a look is up to a
    # fifth late, and the mean is off zero by a tenth.
    assert 85 < np.mean([each.replications for each in none]) < 140
