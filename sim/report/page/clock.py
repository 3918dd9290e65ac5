"""Waits, queues ... by hour or weekday, of sites together: of a tier, of a district, of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.report.numbers import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.page.reading import Kept

    Floats = NDArray[np.float64]
    Texts = NDArray[np.str_]

HOURS = ("wait_mean", "queue_mean")
WEEKDAYS = ("wait_mean", "arrivals_per_day", "utilisation")
PER_DAY = ("arrivals_per_day",)
"""Add up over sites, which share their days; others are ratios of what adds up."""

At = tuple[str, str, str]
"""Tier, district (either may be empty: all), hour or weekday."""


def by_part(run: Kept, kpi: str, scope_type: str) -> dict[At, Estimate]:
    """A measure by tier, district and hour or weekday, from that of each site.

    `scope_type` is `site/hour` or `site/weekday`. Sums of the sites are added in each replication
    and divided: a wait is that of an average visit, a queue that at an average open site, visits
    a day are those of all sites. Intervals are those of ratios of totals.
    """
    place, replication, over, under = _sums(run, kpi, scope_type)
    if not len(place):
        return {}
    sites = run.scenario.sites
    site, part = place[:, 0], place[:, 1]
    tier = np.array([(sites[each].tier or "") if each in sites else "" for each in site])
    district = np.array([(sites[each].district or "") if each in sites else "" for each in site])
    every = np.full(len(place), "")
    found: dict[At, Estimate] = {}
    for keys in ((every, every), (tier, every), (every, district), (tier, district)):
        at = np.stack((*keys, part), axis=1)
        for name, estimate in _ratios(at, replication, over, under, kpi).items():
            found.setdefault((name[0], name[1], name[2]), estimate)
    return found


def by_site(run: Kept, kpi: str, scope_type: str) -> dict[str, Estimate]:
    """A measure by `site/hour` or `site/weekday`, of each by itself."""
    place, replication, over, under = _sums(run, kpi, scope_type)
    if not len(place):
        return {}
    found = _ratios(place, replication, over, under, kpi)
    return {"/".join(name): estimate for name, estimate in found.items()}


def _sums(run: Kept, kpi: str, scope_type: str) -> tuple[Texts, NDArray[np.int64], Floats, Floats]:
    """Site and part (n, 2), replication (n,), numerator and denominator (n,)."""
    rows = run.sums(scope_type, kpi).dropna(subset=["numerator", "denominator"])
    scopes, inverse = np.unique(rows["scope"].to_numpy(str), return_inverse=True)
    parts = np.array([str(each).rpartition("/")[::2] for each in scopes]).reshape(-1, 2)
    _, replication = np.unique(rows["replication"].to_numpy(), return_inverse=True)
    return (
        parts[inverse], replication,
        rows["numerator"].to_numpy(np.float64), rows["denominator"].to_numpy(np.float64),
    )  # fmt: skip


def _ratios(
    at: Texts, replication: NDArray[np.int64], over: Floats, under: Floats, kpi: str
) -> dict[tuple[str, ...], Estimate]:
    """Ratios of totals over replications with their intervals; nothing where none is."""
    names, column = np.unique(at, axis=0, return_inverse=True)
    column = column.reshape(-1)
    n = int(replication.max()) + 1
    sums = np.zeros((2, n, len(names)))
    np.add.at(sums[0], (replication, column), over)
    add = np.maximum if kpi in PER_DAY else np.add
    add.at(sums[1], (replication, column), under)
    total = sums[1].sum(axis=0)
    known = total > 0
    above, below, total = sums[0][:, known], sums[1][:, known], total[known]
    mean = above.sum(axis=0) / total
    half = np.full(len(mean), np.nan)
    if n > 1:
        pull = (above - mean * below) / (total / n)
        spread = np.sqrt((pull**2).sum(axis=0) / (n - 1) / n)
        half = t_quantile(0.5 + CONFIDENCE / 2, n - 1) * spread
    return {
        tuple(map(str, name)): Estimate(float(m), float(m - h), float(m + h))
        for name, m, h in zip(names[known], mean, half, strict=True)
    }
