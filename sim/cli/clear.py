"""The way of `compare --until-clear` and `--best`: go on until it is clear, tell, save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sim import clock
from sim.cli.options import MOST_REPLICATIONS, Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import beside, keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import show
from sim.cli.work import save
from sim.errors import UsageError, quoted
from sim.model.words import parse_share
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.report.store import ResultsFolder
    from sim.studies.clear.study import Cleared, Question

Function = TypeVar("Function", bound=Callable[..., Any])

_PARTS = {
    "network": ("network",),
    "tiers": ("network", "tier"),
    "sites": ("network", "tier", "site"),
}
_ERROR, _MOST = "5%", "1000"

_OPTIONS = (
    click.option(
        "--until-clear", is_flag=True,
        help="Add replications until every headline difference is clear of zero or too small to "
        "matter; -n is the first look.",
    ),
    click.option(
        "--best", default=None, metavar="KPI",
        help="Add replications until it is known which scenario is best by a measure of the "
        "network, such as wait_mean.",
    ),
    click.option(
        "--indifference", multiple=True, metavar="KPI=WIDTH",
        help="With these: the difference that does not matter, such as wait_mean=0.5 or "
        '"within_target_share=2 points"; adds a measure to the headline, KPI=off takes it away; '
        "repeatable.",
    ),
    click.option(
        "--clear-for", type=click.Choice(list(_PARTS)), default=None,
        help="With --until-clear: decide for the network alone, its tiers too, or all sites "
        "[sites].",
    ),
    click.option(
        "--at-most", default=None, metavar="N",
        help=f"With these: replications of each scenario, at most [{_MOST}].",
    ),
    click.option(
        "--error", default=None, metavar="SHARE",
        help=f"With these: the probability that anything decided is wrong, at most [{_ERROR}].",
    ),
)  # fmt: skip
_OF_THESE = ("indifference", "clear_for", "at_most", "error")


def clear_options(command: Function) -> Function:
    """Give a command the options of what goes on until it is clear."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Sequence[Named]
    options: Options
    question: Question
    own_periods: bool
    command: Sequence[str]


def question_of(typed: dict[str, Any]) -> Question | None:
    """Take the options of `clear_options` out of what was typed: what is asked; None if nothing.

    Raises
    ------
    UsageError
        An option cannot be read, or is for a question that is not asked.
    """
    differences, best = typed.pop("until_clear"), typed.pop("best")
    own = {name: typed.pop(name) for name in _OF_THESE}
    if not differences and best is None:
        for name, value in own.items():
            if value:
                option = f"--{name.replace('_', '-')}"
                raise UsageError(
                    Said("{option}: add --until-clear, or --best with a measure.", option=option)
                )
        return None
    from sim.measures.scopes import ScopeType
    from sim.studies.clear.study import Question
    from sim.studies.clear.zones import refuse_no_best, zones

    if own["clear_for"] and not differences:
        raise UsageError(Said("--clear-for: --best is of the network; add --until-clear."))
    known = zones(own["indifference"])
    if best is not None:
        refuse_no_best(best, known)
    return Question(
        zones=known, differences=differences, best=best,
        kinds=frozenset(map(ScopeType, _PARTS[own["clear_for"] or "sites"])),
        error=_error(own["error"] or _ERROR), most=_most(own["at_most"] or _MOST),
    )  # fmt: skip


def _error(text: str) -> float:
    try:
        share = parse_share(text if "%" in text else float(text))
    except ValueError:
        share = 0.0
    if not 0.0 < share <= 0.5:
        raise UsageError(
            Said(
                "--error = {value}: a probability up to a half is needed here, such as 5% or 0.01.",
                value=quoted(text),
            )
        )
    return share


def _most(text: str) -> int:
    try:
        number = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        number = 0
    if not 1 <= number <= MOST_REPLICATIONS:
        raise UsageError(
            Said(
                "{option} = {value}: a whole number from {least:,} to {most:,} is needed here.",
                option="--at-most", value=quoted(text), least=1, most=MOST_REPLICATIONS,
            )
        )  # fmt: skip
    return number


