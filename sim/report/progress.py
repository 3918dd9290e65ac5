"""Progress as lines, for a program that started this one and reads what it says on stderr.

Such a program sets MOTCUA_PROGRESS=lines. A line is one JSON object behind a mark, so that what is
meant for people can be told from it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass

ASKED, LINES = "MOTCUA_PROGRESS", "lines"
"""The variable of the environment, and its value."""
_MARK = "@motcua "
_SELDOM = 0.2
"""Seconds between lines at least, but where the label changes or all is done."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a command is."""

    label: str
    """What it is at, in words for people."""
    done: int
    """Replications finished."""
    total: int
    """Of so many; 0 where that is not known."""

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where the total is not known."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Lines:
    """Says progress on stderr where it was asked for by the environment; else nothing."""

    def __init__(self) -> None:
        self.asked = os.environ.get(ASKED) == LINES
        self._last, self._told = Progress("", -1, 0), 0.0

    def tell(self, label: str, done: int, total: int) -> None:
        """Say it, unless it was just said and little has changed."""
        if not self.asked:
            return
        now, progress = time.monotonic(), Progress(label, done, total)
        matters = label != self._last.label or done == total
        if progress != self._last and (matters or now - self._told >= _SELDOM):
            self._last, self._told = progress, now
            sys.stderr.write(f"{_MARK}{json.dumps(asdict(progress))}\n")
            sys.stderr.flush()


def parse(line: str) -> Progress | None:
    """The progress of a line, None where it is one for people."""
    if not line.startswith(_MARK):
        return None
    try:
        found = json.loads(line.removeprefix(_MARK))
        return Progress(str(found["label"]), int(found["done"]), int(found["total"]))
    except (ValueError, TypeError, KeyError):
        return None
