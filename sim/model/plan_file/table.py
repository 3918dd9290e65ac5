"""A table of a staffing plan as it was read, and what its cells say.

Whoever reads a file gives rows of plain values; here they become numbers and words, and whatever
is wrong is told at its cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from sim.errors import Problem, cut, told_by
from sim.model.words import LARGEST, parse_id, parse_share, whole
from sim.said import Said

COLUMNS = (
    "site", "name", "group", "count", "duty", "serves", "absence", "reserve", "source",
    "off_counter",
)  # fmt: skip
"""In the order in which they are written."""
NEEDED = ("site", "group", "count", "duty")
"""Those that every plan has; `name` is for people, and what else is left out stays as it is."""
MOST_OFFICERS = 10_000

Value = TypeVar("Value")

_COMMA_NUMBER = re.compile(r"(\d+),(\d+)( ?%)?")
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the heads, which is not blank."""

    number: int
    """Row of the sheet, or line of the text, from 1."""
    cells: Mapping[str, Any]
    """Values by column, those that are empty left out; text has no blanks at its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A plan as it stands in a file."""

    file: str
    """As messages write it."""
    letters: Mapping[str, str]
    """The columns that are there; in a sheet with their letters, else with ''."""
    rows: tuple[Row, ...]
    heads: Mapping[str, str] = field(default_factory=dict)
    """Those columns as the file calls them."""
    sheet: str | None = None
    """None where the file has no sheets."""
    warnings: tuple[Problem, ...] = ()
    """What is worth a look in the file itself."""

    def problem(
        self, row: int | None, column: str, rule: str, *, value: Any = None, hint: str = "",
        warning: bool = False,
    ) -> Problem:  # fmt: skip
        """What is wrong with a cell, or with a row where `column` is not there."""
        if self.sheet is None:
            file, line = self.file, row
        else:
            file, line = self._in_sheet(row, column), None
        return Problem(
            file=file,
            line=line,
            path=self.heads.get(column, column),
            value="" if value is None else shown(value),
            rule=rule,
            hint=hint,
            warning=warning,
        )

    def _in_sheet(self, row: int | None, column: str) -> Said:
        """Which cell, or which row where `column` is not there."""
        assert self.sheet is not None
        place = {"file": self.file, "sheet": self.sheet}
        if row is None:
            return Said("{file}, sheet {sheet}", **place)
        if letters := self.letters.get(column):
            return Said("{file}, sheet {sheet}, {cell}", **place, cell=f"{letters}{row}")
        return Said("{file}, sheet {sheet}, row {row}", **place, row=row)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose value nobody has worked out yet."""

    text: str

    def __str__(self) -> str:
        return self.text


def shown(value: Any) -> str:
    """A value as a person sees it in its cell."""
    if isinstance(value, bool):
        text = str(value).upper()
    elif isinstance(value, float):
        text = f"{value:.15g}"
    elif isinstance(value, datetime) and value.time() == time():
        text = str(value.date())
    else:
        text = " ".join(str(value).split())
    return cut(text, _LONGEST_SHOWN)


def neat(text: str) -> str:
    """Text without blanks at its ends, its letters composed as most programs have them."""
    return unicodedata.normalize("NFC", text).strip()


def read_word(value: Any) -> str:
    """What a site or group is called; a number is taken for a code."""
    value = _plain(value)
    return parse_id(value if type(value) is int else _text(value))


def read_text(value: Any) -> str:
    """Text as it is."""
    return _text(value)


def read_count(value: Any) -> int:
    """A number of officers; text is taken too if it is one."""
    return _whole(value, MOST_OFFICERS)


def read_heads(value: Any) -> int:
    """A number of people of a site."""
    return _whole(value, LARGEST)


def _whole(value: Any, most: int) -> int:
    value = _plain(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 15:
        value = int(value)
    return whole(0, most)(value)


def read_share(value: Any) -> float:
    """A share, from a number or a percentage, with a point or a comma for the decimals."""
    if isinstance(value, str):
        found = _COMMA_NUMBER.fullmatch(value)
        text = f"{found[1]}.{found[2]}{found[3] or ''}" if found else value
        try:
            value = text if text.endswith("%") else float(text)
        except ValueError:
            value = text
    return parse_share(value)


def _plain(value: Any) -> Any:
    """Excel knows no whole numbers: 2.0 is 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(value: Any) -> str:
    if isinstance(value, (date, time)):
        raise ValueError(Said("text is needed here, and this is a date or a time to Excel."))
    if not isinstance(value, str):
        raise ValueError(Said("text is needed here."))
    return value


class Findings:
    """Problems as they are found; cells by the reader that understands them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []

    def add(
        self, row: int, column: str, rule: str, *, value: Any = None, hint: str = "",
        warning: bool = False,
    ) -> None:  # fmt: skip
        """Tell of a cell."""
        told = self.table.problem(row, column, rule, value=value, hint=hint, warning=warning)
        self.problems.append(told)

    def cell(self, row: Row, column: str, read: Callable[[Any], Value]) -> Value | None:
        """What a cell says; None if it is empty, or wrong, which is told."""
        value = row.cells.get(column)
        if value is None:
            return None
        if isinstance(value, Formula):
            rule = Said("nobody has worked out this formula: open the file in Excel and save it.")
            self.add(row.number, column, rule, value=value)
            return None
        try:
            return read(value)
        except ValueError as error:
            self.add(row.number, column, told_by(error), value=value)
            return None
