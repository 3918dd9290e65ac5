"""The mean wait at each site against how busy its officers are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report.figures import labels, style
from sim.report.numbers import Estimate, number
from sim.report.results import TIERS
from sim.report.words import FIGURE, KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.experiment import Run


class _Point(NamedTuple):
    """A site: its mean wait [min], its utilisation [%], and half the intervals of both."""

    wait: float
    busy: float
    wait_reach: float
    busy_reach: float
    site: str


_ACROSS = 3
_NAMED = 3
"""Sites with the longest waits that have their name beside them."""
_LONGEST_NAME = 24
_TARGET: dict[str, Any] = {"color": style.SOFT, "linestyle": "--", "linewidth": 1}


def draw(results: Results, lang: Lang) -> Figure | None:
    """One panel a scenario, one point a site; None if there is one site."""
    if len(results.site_names) < 2:
        return None
    n_runs = len(results.runs)
    across = min(n_runs, _ACROSS)
    down = math.ceil(n_runs / across)
    figure = style.sheet(max(3.7 * across, 7.0), 1.4 + 3.6 * down)
    panels = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
    found = []
    for axes, run in zip(panels, results.runs, strict=False):
        found.append(_scatter(axes, results, run, lang))
        axes.set_title(results.title(run, lang) if n_runs > 1 else "")
    for axes in panels[n_runs:]:
        axes.remove()
    for axes in panels[max(n_runs - across, 0) : n_runs]:
        axes.set_xlabel(say(FIGURE, "load_axis", lang))
        axes.xaxis.set_tick_params(labelbottom=True)
    for axes in panels[:n_runs:across]:
        axes.set_ylabel(f"{say(KPI, 'wait_mean', lang)} [{say(UNIT, 'min', lang)}]")
    panels[0].set_xlim(0, max(panels[0].get_xlim()[1], 100))
    panels[0].set_ylim(bottom=0)
    tiers = {tier for run in results.runs for tier in run.system.site_tier}
    handles = [
        Line2D(
            [], [], linestyle="none", color=style.TIER_COLOURS[tier], markersize=8,
            marker=style.TIER_MARKERS[tier], label=results.name("tier", tier, lang),
        )
        for tier in TIERS if tier in tiers
    ]  # fmt: skip
    if results.wait_target is not None:
        target = number(results.wait_target, 0, lang)
        handles.append(Line2D([], [], label=say(FIGURE, "target", lang, target=target), **_TARGET))
    title = say(FIGURE, "load_title", lang)
    style.finish(figure, title, results, lang, ("lines",), handles)
    figure.draw_without_rendering()
    for axes, points in zip(panels, found, strict=False):
        _name_longest(axes, results, points, lang)
    return figure


def _scatter(axes: Axes, results: Results, run: Run, lang: Lang) -> list[_Point]:
    """Draw the points, and return them."""
    found: list[_Point] = []
    for tier in dict.fromkeys(run.system.site_tier):
        points = []
        for site, of in zip(run.system.site_ids, run.system.site_tier, strict=True):
            busy = results.estimate(run.label, "site", site, "utilisation").scaled(100)
            wait = results.estimate(run.label, "site", site, "wait_mean")
            if of == tier and not math.isnan(busy.mean + wait.mean):
                points.append(_Point(wait.mean, busy.mean, _reach(wait), _reach(busy), site))
        if points:
            _points(axes, points, tier)
        found += points
    target = results.wait_target
    if target is not None:
        axes.axhline(target, **_TARGET)
    style.local_numbers(axes, lang)
    return found


def _reach(estimate: Estimate) -> float:
    return 0.0 if math.isnan(estimate.half_width) else estimate.half_width


def _points(axes: Axes, points: list[_Point], tier: str) -> None:
    y, x, y_reach, x_reach, _ = zip(*points, strict=True)
    center = tier == "center"
    axes.errorbar(
        x, y, xerr=x_reach, yerr=y_reach, color=style.TIER_COLOURS.get(tier, style.COLOURS[0]),
        marker=style.TIER_MARKERS.get(tier, "o"), markersize=11 if center else 5.5,
        linestyle="none", elinewidth=0.9, alpha=0.8, markeredgecolor="white",
        markeredgewidth=0.5, zorder=4 if center else 3,
    )  # fmt: skip


def _name_longest(axes: Axes, results: Results, found: list[_Point], lang: Lang) -> None:
    """Names beside the longest waits, clear of points, their lines and the target's."""
    longest = sorted(found, key=lambda point: (-point.wait, point.site))[:_NAMED]
    names = [
        labels.Name(point.busy, point.wait, _short_name(results, point.site, lang))
        for point in longest
    ]
    clear = [
        (point.busy + across * point.busy_reach, point.wait + up * point.wait_reach)
        for point in found
        for across, up in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, -0.5), (0, 0.5), (0, 1))
    ]
    if results.wait_target is not None:
        clear += [(float(at), results.wait_target) for at in range(0, 101, 2)]
    labels.place(axes, names, np.array(clear))


def _short_name(results: Results, site: str, lang: Lang) -> str:
    """A name that fits into a panel; the only site of its tier may be called by the tier."""
    name = results.name("site", site, lang)
    if len(name) <= _LONGEST_NAME:
        return name
    for run in results.runs:
        tiers = dict(zip(run.system.site_ids, run.system.site_tier, strict=True))
        if tiers.get(site) and list(tiers.values()).count(tiers[site]) == 1:
            return results.name("tier", tiers[site], lang)
    return name[: _LONGEST_NAME - 1] + "\N{HORIZONTAL ELLIPSIS}"
