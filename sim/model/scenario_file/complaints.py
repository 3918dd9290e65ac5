"""What pydantic finds wrong, told in the words and at the place of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Problem, told_by
from sim.model.scenario_file.entries import (
    BROKEN,
    MOST_TOLD,
    Entry,
    Location,
    more_of,
    plain,
    written,
)
from sim.model.scenario_file.paths import write_path
from sim.model.words import did_you_mean
from sim.said import Said

ModelT = TypeVar("ModelT", bound=BaseModel)

_RULES = {
    "missing": Said("this key is missing."),
    "bool_type": Said("true or false is needed here."),
    "too_short": Said("at least one entry is needed here."),
    "dict_type": Said("a map is needed here."),
    "model_type": Said("a map is needed here."),
    "tuple_type": Said("a list is needed here."),
    "string_type": Said("input should be a valid string."),
    "date_type": Said("input should be a valid date."),
    "int_type": Said("input should be a valid integer."),
    "int_parsing": Said("input should be a valid integer, unable to parse string as an integer."),
    "int_from_float": Said("input should be a valid integer, got a number with a fractional part."),
    "float_type": Said("input should be a valid number."),
    "float_parsing": Said("input should be a valid number, unable to parse string as a number."),
    "finite_number": Said("input should be a finite number."),
    "greater_than": Said("input should be greater than {gt}."),
    "greater_than_equal": Said("input should be greater than or equal to {ge}."),
    "less_than": Said("input should be less than {lt}."),
    "less_than_equal": Said("input should be less than or equal to {le}."),
}
"""What is told of each kind of error, its gaps as the error calls what it knows."""
_COMMUNE = ("name", "kind", "district", "lat", "lon", "area_km2", "population")
_STAND_INS: dict[str, Any] = {
    "name": "x",
    "counter_time": 1,
    "officers": [{"count": 1}],
    "count": 1,
    "share": 0,
    "bands": {"00:00-24:00": 1},
    "staff_at_least": 0,
    "kind": "ward",
    "district": "x",
    "lat": 0,
    "lon": 0,
    "area_km2": 1,
    "population": 0,
    "period": {"start": "2025-01-06", "days": 7},
}
"""Harmless values for what is missing, so that the rest can still be judged as a whole."""


_WHOLE: dict[str | int, Any] = {
    "procedures": {"counter_time": 1},
    "sites": {"officers": [{"count": 1}]},
    "communes": {key: _STAND_INS[key] for key in _COMMUNE},
}


def problems_of(kind: type[ModelT], root: Entry) -> tuple[ModelT | None, list[Problem]]:
    """The object that a tree describes, or None and everything that is wrong with its fields."""
    content = plain(root)
    try:
        return kind.model_validate(content), []
    except ValidationError as error:
        faults = [(each, _located(content, each)) for each in error.errors(include_url=False)]
        faults = [(each, at) for each, at in faults if not _is_told(root, each, at)]
        problems = [_problem(kind, root, each, at) for each, at in faults[:MOST_TOLD]]
        return None, problems + more_of(len(faults), root.file)


def salvaged(kind: type[ModelT], root: Entry) -> tuple[ModelT | None, list[Location]]:
    """The object with every faulty entry left out or replaced, and where that was.

    It serves to judge the relations between the sound parts, and for nothing else.
    """
    content = plain(root)
    touched: list[Location] = []
    for _ in range(8):
        try:
            return kind.model_validate(content), touched
        except ValidationError as error:
            faults = [
                (_located(content, each), each["type"] == "missing")
                for each in error.errors(include_url=False, include_context=False)
            ]
            touched += [location for location, _ in faults]
            if not all(at and _mended(content, at, missing) for at, missing in faults):
                return None, touched
    return None, touched


def _mended(content: Any, location: Location, is_missing: bool) -> bool:
    """Whether the fault at a location could be taken away, changing `content` in place."""
    *way, last = location
    parents = [content]
    for step in way:
        try:
            parents.append(parents[-1][step])
        except (KeyError, IndexError, TypeError):
            return True  # gone with another fault
    parent = parents[-1]
    if is_missing and isinstance(parent, dict) and last in _STAND_INS:
        parent[last] = deepcopy(_STAND_INS[str(last)])
        return True
    if is_missing or isinstance(parent, list):
        return bool(way) and _mended(content, tuple(way), False)
    if parent is content.get(way[0] if way else None) and way[0] in _WHOLE:
        parent[last] = deepcopy(_WHOLE[way[0]])  # others may refer to it
    else:
        parent.pop(last, None)
    return True


def _located(content: Any, error: ErrorDetails) -> Location:
    """The keys and positions of an error's place, without the names of the forms tried there."""
    location: list[str | int] = []
    here = content
    for step in error["loc"]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            continue
        location.append(step)
    if error["type"] == "missing":
        location.append(error["loc"][-1])
    return tuple(location)


