"""The printed tables: what a manager reads on a screen or in a mail, 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.report.numbers import MINUS, Estimate, interval, number
from sim.report.words import HEAD, SCOPE, TEXT, Lang, say

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.experiment import Run

WIDTH = 100
ROWS = (
    "wait_mean", "wait_p90", "within_target_share", "abandoned_share", "sent_home_share",
    "turned_away_share", "served_per_day", "utilisation", "staff",
)  # fmt: skip
"""Those who leave and those sent home stand beside every wait: a wait looks short without them."""

SITE_COLUMNS = tuple(
    kpi for kpi in ROWS if kpi not in ("turned_away_share", "served_per_day", "staff")
)
BESIDE = 2
"""Scenarios that stand in one table with the first one and their differences from it."""


def as_text(content: RenderableType, *, colour: bool = False) -> str:
    """What is shown as plain text, at most 100 columns wide; colours for a terminal."""
    file = StringIO()
    console = Console(
        file=file, width=WIDTH, highlight=False, emoji=False, markup=False, legacy_windows=False,
        force_terminal=colour, color_system="standard" if colour else None,
    )  # fmt: skip
    console.print(content)
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def render(results: Results, lang: Lang = "en") -> RenderableType:
    """What `run` and `compare` print: notes, one table for all, then what stands out."""
    if not results.runs:
        return Text("")
    parts: list[RenderableType] = [*_notes(results, lang)]
    base, *others = results.runs
    if others:
        for n in range(0, len(others), BESIDE):
            parts.append(_comparison(results, base, others[n : n + BESIDE], lang))
        parts += _gains(results, lang)
    else:
        parts.append(_one_scenario(results, base, lang))
        parts += _worst_sites(results, base, lang)
    return Group(*parts)


def _notes(results: Results, lang: Lang) -> Iterable[Text]:
    """What was simulated, and what to mind when reading."""
    titles = [results.title(run, lang) for run in results.runs]
    first = results.runs[0]
    if len(titles) > 1:
        yield Text(say(TEXT, "title_compare", lang, scenarios=", ".join(titles)), "bold")
    else:
        known = f"scenario/{first.label}" in SCOPE
        name = titles[0] if known else first.scenario.name
        yield Text(say(TEXT, "title_run", lang, scenario=name), "bold")
    yield from _period_notes(results, titles, lang)
    if any(run.scenario.communes for run in results.runs):
        yield Text(say(TEXT, "visits_only", lang))
    for run, title in zip(results.runs, titles, strict=True):
        done = {"scenario": title, "replications": len(run.replications)}
        if run.interrupted:
            yield Text(say(TEXT, "interrupted", lang, **done), "bold red")
        elif run.precision_reached is False:
            yield Text(say(TEXT, "imprecise", lang, **done), "yellow")


def _period_notes(results: Results, titles: Sequence[str], lang: Lang) -> Iterable[Text]:
    """Which days were measured, how often, and whether differences are of the same days."""
    first = results.runs[0]
    periods = [run.scenario.period for run in results.runs]
    times = {"replications": results.replications, "seed": first.seed}
    if any((each.first, each.last) != (periods[0].first, periods[0].last) for each in periods):
        for each, title in zip(periods, titles, strict=True):
            days = {"days": each.length, "first": each.first, "last": each.last}
            yield Text(say(TEXT, "own_period", lang, scenario=title, **days))
        yield Text(say(TEXT, "own_periods", lang, **times))
        return
    days = {"days": periods[0].length, "first": periods[0].first, "last": periods[0].last}
    basis = "basis_one" if results.replications == "1" else "basis"
    yield Text(say(TEXT, basis, lang, **days, **times))
    if len(titles) > 1:
        yield Text(say(TEXT, "paired", lang))


def _table(title: str, heads: Sequence[str]) -> Table:
    """A table of one column of words, then numbers."""
    table = Table(
        title=f"\n{title}" if title else None, box=SIMPLE_HEAD, title_justify="left",
        title_style="bold", header_style="bold", pad_edge=False, padding=(0, 1),
        collapse_padding=True,
    )  # fmt: skip
    for n, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if n else "left", overflow="fold")
    return table


def _measure(results: Results, key: str, lang: Lang) -> str:
    """The short name of a measure, with the wait target in it."""
    target = results.wait_target
    if not key.endswith("within_target_share"):
        return say(HEAD, key, lang)
    if target is None:
        return say(HEAD, key.replace("target_share", "any_target"), lang)
    return say(HEAD, key, lang, target=number(target, 0 if target == int(target) else 1, lang))


def _cell(
    results: Results, estimate: Estimate, kpi: str, lang: Lang, *, signed: bool = False
) -> str:
    return interval(estimate, results.units.get(kpi, ""), lang, signed=signed)


def _comparison(results: Results, base: Run, others: Sequence[Run], lang: Lang) -> Table:
    """Scenarios side by side, then their differences from the first, by network and tier."""
    titles = [results.title(run, lang) for run in (base, *others)]
    changes = [f"{title}\n{MINUS} {titles[0]}" for title in titles[1:]]
    table = _table("", ("", *titles, *changes))
    for scope_type, scope in results.groups:
        table.add_row(Text(results.name(scope_type, scope, lang), "bold"))
        for kpi in ROWS:
            cells = [
                _cell(results, results.estimate(run.label, scope_type, scope, kpi), kpi, lang)
                for run in (base, *others)
            ]
            for run in others:
                change = results.difference(run.label, scope_type, scope, kpi)
                cells.append(_cell(results, change, kpi, lang, signed=True))
            table.add_row(f"  {_measure(results, kpi, lang)}", *cells)
        table.add_section()
    return table


def _one_scenario(results: Results, run: Run, lang: Lang) -> Table:
    """The network and its tiers side by side."""
    names = [results.name(*group, lang) for group in results.groups]
    table = _table("", ("", *names))
    for kpi in ROWS:
        cells = [
            _cell(results, results.estimate(run.label, *group, kpi), kpi, lang)
            for group in results.groups
        ]
        table.add_row(_measure(results, kpi, lang), *cells)
    return table


def _gains(results: Results, lang: Lang) -> Iterable[RenderableType]:
    """The sites that gain and lose most, one table for each scenario but the first."""
    frame = results.gains_and_losses
    if frame is None:
        return
    base, *others = results.runs
    told = False
    for run in others:
        names = {"scenario": results.title(run, lang), "base": results.title(base, lang)}
        part = frame[frame["scenario"] == run.label]
        if part.empty:
            yield Text("\n" + say(TEXT, "no_gains", lang, **names))
            continue
        site_head, change_head = say(HEAD, "site", lang), say(HEAD, "change", lang)
        table = _table(
            say(TEXT, "gains_title", lang, **names),
            (site_head, names["base"], names["scenario"], change_head, ""),
        )
        for row in part.itertuples():
            site = str(row.site)
            change = Estimate(row.mean, row.ci_low, row.ci_high)  # type: ignore[arg-type]
            table.add_row(
                results.name("site", site, lang),
                *(
                    number(results.estimate(label, "site", site, "wait_mean").mean, 1, lang)
                    for label in (base.label, run.label)
                ),
                interval(change, "min", lang, signed=True),
                say(TEXT, str(row.side) if change.low * change.high > 0 else "unclear", lang),
            )
        told = True
        yield table
    if told:
        yield Text(say(TEXT, "simultaneous", lang))


def _worst_sites(results: Results, run: Run, lang: Lang) -> Iterable[RenderableType]:
    sites = results.longest_waits()
    if len(run.scenario.sites) < 2:
        return
    if not sites:
        yield Text(say(TEXT, "nothing_served", lang))
        return
    heads = [_measure(results, f"site/{kpi}", lang) for kpi in SITE_COLUMNS]
    table = _table(say(TEXT, "sites_title", lang), (say(HEAD, "site", lang), *heads))
    for site in sites:
        cells = []
        for kpi in SITE_COLUMNS:
            estimate = results.estimate(run.label, "site", site, kpi)
            if kpi != "wait_mean":  # the column that the order is by has the interval
                estimate = Estimate(estimate.mean)
            cells.append(_cell(results, estimate, kpi, lang))
        table.add_row(results.name("site", site, lang), *cells)
    yield table
