"""What the parser says of a text that is no YAML, as sentences that can be translated."""

from __future__ import annotations

from sim.said import Said

_KNOWN = (
    Said("mapping values are not allowed here"),
    Said("mapping keys are not allowed here"),
    Said("sequence entries are not allowed here"),
    Said("could not find expected ':'"),
    Said("expected <block end>, but found {what}"),
    Said("expected the node content, but found {what}"),
    Said("expected ',' or ']', but got {what}"),
    Said("expected ',' or '}}', but got {what}"),
    Said("expected '<document start>', but found {what}"),
    Said("expected alphabetic or numeric character, but found {what}"),
    Said("expected chomping or indentation indicators, but found {what}"),
    Said("expected a comment or a line break, but found {what}"),
    Said("found character {what} that cannot start any token"),
    Said("found unexpected end of stream"),
    Said("found unexpected document separator"),
    Said("found unexpected ':'"),
    Said("found unknown escape character {what}"),
    Said("found undefined alias {what}"),
    Said("special characters are not allowed"),
)
"""The parser's own words; `what` it found."""


def understood(problem: str) -> str:
    """The parser's words as a sentence with what it found, or as they are where nobody knows it."""
    for each in _KNOWN:
        front, gap, end = each.template.replace("}}", "}").partition("{what}")
        if not gap and problem == front:
            return each
        if gap and problem.startswith(front) and problem.endswith(end):
            found = problem[len(front) : len(problem) - len(end)]
            return Said(each.template, what=found)
    return problem