def _is_told(root: Entry, error: ErrorDetails, at: Location) -> bool:
    """Whether the error only says again what reading the text, or another error, has told."""
    if error["type"] == "too_short" and error["input"]:
        return True  # pydantic counts the sound items alone
    entry = root.at(at)
    return entry is not None and BROKEN in _leaves(entry)


def _leaves(entry: Entry) -> list[Any]:
    if isinstance(entry.value, dict):
        return [leaf for each in entry.value.values() for leaf in _leaves(each)]
    if isinstance(entry.value, tuple):
        return [leaf for each in entry.value for leaf in _leaves(each)]
    return [entry.value]


def _problem(kind: type[BaseModel], root: Entry, error: ErrorDetails, at: Location) -> Problem:
    rule, hint = _told(kind, error)
    return place(root, at, rule, hint, of_key=error["loc"][-1:] == ("[key]",))


def place(
    root: Entry, location: Location, rule: str, hint: str = "", *, of_key: bool = False
) -> Problem:
    """A problem at a location, or at the nearest entry above that is written down."""
    entry, found = root.at(location), location
    while entry is None:
        found = found[:-1]
        entry = root.at(found)
    value = entry.shown if len(found) == len(location) and not of_key else ""
    return Problem(
        file=entry.file,
        line=entry.line,
        path=write_path(root, location),
        value=value,
        rule=rule,
        hint=hint,
    )


def _told(kind: type[BaseModel], error: ErrorDetails) -> tuple[str, str]:
    """The rule and the hint of an error."""
    given = error["input"]
    match error["type"]:
        case "value_error":
            return told_by(error["ctx"]["error"]), ""
        case "extra_forbidden":
            *way, key = error["loc"]
            rule = Said("there is no key {key} here.", key=key)
            return rule, did_you_mean(str(key), _keys(kind, way))
        case "literal_error":
            choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
            hint = did_you_mean(str(given), choices, all_of=False)
            return Said("one of {choices} is needed here.", choices=", ".join(choices)), hint
        case "tuple_type" if not isinstance(given, (dict, list)):
            hint = Said("Put it in brackets: [{value}].", value=written(given))
            return _RULES["tuple_type"], hint
        case other if other in _RULES:
            return _filled(_RULES[other], error.get("ctx", {})), ""
        case _:
            return error["msg"][:1].lower() + error["msg"][1:] + ".", ""


def _filled(rule: Said, known: dict[str, Any]) -> Said:
    """The rule with its gaps filled, numbers as files have them."""
    texts = {
        name: f"{value:.15g}" if isinstance(value, float) else str(value)
        for name, value in known.items()
    }
    return Said(rule.template, **texts)


def _keys(annotation: Any, way: Sequence[str | int]) -> list[str]:
    """The keys that the map at the end of a way may have, after the types of the fields."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        names = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if not way:
            return list(names)
        field = names.get(str(way[0]))
        return [] if field is None else _keys(field.annotation, way[1:])
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _keys(arguments[0], way)
    if get_origin(annotation) is dict:
        return _keys(arguments[1], way[1:]) if way else []
    if get_origin(annotation) is tuple:
        return _keys(arguments[0], way[1:]) if way else []
    for each in arguments:  # the alternatives of a union
        law = each.model_fields.get("law") if hasattr(each, "model_fields") else None
        if law is not None:
            if way and law.default == way[0]:
                return _keys(each, way[1:])
        elif found := _keys(each, way):
            return found
    return []
