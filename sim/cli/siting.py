"""The way of `site`: waits of the network as it is, the best plans, their contest, the files."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim import atomic, clock
from sim.cli.options import Options
from sim.cli.progress import Bar, Interrupts, Several
from sim.cli.report import keep_assumptions
from sim.cli.resuming import at_work, claimed, keeping
from sim.cli.scenarios import Named
from sim.cli.screen import tell
from sim.cli.work import save
from sim.errors import UsageError, reason_of
from sim.said import Said

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.report.siting import SitingReport
    from sim.report.store import ResultsFolder
    from sim.studies.experiment import Run, Settings, Sink
    from sim.studies.siting.network import Facts

PLANS = 3
"""Plans of the program that are simulated."""
BASE = "base.resolved.yaml"
BEST = "best-plan.yaml"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    waits: Path | None
    """An earlier results folder with the waits of the scenario's sites; None: simulate."""
    write: Path | None
    """Where the best plan goes, besides the results folder."""
    command: Sequence[str]

    @property
    def scenario(self) -> Scenario:
        """The network on top of which branches are opened."""
        return self.named.loaded.scenario


def carry_out(order: Order) -> int:
    """Site new branches, print what is best, and save everything; the exit code."""
    from sim.report.results import gather
    from sim.studies.experiment import Settings

    options, started = order.options, clock.start()
    if order.write is not None:
        extends(order)  # a place that will not do is told before the work
    label = order.named.label
    folder = claimed(options, [f"site-{label}"], started, {label: order.scenario})
    settings = Settings(
        replications=options.replications, seed=options.seed, engine=options.engine,
        executor=keeping(options, folder), journal=options.journal,
    )  # fmt: skip
    shown = sys.stderr.isatty() and not options.quiet
    with Interrupts() as interrupts:
        n = PLANS + (order.waits is None)
        with at_work(folder), Bar(n, options.replications, shown=shown) as bar:
            before, report = _studied(order, settings, Several(folder, bar), folder.partial)
        interrupts.saving = True
        runs = [*before, *(each.run for each in report.standings)]
        files = [str(order.named.path)] * len(before)
        files += [f"{each.label}.yaml" for each in report.standings]
        _tell(report, options)
        _keep(order, report, folder)
        keep_assumptions(folder.partial, [order.named])
        save(folder, gather(runs), files, options, (started, order.command))
    if any(run.interrupted for run in runs):
        return interrupts.exit_code
    if order.write is not None:
        _write_best(order, report, order.write)
    return 0


def _studied(
    order: Order, settings: Settings, sink: Sink, folder: Path
) -> tuple[list[Run], SitingReport]:
    """The run of the network as it is, if there was one, and the plans in their order.

    What is simulated is what the plans' files say, which are written first.
    """
    from sim.model import scenario_file
    from sim.report.earlier import site_waits
    from sim.report.siting import SitingReport
    from sim.studies.compare import like
    from sim.studies.experiment import run
    from sim.studies.siting.contest import contest, site_waits_of
    from sim.studies.siting.flows import expected, flows
    from sim.studies.siting.network import facts
    from sim.studies.siting.places import places
    from sim.studies.siting.solve import best_plans

    label, scenario = order.named.label, order.scenario
    base = like(scenario, scenario)
    there = places(base, label)
    expected(base)  # what cannot be sited is told before the work
    before: list[Run] = []
    if order.waits is None:
        before.append(run(base, label, settings, sink))
        if before[0].interrupted:
            raise KeyboardInterrupt
        waits = site_waits_of(before[0])
    else:
        waits = site_waits(order.waits, label)
    costs = flows(base, there, waits)
    plans = best_plans(there, costs, PLANS)
    (folder / BASE).write_text(scenario_file.dump(scenario), "utf-8")
    known, scenarios = {}, []
    for n, plan in enumerate(plans, 1):
        name = f"plan-{n}"
        known[name] = facts(plan, base, there)
        file = folder / f"{name}.yaml"
        file.write_text(_text(order, known[name], BASE, None), "utf-8")
        scenarios.append((name, plan, scenario_file.load(file)))
    standings = contest(scenarios, base, settings, sink)
    report = SitingReport(base=scenario, flows=costs, standings=standings, facts=known)
    return before, report


