"""Plans as text with separators: as written here, and as Excel writes it in any country."""

from __future__ import annotations

import codecs
import csv
import io
import re

from sim.errors import Problem
from sim.report.plans.heads import Raw, head_row
from sim.report.tables import unguarded
from sim.said import Said

SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(raw: bytes, file: str) -> tuple[Raw | None, list[Problem]]:
    """The cells of a text file; UTF-8, or UTF-16 with its mark.

    None, with the problem, where it cannot be read.
    """
    text = _decoded(raw)
    if isinstance(text, int):
        rule = Said("this is not UTF-8 text.")
        hint = Said("In Excel, save as CSV UTF-8, or as .xlsx.")
        return None, [Problem(file=file, line=text, rule=rule, hint=hint)]
    mark, first = _SEP_LINE.match(text), 1
    separators: tuple[str, ...] = SEPARATORS
    if mark is not None:
        text, first, separators = text[mark.end() :], 2, (mark[1],)
    found = [_cells(text, file, first, separator) for separator in separators]
    for cells, problems in found:
        if not problems and head_row(cells) is not None:
            wrong = _too_long(cells)
            return cells, wrong
    return found[0]


def _decoded(raw: bytes) -> str | int:
    """The text, or the line at which it is none."""
    encoding = "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return raw[: error.start].count(b"\n") + 1
    return text if "\0" not in text else text[: text.index("\0")].count("\n") + 1


def _cells(text: str, file: str, first: int, separator: str) -> tuple[Raw, list[Problem]]:
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    line = first
    try:
        for values in reader:
            rows.append((line, [unguarded(value) for value in values]))
            line = first + reader.line_num
    except csv.Error as error:
        rule = Said("this is not CSV: {reason}.", reason=str(error))
        problems.append(Problem(file=file, line=line, rule=rule))
    return Raw(file=file, sheet=None, rows=rows, letters=()), problems


def _too_long(raw: Raw) -> list[Problem]:
    """Rows with more cells than heads, in which a comma was meant as text."""
    position = head_row(raw)
    assert position is not None
    most = len(raw.rows[position][1])
    return [
        Problem(
            file=raw.file, line=line,
            rule=Said(
                "this row has {n} cells, and the heads are {most}.", n=len(values), most=most
            ),
            hint=Said("Text with a separator in it goes into double quotes."),
        )
        for line, values in raw.rows[position + 1 :]
        if any(value.strip() for value in values[most:])
    ]  # fmt: skip
