"""What the fuzzer starts from: every valid file of the project, and the folders that they need."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    ROOT / "scenarios",
    ROOT / "scenarios" / "verify",
    ROOT / "tests" / "scenarios" / "valid",
)
FILES = tuple(path for folder in FOLDERS for path in sorted(folder.glob("*.yaml")))
QUICK = tuple(path for path in FILES if path.parent != FOLDERS[0] and path.stem != "dossiers")
"""Those that load in some twenty milliseconds, the compiler off."""

PLAN = (
    "site,name,group,count,duty\n"
    'branch,Office,land desk,3,"07:30-11:30, 13:30-17:00"\n'
    "branch,Office,other desk,2,\n"
)
TARGETS = (
    "within 20 min >= 90%", "wait p90 <= 30 min at branch", "utilisation <= 85%",
    "abandoned <= 2 %", "wait mean <= 10 min",
)  # fmt: skip


@cache
def text_of(path: Path) -> bytes:
    """A file as it is."""
    return path.read_bytes()


@cache
def tree_of(path: Path) -> Any:
    """A file as plain lists and dicts; whoever changes it makes a copy."""
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8-sig"))


@cache
def workbook() -> bytes:
    """The plan as a small Excel workbook."""
    book = Workbook()
    sheet = book.active
    for line in PLAN.splitlines():
        sheet.append(line.split(",", 4))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
