"""The commands. What they import comes late, so that help and validation answer at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from sim import __version__
from sim.cli import app, clear, planning, report, trusting
from sim.cli.audit import audit_option, auditor_of
from sim.cli.clear import clear_options
from sim.cli.language import spoken, tell, told
from sim.cli.options import (
    Options,
    debug_option,
    language_option,
    plan_option,
    scenario_options,
    simulation_options,
    told_option,
)
from sim.cli.scenarios import (
    PHASES,
    Named,
    beside_own,
    find,
    load,
    plan_table,
    show_warnings,
    with_plan,
)
from sim.errors import Problem, ScenarioError, UsageError
from sim.report.catalogue import tongue
from sim.said import Said

if TYPE_CHECKING:
    from sim.model.plan_file import Table
    from sim.report.plans import Source
    from sim.studies.experiment import Run, Settings, Sink

GREETING = """
Simulates counter staffing and queues in a province's network of public service sites.

\b
  compare                        the three phases of the province side by side
  run phase-2 -n 10              one scenario: a table, and a results folder
  run phase-2 --stress           which targets its plan breaks on hard days
  compare phase-2 my-plan.yaml   a plan of your own against phase II; --until-clear to be sure
  run phase-2 --twin             where a queueing formula would have misled
  sweep phase-2 --set sites.di-an.staff=18..24   what one officer more buys
  site phase-2                   where new branches should stand
  staff phase-2                  how few officers meet the targets, site by site
  roster phase-1 --site di-an    shifts and breaks that cover the need of every half-hour
  plan phase-2 --out plan.xlsx   who is where and when, to be changed in Excel
  check my-plan.yaml             whether it still gives what it gave, for CI
  report results/my-folder       one page to hand round: words, figures, tables
  app                            the same in a browser
  validate my-plan.yaml          everything that is wrong with a file, at once
  verify                         whether the simulator agrees with exact theory

A SCENARIO is a YAML file, or the name of a shipped one: phase-1, phase-2, phase-3.
"""


@click.group(
    help=GREETING, invoke_without_command=True, subcommand_metavar="COMMAND ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip
@click.version_option(__version__, message="motcua %(version)s")
@language_option
@debug_option
@click.pass_context
def group(context: click.Context) -> None:
    """Say what there is when nothing is asked for."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@group.command(short_help="One scenario: a printed table and a results folder.")
@click.argument("scenario")
@click.option(
    "--stress",
    is_flag=True,
    help="See instead which targets break on the Monday after Tết, with 20 % more demand, with two "
    "officers absent, and with a specialist desk closed; 20 replications unless -n says otherwise.",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help='With --stress: what service has to be like, such as "within 20 min >= 90%"; repeatable. '
    "In place of the scenario's targets.",
)
@audit_option
@click.option(
    "--twin",
    is_flag=True,
    help="See instead, for each site and hour, what queueing formulas say, how far the simulation "
    "is from it, and why.",
)
@report.report_option
@plan_option
@simulation_options
@click.pass_context
def run(
    context: click.Context, /, scenario: str, stress: bool, targets: tuple[str, ...], audit: bool,
    twin: bool, **options: Any,
) -> int:  # fmt: skip
    """Replications of one SCENARIO: a printed table and a results folder.

    With --stress: how robust its plan of staff is, target by target and site by site. With --twin:
    where a formula (Erlang C, Erlang A and others) would have misled.
    """
    from sim.cli.work import carry_out

    asked = Options(**options)
    if asked.reported and stress:
        raise UsageError(Said("--report: hard days have no report; leave --stress out."))
    if targets and not stress:
        raise UsageError(Said("--target: targets are judged with --stress; add it."))
    if twin and stress:
        raise UsageError(Said("--twin, --stress: one at a time; leave one of them out."))
    if audit and (twin or stress):
        raise UsageError(Said("--audit: --stress and --twin have none; audit without them."))
    (named,) = load([scenario], asked.sets, strict=asked.strict, plan=asked.plan)
    command = context.find_root().obj or ()
    if twin:
        from sim.cli import twin as beside

        return beside.carry_out(beside.Order(named=named, options=asked, command=command))
    if stress:
        from sim.cli import stress as way

        if context.get_parameter_source("replications") is ParameterSource.DEFAULT:
            asked = replace(asked, replications=way.REPLICATIONS)
        return way.carry_out(
            way.Order(named=named, options=asked, targets=targets, command=command)
        )

    def study(settings: Settings, sink: Sink) -> Sequence[Run]:
        from sim.studies import experiment

        settings = replace(settings, digest=True)
        return [experiment.run(named.loaded.scenario, named.label, settings, sink)]

    auditor = auditor_of([named], asked) if audit else None
    return carry_out(study, [named], asked, command, auditor)


