"""Mean waits by tier and scenario, and beside them who was not served at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.report.figures import style
from sim.report.numbers import interval, number
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results

_BAR = 0.8
_UNSERVED = (
    ("abandoned_share", "abandoned", 1.0, ""),
    ("sent_home_share", "sent_home", 0.6, ""),
    ("turned_away_share", "turned_away", 0.25, ""),
    ("balked_share", "balked", 0.6, "////"),
    ("no_show_share", "no_show", 0.25, "...."),
)
"""All fates of visits that are not served: measure, word, strength of the colour, hatch."""
_LEAST = 0.05
"""Per cent from which on a fate is worth a place in the legend; below, nobody sees it."""


def draw(results: Results, lang: Lang) -> Figure | None:
    """One group of bars for the network and each tier, one bar a scenario."""
    n_groups, n_runs = len(results.groups), len(results.runs)
    figure = style.sheet(10, 2.1 + 0.3 * n_groups * (n_runs + 1))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(3, 2))
    names = [results.name(*group, lang) for group in results.groups]
    step = n_runs + 0.8
    for n, run in enumerate(results.runs):
        for g, group in enumerate(results.groups):
            at = g * step + n
            _wait_bar(left, results, run.label, group, at, style.colour(n), lang)
            _unserved_bar(right, results, run.label, group, at, style.colour(n), lang)
    left.set_yticks([g * step + (n_runs - 1) / 2 for g in range(n_groups)], names)
    left.set_ylim(n_groups * step - 0.6, -0.9)
    for axes, label in ((left, "waits_axis"), (right, "unserved_axis")):
        axes.set_xlabel(say(FIGURE, label, lang))
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.2)
        axes.set_xlim(left=0)
        style.local_numbers(axes, lang, "x")
    longest = max((bar.get_x() + bar.get_width() for bar in right.patches), default=0.0)
    right.set_xlim(right=max(1.2 * longest, 1.0))
    right.legend(
        handles=_fates(results, lang), loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2,
        borderaxespad=0.1, columnspacing=1.2, handlelength=1.2, fontsize=9,
    )  # fmt: skip
    handles = [
        Patch(color=style.colour(n), label=results.title(run, lang))
        for n, run in enumerate(results.runs)
    ]
    title = say(FIGURE, "waits_title", lang)
    return style.finish(figure, title, results, lang, ("lines",), handles)


def _wait_bar(
    axes: Axes, results: Results, label: str, group: tuple[str, str], at: float, colour: str,
    lang: Lang,
) -> None:  # fmt: skip
    wait = results.estimate(label, *group, "wait_mean")
    if wait.mean != wait.mean:  # nobody was served
        return
    axes.barh(at, wait.mean, _BAR, color=colour)
    arms = style.reach(wait)
    axes.errorbar(wait.mean, at, xerr=arms, color=style.INK, linewidth=1.1, capsize=2.5)
    axes.annotate(
        interval(wait, "min", lang), (wait.mean + arms[1][0], at), (5, 0),
        textcoords="offset points", va="center", size=9.5,
    )  # fmt: skip


def _fates(results: Results, lang: Lang) -> list[Patch]:
    """What the parts of the bars are, as far as they occur."""
    return [
        Patch(
            facecolor=to_rgba(style.SOFT, alpha), edgecolor=style.SOFT, linewidth=0, hatch=hatch,
            label=say(FIGURE, word, lang),
        )
        for kpi, word, alpha, hatch in _UNSERVED
        if any(
            100 * results.estimate(run.label, *group, kpi).mean >= _LEAST
            for run in results.runs for group in results.groups
        )
    ]  # fmt: skip


def _unserved_bar(
    axes: Axes, results: Results, label: str, group: tuple[str, str], at: float, colour: str,
    lang: Lang,
) -> None:  # fmt: skip
    """The parts on end, so that the whole is what the rows of the table add up to."""
    total = 0.0
    for kpi, _, alpha, hatch in _UNSERVED:
        share = 100 * results.estimate(label, *group, kpi).mean
        if share == share:
            axes.barh(
                at, share, _BAR, left=total, facecolor=to_rgba(colour, alpha), linewidth=0,
                hatch=hatch, edgecolor=colour,
            )  # fmt: skip
            total += share
    axes.annotate(
        number(total, 1, lang), (total, at), (5, 0), textcoords="offset points", va="center",
        size=9.5,
    )  # fmt: skip
