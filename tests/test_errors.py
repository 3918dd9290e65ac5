"""Messages stay on a line, visible, and of bearable length, whatever they quote."""

from __future__ import annotations

import pickle

import pytest

from sim.errors import (
    LONGEST_MESSAGE,
    LONGEST_QUOTE,
    MotcuaError,
    Problem,
    ScenarioError,
    UsageError,
    bearable,
    cut,
    holds_controls,
    quoted,
    reason_of,
    told_by,
)
from sim.said import Said

LONG = "\x1b[2J\u202e\n" + "x" * 100_000


@pytest.mark.parametrize(("text", "told"), [("", ""), ("abcde", "abcde"), ("abcdef", "ab...")])
def test_text_is_cut_with_dots_in_its_length(text: str, told: str) -> None:
    """The dots count."""
    assert cut(text, 5) == told


def test_what_somebody_wrote_is_quoted_on_one_visible_line() -> None:
    """Escapes are written out before the cut, so that they count as they are seen."""
    assert quoted("a\nb\t\x1b") == "a b \\x1b"
    assert len(quoted("\x1b" * 1_000)) == LONGEST_QUOTE
    assert quoted(LONG).startswith("\\x1b[2J\\u202e xx")


def test_a_long_message_keeps_its_place_and_its_rule() -> None:
    """What was quoted in between is shortened, to the letter."""
    found = bearable(f"--target {'x' * 9_999}: write it so.")
    assert len(found) == LONGEST_MESSAGE
    assert found.startswith("--target xx")
    assert found.endswith("xx: write it so.")
    assert " ... " in found
    assert bearable("y" * LONGEST_MESSAGE) == "y" * LONGEST_MESSAGE


@pytest.mark.parametrize("kind", [MotcuaError, UsageError])
def test_every_error_is_bearable(kind: type[MotcuaError]) -> None:
    """Also where whoever raised it quoted without measure."""
    assert len(str(kind(LONG))) == LONGEST_MESSAGE


@pytest.mark.parametrize("part", ["path", "value", "file", "rule", "hint"])
def test_no_part_of_a_problem_takes_the_room_of_the_others(part: str) -> None:
    """Place, value, rule and remedy all are told."""
    parts = {"path": "a.b", "value": "7", "file": "f.yaml", "rule": "No.", "hint": "So."}
    line = str(Problem(**{**parts, part: LONG}, line=3))  # type: ignore[arg-type]
    assert len(line) <= LONGEST_MESSAGE
    assert not holds_controls(line)
    ends = {"file": ":3: a.b = 7: No. So.", "hint": "xxx"}
    assert line.endswith(ends.get(part, "So."))
    assert part == "file" or line.startswith("f.yaml:3: ")


def test_all_problems_are_told_however_many() -> None:
    """A line each, here and on the way from another process."""
    error = ScenarioError(Problem(rule=f"rule {i} {LONG}") for i in range(9))
    assert str(error).count("\n") == 8
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_what_an_error_was_raised_with_stays_a_sentence() -> None:
    """Whoever takes it up can have it translated; other errors say what they always do."""
    rule = Said("at most {most}", most=3)
    assert told_by(ValueError(rule)) is rule
    assert told_by(KeyError("name")) == "name"
    assert told_by(FileNotFoundError(2, "No such file")) == "[Errno 2] No such file"
    assert told_by(ValueError()) == ""


def test_what_the_system_says_is_a_sentence_where_it_is_usual() -> None:
    """Without number and file; what nobody knows stays as it is."""
    usual = reason_of(FileNotFoundError(2, "No such file or directory", "x"))
    assert usual == "No such file or directory"
    assert isinstance(usual, Said)
    assert reason_of(OSError(99, "No such luck")) == "No such luck"
    assert reason_of(OSError("only words")) == "only words"
    assert reason_of(ValueError("embedded null byte")) == "embedded null byte"
