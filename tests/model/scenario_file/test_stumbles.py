"""What the parser of YAML says is understood, as far as it is known."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.model.scenario_file.stumbles import _KNOWN, understood
from sim.model.scenario_file.yaml_text import compose
from sim.said import Said

_TEXTS = {
    "a: b: c": "mapping values are not allowed here",
    "a: ? b": "mapping keys are not allowed here",
    "a: - b": "sequence entries are not allowed here",
    "a:\nb\nc: 1": "could not find expected ':'",
    "a:\n  - 1\n  b: 2": "expected <block end>, but found '?'",
    "a: [b}": "expected ',' or ']', but got '}'",
    "a: {b: 1]": "expected ',' or '}', but got ']'",
    "a: @b": "found character '@' that cannot start any token",
    'a: "b': "found unexpected end of stream",
    'a: "b\n---\n"': "found unexpected document separator",
    'a: "\\q"': "found unknown escape character 'q'",
    "a: *b": "found undefined alias 'b'",
    "a: & b": "expected alphabetic or numeric character, but found ' '",
    "a: |x\n  b": "expected chomping or indentation indicators, but found 'x'",
    "a: |1- x\n  b": "expected a comment or a line break, but found 'x'",
    "a: ]": "expected the node content, but found ']'",
    "%YAML 1.1\na: 1": "expected '<document start>', but found ('<scalar>',)",
}


@pytest.mark.parametrize("text", _TEXTS)
def test_usual_stumbles_are_sentences(text: str) -> None:
    """The English is the parser's own; what it found stays out of the sentence."""
    with pytest.raises(ScenarioError) as caught:
        compose(text, "a.yaml")
    rule = caught.value.problems[0].rule
    assert rule == f"this is not YAML: {_TEXTS[text]}."
    assert isinstance(rule, Said)
    assert rule.values["why"].template in {each.template for each in _KNOWN}


def test_what_is_found_may_be_anything() -> None:
    """A token is quoted as it is; words that nobody knows are left as they are."""
    found = understood("found undefined alias '{what}'")
    assert isinstance(found, Said)
    assert found.values == {"what": "'{what}'"}
    assert not isinstance(understood("something new"), Said)
    assert understood("something new") == "something new"
