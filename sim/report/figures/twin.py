"""Formula against simulation: a dot for each site and hour, on a log scale, coloured by reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.report.figures import style
from sim.report.numbers import number
from sim.report.twin_words import TWIN
from sim.report.words import FIGURE, Lang, say
from sim.studies.twin.formulas import Formula
from sim.studies.twin.reasons import NEAR_MINUTES, NEAR_SHARE, Reason
from sim.studies.twin.rows import Row, by_reason, is_judged, without_formula

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.twin.study import TwinReport

NAME = "twin.png"
LEAST = 0.05
"""The shortest wait that is drawn [min]."""
_QUIET = "#a0a0a0"
_BAND = "#ececec"


def write(folder: Path, report: TwinReport, results: Results, lang: Lang = "en") -> Path | None:
    """Draw into a folder; return the file, or None if no formula says anything."""
    with style.applied():
        figure = draw(report, results, lang)
        if figure is None:
            return None
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: TwinReport, results: Results, lang: Lang) -> Figure | None:
    """One panel with the line on which both say the same."""
    rows = [row for row in report.rows if is_judged(row) and row.formula is not Formula.NONE]
    if not rows:
        return None
    figure = style.sheet(8.6, 8.6)
    axes = figure.subplots()
    handles = [_dots(axes, *each) for each in _groups(rows, lang)]
    values = [_drawn(value) for row in rows for value in (row.said.wait, row.wait.value)]
    low, high = min(values) / 1.4, max(values) * 1.6
    axes.plot([low, high], [low, high], color=style.INK, linewidth=1.2, zorder=1)
    _near(axes, low, high)
    has_hours = len({(row.site, row.line) for row in rows}) == 1
    if has_hours:
        _hours(axes, rows)
    axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high), aspect="equal")
    axes.set_xlabel(say(TWIN, "x", lang))
    axes.set_ylabel(say(TWIN, "y", lang))
    style.local_numbers(axes, lang)
    for key, x, y, across in (("above", 0.03, 0.97, "left"), ("below", 0.97, 0.03, "right")):
        axes.text(
            x, y, say(TWIN, key, lang), transform=axes.transAxes, ha=across, color=style.SOFT,
            va="top" if across == "left" else "bottom", style="italic",
        )  # fmt: skip
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1.0, 0.05), fontsize=9.5)
    period = report.run.scenario.period
    source = say(
        FIGURE, "source", lang, replications=results.replications, first=period.first,
        last=period.last,
    )  # fmt: skip
    lines = [f"{source} {say(TWIN, 'figure_note', lang, least=number(LEAST, 2, lang))}"]
    if has_hours:
        lines[0] += f" {say(TWIN, 'figure_hours', lang)}"
    none = len(without_formula(report.rows))
    if none:
        lines.append(say(TWIN, "figure_none", lang, n=none))
    title = f"{say(TWIN, 'figure', lang)}: {report.run.scenario.name}"
    return style.frame(figure, title, lines, results, lang, [])


def _groups(rows: list[Row], lang: Lang) -> list[tuple[str, list[Row], str, str]]:
    """(label, rows, colour, marker): right ones grey, the commonest reasons, the rest together."""
    found = dict(by_reason(rows))
    quiet = [(each, found.pop(each, [])) for each in (Reason.AGREES, Reason.UNCLEAR)]
    ranked = sorted(found, key=lambda each: -len(found[each]))
    most = len(style.COLOURS) - (len(ranked) > len(style.COLOURS))
    groups = [
        (say(TWIN, each, lang), of, _QUIET, "o" if each is Reason.AGREES else "d")
        for each, of in quiet
        if of
    ]
    for n, each in enumerate(ranked[:most]):
        groups.append((say(TWIN, each, lang), found[each], style.colour(n), _marker(n)))
    rest = [row for each in ranked[most:] for row in found[each]]
    if rest:
        groups.append((say(TWIN, "others", lang), rest, style.colour(most), _marker(most)))
    return groups


def _near(axes: Axes, low: float, high: float) -> None:
    """A band in which a formula is near enough."""
    x = np.geomspace(low, high, 200)
    bottom = np.minimum(x - NEAR_MINUTES, x / (1.0 + NEAR_SHARE))
    top = np.maximum(x + NEAR_MINUTES, x / (1.0 - NEAR_SHARE))
    axes.fill_between(x, np.maximum(bottom, low), top, color=_BAND, linewidth=0, zorder=0)


def _hours(axes: Axes, rows: list[Row]) -> None:
    """Beside each dot its hour, where they are of one line."""
    for row in rows:
        axes.annotate(
            f"{row.hour:02d}", (_drawn(row.said.wait), _drawn(row.wait.value)), (6, 4),
            textcoords="offset points", fontsize=9, color=style.SOFT,
        )  # fmt: skip


def _marker(n: int) -> str:
    return style.MARKERS[n % len(style.MARKERS)]


def _dots(axes: Axes, label: str, rows: list[Row], colour: str, marker: str) -> Any:
    """The dots of one reason; what stands for them in the legend."""
    x = np.array([_drawn(row.said.wait) for row in rows])
    y = np.array([_drawn(row.wait.value) for row in rows])
    ends = np.array([[_drawn(row.wait.low), _drawn(row.wait.high)] for row in rows])
    quiet = colour == _QUIET
    arms = np.where(np.isnan(ends) | quiet, 0.0, np.abs(ends - y[:, None])).T
    axes.errorbar(
        x, y, yerr=arms, fmt=marker, color=colour, markersize=5 if quiet else 6.5,
        markeredgecolor="white", markeredgewidth=0.5, elinewidth=0.8, alpha=0.6 if quiet else 0.9,
        zorder=2 if quiet else 3,
    )  # fmt: skip
    return Line2D(
        [], [], linestyle="none", marker=marker, color=colour, label=f"{label} ({len(rows)})"
    )


def _drawn(value: float) -> float:
    """A log scale has no 0; NaN stays."""
    return LEAST if value < LEAST else value
