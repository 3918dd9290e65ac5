"""The way of `verify`: simulate what is known exactly, print the table, save it."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim import clock
from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.screen import tell
from sim.errors import UsageError
from sim.said import Said, together

if TYPE_CHECKING:
    from sim.studies.verification.systems import Exact
    from sim.studies.verification.table import Table

AGREES, DIFFERS = 0, 1
"""Exit codes."""
Origin = tuple[datetime, Sequence[str]]
"""When work began, and the command."""


def carry_out(names: Sequence[str], options: Options, command: Sequence[str]) -> int:
    """Verify the systems named, or all; print and save the table; the exit code."""
    from sim.studies.experiment import Settings
    from sim.studies.verification.table import loaded, verify

    started = clock.start()
    systems = chosen(names)
    # What is wrong with a change is told before the work.
    scenarios = {system.name: loaded(system, options.sets) for system in systems}
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        folder = claimed(options, ["verify"], started, scenarios)
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder),
        )  # fmt: skip
        with at_work(folder), Bar(len(systems), options.replications, shown=shown) as bar:
            table = verify(systems, settings, bar, lambda system: scenarios[system.name])
        interrupts.saving = True
        _tell(table, options)
        where = folder.finish_by(lambda there: _write(there, table, options, (started, command)))
        _tell_where(where, options)
    return DIFFERS if table.off else AGREES


def chosen(names: Sequence[str]) -> list[Exact]:
    """The systems named, each once, or all.

    Raises
    ------
    UsageError
        There is none of such a name; says what there is.
    """
    from sim.studies.verification.systems import BY_NAME

    for name in names:
        if name not in BY_NAME:
            close = difflib.get_close_matches(name, BY_NAME, 1)
            raise UsageError(
                together(
                    [
                        Said("{name}: there is no such system.", name=name),
                        Said("Did you mean {name}?", name=close[0]) if close else "",
                        Said("There are {names}.", names=", ".join(BY_NAME)),
                    ]
                )
            )
    return [BY_NAME[name] for name in dict.fromkeys(names or BY_NAME)]


def _tell(table: Table, options: Options) -> None:
    from sim.report.verify import frame, render

    tell(
        lambda: render(table, options.lang, options.sets), lambda: frame(table),
        as_json=options.as_json,
    )  # fmt: skip


def _write(there: Path, table: Table, options: Options, origin: Origin) -> None:
    """The files of the results folder."""
    import pandas as pd

    from sim.model.scenario_file import dump
    from sim.report.figures import verify as figure
    from sim.report.manifest import Order, manifest
    from sim.report.results import Results
    from sim.report.store import MANIFEST
    from sim.report.tables import csv_text
    from sim.report.verify import frame, markdown
    from sim.studies.long_form import summary
    from sim.studies.verification.table import file_of

    summaries = pd.concat([summary(run) for run in table.runs], ignore_index=True)
    results = Results(runs=table.runs, summary=summaries, tables=(), sets=options.sets)
    resolved = [f"{run.label}.resolved.yaml" for run in table.runs]
    for run, name in zip(table.runs, resolved, strict=True):
        (there / name).write_text(dump(run.scenario), "utf-8")
    (there / "verify.csv").write_bytes(csv_text(frame(table)))
    (there / "verify.md").write_text(markdown(table, options.lang), "utf-8")
    (there / "summary.csv").write_bytes(csv_text(summaries))
    figure.write(there, table, options.lang)
    order = Order(
        command=tuple(origin[1]),
        started=origin[0],
        files=tuple(str(file_of(system)) for system in table.systems),
        settings=(
            ("replications", options.replications), ("workers", options.workers),
            ("cluster", options.cluster),
            ("set", list(options.sets)), ("lang", options.lang),
        ),
    )  # fmt: skip
    content = manifest(order, results, clock.end(origin[0]), resolved)
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (there / MANIFEST).write_text(text + "\n", "utf-8")


def _tell_where(where: Path, options: Options) -> None:
    from sim.report.words import TEXT, say

    if not options.quiet:
        saved = say(TEXT, "saved", options.lang, folder=where)
        click.echo(saved if options.as_json else f"\n{saved}", err=options.as_json)
