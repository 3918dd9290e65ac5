"""The way of `run` and `compare`: simulate, print, save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sim import clock
from sim.cli import audit
from sim.cli.language import tell
from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import beside, keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import show
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.audit.study import Auditor
    from sim.studies.experiment import Run, Settings, Sink

    Study = Callable[[Settings, Sink], Sequence[Run]]


def carry_out(
    study: Study, scenarios: Sequence[Named], options: Options, command: Sequence[str],
    auditor: Auditor | None = None, plan: str | None = None,
) -> int:  # fmt: skip
    """Run a study, print its table, and save its results; the exit code.

    `plan` says what the plan of staff is for, where that is not every scenario.
    """
    from sim.report.results import gather
    from sim.studies.experiment import Settings

    started = clock.start()
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        labels = [each.label for each in scenarios]
        of = {each.label: each.loaded.scenario for each in scenarios}
        folder = claimed(options, labels, started, of)
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder), precision=options.precision,
            journal=options.journal, watch=None if auditor is None else auditor.watch,
            scratch=folder.partial,
        )  # fmt: skip
        with at_work(folder), Bar(len(scenarios), options.replications, shown=shown) as bar:
            told = (folder, bar) if auditor is None else (folder, bar, auditor)
            runs = study(settings, Several(*told))
        interrupts.saving = True
        typed = "" if options.plan is None else options.plan.typed
        results = gather(runs, options.sets, typed if plan is None else plan)
        _print(results, options)
        failed = 0
        if auditor is not None:
            results = replace(results, audits=auditor.audits())
            failed = audit.tell(results, options, folder)
        keep_assumptions(folder.partial, scenarios)
        save(folder, results, [str(each.path) for each in scenarios], options, (started, command))
        if options.reported:
            beside(folder.folder, options.lang, quiet=options.quiet, err=options.as_json)
    return failed or (interrupts.exit_code if results.interrupted else 0)


def _print(results: Results, options: Options) -> None:
    if options.as_json:
        from sim.report.tables import json_text

        click.echo(json_text(results.summary))
        return
    from sim.report.text import render

    show(render(results, options.lang))


def save(
    folder: ResultsFolder, results: Results, files: Sequence[str], options: Options,
    origin: tuple[datetime, Sequence[str]], *, drawn: bool = True,
) -> None:  # fmt: skip
    """Finish a results folder and say where it is.

    `files` are where the runs' scenarios came from, `origin` is when work began and the command.
    """
    from sim.model.scenario_file import dump
    from sim.report.manifest import Order
    from sim.report.unfinished_words import RESUME
    from sim.report.words import TEXT, say

    order = Order(
        command=tuple(origin[1]),
        started=origin[0],
        files=tuple(files),
        settings=(
            ("replications", options.replications), ("precision", options.precision),
            ("workers", options.workers), ("cluster", options.cluster),
            ("journal", options.journal), ("set", list(options.sets)), ("lang", options.lang),
            ("plan", None if options.plan is None else options.plan.record),
            ("resumed", folder.kept.taken),
        ),
    )  # fmt: skip
    resolved = [dump(run.scenario) for run in results.runs]
    try:
        where = folder.finish(results, order, resolved, options.lang, drawn=drawn)
    except Exception:
        tell(Said("Not saved as it should be; what there is: {folder}", folder=str(folder.partial)))
        raise
    if folder.trouble:
        tell(Said("Warning: {message}", message=folder.trouble))
    if not options.quiet:
        told = say(TEXT, "saved", options.lang, folder=where)
        if results.digest is not None:
            told = f"{say(TEXT, 'digest', options.lang, digest=results.digest)}\n{told}"
        if results.interrupted:
            told = f"{told}\n{say(RESUME, 'go_on', options.lang, folder=where)}"
        click.echo(told if options.as_json else f"\n{told}", err=options.as_json)
