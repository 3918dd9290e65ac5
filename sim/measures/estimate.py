"""Estimates over replications: points, Student-t intervals, paired differences, precision.

Every estimate comes with the *pull* of each replication on it: how far it would move to first
order, times the number of replications. For a mean of values that is the deviation from the
mean; for a ratio of totals it is the linearised residual (Cochran 1977, *Sampling
Techniques*, section 6.3; Law 2015, *Simulation Modeling and Analysis*, section 9.5). The variance
of an estimate is that of a mean of its pulls, and a difference between two scenarios pulls by
the difference of the pulls in the same replication, so that one rule serves all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.measures import pulls, spread
from sim.measures.kpis import COLUMN, KPIS, Kind
from sim.measures.pulls import Computed, Pull, squares
from sim.measures.scopes import Scope, Scopes, ScopeType
from sim.measures.tallies import Tallies, blocks, table_of
from sim.model.tables import Floats, Ints

if TYPE_CHECKING:
    from sim.measures.tally import Tally

CONFIDENCE = 0.95

PRECISION = {"wait_mean": 0.25, "within_target_share": 0.005, "served_per_day": 0.0}
"""Measures that decide when there are enough replications, and the half-width in their unit
(minutes, shares) that is always good enough."""

_RATIOS = np.array([c for c, kpi in enumerate(KPIS) if kpi.kind is Kind.RATIO])
_VALUES = np.array([c for c, kpi in enumerate(KPIS) if kpi.kind is not Kind.RATIO])
_FACTS = np.array([c for c, kpi in enumerate(KPIS) if kpi.kind is Kind.FACT])
_LEAST_VISITS = np.array([KPIS[c].least_visits for c in _VALUES])


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """Estimates by scope and measure, or differences of such; NaN where blank."""

    scopes: tuple[Scope, ...]
    replications: tuple[int, ...]
    mean: Floats
    """(len(scopes), len(KPIS)) in the unit of the measure."""
    pull: Pull
    """(len(replications), len(scopes), len(KPIS)); of many replications computed when needed."""

    @cached_property
    def _squares(self) -> Floats:
        return squares(self.pull)

    def half_width(self, confidence: float = CONFIDENCE, simultaneous: int = 1) -> Floats:
        """(len(scopes), len(KPIS)) half the length of the intervals; NaN without one.

        All of `simultaneous` intervals at once hold with at least `confidence` (Bonferroni).
        """
        n = len(self.replications)
        if n < 2:
            return np.full_like(self.mean, np.nan)
        variance = self._squares / (n - 1) / n
        tail = (1.0 - confidence) / 2.0 / simultaneous
        result: Floats = t_quantile(1.0 - tail, n - 1) * np.sqrt(variance)
        return result

    def interval(
        self, confidence: float = CONFIDENCE, simultaneous: int = 1
    ) -> tuple[Floats, Floats]:
        """(len(scopes), len(KPIS)) lower and upper ends of the intervals; see `half_width`."""
        half = self.half_width(confidence, simultaneous)
        return self.mean - half, self.mean + half


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One place in a ranking."""

    scope: Scope
    mean: float
    ci_low: float
    ci_high: float


