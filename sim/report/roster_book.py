"""roster.xlsx: everybody's week to print, what nobody covers, and the half-hours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from sim.model.words import write_clock
from sim.report.cells import explained, head_cells, new_sheet, number_cell, text_cell
from sim.report.roster import RosterReport, day_name, day_text, notes, week_hours
from sim.report.roster_words import ROSTER
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.studies.rostering.study import SiteRoster

_HOURS, _WHOLE = "#,##0.0", "#,##0"
_A4 = 9
"""What a workbook calls the size of its paper."""
_LEAVE = PatternFill("solid", fgColor="E7E6E6")
_PART_DAY = PatternFill("solid", fgColor="DDEBF7")
_SHORT = PatternFill("solid", fgColor="F8CBAD")
_LINE = Side(style="thin", color="BFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def write(path: Path, report: RosterReport, lang: Lang = "en") -> None:
    """Write the workbook."""
    book = Workbook(write_only=True)
    book.properties.creator = "motcua"
    _weeks(book, report, lang)
    _unmet(book, report, lang)
    _half_hours(book, report, lang)
    _about(book, report, lang)
    book.save(path)


def _about(book: Workbook, report: RosterReport, lang: Lang) -> None:
    sheet = new_sheet(book, say(ROSTER, "book_about", lang), [110], "A1")
    for k, note in enumerate(notes(report, lang)):
        explained(sheet, note.plain, bold=k == 0)
    explained(sheet, say(ROSTER, "book_lines", lang))


def _weeks(book: Workbook, report: RosterReport, lang: Lang) -> None:
    """Officers down, weekdays across; a page as wide as a sheet of paper."""
    days = sorted({day.weekday for roster in report.rosters for day in roster.days})
    widths = [28, 34, *[17] * len(days), 9]
    sheet = new_sheet(book, say(ROSTER, "book_week", lang), widths, "C2")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    heads = [say(ROSTER, "site", lang), say(ROSTER, "person", lang)]
    heads += [day_name(day, lang) for day in days]
    sheet.append(head_cells(sheet, [*heads, say(ROSTER, "hours", lang).replace("\n", " ")]))
    n = 1
    for roster in report.rosters:
        n += len(roster.people)
        _week(sheet, roster, report, days, lang)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{n}"


def _week(
    sheet: Any, roster: SiteRoster, report: RosterReport, days: list[int], lang: Lang
) -> None:
    for person, week in zip(roster.people, roster.weeks, strict=True):
        cells = [text_cell(sheet, report.names[roster.site]), text_cell(sheet, person.name)]
        for cell in cells:
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        cells[1].font = Font(bold=True)
        for day in days:
            text = day_text(person, week, day, lang).replace(", ", "\n")
            cell = text_cell(sheet, text)
            cell.alignment = _MIDDLE
            if day in person.away:
                cell.fill = _LEAVE
            elif day in week and week[day].is_part_day:
                cell.fill = _PART_DAY
            cells.append(cell)
        cells.append(number_cell(sheet, week_hours(week), _HOURS))
        for cell in cells:
            cell.border = _FRAME
        sheet.append(cells)


def _unmet(book: Workbook, report: RosterReport, lang: Lang) -> None:
    keys = ("site", "weekday", "from", "to", "line", "short_of")
    sheet = new_sheet(book, say(ROSTER, "book_unmet", lang), [30, 11, 9, 9, 60, 11], "A2")
    sheet.append(head_cells(sheet, [say(ROSTER, key, lang) for key in keys]))
    for roster in report.worst_first:
        for each in roster.unmet():
            told = (
                report.names[roster.site], day_name(each.weekday, lang), write_clock(each.start),
                write_clock(each.end), each.line,
            )  # fmt: skip
            cells = [text_cell(sheet, text) for text in told]
            sheet.append([*cells, number_cell(sheet, each.short, _WHOLE)])


def _half_hours(book: Workbook, report: RosterReport, lang: Lang) -> None:
    keys = ("site", "weekday", "from", "to", "needed", "on_duty", "short_of")
    sheet = new_sheet(book, say(ROSTER, "book_hours", lang), [30, 11, 9, 9, 11, 11, 11], "A2")
    sheet.append(head_cells(sheet, [say(ROSTER, key, lang) for key in keys]))
    for roster in report.rosters:
        for day, duty, there in zip(roster.days, roster.on_duty, roster.covered, strict=True):
            for t, (start, end) in enumerate(day.cells):
                need = int(day.need[:, t].sum())
                short = need - int(there[:, t].sum())
                told = (
                    report.names[roster.site], day_name(day.weekday, lang), write_clock(start),
                    write_clock(end),
                )  # fmt: skip
                numbers = [
                    number_cell(sheet, value, _WHOLE) for value in (need, duty[:, t].sum(), short)
                ]
                if short:
                    numbers[-1].fill = _SHORT
                sheet.append([*(text_cell(sheet, text) for text in told), *numbers])
