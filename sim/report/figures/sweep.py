"""Curves of a sweep: a panel a measure, a line for each value of the other keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.measures.kpis import COLUMN
from sim.report.figures import style
from sim.report.numbers import shown
from sim.report.sweep import UNITS, scope_name, value
from sim.report.sweep_words import SWEEP
from sim.report.words import FIGURE, KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from sim.measures.scopes import Scope
    from sim.report.results import Results
    from sim.studies.sweep.knee import Knee
    from sim.studies.sweep.study import Sweep

PANELS = ("within_target_share", "wait_mean", "abandoned_share", "utilisation")
MOST_LINES = 6
"""Lines that can be told apart in one panel."""


def write(folder: Path, found: Sweep, results: Results, kpi: str, lang: Lang = "en") -> None:
    """Draw sweep.png; `kpi` is the measure whose knee is told, and comes first."""
    with style.applied():
        figure = draw(found, results, kpi, lang)
        figure.savefig(folder / "sweep.png", metadata={"Software": "motcua"})


def draw(found: Sweep, results: Results, kpi: str, lang: Lang) -> Figure:
    """The first of the scopes; where there are several keys a line for each of the others'."""
    scope = found.scopes[0]
    measures = [kpi, *(each for each in PANELS if each != kpi)][:4]
    figure = style.sheet(10, 7.4)
    lines = found.chains[:MOST_LINES]
    for axes, each in zip(figure.subplots(2, 2, sharex=True).flat, measures, strict=True):
        for n, line in enumerate(lines):
            _curve(axes, found, scope, each, line, n, marked=each == kpi)
        unit = say(UNIT, UNITS[each], lang)
        axes.set_title(f"{say(KPI, each, lang)} [{unit}]")
        style.local_numbers(axes, lang, "y")
        axes.margins(y=0.12)
        if axes.get_ylim()[0] < 0:  # none of these is ever negative
            axes.set_ylim(bottom=0)
    for axes in figure.axes[2:]:
        axes.set_xlabel(found.keys[-1].path)
    handles = [
        Line2D([], [], color=style.colour(n), marker=style.marker(n), label=_name(found, line))
        for n, line in enumerate(lines)
    ]
    key = found.keys[-1].name
    title = f"{say(SWEEP, 'figure', lang, what=key)}: {scope_name(results, scope, lang)}"
    period = found.runs[0].scenario.period
    source = say(
        FIGURE, "source", lang, replications=results.replications, first=period.first,
        last=period.last,
    )  # fmt: skip
    words = [source, say(SWEEP, "bands", lang)]
    if any(_clear_knee(found, scope, kpi, line) for line in lines):
        words.append(say(SWEEP, "marked", lang))
    if len(lines) < len(found.chains):
        words.append(say(SWEEP, "lines", lang, drawn=len(lines), count=len(found.chains)))
    return style.frame(figure, title, [" ".join(words)], results, lang, handles)


def _name(found: Sweep, line: Sequence[int]) -> str:
    fixed = zip(found.keys[:-1], found.points[line[0]].values[:-1], strict=True)
    return ", ".join(f"{key.name} = {each}" for key, each in fixed) or found.keys[-1].name


def _clear_knee(found: Sweep, scope: Scope, kpi: str, line: Sequence[int]) -> Knee | None:
    knee = found.knee(scope, kpi, line)
    return knee if knee is not None and knee.clear else None


def _curve(
    axes: Axes, found: Sweep, scope: Scope, kpi: str, line: Sequence[int], n: int, *, marked: bool
) -> None:
    """One line with its band; values that are no numbers stand side by side."""
    assert kpi in COLUMN
    key = found.keys[-1]
    places = [key.values.index(found.points[i].values[-1]) for i in line]
    numbers = key.numbers
    at = [float(place) if numbers is None else numbers[place] for place in places]
    of = [shown(value(found.runs[i].estimates, scope, kpi), UNITS[kpi]) for i in line]
    colour = style.colour(n)
    means = [each.mean for each in of]
    axes.plot(at, means, color=colour, marker=style.marker(n), linewidth=1.8, markersize=5)
    axes.fill_between(
        at, [each.low for each in of], [each.high for each in of], color=colour, alpha=0.2,
        linewidth=0,
    )  # fmt: skip
    axes.set_xticks(sorted(set(at) | set(axes.get_xticks()) if n else at))
    axes.set_xticklabels(_ticks(key.values, numbers, axes))
    knee = _clear_knee(found, scope, kpi, line) if marked else None
    if knee is not None:
        k = line.index(knee.place)
        axes.plot(
            at[k], means[k], marker="o", markersize=15, markerfacecolor="none",
            markeredgecolor=style.INK, markeredgewidth=1.6, linestyle="none",
        )  # fmt: skip


def _ticks(values: Sequence[str], numbers: Sequence[float] | None, axes: Axes) -> list[str]:
    """The values as they were written, at their places."""
    at = list(range(len(values))) if numbers is None else list(numbers)
    written = {round(float(place), 9): each for place, each in zip(at, values, strict=True)}
    return [written.get(round(float(tick), 9), "") for tick in axes.get_xticks()]
