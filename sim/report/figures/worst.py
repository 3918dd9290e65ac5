"""The sites where citizens wait longest, and how each scenario changes that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.figures import style
from sim.report.numbers import number
from sim.report.results import WORST
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results


def draw(results: Results, lang: Lang) -> Figure | None:
    """One row a site, one point a scenario, longest wait first; None if there is one site."""
    sites = results.longest_waits()
    if len(results.site_names) < 2 or not sites:
        return None
    figure = style.sheet(10, 2.1 + 0.42 * len(sites))
    axes = figure.subplots()
    handles = waits(axes, results, [("site", site) for site in sites], lang)
    target = results.wait_target
    if target is not None:
        axes.axvline(target, color=style.SOFT, linestyle="--", linewidth=1)
        axes.annotate(
            say(FIGURE, "target", lang, target=number(target, 0, lang)), (target, -0.75), (4, 0),
            textcoords="offset points", size=9, color=style.SOFT, va="center",
        )  # fmt: skip
    axes.set_yticks(range(len(sites)), [results.name("site", site, lang) for site in sites])
    axes.set_ylim(len(sites) - 0.4, -1.1)
    axes.set_xlabel(say(FIGURE, "waits_axis", lang))
    few = len(results.site_names) <= WORST
    title = say(FIGURE, "worst_one", lang) if few else say(FIGURE, "worst_title", lang, n=WORST)
    everywhere = all(site in run.scenario.sites for run in results.runs for site in sites)
    notes = ("lines",) if everywhere else ("lines", "absent")
    return style.finish(figure, title, results, lang, notes, handles)


def waits(axes: Axes, results: Results, scopes: Sequence[tuple[str, str]], lang: Lang) -> list[Any]:
    """Mean waits with their intervals, a row a scope and a point a scenario; the legend."""
    handles = []
    spread = 0.16 if len(results.runs) > 1 else 0.0
    for n, run in enumerate(results.runs):
        shift = spread * (n - (len(results.runs) - 1) / 2)
        bars = None
        for row, scope in enumerate(scopes):
            wait = results.estimate(run.label, *scope, "wait_mean")
            bars = axes.errorbar(
                wait.mean, row + shift, xerr=style.reach(wait), color=style.colour(n),
                marker=style.marker(n), markersize=7, linewidth=1.4, capsize=2.5,
                linestyle="none", label=results.title(run, lang),
            )  # fmt: skip
        handles.append(bars)
    axes.set_xlim(left=0)
    axes.tick_params(axis="y", length=0)
    style.local_numbers(axes, lang, "x")
    return handles
