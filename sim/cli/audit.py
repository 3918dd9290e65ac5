"""`--audit` of `run` and `compare`: the laws of the model, checked on the run's own journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sim.cli.options import Options
from sim.cli.scenarios import Named
from sim.cli.screen import show
from sim.errors import UsageError
from sim.said import Said

if TYPE_CHECKING:
    from sim.cli.options import Function
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.audit.study import Auditor


def audit_option(command: Function) -> Function:
    """Give a command `--audit`."""
    return click.option(
        "--audit", is_flag=True,
        help="Check on every replication what must always hold, and days of them against the "
        "readable engine; exit code 1 if a law is broken.",
    )(command)  # fmt: skip


def auditor_of(named: Sequence[Named], options: Options) -> Auditor:
    """Who looks at the replications; what is played again is chosen by the seed of the run.

    Raises
    ------
    UsageError
        Replications would be finished where nobody can look at them.
    """
    from sim.studies.audit.study import Auditor
    from sim.studies.parallel import Threads

    if options.resume:
        raise UsageError(
            Said(
                "--audit: with --resume what was finished before would not be looked at; run anew "
                "without --resume, or resume without --audit."
            )
        )
    if not isinstance(options.executor, Threads):
        raise UsageError(
            Said("--audit: it looks at replications in this process; leave --cluster out.")
        )
    seed = named[0].loaded.scenario.seed if options.seed is None else options.seed
    return Auditor(seed)


def tell(results: Results, options: Options, folder: ResultsFolder) -> int:
    """Print what the audit found, keep it, and return the exit code."""
    from sim.report.audit import NAME, frame, render
    from sim.report.tables import csv_text

    click.echo(err=options.as_json)
    show(render(results.audits, options.lang), err=options.as_json)
    (folder.partial / NAME).write_bytes(csv_text(frame(results.audits)))
    return 0 if all(audit.holds for audit in results.audits) else 1
