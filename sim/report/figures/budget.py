"""Where officers go, site by site, and what one more would be worth there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.report.budget_words import BUDGET
from sim.report.figures import style
from sim.report.numbers import number
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.budget import BudgetReport
    from sim.studies.staffing.budget_figures import SiteSpread

NAME = "budget.png"
MOST = 30
"""Sites that are shown."""
_NOW, _BEST, _BOUND, _OPEN = style.SOFT, "#0072B2", "#D55E00", "#0072B2"


def write(folder: Path, report: BudgetReport, lang: Lang = "en") -> Path:
    """Draw the picture into a folder; return the file."""
    with style.applied():
        figure = draw(report, lang)
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: BudgetReport, lang: Lang) -> Figure:
    """Officers on the left, the worth of one more on the right, a line for each site."""
    sites = shown(report)
    figure = style.sheet(12, 2.3 + 0.27 * len(sites))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1.25, 1))
    _officers(left, sites, lang)
    _worth(right, sites, lang)
    left.set_yticks(range(len(sites)), [report.name(site.id, lang) for site in sites])
    left.set_ylim(len(sites) - 0.4, -0.6)
    for axes in (left, right):
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
    _surroundings(figure, report, (left, right), len(sites), lang)
    return figure


def shown(report: BudgetReport) -> list[SiteSpread]:
    """The sites where most happens: officers who come or go, or a high worth of one more."""
    sites = report.spread.sites
    by_move = sorted(sites, key=lambda site: (-abs(site.best - site.now), site.id))
    by_worth = sorted(sites, key=lambda site: (-site.one_more.mean, site.id))
    chosen: dict[str, SiteSpread] = {}
    for pair in zip(by_move, by_worth, strict=True):
        for site in pair:
            if len(chosen) < MOST:
                chosen.setdefault(site.id, site)
    return sorted(chosen.values(), key=lambda site: (site.now - site.best, site.id))


def _officers(axes: Axes, sites: Sequence[SiteSpread], lang: Lang) -> None:
    for y, site in enumerate(sites):
        if site.now != site.best:
            axes.annotate(
                "", (site.best, y), (site.now, y),
                arrowprops={"arrowstyle": "-|>", "color": _BEST, "lw": 1.4, "shrinkA": 3},
            )  # fmt: skip
    rows = range(len(sites))
    axes.scatter(
        [site.now for site in sites], rows, s=34, c="white", edgecolors=_NOW, linewidths=1.5,
        zorder=3,
    )  # fmt: skip
    axes.scatter([site.best for site in sites], rows, s=34, c=_BEST, marker="D", zorder=4)
    for y, site in enumerate(sites):
        change = site.best - site.now
        text = number(site.best, 0, lang)
        if change:
            text += f" ({number(change, 0, lang, signed=True)})"
        axes.annotate(
            text, (max(site.best, site.now), y), (9, 0), textcoords="offset points", va="center",
            size=8.5,
        )  # fmt: skip
    axes.set_xlim(0, 1.16 * max(max(site.best, site.now) for site in sites) + 1)
    axes.set_xlabel(say(BUDGET, "figure_officers", lang))
    style.local_numbers(axes, lang, "x")


def _worth(axes: Axes, sites: Sequence[SiteSpread], lang: Lang) -> None:
    axes.set_xscale("symlog", linthresh=1.0)
    for y, site in enumerate(sites):
        worth, closed = site.one_more, site.best >= site.limits.most
        colour = _BOUND if closed else _OPEN
        reach = [[0.0], [0.0]]
        if worth.high == worth.high:
            reach = [[worth.mean - worth.low], [worth.high - worth.mean]]
        axes.errorbar(
            worth.mean, y, xerr=reach, fmt="s" if closed else "o", color=colour, markersize=5.5,
            capsize=2.5, linewidth=1.3,
        )  # fmt: skip
        end = worth.high if worth.high == worth.high else worth.mean
        axes.annotate(
            number(worth.mean, 0 if abs(worth.mean) >= 100 else 1, lang), (max(end, 0.0), y),
            (6, 0), textcoords="offset points", va="center", size=8.5, color=colour,
        )  # fmt: skip
    top = max(1.0, *(site.one_more.mean for site in sites))
    low = [w.low if w.low == w.low else w.mean for w in (site.one_more for site in sites)]
    axes.set_xlim(1.3 * min(-0.05, *low), 4 * top)
    axes.axvline(0, color=style.SOFT, linewidth=0.8)
    axes.set_xlabel(say(BUDGET, "figure_worth", lang))
    style.local_numbers(axes, lang, "x")


def _surroundings(
    figure: Figure, report: BudgetReport, both: tuple[Axes, Axes], n: int, lang: Lang
) -> None:
    """Title and legend above, a note below."""
    height = figure.get_figheight()
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, 0.34 / height, 0.984, 1 - 1.16 / height))
    run = report.spread.runs[-1]
    officers = number(report.spread.budget.officers, 0, lang)
    title = say(BUDGET, "figure_title", lang, officers=officers)
    title = f"{title}: {report.spread.budget.scenario.name}"
    figure.text(0.012, 1 - 0.14 / height, title, size=15, weight="bold", va="top")
    kinds = [
        ("figure_now", "o", "white", _NOW), ("figure_best", "D", _BEST, _BEST),
        ("figure_allowed", "o", _OPEN, _OPEN),
    ]  # fmt: skip
    if any(site.best >= site.limits.most for site in shown(report)):
        kinds.append(("figure_bound", "s", _BOUND, _BOUND))
    handles = [
        both[0].plot(
            [], [], linestyle="none", marker=sign, markersize=7, color=face, markeredgecolor=edge,
            markeredgewidth=1.5, label=say(BUDGET, key, lang),
        )[0]
        for key, sign, face, edge in kinds
    ]  # fmt: skip
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.006, 1 - 0.47 / height),
        ncols=len(handles), columnspacing=1.4, handletextpad=0.3, borderaxespad=0,
    )  # fmt: skip
    period = run.scenario.period
    note = say(
        BUDGET, "figure_note", lang, n=n, replications=len(run.replications), first=period.first,
        last=period.last,
    )  # fmt: skip
    figure.text(0.012, 0.1 / height, note, size=8.5, color=style.SOFT, va="bottom")
