"""The way of `staff`: the least officers that meet targets, or a budget spread, and the files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from sim import clock
from sim.cli.options import Options
from sim.cli.progress import Interrupts
from sim.cli.report import keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import show
from sim.cli.targets import wanted
from sim.cli.work import save
from sim.errors import UsageError
from sim.report.progress import Lines
from sim.said import Said

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.report.staff import StaffReport
    from sim.report.store import ResultsFolder
    from sim.studies.staffing.ways import Per


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    targets: Sequence[str]
    """As typed, in place of the scenario's; none: the scenario's."""
    free: bool
    per: Per
    budget: str | None
    """Officers to spread, as typed; None: look for the least."""
    command: Sequence[str]

    @property
    def scenario(self) -> Scenario:
        """The network whose officers are looked for."""
        return self.named.loaded.scenario


def carry_out(order: Order) -> int:
    """Look for the least officers, print what was found, and save everything; the exit code."""
    if order.budget is not None:
        from sim.cli import budget

        return budget.carry_out(order)
    from sim.report.results import gather
    from sim.report.staff import StaffReport
    from sim.studies.staffing.least import Settings, Study

    options, started = order.options, clock.start()
    if options.journal:
        raise UsageError(
            Said("--journal: staff keeps none; run the plan that it writes with --journal.")
        )
    targets = wanted(order.scenario, order.targets)
    label = order.named.label
    with Interrupts() as interrupts:
        folder = claimed(options, [f"staff-{label}"], started, {label: order.scenario})
        settings = Settings(
            per=order.per, free=order.free, replications=options.replications,
            seed=options.seed, executor=keeping(options, folder), engine=options.engine,
        )  # fmt: skip
        shown = sys.stderr.isatty() and not options.quiet
        with at_work(folder), Steps(options.lang, shown=shown) as steps:
            study = Study(order.scenario, targets, settings, steps)
            report = StaffReport(findings=study.run(label, folder))
        interrupts.saving = True
        _tell(report, options)
        _keep(report, folder, options)
        files = [str(order.named.path), "plan.yaml"]
        typed = "" if options.plan is None else options.plan.typed
        results = gather(report.findings.runs, options.sets, typed)
        keep_assumptions(folder.partial, [order.named])
        save(folder, results, files, options, (started, order.command))
    return 0


class Steps:
    """Says which part of the work goes on, where somebody looks or a program asks for it."""

    def __init__(self, lang: Any, *, shown: bool) -> None:
        self._lang, self._status, self._text, self._done = lang, None, "", 0
        self._lines = Lines()
        if shown:
            from rich.console import Console

            self._status = Console(file=sys.stderr).status("")

    def __enter__(self) -> Steps:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def stage(self, key: str, **facts: int) -> None:
        """Show which part of the work begins."""
        from sim.report.staff_words import STAFF
        from sim.report.words import say

        self._text = say(STAFF, f"stage_{key}", self._lang, **facts)
        self._show()

    def step(self) -> None:
        """Count one replication more."""
        self._done += 1
        self._show()

    def _show(self) -> None:
        self._lines.tell(self._text, self._done, 0)
        if self._status is not None:
            self._status.update(f"{self._text} ({self._done})")


def _tell(report: StaffReport, options: Options) -> None:
    from sim.report.staff import render
    from sim.report.staff_table import as_json

    if options.as_json:
        click.echo(as_json(report))
        return
    show(render(report, options.lang))


def _keep(report: StaffReport, folder: ResultsFolder, options: Options) -> None:
    """The table, the plan as a scenario, the workbook and the figure."""
    from sim.report import staff_book
    from sim.report.figures import staff as figure
    from sim.report.staff_table import as_json, frame, overlay
    from sim.report.store import resolved_names
    from sim.report.tables import csv_text

    below = resolved_names([run.label for run in report.findings.runs])[0]
    (folder.partial / "plan.yaml").write_text(overlay(report, below, options.lang), "utf-8")
    (folder.partial / "staff.csv").write_bytes(csv_text(frame(report)))
    (folder.partial / "staff.json").write_text(as_json(report) + "\n", "utf-8")
    staff_book.write(folder.partial / "staff.xlsx", report, options.lang)
    figure.write(folder.partial, report, options.lang)
