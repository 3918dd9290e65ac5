"""summary.xlsx: the summary for people who plan in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sim.report import audit
from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.words import KPI, SCOPE_TYPE, SHEET, UNIT, Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.results import Results

SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("network", ("network", "tier")),
    ("district", ("district",)),
    ("site", ("site",)),
    ("procedure", ("procedure",)),
    ("hour", ("hour",)),
    ("weekday", ("weekday",)),
    ("officers", ("officers",)),
    ("commune", ("commune",)),
    ("stages", ("site/stage",)),
)
"""Sheets and what they show; the finer scopes by hour and officers are in summary.csv alone."""

DIFFERENCES = (
    "wait_mean", "wait_p90", "within_target_share", "over_60min_share", "abandoned_share",
    "sent_home_share", "served_per_day", "queue_mean", "utilisation", "overtime_per_day",
    "waiting_hours_per_day", "officer_cost_per_day", "citizen_cost_per_day",
    "completed_per_day", "turnaround_mean", "turnaround_p90", "on_time_share",
    "visits_per_dossier", "citizen_time_mean", "travel_mean", "lost_share", "open_at_end",
    "wait_best_tenth", "wait_worst_tenth", "citizen_time_best_tenth", "citizen_time_worst_tenth",
    "travel_best_tenth", "travel_worst_tenth",
)  # fmt: skip
"""Measures on the sheet of differences."""

_FORMATS = {
    "min": "#,##0.0", "share": "0.0%", "visits/day": "#,##0.0", "visits": "#,##0.0",
    "min/day": "#,##0.0", "persons": "#,##0", "h/day": "#,##0.0", "dossiers/day": "#,##0.0",
    "working days": "#,##0.0", "dossiers": "#,##0", "money/day": "#,##0",
}  # fmt: skip
_NARROW, _WIDE = 13, 38


def write(path: Path, results: Results, lang: Lang = "en") -> None:
    """Write the workbook: a sheet that explains, a sheet a kind of scope, and differences."""
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    _about(book, results, lang)
    for key, scope_types in SHEETS:
        rows = results.summary[results.summary["scope_type"].isin(scope_types)]
        if not rows.empty:
            _scopes(book, key, rows, results, lang)
            if key == "network":
                _long(book, "intervals", rows, results, lang)
    if results.differences is not None:
        frame = results.differences
        wanted = frame["scope_type"].isin(("network", "tier", "district", "site"))
        rows = frame[wanted & frame["kpi"].isin(DIFFERENCES)]
        _long(book, "differences", rows, results, lang)
    if results.audits:
        audit.add_sheet(book, results.audits, lang)
    for add in results.sheets:
        add(book)
    book.save(path)


def _scopes(book: Workbook, key: str, rows: pd.DataFrame, results: Results, lang: Lang) -> None:
    """One row a scope, one column a measure; of several scenarios, side by side."""
    wide = rows.pivot_table(
        index=["scope_type", "scope"], columns=["kpi", "scenario"], values="mean", sort=False,
        observed=True,
    )  # fmt: skip
    columns = [
        (kpi, label) for kpi in KPI for label in results.labels if (kpi, label) in wide.columns
    ]
    sheet = new_sheet(book, say(SHEET, key, lang), [22, _WIDE, *[_NARROW] * len(columns)], "C2")
    titles = {run.label: results.title(run, lang) for run in results.runs}
    several = len(results.runs) > 1
    heads = [
        f"{say(KPI, kpi, lang)} [{_unit(results, kpi, lang)}]"
        + (f"\n{titles[label]}" if several else "")
        for kpi, label in columns
    ]
    sheet.append(head_cells(sheet, [say(SHEET, "id", lang), say(SHEET, "name", lang), *heads]))
    forms = [_FORMATS[results.units[kpi]] for kpi, _ in columns]
    table = wide.reindex(columns=columns).to_numpy()
    for (scope_type, scope), values in zip(wide.index, table, strict=True):
        numbers = [number_cell(sheet, v, form) for v, form in zip(values, forms, strict=True)]
        name = results.name(str(scope_type), str(scope), lang)
        sheet.append([text_cell(sheet, str(scope)), text_cell(sheet, name), *numbers])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) + 2)}{len(wide) + 1}"


def _unit(results: Results, kpi: str, lang: Lang) -> str:
    return say(UNIT, results.units[kpi], lang, currency=results.currency)


def _long(book: Workbook, key: str, rows: pd.DataFrame, results: Results, lang: Lang) -> None:
    """One row a scope, measure and scenario, with its interval."""
    against = "against" in rows.columns
    words = ["tier", "name", "measure", "unit", "scenario"]
    words += (
        ["against", "difference", "low", "high", "clear"] if against else ["mean", "low", "high"]
    )
    sheet = new_sheet(
        book, say(SHEET, key, lang), [16, _WIDE, 34, 12, 18, *[16] * (len(words) - 5)], "C2"
    )
    titles = {run.label: results.title(run, lang) for run in results.runs}
    sheet.append(head_cells(sheet, [say(SHEET, word, lang) for word in words]))
    named: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows.itertuples():
        scope = (str(row.scope_type), str(row.scope))
        if scope not in named:
            named[scope] = (say(SCOPE_TYPE, scope[0], lang), results.name(*scope, lang))
        kpi, form = str(row.kpi), _FORMATS[str(row.unit)]
        cells = [*named[scope], say(KPI, kpi, lang), _unit(results, kpi, lang)]
        cells.append(titles[str(row.scenario)])
        if against:
            cells.append(titles[str(row.against)])
        values: tuple[Any, ...] = (row.mean, row.ci_low, row.ci_high)
        numbers = [number_cell(sheet, value, form) for value in values]
        clear = [_clear(row.ci_low, row.ci_high, lang)] if against else []  # type: ignore[arg-type]
        sheet.append([*(text_cell(sheet, cell) for cell in cells), *numbers, *clear])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(words))}{len(rows) + 1}"


def _clear(low: float, high: float, lang: Lang) -> str:
    """Whether an interval lies on one side of zero; nothing without an interval."""
    if low != low:
        return ""
    return say(SHEET, "yes" if low > 0 or high < 0 else "no", lang)


def _about(book: Workbook, results: Results, lang: Lang) -> None:
    """What is in the workbook and what the measures mean."""
    sheet = new_sheet(book, say(SHEET, "about", lang), [34, 90], "A1")

    def line(*texts: str, bold: bool = False) -> None:
        explained(sheet, *texts, bold=bold)

    titles = [results.title(run, lang) for run in results.runs]
    line(", ".join(titles), bold=True)
    for run, title in zip(results.runs, titles, strict=True):
        line(title, f"{run.scenario.name}. {run.scenario.description}".strip())
    period = results.runs[0].scenario.period
    line(say(SHEET, "period", lang), f"{period.first} \N{EN DASH} {period.last}")
    line(say(SHEET, "replications", lang), results.replications)
    line(say(SHEET, "seed", lang), str(results.runs[0].seed))
    if results.sets:
        line(say(SHEET, "sets", lang), "; ".join(results.sets))
    if results.plan:
        line(say(SHEET, "plan", lang), results.plan)
    if results.interrupted:
        line(say(SHEET, "interrupted", lang))
    line("")
    line(say(SHEET, "sheets", lang), bold=True)
    line("", say(SHEET, "about_rows", lang))
    line("", say(SHEET, "about_more", lang))
    line("", say(SHEET, "about_blank", lang))
    line("")
    line(say(SHEET, "measures", lang), bold=True)
    for kpi in KPI:
        if kpi in results.units:
            line(kpi, f"{say(KPI, kpi, lang)} [{_unit(results, kpi, lang)}]")
