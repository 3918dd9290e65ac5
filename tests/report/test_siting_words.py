"""Every word of a siting study is there in both languages, with the same braces."""

from __future__ import annotations

import re

import pytest

from sim.report.siting_words import SITING


@pytest.mark.parametrize("key", SITING)
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    word = SITING[key]
    assert word.en.strip()
    assert word.vi.strip()
    assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))
