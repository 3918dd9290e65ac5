"""Dossiers by tier and scenario: how late, how long, and what they take of citizens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.report.figures import style
from sim.report.numbers import Estimate, interval, shown
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results

_BAR = 0.8
_AT_SITE = 0.45
"""Opacity of the time at the site, beside that on the road."""


def draw(results: Results, lang: Lang) -> Figure | None:
    """One group of bars for the network and each tier; None where no unit has dossiers."""
    if not results.knows("turnaround_mean"):
        return None
    n_groups, n_runs = len(results.groups), len(results.runs)
    figure = style.sheet(12, 2.3 + 0.3 * n_groups * (n_runs + 1))
    panels = figure.subplots(1, 3, sharey=True, width_ratios=(3, 3, 4))
    lateness, turnaround, citizen = panels
    step = n_runs + 0.8
    for n, run in enumerate(results.runs):
        for g, group in enumerate(results.groups):
            at, colour = g * step + n, style.colour(n)
            late = _late(results.estimate(run.label, *group, "on_time_share"))
            slow = results.estimate(run.label, *group, "turnaround_p90")
            _bar(lateness, late, "share", at, colour, lang)
            _bar(turnaround, slow, "working days", at, colour, lang)
            mean = results.estimate(run.label, *group, "turnaround_mean").mean
            if slow.mean != slow.mean and mean == mean:
                _say_unreached(turnaround, at, lang)
            _citizen_bar(citizen, results, run.label, group, at, colour, lang)
    names = [results.name(*group, lang) for group in results.groups]
    lateness.set_yticks([g * step + (n_runs - 1) / 2 for g in range(n_groups)], names)
    lateness.set_ylim(n_groups * step - 0.6, -0.9)
    for axes, label in zip(panels, ("late_axis", "turnaround_axis", "citizen_axis"), strict=True):
        axes.set_xlabel(say(FIGURE, label, lang))
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.3)
        axes.set_xlim(left=0)
        style.local_numbers(axes, lang, "x")
    if results.knows("travel_mean"):
        _explain_parts(citizen, lang)
    handles = [
        Patch(color=style.colour(n), label=results.title(run, lang))
        for n, run in enumerate(results.runs)
    ]
    title = say(FIGURE, "dossiers_title", lang)
    return style.finish(figure, title, results, lang, ("lines",), handles)


def _late(on_time: Estimate) -> Estimate:
    """The share that is not on time: of shares near 1, differences show in what is missing."""
    return Estimate(1 - on_time.mean, 1 - on_time.high, 1 - on_time.low)


def _bar(axes: Axes, estimate: Estimate, unit: str, at: float, colour: str, lang: Lang) -> None:
    """A bar with its interval and its number; nothing where it is blank."""
    if estimate.mean != estimate.mean:
        return
    seen = shown(estimate, unit)
    axes.barh(at, seen.mean, _BAR, color=colour)
    _label(axes, estimate, unit, at, lang)


def _say_unreached(axes: Axes, at: float, lang: Lang) -> None:
    """In the place of a bar: too few have a result before the end of the run, or too few at all."""
    axes.annotate(
        say(FIGURE, "unreached", lang), (0, at), (5, 0), textcoords="offset points", va="center",
        size=9.5, color=style.SOFT, style="italic",
    )  # fmt: skip


def _label(axes: Axes, estimate: Estimate, unit: str, at: float, lang: Lang) -> None:
    """The interval at the end of a bar, and its number beside it."""
    seen = shown(estimate, unit)
    arms = style.reach(seen)
    axes.errorbar(seen.mean, at, xerr=arms, color=style.INK, linewidth=1.1, capsize=2.5)
    axes.annotate(
        interval(estimate, unit, lang), (seen.mean + arms[1][0], at), (5, 0),
        textcoords="offset points", va="center", size=9.5,
    )  # fmt: skip


def _citizen_bar(
    axes: Axes, results: Results, label: str, group: tuple[str, str], at: float, colour: str,
    lang: Lang,
) -> None:  # fmt: skip
    """Two parts on end: the time on the road and, lighter, at the site."""
    total = results.estimate(label, *group, "citizen_time_mean")
    if total.mean != total.mean:
        return
    travel = results.estimate(label, *group, "travel_mean").mean
    travel = travel if travel == travel else 0.0
    axes.barh(at, travel, _BAR, color=colour, linewidth=0)
    axes.barh(at, total.mean - travel, _BAR, left=travel, color=colour, alpha=_AT_SITE, linewidth=0)
    _label(axes, total, "min", at, lang)


def _explain_parts(axes: Axes, lang: Lang) -> None:
    parts = (("on_the_road", 1.0), ("at_the_site", _AT_SITE))
    axes.legend(
        handles=[
            Patch(color=style.SOFT, alpha=alpha, label=say(FIGURE, word, lang))
            for word, alpha in parts
        ],
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0.1,
        columnspacing=1.2, handlelength=1.2, fontsize=9,
    )  # fmt: skip
