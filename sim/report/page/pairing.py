"""Differences to the first run: paired by replication, and at sites for all of them at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.measures.kpis import COLUMN, KPIS, Kind
from sim.report.numbers import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.page.reading import Kept


@dataclass(frozen=True, kw_only=True)
class Pulls:
    """A measure in some scopes, and how far each replication pulls at it."""

    scopes: tuple[str, ...]
    replications: tuple[int, ...]
    mean: NDArray[np.float64]
    """(len(scopes),)"""
    pull: NDArray[np.float64]
    """(len(replications), len(scopes)); see `sim.measures.estimate`."""


def pulls(run: Kept, kpi: str, scope_type: str, only: frozenset[int]) -> Pulls:
    """The pulls of the replications in `only` on a measure, as `sim.measures.estimate` has them."""
    rows = run.sums(scope_type, kpi)
    rows = rows[rows["replication"].isin(only)]
    if rows.empty:
        return Pulls(scopes=(), replications=(), mean=np.empty(0), pull=np.empty((0, 0)))
    scopes, column = np.unique(rows["scope"].to_numpy(str), return_inverse=True)
    replications, row = np.unique(rows["replication"].to_numpy(), return_inverse=True)

    def laid_out(name: str, blank: float) -> NDArray[np.float64]:
        table = np.full((len(replications), len(scopes)), blank)
        table[row, column] = rows[name].fillna(blank)
        return table

    if is_ratio(kpi):
        over, under = laid_out("numerator", 0.0), laid_out("denominator", 0.0)
        total = under.sum(axis=0)
        total[total == 0.0] = np.nan
        mean = over.sum(axis=0) / total
        pull = (over - mean * under) / (total / len(replications))
    else:
        value = laid_out("value", math.nan)
        mean = value.mean(axis=0)
        pull = value - mean
    return Pulls(
        scopes=tuple(map(str, scopes)), replications=tuple(map(int, replications)), mean=mean,
        pull=pull,
    )  # fmt: skip


def is_ratio(kpi: str) -> bool:
    """Whether a measure is a ratio of totals over replications, else a mean of their values."""
    return KPIS[COLUMN[kpi]].kind is Kind.RATIO


def is_paired(new: Kept, base: Kept) -> bool:
    """Whether the same people came in both: one seed, and some replications in common."""
    return (
        new.seed is not None
        and new.seed == base.seed
        and new.scenario.period == base.scenario.period
        and bool(set(new.replications) & set(base.replications))
        and not new.values.empty
        and not base.values.empty
    )


def changes(
    new: Kept, base: Kept, kpi: str, scope_type: str, *, at_once: bool = False
) -> dict[str, Estimate]:
    """`new` minus `base` of a measure in every scope that both have.

    With `at_once` the 95 % intervals hold for all scopes together (Bonferroni), so that one may
    look for the extremes.
    """
    both = frozenset(new.replications) & frozenset(base.replications)
    one, other = (pulls(run, kpi, scope_type, both) for run in (new, base))
    column = {scope: n for n, scope in enumerate(other.scopes)}
    shared = [scope for scope in one.scopes if scope in column]
    if one.replications != other.replications or not shared:
        return {}
    mine = [one.scopes.index(scope) for scope in shared]
    its = [column[scope] for scope in shared]
    mean = one.mean[mine] - other.mean[its]
    pull = one.pull[:, mine] - other.pull[:, its]
    n = len(one.replications)
    half = np.full(len(shared), math.nan)
    if n > 1:
        looks = max(int(np.isfinite(mean).sum()), 1) if at_once else 1
        tail = (1.0 - CONFIDENCE) / 2.0 / looks
        half = t_quantile(1.0 - tail, n - 1) * np.sqrt((pull**2).sum(axis=0) / (n - 1) / n)
    return {
        scope: Estimate(float(m), float(m - h), float(m + h))
        for scope, m, h in zip(shared, mean, half, strict=True)
        if math.isfinite(m)
    }


def side(change: Estimate) -> int:
    """-1 where it falls beyond chance, 1 where it rises, 0 where chance may be all."""
    if change.high < 0:
        return -1
    return 1 if change.low > 0 else 0
