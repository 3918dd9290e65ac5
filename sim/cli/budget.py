"""The way of `staff --budget`: officers spread so that citizens wait least, and the files."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import click

from sim import clock
from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import tell
from sim.cli.work import save
from sim.errors import UsageError, quoted
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.budget import BudgetReport
    from sim.report.store import ResultsFolder
    from sim.studies.staffing.budget_given import Budget

REPLICATIONS = 6
"""Of the figures, unless a number is asked for: plans are compared on the same citizens, so that
few will do."""
_RELATIVE = re.compile(r"[+\-−]\d+")


class Order(Protocol):
    """What was asked for."""

    @property
    def named(self) -> Named:
        """The network whose officers are spread."""

    @property
    def options(self) -> Options:
        """Of everything that simulates."""

    @property
    def free(self) -> bool:
        """Whether the policy's bounds are left aside."""

    @property
    def budget(self) -> int | str | None:
        """Officers to spread; `+5` and `-5`, as text: more or fewer than there are."""

    @property
    def command(self) -> Sequence[str]:
        """As it was typed."""


def carry_out(order: Order) -> int:
    """Spread the officers, print what is best, and save everything; the exit code."""
    from sim.report.budget import BudgetReport
    from sim.report.results import gather
    from sim.studies.experiment import Settings
    from sim.studies.staffing.budget import spread

    options, started = order.options, clock.start()
    if options.journal:
        raise UsageError(
            Said("--journal: plans that are compared keep no journals; `run` the best one with it.")
        )
    budget = wanted(order)
    named = order.named
    of = {named.label: named.loaded.scenario}
    folder = claimed(options, [f"staff-{named.label}"], started, of)
    settings = Settings(
        replications=_replications(options), seed=options.seed, engine=options.engine,
        executor=keeping(options, folder),
    )  # fmt: skip
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        with at_work(folder), Bar(1, settings.replications, shown=shown) as bar:
            found = spread(budget, settings, Several(folder, _OfLast(bar)))
        interrupts.saving = True
        plan = "" if options.plan is None else options.plan.typed
        results = gather(found.runs, options.sets, plan)
        report = BudgetReport(spread=found, names=results.site_names)
        _tell(report, options)
        _keep(report, folder, options)
        files = [str(order.named.path)] * len(found.runs)
        keep_assumptions(folder.partial, [order.named])
        save(folder, results, files, options, (started, order.command))
    return interrupts.exit_code if results.interrupted else 0


def wanted(order: Order) -> Budget:
    """What is to be spread, within what.

    Raises
    ------
    UsageError
        The number of officers cannot be spread within the bounds.
    """
    from sim.studies.staffing.bounds import bounds
    from sim.studies.staffing.budget_given import Budget, checked

    scenario = order.named.loaded.scenario
    there = sum(site.officer_count for site in scenario.sites.values())
    budget = Budget(
        scenario=scenario,
        officers=officers_of(order.budget, there),
        limits=bounds(scenario, free=order.free),
    )
    checked(budget)
    return budget


def officers_of(typed: int | str | None, there: int) -> int:
    """The officers to spread: a number, or more or fewer than `there` are; None: as many.

    Raises
    ------
    UsageError
        It is no number, or none is left.
    """
    text = str(there if typed is None else typed).replace(",", "").replace("_", "").strip()
    relative = _RELATIVE.fullmatch(text) is not None
    try:
        officers = int(text.replace("\N{MINUS SIGN}", "-")) + (there if relative else 0)
    except ValueError:
        officers = 0
    if officers < 1:
        raise UsageError(
            Said(
                "--budget = {typed}: a number of officers is needed here, such as {there} or, for "
                "five more than the {there} that there are, +5.",
                typed=quoted(typed), there=there,
            )
        )  # fmt: skip
    return officers


def _replications(options: Options) -> int:
    """As many as were asked for, and few if nothing was."""
    context = click.get_current_context(silent=True)
    source = context.get_parameter_source("replications") if context else None
    if source is click.core.ParameterSource.DEFAULT:
        return min(REPLICATIONS, options.replications)
    return options.replications


class _OfLast:
    """Moves a bar on once for each replication, in which all plans run together."""

    def __init__(self, bar: Bar) -> None:
        self._bar, self._label = bar, ""

    def begin(self, label: str, system: object, planned: int) -> None:
        self._label = label
        self._bar.begin(label, system, planned)  # type: ignore[arg-type]

    def replication(self, label: str, replication: int, tally: object, journal: object) -> None:
        if label == self._label:
            self._bar.replication(label, replication, tally, journal)  # type: ignore[arg-type]

    def extend(self, label: str, planned: int) -> None:
        self._bar.extend(label, planned)


def _tell(report: BudgetReport, options: Options) -> None:
    from sim.report.budget import frame, render

    tell(lambda: render(report, options.lang), lambda: frame(report), as_json=options.as_json)


def _keep(report: BudgetReport, folder: ResultsFolder, options: Options) -> None:
    """The tables, the workbook and the picture go into the folder with the rest."""
    from sim.report import budget_book
    from sim.report.budget import frame, move_frame
    from sim.report.figures import budget as figure
    from sim.report.tables import csv_text

    (folder.partial / "budget.csv").write_bytes(csv_text(frame(report)))
    (folder.partial / "budget-moves.csv").write_bytes(csv_text(move_frame(report)))
    budget_book.write(folder.partial / "budget.xlsx", report, options.lang)
    figure.write(folder.partial, report, options.lang)
