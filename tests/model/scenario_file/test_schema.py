from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.model.scenario_file import json_schema, write_schema
from sim.model.spec import Layer, Scenario

SCHEMA = json_schema()


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, kind in [*SCHEMA["$defs"].items(), ("Scenario", SCHEMA)]:
        for key, entry in kind.get("properties", {}).items():
            yield name, key, entry


def test_every_key_is_described() -> None:
    """A key without a sentence cannot be used from the reference; laws tell theirs in the class."""
    laws = {name for name, key, _ in properties() if key == "law"}
    silent = [
        f"{name}.{key}"
        for name, key, entry in properties()
        if "description" not in entry and name not in laws
    ]
    assert silent == []


def test_durations_say_their_unit() -> None:
    """Whatever can have a unit names the one it has without."""
    durations = [
        (name, key, entry)
        for name, key, entry in properties()
        if "(ms|s|min|h)" in json.dumps(entry) and name in ("Calendar", "Site", "Appointments")
    ]
    assert len(durations) >= 5
    assert all("[min]" in entry["description"] for _, _, entry in durations)


def test_the_schema_knows_every_key_of_a_file() -> None:
    """Those of the scenario and those by which a file speaks of another."""
    keys = {field.alias or name for name, field in Scenario.model_fields.items()}
    assert set(SCHEMA["properties"]) == keys | set(Layer.model_fields)


def test_what_may_be_inherited_is_not_required() -> None:
    """A child says only what it changes; items of lists are replaced whole."""
    required = {name for name, kind in SCHEMA["$defs"].items() if "required" in kind}
    assert required == {"OfficerGroup", "Season", "Merge"}
    assert {"required": ["extends"]} in SCHEMA["anyOf"]


def test_null_is_no_value_and_none_is_a_word() -> None:
    """A default is lifted with `none`, never with null."""
    assert '"null"' not in json.dumps(SCHEMA)
    assert {"const": "none"} in SCHEMA["$defs"]["Site"]["properties"]["balk_at"]["anyOf"]


def test_the_schema_is_written_as_readable_json(tmp_path: Path) -> None:
    """One key a line, letters with diacritics as they are."""
    path = tmp_path / "schema.json"
    write_schema(path)
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA
    assert path.read_text(encoding="utf-8").startswith('{\n  "$schema"')


def test_the_shipped_schema_is_the_one_of_this_code() -> None:
    """Editors read `scenarios/schema.json`; `write_schema` renews it."""
    shipped = Path(__file__).parents[3] / "scenarios" / "schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == SCHEMA
