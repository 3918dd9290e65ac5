"""Streamlit's own words in the user's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.app import wording
from sim.report.app_words import APP
from sim.report.word import Word
from sim.report.words import LANGS, Lang, say
from tests.app.pages import app


@pytest.mark.parametrize("lang", LANGS)
def test_each_word_of_its_own_is_hidden_and_said_in_the_language(lang: Lang) -> None:
    told = re.sub(r"\\([0-9a-f]{6})", lambda at: chr(int(at[1], 16)), wording.sheet(lang))
    for place, key in wording.REPLACED.items():
        assert f"{place} {{ font-size: 0; visibility: hidden; }}" in told
        assert f'{place}::after {{ content: "{say(APP, key, lang)}"' in told


def test_a_word_ends_no_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "APP", dict.fromkeys(APP, Word('"}</style><b>\\\n')))
    monkeypatch.setattr(wording, "say", lambda words, key, _: words[key].en)
    told = wording.sheet("en")
    assert "</style" not in told
    assert told.count('"') == 2 * (1 + len(wording.REPLACED))


def test_a_page_has_it_in_the_language_that_is_chosen(tmp_path: Path) -> None:
    driver = app(tmp_path, "results")
    driver.radio(key="lang").set_value("vi").run()
    assert f"<style>{wording.sheet('vi')}</style>" in [
        each.proto.body for each in driver.get("html")
    ]
