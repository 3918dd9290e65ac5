"""Streamlit's own phrases, said by a script in the user's language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit import file_util

from sim.app import phrases
from sim.report.app_phrase_words import BEGINNINGS, PHRASES
from sim.report.words import LANGS, Lang
from tests.app.pages import app


def _told(lang: Lang) -> dict[str, str]:
    """What the script puts in place of what."""
    pattern = r"const told = new Map\((\[.*?\])\), beginnings = (\[.*\]);"
    found = re.search(pattern, phrases.script(lang))
    assert found
    return {**dict(json.loads(found[1])), **dict(json.loads(found[2]))}


def test_streamlit_has_these_phrases() -> None:
    """In this version of it: one that it says otherwise would stay English unseen."""
    scripts = Path(file_util.get_static_dir(), "static", "js").glob("*.js")
    text = "\n".join(file.read_text("utf-8") for file in scripts)
    assert [
        word.en for word in PHRASES if not re.search(f'[`"]{re.escape(word.en)}[`"]', text)
    ] == []
    assert [word.en for word in BEGINNINGS if f"`{word.en} ${{" not in text] == []


def test_a_phrase_comes_out_in_the_language_whatever_it_was_in() -> None:
    """So that a page whose language is changed does not keep the other's."""
    for lang in LANGS:
        told = _told(lang)
        assert told["No results"] == told["Không có mục nào"]
        assert told["Help for "] == told["Giải thích về "]
        assert set(told.values()) <= set(told)  # what is said stays as it is
    assert _told("vi")["No results"] == "Không có mục nào"
    assert _told("en")["Không có mục nào"] == "No results"


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_the_language_of_the_page(lang: Lang) -> None:
    assert f'document.documentElement.lang = "{lang}";' in phrases.script(lang)
    assert "</" not in phrases.script(lang)


def test_a_page_runs_what_the_gate_lets(tmp_path: Path) -> None:
    """The script of the language that is chosen, to the letter."""
    driver = app(tmp_path, "results")
    driver.radio(key="lang").set_value("vi").run()
    (found,) = [each.proto for each in driver.get("html") if "<script>" in each.proto.body]
    assert found.unsafe_allow_javascript
    body = found.body.removeprefix("<script>").removesuffix("</script>")
    assert body.encode() == phrases.scripts()[LANGS.index("vi")]
