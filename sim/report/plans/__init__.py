"""Staffing plans as files: read from Excel or text, and written for people to change."""

from sim.report.plans.read import Source, read, source
from sim.report.plans.write import add_sheets, workbook_bytes, write

__all__ = ["Source", "add_sheets", "read", "source", "workbook_bytes", "write"]
