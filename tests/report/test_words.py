"""Both languages can say everything."""

from __future__ import annotations

import string

import pytest

from sim.measures.kpis import KPIS
from sim.measures.scopes import ScopeType
from sim.report import words
from sim.report.words import LANGS, Word, say

CASES = [
    pytest.param(key, word, id=f"{name}/{key}")
    for name, table in words.tables().items()
    for key, word in table.items()
]


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize(("key", "word"), CASES)
def test_every_word_is_said_in_both_languages_with_the_same_gaps(key: str, word: Word) -> None:
    """No word is empty, and both languages are filled in with the same values."""
    assert all(text.strip() == text and text for text in (word.en, word.vi))
    assert _fields(word.en) == _fields(word.vi)


def test_vietnamese_is_not_a_copy_of_english() -> None:
    """Words that are the same in both languages are signs, not forgotten translations."""
    same = {
        word.en
        for table in words.tables().values()
        for word in table.values()
        if word.en == word.vi
    }
    assert same == {"%"}


def test_every_measure_and_unit_of_the_summary_has_a_word() -> None:
    """A new measure needs a name in each language, in the order of the catalogue or not."""
    assert {kpi.name for kpi in KPIS} == set(words.KPI)
    assert {kpi.unit for kpi in KPIS} == set(words.UNIT)


def test_every_scope_type_of_the_workbook_has_a_word() -> None:
    """Only those of a site by hour, weekday and officers, which no workbook has, go without."""
    fine = {"site/hour", "site/officers", "site/weekday"}
    assert {str(each) for each in ScopeType} - fine == set(words.SCOPE_TYPE)


def test_say_fills_the_gaps() -> None:
    """Values are put where the braces are."""
    assert say(words.FIGURE, "target", "en", target=20) == "target 20 min"
    assert say(words.FIGURE, "target", "vi", target=20) == "mục tiêu 20 phút"
    assert LANGS == ("en", "vi")
