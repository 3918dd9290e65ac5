"""A sweep in a report: what a step buys in words, every point and every step as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.report.numbers import Estimate, number
from sim.report.page.grids import Grid, Point, Scope, numbers
from sim.report.page.names import Names
from sim.report.page.pairing import side
from sim.report.page.sections import Block, Cell, Row, change_cell, measure, told
from sim.report.page_grid_words import GRID, KEY
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from sim.report.page.reading import Evidence

POINTS = (
    "staff", "officer_hours_per_day", "wait_mean", "wait_p90", "within_target_share",
    "abandoned_share", "utilisation", "waiting_hours_per_day", "officer_cost_per_day",
)  # fmt: skip
STEPS = (
    "wait_mean", "within_target_share", "abandoned_share", "waiting_hours_per_day",
    "officer_hours_per_day", "officer_cost_per_day",
)  # fmt: skip
MOST_LINES = 4
"""Of a grid of several keys, that are told of in words."""
WAIT = "wait_mean"
FIRST_STEPS = 2
"""Told of in words, besides the last one that changes anything."""
SHOWN = 0.05
"""Minutes: less is written as 0.0."""


def key_name(path: str, lang: Lang) -> str:
    """What is varied, in a word where there is one."""
    last = path.rsplit(".", 1)[-1].strip().strip('"') or path
    return say(KEY, last, lang) if last in KEY else last


def sentences(evidence: Evidence, names: Names, lang: Lang) -> Iterator[str]:
    """What the steps buy at the first part of the network that the sweep is about."""
    grid = evidence.grid
    if grid is None:
        return
    scope = grid.scopes[0]
    lines = [_known(grid, line, scope) for line in grid.lines]
    lines = [line for line in lines if line]
    if not lines:
        yield say(GRID, "nobody", lang)
    for line in lines[:MOST_LINES]:
        yield _lead(grid, line, scope, names, lang)
    if len(lines) > MOST_LINES:
        more = number(len(lines) - MOST_LINES, 0, lang)
        yield say(GRID, "more_lines", lang, n=more)
    if len(lines) == 1 and _is_numeric(lines[0]):
        yield from _steps(grid, lines[0], scope, lang)
        yield from _within(evidence, grid, lines[0], scope, lang)


def _known(grid: Grid, line: Sequence[Point], scope: Scope) -> list[Point]:
    return [each for each in line if not math.isnan(grid.at(each.label, scope, WAIT).mean)]


def _is_numeric(line: Sequence[Point]) -> bool:
    return numbers([each.values[-1] for each in line]) is not None


def _lead(grid: Grid, line: Sequence[Point], scope: Scope, names: Names, lang: Lang) -> str:
    fixed = zip(grid.keys[:-1], line[0].values[:-1], strict=True)
    where = [names.scope(*scope), *(f"{key_name(key, lang)} = {value}" for key, value in fixed)]
    waits = {each.values[-1]: grid.at(each.label, scope, WAIT).mean for each in line}
    if _is_numeric(line):
        first, last = line[0].values[-1], line[-1].values[-1]
    else:
        first, last = max(waits, key=waits.__getitem__), min(waits, key=waits.__getitem__)
    return say(
        GRID, "lead" if _is_numeric(line) else "lead_words", lang, where=", ".join(where),
        what=key_name(grid.keys[-1], lang), first=first, last=last,
        old=number(waits[first], 1, lang), new=number(waits[last], 1, lang),
    )  # fmt: skip


def _steps(grid: Grid, line: Sequence[Point], scope: Scope, lang: Lang) -> Iterator[str]:
    """What the first steps and the last clear one buy, and from where on none buys anything."""
    found = [
        (n, grid.steps[line[n].label, scope, WAIT].change)
        for n in range(1, len(line))
        if (line[n].label, scope, WAIT) in grid.steps
    ]
    if not found:
        return
    clear = [n for n, change in found if side(change) and abs(change.mean) >= SHOWN]
    last = max(clear, default=0)
    for n, change in found:
        if n <= FIRST_STEPS or n == last:
            yield _step(line[n - 1].values[-1], line[n].values[-1], change, lang)
    if last < len(line) - 2 and not any(math.isnan(change.low) for _, change in found):
        yield say(GRID, "no_more", lang, value=line[last].values[-1])


def _step(before: str, after: str, change: Estimate, lang: Lang) -> str:
    ends = sorted((abs(change.low), abs(change.high)))
    values = {
        "before": before, "after": after, "by": number(abs(change.mean), 1, lang),
        "low": number(ends[0], 1, lang), "high": number(ends[1], 1, lang),
    }  # fmt: skip
    if math.isnan(change.low):
        by = number(change.mean, 1, lang, signed=True)
        return say(GRID, "step_alone", lang, **{**values, "by": by})
    if side(change):
        return say(GRID, "step_falls" if change.mean < 0 else "step_rises", lang, **values)
    values |= {
        "low": number(change.low, 1, lang, signed=True),
        "high": number(change.high, 1, lang, signed=True),
    }
    return say(GRID, "step_stays", lang, **values)


def _within(
    evidence: Evidence, grid: Grid, line: Sequence[Point], scope: Scope, lang: Lang
) -> Iterator[str]:
    """From which value on the mean wait is within the wait target, where that is one for all."""
    targets = {run.scenario.wait_target for run in evidence.runs}
    if len(targets) != 1:
        return
    target = targets.pop()
    waits = [grid.at(each.label, scope, WAIT).mean for each in line]
    fine = [wait <= target for wait in waits]
    first = fine.index(True) if any(fine) else len(fine)
    if 0 < first < len(fine) and all(fine[first:]):
        yield say(
            GRID, "within", lang, value=line[first].values[-1], target=number(target, 0, lang)
        )


def tables(grid: Grid, names: Names, lang: Lang) -> list[tuple[str, list[Block]]]:
    """By part of the network: what every point gives, and what every step changes."""
    return [
        (names.scope(*scope), [
            _table(grid, scope, POINTS, lang),
            *([_step_table(grid, scope, lang)] if grid.steps else []),
        ])
        for scope in grid.scopes
    ]  # fmt: skip


def _table(grid: Grid, scope: Scope, kpis: Sequence[str], lang: Lang) -> Block:
    columns = [
        kpi for kpi in kpis if any((each.label, scope, kpi) in grid.cells for each in grid.points)
    ]
    rows = tuple(
        Row(
            name=each.label,
            cells=tuple(
                Cell(text=told(grid.at(each.label, scope, kpi), grid.units[kpi], lang))
                for kpi in columns
            ),
        )
        for each in grid.points
    )
    heads = tuple(measure(kpi, grid.units[kpi], lang) for kpi in columns)
    return Block(title=say(GRID, "every_point", lang), heads=heads, rows=rows)


def _step_table(grid: Grid, scope: Scope, lang: Lang) -> Block:
    known = {kpi for _, at, kpi in grid.steps if at == scope}
    columns = [kpi for kpi in STEPS if kpi in known]
    rows = []
    for each in grid.points:
        found = [grid.steps.get((each.label, scope, kpi)) for kpi in columns]
        before = next((step.before for step in found if step is not None), None)
        if before is None:
            continue
        cells = (
            change_cell(None if step is None else step.change, grid.units[kpi], lang)
            for step, kpi in zip(found, columns, strict=True)
        )
        name = f"{before} \N{RIGHTWARDS ARROW} {each.values[-1]}"
        rows.append(Row(name=name, cells=tuple(cells)))
    heads = tuple(measure(kpi, grid.units[kpi], lang) for kpi in columns)
    return Block(title=say(GRID, "every_step", lang), heads=heads, rows=tuple(rows))
