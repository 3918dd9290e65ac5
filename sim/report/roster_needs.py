"""Needs in a CSV file or a workbook, as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sim.errors import UsageError, reason_of
from sim.said import Said, together
from sim.studies.rostering.table import COLUMNS, Row

MOST_BYTES = 16 * 2**20
MOST_ROWS = 100_000
MOST_COLUMNS = 100
_REQUIRED = ("site", "weekday", "from", "officers")
_IN_BOOK, _IN_TEXT = Said("{name}, row {n}"), Said("{name}:{n}")
"""Where a row is."""


def read(path: Path) -> list[Row]:
    """The rows of a file with a head row.

    Raises
    ------
    UsageError
        It is not there, cannot be read, or has other columns.
    """
    if not path.is_file():
        raise _refused(path, Said("there is no such file."))
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _rows(path, _workbook(path), _IN_BOOK)
    if path.suffix.lower() == ".csv":
        return _rows(path, _csv(path), _IN_TEXT)
    raise _refused(path, Said("a .csv or .xlsx file is needed here."))


def _refused(path: Path, rule: Said) -> UsageError:
    return UsageError(together([f"--needs {path}:", rule]))


def _raw(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        rule = Said("it cannot be read ({reason}).", reason=reason_of(error))
        raise _refused(path, rule) from None
    if len(raw) > MOST_BYTES:
        rule = Said("a file of needs has at most {most} MiB.", most=MOST_BYTES // 2**20)
        raise _refused(path, rule)
    return raw


def _csv(path: Path) -> list[Sequence[Any]]:
    try:
        text = _raw(path).decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        mark = ";" if head.count(";") > head.count(",") else ","
        return _few(path, csv.reader(text.splitlines(), delimiter=mark))
    except UnicodeDecodeError as error:
        rule = Said("it cannot be read as UTF-8 text ({reason}).", reason=str(error))
        raise _refused(path, rule) from None
    except csv.Error as error:
        raise _refused(path, Said("this is not CSV ({reason}).", reason=str(error))) from None


def _few(path: Path, rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """All rows, unless there are far too many."""
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise _refused(path, Said("a file of needs has at most {most:,} rows.", most=MOST_ROWS))
    return found


def _workbook(path: Path) -> list[Sequence[Any]]:
    from openpyxl import load_workbook

    from sim.report.plans.excel import refusal

    raw = _raw(path)
    rule, hint = refusal(raw)
    if rule:
        raise _refused(path, together([rule, hint]))
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        return _few(path, (tuple(row) for row in cells))
    except UsageError:
        raise
    except Exception as error:  # a mangled workbook fails in every way there is
        rule = Said("it cannot be read as a workbook ({reason}).", reason=str(error))
        raise _refused(path, rule) from None


def _rows(path: Path, lines: Iterable[Sequence[Any]], place: str) -> list[Row]:
    numbered = iter(enumerate(lines, 1))
    _, head = next(numbered, (1, ()))
    names = [str(cell or "").strip().lower() for cell in head]
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        rule = Said(
            "the first row names the columns, and {name} is not among them; known are {names}.",
            name=missing[0], names=", ".join(COLUMNS),
        )  # fmt: skip
        raise _refused(path, rule)
    return list(_filled(path, names, numbered, place))


def _filled(
    path: Path, names: Sequence[str], lines: Iterator[tuple[int, Sequence[Any]]], place: str
) -> Iterator[Row]:
    for n, line in lines:
        cells = {
            name: cell
            for name, cell in zip(names, line, strict=False)
            if name in COLUMNS and cell is not None and str(cell).strip()
        }
        if cells:
            yield Row(place=Said(place, name=path.name, n=n), cells=cells)
