"""From YAML text to a tree of entries.

The text is only composed, never constructed: what a plain word means is decided here, after
YAML 1.2's core schema, so that no tag runs code, 017 and yes stay text, and a time of day that
lost its quotes is noticed whichever YAML version the file asks for.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.errors import Problem, ScenarioError, told_by, visible
from sim.model.scenario_file.entries import (
    BROKEN,
    MOST_TOLD,
    Broken,
    Entry,
    Location,
    more_of,
    one_line,
    written,
)
from sim.model.scenario_file.paths import write_path
from sim.model.scenario_file.stumbles import understood
from sim.said import Said

MAX_ENTRIES = 50_000
"""Entries of one file, aliases written out; a province with a travel-time table has 20,000.

As many take some three seconds to read, in which a scenario is refused or taken.
"""
MAX_DEPTH = 60
KEPT = range(2_000, 65_536)
"""Lengths of texts whose nodes are kept for the next time: shorter ones are parsed in no time."""
_TOO_MANY = Said("there are more than {most:,} entries, aliases written out.", most=MAX_ENTRIES)
_TOO_DEEP = Said("entries are nested too deeply, or an alias stands inside itself.")

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_OCTAL = re.compile(r"[-+]?0\d")
_ENDLESS = re.compile(r"([-+]?\.(inf|Inf|INF))|\.(nan|NaN|NAN)")
_TIME = re.compile(r"\d{1,2}:\d\d(:\d\d)?(\s*[-\u2013]\s*\d{1,2}:\d\d(:\d\d)?)?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = ("", "~", "null", "Null", "NULL")
_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ["str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value"]
}


def plain_word(text: str) -> bool | int | float | str:
    """What a word without quotes means: a truth value, a number, or itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text) and len(text) <= 19:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and not _OCTAL.match(text) else text


@dataclass(slots=True)
class _Builder:
    """Turns composed nodes into entries, and notes what may not stand in a scenario."""

    file: str
    lined: bool
    faults: list[tuple[Location, int, str, str, str]] = field(default_factory=list)
    open_nodes: set[int] = field(default_factory=set)
    count: int = 0

    def build(self, node: Node, at: Location, line: int) -> Entry:
        self.count += 1
        if self.count > MAX_ENTRIES:
            raise _TooMuch(_TOO_MANY)
        if len(at) > MAX_DEPTH or id(node) in self.open_nodes:
            raise _TooMuch(_TOO_DEEP)
        self.open_nodes.add(id(node))
        value: Any
        if str(node.tag) not in _TAGS:
            value = self.fault(at, line, "", Said("tags (!) are not part of a scenario."))
        elif isinstance(node, MappingNode):
            value = self.mapping(node, at)
        elif isinstance(node, SequenceNode):
            value = tuple(
                self.build(each, (*at, i), each.start_mark.line)
                for i, each in enumerate(node.value)
            )
        else:
            assert isinstance(node, ScalarNode)
            value = self.scalar(node, at, line)
        self.open_nodes.discard(id(node))
        text = node.value if isinstance(node, ScalarNode) else ""
        return Entry(value, self.file, line + 1 if self.lined else None, text)

    def mapping(self, node: MappingNode, at: Location) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        merged: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line
            if not isinstance(key_node, ScalarNode):
                self.fault(at, line, "", Said("a key is a word, not a list or a map."))
                continue
            key = self.text(key_node.value, at, line)
            if key_node.style is None and key == "<<":
                for each in self.merged(value_node, at, line):
                    merged = each | merged
                continue
            if key_node.style is None and (_TIME.fullmatch(key) or key in _NULLS):
                rule = Said("a key is missing.") if key in _NULLS else _quote(key)
                self.fault(at if key in _NULLS else (*at, key), line, "", rule)
            if key_node.style is None and key in _NULLS:
                continue
            if key in entries:
                first = entries[key].line
                rule = Said("this key is there twice.")
                if first:
                    rule = Said("this key is there twice, first in line {line}.", line=first)
                self.fault((*at, key), line, "", rule)
                continue
            entries[key] = self.build(value_node, (*at, key), line)
        return merged | entries

    def merged(self, node: Node, at: Location, line: int) -> Iterator[dict[str, Entry]]:
        """The maps that a merge key (`<<`) names."""
        for each in node.value if isinstance(node, SequenceNode) else (node,):
            built = self.build(each, at, line)
            if isinstance(built.value, dict):
                yield built.value
            else:
                self.fault((*at, "<<"), line, "", Said("only maps can be merged into a map."))

    def scalar(self, node: ScalarNode, at: Location, line: int) -> Any:
        text = self.text(node.value, at, line)
        if node.style is not None:
            return text
        if text in _NULLS:
            return self.fault(
                at,
                line,
                text,
                Said("null is no value."),
                Said("Leave the key out, or remove what is inherited."),
            )
        if _ENDLESS.fullmatch(text):
            return self.fault(at, line, text, Said("a number must be finite."))
        if _TIME.fullmatch(text):
            self.fault(at, line, text, _quote(text))
            return text
        value = plain_word(text)
        if value in (float("inf"), float("-inf")):
            return self.fault(at, line, text, Said("a number must be finite."))
        return value

    def text(self, text: str, at: Location, line: int) -> str:
        """Composed letters (NFC), so that a name with diacritics equals itself however typed."""
        if text.isascii() and text.isprintable():
            return text
        if (shown := visible(text)) != text:
            self.fault(at, line, "", Said("text may not hold control characters."))
            return shown
        return unicodedata.normalize("NFC", text)

    def fault(self, at: Location, line: int, value: str, rule: str, hint: str = "") -> Broken:
        self.faults.append((at, line, value, rule, hint))
        return BROKEN


