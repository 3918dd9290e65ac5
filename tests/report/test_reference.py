"""The reference of scenario files is made from the schema, and current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.measures.kpis import KPIS
from sim.model.scenario_file import json_schema
from sim.report import catalogue
from sim.report.reference import extract, kind, markdown, meanings
from sim.report.reference_words import KINDS
from sim.report.word import LANGS, Lang
from sim.report.words import KPI

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("lang", "page"), [("en", "scenario.md"), ("vi", "scenario.vi.md")])
def test_the_page_is_current(lang: Lang, page: str) -> None:
    """If this fails: python run_sim.py schema --markdown --lang LANG > docs/PAGE."""
    assert (DOCS / page).read_text("utf-8") == markdown(json_schema(), lang)


def test_every_meaning_is_said_in_vietnamese() -> None:
    """A part or key that is new needs an entry of the catalogue: `make words`, then translate."""
    known = catalogue.messages("vi")
    said = list(meanings(json_schema()))
    assert len(said) > 250
    assert [text for text in said if (None, text) not in known] == []
    assert {text for _, _, text, _ in extract()} == set(said)


def test_keys_and_commands_stay_as_they_are() -> None:
    """What stands between backticks is what one types, whatever the language around it."""
    code = re.compile("`[^`]*`")
    for text in meanings(json_schema()):
        translated = catalogue.messages("vi")[None, text]
        assert sorted(code.findall(translated)) == sorted(code.findall(text)), text


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_is_in_the_reference(lang: Lang) -> None:
    """With a meaning beside it; the numbers of a law speak for themselves."""
    schema = json_schema()
    rows = markdown(schema, lang).splitlines()
    for node in (schema, *schema["$defs"].values()):
        for key in node["properties"]:
            found = [row for row in rows if row.startswith(f"| `{key}` |")]
            assert found or key == "law"
    rows = rows[: rows.index(f"## {KINDS['laws'].said(lang)}")]
    assert not [row for row in rows if row.startswith("| `") and row.endswith("|  |")]


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_leads_to_a_section(lang: Lang) -> None:
    """Definitions that are named have a heading; sites write its spaces as hyphens."""
    page = markdown(json_schema(), lang)
    headings = {
        line.lstrip("# ").lower().replace(" ", "-")
        for line in page.splitlines()
        if line.startswith("#")
    }
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


def test_kind_in_vietnamese() -> None:
    """Names stay, what joins them does not."""
    time = {"type": "string", "pattern": "x", "examples": ["07:30"]}
    node = {"anyOf": [{"type": "array", "items": time}, {"const": "none"}]}
    assert kind(node, "vi") == "danh sách giờ trong ngày hoặc `none`"
    assert kind({"discriminator": {}}, "vi") == "[phân phối](#phân-phối)"


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
