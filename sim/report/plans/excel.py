"""Plans in workbooks: whatever a file is, it is read within bounds or refused in a sentence."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from sim.errors import Problem
from sim.model.plan_file import Formula, Table
from sim.report.plan_words import PLAN
from sim.report.plans.heads import MOST_COLUMNS, Raw, has_plan, head_row, plain, table
from sim.report.word import LANGS
from sim.said import Said

MOST_PARTS = 2_000
MOST_BYTES = 128 * 1024**2
"""Of all parts of a workbook, unpacked."""
MOST_TAGS = 500_000
"""Of all its parts: a sheet of a hundred thousand numbers has as many."""
_PASSWORD = b"\xd0\xcf\x11\xe0"
_NO_BOOK = Said("this is no Excel workbook that can be read.")
_ANEW = Said("Save it anew as .xlsx.")


_ONCE_CALLED = "kế hoạch"
"""The sheet of a plan in Vietnamese, in workbooks that people still have."""


@cache
def _plan_sheets() -> frozenset[str]:
    """What the sheet of a plan may be called, in every language."""
    return frozenset({plain(_ONCE_CALLED), *(plain(PLAN["sheet"].said(lang)) for lang in LANGS)})


def read(raw: bytes, file: str, wanted: str | None) -> tuple[Table | None, list[Problem]]:
    """The plan in a workbook: on the sheet `wanted`, or called plan, or else on the first one.

    None, with the problem, where there is none.
    """
    rule, hint = refusal(raw)
    if rule:
        return None, [Problem(file=file, rule=rule, hint=hint)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what is lost when it is written again
            book = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
            has_formulas = any(b"<f" in part for part in _xml_parts(raw, "xl/worksheets/"))
            formulas = load_workbook(io.BytesIO(raw), keep_links=False) if has_formulas else book
    except Exception:  # a mangled workbook fails in every way there is
        return None, [Problem(file=file, rule=_NO_BOOK, hint=_ANEW)]
    sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
    found = _chosen(sheets, file, wanted)
    if isinstance(found, Problem):
        return None, [found]
    return _table(found, formulas[found.title], file, _others(sheets, found, file, wanted))


def refusal(raw: bytes) -> tuple[str, str]:
    """Why bytes are not even tried, and what to do; nothing if they are."""
    if raw.startswith(_PASSWORD):
        return (
            Said("this workbook has a password, or is of before 2007."),
            Said("Save it as .xlsx without a password."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            infos = parts.infolist()
            if len(infos) > MOST_PARTS or sum(each.file_size for each in infos) > MOST_BYTES:
                most = MOST_BYTES // 1024**2
                return Said("this workbook unpacks to more than {most} MiB.", most=most), ""
        tags = 0
        for part in _xml_parts(raw):
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                return _NO_BOOK, _ANEW
            tags += part.count(b"<")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return _NO_BOOK, _ANEW
    except Exception as error:  # zlib.error and its kin have no base of their own
        rule = Said("this is no Excel workbook that can be read ({reason}).", reason=str(error))
        return rule, _ANEW
    if tags > MOST_TAGS:
        return (
            Said("this workbook has far more cells than a plan has."),
            Said("Keep the plan alone in it."),
        )
    return "", ""


def _xml_parts(raw: bytes, below: str = "") -> Iterator[bytes]:
    """What a workbook is written as, below a folder of it, without pictures and the like."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for each in parts.infolist():
            name = each.filename
            if name.startswith(below) and name.lower().endswith((".xml", ".rels", ".vml")):
                yield parts.read(each)


