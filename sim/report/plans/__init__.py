"""Staffing plans as files: read from Excel or text, and written for people to change."""

from sim.report.plans.read import Source, read, source
from sim.report.plans.write import add_sheets, rows_csv, rows_workbook, workbook_bytes, write

__all__ = [
    "Source",
    "add_sheets",
    "read",
    "rows_csv",
    "rows_workbook",
    "source",
    "workbook_bytes",
    "write",
]
