"""What a sweep tries: `PATH=VALUES` with a list or a range, and the grid of several.

Values are parted by commas that stand in no brackets, braces or quotes; `a..b` counts from a to b
by 1, `a..b/s` by s, in decimal arithmetic, percentages too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import product

from sim.errors import UsageError, quoted, told_by
from sim.model.scenario_file import PathError, split_assignment
from sim.said import Said

MOST_POINTS = 200
"""Of a grid: each is a simulation of its own."""

_NUMBER = r"[+-]?\d{1,12}(?:\.\d{1,12})?%?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*(?:/\s*({_NUMBER})\s*)?")
_OPEN, _SHUT = "[{(", "]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One thing that is varied."""

    path: str
    values: tuple[str, ...]
    """As they are written behind the equals sign."""

    @property
    def name(self) -> str:
        """The last step of the path: what the values are of."""
        return self.path.rsplit(".", 1)[-1].strip().strip('"') or self.path

    @property
    def numbers(self) -> tuple[float, ...] | None:
        """The values as numbers, percentages as shares; None if some are none."""
        found = [_as_number(value) for value in self.values]
        known = tuple(each for each in found if each is not None)
        return known if len(known) == len(found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPoint:
    """One combination of values."""

    label: str
    """Unique in its grid, such as `staff=12, absence=5%`."""
    values: tuple[str, ...]
    """One of each key."""
    sets: tuple[str, ...]
    """As assignments."""


def parse_key(text: str) -> Key:
    """The path and the values of one `--set`.

    Raises
    ------
    UsageError
        It is no assignment, a value is missing, or a range leads nowhere.
    """
    try:
        path, values = split_assignment(text)
    except PathError as error:
        raise _wrong(text, told_by(error)) from None
    if not path:
        raise _wrong(text, Said("an assignment is written as path=value."))
    pieces = split_values(values)
    if any(not piece.strip() for piece in pieces):
        raise _wrong(text, Said("a value is missing; write it like 12,13,15 or 12..15."))
    spread = [value for piece in pieces for value in _values(piece.strip(), text)]
    doubled = next((value for i, value in enumerate(spread) if value in spread[:i]), None)
    if doubled is not None:
        raise _wrong(text, Said("the value {value} is there twice.", value=quoted(doubled)))
    return Key(path=path, values=tuple(spread))


def _wrong(text: str, rule: str) -> UsageError:
    return UsageError(Said("--set {typed}: {rule}", typed=quoted(text), rule=rule))


def split_values(text: str) -> list[str]:
    """The text parted at its top-level commas."""
    pieces, depth, quote, since = [], 0, "", 0
    for i, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in _OPEN + _SHUT:
            depth += 1 if letter in _OPEN else -1
        elif letter == "," and depth <= 0:
            pieces.append(text[since:i])
            since = i + 1
    return [*pieces, text[since:]]


def _values(piece: str, text: str) -> list[str]:
    """The values of a range, or the one value that it is."""
    found = _RANGE.fullmatch(piece)
    if found is None:
        return [piece]
    units = {part.endswith("%") for part in found.groups() if part}
    if len(units) > 1:
        rule = Said("in {range} all numbers are percentages, or none is.", range=quoted(piece))
        raise _wrong(text, rule)
    percent = "%" if units.pop() else ""
    low, high, step = (Decimal((part or "1").rstrip("%")) for part in found.groups())
    if step == 0 or (high - low) * step < 0:
        back = f"{found[2]}..{found[1]}" if found[3] is None else Said("a step that leads there")
        rule = Said(
            "the range {range} never gets to its end; write {instead}.",
            range=quoted(piece), instead=back,
        )  # fmt: skip
        raise _wrong(text, rule)
    if (high - low) / step >= MOST_POINTS:
        rule = Said(
            "the range {range} has more than {most} values.", range=quoted(piece), most=MOST_POINTS
        )
        raise _wrong(text, rule)
    with localcontext(prec=40):
        n = int((high - low) // step)
        return [f"{_plain(low + i * step)}{percent}" for i in range(n + 1)]


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _as_number(value: str) -> float | None:
    percent = value.endswith("%")
    try:
        number = float(value.removesuffix("%").replace("_", ""))
    except ValueError:
        return None
    if number != number or abs(number) == float("inf"):
        return None
    return number / 100 if percent else number


def grid(sets: Sequence[str]) -> tuple[tuple[Key, ...], tuple[GridPoint, ...]]:
    """What is varied, and all combinations; the last key's values change fastest.

    A `--set` of one value is the same at every point, and varies nothing.

    Raises
    ------
    UsageError
        Nothing varies, or more than can be tried.
    """
    keys = [parse_key(each) for each in sets]
    twice = next((k.path for i, k in enumerate(keys) if k.path in [o.path for o in keys[:i]]), None)
    if twice is not None:
        raise _wrong(twice, Said("it is set twice; put its values into one --set."))
    varied = tuple(key for key in keys if len(key.values) > 1)
    size = 1
    for key in varied:
        size *= len(key.values)
    if size < 2:
        raise UsageError(
            Said('nothing varies: give several values, such as --set "sites.di-an.staff=12..15".')
        )
    if size > MOST_POINTS:
        raise UsageError(
            Said(
                "the grid has {size:,} points, and at most {most} are tried.",
                size=size,
                most=MOST_POINTS,
            )
        )
    names = _names(varied)
    fixed = [f"{key.path}={key.values[0]}" for key in keys if len(key.values) == 1]
    points = []
    for values in product(*(key.values for key in varied)):
        label = ", ".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
        own = (f"{key.path}={value}" for key, value in zip(varied, values, strict=True))
        points.append(GridPoint(label=label, values=values, sets=(*fixed, *own)))
    return varied, tuple(points)


def _names(keys: Sequence[Key]) -> list[str]:
    """Short names of the keys, whole paths where two would be called the same."""
    short = [key.name for key in keys]
    return [key.path if short.count(key.name) > 1 else key.name for key in keys]
