"""Differences to the first run, against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sim.report.numbers import Estimate
from sim.report.page.pairing import changes, is_paired, side
from sim.report.page.reading import Evidence, read
from tests.report.page.made import WAITS, results


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return read([results(tmp_path_factory.mktemp("made") / "results")])


@pytest.mark.parametrize("kpi", ["wait_mean", "wait_p90"])
def test_intervals_hold_for_all_sites_at_once(evidence: Evidence, kpi: str) -> None:
    """Student's by Bonferroni over two sites, of the replications' differences; visits are equal,
    so that a ratio of totals is the mean of values."""
    base, new = evidence.runs
    found = changes(new, base, kpi, "site", at_once=True)
    gap = np.subtract(WAITS["after"]["binh"], WAITS["before"]["binh"])
    half = stats.t.ppf(1 - 0.05 / 2 / 2, 3) * gap.std(ddof=1) / 2
    assert found["binh"] == pytest.approx((gap.mean(), gap.mean() - half, gap.mean() + half))
    alone = changes(new, base, kpi, "site")["binh"]
    assert alone.half_width == pytest.approx(stats.t.ppf(0.975, 3) * gap.std(ddof=1) / 2)


def test_only_the_same_people_are_paired(evidence: Evidence) -> None:
    """One seed, one period, some replications of both."""
    base, new = evidence.runs
    assert is_paired(new, base)
    assert not is_paired(replace(new, seed=2), base)
    assert not is_paired(replace(new, seed=None), replace(base, seed=None))
    assert not is_paired(replace(new, replications=(7, 8)), base)
    assert not is_paired(replace(new, values=new.values.iloc[:0]), base)


def test_one_replication_has_no_interval_and_no_measure_no_change(evidence: Evidence) -> None:
    """Of what both have; nothing where they share no scope."""
    base, new = evidence.runs
    first = replace(new, replications=(0,))
    (found,) = changes(first, base, "wait_mean", "network").values()
    assert np.isnan(found.low)
    assert changes(new, base, "wait_mean", "commune") == {}


def test_sides() -> None:
    """Beyond chance is an interval without zero."""
    assert [side(Estimate(*each)) for each in ((-2, -3, -1), (2, 1, 3), (0, -1, 1), (5,))] == [
        -1, 1, 0, 0,
    ]  # fmt: skip
