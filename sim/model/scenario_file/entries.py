"""A scenario's text as a tree of entries that know where they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.errors import Problem, cut
from sim.said import Said

Location = tuple[str | int, ...]
"""Keys and positions on the way from the root to an entry."""


LONGEST_RULE = 400
MOST_TOLD = 500
"""Problems that are told one by one: a file with more is not a scenario gone wrong."""
SHOWN = 60
"""Letters of a value that messages show."""


class Broken:
    """Stands for a value that a problem has already been told about."""

    def __repr__(self) -> str:
        return ""


BROKEN = Broken()


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and where it was written. Entries are shared between trees and never changed."""

    value: Any
    """A str, int, float, bool, `BROKEN`, a dict of entries by key, or a tuple of entries."""
    file: str
    line: int | None = None
    """Line of the value, or of its key; from 1."""
    text: str = ""
    """A scalar as it was written."""

    @property
    def shown(self) -> str:
        """The value for messages: as it was written, or nothing where that would be too long."""
        if isinstance(self.value, (dict, tuple)):
            text = written(plain(self), 1000)
            return text if len(text) <= SHOWN else ""
        return written(self.text or self.value)

    def at(self, location: Sequence[str | int]) -> Entry | None:
        """The entry at a location below, if there is one."""
        here: Entry = self
        for step in location:
            if not isinstance(here.value, (dict, tuple)):
                return None
            try:
                here = here.value[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def with_value(self, value: Any) -> Entry:
        """The same place with another value."""
        return Entry(value, self.file, self.line)

    def put(self, location: Sequence[str | int], entry: Entry | None) -> Entry:
        """A tree with an entry set, or taken away if None; maps on the way are made if missing."""
        if not location:
            assert entry is not None
            return entry
        step, *rest = location
        if isinstance(self.value, tuple):
            assert isinstance(step, int)
            items = list(self.value)
            if rest or entry is not None:
                items[step] = items[step].put(rest, entry)
            else:
                del items[step]
            return self.with_value(tuple(items))
        entries = dict(self.value) if isinstance(self.value, dict) else {}
        if rest or entry is not None:
            made = Entry({}, entry.file if entry else self.file, entry.line if entry else None)
            entries[step] = entries.get(step, made).put(rest, entry)
        else:
            entries.pop(step, None)
        return self.with_value(entries)


def plain(entry: Entry) -> Any:
    """The value in plain Python, without places."""
    if isinstance(entry.value, dict):
        return {key: plain(each) for key, each in entry.value.items()}
    if isinstance(entry.value, tuple):
        return [plain(each) for each in entry.value]
    return entry.value


def same(one: Entry | None, other: Entry | None) -> bool:
    """Whether two entries say the same, wherever they stand."""
    if one is None or other is None:
        return one is other
    return one is other or plain(one) == plain(other)


def written(value: Any, most: int = SHOWN) -> str:
    """A plain value as a person would write it, cut to `most` letters."""
    text = json.dumps(value, ensure_ascii=False, default=str) if value is not BROKEN else ""
    if isinstance(value, str):
        text = value if value.isprintable() and value.strip() == value != "" else text
    elif isinstance(value, (dict, list)):
        text = re.sub(r'"([\w -]+)"(?=[:,\]}])', r"\1", text)
    return cut(text, most)


def more_of(found: int, file: str) -> list[Problem]:
    """What stands for the problems beyond those that are told."""
    if found <= MOST_TOLD:
        return []
    rule = Said("{more:,} more entries are wrong.", more=found - MOST_TOLD)
    return [Problem(file=file, rule=rule)]


def one_line(text: str) -> str:
    """A message on one line of bearable length, whatever it quotes."""
    told = cut(" ".join(text.split()), LONGEST_RULE)
    if told == text:
        return text
    if not isinstance(text, Said) or not text.values:
        return told
    values = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return Said(text.template, **values)
