"""What pydantic finds is said in sentences that can be translated."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import PydanticKnownError

from sim.errors import Problem, ScenarioError
from sim.model.scenario_file import loads
from sim.model.scenario_file.complaints import _RULES, _filled
from sim.model.scenario_file.entries import LONGEST_RULE, one_line
from sim.report.catalogue import tongue
from sim.said import Said

_OURS = {"missing", "bool_type", "too_short", "dict_type", "model_type", "tuple_type"}
_LIMITS: dict[str, Any] = {"gt": 0.0, "ge": 0.5, "lt": 1_000_000.0, "le": 12}


@pytest.mark.parametrize("kind", sorted(_RULES.keys() - _OURS))
def test_sentences_of_pydantic_are_taken_up_to_the_letter(kind: str) -> None:
    """With its limits, as it writes them."""
    theirs = PydanticKnownError(kind, _LIMITS).message()  # type: ignore[arg-type]
    assert _filled(_RULES[kind], _LIMITS) == theirs[0].lower() + theirs[1:] + "."


def _problems(*lines: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        loads("\n".join(lines), name="a.yaml")
    return caught.value.problems


def test_faults_are_told_in_vietnamese_with_the_names_of_the_file() -> None:
    """Place and value as they are; rule and hint translated, with what they quote."""
    told = [each.told(tongue("vi")) for each in _problems("name: Quận 1", "sitse: {}", "seed: x")]
    assert told == [
        "a.yaml:1: period: thiếu khóa này.",
        "a.yaml:1: procedures: thiếu khóa này.",
        "a.yaml:1: sites: thiếu khóa này.",
        "a.yaml:2: sitse = {}: ở đây không có khóa sitse. Có phải là sites không?",
        "a.yaml:3: seed = x: chỗ này cần một số nguyên từ 0 đến 9.223.372.036.854.775.807.",
    ]


def test_a_rule_that_quotes_without_measure_can_still_be_translated() -> None:
    """What it quotes is cut, not the sentence."""
    rule = one_line(Said("there is no entry {step}.", step="x\n" * 9_999))
    assert isinstance(rule, Said)
    assert rule.template == "there is no entry {step}."
    assert rule.endswith("....")
    assert len(rule) < LONGEST_RULE + 30
    assert one_line("y" * 9_999) == "y" * (LONGEST_RULE - 3) + "..."


def test_a_rule_of_bearable_length_stays_what_it_is() -> None:
    rule = Said("at most {most:,}", most=1_000)
    assert one_line(rule) is rule
