"""The commands of those who have to trust the model: `check`, `verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sim.cli.options import Options, check_options, verify_options


@click.command(short_help="Whether scenarios still give what they gave, and keep targets.")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO ...]")
@click.option("--update", is_flag=True, help="Make the baseline, or renew it, instead of checking.")
@click.option(
    "--statistical", is_flag=True, help="Do not demand equal bits: compare by statistics alone."
)
@click.option(
    "--baselines",
    type=click.Path(path_type=Path),
    default=Path("results", "baselines"),
    metavar="DIR",
    show_default=True,
    help="Where baselines are kept.",
)
@click.option(
    "--junit", type=click.Path(path_type=Path), metavar="FILE", help="Write JUnit XML here too."
)
@click.option(
    "--markdown", type=click.Path(path_type=Path), metavar="FILE", help="Write Markdown here too."
)
@check_options
def check(
    update: bool,
    statistical: bool,
    baselines: Path,
    junit: Path | None,
    markdown: Path | None,
    **options: Any,
) -> int:
    """Each SCENARIO against its baseline, and the targets that must hold.

    Without a SCENARIO: all that have a baseline. The exit code is 0 when all is as it was and
    every target with `check: true` is met, 1 when something changed, could not be told, or is
    missed, and 2 when there is no telling: no baseline, say.
    """
    from sim.cli.checking import Order, carry_out

    return carry_out(
        Order(
            update=update,
            exact=not statistical,
            folder=baselines,
            junit=junit,
            markdown=markdown,
            **options,
        )
    )


@click.command(short_help="Whether the simulator agrees with exact theory.")
@click.argument("systems", nargs=-1, metavar="[SYSTEM ...]")
@verify_options
@click.pass_context
def verify(context: click.Context, /, systems: tuple[str, ...], **options: Any) -> int:
    """Measures of queues whose exact values are known, simulated; exit code 1 if any is off.

    Without a SYSTEM: all of them, in a minute or two. Each is a scenario file of that name in
    scenarios/verify. What --set changes is simulated, and theory not asked about it: an error to
    see noticed, as in verify mm3 --set procedures.any.counter_time.mean=6.12.
    """
    from sim.cli.verify import carry_out

    asked = Options(precision=None, journal=False, strict=False, **options)
    return carry_out(systems, asked, context.find_root().obj or ())


COMMANDS = (check, verify)