@lru_cache
def t_quantile(probability: float, degrees: float) -> float:
    """The quantile of Student's t distribution."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, probability))


def estimate(tallies: Sequence[Tally]) -> Estimates:
    """Put replications of one scenario together.

    Means and shares are ratios of totals over all replications. Quantiles and maxima are means
    of the replications' values; a quantile is blank when a replication has fewer visits
    than `Kpi.least_visits`, either is when a replication has none. Facts are as they are; tenths
    are made of the means of communes.

    Raises
    ------
    ValueError
        Without a tally, or if they are not all of the same scopes.
    """
    if not tallies:
        raise ValueError("An estimate needs at least one replication.")
    scopes = tallies[0].scopes
    numbers = _replications_of(tallies, scopes)
    n, parts = len(tallies), blocks(len(tallies), len(scopes))
    mean = np.empty((len(scopes), len(KPIS)))
    whole = np.empty((n, *mean.shape)) if len(parts) == 1 else None
    for rows in parts:
        mean[rows], part = _of_rows(tallies, rows)
        if whole is not None:
            whole[:, rows] = part
    if whole is not None:
        spread.fill(scopes, COLUMN, mean, whole)
        return Estimates(scopes=scopes.rows, replications=numbers, mean=mean, pull=whole)
    pull = Computed((n, *mean.shape), lambda rows: _of_rows(tallies, rows)[1])
    spread.fill(scopes, COLUMN, mean, pull)
    return Estimates(scopes=scopes.rows, replications=numbers, mean=mean, pull=pull)


def _replications_of(tallies: Sequence[Tally], scopes: Scopes) -> tuple[int, ...]:
    """Their numbers; raises ValueError if they are not all of the same scopes."""
    if isinstance(tallies, Tallies):
        return tallies.replications
    if any(tally.scopes.rows != scopes.rows for tally in tallies):
        raise ValueError("The tallies are of different scopes.")
    return tuple(tally.replication for tally in tallies)


def _of_rows(tallies: Sequence[Tally], rows: slice) -> tuple[Floats, Floats]:
    """(rows, measures) estimates of some scopes, and (replications, rows, measures) the pulls."""
    n = len(tallies)
    numerator = table_of(tallies, "numerator", rows)[:, :, _RATIOS]
    denominator = table_of(tallies, "denominator", rows)[:, :, _RATIOS]
    mean = np.empty((numerator.shape[1], len(KPIS)))
    pull = np.empty((n, *mean.shape))
    total = denominator.sum(axis=0)
    total[total == 0.0] = np.nan
    mean[:, _RATIOS] = ratio = numerator.sum(axis=0) / total
    pull[:, :, _RATIOS] = (numerator - ratio * denominator) / (total / n)

    table = table_of(tallies, "value", rows)
    value = table[:, :, _VALUES]
    fewest = table_of(tallies, "count", rows)[:, :, _VALUES].min(axis=0)
    mean[:, _VALUES] = value.mean(axis=0)
    mean[:, _VALUES] = np.where(fewest < _LEAST_VISITS, np.nan, mean[:, _VALUES])
    pull[:, :, _VALUES] = value - mean[:, _VALUES]

    # Not their mean, which may be off by a last digit: a fact has no interval to speak of.
    mean[:, _FACTS] = table[0][:, _FACTS]
    pull[:, :, _FACTS] = 0.0
    return mean, pull


def difference(new: Estimates, base: Estimates) -> Estimates:
    """`new` minus `base`, paired by replication, for the scopes that both have.

    Raises
    ------
    ValueError
        If the replications are not the same.
    """
    if new.replications != base.replications:
        raise ValueError("A paired difference needs the same replications of both scenarios.")
    row_of = {scope: row for row, scope in enumerate(base.scopes)}
    scopes = tuple(scope for scope in new.scopes if scope in row_of)
    of_base: Ints = np.array([row_of[scope] for scope in scopes], np.int64)
    of_new: Ints = np.array([scope in row_of for scope in new.scopes]).nonzero()[0]
    return Estimates(
        scopes=scopes,
        replications=new.replications,
        mean=new.mean[of_new] - base.mean[of_base],
        pull=pulls.difference(new.pull, base.pull, of_new, of_base),
    )


def ranking(
    estimates: Estimates,
    kpi: str,
    scope_type: ScopeType = ScopeType.SITE,
    confidence: float = CONFIDENCE,
) -> list[Ranked]:
    """Order the scopes of one type by a measure, lowest first, those that are blank left out.

    The intervals hold all at once, so that one may pick the first and the last after having
    seen the order.
    """
    column = COLUMN[kpi]
    mean = estimates.mean[:, column]
    rows = [
        row
        for row, scope in enumerate(estimates.scopes)
        if scope.scope_type is scope_type and not np.isnan(mean[row])
    ]
    low, high = estimates.interval(confidence, max(len(rows), 1))
    rows.sort(key=lambda row: float(mean[row]))
    return [
        Ranked(
            scope=estimates.scopes[row],
            mean=float(mean[row]),
            ci_low=float(low[row, column]),
            ci_high=float(high[row, column]),
        )
        for row in rows
    ]


def imprecise(estimates: Estimates, share: float = 0.05) -> list[tuple[Scope, str]]:
    """Those scopes and measures that are not yet known well enough.

    Good enough is a half-width of at most `share` of the mean or as `PRECISION` says, for each
    measure named there, of the network and of each tier. What is blank is never imprecise.
    """
    half = estimates.half_width()
    missing = []
    for row, scope in enumerate(estimates.scopes):
        if scope.scope_type not in (ScopeType.NETWORK, ScopeType.TIER):
            continue
        for kpi, enough in PRECISION.items():
            mean = estimates.mean[row, COLUMN[kpi]]
            allowed = max(share * abs(mean), enough)
            if not np.isnan(mean) and not half[row, COLUMN[kpi]] <= allowed:
                missing.append((scope, kpi))
    return missing


def precision_met(estimates: Estimates, share: float = 0.05) -> bool:
    """Whether there are enough replications; see `imprecise`."""
    return not imprecise(estimates, share)
