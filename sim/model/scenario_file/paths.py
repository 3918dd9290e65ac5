"""Paths into a scenario, as `--set`, `remove` and messages write them.

period.days                          steps separated by dots
procedures."a.b".counter_time.mean   a step with a dot is quoted
sites.branch.officers[land desk]     an item of a list by its name
sites.branch.officers[0].count       ... or by its position
sites[tier=branch].staff             every entry of which this is true
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.scenario_file.entries import Entry, Location, written
from sim.model.words import did_you_mean, write_step
from sim.said import Said

_MOST_NAMED = 200
"""Items of a list that messages call by their names, all of which have to differ."""
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_KEY = re.compile(rf'\s*({_QUOTED}|[^.\[\]="]+)')
_PICK = re.compile(rf'\[\s*({_QUOTED}|[^\]="]+?)\s*(?:=\s*({_QUOTED}|[^\]"]*?)\s*)?\]')


class PathError(Exception):
    """A path cannot be read, or leads nowhere; the message is the rule, `hint` the remedy."""

    def __init__(self, rule: str, hint: str = "") -> None:
        super().__init__(rule)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Pick:
    """Items of a list or map: by name, by position, or all in which a key has a value."""

    name: str
    quoted: bool = False
    value: str | None = None


Step = str | Pick


def split_assignment(text: str) -> tuple[str, str]:
    """The path and the value of `path=value`; brackets and quotes hide other equals signs.

    Raises
    ------
    PathError
        If there is no such equals sign.
    """
    depth, quoted = 0, False
    for i, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += (letter == "[") - (letter == "]")
            if letter == "=" and depth == 0:
                return text[:i].strip(), text[i + 1 :].strip()
    raise PathError(Said("an assignment is written as path=value."))


def parse_path(text: str) -> tuple[Step, ...]:
    """The steps of a path.

    Raises
    ------
    PathError
        If the text is not a path.
    """
    steps: list[Step] = []
    end, expects_key = 0, True
    while end < len(text) or expects_key:
        if expects_key and (match := _KEY.match(text, end)):
            steps.append(_word(match[1]))
        elif not expects_key and (match := _PICK.match(text, end)):
            value = None if match[2] is None else _word(match[2])
            steps.append(Pick(_word(match[1]), match[1].startswith('"'), value))
        else:
            raise PathError(
                Said("this is not a path."), Said("Write it like sites.branch.officers[0].count.")
            )
        end = match.end()
        expects_key = text.startswith(".", end)
        end += expects_key
    return tuple(steps)


def _word(text: str) -> str:
    if not text.startswith('"'):
        return text.strip()
    try:
        return str(json.loads(text))
    except ValueError:
        raise PathError(Said("this is not a path: its quotes are wrong.")) from None


def find(root: Entry, path: str, *, new: bool = False) -> list[Location]:
    """The locations that a path leads to, at least one.

    With `new` the path may end in keys that are not there yet, unless they would have to be the
    id of something (a site, a procedure) that is not there.

    Raises
    ------
    PathError
        If it leads nowhere, telling what is known there instead.
    """
    found: list[Location] = [()]
    steps = parse_path(path)
    for i, step in enumerate(steps):
        found = [
            (*at, each)
            for at in found
            for each in _choices(root, at, step, new, last=i == len(steps) - 1)
        ]
    return found


_IDS = ("sites", "procedures", "communes", "profiles")


def _choices(
    root: Entry, at: Location, step: Step, new: bool, *, last: bool
) -> Iterable[str | int]:
    here = root.at(at)
    value = None if here is None else here.value
    if isinstance(step, Pick):
        return _picked(value, step)
    if isinstance(value, dict) and step in value:
        return (step,)
    known = value if isinstance(value, dict) else ()
    if isinstance(value, tuple) or not new or (at in [(key,) for key in _IDS] and not last):
        hint = Said("Pick an item of the list: [0] or [name].") if isinstance(value, tuple) else ""
        raise PathError(
            Said("there is no entry {step}.", step=step), hint or did_you_mean(step, known)
        )
    return (step,)


def _picked(value: object, pick: Pick) -> list[str | int]:
    entries: list[tuple[str | int, Entry]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, tuple):
        entries = list(enumerate(value))
    if pick.value is not None:
        found = [key for key, entry in entries if _text_at(entry, pick.name) == pick.value]
        if not found:
            raise PathError(
                Said("nothing here has {name}={value}.", name=pick.name, value=pick.value)
            )
        return found
    if isinstance(value, tuple) and pick.name.isdecimal() and not pick.quoted:
        position = int(pick.name[:9])
        if position < len(value):
            return [position]
        raise PathError(
            Said(
                "there is no item {position} of {items}, counted from 0.",
                position=pick.name,
                items=len(value),
            )
        )
    names = {
        key if isinstance(key, str) else _text_at(entry, "name"): key for key, entry in entries
    }
    if pick.name not in names:
        known = [name for name in names if name is not None]
        raise PathError(
            Said("there is no item called {name}.", name=pick.name), did_you_mean(pick.name, known)
        )
    return [names[pick.name]]


def _text_at(entry: Entry, key: str) -> str | None:
    found = entry.at((key,))
    if found is None or isinstance(found.value, (dict, tuple)):
        return None
    return written(found.value, 1000)


def write_path(root: Entry, location: Iterable[str | int]) -> str:
    """A location in the notation of paths; items of a list by name where they have one."""
    text = ""
    at: list[str | int] = []
    for step in location:
        if isinstance(step, int):
            items = root.at(at)
            text += f"[{_item_name(items, step)}]"
        else:
            text += ("." if text else "") + write_step(step)
        at.append(step)
    return text


def _item_name(items: Entry | None, position: int) -> str:
    if items is None or not isinstance(items.value, tuple) or len(items.value) > _MOST_NAMED:
        return str(position)
    names = [_text_at(entry, "name") for entry in items.value]
    name = names[position] if position < len(names) else None
    if name is None or names.count(name) > 1 or name.isdecimal() or write_step(name) != name:
        return str(position)
    return name