class _TooMuch(Exception):
    """The tree would take more memory or depth than any scenario needs."""


def _quote(text: str) -> str:
    return Said(
        'without quotes, some programs read a time of day as a number: quote it, "{text}".',
        text=text,
    )


_STUMBLES = (YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the parser raises over texts that are not YAML, by intent or not."""


def compose(text: str, file: str, *, lined: bool = True) -> tuple[Entry | None, list[Problem]]:
    """The tree of a YAML text and what is wrong with it; None for an empty text.

    Raises
    ------
    ScenarioError
        If the text is not YAML, or too large once its aliases are written out.
    """
    builder = _Builder(file, lined)
    try:
        node = _nodes(text)
        if node is None:
            return None, []
        root = builder.build(node, (), node.start_mark.line)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None and lined else None
        raise ScenarioError(_not_yaml(file, line, str(error.problem or error.context))) from None
    except (_TooMuch, RecursionError) as error:
        rule = told_by(error) if isinstance(error, _TooMuch) else _TOO_DEEP
        raise ScenarioError(Problem(file=file, rule=rule)) from None
    except (
        YAMLError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        # The parser is not ours; whatever makes it stumble is not YAML.
        raise ScenarioError(_not_yaml(file, None, str(error).splitlines()[0])) from None
    problems = [
        Problem(
            file=file,
            line=line + 1 if lined else None,
            path=write_path(root, at),
            value=written(value) if value else "",
            rule=rule,
            hint=hint,
        )
        for at, line, value, rule, hint in builder.faults[:MOST_TOLD]
    ]
    return root, problems + more_of(len(builder.faults), file)


class _Counting(Composer):
    """Ends where there are more entries than any scenario has, before the rest is read."""

    count = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One more, unless it is a key, which has no index."""
        self.count += index is not None
        if self.count >= MAX_ENTRIES:
            raise _TooMuch(_TOO_MANY)
        return super().compose_node(parent, index)


def _nodes(text: str) -> Any:
    """The nodes of a text, which nobody changes: a file that many extend is parsed once."""
    return _kept(text) if len(text) in KEPT else _parsed(text)


def _parsed(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = MAX_DEPTH + 2
    yaml.Composer = _Counting
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an anchor that is named twice, which YAML allows
        return yaml.compose(text)


_kept = lru_cache(maxsize=8)(_parsed)


def _not_yaml(file: str, line: int | None, what: str) -> Problem:
    what = one_line(what).rstrip(".")
    if "maximum depth" in what:
        return Problem(file=file, line=line, rule=_TOO_DEEP)
    hint = Said("Indent with spaces.") if r"'\t'" in what else ""
    if "single document" in what or "another document" in what:
        rule = Said("this is not YAML: there is more than one document.")
        return Problem(file=file, line=line, rule=rule, hint=Said("Keep to one document a file."))
    rule = Said("this is not YAML: {why}.", why=understood(what))
    return Problem(file=file, line=line, rule=rule, hint=hint)
