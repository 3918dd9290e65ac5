"""Every word of a comparison until it is clear is there in both languages."""

from __future__ import annotations

import re

import pytest

from sim.report.clear_words import CLEAR


@pytest.mark.parametrize("key", CLEAR)
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    word = CLEAR[key]
    assert word.en.strip()
    assert word.vi.strip()
    assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))
