"""The way of `roster`: needs, rosters of all sites, their replay, the files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim import clock
from sim.cli.options import Options
from sim.cli.progress import Interrupts
from sim.cli.report import keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import show
from sim.cli.staff import Steps
from sim.cli.work import save
from sim.errors import UsageError, quoted
from sim.model.words import did_you_mean
from sim.said import Said, together

if TYPE_CHECKING:
    from sim.model.spec import Scenario, Target
    from sim.report.roster import RosterReport, Source
    from sim.report.store import ResultsFolder
    from sim.studies.experiment import Settings
    from sim.studies.rostering.needs import Needs

PLAN = "roster"
"""What the scenario with rosters is called in the results."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    sites: Sequence[str]
    """By id; none: all."""
    week: str | None
    """A date of the week whose leave counts."""
    needs: Path | None
    targets: Sequence[str]
    """As typed, in place of the scenario's."""
    seconds: float
    """For each site."""
    command: Sequence[str]

    @property
    def scenario(self) -> Scenario:
        """Whose officers get rosters."""
        return self.named.loaded.scenario


def carry_out(order: Order) -> int:
    """Make rosters, replay them, print what was found, and save everything; the exit code."""
    from sim.report.results import gather
    from sim.studies.experiment import Settings

    options, started = order.options, clock.start()
    if options.journal:
        raise UsageError(
            Said("--journal: roster keeps none; run the plan that it writes with --journal.")
        )
    sites, monday = sites_of(order), monday_of(order)
    with Interrupts() as interrupts:
        label = order.named.label
        folder = claimed(options, [f"roster-{label}"], started, {label: order.scenario})
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder),
        )  # fmt: skip
        with at_work(folder):
            report = _studied(order, sites, monday, settings, folder)
        interrupts.saving = True
        _tell(report, options)
        _keep(report, folder, options)
        files = [str(order.named.path), "roster.yaml"]
        results = gather(report.replay.runs, options.sets)
        keep_assumptions(folder.partial, [order.named])
        save(folder, results, files, options, (started, order.command))
    return interrupts.exit_code if results.interrupted else 0


def sites_of(order: Order) -> tuple[str, ...]:
    """The sites asked for.

    Raises
    ------
    UsageError
        There is none of that id.
    """
    known = order.scenario.sites
    for id_ in order.sites:
        if id_ not in known:
            rule = Said("--site {site}: there is no such site.", site=quoted(id_))
            raise UsageError(together([rule, did_you_mean(id_, known)]))
    return tuple(dict.fromkeys(order.sites)) or tuple(sorted(known))


def monday_of(order: Order) -> date:
    """The Monday of the week asked for, by default of the period's first.

    Raises
    ------
    UsageError
        The date cannot be read.
    """
    from sim.model.rules import roster

    day = order.scenario.period.first
    if order.week is not None:
        try:
            day = date.fromisoformat(order.week)
        except ValueError:
            raise UsageError(
                Said(
                    "--week {value}: a date such as 2025-03-03 is needed here.",
                    value=quoted(order.week),
                )
            ) from None
    return roster.monday_of(day)


class RosterSteps(Steps):
    """As those of `staff`, in the words of rosters."""

    def stage(self, key: str, **facts: int) -> None:
        """Show which part of the work begins: `pilot`, `solve`, `replay`."""
        from sim.report.roster_words import ROSTER
        from sim.report.words import say

        self._text = say(ROSTER, f"stage_{key}", self._lang, **facts)
        self._show()


def _studied(
    order: Order, sites: tuple[str, ...], monday: date, settings: Settings, folder: ResultsFolder
) -> RosterReport:
    from sim.report.roster import RosterReport
    from sim.report.roster_words import ROSTER
    from sim.report.words import say
    from sim.studies.rostering.replay import replayed
    from sim.studies.rostering.study import rosters, with_rosters

    options, scenario = order.options, order.scenario
    shown = sys.stderr.isatty() and not options.quiet
    with RosterSteps(options.lang, shown=shown) as steps:
        needs, source, targets = _needs(order, sites, settings, steps)
        steps.stage("solve", sites=len(sites))
        found = rosters(scenario, sites, needs, monday, order.seconds, steps.step)
        plan = with_rosters(scenario, found)
        name = say(ROSTER, "plan_name", options.lang, scenario=scenario.name)
        plan = plan.model_copy(update={"name": name})
        steps.stage("replay")
        label = order.named.label
        names = (label, PLAN if label != PLAN else f"{PLAN}-2")
        replay = replayed(scenario, plan, sites, targets, names, settings, folder)
    return RosterReport(
        scenario=scenario, rosters=found, monday=monday, source=source,
        needs_file=str(order.needs or ""), targets=targets, replay=replay,
    )  # fmt: skip


def _needs(
    order: Order, sites: tuple[str, ...], settings: Settings, steps: Steps
) -> tuple[Needs, Source, tuple[Target, ...]]:
    """What has to be covered, where that comes from, and the targets of the replay."""
    from sim.cli.targets import wanted
    from sim.report import roster_needs
    from sim.studies.rostering import needs
    from sim.studies.rostering.replay import pilot
    from sim.studies.rostering.table import needs_from

    scenario = order.scenario
    asked = wanted(scenario, order.targets) if order.targets or scenario.targets else ()
    if order.needs is not None:
        return needs_from(roster_needs.read(order.needs), scenario), "file", asked
    planned = {id_: needs.planned(scenario.sites[id_]) for id_ in sites}
    if all(planned.values()):
        return planned, "planned", asked
    asked = wanted(scenario, order.targets)
    steps.stage("pilot")
    open_ = [id_ for id_ in sites if not planned[id_]]
    load = pilot(scenario, open_, settings, steps.step)
    return (
        {id_: planned[id_] or needs.computed(scenario, id_, load, asked) for id_ in sites},
        "targets",
        asked,
    )


def _tell(report: RosterReport, options: Options) -> None:
    from sim.report.roster import render
    from sim.report.roster_table import as_json

    if options.as_json:
        click.echo(as_json(report))
        return
    show(render(report, options.lang))


def _keep(report: RosterReport, folder: ResultsFolder, options: Options) -> None:
    """The tables, the rosters as a scenario, the workbook and the figure."""
    from sim.report import roster_book, roster_table
    from sim.report.figures import roster as figure
    from sim.report.plans.write import workbook_bytes
    from sim.report.store import resolved_names
    from sim.report.tables import csv_text

    runs = report.replay.runs
    below = resolved_names([run.label for run in runs])[0]
    text = roster_table.overlay(report, runs[1].scenario, below)
    (folder.partial / "roster.yaml").write_text(text, "utf-8")
    plan = workbook_bytes(runs[1].scenario, options.lang)
    (folder.partial / "plan.xlsx").write_bytes(plan)
    tables = {
        "roster": roster_table.shifts(report), "cover": roster_table.half_hours(report),
        "needs": roster_table.needs(report), "unmet": roster_table.unmet(report),
    }  # fmt: skip
    for name, frame in tables.items():
        (folder.partial / f"{name}.csv").write_bytes(csv_text(frame))
    roster_book.write(folder.partial / "roster.xlsx", report, options.lang)
    figure.write(folder.partial, report, options.lang)
