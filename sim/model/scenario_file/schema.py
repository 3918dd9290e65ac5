"""The JSON Schema of scenario files, for editors and for the reference in the docs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim import atomic
from sim.model.spec import Layer, Scenario

_WHOLE = ("OfficerGroup", "Season", "Merge")
"""Items of lists: a list is replaced whole, so that nothing of them can be inherited."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a scenario file.

    Keys that a file may inherit are not required where the file extends another; what is missing
    in the end is told by loading it.
    """
    schema = Scenario.model_json_schema(by_alias=True)
    layer = Layer.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = {**schema.pop("$defs"), **layer["$defs"]}
    required = schema.pop("required")
    schema["properties"] = layer["properties"] | schema["properties"]
    schema["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    for name, definition in definitions.items():
        if name not in _WHOLE:
            definition.pop("required", None)
    communes = schema["properties"]["communes"]
    communes["properties"] = {
        "csv": {"type": "string", "description": "A CSV file of communes below the root."}
    }
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    whole["$defs"] = dict(sorted(definitions.items()))
    found: dict[str, Any] = _trimmed(whole)
    return found


def write_schema(path: Path) -> None:
    """Write the schema to a file, such as `scenarios/schema.json`."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    atomic.write_text(path, text)


def _trimmed(schema: Any) -> Any:
    """The schema without null, which no scenario may hold, and without machine-made titles."""
    if isinstance(schema, list):
        return [_trimmed(each) for each in schema if each != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _trimmed(each) for key, each in schema.items()}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    kept = {key: each for key, each in kept.items() if each is not None}  # defaults of nothing
    choices = kept.get("anyOf")
    if isinstance(choices, list) and len(choices) == 1:
        del kept["anyOf"]
        kept = choices[0] | kept
    return kept
