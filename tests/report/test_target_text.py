"""Targets as files write them, and in words."""

from __future__ import annotations

import pytest

from sim.model.targets import Target
from sim.report.target_text import goal_text, line_text, target_text

IN_VIETNAMESE = {
    "within 20 min >= 90%": "chờ không quá 20 phút ≥ 90 %",
    "mean wait <= 7.5 min": "chờ trung bình ≤ 7,5 phút",
    "utilisation <= 85%": "mức độ sử dụng ≤ 85 %",
}


@pytest.mark.parametrize("line", IN_VIETNAMESE)
@pytest.mark.parametrize("every", ["day", "interval"])
def test_english_is_what_files_say_other_languages_have_words(line: str, every: str) -> None:
    """A table's line is told as the target that it stands for."""
    if every == "interval" and line.startswith("utilisation"):
        return
    target = Target.model_validate({"goal": line, "every": every})
    told = target_text(target, "vi")
    assert IN_VIETNAMESE[line] in told
    assert (told == IN_VIETNAMESE[line]) == (every == "day")
    assert told == goal_text(target, "vi") == line_text(str(target), "vi")
    assert target_text(target, "en") == str(target) == line_text(str(target), "en")


def test_a_line_that_is_no_target_stays_as_it_is() -> None:
    assert line_text("within reason", "vi") == "within reason"
    assert line_text("", "vi") == ""
