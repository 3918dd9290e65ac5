"""The table of docs/published.md. To write it anew after a deliberate change of the model:

.venv/bin/python -m tests.published.page
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from tests.published.cases import CASES, Figure
from tests.published.judge import Found, found

PAGE = Path(__file__).parents[2] / "docs" / "published.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->"
HEAD = (
    "| case | source | input | figure | published | simulated (95 %) | verdict |",
    "|---|---|---|---|---|---|---|",
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def table() -> str:
    """A row a figure, simulated now."""
    rows = list(HEAD)
    for case in CASES:
        file = f"[{case.told}](../scenarios/published/{case.name}.yaml)"
        lead = (file, case.source, case.inputs)
        for figure in case.figures:
            rows.append(_row(*lead, *_told(figure, found(case, figure))))
            lead = ("", "", "")
    return "\n".join(rows) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _told(figure: Figure, here: Found) -> tuple[str, str, str, str]:
    scale = 100 if figure.is_share else 1
    d = figure.decimals
    is_as_expected = here.agrees(figure) is not figure.contradicts
    return (
        f"{figure.told} [{_unit(figure)}]",
        figure.printed,
        f"{scale * here.mean:.{d}f} ± {scale * here.half_width:.{d}f}",
        figure.verdict if is_as_expected else "**not reproduced**",
    )


def _unit(figure: Figure) -> str:
    units = {"queue_mean": "people", "served_per_day": "1/day"}
    return "%" if figure.is_share else units.get(figure.kpi, "min")


def differences(text: str, made: str) -> list[tuple[str, str]]:
    """Lines of a page's table that differ from one made now by more than a last digit."""
    shown = text.split(BEGIN)[1].split(END)[0].splitlines()
    lines = made.splitlines()
    pairs = itertools.zip_longest(shown, lines, fillvalue="")
    return [pair for pair in pairs if not _alike(*pair)]


def _alike(a: str, b: str) -> bool:
    if _NUMBER.sub("", a) != _NUMBER.sub("", b):
        return False
    pairs = zip(_NUMBER.findall(a), _NUMBER.findall(b), strict=True)
    return all(
        x == y or abs(float(x) - float(y)) < 1.5 * 10.0 ** -len(x.partition(".")[2])
        for x, y in pairs
    )


def write() -> None:
    """Put a new table between the marks of the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    write()
