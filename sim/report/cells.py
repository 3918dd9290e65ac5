"""Cells, heads and sheets of workbooks: text that stays text, numbers that are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
_HEAD_ALIGNMENT = Alignment(wrap_text=True, vertical="center", horizontal="center")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""
_FORMULA_SIGNS = ("=", "+", "-", "@")


def text_cell(sheet: Any, value: str) -> Any:
    """A cell of text that is never taken for a formula, whatever it begins with."""
    cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)[:32_767])
    cell.data_type = "s"
    if value.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell


def number_cell(sheet: Any, value: float, form: str) -> Any:
    """A number, or an empty cell for NaN."""
    if value != value:
        return None
    cell = WriteOnlyCell(sheet, float(value))
    cell.number_format = form
    return cell


def head_cells(sheet: Any, texts: Iterable[str]) -> list[Any]:
    """The cells of a head row."""
    cells = []
    for text in texts:
        cell = text_cell(sheet, text)
        cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _HEAD_ALIGNMENT
        cells.append(cell)
    return cells


def new_sheet(book: Workbook, title: str, widths: Sequence[float], frozen: str) -> Any:
    """An empty sheet; freezing and widths must come before its rows."""
    sheet = book.create_sheet(title)
    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = frozen
    if frozen != "A1":
        sheet.row_dimensions[1].height = 48
    return sheet


def explained(sheet: Any, *texts: str, bold: bool = False) -> None:
    """A line of a sheet that explains."""
    cells = [text_cell(sheet, text) for text in texts]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cells[0].font = Font(bold=True, size=13)
    sheet.append(cells)
