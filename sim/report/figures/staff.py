"""Officers now and the least that meets the targets, site by site; by half-hour, their steps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.report.figures import style
from sim.report.results import TIERS
from sim.report.staff import StaffReport, delta_text, targets_text
from sim.report.staff_words import STAFF
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    from sim.studies.staffing.least import SiteFinding

NAME = "staff.png"
_NOW, _LEAST, _MISSED = "#8a8a8a", "#0072B2", "#D55E00"
_ROW, _LETTERS = 0.21, 15.5
_SHAPES = 12
"""Sites whose half-hours are drawn, one panel each."""


def write(folder: Path, report: StaffReport, lang: Lang = "en") -> Path:
    """Draw the figure into a folder; return the file."""
    with style.applied():
        figure = draw(report, lang)
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(report: StaffReport, lang: Lang) -> Figure:
    """A row for each site, most officers first in its tier; points in a column of their own."""
    if report.findings.way.per == "interval":
        return _shapes(report, lang)
    tiers = [t for t in ("", *TIERS) if any(report.tier(e.site) == t for e in report.sites)]
    blocks = {tier: _ordered(report, tier) for tier in tiers}
    columns = _columns(blocks)
    rows = max(sum(len(blocks[t]) + 1.6 for t in column) for column in columns)
    figure = style.sheet(6.3 * len(columns) if len(columns) > 1 else 9, 1.9 + _ROW * rows)
    axes_of = figure.subplots(1, len(columns), squeeze=False)[0]
    handles: list[Any] = []
    for axes, column in zip(axes_of, columns, strict=True):
        handles = _column(axes, [(tier, blocks[tier]) for tier in column], report, lang, rows)
    return _framed(figure, report, lang, say(STAFF, "figure_title", lang), handles)


def _ordered(report: StaffReport, tier: str) -> list[SiteFinding]:
    some = [each for each in report.sites if report.tier(each.site) == tier]
    return sorted(some, key=lambda each: (-each.officers, -each.current, report.names[each.site]))


def _columns(blocks: dict[str, list[SiteFinding]]) -> list[list[str]]:
    """Tiers by column: one column for a few sites, else the points stand in halves."""
    if sum(map(len, blocks.values())) <= 30 or len(blocks.get("point", ())) < 20:
        return [list(blocks)]
    points = blocks.pop("point")
    others = sum(len(some) + 1.6 for some in blocks.values())
    first = max(0, int((len(points) - others) / 2))
    blocks["point"], blocks["point "] = points[:first], points[first:]
    if not blocks["point"]:
        del blocks["point"]
    return [[tier for tier in blocks if tier != "point "], ["point "]]


def _column(
    axes: Axes, blocks: Sequence[tuple[str, list[SiteFinding]]], report: StaffReport, lang: Lang,
    rows: float,
) -> list[Any]:  # fmt: skip
    at, ticks, names = 0.0, [], []
    now: list[Any] = []
    for tier, some in blocks:
        key = f"tier/{tier.strip()}"
        if key in SCOPE:
            axes.annotate(
                say(SCOPE, key, lang), (0, at), (2, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", weight="bold", va="center", size=10,
            )  # fmt: skip
            at += 1
        for each in some:
            _row(axes, at, each)
            ticks.append(at)
            names.append(report.names[each.site])
            at += 1
        at += 0.6
    axes.set_yticks(ticks, names, fontsize=8.5)
    axes.set_ylim(rows - 0.5, -0.8)
    axes.set_xlim(left=0)
    axes.set_xlabel(say(STAFF, "figure_axis", lang))
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", visible=False)
    for key, sign, face, edge in (
        ("figure_now", "o", "white", _NOW), ("figure_least", "o", _LEAST, _LEAST),
        ("figure_infeasible", "X", _MISSED, _MISSED),
    ):  # fmt: skip
        if key == "figure_infeasible" and all(each.feasible for each in report.sites):
            continue
        now += axes.plot(
            [], [], sign, markersize=7, color=face, markeredgecolor=edge, markeredgewidth=1.4,
            label=say(STAFF, key, lang),
        )  # fmt: skip
    return now


def _row(axes: Axes, at: float, found: SiteFinding) -> None:
    colour = _LEAST if found.feasible else _MISSED
    axes.plot([found.current, found.officers], [at, at], color=colour, linewidth=1.6, zorder=2)
    axes.plot(
        found.current, at, "o", markersize=7, color="white", markeredgecolor=_NOW,
        markeredgewidth=1.4, zorder=3,
    )  # fmt: skip
    sign = "o" if found.feasible else "X"
    axes.plot(found.officers, at, sign, markersize=5.5, color=colour, zorder=4)
    right = found.officers >= found.current
    axes.annotate(
        str(found.officers), (found.officers, at), (7 if right else -7, 0),
        textcoords="offset points", va="center", ha="left" if right else "right", size=8,
        color=colour,
    )  # fmt: skip


def _shapes(report: StaffReport, lang: Lang) -> Figure:
    """Officers over the day, a panel for each site."""
    from sim.studies.staffing.ways import half_hours

    sites = sorted(report.sites, key=lambda each: -each.officers)[:_SHAPES]
    across = min(3, len(sites))
    down = -(-len(sites) // across)
    figure = style.sheet(max(8, 4.2 * across), 1.7 + 2.4 * down)
    panels = figure.subplots(down, across, squeeze=False).flat
    handles: list[Any] = []
    way = report.findings.way
    for axes, each in zip(panels, sites, strict=False):
        slots = half_hours(way.scenario.sites[each.site], way.scenario)
        hours = [at / 2 for at in slots]
        least = axes.bar(
            hours, each.staffing, width=0.5, align="edge", color=_LEAST, edgecolor="white",
            linewidth=0.6, label=say(STAFF, "figure_least", lang),
        )  # fmt: skip
        now = axes.axhline(
            each.current, color=_NOW, linestyle="--", label=say(STAFF, "figure_now", lang)
        )
        handles = [least, now]
        axes.set_title(report.names[each.site])
        axes.set_xlabel(say(STAFF, "figure_clock", lang))
        axes.set_ylabel(say(STAFF, "figure_axis", lang))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda x, _: f"{int(x)}:{int(x % 1 * 60):02d}")
        )
        axes.grid(axis="x", visible=False)
    for axes in list(panels):
        axes.axis("off")
    return _framed(figure, report, lang, say(STAFF, "figure_shape", lang), handles)


def _framed(
    figure: Figure, report: StaffReport, lang: Lang, title: str, handles: Sequence[Any]
) -> Figure:
    """Title and legend above, what it rests on below."""
    width, height = figure.get_size_inches()
    scenario = report.findings.way.scenario
    note = say(
        STAFF, "figure_note", lang, targets=targets_text(report, lang),
        replications=report.replications, first=scenario.period.first, last=scenario.period.last,
        delta=delta_text(report, lang),
    )  # fmt: skip
    small = wrap(note, int(_LETTERS * width))
    above, below = 0.92 / height, (0.2 + 0.16 * len(small)) / height
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, below, 0.984, 1 - above - below))
    figure.text(
        0.012, 1 - 0.14 / height, f"{title}: {scenario.name}", size=15, weight="bold", va="top"
    )
    figure.legend(
        handles=list(handles), loc="upper left", bbox_to_anchor=(0.006, 1 - 0.47 / height),
        ncols=max(len(handles), 1), columnspacing=1.6, handletextpad=0.5, borderaxespad=0,
    )  # fmt: skip
    figure.text(
        0.012, 0.1 / height, "\n".join(small), size=8.5, color=style.SOFT, va="bottom",
        linespacing=1.25, parse_math=False,
    )  # fmt: skip
    return figure
