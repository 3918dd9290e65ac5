"""How far every measure is from theory, and how small an error would have been noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.report.figures import style
from sim.report.numbers import number
from sim.report.verify import measure, title
from sim.report.verify_words import FAMILY, VERIFY
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.studies.verification.table import Case, Table

NAME = "verify.png"
_ROW = 0.36
"""Height of a system [inches]."""
_FAMILIES = {
    "waits": ("wait_mean", "wait_all_mean", "wait_p90", "wait_p95", "wait_p99",
              "time_at_site_mean"),
    "shares": ("waited_share", "within_target_share", "abandoned_share", "balked_share"),
    "queue": ("queue_mean", "little"),
    "officers": ("utilisation", "overtime_per_day"),
    "arrivals": ("arrivals_per_day",),
}  # fmt: skip
_OFF = "#D55E00"
_EDGE = 1.5
"""Dots further off than this many bands are drawn at the edge, with their number."""


def write(folder: Path, table: Table, lang: Lang = "en") -> Path:
    """Draw the figure into a folder; return the file."""
    with style.applied():
        figure = draw(table, lang)
        figure.savefig(folder / NAME, metadata={"Software": "motcua"})
    return folder / NAME


def draw(table: Table, lang: Lang) -> Figure:
    """Standard errors off on the left, errors that would be noticed on the right."""
    height = 2.3 + _ROW * len(table.systems)
    figure = style.sheet(11, height)
    left, right = figure.subplots(1, 2, width_ratios=(2.2, 1), sharey=True)
    allowed = table.allowed
    left.axvspan(-allowed, allowed, color="#ececec", zorder=0)
    left.axvline(0, color=style.SOFT, linewidth=0.9, zorder=1)
    _dots(left, right, table, lang)
    reach = _EDGE * allowed
    left.set_xlim(-1.06 * reach, 1.06 * reach)
    left.set_xlabel(say(VERIFY, "figure_off", lang))
    right.set_xscale("log")
    right.set_xlabel(say(VERIFY, "figure_noticed", lang))
    left.set_yticks(range(len(table.systems)), [title(each, lang) for each in table.systems])
    left.set_ylim(len(table.systems) - 0.5, -0.5)
    left.tick_params(axis="y", length=0)
    right.tick_params(axis="y", length=0)
    for axes in (left, right):
        style.local_numbers(axes, lang, "x")
    _surroundings(figure, table, height, lang)
    return figure


def _placed(table: Table) -> Iterator[tuple[Case, float]]:
    """Each case and its height: those of a system spread over its row."""
    for row, system in enumerate(table.systems):
        cases = [case for case in table.cases if case.system is system]
        for n, case in enumerate(cases):
            yield case, row + 0.62 * ((n + 0.5) / len(cases) - 0.5)


def _dots(left: Axes, right: Axes, table: Table, lang: Lang) -> None:
    edge = _EDGE * table.allowed
    for case, y in _placed(table):
        n = _family(case)
        dot: dict[str, Any] = {
            "marker": style.marker(n), "s": 26, "color": style.colour(n), "linewidths": 0.6,
            "edgecolors": "white", "zorder": 3,
        }  # fmt: skip
        x = min(max(case.off, -edge), edge)
        if case.error > 0:
            right.scatter(100 * table.noticed(case), y, **dot)
        if table.is_off(case):
            dot |= {"s": 60, "color": _OFF, "edgecolors": style.INK}
            _tell(left, case, x, y, lang)
        left.scatter(x, y, **dot)


def _tell(axes: Axes, case: Case, x: float, y: float, lang: Lang) -> None:
    """Which case is off and how much, towards the middle of the panel."""
    axes.annotate(
        f"{measure(case, lang)}: {number(case.off, 1, lang, signed=True)}", (x, y),
        xytext=(-8 if x > 0 else 8, 0), textcoords="offset points", size=7.5, va="center",
        ha="right" if x > 0 else "left", color=_OFF,
    )  # fmt: skip


def _family(case: Case) -> int:
    return next(n for n, names in enumerate(_FAMILIES.values()) if case.known.measure in names)


def _surroundings(figure: Figure, table: Table, height: float, lang: Lang) -> None:
    """Title and legend above, a note below."""
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, 0.5 / height, 0.984, 1 - 1.4 / height))
    present = sorted({_family(case) for case in table.cases})
    keys = list(_FAMILIES)
    handles = [
        figure.axes[0].plot(
            [], [], linestyle="none", marker=style.marker(n), markersize=7, color=style.colour(n),
            label=say(FAMILY, keys[n], lang),
        )[0]
        for n in present
    ]  # fmt: skip
    figure.text(
        0.012, 1 - 0.14 / height, say(VERIFY, "figure_title", lang), size=15, weight="bold",
        va="top",
    )  # fmt: skip
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.006, 1 - 0.47 / height),
        ncols=len(handles), columnspacing=1.4, handletextpad=0.3, borderaxespad=0,
    )  # fmt: skip
    note = say(
        VERIFY, "figure_note", lang, allowed=number(table.allowed, 2, lang),
        replications=table.replications,
    )  # fmt: skip
    figure.text(
        0.012, 0.1 / height, note, size=8.5, color=style.SOFT, va="bottom", wrap=True,
        parse_math=False,
    )  # fmt: skip
