"""docs/scenario.md: every key of a scenario file, made from the JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIRST = (
    "Period", "Lead", "Calendar", "Procedure", "ProcessingUnit", "Site", "OfficerGroup", "Arrivals",
    "Profile", "Appointments", "ReturnAfterAbandon", "Commune", "Demand", "Season", "DayCv",
    "Choice", "Travel", "Policy", "Cost", "OfficerHour", "Merge",
)  # fmt: skip
"""Sections in the order in which a scenario is written; what is not named comes after."""

_INTRODUCTION = """\
# Scenario files

<!-- Made by `python run_sim.py schema --markdown`; change the descriptions in sim/model. -->

A scenario is a YAML file. A small one is whole:

```yaml
name: M/M/3
period: {start: 2025-01-06, days: 60}
warm_up: {days: 5}
calendar: {hours: {mon-sun: ["00:00-24:00"]}, holidays: none}
procedures:
  any: {counter_time: {law: exponential, mean: 8}}
sites:
  office:
    officers: [{count: 3}]
    arrivals: {any: {per_hour: 18}}
```

- A **duration** is a number of minutes, or has a unit: `"90 s"`, `"1.5 h"`.
- A **time of day** is quoted: `"07:30"`; a **part of the day** is `"07:30-11:30"`.
- A **share** is a number from 0 to 1, or a percentage: `"18%"`.
- A **law** is a fixed duration, or one of the [laws](#laws) below.
- `extends: other.yaml` begins with another file; maps merge, lists are replaced, and `remove`
  deletes. `motcua:phase-2` names a shipped file.
- `--set PATH=VALUE` changes one value on the command line: steps of a path are separated by
  dots; `officers[land desk]` picks an item of a list, `sites[tier=branch]` picks many.
- `python run_sim.py validate FILE` tells everything that is wrong; with `--resolved` it prints
  the scenario with every default in it.
"""


def markdown(schema: Mapping[str, Any]) -> str:
    """The reference: one section for each part of a scenario, one row a key."""
    definitions: Mapping[str, Any] = schema["$defs"]
    laws = [name for name, each in definitions.items() if "law" in each["properties"]]
    named = [name for name in _FIRST if name in definitions]
    others = sorted(set(definitions) - set(named) - set(laws))
    parts = [_INTRODUCTION, *_section("Scenario", schema)]
    defaults = {
        node["$ref"].rpartition("/")[2]: node["default"]
        for node in schema["properties"].values()
        if "$ref" in node and "default" in node
    }
    for name in (*named, *others):
        parts += _section(name, definitions[name], defaults=defaults.get(name, {}))
    parts.append("## Laws\n")
    for name in laws:
        law = definitions[name]["properties"]["law"]["const"]
        parts += _section(f"`law: {law}`", definitions[name], level=3)
    return "\n".join(parts)


def _section(
    title: str, node: Mapping[str, Any], level: int = 2, defaults: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """A heading and a table; `defaults` are those that the scenario as a whole gives."""
    yield f"{'#' * level} {title}\n"
    yield " ".join(node["description"].split()) + "\n"
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    for key, value in node["properties"].items():
        if key == "law":
            continue
        default = value.get("default", (defaults or {}).get(key))
        cells = (f"`{key}`", kind(value), _default(value, default), value.get("description", ""))
        yield "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
    yield ""


def _default(node: Mapping[str, Any], value: Any) -> str:
    """A default; that of a whole section is told key by key in the section."""
    if value is None or value in ("", [], {}) or "$ref" in node:
        return ""
    return f"`{_short(value)}`"


def _short(value: Any) -> str:
    """A default as one would write it in YAML."""
    if isinstance(value, Mapping):
        days = [day for day in WEEKDAYS if day in value]
        if len(days) > 1 and len(days) == len(value) and len(set(map(str, value.values()))) == 1:
            return f"{{{days[0]}-{days[-1]}: {_short(value[days[0]])}}}"
        return "{" + ", ".join(f"{key}: {_short(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_short(each) for each in value) + "]"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, str):
        return f'"{value}"' if re.match(r"\d", value) else value
    return json.dumps(value)


def kind(node: Mapping[str, Any]) -> str:
    """What may stand for a value, in a few words."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        return " or ".join(f"`{each}`" for each in node["enum"])
    if "discriminator" in node:
        return "[law](#laws)"
    choices = node.get("anyOf") or node.get("oneOf")
    if choices:
        return _either(choices)
    return _plain(node)


def _either(choices: list[Mapping[str, Any]]) -> str:
    """The forms of a value; a number beside text with a unit is one form."""
    patterns = " ".join(each.get("pattern", "") for each in choices)
    texts: list[str] = []
    for each in choices:
        text = kind(each)
        if each.get("pattern", "").endswith(("(ms|s|min|h)$", "%$")):
            continue
        if text == "number" and "min|h" in patterns:
            text = "duration"
        elif text == "number" and "%" in patterns:
            text = "share"
        texts.append(text)
    return " or ".join(dict.fromkeys(texts))


def _plain(node: Mapping[str, Any]) -> str:
    types = node.get("type", "anything")
    if types == "array":
        return f"list of {kind(node['items'])}" if "items" in node else "list"
    if types == "object":
        entries = node.get("additionalProperties") or next(
            iter(node.get("patternProperties", {}).values()), None
        )
        return f"map of {kind(entries)}" if isinstance(entries, Mapping) else "map"
    if types == "string":
        return _text(node)
    words = {"integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    return words.get(types, "text") if isinstance(types, str) else "text"


def _text(node: Mapping[str, Any]) -> str:
    """Text of a certain form is called by the form."""
    if node.get("format") == "date":
        return "date"
    example = (node.get("examples") or [""])[0]
    if "pattern" in node and ":" in example:
        return "part of the day" if "-" in example else "time of day"
    return "text"
