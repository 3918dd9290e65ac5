"""Every word of the notice is there in both languages, with the same braces."""

from __future__ import annotations

import re

import pytest

from sim.report.unfinished_words import UNFINISHED


@pytest.mark.parametrize("key", UNFINISHED)
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    word = UNFINISHED[key]
    assert word.en.strip()
    assert word.vi.strip()
    assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))
