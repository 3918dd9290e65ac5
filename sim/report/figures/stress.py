"""Which targets break: a table of sites by stresses, the value printed on how good it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.report.figures import style
from sim.report.numbers import NOTHING, Estimate, interval
from sim.report.stress import SIGNS, capped, panel_title
from sim.report.stress_table import AS_IS, Row, head, missed, unit
from sim.report.stress_words import STRESS
from sim.report.words import FIGURE, Lang, say
from sim.studies.stress.study import Verdict, verdict

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.judging import Judged
    from sim.studies.stress.study import StressReport

NAME = "stress.png"
MOST = 25
"""Rows of all panels together, as long as each has ..."""
LEAST = 3
"""... so many, if there are."""
_MISSED, _MET, _EVEN = "#D55E00", "#0072B2", "#f4f4f4"
_COLOURS = LinearSegmentedColormap.from_list("missed to met", [_MISSED, _EVEN, _MET])
_DEEPEST = 0.85
"""Of the colours, so that dark letters can be read on all of them."""


def write(folder: Path, report: StressReport, results: Results, lang: Lang = "en") -> Path | None:
    """Draw the table into a folder; return the file, or None if nothing is missed."""
    with style.applied():
        figure = draw(report, results, lang)
        if figure is None:
            return None
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: StressReport, results: Results, lang: Lang) -> Figure | None:
    """A panel for each target that is missed anywhere; the worst sites of each."""
    found = [(target, missed(report, target)) for target in report.targets]
    found = [(target, rows) for target, rows in found if rows]
    if not found:
        return None
    each = max(MOST // len(found), LEAST)
    lengths = [min(len(rows), each) for _, rows in found]
    figure = style.sheet(10, 2.2 + 0.34 * sum(lengths) + 0.7 * len(found))
    panels = figure.subplots(len(found), 1, squeeze=False, height_ratios=lengths)[:, 0]
    for axes, (target, rows) in zip(panels, found, strict=True):
        _panel(axes, report, results, rows[:each], lang)
        axes.set_title(panel_title(target, lang), pad=8)
    period, times = report.scenario.period, results.replications
    source = say(
        FIGURE, "source", lang, replications=times, first=period.first, last=period.last
    )  # fmt: skip
    signs = {"broken": SIGNS[Verdict.BROKEN], "line": SIGNS[Verdict.ON_THE_LINE]}
    lines = [f"{source} {say(STRESS, 'figure_note', lang, **signs)}"]
    all_ = sum(len(rows) for _, rows in found)
    if sum(lengths) < all_:
        lines.append(say(STRESS, "figure_worst", lang, n=sum(lengths), all=all_))
    title = f"{say(STRESS, 'figure', lang)}: {report.scenario.name}"
    return style.frame(figure, title, lines, results, lang, [])


def _panel(axes: Axes, report: StressReport, results: Results, rows: list[Row], lang: Lang) -> None:
    keys = [AS_IS, *(each.stress.key for each in report.under)]
    cells = [[row.before, *(judged for _, judged in row.under)] for row in rows]
    deep = np.array([[_depth(each) for each in line] for line in cells])
    most = max(float(np.nanmax(np.abs(deep))), 1e-9)
    axes.imshow(deep / most * _DEEPEST, cmap=_COLOURS, vmin=-1, vmax=1, aspect="auto")
    for y, line in enumerate(cells):
        for x, judged in enumerate(line):
            is_missed = judged is not None and verdict(judged) is Verdict.BROKEN
            weight = "bold" if is_missed else "normal"
            axes.text(
                x, y, _value(judged, lang), ha="center", va="center", size=9, weight=weight
            )  # fmt: skip
    axes.set_xticks(range(len(keys)), [head(report, key, lang) for key in keys])
    axes.set_yticks(range(len(rows)), [results.name("site", r.before.site, lang) for r in rows])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_xticks(np.arange(len(keys) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axes.grid(visible=True, which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)


def _depth(judged: Judged | None) -> float:
    """How much better than it has to be, below 0 if missed; roots show small ones too."""
    if judged is None or verdict(judged) is Verdict.IDLE:
        return float("nan")
    return float(np.sign(judged.excess[1]) * np.sqrt(abs(judged.excess[1])))


def _value(judged: Judged | None, lang: Lang) -> str:
    if judged is None or verdict(judged) is Verdict.IDLE:
        return NOTHING
    value = Estimate(judged.value)
    text = capped(judged, lang) or interval(value, unit(judged.target), lang)
    return f"{text} {SIGNS.get(verdict(judged), '')}".rstrip()
