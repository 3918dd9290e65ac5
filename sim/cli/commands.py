"""The commands. What they import comes late, so that help and validation answer at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim import __version__
from sim.cli.options import (
    Options,
    debug_option,
    scenario_options,
    simulation_options,
    siting_options,
)
from sim.cli.scenarios import PHASES, Named, find, load, show_warnings
from sim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from sim.studies.experiment import Run, Settings, Sink

GREETING = """
Simulates counter staffing and queues in a province's network of public service sites: how long
citizens wait, how many are served, how busy the officers are.

\b
  compare                        the three phases of the province side by side
  run phase-2 -n 10              one scenario: a table, and a results folder
  compare phase-2 my-plan.yaml   a plan of your own against phase II
  site phase-2                   where new branches should stand
  validate my-plan.yaml          everything that is wrong with a file, at once

A SCENARIO is a YAML file, or the name of a shipped one: phase-1, phase-2, phase-3.
"""


@click.group(
    help=GREETING, invoke_without_command=True, subcommand_metavar="COMMAND ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip
@click.version_option(__version__, message="motcua %(version)s")
@debug_option
@click.pass_context
def group(context: click.Context) -> None:
    """Say what there is when nothing is asked for."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@group.command(short_help="One scenario: a printed table and a results folder.")
@click.argument("scenario")
@simulation_options
@click.pass_context
def run(context: click.Context, /, scenario: str, **options: Any) -> int:
    """Replications of one SCENARIO: a printed table and a results folder."""
    from sim.cli.work import carry_out

    asked = Options(**options)
    (named,) = load([scenario], asked.sets, strict=asked.strict)

    def study(settings: Settings, sink: Sink) -> Sequence[Run]:
        from sim.studies import experiment

        return [experiment.run(named.loaded.scenario, named.label, settings, sink)]

    return carry_out(study, [named], asked, context.find_root().obj or ())


@group.command(short_help="Scenarios side by side, and how they differ.")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO ...]")
@click.option("--own-periods", is_flag=True, help="Keep each scenario's own period.")
@simulation_options
@click.pass_context
def compare(
    context: click.Context, /, scenarios: tuple[str, ...], own_periods: bool, **options: Any
) -> int:
    """The same citizens through each SCENARIO, and how each differs from the first.

    Without a SCENARIO: the three shipped phases. All are put on the first one's period. What
    --set changes is changed in every SCENARIO.
    """
    from sim.cli.work import carry_out

    asked = Options(**options)
    named = load(scenarios or PHASES, asked.sets, strict=asked.strict)

    def study(settings: Settings, sink: Sink) -> Sequence[Run]:
        from sim.studies.compare import compare as compared

        pairs = [(each.label, each.loaded.scenario) for each in named]
        return compared(pairs, settings, sink, own_periods=own_periods)

    return carry_out(study, named, asked, context.find_root().obj or ())


@group.command(short_help="Where new branches should stand.")
@click.argument("scenario")
@click.option(
    "--waits",
    type=click.Path(path_type=Path),
    metavar="RESULTS",
    help="Take the sites' waits from this results folder of SCENARIO instead of simulating.",
)
@click.option(
    "--write",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the best plan here too, as a scenario on top of SCENARIO.",
)
@siting_options
@click.pass_context
def site(
    context: click.Context, /, scenario: str, waits: Path | None, write: Path | None, **options: Any
) -> int:  # fmt: skip
    """Where new branches should stand, on top of SCENARIO, by the bounds in its siting section.

    The three best plans of a mixed-integer program are simulated on the same citizens and ranked.
    """
    from sim.cli.siting import Order, carry_out

    asked = Options(**options)
    (named,) = load([scenario], asked.sets, strict=asked.strict)
    command = context.find_root().obj or ()
    return carry_out(Order(named=named, options=asked, waits=waits, write=write, command=command))


@group.command(short_help="Everything that is wrong with scenario files.")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO ...")
@click.option("--resolved", is_flag=True, help="Print the scenario with every default in it.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@scenario_options
def validate(
    scenarios: tuple[str, ...], resolved: bool, as_json: bool, sets: tuple[str, ...], strict: bool
) -> int:
    """Every problem of each SCENARIO at once; exit code 2 if there is any."""
    from sim.model.scenario_file import dump

    good: list[Named] = []
    problems: list[Problem] = []
    for typed in scenarios:
        found, wrong = _judged(typed, sets, strict, told=not as_json)
        problems += wrong
        if found is not None and not any(strict or not each.warning for each in wrong):
            good.append(found)
            if not resolved and not as_json:
                click.echo(f"ok: {_in_short(found)}")
    if as_json:
        click.echo(json.dumps([_row(each) for each in problems], ensure_ascii=False, indent=2))
    elif resolved:
        click.echo("---\n".join(dump(each.loaded.scenario) for each in good), nl=False)
    return 0 if len(good) == len(scenarios) else 2


def _judged(
    typed: str, sets: tuple[str, ...], strict: bool, *, told: bool
) -> tuple[Named | None, list[Problem]]:
    """A scenario if it can be used, and its problems and warnings, which are `told` on stderr."""
    from sim.model import scenario_file

    path = find(typed)
    try:
        loaded = scenario_file.read(path, sets=sets)
    except ScenarioError as error:
        if told:
            for problem in error.problems:
                click.echo(str(problem), err=True)
        return None, list(error.problems)
    if told and strict:
        for problem in loaded.warnings:
            click.echo(str(problem), err=True)
    elif told:
        show_warnings(loaded.warnings)
    return Named(label=path.stem, path=path, loaded=loaded), list(loaded.warnings)


def _in_short(named: Named) -> str:
    scenario = named.loaded.scenario
    period = scenario.period
    counts = [(len(scenario.sites), "site"), (len(scenario.procedures), "procedure")]
    size = ", ".join(f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts)
    return f"{named.path}: {scenario.name}: {size}, {period.first} to {period.last}"


def _row(problem: Problem) -> dict[str, Any]:
    names = ("file", "line", "path", "value", "rule", "hint", "warning")
    return {name: getattr(problem, name) for name in names}


@group.command()
@click.option("--markdown", is_flag=True, help="Print the reference of every key instead.")
@debug_option
def schema(markdown: bool) -> None:
    """The JSON Schema of scenario files, for editors."""
    from sim.model.scenario_file import json_schema
    from sim.report import reference

    found = json_schema()
    if markdown:
        click.echo(reference.markdown(found), nl=False)
    else:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))


@group.command()
@click.option("--quick", is_flag=True, help="Leave out the comparison of the phases.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@debug_option
def bench(quick: bool, as_json: bool) -> None:
    """How fast the simulator is on this machine."""
    from sim.cli.speeds import compare_command, in_words
    from sim.studies import bench as speed

    (province,) = load(["phase-2"], (), strict=False)
    command = None if quick else compare_command()
    found = speed.bench(
        province.loaded.scenario, command, lambda what: click.echo(f"{what} ...", err=True)
    )
    click.echo(speed.as_json(found) if as_json else in_words(found), nl=as_json)
