"""The way of `run --twin`: the replications of a run, and beside them what formulas say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import clock
from sim.cli.options import Options, refuse
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import beside, keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import tell
from sim.cli.work import save
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.twin.study import TwinReport


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    command: Sequence[str]


def carry_out(order: Order) -> int:
    """Run, print where formulas would have misled, and save everything; the exit code."""
    from dataclasses import replace

    from sim.report.results import gather
    from sim.report.twin_book import sheet
    from sim.studies.experiment import Settings
    from sim.studies.twin.study import twin

    options, started = order.options, clock.start()
    refuse(
        options, journal=Said("--twin keeps none; run the scenario without --twin."),
        precision=Said("--twin takes a fixed number; give --replications."),
    )  # fmt: skip
    scenario, label = order.named.loaded.scenario, order.named.label
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        folder = claimed(options, [label], started, {label: scenario})
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder),
        )  # fmt: skip
        with at_work(folder), Bar(1, options.replications, shown=shown) as bar:
            report = twin(scenario, label, settings, Several(folder, bar))
        interrupts.saving = True
        plan = "" if options.plan is None else options.plan.typed
        results = gather([report.run], options.sets, plan)
        results = replace(results, sheets=(sheet(report, results, options.lang),))
        _tell(report, results, options)
        _keep(report, results, folder, options)
        keep_assumptions(folder.partial, [order.named])
        save(folder, results, [str(order.named.path)], options, (started, order.command))
        if options.reported:
            beside(folder.folder, options.lang, quiet=options.quiet, err=options.as_json)
    return interrupts.exit_code if report.run.interrupted else 0


def _tell(report: TwinReport, results: Results, options: Options) -> None:
    from sim.report.twin import render
    from sim.report.twin_table import frame

    tell(
        lambda: render(report, results, options.lang), lambda: frame(report),
        as_json=options.as_json,
    )  # fmt: skip


def _keep(report: TwinReport, results: Results, folder: ResultsFolder, options: Options) -> None:
    """The rows and the figure go into the folder with the rest."""
    from sim.report.figures import twin as figure
    from sim.report.tables import csv_text
    from sim.report.twin_table import frame

    (folder.partial / "twin.csv").write_bytes(csv_text(frame(report)))
    figure.write(folder.partial, report, results, options.lang)