def _refuse(order: Order) -> None:
    """Raise UsageError for what cannot become clear."""
    from sim.studies.clear.sequence import LEAST_FIRST_LOOK

    options, asked = order.options, order.question
    if len(order.named) < 2:
        raise UsageError(
            Said("--until-clear, --best: name two scenarios at least; one has no rival.")
        )
    if options.precision is not None:
        raise UsageError(
            Said(
                "--precision: --until-clear and --best decide themselves when there are enough "
                "replications; leave it out."
            )
        )
    if options.replications < LEAST_FIRST_LOOK:
        raise UsageError(
            Said(
                "--replications = {n}: with --until-clear and --best it is the first look, which "
                "takes {least} at least.",
                n=options.replications, least=LEAST_FIRST_LOOK,
            )
        )  # fmt: skip
    if asked.most < options.replications:
        raise UsageError(
            Said(
                "--at-most = {most}: the first look alone has {n} replications (--replications); "
                "allow as many.",
                most=asked.most, n=options.replications,
            )
        )  # fmt: skip


def carry_out(order: Order) -> int:
    """Go on until the question is answered, print and save everything; the exit code."""
    from sim.report.clear_table import add_sheets
    from sim.report.results import gather
    from sim.studies.clear.study import until_clear
    from sim.studies.experiment import Settings

    options, started = order.options, clock.start()
    _refuse(order)
    shown = sys.stderr.isatty() and not options.quiet
    pairs = [(each.label, each.loaded.scenario) for each in order.named]
    with Interrupts() as interrupts:
        folder = claimed(options, [label for label, _ in pairs], started, dict(pairs))
        settings = Settings(
            replications=options.replications, seed=options.seed, engine=options.engine,
            executor=keeping(options, folder), journal=options.journal,
            scratch=folder.partial,
        )  # fmt: skip
        with at_work(folder), Bar(len(pairs), options.replications, shown=shown) as bar:
            cleared = until_clear(
                pairs, order.question, settings, Several(folder, bar),
                own_periods=order.own_periods,
            )  # fmt: skip
        interrupts.saving = True
        plan = "" if options.plan is None else options.plan.typed
        results = gather(cleared.runs, options.sets, plan)
        sheet = partial(add_sheets, cleared=cleared, results=results, lang=options.lang)
        results = replace(results, sheets=(sheet,))
        _tell(cleared, results, options)
        _keep(cleared, folder)
        files = [str(each.path) for each in order.named]
        keep_assumptions(folder.partial, order.named)
        save(folder, results, files, options, (started, order.command))
        if options.reported:
            beside(folder.folder, options.lang, quiet=options.quiet, err=options.as_json)
    return interrupts.exit_code if results.interrupted else 0


def _tell(cleared: Cleared, results: Results, options: Options) -> None:
    if options.as_json:
        from sim.report.clear_table import best_frame, frame
        from sim.report.tables import json_text

        best = "[]" if cleared.best is None else json_text(best_frame(cleared.best))
        click.echo(f'{{"decisions": {json_text(frame(cleared))},\n"best": {best}}}')
        return
    from rich.console import Group

    from sim.report import clear
    from sim.report.text import render

    lang = options.lang
    told = Group(render(results, lang), clear.render(cleared, results, lang))
    show(told)


def _keep(cleared: Cleared, folder: ResultsFolder) -> None:
    """The rows go into the folder with the rest."""
    from sim.report.clear_table import best_frame, frame
    from sim.report.tables import csv_text

    where = folder.partial
    if cleared.question.differences:
        (where / "decisions.csv").write_bytes(csv_text(frame(cleared)))
    if cleared.best is not None:
        (where / "best.csv").write_bytes(csv_text(best_frame(cleared.best)))
