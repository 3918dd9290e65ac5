"""Whether every error that a test meets could be told in Vietnamese."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sim
from sim.errors import MotcuaError, Problem, ScenarioError
from sim.report.catalogue import messages
from sim.said import Said

_OURS = str(Path(sim.__file__).parent)
_GAP = re.compile(r"\{[^{}]*\}")
_LETTER = re.compile(r"[^\W\d_]")


def untold(message: object) -> list[str]:
    """What of a message has no translation; all of it where nobody knows how it was made."""
    if not isinstance(message, Said):
        return [str(message)] if _LETTER.search(str(message)) else []
    own = _GAP.sub("", message.template) if message.values else message.template
    known = not _LETTER.search(own) or (None, message.template) in messages("vi")
    inner = (each for each in message.values.values() if isinstance(each, Said))
    return [
        *([] if known else [message.template]),
        *(part for each in inner for part in untold(each)),
    ]


@contextmanager
def listened() -> Iterator[list[str]]:
    """While it lasts, what is said in errors and has no translation is put into the list."""
    found: list[str] = []
    before = {kind: kind.__init__ for kind in (MotcuaError, Problem)}

    def error(self: MotcuaError, *args: Any) -> None:
        before[MotcuaError](self, *args)
        if args and not isinstance(self, ScenarioError) and _is_ours():
            found.extend(untold(args[0]))

    def problem(self: Problem, **parts: Any) -> None:
        before[Problem](self, **parts)
        if _is_ours():
            found.extend(part for each in (self.rule, self.hint) for part in untold(each))

    MotcuaError.__init__, Problem.__init__ = error, problem  # type: ignore[method-assign]
    try:
        yield found
    finally:
        for kind, init in before.items():
            kind.__init__ = init  # type: ignore[method-assign]


def _is_ours() -> bool:
    """Whether the program made it, not a test or a copy of it."""
    return sys._getframe(2).f_code.co_filename.startswith(_OURS)