def _chosen(sheets: list[Any], file: str, wanted: str | None) -> Any:
    """The sheet that holds the plan, or why there is none."""
    titles = ", ".join(sheet.title for sheet in sheets)
    there_are = Said("There are: {names}.", names=titles)
    if wanted is not None:
        for sheet in sheets:
            if sheet.title.casefold() == wanted.casefold():
                return sheet
        rule = Said("there is no sheet {sheet}.", sheet=wanted)
        return Problem(file=file, rule=rule, hint=there_are)
    called = [sheet for sheet in sheets if plain(sheet.title) in _plan_sheets()]
    fitting = [sheet for sheet in sheets if has_plan(_raw(sheet, file))]
    for sheet in (*called, *fitting):
        return sheet
    if len(sheets) == 1:
        return sheets[0]
    rule = Said("no sheet has the columns site, group, count and duty.")
    return Problem(file=file, rule=rule, hint=there_are if titles else "")


def _others(sheets: list[Any], found: Any, file: str, wanted: str | None) -> list[Problem]:
    """A warning where other sheets hold plans as well, and none is called plan."""
    if wanted is not None or plain(found.title) in _plan_sheets():
        return []
    other = [each.title for each in sheets if each is not found and has_plan(_raw(each, file))]
    if not other:
        return []
    rule = Said(
        "the plan on this sheet is taken, and there are more: {names}.", names=", ".join(other)
    )
    hint = Said('For another one, write "{file}#{sheet}".', file=file, sheet=other[0])
    place = Said("{file}, sheet {sheet}", file=file, sheet=found.title)
    return [Problem(file=place, rule=rule, hint=hint, warning=True)]


def _raw(sheet: Any, file: str, unknown: Mapping[tuple[int, int], Formula] | None = None) -> Raw:
    """The cells of a sheet that hold something, row by row; values that are `unknown` put in."""
    rows: dict[int, list[Any]] = {}
    width = 0
    for (row, column), value in sorted(_values(sheet).items()):
        value = (unknown or {}).get((row, column), value)
        if value is None or column > MOST_COLUMNS:
            continue
        values = rows.setdefault(row, [])
        values += [None] * (column - len(values))
        values[column - 1] = value
        width = max(width, column)
    letters = [get_column_letter(n + 1) for n in range(width)]
    return Raw(file=file, sheet=sheet.title, rows=list(rows.items()), letters=letters)


def _values(sheet: Any) -> dict[tuple[int, int], Any]:
    """What is in the cells that are there: to ask row by row would make all others up."""
    return {place: cell.value for place, cell in sheet._cells.items()}


def _table(
    sheet: Any, formulas: Any, file: str, told: list[Problem]
) -> tuple[Table | None, list[Problem]]:
    values = _values(sheet)
    unknown = {
        place: Formula(str(cell.value))
        for place, cell in formulas._cells.items()
        if cell.data_type == "f" and values.get(place) is None
    }
    raw = _raw(sheet, file, unknown)
    found, problems = table(raw)
    if problems:
        return None, problems
    position = head_row(raw)
    problems = list(_merged(sheet, found, raw.rows[position or 0][0]))
    told = [*told, *_hidden(sheet, found), *found.warnings]
    return replace(found, warnings=tuple(told)), problems


def _merged(sheet: Any, found: Table, head: int) -> Iterator[Problem]:
    for area in sheet.merged_cells.ranges:
        letters = {get_column_letter(n) for n in range(area.min_col, area.max_col + 1)}
        if area.max_row >= head and letters & set(found.letters.values()):
            yield Problem(
                file=Said(
                    "{file}, sheet {sheet}, {cell}",
                    file=found.file, sheet=sheet.title, cell=area.coord,
                ),
                rule=Said("these cells are merged, and each row needs a value of its own."),
                hint=Said("Unmerge them and fill the value in."),
            )  # fmt: skip


def _hidden(sheet: Any, found: Table) -> Iterator[Problem]:
    rows = [row.number for row in found.rows if sheet.row_dimensions[row.number].hidden]
    if rows:
        some = ", ".join(map(str, rows[:5])) + (" ..." if len(rows) > 5 else "")
        rule = Said("{n} hidden rows are read too ({rows}).", n=len(rows), rows=some)
        yield found.problem(None, "", rule, warning=True)
