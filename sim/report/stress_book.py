"""stress.xlsx: a plan under stress for people who plan in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.stress import notes
from sim.report.stress_table import counts, frame, head
from sim.report.stress_words import STRESS
from sim.report.target_text import line_text
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.stress.study import StressReport

NAME = "stress.xlsx"
_COUNTS = ("sites", "held", "on_the_line", "broken", "breaks", "unsure", "idle")
_WHOLE = "#,##0"


def write(path: Path, report: StressReport, results: Results, lang: Lang = "en") -> None:
    """A sheet that explains, sites counted by stress, and a row a site, target and stress."""
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    sheet = new_sheet(book, say(STRESS, "about", lang), [110], "A1")
    for n, text in enumerate(notes(report, results, lang)):
        explained(sheet, text.plain, bold=n == 0)
    explained(sheet, say(STRESS, "book_numbers", lang))
    _overview(book, report, lang)
    _all(book, report, results, lang)
    book.save(path)


def _overview(book: Workbook, report: StressReport, lang: Lang) -> None:
    title = say(STRESS, "stress", lang)
    sheet = new_sheet(book, title, [24, *[16] * len(_COUNTS)], "B2")
    sheet.append(head_cells(sheet, [title, *(say(STRESS, key, lang) for key in _COUNTS)]))
    for each in counts(report):
        numbers = [number_cell(sheet, getattr(each, key), _WHOLE) for key in _COUNTS]
        sheet.append([text_cell(sheet, _head(report, each.key, lang)), *numbers])


def _head(report: StressReport, key: str, lang: Lang) -> str:
    return head(report, key, lang).replace("\n", " ")


def _all(book: Workbook, report: StressReport, results: Results, lang: Lang) -> None:
    words = (
        "id", "site", "tier", "target", "unit", "stress", "group", "fewer", "value", "low", "high",
        "verdict", "sure", "days_met", "change", "change_low", "change_high",
    )  # fmt: skip
    widths = [22, 36, 10, 24, 8, 18, 28, *[12] * (len(words) - 7)]
    sheet = new_sheet(book, say(STRESS, "all", lang), widths, "C2")
    sheet.append(head_cells(sheet, [say(STRESS, word, lang) for word in words]))
    table = frame(report)
    for row in table.to_dict("records"):
        sheet.append(_cells(sheet, row, report, results, lang))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(words))}{len(table) + 1}"


def _cells(
    sheet: Any, row: dict[Any, Any], report: StressReport, results: Results, lang: Lang
) -> list[Any]:
    form = "#,##0.0" if row["unit"] == "min" else "0.0%"
    texts = (
        row["site"], results.name("site", row["site"], lang),
        say(STRESS, row["tier"], lang) if row["tier"] else "", line_text(row["target"], lang),
        say(STRESS, row["unit"], lang), _head(report, row["stress"], lang), row["group"],
    )  # fmt: skip
    return [
        *(text_cell(sheet, text) for text in texts),
        number_cell(sheet, row["fewer"], _WHOLE),
        *(number_cell(sheet, row[key], form) for key in ("value", "low", "high")),
        text_cell(sheet, say(STRESS, row["verdict"], lang)),
        text_cell(sheet, say(STRESS, "yes" if row["sure"] else "no", lang)),
        number_cell(sheet, row["days_met"], "0.0%"),
        *(number_cell(sheet, row[key], form) for key in ("change", "change_low", "change_high")),
    ]
