"""The tables of a report, ready to be laid out; every number is a text already."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.measures.kpis import COLUMN
from sim.report.numbers import Estimate, interval, number
from sim.report.page.names import Names
from sim.report.page.pairing import changes, is_paired, side
from sim.report.page.sentences import TIERS, estimate
from sim.report.page_grid_words import GRID
from sim.report.page_words import PAGE
from sim.report.words import KPI, UNIT, Lang, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.report.page.reading import Evidence, Kept

MEASURES = (
    "arrivals_per_day", "served_per_day", "wait_mean", "wait_p90", "within_target_share",
    "over_60min_share", "abandoned_share", "waiting_hours_per_day", "utilisation",
    "overtime_per_day", "staff", "turnaround_mean", "on_time_share", "citizen_time_mean",
    "travel_mean",
)  # fmt: skip
OVERVIEW = (
    "staff", "wait_mean", "wait_p90", "within_target_share", "abandoned_share", "utilisation",
    "on_time_share",
)  # fmt: skip
"""Measures of the network that a table of many runs shows."""
MOST_CHANGES = 3
"""Columns of changes; with more runs, what differs from the first is bold instead."""
MOST = 5
"""Sites that a table shows of those that gain, and of those that lose."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A text, and whether it stands out."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a row is about, and its cells."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A table: its caption, its heads and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    """The head over the names, where the table has one of its own."""


def side_by_side(evidence: Evidence, names: Names, lang: Lang) -> list[Block]:
    """The measures of the network and of each tier, run by run, and how they change."""
    runs = evidence.shown
    base, *others = runs
    heads = [names.run(run.label) for run in runs]
    pairs = [run for run in others if is_paired(run, base)]
    if len(pairs) <= MOST_CHANGES:
        heads += [say(PAGE, "change", lang, run=names.run(run.label)) for run in pairs]
    units = dict(
        base.summary.drop_duplicates("kpi")[["kpi", "unit"]].itertuples(index=False, name=None)
    )
    blocks = []
    for scope in (("network", "all"), *(("tier", tier) for tier in TIERS)):
        rows = [
            _measure(runs, pairs, scope, kpi, units[kpi], lang) for kpi in MEASURES if kpi in units
        ]
        rows = [row for row in rows if any(cell.text != "–" for cell in row.cells)]
        if rows:
            title = names.scope(*scope)
            blocks.append(Block(title=title, heads=tuple(heads), rows=tuple(rows)))
    return blocks


def _measure(
    runs: Sequence[Kept], pairs: Sequence[Kept], scope: tuple[str, str], kpi: str, unit: str,
    lang: Lang,
) -> Row:  # fmt: skip
    moved = {
        run.label: changes(run, runs[0], kpi, scope[0]).get(scope[1]) if kpi in COLUMN else None
        for run in pairs
    }
    many = len(pairs) > MOST_CHANGES
    cells = []
    for run in runs:
        change = moved.get(run.label)
        strong = many and change is not None and side(change) != 0
        cells.append(Cell(text=told(estimate(run, *scope, kpi), unit, lang), strong=strong))
    if not many:
        cells += [change_cell(change, unit, lang) for change in moved.values()]
    return Row(name=measure(kpi, unit, lang), cells=tuple(cells))


def measure(kpi: str, unit: str, lang: Lang) -> str:
    """`Mean wait [min]`."""
    name = say(KPI, kpi, lang) if kpi in KPI else kpi
    return f"{name} [{say(UNIT, unit, lang) if unit in UNIT else unit}]"


def change_cell(change: Estimate | None, unit: str, lang: Lang) -> Cell:
    """A difference with its interval, which stands out beyond chance."""
    if change is None:
        return Cell(text="–")
    return Cell(text=told(change, unit, lang, signed=True), strong=side(change) != 0)


def told(value: Estimate, unit: str, lang: Lang, *, signed: bool = False) -> str:
    """What is the same in every replication, such as staff, is told without an interval."""
    plain = Estimate(value.mean) if value.half_width == 0 else value
    return interval(plain, unit, lang, signed=signed)


def gains_and_losses(evidence: Evidence, names: Names, lang: Lang) -> list[tuple[str, list[Block]]]:
    """Of each run the sites whose mean wait falls and grows most, with intervals for all sites."""
    base, *others = evidence.shown
    found = []
    for run in others:
        if not is_paired(run, base):
            continue
        every = changes(run, base, "wait_mean", "site", at_once=True)
        if len(every) < 2:  # a site alone is told of already
            continue
        ranked = sorted(every, key=lambda site: (every[site].mean, site))
        falls = [site for site in ranked if every[site].mean < 0][:MOST]
        grows = [site for site in reversed(ranked) if every[site].mean > 0][:MOST]
        heads = (
            names.run(base.label), names.run(run.label),
            say(PAGE, "change", lang, run=names.run(run.label)), say(PAGE, "verdict", lang),
        )  # fmt: skip
        blocks = [
            Block(
                title=say(PAGE, what, lang),
                heads=heads,
                rows=tuple(_site(run, base, site, every[site], names, lang) for site in sites),
            )
            for what, sites in (("gain", falls), ("lose", grows))
            if sites
        ]
        found.append((names.run(run.label), blocks))
    return found


def every_run(evidence: Evidence, names: Names, lang: Lang) -> Block:
    """A row for each run: measures of the network, and how the mean wait changes."""
    base, *_ = runs = evidence.runs
    units = dict(
        base.summary.drop_duplicates("kpi")[["kpi", "unit"]].itertuples(index=False, name=None)
    )
    kpis = [kpi for kpi in OVERVIEW if kpi in units]
    rows = []
    for run in runs:
        found = [told(estimate(run, "network", "all", kpi), units[kpi], lang) for kpi in kpis]
        paired = run is not base and is_paired(run, base)
        moved = changes(run, base, "wait_mean", "network").get("all") if paired else None
        cells = (*(Cell(text=each) for each in found), change_cell(moved, "min", lang))
        rows.append(Row(name=names.run(run.label), cells=cells))
    heads = [measure(kpi, units[kpi], lang) for kpi in kpis]
    heads.append(say(GRID, "wait_change", lang))
    title = say(GRID, "every_run", lang)
    return Block(title=title, heads=tuple(heads), rows=tuple(rows))


def _site(run: Kept, base: Kept, site: str, change: Estimate, names: Names, lang: Lang) -> Row:
    waits = [estimate(each, "site", site, "wait_mean").mean for each in (base, run)]
    verdict = "none" if math.isnan(change.low) else str(side(change))
    return Row(
        name=names.scope("site", site),
        cells=(
            *(Cell(text=number(wait, 1, lang)) for wait in waits),
            change_cell(change, "min", lang),
            Cell(text=say(PAGE, f"verdict_{verdict}", lang)),
        ),
    )


def staffing(evidence: Evidence, names: Names, lang: Lang) -> tuple[Block, Block]:
    """Persons by tier, and at every site, in each run and in plans that the folders hold."""
    columns: list[tuple[str, Scenario]] = [
        (names.run(run.label), run.scenario) for run in evidence.shown
    ]
    for folder in evidence.folders:
        for file, scenario in folder.plans:
            columns.append((say(PAGE, "plan_column", lang, file=file), scenario))
    heads = tuple(title for title, _ in columns)
    persons = [_persons(scenario) for _, scenario in columns]
    tiers = [tier for tier in TIERS if any(tier == t for each in persons for t, _ in each.values())]
    totals = [
        _persons_row(
            names.scope("tier", tier),
            [sum(n for t, n in each.values() if t == tier) for each in persons],
            lang,
        )
        for tier in tiers
    ]
    whole = [sum(n for _, n in each.values()) for each in persons]
    totals.append(_persons_row(names.scope("network", "all"), whole, lang))
    sites = {site for each in persons for site in each}
    rows = [
        _persons_row(name, [each[site][1] if site in each else None for each in persons], lang)
        for name, site in sorted((names.scope("site", site), site) for site in sites)
    ]
    return (
        Block(title=say(PAGE, "staffing", lang), heads=heads, rows=tuple(totals)),
        Block(title=say(PAGE, "each_site", lang), heads=heads, rows=tuple(rows)),
    )


def _persons(scenario: Scenario) -> dict[str, tuple[str, int]]:
    """Of each site its tier and its head count."""
    return {id_: (site.tier or "", site.staff or 0) for id_, site in scenario.sites.items()}


def _persons_row(name: str, counts: Sequence[int | None], lang: Lang) -> Row:
    cells = tuple(
        Cell(text="–" if n is None else number(n, 0, lang), strong=n is not None and n != counts[0])
        for n in counts
    )
    return Row(name=name, cells=cells)
