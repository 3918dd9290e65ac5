"""The points of a sweep, as its folder keeps them: all of them, however many there are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UsageError
from sim.report.numbers import MISSING, Estimate
from sim.report.tables import unguarded
from sim.said import Said

if TYPE_CHECKING:
    import pandas as pd

FILE = "sweep.csv"
_FIXED = (
    "point", "scope_type", "scope", "kpi", "unit", "mean", "ci_low", "ci_high", "replications",
    "step_from", "step_mean", "step_low", "step_high",
)  # fmt: skip
_NUMBERS = ("mean", "ci_low", "ci_high", "step_mean", "step_low", "step_high")
_LARGEST = 64 * 1024**2

Scope = tuple[str, str]
"""Its type and its name."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One combination of values."""

    label: str
    values: tuple[str, ...]
    """One of each key, as it was typed."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What changes from one point to the next of its line."""

    before: str
    """The label of the point before."""
    change: Estimate


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What was varied, and what each point gave."""

    keys: tuple[str, ...]
    """Paths in the scenario; the last one's values follow each other in a line."""
    points: tuple[Point, ...]
    scopes: tuple[Scope, ...]
    """The parts of the network that it is about, the most telling first."""
    units: Mapping[str, str]
    """Of each measure, in the order of the file."""
    cells: Mapping[tuple[str, Scope, str], Estimate]
    """By point, scope and measure."""
    steps: Mapping[tuple[str, Scope, str], Step]
    """Likewise; nothing of the first point of a line."""

    @cached_property
    def lines(self) -> tuple[tuple[Point, ...], ...]:
        """Points that differ in the last key alone, in their order."""
        found: dict[tuple[str, ...], list[Point]] = {}
        for point in self.points:
            found.setdefault(point.values[:-1], []).append(point)
        return tuple(map(tuple, found.values()))

    def at(self, label: str, scope: Scope, kpi: str) -> Estimate:
        """An estimate; nothing where it is blank."""
        return self.cells.get((label, scope, kpi), MISSING)


def read(folder: Path) -> Grid:
    """Read the table of a sweep.

    Raises
    ------
    UsageError
        It is no such table.
    """
    file = folder / FILE
    rows = _rows(file)
    keys = tuple(str(name) for name in rows.columns if name not in _FIXED)
    if not keys or rows.empty:
        raise _broken(file, Said("is no table of a sweep"))
    values = {name: rows[name].map(_text) for name in (*keys, "point", "scope", "step_from")}
    rows = rows.assign(**values)
    first = rows.drop_duplicates("point")
    points = zip(first["point"], first[list(keys)].itertuples(index=False, name=None), strict=True)
    scopes = dict.fromkeys(zip(rows["scope_type"], rows["scope"], strict=True))
    cells: dict[tuple[str, Scope, str], Estimate] = {}
    steps: dict[tuple[str, Scope, str], Step] = {}
    for row in rows.itertuples(index=False):
        key = (str(row.point), (str(row.scope_type), str(row.scope)), str(row.kpi))
        mean, low, high, change, least, most = (float(getattr(row, name)) for name in _NUMBERS)
        cells[key] = Estimate(mean, low, high)
        if row.step_from and not math.isnan(change):
            steps[key] = Step(before=str(row.step_from), change=Estimate(change, least, most))
    return Grid(
        keys=keys,
        points=tuple(Point(label=label, values=each) for label, each in points),
        scopes=tuple((str(kind), str(name)) for kind, name in scopes),
        units=dict(zip(rows["kpi"], rows["unit"], strict=True)),
        cells=cells,
        steps=steps,
    )


def _rows(file: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise _broken(file, Said("is no table that can be read"))
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        if not set(_FIXED) <= set(rows.columns):
            raise _broken(file, Said("is no table of a sweep"))
        for name in _NUMBERS:
            rows[name] = pd.to_numeric(rows[name])
    except (OSError, ValueError, OverflowError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise _broken(file, Said("cannot be read ({reason})", reason=reason)) from None
    return rows


def _text(value: object) -> str:
    return str(unguarded(str(value)))


def numbers(values: Sequence[str]) -> tuple[float, ...] | None:
    """The values of a key as numbers, percentages as shares; None if some are none."""
    from sim.studies.sweep.values import Key

    return Key(path="", values=tuple(values)).numbers


def _broken(file: Path, rule: Said) -> UsageError:
    return UsageError(
        Said(
            "report: {file} {rule}; run the sweep again, or name another folder.",
            file=str(file), rule=rule,
        )
    )  # fmt: skip
