"""Sentences are said in another language with the same values."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest

from sim.errors import Problem, ScenarioError, UsageError
from sim.said import ENGLISH, Said, Tongue, together

_WORDS = {
    "at most {most:,} rows in {place}.": "{place}: nhiều nhất {most:,} dòng.",
    "the table": "bảng",
    "Take {share:.1%} off.": "Bớt {share:.1%}.",
    "{first} {second}": "{second} {first}",
}
VIETNAMESE = Tongue(lambda english: _WORDS.get(english, english), (".", ","))


def _rows() -> Said:
    return Said("at most {most:,} rows in {place}.", most=1_000, place=Said("the table"))


def test_it_is_text_as_any_other() -> None:
    """Whoever knows nothing of languages sees the English sentence."""
    assert _rows() == "at most 1,000 rows in the table."
    assert f"{_rows()}!" == "at most 1,000 rows in the table.!"


def test_another_language_has_its_own_order_and_marks() -> None:
    """What was filled in is translated where it is a sentence itself, and stays otherwise."""
    assert VIETNAMESE.say(_rows()) == "bảng: nhiều nhất 1.000 dòng."
    assert VIETNAMESE.say(Said("Take {share:.1%} off.", share=0.125)) == "Bớt 12,5%."


def test_a_number_without_a_format_is_written_as_files_have_it() -> None:
    """A value of a YAML file is quoted as it has to be typed."""
    assert VIETNAMESE.say(Said("{first} {second}", first=0.5, second="a,b")) == "a,b 0.5"


def test_what_is_unknown_is_left_as_it_is() -> None:
    """A sentence without a translation, and text that was never `Said`."""
    assert VIETNAMESE.say(Said("new {x}", x=1)) == "new 1"
    assert VIETNAMESE.say("at most") == "at most"
    assert ENGLISH.say(_rows()) == str(_rows())


def test_braces_of_others_are_no_gaps() -> None:
    """Values are put in once, whatever they hold, and a sentence without values is no pattern."""
    assert (
        VIETNAMESE.say(Said("{first} {second}", first="{second}", second="{0}")) == "{0} {second}"
    )
    assert Said("a map such as {a: 1}") == "a map such as {a: 1}"
    assert VIETNAMESE.say(Said("a map such as {a: 1}")) == "a map such as {a: 1}"


def test_a_gap_without_a_value_is_seen_at_once() -> None:
    """Not first when somebody asks for the other language."""
    with pytest.raises(KeyError):
        Said("{first} {second}", first=1)


def test_sentences_stand_one_after_the_other() -> None:
    """Empty ones are left out; each is translated for itself."""
    both = together([_rows(), "", Said("the table")], "; ")
    assert both == "at most 1,000 rows in the table.; the table"
    assert VIETNAMESE.say(both) == "bảng: nhiều nhất 1.000 dòng.; bảng"
    assert together([]) == ""


@pytest.mark.parametrize("copied", [deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_it_comes_whole_from_another_process(copied) -> None:
    """A worker's error is still told in the language of whoever asked."""
    for error in (
        UsageError(_rows()),
        ScenarioError(Problem(file="a.yaml", line=2, path="sites", rule=_rows())),
    ):
        assert copied(error).told(VIETNAMESE) == error.told(VIETNAMESE)
        assert "nhiều nhất 1.000 dòng" in copied(error).told(VIETNAMESE)


def test_a_problem_is_told_in_a_language() -> None:
    """Place and value stay, the rule and what to do are translated."""
    problem = Problem(file="a.yaml", line=2, path="x", value="3", rule=_rows(), hint=_rows())
    assert problem.told(VIETNAMESE) == (
        "a.yaml:2: x = 3: bảng: nhiều nhất 1.000 dòng. bảng: nhiều nhất 1.000 dòng."
    )
    assert str(problem) == problem.told(ENGLISH)
