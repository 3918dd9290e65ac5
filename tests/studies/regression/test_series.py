"""Series against sums by hand and against the estimates of a run."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from sim.measures import estimate
from sim.measures.kpis import COLUMN
from sim.studies.experiment import Settings, run
from sim.studies.parallel import Threads
from sim.studies.regression.series import columns_of, difference, of_tally
from tests.studies.offices import Record, office
from tests.studies.regression.made import series


def test_the_mean_is_the_ratio_of_totals() -> None:
    """(2 x 10 + 5 x 30) / 40, and pulls add up to nothing."""
    found = series(2, 5, weights=(10, 30))
    assert found.mean == 170 / 40
    assert found.pull.sum() == pytest.approx(0)
    assert found.pull[0] == pytest.approx(10 * (2 - 4.25) / 20)


def test_what_has_no_weight_does_not_count_and_a_missing_value_blanks() -> None:
    """A replication without visits is left out of a ratio; a quantile without is blank."""
    assert series(math.nan, 5, weights=(0, 30)).mean == 5
    assert math.isfinite(series(math.nan, 5, weights=(0, 30)).variance)
    assert math.isnan(series(math.nan, 5).mean)
    assert math.isnan(series(1, 2, weights=0).mean)
    assert math.isnan(series(1).variance)


def test_equal_is_to_the_last_bit() -> None:
    """NaN equals NaN; a last digit, or a weight, does not."""
    assert series(1, math.nan).equals(series(1, math.nan), 1)
    assert not series(1, 2).equals(series(1, np.nextafter(2, 3)), 1)
    assert series(1, 2).equals(series(1, np.nextafter(2, 3)), 0)
    assert not series(1, 2).equals(series(1, 2, weights=2), 1)


def test_a_paired_difference_is_that_of_pairs() -> None:
    """Student's t over the pairs, as scipy has it; the longer baseline is cut."""
    new, base = series(3, 4.5, 5), series(1, 2, 4, 99)
    found = difference(new, base, paired=True, confidence=0.99)
    wanted = stats.ttest_rel([3, 4.5, 5], [1, 2, 4]).confidence_interval(0.99)
    assert (found.low, found.high) == pytest.approx(tuple(wanted))


def test_two_samples_are_taken_as_welch_does() -> None:
    """Both err; as scipy has it."""
    new, base = series(3, 4.5, 5), series(1, 2, 4, 3.5)
    found = difference(new, base, paired=False, confidence=0.95)
    wanted = stats.ttest_ind([3, 4.5, 5], [1, 2, 4, 3.5], equal_var=False)
    interval = wanted.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_many_intervals_at_once_are_wider() -> None:
    """Bonferroni: of ten at 90 % each is one at 99 %."""
    new, base = series(3, 4.5, 5), series(1, 2, 4)
    ten = difference(new, base, paired=True, confidence=0.9, simultaneous=10)
    assert ten.half == pytest.approx(difference(new, base, paired=True, confidence=0.99).half)


@pytest.mark.parametrize("paired", [True, False])
def test_without_two_of_each_there_is_no_interval_and_without_spread_no_width(
    paired: bool,
) -> None:
    """One replication says nothing about chance; what never varies is known."""
    one = difference(series(3), series(3), paired=paired, confidence=0.99)
    assert math.isnan(one.half)
    same = difference(series(3, 3), series(1, 1), paired=paired, confidence=0.99)
    assert (same.mean, same.half) == (2, 0)


def test_series_of_a_run_estimate_what_the_run_does() -> None:
    """Means and half-widths of ratios, quantiles and facts are those of the summary."""
    done = run(
        office(), "a", Settings(replications=4, executor=Threads(1), engine="reference"), Record()
    )
    kpis = ("wait_mean", "queue_max", "utilisation", "staff", "wait_p99")
    rows = np.arange(2)
    seen = [of_tally(tally, rows, columns_of(kpis)) for tally in done.tallies]
    for r in rows:
        for c, kpi in enumerate(kpis):
            found = series(*[v[r, c] for v, _ in seen], weights=[w[r, c] for _, w in seen])
            wanted = done.estimates.mean[r, COLUMN[kpi]]
            assert found.mean == pytest.approx(wanted, nan_ok=True)
            if math.isfinite(wanted):
                half = estimate.t_quantile(0.975, 3) * math.sqrt(found.variance / 4)
                assert half == pytest.approx(done.estimates.half_width()[r, COLUMN[kpi]], abs=1e-12)
    assert math.isnan(done.estimates.mean[0, COLUMN["wait_p99"]])
