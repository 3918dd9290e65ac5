"""The resolved form of a scenario as YAML: stable to the letter, and itself a scenario file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sim.model.spec import Scenario, SiteRules

WIDTH = 100
_PLAIN = re.compile(r"[^\W\d_](?:[\w -]*\w)?")
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def dump(scenario: Scenario) -> str:
    """The scenario as YAML with every default written out; `loads` reads it as the same scenario.

    The text depends on the scenario alone: keys stand in the order of the format's reference,
    and whatever fits on a line is on one line.
    """
    return "".join(f"{line}\n" for line in _map_lines(_content(scenario), 0))


def block(content: dict[str, Any], indent: int = 0) -> str:
    """Plain maps, lists, words and numbers as YAML, in the manner of `dump`."""
    return "".join(f"{line}\n" for line in _map_lines(content, indent))


def _content(scenario: Scenario) -> dict[str, Any]:
    content: dict[str, Any] = _stated(scenario.model_dump(by_alias=True))
    content["sites"] = {id_: _own_first(site) for id_, site in content["sites"].items()}
    return _own_first(content)


def _own_first(content: dict[str, Any]) -> dict[str, Any]:
    """The keys in the order of the reference, those of `SiteRules` after an object's own."""
    rules = {key: content[key] for key in SiteRules.model_fields if key in content}
    return {key: value for key, value in content.items() if key not in rules} | rules


def _stated(value: Any) -> Any:
    """The value without the keys that have none: leaving them out is how YAML says so."""
    if isinstance(value, dict):
        return {key: _stated(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [_stated(each) for each in value]
    return value


def _map_lines(entries: dict[Any, Any], indent: int) -> Iterator[str]:
    blank = " " * indent
    for key, value in entries.items():
        label = f"{blank}{_word(key)}:"
        flow = _flow(value)
        if len(label) + 1 + len(flow) <= WIDTH or not isinstance(value, (dict, list)) or not value:
            yield f"{label} {flow}"
        elif isinstance(value, dict):
            yield label
            yield from _map_lines(value, indent + 2)
        else:
            yield label
            yield from _list_lines(value, indent + 2)


def _list_lines(items: list[Any], indent: int) -> Iterator[str]:
    blank = " " * indent
    for item in items:
        flow = _flow(item)
        if len(blank) + 2 + len(flow) <= WIDTH or not isinstance(item, dict) or not item:
            yield f"{blank}- {flow}"
        else:
            first, *rest = _map_lines(item, indent + 2)
            yield f"{blank}- {first[indent + 2 :]}"
            yield from rest


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_word(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _word(value)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if _PLAIN.fullmatch(value) and value.lower() not in _RESERVED:
        return str(value)
    return _quoted(value)


def _quoted(text: str) -> str:
    """Double quotes as in JSON; what is not printable is escaped as YAML knows it."""
    return "".join(
        each if each.isprintable() else f"\\U{ord(each):08x}"
        for each in json.dumps(text, ensure_ascii=False)
    )
