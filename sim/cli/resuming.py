"""Where the results of a command go, anew or where they were left, and what is kept of the work."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from sim import clock
from sim.errors import MotcuaError
from sim.said import Said

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.report.store import ResultsFolder
    from sim.report.unfinished import Asked
    from sim.studies.parallel import Executor

RESULTS = Path("results")
SILENT = frozenset(
    {"as_json", "at_most", "audit", "cluster", "debug", "journal_file", "junit", "lang",
     "markdown", "out", "plan", "precision", "quiet", "replications", "report", "resume",
     "scenario", "scenarios", "sets", "strict", "twin", "workers", "write"}
)  # fmt: skip
"""Options that do not move a replication, or are in the scenario; the rest must be as it was."""


class Options(Protocol):
    """What is read of the options of a command."""

    @property
    def out(self) -> Path | None:
        """The results folder, if one was named."""

    @property
    def resume(self) -> bool:
        """Whether to go on where work was left."""

    @property
    def executor(self) -> Executor:
        """Where replications are worked on."""


def claimed(
    options: Options, stems: Sequence[str], started: datetime, scenarios: Mapping[str, Scenario]
) -> ResultsFolder:
    """The results folder of a command on these scenarios, by label.

    Raises
    ------
    UsageError
        It cannot be had, or there is nothing to resume that fits.
    """
    from sim.report import unfinished
    from sim.report.store import ResultsFolder, place

    asked = _asked(scenarios)
    if options.resume:
        out = unfinished.resumable(options.out, asked, RESULTS)
        folder = ResultsFolder(place(out, stems, started), resume=True)
    else:
        folder = ResultsFolder(place(options.out, stems, started))
    context = click.get_current_context(silent=True)
    command = () if context is None else context.find_root().obj or ()
    try:
        unfinished.write(folder.partial, asked, command, started)
    except OSError as error:
        folder.kept.trouble = error
    return folder


def keeping(options: Options, folder: ResultsFolder) -> Executor:
    """Where replications are worked on, each kept in the folder as it ends."""
    from sim.studies.keeping import Kept

    return Kept(options.executor, folder.kept)


@contextmanager
def at_work(folder: ResultsFolder) -> Iterator[None]:
    """Work on results: what ends it leaves the replications that finished, and is told so."""
    try:
        yield
    except BaseException as error:
        if folder.leave():
            error.add_note(
                Said(
                    "What was finished is kept in {partial}; type the same command with "
                    "--resume --out {folder} to go on.",
                    partial=str(folder.partial), folder=str(folder.folder),
                )
            )  # fmt: skip
        raise


@contextmanager
def passing(
    options: Options, stems: Sequence[str], scenarios: Mapping[str, Scenario]
) -> Iterator[Executor]:
    """Where replications are worked on by a command that has no results folder.

    Each is kept in results/ as it ends, and all are forgotten when the work is finished. Where
    nothing can be written, nothing is kept.
    """
    if not options.resume and not _writable(RESULTS):
        yield options.executor
        return
    folder = claimed(options, stems, clock.start(), scenarios)
    with at_work(folder):
        try:
            yield keeping(options, folder)
        except MotcuaError:  # an answer, which it would be again
            folder.abandon()
            raise
    folder.abandon()
    with suppress(OSError):
        RESULTS.rmdir()  # if nothing else is there


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, or in the nearest above it that is there."""
    there = folder.resolve()
    while not there.exists():
        there = there.parent
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _asked(scenarios: Mapping[str, Scenario]) -> Asked:
    from sim.report.unfinished import Asked
    from sim.studies.identity import here, short, text_of

    context = click.get_current_context(silent=True)
    said: dict[str, Any] = {} if context is None else context.params
    return Asked(
        command="" if context is None else str(context.info_name),
        scenarios={label: short(text_of(scenario)) for label, scenario in scenarios.items()},
        settings={
            name: str(value)
            for name, value in sorted(said.items())
            if name not in SILENT and value not in (None, False, ())
        },
        program=short(here()),
    )
