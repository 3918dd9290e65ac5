"""The way of `run` and `compare`: simulate, print, save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.scenarios import Named

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.experiment import Run, Settings, Sink

    Study = Callable[[Settings, Sink], Sequence[Run]]

INTERRUPTED = 130


def carry_out(
    study: Study, scenarios: Sequence[Named], options: Options, command: Sequence[str]
) -> int:
    """Run a study, print its table, and save its results; the exit code."""
    from sim.report.results import gather
    from sim.report.store import ResultsFolder, place
    from sim.studies.experiment import Settings

    started = datetime.now().astimezone()
    folder = ResultsFolder(place(options.out, [each.label for each in scenarios], started))
    settings = Settings(
        replications=options.replications, seed=options.seed, engine=options.engine,
        workers=options.workers, precision=options.precision, journal=options.journal,
    )  # fmt: skip
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        try:
            with Bar(len(scenarios), options.replications, shown=shown) as bar:
                runs = study(settings, Several(folder, bar))
        except BaseException:
            folder.abandon()
            raise
        interrupts.saving = True
        results = gather(runs)
        _print(results, options)
        _save(folder, results, scenarios, options, (started, command))
    return INTERRUPTED if results.interrupted else 0


def _print(results: Results, options: Options) -> None:
    if options.as_json:
        from sim.report.tables import json_text

        click.echo(json_text(results.summary))
        return
    from sim.report.text import as_text, render

    colour = sys.stdout.isatty()
    click.echo(as_text(render(results, options.lang), colour=colour), nl=False, color=colour)


def _save(
    folder: ResultsFolder, results: Results, scenarios: Sequence[Named], options: Options,
    origin: tuple[datetime, Sequence[str]],
) -> None:  # fmt: skip
    from sim.model.scenario_file import dump
    from sim.report.manifest import Order
    from sim.report.words import TEXT, say

    order = Order(
        command=tuple(origin[1]),
        started=origin[0],
        files=tuple(str(each.path) for each in scenarios),
        settings=(
            ("replications", options.replications), ("precision", options.precision),
            ("workers", options.workers), ("journal", options.journal),
            ("set", list(options.sets)), ("lang", options.lang),
        ),
    )  # fmt: skip
    resolved = [dump(run.scenario) for run in results.runs]
    try:
        where = folder.finish(results, order, resolved, options.lang)
    except Exception:
        click.echo(f"Not saved as it should be; what there is: {folder.partial}", err=True)
        raise
    if folder.trouble:
        click.echo(f"Warning: {folder.trouble}", err=True)
    if not options.quiet:
        saved = say(TEXT, "saved", options.lang, folder=where)
        click.echo(saved if options.as_json else f"\n{saved}", err=options.as_json)
