"""Estimates over replications, against closed forms and by simulation."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest

from sim.measures.estimate import (
    difference,
    estimate,
    imprecise,
    precision_met,
    ranking,
    t_quantile,
)
from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, Scopes, ScopeType, scopes_of
from sim.measures.tally import Tally
from tests.measures.toys import Site, make_system

WAIT, P90, WAIT_MAX = COLUMN["wait_mean"], COLUMN["wait_p90"], COLUMN["wait_max"]


def named(names: list[str], scope_type: ScopeType = ScopeType.SITE) -> Scopes:
    """Scopes with these names, good for estimates alone."""
    rows = tuple(Scope(scope_type, name) for name in names)
    return replace(scopes_of(make_system([Site()])), rows=rows)


def make_tally(
    replication: int, scopes: Scopes, cells: dict[tuple[int, int], tuple[float, float]]
) -> Tally:
    """A tally that is blank but for some (row, column): (numerator, denominator) or (value, n)."""
    numerator, denominator, value, count = np.full((4, len(scopes), len(KPIS)), np.nan)
    for cell, (over, under) in cells.items():
        if KPIS[cell[1]].kind.name == "RATIO":
            numerator[cell], denominator[cell] = over, under
        else:
            value[cell], count[cell] = over, under
    return Tally(
        replication=replication,
        scopes=scopes,
        numerator=numerator,
        denominator=denominator,
        value=value,
        count=count,
    )


def run(
    pairs: list[tuple[float, float]], column: int = WAIT, scopes: Scopes | None = None
) -> list[Tally]:
    """Replications of one cell."""
    scopes = scopes or named(["a"])
    return [make_tally(r, scopes, {(0, column): pair}) for r, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("probability", "degrees", "expected"),
    [
        (0.975, 1, 12.7062),
        (0.975, 9, 2.2622),
        (0.975, 29, 2.0452),
        (0.995, 29, 2.7564),
        (0.975, 999, 1.9623),
    ],
)
def test_t_quantiles_are_those_of_the_tables(
    probability: float, degrees: int, expected: float
) -> None:
    """Four digits of the usual table."""
    assert t_quantile(probability, degrees) == pytest.approx(expected, abs=1e-4)


def test_a_mean_is_the_ratio_of_the_totals_with_linearised_residuals() -> None:
    """2/1 and 4/3: 6/4 = 1.5, residuals 0.5 and -0.5 over a mean denominator of 2."""
    result = estimate(run([(2, 1), (4, 3)]))
    assert result.mean[0, WAIT] == 1.5
    assert result.pull[:, 0, WAIT].tolist() == [0.25, -0.25]
    assert result.half_width()[0, WAIT] == pytest.approx(12.7062047 * 0.25)


def test_with_equal_denominators_it_is_the_classical_interval() -> None:
    """The mean of five numbers with s / sqrt(5) times 2.7764."""
    numbers = [3.0, 5.0, 4.0, 9.0, 6.0]
    low, high = estimate(run([(7 * x, 7) for x in numbers])).interval()
    half = 2.7764451 * np.std(numbers, ddof=1) / sqrt(5)
    assert (low[0, WAIT], high[0, WAIT]) == pytest.approx((5.4 - half, 5.4 + half))


def test_quantiles_and_maxima_are_means_of_the_replications() -> None:
    """Two values, each counting alike however many visits are behind it."""
    for column in (P90, WAIT_MAX):
        result = estimate(run([(10, 100), (14, 1000)], column))
        assert result.mean[0, column] == 12
        assert result.half_width()[0, column] == pytest.approx(12.7062047 * 2)


def test_a_quantile_is_blank_when_a_replication_has_too_few_visits() -> None:
    """Ninety-nine visits are one too few for the 90 % quantile; a maximum needs none."""
    enough, few = estimate(run([(10, 100)] * 3, P90)), estimate(run([(10, 100), (10, 99)], P90))
    assert enough.mean[0, P90] == 10
    assert isnan(few.mean[0, P90])
    assert isnan(few.half_width()[0, P90])
    assert estimate(run([(10, 1), (20, 2)], WAIT_MAX)).mean[0, WAIT_MAX] == 15


def test_a_maximum_is_blank_when_a_replication_has_none() -> None:
    """Nobody was served once, so nobody knows the longest wait."""
    assert isnan(estimate(run([(10, 1), (np.nan, 0)], WAIT_MAX)).mean[0, WAIT_MAX])


def test_one_replication_has_no_interval() -> None:
    """There is a mean, but nothing to tell how far it is off."""
    result = estimate(run([(6, 4)]))
    assert result.mean[0, WAIT] == 1.5
    assert isnan(result.half_width()[0, WAIT])


def test_without_visits_the_mean_is_blank_and_one_empty_replication_does_no_harm() -> None:
    """The totals of all replications decide."""
    assert isnan(estimate(run([(0, 0), (0, 0)])).mean[0, WAIT])
    assert estimate(run([(0, 0), (6, 4)])).mean[0, WAIT] == 1.5


def test_tallies_must_be_of_one_scenario() -> None:
    """None at all, or of different scopes, is an error of the caller."""
    with pytest.raises(ValueError, match="at least one replication"):
        estimate([])
    with pytest.raises(ValueError, match="different scopes"):
        estimate([*run([(1, 1)]), *run([(1, 1)], scopes=named(["b"]))])


def test_a_difference_is_paired_by_replication() -> None:
    """A shift by exactly one minute is known exactly, however much the replications vary."""
    numbers = [3.0, 50.0, 17.0, 9.0]
    base = estimate(run([(x * 5, 5) for x in numbers]))
    new = estimate(run([(x * 5 + 5, 5) for x in numbers]))
    result = difference(new, base)
    assert result.mean[0, WAIT] == pytest.approx(1)
    assert result.half_width()[0, WAIT] == pytest.approx(0, abs=1e-12)
    assert base.half_width()[0, WAIT] > 10


def test_a_difference_of_ratios_has_the_variance_of_the_difference_of_residuals() -> None:
    """Worked out by hand for two replications: pulls 0.25 and -0.25 against -1 and 1."""
    new, base = estimate(run([(2, 1), (4, 3)])), estimate(run([(1, 2), (5, 2)]))
    result = difference(new, base)
    assert result.mean[0, WAIT] == 0
    assert result.pull[:, 0, WAIT].tolist() == [1.25, -1.25]
    assert result.half_width()[0, WAIT] == pytest.approx(12.7062047 * 1.25)


def test_a_difference_keeps_the_scopes_that_both_have() -> None:
    """A new branch has nothing to be compared with; the order is that of the new scenario."""
    before, after = named(["a", "b", "c"]), named(["c", "new", "b"])
    base = estimate([make_tally(0, before, {(r, WAIT): (r, 1) for r in range(3)})])
    new = estimate([make_tally(0, after, {(r, WAIT): (10 * r, 1) for r in range(3)})])
    result = difference(new, base)
    assert [scope.scope for scope in result.scopes] == ["c", "b"]
    assert result.mean[:, WAIT].tolist() == [0 - 2, 20 - 1]


def test_a_difference_needs_the_same_replications() -> None:
    """Without pairs there is no paired difference."""
    one, two = estimate(run([(1, 1)])), estimate(run([(1, 1), (2, 1)]))
    with pytest.raises(ValueError, match="same replications"):
        difference(two, one)


def test_a_ranking_is_in_order_with_intervals_that_hold_together() -> None:
    """Three sites with figures, one without, and the network, which has no place in it."""
    rows = named(["a", "b", "blank", "c"])
    scopes = replace(rows, rows=(Scope(ScopeType.NETWORK, "all"), *rows.rows))
    means = {0: 99.0, 1: 5.0, 2: -3.0, 4: 1.0}
    tallies = [
        make_tally(r, scopes, {(row, WAIT): (mean + off, 1) for row, mean in means.items()})
        for r, off in enumerate([-1.0, 0.0, 1.0])
    ]
    places = ranking(estimate(tallies), "wait_mean")
    assert [(place.scope.scope, place.mean) for place in places] == [("b", -3), ("c", 1), ("a", 5)]
    half = t_quantile(1 - 0.05 / 2 / 3, 2) / sqrt(3)
    assert places[0].ci_low == pytest.approx(-3 - half)
    assert places[2].ci_high == pytest.approx(5 + half)
    assert ranking(estimate(tallies), "wait_mean", ScopeType.TIER) == []


def spread(kpi: str, mean: float, half_width: float) -> list[Tally]:
    """Three replications of the network whose interval has the half-width."""
    off = half_width / t_quantile(0.975, 2) * sqrt(3)
    scopes = named(["all"], ScopeType.NETWORK)
    return run([(mean + k * off, 1) for k in (-1, 0, 1)], COLUMN[kpi], scopes)


@pytest.mark.parametrize(
    ("kpi", "mean", "half_width", "met"),
    [
        ("wait_mean", 20.0, 0.99, True),
        ("wait_mean", 20.0, 1.01, False),
        ("wait_mean", 1.0, 0.249, True),
        ("wait_mean", 1.0, 0.251, False),
        ("within_target_share", 0.9, 0.044, True),
        ("within_target_share", 0.9, 0.046, False),
        ("within_target_share", 0.01, 0.0049, True),
        ("within_target_share", 0.01, 0.0051, False),
        ("served_per_day", 100.0, 4.9, True),
        ("served_per_day", 1.0, 0.051, False),
        ("utilisation", 0.5, 0.4, True),
    ],
)
def test_precision_is_a_share_of_the_mean_or_a_quarter_minute_or_half_a_point(
    kpi: str, mean: float, half_width: float, met: bool
) -> None:
    """Each rule on both sides of its limit; other measures do not count."""
    assert precision_met(estimate(spread(kpi, mean, half_width))) is met


def test_what_is_imprecise_is_named() -> None:
    """A coarser share is enough; a site is not asked; one replication never is enough."""
    tallies = spread("wait_mean", 20.0, 2.0)
    missing = [(Scope(ScopeType.NETWORK, "all"), "wait_mean")]
    assert imprecise(estimate(tallies)) == missing
    assert imprecise(estimate(tallies), share=0.11) == []
    assert imprecise(estimate(tallies[:1])) == missing
    tier = named(["branch"], ScopeType.TIER)
    assert imprecise(estimate([replace(tally, scopes=tier) for tally in tallies])) == [
        (Scope(ScopeType.TIER, "branch"), "wait_mean")
    ]
    site = named(["all"], ScopeType.SITE)
    assert precision_met(estimate([replace(tally, scopes=site) for tally in tallies]))


def correlated(rng: np.random.Generator, n: int, scopes: Scopes, shift: float) -> list[Tally]:
    """Replications of a ratio 2 + shift whose totals vary together; each scope is a trial."""
    n_trials = len(scopes)
    visits = rng.gamma(50.0, 2.0, (n, n_trials))
    waits = visits * (2.0 + shift) * (1.0 + 0.1 * (visits - 100.0) / 100.0)
    waits += visits * rng.normal(0.0, 0.3, (n, n_trials)) - visits * (2.0 + shift) * 0.002
    tallies = [make_tally(r, scopes, {}) for r in range(n)]
    for tally, over, under in zip(tallies, waits, visits, strict=True):
        tally.numerator[:, WAIT], tally.denominator[:, WAIT] = over, under
    return tallies


def test_intervals_cover_the_true_ratio_as_often_as_they_say() -> None:
    """Of 4,000 trials with 30 replications 95 % must hold; sd 0.35 %, so 1.5 points are 4 sd.

    E[visits] = 100 and var = 200, so that E[waits] = 2 E[visits] + 0.1 var 2 / 100 - 0.004
    E[visits] = 2 E[visits]: the ratio is 2 exactly, though waits rise faster than visits.
    """
    rng = np.random.default_rng(20250106)
    scopes = named([f"{k}" for k in range(4000)])
    low, high = estimate(correlated(rng, 30, scopes, 0.0)).interval()
    covered = float(np.mean((low[:, WAIT] <= 2.0) & (high[:, WAIT] >= 2.0)))
    assert covered == pytest.approx(0.95, abs=0.015)


def test_simultaneous_intervals_hold_all_at_once() -> None:
    """Of 400 families of ten, the share with all ten holding is at least about 95 %."""
    rng = np.random.default_rng(20250107)
    scopes = named([f"{k}" for k in range(4000)])
    low, high = estimate(correlated(rng, 30, scopes, 0.0)).interval(simultaneous=10)
    hold = ((low[:, WAIT] <= 2.0) & (high[:, WAIT] >= 2.0)).reshape(400, 10).all(axis=1)
    assert 0.95 - 0.045 <= hold.mean() < 1.0
