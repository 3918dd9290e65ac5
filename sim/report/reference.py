"""docs/scenario.md and its like: every key of a scenario file, made from the JSON Schema."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.report.catalogue import FOLDER, path_of, tongue
from sim.report.reference_words import EXAMPLE, FORMS, HEADS, KINDS, LAWS, TITLE, WHOLE
from sim.report.word import Lang

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIRST = (
    "Period", "Lead", "Calendar", "Procedure", "ProcessingUnit", "Site", "OfficerGroup", "Arrivals",
    "Profile", "Appointments", "ReturnAfterAbandon", "Commune", "Demand", "Season", "DayCv",
    "Choice", "Travel", "Policy", "Cost", "OfficerHour", "Merge",
)  # fmt: skip
"""Sections in the order in which a scenario is written; what is not named comes after."""

_NOTE = (
    "<!-- Made by `python run_sim.py schema --markdown{option}`; change the descriptions in "
    "{place}. -->"
)


def extract(*_file: Any, **_options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """What translators have to know of, for `make words`: the meaning of every part and key."""
    from sim.model.scenario_file import json_schema

    for text in meanings(json_schema()):
        yield 0, None, text, []


def meanings(schema: Mapping[str, Any]) -> Iterator[str]:
    """What is said of every part of a scenario and of its keys, each text once."""
    nodes = (schema, *schema["$defs"].values())
    told = (each for node in nodes for each in (node, *node["properties"].values()))
    yield from dict.fromkeys(
        _one_line(each["description"]) for each in told if "description" in each
    )


def markdown(schema: Mapping[str, Any], lang: Lang = "en") -> str:
    """The reference: one section for each part of a scenario, one row a key.

    Names are those that files and the schema have, in every language.
    """
    definitions: Mapping[str, Any] = schema["$defs"]
    laws = [name for name, each in definitions.items() if "law" in each["properties"]]
    named = [name for name in _FIRST if name in definitions]
    others = sorted(set(definitions) - set(named) - set(laws))
    parts = [*_introduction(lang), *_section("Scenario", schema, lang)]
    defaults = {
        node["$ref"].rpartition("/")[2]: node["default"]
        for node in schema["properties"].values()
        if "$ref" in node and "default" in node
    }
    for name in (*named, *others):
        parts += _section(name, definitions[name], lang, defaults=defaults.get(name, {}))
    parts.append(f"## {KINDS['laws'].said(lang)}\n")
    for name in laws:
        law = definitions[name]["properties"]["law"]["const"]
        parts += _section(f"`law: {law}`", definitions[name], lang, level=3)
    return "\n".join(parts)


def _introduction(lang: Lang) -> Iterator[str]:
    option = "" if lang == "en" else f" --lang {lang}"
    place = "sim/model" if lang == "en" else path_of(lang).relative_to(FOLDER.parents[2]).as_posix()
    yield f"# {TITLE.said(lang)}\n"
    yield _NOTE.format(option=option, place=place) + "\n"
    yield f"{WHOLE.said(lang)}\n"
    yield EXAMPLE
    for word in FORMS:
        text = word.said(lang).format(link=_laws_link(lang)) if word is LAWS else word.said(lang)
        yield textwrap.fill(f"- {text}", 98, subsequent_indent="  ", break_on_hyphens=False)
    yield ""


def _laws_link(lang: Lang) -> str:
    """Where the heading of the laws is, as sites of Markdown call it."""
    return "#" + KINDS["laws"].said(lang).lower().replace(" ", "-")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _section(
    title: str,
    node: Mapping[str, Any],
    lang: Lang,
    level: int = 2,
    defaults: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """A heading and a table; `defaults` are those that the scenario as a whole gives."""
    known = tongue(lang).translated
    yield f"{'#' * level} {title}\n"
    yield known(_one_line(node["description"])) + "\n"
    yield "| " + " | ".join(head.said(lang) for head in HEADS) + " |"
    yield "|---|---|---|---|"
    for key, value in node["properties"].items():
        if key == "law":
            continue
        default = _default(value, value.get("default", (defaults or {}).get(key)))
        meaning = known(_one_line(value.get("description", "")))
        cells = (f"`{key}`", kind(value, lang), default, meaning)
        yield "| " + " | ".join(_one_line(cell.replace("|", "\\|")) for cell in cells) + " |"
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


def kind(node: Mapping[str, Any], lang: Lang = "en") -> str:
    """What may stand for a value, in a few words."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        return _one_of((f"`{each}`" for each in node["enum"]), lang)
    if "discriminator" in node:
        return f"[{KINDS['law'].said(lang)}]({_laws_link(lang)})"
    choices = node.get("anyOf") or node.get("oneOf")
    if choices:
        return _either(choices, lang)
    return _plain(node, lang)


def _one_of(texts: Iterable[str], lang: Lang) -> str:
    return f" {KINDS['or'].said(lang)} ".join(texts)


def _either(choices: list[Mapping[str, Any]], lang: Lang) -> str:
    """The forms of a value; a number beside text with a unit is one form."""
    patterns = " ".join(each.get("pattern", "") for each in choices)
    texts: list[str] = []
    for each in choices:
        if each.get("pattern", "").endswith(("(ms|s|min|h)$", "%$")):
            continue
        text = kind(each, lang)
        if each.get("type") == "number" and "min|h" in patterns:
            text = KINDS["duration"].said(lang)
        elif each.get("type") == "number" and "%" in patterns:
            text = KINDS["share"].said(lang)
        texts.append(text)
    return _one_of(dict.fromkeys(texts), lang)


def _plain(node: Mapping[str, Any], lang: Lang) -> str:
    types = node.get("type", "anything")
    if types == "array":
        return _many("list", node.get("items"), lang)
    if types == "object":
        entries = node.get("additionalProperties") or next(
            iter(node.get("patternProperties", {}).values()), None
        )
        return _many("map", entries, lang)
    if types == "boolean":
        return _one_of(("`true`", "`false`"), lang)
    names = {"integer": "whole number", "number": "number", "string": _text(node)}
    return KINDS[names.get(types, "text") if isinstance(types, str) else "text"].said(lang)


def _many(what: str, entries: Any, lang: Lang) -> str:
    """A list or a map, and of what, as far as the schema says."""
    if isinstance(entries, Mapping):
        return KINDS[f"{what} of"].said(lang).format(kind=kind(entries, lang))
    return KINDS[what].said(lang)


def _text(node: Mapping[str, Any]) -> str:
    """Text of a certain form is called by the form."""
    if node.get("format") == "date":
        return "date"
    example = (node.get("examples") or [""])[0]
    if "pattern" in node and ":" in example:
        return "part of the day" if "-" in example else "time of day"
    return "text"
