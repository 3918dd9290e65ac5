"""The sheet of `summary.xlsx` with what formulas say beside the simulation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from sim.report.cells import head_cells, new_sheet, number_cell, text_cell
from sim.report.twin import name
from sim.report.twin_table import because
from sim.report.twin_words import TWIN
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from openpyxl import Workbook

    from sim.report.results import Results
    from sim.studies.twin.study import TwinReport

_HEADS = (
    "id", "site", "line", "hour", "formula", "officers", "tickets", "load", "mean_formula",
    "mean_simulated", "low", "high", "difference", "reason", "explained", "told",
)  # fmt: skip
_WIDTHS = (20, 34, 26, 7, 11, 10, 10, 9, 11, 11, 9, 9, 11, 22, 70, 12)


def sheet(report: TwinReport, results: Results, lang: Lang = "en") -> Callable[[Workbook], None]:
    """What adds the sheet to a workbook: a row for each site, line and hour."""

    def add(book: Workbook) -> None:
        found = new_sheet(book, say(TWIN, "sheet", lang), _WIDTHS, "E2")
        found.append(head_cells(found, [say(TWIN, key, lang) for key in _HEADS]))
        for row in report.rows:
            decimal = "#,##0.0"
            found.append(
                [
                    text_cell(found, row.site),
                    text_cell(found, results.name("site", row.site, lang)),
                    text_cell(found, row.line),
                    number_cell(found, row.hour, "00"),
                    text_cell(found, name(row.formula, lang)),
                    number_cell(found, row.officers, "0.0"),
                    number_cell(found, row.tickets, decimal),
                    number_cell(found, _finite(row.station.load), "0%"),
                    number_cell(found, row.said.wait, decimal),
                    *(
                        number_cell(found, value, decimal)
                        for value in (row.wait.value, row.wait.low, row.wait.high, row.difference)
                    ),
                    text_cell(found, say(TWIN, row.reason, lang)),
                    text_cell(found, because(row, lang)),
                    number_cell(found, row.told, decimal),
                ]
            )
        last = get_column_letter(len(_HEADS))
        found.auto_filter.ref = f"A1:{last}{len(report.rows) + 1}"

    return add


def _finite(value: float) -> float:
    """NaN for infinite."""
    return value if value < float("inf") else float("nan")
