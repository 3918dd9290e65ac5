"""Which files a scenario may read: regular, small, in UTF-8, and below its root."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sim.errors import reason_of
from sim.said import Said

MAX_BYTES = 1024**2
"""Of a scenario file: ten times a province with everything written out."""
MAX_CSV_BYTES = 16 * 1024**2
SHIPPED = Path(__file__).resolve().parents[3] / "scenarios"
"""The folder of the shipped scenarios in a checkout."""
SHIPPED_PREFIX = "motcua:"


A_SCENARIO = Said("a scenario file")
A_TABLE = Said("a CSV file")
"""What kind of file is asked for, as sentences begin with it."""


class Refused(Exception):
    """A file may not or cannot be read."""

    def __init__(self, rule: str, hint: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.hint = hint


def root_of(path: Path) -> Path:
    """Below which folder a scenario named by the user reads: `scenarios/`, or its own."""
    resolved = path.resolve()
    return SHIPPED if resolved.is_relative_to(SHIPPED) else resolved.parent


def is_there(path: Path) -> bool:
    """Whether there is something, as far as the system can say; no name can be endlessly long."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_text(path: Path, what: str, most: int = MAX_BYTES) -> str:
    """The text of a file.

    Raises
    ------
    Refused
        If it is missing, no regular file, too large, or not UTF-8.
    """
    try:
        if not path.exists():
            raise Refused(Said("{what} is not there.", what=what))
        if not path.is_file():
            raise Refused(Said("{what} is needed here, and this is none.", what=what))
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except (OSError, ValueError) as error:
        rule = Said("{what} cannot be read: {reason}.", what=what, reason=reason_of(error))
        raise Refused(rule) from None
    if len(raw) > most:
        raise Refused(
            Said(
                "{what} has at most {most} MiB, and this one more.", what=what, most=most // 1024**2
            )
        )
    return decoded(raw, what)


def decoded(raw: bytes, what: str) -> str:
    """The text of bytes in UTF-8, with or without a byte order mark.

    Raises
    ------
    Refused
        If they are not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refused(
            Said("{what} is UTF-8 text, and line {line} of this one is not.", what=what, line=line)
        ) from None


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a scenario file, and the root that it may not leave."""

    path: Path
    root: Path
    shown: str
    """The folder as messages write it."""

    def find(self, reference: object, what: str) -> tuple[Path, str]:
        """The file that a reference names, and how messages write it.

        Raises
        ------
        Refused
            If it is no relative path, or leads out of the root.
        """
        if not isinstance(reference, str) or not reference.strip():
            raise Refused(Said("the name of {what} is needed here.", what=what))
        if Path(reference).is_absolute() or reference.startswith("~") or "\\" in reference:
            raise Refused(
                Said("{what} is named relative to this file, with / between folders.", what=what)
            )
        try:
            found = (self.path / reference).resolve()
        except (OSError, ValueError, RuntimeError):
            raise Refused(Said("this cannot be the name of {what}.", what=what)) from None
        if not found.is_relative_to(self.root.resolve()):
            raise Refused(
                Said(
                    "a scenario reads only below its root: the folder of the file that is run, or "
                    "scenarios/."
                )
            )
        return found, os.path.normpath(os.path.join(self.shown, reference))

    def text_of(self, reference: object, what: str) -> tuple[str, str]:
        """How messages write the file that a reference names, and its text.

        Raises
        ------
        Refused
            If it may not or cannot be read.
        """
        path, shown = self.find(reference, what)
        return shown, read_text(path, what, MAX_CSV_BYTES)
