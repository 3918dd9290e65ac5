"""What the figures have in common: colours, letters, the line about the source."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter

from sim.report.numbers import Estimate, number
from sim.report.words import FIGURE, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
"""Okabe and Ito (2008), Color universal design: told apart with any kind of colour vision."""

MARKERS = ("o", "s", "^", "D", "v", "P")
"""A second sign beside the colour, for prints in grey."""

TIER_COLOURS = {"center": "#D55E00", "branch": "#0072B2", "point": "#009E73", "": "#0072B2"}
TIER_MARKERS = {"center": "*", "branch": "s", "point": "o", "": "o"}
INK = "#222222"
SOFT = "#6b6b6b"
GRID = "#dddddd"
_LINE = 0.16
"""Height of a line of small print [inches]."""
_LETTERS_PER_INCH = 15.5
"""Of small print."""
_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # has every Vietnamese letter
    "font.size": 10.5,
    "text.parse_math": False,  # a $ in a name is a $
    "text.usetex": False,
    "figure.dpi": 150,
    "figure.facecolor": "white",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
}


@contextmanager
def applied() -> Iterator[None]:
    """Draw in this style; nothing of it stays behind.

    A letter that the font has not is drawn as a box, without a word on the screen.
    """
    with warnings.catch_warnings(), mpl.rc_context(_STYLE):  # type: ignore[arg-type]
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        yield


def colour(n: int) -> str:
    """Of the n-th scenario."""
    return COLOURS[n % len(COLOURS)]


def marker(n: int) -> str:
    """Of the n-th scenario."""
    return MARKERS[n % len(MARKERS)]


def sheet(width: float, height: float) -> Figure:
    """An empty figure [inches] whose parts make room for each other, and for `finish`."""
    return Figure(figsize=(width, height), layout=ConstrainedLayoutEngine())


def finish(
    figure: Figure, title: str, results: Results, lang: Lang, notes: tuple[str, ...],
    handles: list[Any],
) -> Figure:  # fmt: skip
    """Put title, legend, source and notes on a figure.

    The first of the notes, keys of `FIGURE`, says what the intervals are drawn as.
    """
    period = results.runs[0].scenario.period
    source = say(
        FIGURE, "source", lang, replications=results.replications, first=period.first,
        last=period.last,
    )  # fmt: skip
    if results.replications == "1":
        notes = ("no_interval", *notes[1:])
    line = " ".join([source, *(say(FIGURE, note, lang) for note in notes)])
    return frame(figure, title, [line], results, lang, handles)


def frame(
    figure: Figure, title: str, lines: Sequence[str], results: Results, lang: Lang,
    handles: list[Any],
) -> Figure:  # fmt: skip
    """Put a title and a legend above the figure's panels, and lines of small print below.

    What everybody should know of the results is added: an interrupt, and changes by `--set`.
    """
    width, height = figure.get_size_inches()
    lines = [*lines, *_warnings(results, lang)]
    small = [part for line in lines for part in wrap(line, int(_LETTERS_PER_INCH * width))]
    above, below = 0.92 / height, (0.18 + _LINE * len(small)) / height
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(rect=(0.008, below, 0.984, 1 - above - below))
    left = 0.012
    figure.text(left, 1 - 0.14 / height, title, size=15, weight="bold", va="top")
    figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(left - 0.006, 1 - 0.47 / height),
        ncols=len(handles), columnspacing=1.6, handletextpad=0.5, borderaxespad=0,
    )  # fmt: skip
    figure.text(
        left,
        0.1 / height,
        "\n".join(small),
        size=8.5,
        color=SOFT,
        va="bottom",
        linespacing=1.25,
        parse_math=False,
    )
    return figure


def _warnings(results: Results, lang: Lang) -> Iterator[str]:
    if results.sets:
        yield say(FIGURE, "sets", lang, sets="; ".join(results.sets))
    if results.plan:
        yield say(FIGURE, "plan", lang, plan=results.plan)
    if results.interrupted:
        yield say(FIGURE, "interrupted", lang)


def reach(estimate: Estimate) -> list[list[float]]:
    """The arms of an error bar; none where there is no interval."""
    if estimate.half_width != estimate.half_width:  # NaN
        return [[0.0], [0.0]]
    return [[estimate.mean - estimate.low], [estimate.high - estimate.mean]]


def local_numbers(axes: Axes, lang: Lang, which: str = "xy") -> None:
    """Write the numbers of the axes with the marks of the language."""

    def write(value: float, _position: int) -> str:
        digits = next((n for n in range(3) if abs(value - round(value, n)) < 1e-9), 3)
        return number(value, digits, lang)

    for axis, name in ((axes.xaxis, "x"), (axes.yaxis, "y")):
        if name in which:
            axis.set_major_formatter(FuncFormatter(write))
