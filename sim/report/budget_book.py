"""budget.xlsx: what a budget of officers found, for people who plan in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sim.report import plans
from sim.report.budget import BudgetReport, frame, move_frame, render
from sim.report.budget_words import BUDGET
from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.text import as_text
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {
    "site": "id", "name": "site", "tier": "tier", "officers_now": "officers_now",
    "officers_best": "officers_best", "staff_best": "heads", "officers_at_least": "allowed_least",
    "officers_at_most": "allowed_most", "bound": "bound", "hours_now": "hours_now",
    "hours_best": "hours_best", "saves": "saved", "one_more_saves": "one_more",
    "one_less_costs": "one_less", "unserved_now": "unserved_now", "unserved_best": "unserved_best",
}  # fmt: skip
"""Columns of the sheet, and the words of their heads."""
_MOVE_HEADS = {
    "kind": "kind", "from": "giver", "to": "taker", "saves": "move_hours", "saves_low": "low",
    "saves_high": "high",
}  # fmt: skip
_TEXTS = ("site", "name", "tier", "bound", "kind", "from", "to")
_COUNTS = ("officers", "staff")


def write(path: Path, report: BudgetReport, lang: Lang = "en") -> None:
    """Write the workbook: what was found in words, sheets of sites and moves, and the best plan.

    The plan can be changed and read again with `--plan`.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    about = new_sheet(book, say(BUDGET, "sheet_about", lang), [110], "A1")
    title, *lines = as_text(render(report, lang)).split("\n\n")[0].splitlines()
    explained(about, title, bold=True)
    for line in lines:
        explained(about, line)
    add_sheets(book, report, lang)
    plans.add_sheets(book, report.spread.runs[-1].scenario, lang)
    book.save(path)


def add_sheets(book: Workbook, report: BudgetReport, lang: Lang = "en") -> None:
    """Add the sheets of sites and moves to a workbook in write-only mode."""
    _table(book, say(BUDGET, "sheet", lang), frame(report), _HEADS, lang)
    moves = move_frame(report)
    moves["from"] = [report.names.get(id_, id_) for id_ in moves["from"]]
    moves["to"] = [report.names.get(id_, id_) for id_ in moves["to"]]
    moves["kind"] = [say(BUDGET, kind, lang) for kind in moves["kind"]]
    _table(book, say(BUDGET, "sheet_moves", lang), moves, _MOVE_HEADS, lang)


def _table(
    book: Workbook, title: str, rows: pd.DataFrame, heads: dict[str, str], lang: Lang
) -> None:
    widths = [34.0 if name in ("name", "from", "to", "kind") else 15.0 for name in heads]
    sheet = new_sheet(book, title, widths, "C2")
    texts = [say(BUDGET, word, lang).replace("\n", " ") for word in heads.values()]
    sheet.append(head_cells(sheet, texts))
    for row in rows[list(heads)].to_dict("records"):
        sheet.append([_cell(sheet, str(name), value, lang) for name, value in row.items()])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"


def _cell(sheet: Any, name: str, value: Any, lang: Lang) -> Any:
    if name in _TEXTS:
        return text_cell(sheet, say(BUDGET, value, lang) if name == "bound" and value else value)
    return number_cell(sheet, value, "#,##0" if name.startswith(_COUNTS) else "#,##0.0")
