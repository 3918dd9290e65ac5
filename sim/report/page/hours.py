"""Waits and queues by hour of the day, of sites together: of a tier, of a district, of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.report.numbers import Estimate

if TYPE_CHECKING:
    from sim.report.page.reading import Kept

MEASURES = ("wait_mean", "queue_mean")


def by_part(run: Kept, kpi: str) -> dict[tuple[str, str, str], Estimate]:
    """A measure by tier, district (either may be empty: all) and hour of the day.

    Sums of the sites are added in each replication and divided: a wait is that of an average
    visit, a queue that at an average open site. Intervals are those of ratios of totals.
    """
    rows = run.sums("site/hour", kpi).dropna(subset=["numerator", "denominator"])
    if rows.empty:
        return {}
    place = rows["scope"].astype(str).str.rpartition("/")
    sites = run.scenario.sites
    tier = {site: spec.tier or "" for site, spec in sites.items()}
    district = {site: spec.district or "" for site, spec in sites.items()}
    rows = rows.assign(
        hour=place[2],
        tier=place[0].map(tier).fillna(""),
        district=place[0].map(district).fillna(""),
    )
    found: dict[tuple[str, str, str], Estimate] = {}
    for keys in (["hour"], ["tier", "hour"], ["district", "hour"], ["tier", "district", "hour"]):
        sums = rows.groupby([*keys, "replication"])[["numerator", "denominator"]].sum()
        for key, part in sums.groupby(level=keys):
            names = dict(zip(keys, map(str, key), strict=True))
            at = (names.get("tier", ""), names.get("district", ""), names["hour"])
            for estimate in _ratio(part["numerator"].to_numpy(), part["denominator"].to_numpy()):
                found.setdefault(at, estimate)
    return found


def _ratio(
    over: np.ndarray[tuple[int], np.dtype[np.float64]],
    under: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> Iterator[Estimate]:
    """The ratio of totals (n,) over replications with its interval; nothing where none is."""
    n, total = len(over), float(under.sum())
    if total <= 0:
        return
    mean = float(over.sum()) / total
    if n < 2:
        yield Estimate(mean)
        return
    pull = (over - mean * under) / (total / n)
    half = t_quantile(0.5 + CONFIDENCE / 2, n - 1) * float(np.sqrt((pull @ pull) / (n - 1) / n))
    yield Estimate(mean, mean - half, mean + half)
