"""`report`, and `--report` of `run` and `compare`: one HTML file from results folders."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import debug_option, lang_option
from sim.errors import UsageError
from sim.said import Said

if TYPE_CHECKING:
    from sim.cli.scenarios import Named
    from sim.report.words import Lang


@click.command(short_help="One HTML file to hand round, from results folders.")
@click.argument("results", nargs=-1, required=True, metavar="RESULTS ...")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, metavar="FILE",
    help="Where the page goes; by default report.html in the first folder.",
)  # fmt: skip
@lang_option
@debug_option
def report(results: tuple[str, ...], out: Path | None, lang: Lang) -> int:
    """One page of each RESULTS folder's runs: words, figures, tables, methods.

    The page needs no internet and asks nobody for anything, so that it can be mailed. The folders
    are those that `run`, `compare`, `sweep` and the other studies write; the first run is what
    others are compared with.
    """
    from sim.report.page.writing import NAME, write

    folders = [Path(each) for each in results]
    if out is not None and out.is_dir():
        raise UsageError(
            Said(
                "--out = {out}: this is a folder; name a file, such as {file}.",
                out=str(out), file=str(out / NAME),
            )
        )  # fmt: skip
    file = write(folders, folders[0] / NAME if out is None else out, lang)
    click.echo(f"{_said(lang)}: {file}")
    return 0


report_option = click.option(
    "--report", "reported", is_flag=True, help="Write report.html beside the results, too."
)
"""For `run` and `compare`."""


def beside(folder: Path, lang: Lang, *, quiet: bool, err: bool) -> None:
    """Write the report of a results folder into it, and say where it is."""
    from sim.report.page.writing import NAME, write

    file = write([folder], folder / NAME, lang)
    if not quiet:
        click.echo(f"{_said(lang)}: {file}", err=err)


def keep_assumptions(folder: Path, scenarios: Sequence[Named]) -> None:
    """Put what the scenario files mark as assumed beside the results, for a report made later.

    A full disk is told of when the results are saved.
    """
    keep_assumptions_of(folder, [file for each in scenarios for file in each.loaded.files])


def keep_assumptions_of(folder: Path, files: Sequence[str]) -> None:
    """The same of scenario files."""
    from sim.model.scenario_file.assumptions import assumptions

    rows = [each._asdict() for each in assumptions(dict.fromkeys(files))]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError):
        (folder / "assumptions.json").write_text(text + "\n", "utf-8")


def _said(lang: Lang) -> str:
    from sim.report.page_words import PAGE
    from sim.report.words import say

    return say(PAGE, "report", lang)
