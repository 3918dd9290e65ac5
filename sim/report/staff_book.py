"""staff.xlsx: the least staff for people who plan in a spreadsheet, and the plan to change."""

from __future__ import annotations

from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.plans import add_sheets
from sim.report.staff import StaffReport, guarantee, mark, unit, worst
from sim.report.staff_table import parts
from sim.report.staff_words import STAFF
from sim.report.target_text import goal_text
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    from sim.studies.judging import Judged
    from sim.studies.staffing.least import SiteFinding

_COLUMNS = (
    ("id", 22), ("site", 36), ("tier", 18), ("now", 11), ("least", 11), ("change", 10),
    ("staff", 10), ("target", 34), ("value_now", 11), ("value", 11), ("low", 10), ("high", 10),
    ("less", 10), ("one_more", 10), ("days", 10), ("binding", 24), ("note", 16),
)  # fmt: skip
_FORMATS = {"share": "0.0%", "min": "#,##0.0"}


def write(path: Path, report: StaffReport, lang: Lang = "en") -> None:
    """Write the workbook: what it says, the sites, their groups or half-hours, and the plan.

    The plan's sheet is as `plan` writes it: changed, it comes back with --plan.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    _about(book, report, lang)
    _sites(book, report, lang)
    if report.findings.way.per != "site":
        _parts(book, report, lang)
    add_sheets(book, report.findings.plan, lang)
    book.save(path)


def _about(book: Workbook, report: StaffReport, lang: Lang) -> None:
    sheet = new_sheet(book, say(STAFF, "book_about", lang), [110], "A1")
    scenario = report.findings.way.scenario.name
    explained(sheet, say(STAFF, "title", lang, scenario=scenario), bold=True)
    for line in guarantee(report, lang):
        explained(sheet, line)
    explained(sheet, say(STAFF, "notes_title", lang))


def _sites(book: Workbook, report: StaffReport, lang: Lang) -> None:
    widths = [width for _, width in _COLUMNS]
    sheet = new_sheet(book, say(STAFF, "book_sites", lang), widths, "C2")
    heads = [say(STAFF, key, lang).replace("\n", " ").replace(" [%]", "") for key, _ in _COLUMNS]
    sheet.append(head_cells(sheet, heads))
    for each in report.sites:
        sheet.append(_row(sheet, each, report, lang))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(report.sites) + 1}"


def _row(sheet: Any, found: SiteFinding, report: StaffReport, lang: Lang) -> list[Any]:
    told = worst(found.allowed.judged)
    tier = f"tier/{report.tier(found.site)}"
    less = worst(found.claim.smaller[0].judged) if found.claim.smaller else None
    more = worst(found.claim.larger.judged) if found.claim.larger else None
    binding = report.binding(found, lang)
    key = mark(found)
    form = _FORMATS[unit(told.target.goal)] if told else "0"

    def value(judged: Judged | None, end: str = "value") -> Any:
        number = getattr(judged, end) if judged else nan
        return number_cell(sheet, number, _FORMATS[unit(judged.target.goal)] if judged else form)

    return [
        text_cell(sheet, found.site),
        text_cell(sheet, report.names[found.site]),
        text_cell(sheet, say(SCOPE, tier, lang) if tier in SCOPE else ""),
        number_cell(sheet, found.current, "0"),
        number_cell(sheet, found.officers, "0"),
        number_cell(sheet, found.officers - found.current, "+0;-0;0"),
        number_cell(sheet, found.staff, "0"),
        text_cell(sheet, goal_text(told.target, lang) if told else ""),
        value(report.now(found.site)),
        value(told),
        value(told, "low"),
        value(told, "high"),
        value(less),
        value(more),
        number_cell(sheet, told.days_met if told else nan, "0%"),
        text_cell(sheet, binding),
        text_cell(sheet, say(STAFF, key, lang) if key else ""),
    ]


def _parts(book: Workbook, report: StaffReport, lang: Lang) -> None:
    by_group = report.findings.way.per == "group"
    sheet = new_sheet(book, say(STAFF, "book_parts", lang), [22, 36, 40, 12], "C2")
    words = ("id", "site", "group" if by_group else "time", "officers")
    sheet.append(head_cells(sheet, [say(STAFF, word, lang) for word in words]))
    for each in report.sites:
        for name, n in parts(report, each):
            cells = [text_cell(sheet, text) for text in (each.site, report.names[each.site], name)]
            sheet.append([*cells, number_cell(sheet, n, "0")])
