"""A plan of staff that a user sends: read by a program of its own, within bounds.

It is read as `--plan` reads it: by the command `plan`, which writes what it understood as the whole
plan, and says what is wrong in the language of the page. Nothing of the user's is taken for a path.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from sim.app.plan_table import NUMBERS, WHOLE
from sim.errors import in_one_line
from sim.report.app_plan_words import PLANS
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.model.plan_file import PlanRow

MOST_BYTES = 5 * 1024**2
PATIENCE = 30.0
"""Seconds that a reading may take; a province takes two."""
LONGEST = 400
"""Letters of a line about a problem."""
MOST_LINES = 20
_KINDS = (".xlsx", ".csv")
_AT_ONCE = BoundedSemaphore(2)
"""Readings, whoever asks."""
_READER = (sys.executable, "-m", "sim.app.bounded")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What became of a file that was sent."""

    rows: tuple[PlanRow, ...] | None
    """The whole plan; None where it cannot be used."""
    told: tuple[str, ...]
    """What is wrong, or worth a look."""


def read(
    name: str, content: bytes, scenario: Path, lang: Lang, reader: Sequence[str] = _READER
) -> Reading:
    """The plan in a file of the user's, on top of the scenario in a file of ours."""
    shown = _shown(name)
    kind = Path(shown).suffix.lower()
    if kind not in _KINDS:
        return _refused(say(PLANS, "no_kind", lang, file=shown))
    if len(content) > MOST_BYTES:
        return _refused(say(PLANS, "too_large", lang, file=shown, most=MOST_BYTES // 1024**2))
    with tempfile.TemporaryDirectory(prefix="motcua-", ignore_cleanup_errors=True) as folder:
        sent, understood = Path(folder, f"plan{kind}"), Path(folder, "understood.csv")
        sent.write_bytes(content)
        words = ["plan", str(scenario), "--plan", str(sent), "--out", str(understood)]
        words += ["--lang", lang]
        try:
            with _AT_ONCE:
                done = _run([*reader, *words])
        except subprocess.TimeoutExpired:
            return _refused(say(PLANS, "too_long", lang, file=shown))
        said = done.stderr.decode("utf-8", "replace").replace(str(sent), shown)
        told = [in_one_line(line)[:LONGEST] for line in said.splitlines() if line.strip()]
        if done.returncode == 0:
            return Reading(rows=tuple(_rows(understood.read_bytes())), told=_few(told, lang))
        if done.returncode == 2 and told:
            return Reading(rows=None, told=_few(told, lang))
        return _refused(say(PLANS, "unreadable", lang, file=shown))


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        timeout=PATIENCE, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def _refused(told: str) -> Reading:
    return Reading(rows=None, told=(told,))


def _shown(name: str) -> str:
    """The file's own name, without folders, for people."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    return in_one_line(bare)[-100:] or "plan"


def _few(told: Sequence[str], lang: Lang) -> tuple[str, ...]:
    more = len(told) - MOST_LINES
    if more <= 0:
        return tuple(told)
    return (*told[:MOST_LINES], say(PLANS, "and_more", lang, more=more))


def _rows(raw: bytes) -> list[PlanRow]:
    """The rows of a plan as `plan` writes it."""
    from sim.model.plan_file import COLUMNS
    from sim.report.tables import unguarded

    lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    next(lines)
    return [
        {
            column: _value(column, unguarded(text))
            for column, text in zip(COLUMNS, line, strict=True)
        }
        for line in lines
    ]


def _value(column: str, text: str) -> str | float | None:
    if not text:
        return None
    if column in NUMBERS:
        return int(text) if column in WHOLE else float(text)
    return text
