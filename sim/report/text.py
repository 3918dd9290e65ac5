"""The printed tables: what a manager reads on a screen or in a mail, 100 columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from sim.errors import visible
from sim.report.numbers import MINUS, Estimate, interval, number
from sim.report.results import WORST_STAGED
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

DOSSIER_ROWS = (
    "on_time_share", "turnaround_p50", "turnaround_p90", "completed_per_day",
    "visits_per_dossier", "citizen_time_mean", "travel_mean", "lost_share", "open_at_end",
)  # fmt: skip
"""Shown where a processing unit works on dossiers. Quantiles of turnaround and no mean, which is
of results alone: where much is still open it looks short."""

TENTH_ROWS = (
    "wait_best_tenth", "wait_worst_tenth", "citizen_time_best_tenth", "citizen_time_worst_tenth",
    "travel_best_tenth", "travel_worst_tenth",
)  # fmt: skip
"""Shown where it is known who lives where."""
COST_ROWS = ("waiting_hours_per_day", "officer_cost_per_day", "citizen_cost_per_day")
"""Shown where something is known to cost anything."""
MILLIONS_FROM = 10_000_000
"""Costs of a network from which on they are told in millions, so that they fit."""
ACCESS = ("access_share", "branch_access_share")
"""Shares of residents, shown for the network where they are known, and without an interval:
chance has no part in them."""

SITE_COLUMNS = tuple(
    kpi for kpi in ROWS if kpi not in ("turned_away_share", "served_per_day", "staff")
)
STAGE_COLUMNS = (
    "arrivals_per_day", "wait_mean", "wait_p90", "within_target_share", "abandoned_share",
    "sent_home_share",
)  # fmt: skip
"""Of the line for a stage: officers and what else is of a whole visit have no place there."""
BESIDE = 2
"""Scenarios that stand in one table with the first one and their differences from it."""
_ORDER = re.compile(r"(^\s*):(?=:)|#(?=#\[)")
"""What GitHub Actions obeys in a line: `::` at its beginning, `##[` anywhere."""


def as_text(content: RenderableType, *, colour: bool = False) -> str:
    """What is shown as plain text, at most 100 columns wide; colours for a terminal."""
    file = StringIO()
    console = Console(
        file=file, width=WIDTH, highlight=False, emoji=False, markup=False, legacy_windows=False,
        force_terminal=colour, color_system="standard" if colour else None,
    )  # fmt: skip
    parts = [Segment(visible(part.text), part.style) for part in console.render(content)]
    console.print(Segments(parts), soft_wrap=True, end="")
    lines = (_no_order(line.rstrip()) for line in file.getvalue().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def _no_order(line: str) -> str:
    """A line that is no command to GitHub Actions, which reads along: names come from anybody."""
    return _ORDER.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", line)


def render(results: Results, lang: Lang = "en") -> RenderableType:
    """What `run` and `compare` print: notes, one table for all, then what stands out."""
    if not results.runs:
        return Text("")
    parts: list[RenderableType] = [*_notes(results, lang)]
    base, *others = results.runs
    parts += _blocks(results, "", ROWS, results.groups, lang)
    if results.knows("turnaround_mean"):
        parts += _blocks(results, "dossiers", DOSSIER_ROWS, results.groups, lang)
    tenths = tuple(kpi for kpi in TENTH_ROWS if results.knows(kpi))
    if tenths:
        parts += _blocks(results, "tenths", tenths, results.groups[:1], lang)
    if any(results.knows(kpi) for kpi in COST_ROWS[1:]):
        parts += _blocks(results, "costs", COST_ROWS, results.groups, lang)
    parts += _gains(results, lang) if others else _worst_sites(results, base, lang)
    parts += [] if others else _stages(results, base, lang)
    return Group(*parts)


def _blocks(
    results: Results, key: str, rows: Sequence[str], groups: Sequence[tuple[str, str]], lang: Lang
) -> Iterable[RenderableType]:
    """Some measures of all runs; a few runs a table, or one alone with its tiers beside it."""
    base, *others = results.runs
    title = say(TEXT, f"{key}_title", lang) if key else ""
    for n in range(0, len(others), BESIDE):
        yield _comparison(results, title, rows, groups, base, others[n : n + BESIDE], lang)
    if not others:
        yield _one_scenario(results, title, rows, groups, base, lang)
    if key:
        yield Text(say(TEXT, f"{key}_basis", lang))


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
    if results.sets:
        yield Text(say(TEXT, "sets", lang, sets="; ".join(results.sets)))
    if results.plan:
        yield Text(say(TEXT, "plan", lang, plan=results.plan))
    yield from _period_notes(results, titles, lang)
    if any(run.scenario.communes for run in results.runs):
        whole = results.knows("turnaround_mean")
        yield Text(say(TEXT, "shares_of_visits" if whole else "visits_only", lang))
    if any(kpi in results.units for kpi in ACCESS):
        yield Text(say(TEXT, "access", lang))
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


def ruled(title: str, heads: Sequence[str]) -> Table:
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
    if key in COST_ROWS[1:]:
        currency = results.currency
        if _in_millions(results):
            currency = say(TEXT, "millions", lang, currency=currency)
        return say(HEAD, key, lang, currency=currency)
    if not key.endswith("within_target_share"):
        return say(HEAD, key, lang)
    if target is None:
        return say(HEAD, key.replace("target_share", "any_target"), lang)
    return say(HEAD, key, lang, target=number(target, 0 if target == int(target) else 1, lang))


def _cell(
    results: Results, estimate: Estimate, kpi: str, lang: Lang, *, signed: bool = False
) -> str:
    if kpi == "open_at_end":  # where much is open the interval would crowd out the names
        estimate = Estimate(estimate.mean)
    unit = results.units.get(kpi, "")
    if kpi in COST_ROWS[1:] and _in_millions(results):
        estimate, unit = estimate.scaled(1e-6), "millions/day"
    return interval(estimate, unit, lang, signed=signed)


def _in_millions(results: Results) -> bool:
    """Whether costs are so large that they are told in millions."""
    return any(
        results.estimate(label, "network", "all", kpi).mean >= MILLIONS_FROM
        for label in results.labels
        for kpi in COST_ROWS[1:]
    )


def _comparison(
    results: Results, title: str, rows: Sequence[str], groups: Sequence[tuple[str, str]],
    base: Run, others: Sequence[Run], lang: Lang,
) -> Table:  # fmt: skip
    """Scenarios side by side, then their differences from the first, by network and tier."""
    titles = [results.title(run, lang) for run in (base, *others)]
    changes = [f"{title}\n{MINUS} {titles[0]}" for title in titles[1:]]
    table = ruled(title, ("", *titles, *changes))
    for scope_type, scope in groups:
        table.add_row(Text(results.name(scope_type, scope, lang), "bold"))
        for kpi in rows:
            cells = [
                _cell(results, results.estimate(run.label, scope_type, scope, kpi), kpi, lang)
                for run in (base, *others)
            ]
            for run in others:
                change = results.difference(run.label, scope_type, scope, kpi)
                cells.append(_cell(results, change, kpi, lang, signed=True))
            table.add_row(f"  {_measure(results, kpi, lang)}", *cells)
        if scope_type == "network" and rows is ROWS:
            _access_rows(table, results, (base, *others), lang, indent="  ")
        table.add_section()
    return table


def _access_rows(
    table: Table, results: Results, runs: Sequence[Run], lang: Lang, indent: str = ""
) -> None:
    """How many residents are near a site: by scenario, then the differences from the first."""
    known = [kpi for kpi in ACCESS if kpi in results.units]
    if known:
        table.add_row(f"{indent}{say(HEAD, 'access', lang)}")
    for kpi in known:
        shares = [results.estimate(run.label, "network", "all", kpi).mean for run in runs]
        cells = [_cell(results, Estimate(share), kpi, lang) for share in shares]
        for share in shares[1:]:
            change = Estimate(share - shares[0])
            cells.append(_cell(results, change, kpi, lang, signed=True))
        table.add_row(f"{indent}  {_measure(results, kpi, lang)}", *cells)


def _one_scenario(
    results: Results, title: str, rows: Sequence[str], groups: Sequence[tuple[str, str]], run: Run,
    lang: Lang,
) -> Table:  # fmt: skip
    """The network and its tiers side by side."""
    table = ruled(title, ("", *(results.name(*group, lang) for group in groups)))
    for kpi in rows:
        cells = [
            _cell(results, results.estimate(run.label, *group, kpi), kpi, lang) for group in groups
        ]
        table.add_row(_measure(results, kpi, lang), *cells)
    if rows is ROWS:
        _access_rows(table, results, (run,), lang)
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
        table = ruled(
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
    table = ruled(say(TEXT, "sites_title", lang), (say(HEAD, "site", lang), *heads))
    for site in sites:
        cells = _cells(results, run, ("site", site), SITE_COLUMNS, lang)
        table.add_row(results.name("site", site, lang), *cells)
    yield table


def _cells(
    results: Results, run: Run, scope: tuple[str, str], kpis: Sequence[str], lang: Lang
) -> Iterable[str]:
    """Some measures of a scope; the mean wait, for which the table is read, has its interval."""
    for kpi in kpis:
        estimate = results.estimate(run.label, *scope, kpi)
        if kpi != "wait_mean":
            estimate = Estimate(estimate.mean)
        yield _cell(results, estimate, kpi, lang)


def _stages(results: Results, run: Run, lang: Lang) -> Iterable[RenderableType]:
    """The line for each stage, at the sites with the longest waits; nothing without stages."""
    sites = list(results.stages)[:WORST_STAGED]
    if not sites:
        return
    heads = [_measure(results, f"site/{kpi}", lang) for kpi in STAGE_COLUMNS]
    all_told = len(sites) == len(results.stages)
    title = say(TEXT, "stages_title" if all_told else "stages_worst_title", lang, n=len(sites))
    table = ruled(title, (say(HEAD, "stage", lang), *heads))
    several = len(run.scenario.sites) > 1
    for site in sites:
        if several:
            table.add_row(Text(results.name("site", site, lang), "bold"))
        for stage in results.stages[site]:
            cells = _cells(results, run, ("site/stage", f"{site}/{stage}"), STAGE_COLUMNS, lang)
            table.add_row(f"  {stage}" if several else stage, *cells)
    yield table
    yield Text(say(TEXT, "stages_basis", lang))
