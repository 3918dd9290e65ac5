"""Need and officers on duty by half-hour: a panel a weekday, a row a site."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.report.figures import style
from sim.report.roster import RosterReport, day_name
from sim.report.roster_words import ROSTER
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.studies.rostering.study import SiteRoster

NAME = "roster.png"
DRAWN = 6
"""Sites at most, those that lack most."""
_DUTY, _SPARE, _SHORT = "#0072B2", "#a6cbe3", "#D55E00"
_LETTERS, _NAME = 15.5, 22
"""Of small print an inch, and of a site's name a line."""


def write(folder: Path, report: RosterReport, lang: Lang = "en") -> Path:
    """Draw the figure into a folder; return the file."""
    with style.applied():
        figure = draw(report, lang)
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: RosterReport, lang: Lang) -> Figure:
    """The sites that lack most, all panels of a site with the same scale."""
    rosters = report.worst_first[:DRAWN]
    weekdays = sorted({day.weekday for roster in rosters for day in roster.days}) or [0]
    height = 3.6 if len(rosters) == 1 else 2.2
    figure = style.sheet(max(2.3 * len(weekdays) + 0.8, 9), 1.5 + height * len(rosters))
    table = figure.subplots(
        max(len(rosters), 1), len(weekdays), sharey="row", sharex=True, squeeze=False
    )
    handles: list[Any] = []
    for row, roster in zip(table, rosters, strict=False):
        for axes, weekday in zip(row, weekdays, strict=True):
            handles = _panel(axes, roster, weekday, lang) or handles
            axes.set_title(day_name(weekday, lang))
        top = say(ROSTER, "officers", lang)
        name = "\n".join(wrap(report.names[roster.site], _NAME))
        row[0].set_ylabel(f"{name}\n{top}" if len(rosters) > 1 else top)
    _clock(table, rosters)
    title = say(ROSTER, "figure_many", lang)
    if len(rosters) == 1:
        title = say(ROSTER, "figure", lang, site=report.names[rosters[0].site])
    _frame(figure, title, say(ROSTER, "figure_note", lang), handles)
    return figure


def _panel(axes: Axes, roster: SiteRoster, weekday: int, lang: Lang) -> list[Any]:
    """Covered, short and spare on top of each other; what is needed as a line."""
    at = next((d for d, day in enumerate(roster.days) if day.weekday == weekday), None)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if at is None:
        return []
    day, duty = roster.days[at], roster.on_duty[at].sum(axis=0)
    need, there = day.need.sum(axis=0), roster.covered[at].sum(axis=0)
    start = np.array([cell[0] / 60 for cell in day.cells])
    width = np.array([(cell[1] - cell[0]) / 60 for cell in day.cells])
    bars: dict[str, Any] = {"x": start, "width": width, "align": "edge", "linewidth": 0.3}
    covered = axes.bar(height=there, color=_DUTY, edgecolor="white", **bars)
    short = axes.bar(
        height=need - there, bottom=there, color="white", edgecolor=_SHORT, hatch="////", **bars
    )
    spare = axes.bar(height=duty - there, bottom=need, color=_SPARE, edgecolor="white", **bars)
    line = None
    for first, last in _stretches(day.cells):
        edges = [*start[first:last], start[last - 1] + width[last - 1]]
        (line,) = axes.step(
            edges, [*need[first:last], need[last - 1]], where="post", color=style.INK, linewidth=1.6
        )
    keys = ("figure_need", "figure_duty", "figure_spare", "figure_short")
    drawn = (line, covered, spare, short)
    for each, key in zip(drawn, keys, strict=True):
        if each is not None:
            each.set_label(say(ROSTER, key, lang))
    return [each for each in drawn if each is not None]


def _stretches(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of cells that touch, as (first, behind the last)."""
    breaks = [t for t in range(1, len(cells)) if cells[t][0] != cells[t - 1][1]]
    edges = [0, *breaks, len(cells)]
    return list(pairwise(edges))


def _clock(table: Any, rosters: Sequence[SiteRoster]) -> None:
    """Whole hours below, far enough apart to be read."""
    minutes = [m for roster in rosters for day in roster.days for cell in day.cells for m in cell]
    if not minutes:
        return
    first, last = min(minutes) / 60, max(minutes) / 60
    step = 2 if last - first <= 12 else 4
    axes = table[0][0]
    axes.set_xlim(first - 0.1, last + 0.1)
    axes.set_xticks(np.arange(np.ceil(first), last + 0.01, step))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda hour, _: f"{int(hour) % 24}:00"))
    for each in table[-1]:
        each.tick_params(axis="x", labelsize=9)


def _frame(figure: Figure, title: str, note: str, handles: Sequence[Any]) -> None:
    """Title and legend above the panels, a note below."""
    width, height = figure.get_size_inches()
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, 0.34 / height, 0.984, 1 - 1.26 / height))
    figure.text(0.012, 1 - 0.14 / height, title, size=15, weight="bold", va="top")
    figure.legend(
        handles=list(handles), loc="upper left", bbox_to_anchor=(0.006, 1 - 0.47 / height),
        ncols=max(len(handles), 1), columnspacing=1.4, handletextpad=0.5, borderaxespad=0,
    )  # fmt: skip
    figure.text(
        0.012, 0.1 / height, "\n".join(wrap(note, int(_LETTERS * width))), size=8.5,
        color=style.SOFT, va="bottom",
    )  # fmt: skip
