"""How many wait at a site, hour by hour, by tier and scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy import stats

from sim.report.figures import style
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.report.results import Results

_ALIKE = 5.0
"""Panels share one scale unless their largest values differ by more than this factor."""


def draw(results: Results, lang: Lang) -> Figure | None:
    """One panel a tier, one line a scenario; None if nothing is ever open."""
    tables = {
        run.label: queue_by_hour(
            tables, dict(zip(run.system.site_ids, run.system.site_tier, strict=True))
        )
        for run, tables in zip(results.runs, results.tables, strict=True)
    }
    tiers = [scope for scope_type, scope in results.groups if scope_type == "tier"] or [""]
    if all(table.empty for table in tables.values()):
        return None
    figure = style.sheet(max(3.4 * len(tiers), 7.0) + 0.6, 4.6)
    alike = _alike(tables.values(), tiers)
    panels = figure.subplots(1, len(tiers), sharex=True, sharey=alike, squeeze=False)[0]
    for axes, tier in zip(panels, tiers, strict=True):
        for n, run in enumerate(results.runs):
            table = tables[run.label]
            rows = table[table["tier"] == tier] if tier else table
            _line(axes, rows, n, results.title(run, lang))
        axes.set_title(results.name("tier", tier, lang) if tier else "")
        axes.set_ylim(bottom=0)
        axes.set_xlabel(say(FIGURE, "hour_axis", lang))
        style.local_numbers(axes, lang, "y")
    hours = sorted({int(hour) for table in tables.values() for hour in table["hour"]})
    ticks = range(hours[0], hours[-1] + 2, 1 if len(hours) <= 5 else 2 if len(hours) <= 14 else 4)
    panels[0].set_xticks(ticks, [f"{hour}:00" for hour in ticks])
    panels[0].set_ylabel(say(FIGURE, "queue_axis", lang))
    handles = panels[0].get_legend_handles_labels()[0]
    return style.finish(
        figure, say(FIGURE, "queue_title", lang), results, lang,
        ("bands",) if alike else ("bands", "scales"),
        handles,
    )  # fmt: skip


def _alike(tables: Iterable[pd.DataFrame], tiers: Sequence[str]) -> bool:
    """Whether one scale shows every tier well."""
    rows = pd.concat(list(tables))
    largest = [rows.loc[rows["tier"] == tier, "mean"].max() for tier in tiers]
    return len(tiers) < 2 or max(largest) <= _ALIKE * min(largest)


def _line(axes: Axes, rows: pd.DataFrame, n: int, title: str) -> None:
    """A line over the middle of each hour, broken where the site is shut."""
    colour = style.colour(n)
    hour = rows["hour"].to_numpy()
    for k, part in enumerate(np.split(np.arange(len(rows)), np.flatnonzero(np.diff(hour) > 1) + 1)):
        at = hour[part] + 0.5
        some = rows.iloc[part]
        axes.plot(
            at, some["mean"], color=colour, marker=style.marker(n), markersize=4.5, linewidth=1.8,
            label=title if k == 0 else None,
        )  # fmt: skip
        axes.fill_between(at, some["low"], some["high"], color=colour, alpha=0.22, linewidth=0)


def queue_by_hour(tables: Iterable[pa.Table], tier_of: dict[str, str]) -> pd.DataFrame:
    """Mean number waiting at a site by tier and hour, with its 95 % interval.

    Returns the columns `tier, hour, mean, low, high`. Of each replication, the queues of a
    tier's sites are added and divided by the number of those that are open; the interval is
    Student's over replications.
    """
    parts = [part for part in (_sums(table, tier_of) for table in tables) if len(part)]
    if not parts:
        return pd.DataFrame(columns=["tier", "hour", "mean", "low", "high"])
    sums = pd.concat(parts)
    sums = sums[sums["denominator"] > 0]
    mean = sums["numerator"] / sums["denominator"]
    by_hour = mean.groupby(level=["tier", "hour"]).agg(["mean", "std", "size"]).reset_index()
    n = by_hour["size"].clip(lower=2)
    half = stats.t.ppf(0.975, n - 1) * by_hour["std"] / np.sqrt(n)
    found: pd.DataFrame = by_hour.assign(low=by_hour["mean"] - half, high=by_hour["mean"] + half)
    return found[["tier", "hour", "mean", "low", "high"]]


def _sums(table: pa.Table, tier_of: dict[str, str]) -> pd.DataFrame:
    """Queues and time of the sites of a tier, by hour and replication, added up."""
    wanted = pc.and_(
        pc.equal(table["scope_type"].cast("string"), "site/hour"),
        pc.equal(table["kpi"].cast("string"), "queue_mean"),
    )
    frame = table.filter(wanted).select(["replication", "scope", "numerator", "denominator"])
    rows = frame.to_pandas().dropna()
    if rows.empty:
        return pd.DataFrame()
    place = rows["scope"].astype(str).str.rpartition("/")
    rows = rows.assign(tier=place[0].map(tier_of).fillna(""), hour=place[2].astype(int))
    found: pd.DataFrame = rows.groupby(["tier", "hour", "replication"])[
        ["numerator", "denominator"]
    ].sum()
    return found
