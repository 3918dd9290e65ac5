"""The way of `sweep`: read every point, simulate, print, save."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim import clock
from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import keep_assumptions_of
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import find, plan_table, show_warnings, with_plan
from sim.cli.screen import tell
from sim.cli.work import save
from sim.errors import ScenarioError, UsageError, quoted
from sim.said import Said, together

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.sweep.study import Point, Sweep

DEFAULT_KPI = "wait_mean"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    typed: str
    """The scenario as it was typed."""
    options: Options
    kpi: str
    alone: bool
    command: Sequence[str]


def carry_out(order: Order) -> int:
    """Run the sweep, print it, and save its results; the exit code."""
    from sim.report.results import gather
    from sim.studies.experiment import Settings
    from sim.studies.sweep.study import sweep
    from sim.studies.sweep.values import grid

    options, started = order.options, clock.start()
    _check(order)
    keys, grid_points = grid(options.sets)
    path = find(order.typed)
    scenarios, read = _scenarios(order, [p.sets for p in grid_points])
    points: list[Point] = [
        (point, scenario) for point, scenario in zip(grid_points, scenarios, strict=True)
    ]
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        of = {point.label: scenario for point, scenario in points}
        folder = claimed(options, [f"sweep-{path.stem}"], started, of)
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder),
        )  # fmt: skip
        with at_work(folder), Bar(len(points), options.replications, shown=shown) as bar:
            found = sweep(keys, points, settings, Several(folder, bar), alone=order.alone)
        interrupts.saving = True
        results = gather(found.runs, (), plan=options.plan.typed if options.plan else "")
        _tell(found, results, order)
        _keep(found, results, folder, order)
        keep_assumptions_of(folder.partial, read)
        files = [str(path)] * len(found.runs)
        save(folder, results, files, options, (started, order.command), drawn=False)
    return interrupts.exit_code if found.interrupted else 0


def _check(order: Order) -> None:
    from sim.measures.kpis import COLUMN
    from sim.model.words import did_you_mean

    if order.kpi not in COLUMN:
        hint = did_you_mean(order.kpi, COLUMN, all_of=False)
        rule = Said("--kpi {name}: there is no such measure.", name=quoted(order.kpi))
        raise UsageError(together([rule, hint]))


def _scenarios(order: Order, sets: Sequence[Sequence[str]]) -> tuple[list[Scenario], list[str]]:
    """The scenario of every point, and the files that were read; warnings are shown once.

    Raises
    ------
    ScenarioError
        The problems of the first point that has any, each with its value.
    """
    from sim.model import scenario_file

    path, options = find(order.typed), order.options
    table = plan_table(options.plan)
    found: list[Scenario] = []
    told: set[str] = set()
    files: list[str] = []
    for loaded in scenario_file.read_each(path, sets):
        if table is not None:
            loaded, faults = with_plan(loaded, table)
            if faults:
                raise ScenarioError(faults)
        if options.strict and loaded.warnings:
            raise ScenarioError(loaded.warnings)
        show_warnings([each for each in loaded.warnings if str(each) not in told])
        told |= {str(each) for each in loaded.warnings}
        found.append(loaded.scenario)
        files += loaded.files
    return found, files


def _tell(found: Sweep, results: Results, order: Order) -> None:
    from sim.report.sweep import frame, render

    tell(
        lambda: render(found, results, order.kpi, order.options.lang), lambda: frame(found),
        as_json=order.options.as_json,
    )  # fmt: skip


def _keep(found: Sweep, results: Results, folder: ResultsFolder, order: Order) -> None:
    """Table, curves and workbook of the sweep go into the folder with the rest."""
    from sim.report import sweep_book
    from sim.report.figures import sweep as figure
    from sim.report.sweep import frame
    from sim.report.tables import csv_text

    (folder.partial / "sweep.csv").write_bytes(csv_text(frame(found)))
    figure.write(folder.partial, found, results, order.kpi, order.options.lang)
    sweep_book.write(folder.partial / "sweep.xlsx", found, results, order.options.lang)