@group.command(short_help="Scenarios side by side, and how they differ.")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO ...]")
@click.option("--own-periods", is_flag=True, help="Keep each scenario's own period.")
@audit_option
@clear_options
@report.report_option
@plan_option
@simulation_options
@click.pass_context
def compare(
    context: click.Context, /, scenarios: tuple[str, ...], own_periods: bool, audit: bool,
    **options: Any,
) -> int:  # fmt: skip
    """The same citizens through each SCENARIO, and how each differs from the first.

    Without a SCENARIO: the three shipped phases. All are put on the first one's period. What
    --set and --plan change is changed in every SCENARIO; one SCENARIO with --plan is compared with
    its own plan. With --until-clear or --best: on as many replications as the answer takes.
    """
    from sim.cli.work import carry_out

    question = clear.question_of(options)
    asked = Options(**options)
    named = load(scenarios or PHASES, asked.sets, strict=asked.strict, plan=asked.plan)
    command = context.find_root().obj or ()
    if question is not None:
        if audit:
            raise UsageError(
                Said("--audit: --until-clear and --best have none; audit without them.")
            )
        return clear.carry_out(
            clear.Order(
                named=named, options=asked, question=question, own_periods=own_periods,
                command=command,
            )
        )  # fmt: skip

    typed = None
    if asked.plan is not None and len(named) == 1:
        named = beside_own(named[0], asked.sets, asked.plan)
        typed = f"{asked.plan.typed} ({named[1].label})"

    def study(settings: Settings, sink: Sink) -> Sequence[Run]:
        from sim.studies.compare import compare as compared

        pairs = [(each.label, each.loaded.scenario) for each in named]
        return compared(pairs, settings, sink, own_periods=own_periods)

    auditor = auditor_of(named, asked) if audit else None
    return carry_out(study, named, asked, command, auditor, typed)


@group.command(short_help="Everything that is wrong with scenario files.")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO ...")
@click.option("--resolved", is_flag=True, help="Print the scenario with every default in it.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@plan_option
@told_option
@scenario_options
def validate(
    scenarios: tuple[str, ...], resolved: bool, as_json: bool, plan: Source | None,
    sets: tuple[str, ...], strict: bool,
) -> int:  # fmt: skip
    """Every problem of each SCENARIO at once; exit code 2 if there is any."""
    from sim.model.scenario_file import dump

    good: list[Named] = []
    problems: list[Problem] = []
    table = plan_table(plan)
    for typed in scenarios:
        found, wrong = _judged(typed, sets, strict, table, shown=not as_json)
        problems += wrong
        if found is not None and not any(strict or not each.warning for each in wrong):
            good.append(found)
            if not resolved and not as_json:
                click.echo(told(_in_short(found)))
    if as_json:
        click.echo(json.dumps([_row(each) for each in problems], ensure_ascii=False, indent=2))
    elif resolved:
        click.echo("---\n".join(dump(each.loaded.scenario) for each in good), nl=False)
    return 0 if len(good) == len(scenarios) else 2


def _judged(
    typed: str, sets: tuple[str, ...], strict: bool, table: Table | None, *, shown: bool
) -> tuple[Named | None, list[Problem]]:
    """A scenario if it can be used, and its problems and warnings, which are `shown` on stderr."""
    from sim.model import scenario_file

    path = find(typed)
    try:
        loaded = scenario_file.read(path, sets=sets)
        if table is not None:
            loaded, faults = with_plan(loaded, table)
            if faults:
                raise ScenarioError(faults)
    except ScenarioError as error:
        if shown:
            tell(error.told(tongue(spoken())))
        return None, list(error.problems)
    if shown and strict:
        for problem in loaded.warnings:
            tell(problem.told(tongue(spoken())))
    elif shown:
        show_warnings(loaded.warnings)
    return Named(label=path.stem, path=path, loaded=loaded), list(loaded.warnings)


def _in_short(named: Named) -> str:
    scenario = named.loaded.scenario
    sites, procedures = len(scenario.sites), len(scenario.procedures)
    return Said(
        "ok: {file}: {scenario}: {sites}, {procedures}, {first} to {last}",
        file=str(named.path),
        scenario=scenario.name,
        sites=Said("{count} sites", count=sites) if sites != 1 else Said("1 site"),
        procedures=Said("{count} procedures", count=procedures)
        if procedures != 1
        else Said("1 procedure"),
        first=str(scenario.period.first),
        last=str(scenario.period.last),
    )


def _row(problem: Problem) -> dict[str, Any]:
    names = ("file", "line", "path", "value", "rule", "hint", "warning")
    row = {name: getattr(problem, name) for name in names}
    return {name: told(part) if isinstance(part, str) else part for name, part in row.items()}


@group.command()
@click.option("--markdown", is_flag=True, help="Print the reference of every key instead.")
@told_option
@debug_option
def schema(markdown: bool) -> None:
    """The JSON Schema of scenario files, for editors."""
    from sim.model.scenario_file import json_schema
    from sim.report import reference

    found = json_schema()
    if markdown:
        click.echo(reference.markdown(found, spoken()), nl=False)
    else:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))


@group.command()
@click.option("--quick", is_flag=True, help="Leave out what takes minutes: comparing, what-if.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@told_option
@debug_option
def bench(quick: bool, as_json: bool) -> None:
    """How fast the simulator is on this machine."""
    from sim.cli.speeds import compare_command, in_words
    from sim.studies import bench as speed

    province, network = (
        each.loaded.scenario for each in load(["phase-2", "phase-1"], (), strict=False)
    )
    command = None if quick else compare_command()
    found = speed.bench(
        province, command, lambda what: tell(Said("{what} ...", what=what)),
        what_if=None if quick else network,
    )  # fmt: skip
    click.echo(speed.as_json(found) if as_json else in_words(found), nl=as_json)


for each in (*planning.COMMANDS, *trusting.COMMANDS, report.report, app.app):
    group.add_command(each)