def _text(order: Order, facts: Sequence[Facts], below: str, after: Scenario | None) -> str:
    from sim.model.scenario_file.branches import branches_text
    from sim.report.siting import head

    assert order.scenario.siting is not None
    comment = head(facts, shlex.join(_repeatable(order.command)), order.scenario, after)
    branches = [each.branch for each in facts]
    return branches_text(branches, order.scenario.siting, below, comment)


def _repeatable(command: Sequence[str]) -> list[str]:
    """The command without what moves no result: where they go, who works, whether to go on."""
    kept: list[str] = []
    words = iter(command)
    for word in words:
        if word in ("--out", "--workers", "--cluster"):
            next(words, "")
        elif word != "--resume" and not word.startswith(("--out=", "--workers=", "--cluster=")):
            kept.append(word)
    return kept


def extends(order: Order) -> str:
    """How the file to write refers to the scenario that it extends.

    Raises
    ------
    UsageError
        It could not: a scenario reads only below its own folder, or `--set` changed what is below.
    """
    from sim.model.scenario_file.files import SHIPPED, SHIPPED_PREFIX

    assert order.write is not None
    typed = str(order.write)
    other = [each for each in order.options.sets if not each.startswith("siting")]
    if other:
        raise UsageError(
            Said(
                "--write {file}: the file would not have --set {change}; put it into a scenario "
                "file of its own, and site on top of that.",
                file=typed, change=other[0],
            )
        )  # fmt: skip
    file, folder = order.named.path.resolve(), order.write.resolve().parent
    if order.write.is_dir() or not folder.is_dir():
        raise UsageError(Said("--write {file}: name a file in a folder that is there.", file=typed))
    if order.write.resolve() == file:
        raise UsageError(
            Said("--write {file}: this is the scenario to build on; name another.", file=typed)
        )
    if file.is_relative_to(folder):
        return Path(os.path.relpath(file, folder)).as_posix()
    if file.parent == SHIPPED:
        return f"{SHIPPED_PREFIX}{file.stem}"
    raise UsageError(
        Said(
            "--write {file}: a scenario reads only what is below its folder, and {scenario} is "
            "not; name a file in {folder}.",
            file=typed, scenario=file.name, folder=str(file.parent),
        )
    )  # fmt: skip


def _tell(report: SitingReport, options: Options) -> None:
    from sim.report.siting import frame, render

    tell(lambda: render(report, options.lang), lambda: frame(report), as_json=options.as_json)


def _keep(order: Order, report: SitingReport, folder: ResultsFolder) -> None:
    """The best plan, the table and the map go into the folder with the rest."""
    from sim.report.figures import siting as figure
    from sim.report.siting import frame
    from sim.report.tables import csv_text

    best = report.standings[0]
    text = _text(order, report.facts[best.label], BASE, best.run.scenario)
    (folder.partial / BEST).write_text(text, "utf-8")
    (folder.partial / "siting.csv").write_bytes(csv_text(frame(report)))
    figure.write(folder.partial, report, order.options.lang)


def _write_best(order: Order, report: SitingReport, file: Path) -> None:
    """The best plan as a scenario that stands beside its base."""
    from sim.report.siting_words import SITING
    from sim.report.words import say

    best = report.standings[0]
    text = _text(order, report.facts[best.label], extends(order), best.run.scenario)
    if (file.parent / "schema.json").exists():
        text = f"# yaml-language-server: $schema=schema.json\n#\n{text}"
    try:
        atomic.write_text(file, text)
    except OSError as error:
        raise UsageError(
            Said(
                "{option} {file}: nothing can be written there ({reason}).",
                option="--write", file=str(file), reason=reason_of(error),
            )
        ) from None  # fmt: skip
    if not order.options.quiet:
        told = say(SITING, "written", order.options.lang, file=file)
        click.echo(told, err=order.options.as_json)
