"""sweep.xlsx: the points, what each step changes, and every point's staffing plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from sim.report.cells import head_cells, new_sheet, number_cell, text_cell
from sim.report.plans import add_sheets
from sim.report.sweep import frame
from sim.report.sweep_words import SWEEP
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.sweep.study import Sweep

MOST_PLANS = 12
"""Points whose plans get a sheet; a larger grid is not read sheet by sheet."""
_FORM = {"share": "0.0%", "persons": "#,##0"}


def write(path: Path, found: Sweep, results: Results, lang: Lang = "en") -> None:
    """Write the workbook."""
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    heads = ["point", "scope", "measure", "unit", "mean", "low", "high"]
    heads += ["change", "change_low", "change_high"]
    widths = [34, 30, 34, 12, *[16] * 6]
    sheet = new_sheet(book, say(SWEEP, "sheet", lang), widths, "B2")
    sheet.append(head_cells(sheet, [say(SWEEP, head, lang) for head in heads]))
    rows = frame(found)
    for row in rows.itertuples():
        form = _FORM.get(str(row.unit), "#,##0.0")
        texts = [
            str(row.point), results.name(str(row.scope_type), str(row.scope), lang),
            say(KPI, str(row.kpi), lang), say(UNIT, str(row.unit), lang),
        ]  # fmt: skip
        numbers = (row.mean, row.ci_low, row.ci_high, row.step_mean, row.step_low, row.step_high)
        sheet.append(
            [
                *(text_cell(sheet, text) for text in texts),
                *(number_cell(sheet, float(each), form) for each in numbers),  # type: ignore[arg-type]
            ]
        )
    sheet.auto_filter.ref = f"A1:J{len(rows) + 1}"
    if len({run.label for run in found.runs}) <= MOST_PLANS:
        add_sheets(book, {run.label: run.scenario for run in found.runs}, lang)
    book.save(path)
