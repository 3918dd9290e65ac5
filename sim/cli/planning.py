"""The commands of those who plan: staff, sweeps, rosters, plans as tables, new branches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from sim.cli.options import (
    Options,
    lang_option,
    plan_option,
    roster_options,
    scenario_options,
    seconds,
    siting_options,
    staff_options,
    sweep_options,
)
from sim.cli.scenarios import load

if TYPE_CHECKING:
    from sim.report.plans import Source
    from sim.report.words import Lang


@click.command(short_help="A grid of plans, and what each step buys.")
@click.argument("scenario")
@click.option(
    "--kpi",
    default="wait_mean",
    show_default=True,
    metavar="NAME",
    help="The measure whose knee is told and drawn first.",
)
@click.option(
    "--alone",
    is_flag=True,
    help="Simulate the sites that change without the rest, even where back offices join them.",
)
@plan_option
@sweep_options
@click.pass_context
def sweep(context: click.Context, /, scenario: str, kpi: str, alone: bool, **options: Any) -> int:
    """Every combination of the values of --set in SCENARIO, on the same citizens.

    \b
      --set "sites[tier=branch].staff=12..15"       12, 13, 14 and 15
      --set demand.scale=0.8..1.2/0.1               from 0.8 to 1.2 by 0.1
      --set at_break=hold,serve                     a list

    Several make a grid; one of a single value is the same everywhere. Sites that nothing joins to
    others are simulated alone.
    """  # noqa: D301 - a real backspace, by which click leaves lines as they are
    from sim.cli.sweep import Order, carry_out

    command = context.find_root().obj or ()
    return carry_out(
        Order(typed=scenario, options=Options(**options), kpi=kpi, alone=alone, command=command)
    )


@click.command(short_help="Where new branches should stand.")
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


@click.command(short_help="The least staff that meets targets.")
@click.argument("scenario")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help='What service has to be like, such as "within 20 min >= 90%"; repeatable. In place of the '
    "scenario's targets.",
)
@click.option("--free", is_flag=True, help="Leave the policy's bounds on staff aside.")
@click.option(
    "--per",
    type=click.Choice(["site", "group", "interval"]),
    default="site",
    show_default=True,
    help="Officers by site, by group of a site, or by half-hour of its day.",
)
@click.option(
    "--budget",
    default=None,
    metavar="N",
    help="Spread N officers over the sites so that citizens wait least, instead; +5: five more "
    "than there are.",
)
@plan_option
@staff_options
@click.pass_context
def staff(
    context: click.Context,
    /,
    scenario: str,
    targets: tuple[str, ...],
    free: bool,
    per: Literal["site", "group", "interval"],
    budget: str | None,
    **options: Any,
) -> int:
    """The least officers with which each site of SCENARIO meets the targets.

    Found by simulation, and put to the test on replications of their own: with 95 % for all sites
    at once, they meet the targets within a tolerance, and one less does not beat them by more than
    it. The targets are the scenario's, or those of --target.
    """
    from sim.cli.staff import Order, carry_out

    asked = Options(**options)
    (named,) = load([scenario], asked.sets, strict=asked.strict, plan=asked.plan)
    command = context.find_root().obj or ()
    return carry_out(
        Order(
            named=named, options=asked, targets=targets, free=free, per=per, budget=budget,
            command=command,
        )
    )  # fmt: skip


@click.command(short_help="Shifts and breaks that cover the need of every half-hour.")
@click.argument("scenario")
@click.option(
    "--site", "sites", multiple=True, metavar="ID", help="Only this site; repeatable. [all]"
)
@click.option(
    "--week", metavar="DATE", help="A date of the week whose leave counts. [that of the period]"
)
@click.option(
    "--needs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Officers needed, as .csv or .xlsx with columns site, group or procedures, weekday, from, "
    "officers. [counts by time of day that are planned, or the least for the targets by formulas]",
)
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    help='What service has to be like, such as "within 20 min >= 90%"; repeatable. In place of the '
    "scenario's targets.",
)
@click.option(
    "--time-limit",
    "limit",
    default="20",
    show_default=True,
    metavar="SECONDS",
    callback=seconds,
    help="For the roster of each site; then the best one found is taken, with its gap.",
)
@plan_option
@roster_options
@click.pass_context
def roster(
    context: click.Context,
    /,
    scenario: str,
    sites: tuple[str, ...],
    week: str | None,
    needs: Path | None,
    targets: tuple[str, ...],
    limit: float,
    **options: Any,
) -> int:
    """Shifts and breaks of the officers of SCENARIO, by the rules in its roster section.

    Least shortfall first, then least hours, then the most even surplus, proven optimal by a
    mixed-integer program; everybody's week is then replayed with absence, and the targets judged.
    """
    from sim.cli.roster import Order, carry_out

    asked = Options(**options)
    (named,) = load([scenario], asked.sets, strict=asked.strict, plan=asked.plan)
    return carry_out(
        Order(
            named=named, options=asked, sites=sites, week=week, needs=needs, targets=targets,
            seconds=limit, command=context.find_root().obj or (),
        )
    )  # fmt: skip


@click.command(short_help="The staffing plan of a scenario, to be changed in Excel.")
@click.argument("scenario")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it goes: an .xlsx or .csv file that is not there yet.",
)
@plan_option
@lang_option
@scenario_options
def plan(
    scenario: str, out: Path, plan: Source | None, lang: Lang, sets: tuple[str, ...], strict: bool
) -> None:  # fmt: skip
    """Write who is where and when in SCENARIO: a row for each site, group and shift.

    Changed in Excel, it comes back with --plan FILE to `run`, `compare`, `staff` and `validate`.
    """
    from sim.report.plan_words import PLAN
    from sim.report.plans import write
    from sim.report.words import say

    (named,) = load([scenario], sets, strict=strict, plan=plan)
    write(out, named.loaded.scenario, lang)
    click.echo(say(PLAN, "written", lang, file=out))


COMMANDS = (sweep, site, staff, roster, plan)
"""In the order in which help lists them."""
