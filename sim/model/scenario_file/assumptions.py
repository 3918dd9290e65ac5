"""What scenario files mark as assumed: their comments, which the scenario itself does not keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sim.model.scenario_file.files import A_SCENARIO, SHIPPED, SHIPPED_PREFIX, Refused, read_text

_MARK = re.compile(r"\bassumed\b", re.IGNORECASE)
_ABOUT_THE_MARK = re.compile(r"[\"'“]assumed[\"'”]", re.IGNORECASE)
"""A comment that explains the word marks nothing."""
_FOR_EDITORS = "yaml-language-server:"
"""How the comment begins that names the schema; it is no part of the sentence below it."""
_LEAD = re.compile(r"^assumed[:;,]\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐ\"(])")
_KEY = re.compile(r"""^(\s*)(?:- )?\s*(?:"([^"]+)"|'([^']+)'|([^\s"'#{\[-][^:#]*?))\s*:(?:\s|$)""")


class Assumption(NamedTuple):
    """One sentence of a comment that says that a figure has no published source."""

    file: str
    place: str
    """The path of the key that the comment stands at, or above."""
    text: str


def assumptions(files: Iterable[str]) -> list[Assumption]:
    """Those of scenario files as `Loaded.files` names them, each once, in their order.

    A file that cannot be read any more has none.
    """
    found: dict[Assumption, None] = {}
    for name in files:
        stem = name.removeprefix(SHIPPED_PREFIX)
        path = SHIPPED / f"{stem}.yaml" if stem != name else Path(name)
        try:
            text = read_text(path, A_SCENARIO)
        except Refused:
            continue
        for place, told in marked(text):
            found[Assumption(path.name, place, told)] = None
    return list(found)


def marked(text: str) -> Iterator[tuple[str, str]]:
    """The place and each sentence of the comments in a YAML text that marks something as assumed.

    A comment at the end of a line belongs to the key of the line, one on lines of its own to the
    next key.
    """
    above: list[str] = []
    path: list[tuple[int, str]] = []
    for line in text.splitlines():
        content, comment = _split(line)
        if not content.strip():
            if comment is None and above:  # an empty line ends a comment
                yield from _told(" ".join(above), "")
                above = []
            elif comment is not None and not comment.strip().startswith(_FOR_EDITORS):
                above.append(comment)
            continue
        if key := _KEY.match(content):
            indent = len(key[1]) + 2 * content.lstrip().startswith("- ")
            path = [step for step in path if step[0] < indent]
            path.append((indent, (key[2] or key[3] or key[4]).strip()))
        place = ".".join(step for _, step in path)
        yield from _told(" ".join(above), place)
        above = []
        if comment is not None:
            yield from _told(comment, place)
    yield from _told(" ".join(above), "")


def _told(comment: str, place: str) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(comment):
        if _MARK.search(sentence) and not _ABOUT_THE_MARK.search(sentence):
            yield place, _LEAD.sub("", sentence.strip())


def _split(line: str) -> tuple[str, str | None]:
    """What stands before a comment, and the comment, if there is one."""
    quote = ""
    for n, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (n == 0 or line[n - 1] in " [{,:("):
            quote = sign
        elif sign == "#" and (n == 0 or line[n - 1].isspace()):
            return line[:n], line[n:].lstrip("#").strip()
    return line, None
