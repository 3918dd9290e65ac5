"""The way of `run --stress`: the plan as it is and under each stress, the tables, the files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import clock
from sim.cli.options import Options, refuse
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import tell
from sim.cli.targets import wanted
from sim.cli.work import save
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.stress.study import StressReport

REPLICATIONS = 20
"""Unless asked otherwise: a province takes about a minute on two cores."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    targets: Sequence[str]
    """As typed, in place of the scenario's; none: the scenario's."""
    command: Sequence[str]


def carry_out(order: Order) -> int:
    """Put the plan under stress, print what breaks, and save everything; the exit code."""
    from sim.report.results import gather
    from sim.studies.experiment import Settings
    from sim.studies.stress.cases import KEYS
    from sim.studies.stress.study import ONE_DAY, stress

    options, started = order.options, clock.start()
    refuse(
        options, journal=Said("--stress keeps none; run the plan without --stress."),
        precision=Said("--stress compares equal numbers; give --replications."),
    )  # fmt: skip
    scenario, label = order.named.loaded.scenario, order.named.label
    targets = wanted(scenario, order.targets)
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        folder = claimed(options, [f"stress-{label}"], started, {label: scenario})
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder),
        )  # fmt: skip
        # The plan as it is, the stresses, and the one day more often than the others.
        n = len(KEYS) + ONE_DAY
        with at_work(folder), Bar(n, options.replications, shown=shown) as bar:
            report = stress(scenario, targets, label, settings, Several(folder, bar), bar)
        interrupts.saving = True
        plan = "" if options.plan is None else options.plan.typed
        results = gather([report.run], options.sets, plan)
        _tell(report, results, options)
        _keep(report, results, folder, options)
        keep_assumptions(folder.partial, [order.named])
        save(folder, results, [str(order.named.path)], options, (started, order.command))
    return interrupts.exit_code if report.interrupted else 0


def _tell(report: StressReport, results: Results, options: Options) -> None:
    from sim.report.stress import render
    from sim.report.stress_table import frame

    tell(
        lambda: render(report, results, options.lang), lambda: frame(report),
        as_json=options.as_json,
    )  # fmt: skip


def _keep(report: StressReport, results: Results, folder: ResultsFolder, options: Options) -> None:
    """The rows, the workbook and the figure go into the folder with the rest."""
    from sim.report import stress_book
    from sim.report.figures import stress as figure
    from sim.report.stress_table import frame
    from sim.report.tables import csv_text

    (folder.partial / "stress.csv").write_bytes(csv_text(frame(report)))
    stress_book.write(folder.partial / stress_book.NAME, report, results, options.lang)
    figure.write(folder.partial, report, results, options.lang)
