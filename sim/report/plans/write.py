"""Plans for people to read and change: a sheet of a workbook, or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sim import atomic
from sim.errors import UsageError, reason_of
from sim.model.plan_file import COLUMNS, PlanRow, plan_rows
from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.plan_words import PLAN, PLAN_HEAD
from sim.report.tables import guarded
from sim.report.words import Lang, say
from sim.said import Said, together

if TYPE_CHECKING:
    from sim.model.spec import Scenario

    Plans = Scenario | Mapping[str, Scenario]

_WIDTHS = {
    "site": 20, "name": 34, "group": 34, "count": 9, "duty": 38, "serves": 44, "absence": 10,
    "reserve": 10, "source": 13, "off_counter": 12,
}  # fmt: skip
_FORMATS = {"count": "0", "reserve": "0", "off_counter": "0", "absence": "0.0%"}
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE = 31


def add_sheets(book: Workbook, plans: Plans, lang: Lang = "en") -> None:
    """Add a sheet for each plan to a workbook in write-only mode, and one that explains them.

    The sheet of a single plan is called plan; of several each has its label.
    """
    from sim.model.spec import Scenario

    if isinstance(plans, Scenario):
        _add_plan(book, say(PLAN, "sheet", lang), plan_rows(plans), lang)
    else:
        for label, scenario in plans.items():
            _add_plan(book, _title(label, book.sheetnames), plan_rows(scenario), lang)
    _add_columns(book, lang)


def _title(label: str, taken: list[str]) -> str:
    """A name that Excel allows a sheet, and that no other one has."""
    plain = _NO_TITLE.sub("-", label).strip("' ")[:_LONGEST_TITLE] or "plan"
    title, n = plain, 1
    while title.casefold() in {each.casefold() for each in taken}:
        n += 1
        title = f"{plain[: _LONGEST_TITLE - 4]} {n}"
    return title


def _add_plan(book: Workbook, title: str, rows: Sequence[PlanRow], lang: Lang) -> None:
    sheet = new_sheet(book, title, [_WIDTHS[column] for column in COLUMNS], "D2")
    sheet.row_dimensions[1].height = 24
    sheet.append(head_cells(sheet, [say(PLAN_HEAD, column, lang) for column in COLUMNS]))
    for row in rows:
        sheet.append([_cell(sheet, column, row[column]) for column in COLUMNS])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"


def _cell(sheet: Any, column: str, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return text_cell(sheet, value)
    return number_cell(sheet, value, _FORMATS[column])


def _add_columns(book: Workbook, lang: Lang) -> None:
    sheet = new_sheet(book, _title(say(PLAN, "columns", lang), book.sheetnames), [26, 100], "A1")
    explained(sheet, say(PLAN, "title", lang), bold=True)
    for key in ("rows", "kept", "new", "free", "use"):
        explained(sheet, "", say(PLAN, key, lang))
    explained(sheet, "")
    for column in COLUMNS:
        explained(sheet, say(PLAN_HEAD, column, lang), say(PLAN, column, lang))


def workbook_bytes(plans: Plans, lang: Lang = "en") -> bytes:
    """A workbook with plans alone."""
    book = _new_book()
    add_sheets(book, plans, lang)
    return _saved(book)


def rows_workbook(rows: Sequence[PlanRow], lang: Lang = "en") -> bytes:
    """A workbook with the rows of one plan, which may still be wrong."""
    book = _new_book()
    _add_plan(book, say(PLAN, "sheet", lang), rows, lang)
    _add_columns(book, lang)
    return _saved(book)


def _new_book() -> Workbook:
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    return book


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_bytes(scenario: Scenario, lang: Lang = "en") -> bytes:
    """A plan as CSV in UTF-8, with the mark by which Excel knows it."""
    return rows_csv(plan_rows(scenario), lang)


def rows_csv(rows: Sequence[PlanRow], lang: Lang = "en") -> bytes:
    """The rows of a plan, which may still be wrong, as that CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([say(PLAN_HEAD, column, lang) for column in COLUMNS])
    writer.writerows([_word(row[column]) for column in COLUMNS] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _word(value: PlanRow | Any) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else f"{value!r}".removesuffix(".0")


def write(path: Path, scenario: Scenario, lang: Lang = "en") -> None:
    """Write a plan, as its name says: .xlsx or .csv; never over a file that is there.

    Raises
    ------
    UsageError
        It cannot be written there.
    """
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise _refused(path, Said("a plan is written as .xlsx or .csv."))
    try:
        raw = workbook_bytes(scenario, lang) if kind == ".xlsx" else csv_bytes(scenario, lang)
        atomic.write_bytes(path, raw, fresh=True)
    except FileExistsError:
        rule = Said("this is there already, with what was changed in it; name another file.")
        raise _refused(path, rule) from None
    except OSError as error:
        rule = Said("nothing can be written there ({reason}).", reason=reason_of(error))
        raise _refused(path, rule) from None


def _refused(path: Path, rule: Said) -> UsageError:
    return UsageError(together([f"--out {path}:", rule]))
