"""Scenario trees gone wrong: a valid one with values, keys and whole branches exchanged.

A tree is written as YAML in brackets by `text_of_tree`, since no library writes what must not be:
the same key twice, keys that are lists, tags, anchors of themselves.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

NUMBERS = (
    0, -1, 1, 2, 0.5, -0.0, 1e-320, 1e-9, 1e308, -1e308, 1e400, math.nan, math.inf, -math.inf,
    10**9,
    10**9 + 1, 2**31, 2**63 - 1, 2**63, 10**30, -(10**9), 9_999, 10_000, 3_660, 7_320, 10_000_000,
    999_999_999, 0.999999, 1.0000001,
)  # fmt: skip
"""At, just inside and far beyond every bound there is."""
WORDS = (
    "", " ", "none", "all", "null", "~", "yes", "07:30", "24:00", "23:59-00:01", "00:00-24:00",
    "1e9 h", "100%", "-5%", "0001-01-01", "9999-12-31", "2025-02-30", "1970-01-01", "2100-12-31",
    "../../../etc/passwd", "/etc/passwd", "~root/x", "motcua:../base", "motcua:phase-2", ".",
    "a\0b",
    "file:///etc/passwd", "\\\\host\\share", "=cmd|' /C calc'!A0", "<script>alert(1)</script>",
    "$(reboot)", "`reboot`", "\x1b[2J", "\u202eabc", "\ud800", "é" * 200, "x" * 100_000,
    "line\nbreak", "::error::x", "[red]x[/red]", "$\\frac{1}{0}$", "{0}", "%s%n", "&a *a",
    "!!python",
    "sites", "mon-sun", "branch", "phase-1.yaml", "within 20 min >= 90%", "VN", "US", "0" * 40,
)  # fmt: skip
PIECES = (
    [], {}, [[]], [{}], {"": {}}, {"law": "fixed"}, {"law": "gamma", "mean": 1e-300, "cv": 1e300},
    {"law": "empirical", "values": [1e7, 0], "weights": [1e9, 1e-320]}, {"law": "empirical",
    "csv": "."},
    {"law": "empirical", "csv": "/dev/zero", "column": "x"}, {"csv": "../../../etc/passwd"},
    {"law": "erlang", "mean": 1, "k": 10**9}, {"law": "lognormal", "mean": 1e7, "cv": 1e308},
    {"law": "geometric", "mean": 1e300}, {"law": "hyperexponential", "mean": 1, "cv": 1e200},
    {"from": "1970-01-01", "to": "2100-12-31"}, {"start": "2025-01-06", "days": 7320},
    {"start": "9999-12-31", "days": 10**9}, {"working_days": 10**9}, {"days": 1830},
    {"00:00": 10**9}, {"09:00": 0, "9:00": 1}, {"mon-sun": ["00:00-24:00"]}, {"mon": []}, {"1": 1,
    "3660": 1e9},
    [{"name": "a", "count": 10_000}] * 5, [{"name": "a", "count": 1}, {"name": "a", "count": 1}],
)  # fmt: skip
"""Small trees that have a meaning somewhere."""


@dataclass(frozen=True)
class Raw:
    """YAML text that is put in as it is."""

    text: str


SNIPPETS = (
    "!!python/object/apply:os.system ['touch /tmp/motcua-fuzz']", "!!binary aGk=", "!x y",
    "*unknown",
    "&a [*a]", "{<<: {a: 1}}", "{<<: [1]}", "{? [1]: 2}", "{1: 2, 1.5: 3, true: 4, ~: 5}",
    "{a: 1, a: 2}",
    "!!set {a, b}", "!!omap [a: 1]", "!!timestamp 2025-01-01", "!!float x", "!!int 99999",
    "0x7fffffff",
    "0o17", "1_000", "+.inf", "1:30:00", "2025-01-06T00:00:00Z", '"\\ud800"', '"\\U0010FFFF"',
    "[" * 80 + "]" * 80,
    "@x", "`x", "%x", "|", "? ", "- - -",
)  # fmt: skip

numbers = st.one_of(
    st.sampled_from(NUMBERS), st.integers(-10, 10**10), st.floats(width=64), st.floats(0, 1)
)
scalars = st.one_of(
    numbers,
    st.sampled_from(WORDS),
    st.booleans(),
    st.none(),
    st.text(max_size=20),
    st.sampled_from(SNIPPETS).map(Raw),
)
values = st.one_of(
    scalars,
    st.sampled_from(PIECES),
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
        ),
        max_leaves=8,
    ),
)


@dataclass
class Pairs:
    """A map whose keys may come twice and be anything."""

    entries: list[tuple[Any, Any]]


def edited(tree: Any, edits: list[tuple[int, int, Any]]) -> Any:
    """A copy of a tree with (place, what to do, a value) done to it, one after another."""
    tree = _loose(deepcopy(tree))
    for place, action, value in edits:
        spots = list(_spots(tree))
        if not spots:
            break
        holder, at = spots[place % len(spots)]
        _edit(holder, at, action, _loose(deepcopy(value)), spots[(place * 7919) % len(spots)])
    return tree


def _edit(
    holder: list[Any], at: int, action: int, value: Any, other: tuple[list[Any], int]
) -> None:
    pair = holder[at]
    is_pair = isinstance(pair, tuple)
    match action:
        case 0:
            del holder[at]
        case 1:
            holder.insert(at, pair)
        case 2 if is_pair:
            holder[at] = (value, pair[1])
        case 3:
            moved = other[0][other[1]]
            moved = deepcopy(moved[1] if isinstance(moved, tuple) else moved)
            holder[at] = (pair[0], moved) if is_pair else moved
        case 4 if is_pair:
            holder.insert(at, (value, pair[1]))
        case _:
            holder[at] = (pair[0], value) if is_pair else value


def _loose(tree: Any) -> Any:
    if isinstance(tree, dict):
        return Pairs([(key, _loose(each)) for key, each in tree.items()])
    return [_loose(each) for each in tree] if isinstance(tree, list) else tree


def _spots(tree: Any) -> Any:
    """Every place of a tree: the list that holds it, and where."""
    held = tree.entries if isinstance(tree, Pairs) else tree if isinstance(tree, list) else []
    for i, each in enumerate(held):
        yield held, i
        yield from _spots(each[1] if isinstance(each, tuple) else each)


def text_of_tree(tree: Any) -> str:
    """A tree as YAML in brackets, one entry of the root a line."""
    if isinstance(tree, Pairs) and tree.entries:
        return "\n".join(f"{_key(key)}: {_flow(each)}" for key, each in tree.entries) + "\n"
    return _flow(tree)


def text_of_tree_json(tree: Any) -> str:
    """A tree as JSON in one line, as far as JSON has words for it."""
    return _flow(tree)


def _key(key: Any) -> str:
    return _flow(key) if isinstance(key, (str, int, bool)) else f"? {_flow(key)}\n"


def _braces(pairs: Iterable[tuple[Any, Any]]) -> str:
    return "{" + ", ".join(f"{_key(key)}: {_flow(each)}" for key, each in pairs) + "}"


def _flow(tree: Any) -> str:
    match tree:
        case Raw():
            return tree.text
        case Pairs():
            return (
                "{" + ", ".join(f"{_key(key)}: {_flow(each)}" for key, each in tree.entries) + "}"
            )
        case dict():
            return (
                "{" + ", ".join(f"{_key(key)}: {_flow(each)}" for key, each in tree.items()) + "}"
            )
        case list() | tuple():
            return "[" + ", ".join(map(_flow, tree)) + "]"
        case str() | date():
            return json.dumps(str(tree), ensure_ascii=False)
        case float() if not math.isfinite(tree):
            return {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}[str(tree)]
        case None:
            return "~"
        case bool():
            return str(tree).lower()
        case _:
            return repr(tree)
