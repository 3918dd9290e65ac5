"""What can go wrong, in words for the person who can put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.said import ENGLISH, Said, Tongue

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""What a terminal obeys rather than shows: controls, marks that turn the direction of writing, and
others without a width, or that are no letters; line feed and tab are left out."""


LONGEST_QUOTE = 160
"""Letters of what somebody wrote that a message repeats."""
LONGEST_PATH = 400
"""Letters of a place: a file in folders, or a path into a scenario."""
LONGEST_MESSAGE = 1_500
"""Letters of one message in all; only one that quotes without measure has as many."""


def visible(text: str) -> str:
    """Text with everything that a terminal would obey written out as its code."""
    return _OBEYED.sub(lambda found: _escape(ord(found[0])), text)


def in_one_line(text: str) -> str:
    """A message on one line, with everything visible."""
    return visible(" ".join(text.splitlines()).replace("\t", " "))


def cut(text: str, most: int) -> str:
    """Text of at most so many letters, with dots where there are more."""
    return text if len(text) <= most else text[: most - 3] + "..."


def quoted(text: object, most: int = LONGEST_QUOTE) -> str:
    """What somebody wrote, as a message repeats it: on one line, visible, of bearable length."""
    return cut(in_one_line(str(text)), most)


def bearable(message: str) -> str:
    """A message whose place at the front and rule at the end are kept, however long it quotes."""
    if len(message) <= LONGEST_MESSAGE:
        return message
    front = LONGEST_MESSAGE // 3
    return f"{message[:front]} ... {message[front + 5 - LONGEST_MESSAGE :]}"


def told_by(error: BaseException) -> str:
    """What an error was raised with, whole where it was a sentence, so that it can be translated.

    `str(error)` would be the text alone, and of some kinds of error a quoted one.
    """
    message = error.args[0] if error.args else None
    return message if isinstance(message, str) else str(error)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


_REASONS: dict[str, str] = {
    reason: reason
    for reason in (
        Said("No such file or directory"),
        Said("Permission denied"),
        Said("Operation not permitted"),
        Said("Is a directory"),
        Said("Not a directory"),
        Said("File exists"),
        Said("File name too long"),
        Said("File too large"),
        Said("No space left on device"),
        Said("Disk quota exceeded"),
        Said("Read-only file system"),
        Said("Device or resource busy"),
        Said("Input/output error"),
        Said("Too many levels of symbolic links"),
        Said("Address already in use"),
    )
}
"""What systems usually say; anything else stays as they say it."""


def reason_of(error: Exception) -> str:
    """Why something failed, as the system says it, without its number and file."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _REASONS.get(reason, reason)


def holds_controls(text: str) -> bool:
    """Whether a text has anything that a terminal would obey, line feed and tab included."""
    return "\n" in text or "\t" in text or _OBEYED.search(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an input, told as place, name, value, rule and remedy."""

    rule: str
    """What is wrong and what is asked instead, a full sentence."""
    path: str = ""
    """Where in the scenario, in the same notation that `--set` takes."""
    value: str = ""
    """The value as the user wrote it; empty when something is missing."""
    file: str = ""
    line: int | None = None
    """Line in `file`, from 1."""
    hint: str = ""
    """What to do, when the rule alone does not say it."""
    warning: bool = False
    """True for what the user should know but may keep (an error under `--strict`)."""

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def told(self, tongue: Tongue) -> str:
        """All of it on one line, in a language."""
        place = quoted(tongue.say(self.file), LONGEST_PATH)
        place += f":{self.line}" if self.line is not None else ""
        subject = " = ".join(
            part
            for part in (quoted(self.path, LONGEST_PATH), quoted(tongue.say(self.value)))
            if part
        )
        told = ": ".join(part for part in (place, subject, tongue.say(self.rule)) if part)
        told += f" {tongue.say(self.hint)}" if self.hint else ""
        return bearable(in_one_line(told))


class MotcuaError(Exception):
    """The base of every error that is told to the user as a sentence, not as a traceback."""

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def told(self, tongue: Tongue) -> str:
        """The sentence in a language."""
        message = self.args[0] if self.args else ""
        return bearable(tongue.say(message) if isinstance(message, str) else str(message))


class ScenarioError(MotcuaError):
    """A scenario cannot be used; `problems` holds every reason found, not only the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def told(self, tongue: Tongue) -> str:
        """A line for each problem, in a language."""
        return "\n".join(each.told(tongue) for each in self.problems)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        # Found in another process, it comes here whole.
        return type(self), (self.problems,)


class UsageError(MotcuaError):
    """A command was asked for something that it cannot do; the message says what to type."""


class Infeasible(MotcuaError):
    """No plan keeps all bounds; the message says which of them leaves none."""


class Degraded(UserWarning):
    """Something of the machine does not work as it should, and the work goes on without it."""
