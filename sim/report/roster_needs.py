"""Needs in a CSV file or a workbook, as rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sim.errors import UsageError
from sim.studies.rostering.table import COLUMNS, Row

_REQUIRED = ("site", "weekday", "from", "officers")


def read(path: Path) -> list[Row]:
    """The rows of a file with a head row.

    Raises
    ------
    UsageError
        It is not there, cannot be read, or has other columns.
    """
    if not path.is_file():
        raise UsageError(f"--needs {path}: there is no such file.")
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _rows(path, _workbook(path), "{name}, row {n}")
    if path.suffix.lower() == ".csv":
        return _rows(path, _csv(path), "{name}:{n}")
    raise UsageError(f"--needs {path}: a .csv or .xlsx file is needed here.")


def _csv(path: Path) -> list[Sequence[Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--needs {path}: it cannot be read as UTF-8 text ({error}).") from None
    head = text.split("\n", 1)[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    return list(csv.reader(text.splitlines(), delimiter=mark))


def _workbook(path: Path) -> list[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise UsageError(f"--needs {path}: it cannot be read as a workbook ({error}).") from None
    sheet = book.worksheets[0]
    rows: list[Sequence[Any]] = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def _rows(path: Path, lines: Iterable[Sequence[Any]], place: str) -> list[Row]:
    numbered = iter(enumerate(lines, 1))
    _, head = next(numbered, (1, ()))
    names = [str(cell or "").strip().lower() for cell in head]
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise UsageError(
            f"--needs {path}: the first row names the columns, and {missing[0]} is not among them; "
            f"known are {', '.join(COLUMNS)}."
        )
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
            yield Row(place=place.format(name=path.name, n=n), cells=cells)
