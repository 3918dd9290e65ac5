"""Which columns a table has, by the heads in either language; and the rows below them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

from sim.errors import Problem, cut
from sim.model.plan_file import NEEDED, Row, Table, neat
from sim.model.words import LONGEST_LIST, did_you_mean
from sim.report.plan_words import PLAN_HEAD
from sim.report.word import LANGS
from sim.said import Said

MOST_ROWS = 20_000
MOST_COLUMNS = 100
_LOOKED_AT = 20
"""Rows among which the heads are sought: titles may stand above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Cells as a file has them."""

    file: str
    sheet: str | None
    rows: Sequence[tuple[int, Sequence[Any]]]
    """Row or line numbers from 1, and the values."""
    letters: Sequence[str]
    """Of the columns; empty for text."""


def plain(text: str) -> str:
    """Letters and digits alone, without diacritics, so that heads may be typed in many ways."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if letter.isalnum())


_ONCE_CALLED = {"dự bị": "reserve"}
"""Heads of plans that people still have."""


@cache
def _columns() -> dict[str, str]:
    """What each column may be headed by, in every language."""
    now = {plain(word.said(lang)): column for column, word in PLAN_HEAD.items() for lang in LANGS}
    return {plain(head): column for head, column in _ONCE_CALLED.items()} | now


def head_row(raw: Raw) -> int | None:
    """The position of the row with the heads; None if no row has two of those that are needed."""
    for position, (_, values) in enumerate(raw.rows[:_LOOKED_AT]):
        if len({_column(value) for value in values} & set(NEEDED)) >= 2:
            return position
    return None


def has_plan(raw: Raw) -> bool:
    """Whether all heads that are needed are there."""
    position = head_row(raw)
    return position is not None and not _missing(raw.rows[position][1])


def _missing(values: Sequence[Any]) -> list[str]:
    there = {_column(value) for value in values}
    return [column for column in NEEDED if column not in there]


def _column(value: Any) -> str | None:
    return _columns().get(plain(value)) if isinstance(value, str) else None


def table(raw: Raw) -> tuple[Table, list[Problem]]:
    """The table below the heads, and what is wrong with the heads or the number of rows."""
    position = head_row(raw)
    heads = raw.rows[position][1][:MOST_COLUMNS] if position is not None else ()
    places: dict[str, int] = {}
    problems: list[Problem] = []
    empty = Table(file=raw.file, sheet=raw.sheet, letters={}, rows=())
    head_line = raw.rows[position][0] if position is not None else None
    for n, value in enumerate(heads):
        column = _column(value)
        if column in places:
            rule = Said("this column is there twice.")
            problems.append(empty.problem(head_line, str(value), rule))
        elif column is not None:
            places[column] = n
    missing = [column for column in NEEDED if column not in places]
    if missing:
        names = reduce(lambda some, one: Said("{some} or {one}", some=some, one=one), missing)
        rule = Said("the table has no column {names}.", names=names)
        there = cut(", ".join(str(value) for value in heads if value is not None), LONGEST_LIST)
        hint = Said("Its columns are: {names}.", names=there) if there else _WANTED
        problems.append(empty.problem(head_line, "", rule, hint=hint))
    if problems or position is None:
        return empty, problems
    below = raw.rows[position + 1 :]
    letters = {column: raw.letters[n] if raw.letters else "" for column, n in places.items()}
    rows = tuple(_rows(below, places))
    found = Table(
        file=raw.file, sheet=raw.sheet, letters=letters, rows=rows[:MOST_ROWS],
        heads={column: neat(str(heads[n])) for column, n in places.items()},
        warnings=tuple(_unread(empty, head_line, heads)),
    )  # fmt: skip
    if len(rows) > MOST_ROWS:
        rule = Said("a plan has at most {most:,} rows.", most=MOST_ROWS)
        problems.append(empty.problem(None, "", rule))
    return found, problems


_WANTED = Said("The first row names the columns site, name, group, count and duty.")


def _rows(below: Sequence[tuple[int, Sequence[Any]]], places: dict[str, int]) -> list[Row]:
    rows = []
    for number, values in below:
        cells = {}
        for column, n in places.items():
            value = values[n] if n < len(values) else None
            value = neat(value) if isinstance(value, str) else value
            if value is not None and value != "":
                cells[column] = value
        if cells.keys() - {"name"}:
            rows.append(Row(number=number, cells=cells))
    return rows


def _unread(at: Table, line: int | None, heads: Sequence[Any]) -> list[Problem]:
    """Columns that are not read, although their heads look like those that are."""
    told = []
    for value in heads:
        if isinstance(value, str) and value.strip() and _column(value) is None:
            meant = did_you_mean(plain(value), _columns(), all_of=False)
            if meant:
                column = _columns()[meant.removeprefix("Did you mean ").removesuffix("?")]
                rule = Said("no such column is read.")
                hint = Said("Did you mean {name}?", name=column)
                told.append(at.problem(line, value, rule, hint=hint, warning=True))
    return told
