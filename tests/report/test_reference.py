"""The reference of scenario files is made from the schema, and current."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.measures.kpis import KPIS
from sim.model.scenario_file import json_schema
from sim.report.reference import kind, markdown
from sim.report.words import KPI

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_current() -> None:
    """If this fails: python run_sim.py schema --markdown > docs/scenario.md."""
    assert (DOCS / "scenario.md").read_text("utf-8") == markdown(json_schema())


def test_every_key_is_in_the_reference() -> None:
    """With a meaning beside it; the numbers of a law speak for themselves."""
    schema = json_schema()
    rows = markdown(schema).splitlines()
    for node in (schema, *schema["$defs"].values()):
        for key in node["properties"]:
            found = [row for row in rows if row.startswith(f"| `{key}` |")]
            assert found or key == "law"
    rows = rows[: rows.index("## Laws")]
    assert not [row for row in rows if row.startswith("| `") and row.endswith("|  |")]


def test_every_link_leads_to_a_section() -> None:
    """Definitions that are named have a heading."""
    page = markdown(json_schema())
    headings = {line.lstrip("# ").lower() for line in page.splitlines() if line.startswith("#")}
    links = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert links <= headings


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ({"$ref": "#/$defs/Lead"}, "[Lead](#lead)"),
        ({"const": "none"}, "`none`"),
        ({"enum": ["a", "b"]}, "`a` or `b`"),
        ({"type": "integer"}, "whole number"),
        ({"type": ["string", "integer"]}, "text"),
        ({"type": "array"}, "list"),
        ({"type": "object"}, "map"),
        (
            {"type": "object", "additionalProperties": {"type": "boolean"}},
            "map of `true` or `false`",
        ),
        ({"type": "string", "pattern": "x", "examples": ["07:30"]}, "time of day"),
        ({"type": "string", "pattern": "x", "examples": ["07:30-09:00"]}, "part of the day"),
        ({"type": "string", "pattern": "x"}, "text"),
        ({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "%$"}]}, "share"),
        (
            {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "(ms|s|min|h)$"}]},
            "duration",
        ),
        ({"anyOf": [{"type": "number"}, {"type": "number"}]}, "number"),
    ],
)
def test_kind(node: dict[str, object], text: str) -> None:
    """What may stand for a value, in a few words."""
    assert kind(node) == text


def test_defaults_are_written_as_in_a_scenario() -> None:
    """Equal weekdays as a range, times in quotes, whole numbers without a point."""
    page = markdown(json_schema())
    assert '`{mon-fri: ["07:30-11:30", "13:30-17:00"]}`' in page
    assert "| `wait_target` | duration | `20` |" in page


def test_the_glossary_names_every_measure_in_both_languages() -> None:
    """As the tables call them."""
    page = (DOCS / "glossary.md").read_text("utf-8")
    for kpi in KPIS:
        words = KPI[kpi.name]
        assert f"| `{kpi.name}` | {kpi.unit} | {words.en} | {words.vi} |" in page
