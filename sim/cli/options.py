"""The options that commands share, each checked where it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from sim.cli.asked import VARIABLE
from sim.cli.cluster import CLUSTER, executor
from sim.errors import UsageError, quoted
from sim.model.words import parse_share
from sim.report.words import LANGS, Lang
from sim.said import Said

if TYPE_CHECKING:
    from sim.report.plans import Source
    from sim.studies.parallel import Executor

MOST_REPLICATIONS = 10_000
MOST_WORKERS = 256
MOST_SEED = 2**63 - 1
USUAL_PRECISION = "5%"
FEW, MANY = "4", "100"
FIRST_LOOK = "20"
REPLAYED = "8"

Function = TypeVar("Function", bound=Callable[..., Any])
Callback = Callable[[click.Context, click.Parameter, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for, checked."""

    replications: int
    precision: float | None
    seed: int | None
    engine: Literal["compiled", "reference"]
    workers: int
    out: Path | None
    sets: tuple[str, ...]
    journal: bool
    lang: Lang
    strict: bool
    quiet: bool
    as_json: bool
    cluster: str | None = None
    """Address of a Dask scheduler, or `local`; None: threads here."""
    plan: Source | None = None
    """The staffing plan that is put into every scenario."""
    resume: bool = False
    """Go on where work was left."""
    reported: bool = False
    """Whether a report is written beside the results."""

    @property
    def executor(self) -> Executor:
        """Where replications are worked on."""
        return executor(self.workers, self.cluster)


def _whole(least: int, most: int) -> Callback:
    def check(_context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        try:
            number = int(value.replace(",", "").replace("_", ""))
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise UsageError(
                Said(
                    "{option} = {value}: a whole number from {least:,} to {most:,} is needed here.",
                    option=parameter.opts[0], value=quoted(value), least=least, most=most,
                )
            )  # fmt: skip
        return number

    return check


def _precision(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
    if value is None:
        return None
    try:
        share = parse_share(value if "%" in value else float(value))
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise UsageError(
            Said(
                "--precision = {value}: a share of the mean is needed here, such as 0.05 or 5%.",
                value=quoted(value),
            )
        )
    return share


def refuse(options: Options, *, journal: str, precision: str) -> None:
    """Raise UsageError for what a study with `run` has no use for, each with its why."""
    if options.journal:
        raise UsageError(Said("--journal: {why}", why=journal))
    if options.precision is not None:
        raise UsageError(Said("--precision: {why}", why=precision))


def _no_precision(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        raise UsageError(
            Said("--precision: plans are compared on equal numbers; give --replications.")
        )


def _no_journal(_context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    if value:
        raise UsageError(
            Said("--journal: a sweep keeps no visits; use it with `run` at one point.")
        )
    return value


def _sets(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> Any:
    for value in values:
        if "=" not in value:
            raise UsageError(
                Said(
                    "--set {value}: PATH=VALUE is needed, such as wait_target=15.",
                    value=quoted(value),
                )
            )
    return values


def _out(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
    if value is not None and not value.strip():
        raise UsageError(Said("--out: the name of a folder is needed here."))
    try:
        return None if value is None else Path(value).expanduser()
    except RuntimeError:
        raise UsageError(
            Said("--out = {value}: there is no such home folder.", value=quoted(value))
        ) from None


def _plan(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:
    if value is None:
        return None
    from sim.report.plans import source

    return source(value)


_PLAN = click.option(
    "--plan", default=None, metavar="FILE[#SHEET]", callback=_plan,
    help="Staff every scenario by this plan (.xlsx or .csv), as `plan` writes it.",
)  # fmt: skip


def _language(of_what: str, *, is_given: bool = True) -> Callable[[Function], Function]:
    return click.option(
        "--lang", type=click.Choice(LANGS), default="en", show_default=True, help=of_what,
        expose_value=is_given,
    )  # fmt: skip


_LANG = _language("Language of all that is said, of tables, figures and workbooks.")
_TOLD = _language(
    "Language of what is told; keys and the names of measures stay as they are.", is_given=False
)

language_option = click.option(
    "--lang", type=click.Choice(LANGS), envvar=VARIABLE, show_envvar=True, expose_value=False,
    help="Language of all that is said.",
)  # fmt: skip
"""For all commands together, before their names."""

_SCENARIO = (
    click.option(
        "--set", "sets", multiple=True, metavar="PATH=VALUE", callback=_sets,
        help="Change a value in every scenario, such as 'sites[tier=branch].staff=14'; repeatable.",
    ),
    click.option("--strict", is_flag=True, help="Take warnings for errors."),
)  # fmt: skip

_DEBUG = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show tracebacks of internal errors."
)

_PRECISION = click.option(
    "--precision", is_flag=False, flag_value=USUAL_PRECISION, default=None, metavar="SHARE",
    callback=_precision,
    help="Go on until 95 % intervals are this narrow, as a share of the mean [5%].",
)  # fmt: skip

_JOURNAL = click.option(
    "--journal", is_flag=True,
    help="Keep every visit, dossier and stage: {visits,dossiers,stages}.parquet.",
)  # fmt: skip

_RESUME = click.option(
    "--resume", is_flag=True,
    help="Go on where the same command was ended: in --out, or in the newest folder of results/.",
)  # fmt: skip

_HOW = (
    click.option(
        "--seed", default=None, metavar="S", callback=_whole(0, MOST_SEED),
        help="Where chance starts; by default the scenario's own.",
    ),
    click.option(
        "--engine", type=click.Choice(["compiled", "reference"]), default="compiled",
        show_default=True, help="The fast one, or the readable one; same results.",
    ),
    click.option(
        "--workers", default="0", metavar="N", callback=_whole(0, MOST_WORKERS),
        help="Replications at a time; by default one for each core.",
    ),
    CLUSTER,
    click.option(
        "--out", default=None, metavar="DIR", callback=_out,
        help="Results folder; by default a new one in results/.",
    ),
    _RESUME,
)  # fmt: skip

_TELLING = (
    _LANG,
    click.option("--quiet", "-q", is_flag=True, help="Print the table and nothing else."),
)  # fmt: skip

_SIMULATION = (
    click.option(
        "--replications", "-n", default="30", show_default=True, metavar="N",
        callback=_whole(1, MOST_REPLICATIONS), help="Independent repetitions with other chance.",
    ),
    _PRECISION,
    *_HOW,
    *_SCENARIO,
    _JOURNAL,
    *_TELLING,
    click.option(
        "--json", "as_json", is_flag=True, help="Print the rows of summary.csv as JSON instead."
    ),
    _DEBUG,
)  # fmt: skip


def simulation_options(command: Function) -> Function:
    """Give a command the options of everything that simulates."""
    return _with(command, _SIMULATION)


def siting_options(command: Function) -> Function:
    """Those of everything that simulates, for a study that compares what differs little.

    Paired differences need few replications, and there is no precision to go on for.
    """
    few = click.option(
        "--replications", "-n", default=FEW, show_default=True, metavar="N",
        callback=_whole(1, MOST_REPLICATIONS), help="Independent repetitions with other chance.",
    )  # fmt: skip
    none = click.option("--precision", hidden=True, default=None, callback=_no_precision)
    return _with(command, (few, none, *_SIMULATION[2:]))


def verify_options(command: Function) -> Function:
    """Those of what simulates scenarios of its own, as often as it takes to tell."""
    many = click.option(
        "--replications", "-n", default=MANY, show_default=True, metavar="N",
        callback=_whole(2, MOST_REPLICATIONS),
        help="Independent repetitions of each system; with fewer, only larger errors show.",
    )  # fmt: skip
    rows = click.option(
        "--json", "as_json", is_flag=True, help="Print the rows of verify.csv as JSON instead."
    )
    return _with(command, (many, *_HOW, _SCENARIO[0], *_TELLING, rows, _DEBUG))


def check_options(command: Function) -> Function:
    """Those of `check`: how many replications there are is told by scenarios and baselines."""
    rows = click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
    quiet = click.option("--quiet", "-q", is_flag=True, help="Print what failed and nothing else.")
    lang = _language("Language of what is printed, and of the Markdown.")
    return _with(command, (*_SIMULATION[2:6], _RESUME, *_SCENARIO, lang, quiet, rows, _DEBUG))


def staff_options(command: Function) -> Function:
    """Those of everything that simulates, for a study that decides itself when it is sure."""
    few = click.option(
        "--replications", "-n", default=FIRST_LOOK, show_default=True, metavar="N",
        callback=_whole(2, MOST_REPLICATIONS),
        help="Of the first test; what stays unclear gets more.",
    )  # fmt: skip
    none = click.option("--precision", hidden=True, default=None, callback=_no_precision)
    return _with(command, (few, none, *_SIMULATION[2:]))


def sweep_options(command: Function) -> Function:
    """Those of everything that simulates, for a study that has many points."""
    none = click.option("--precision", hidden=True, default=None, callback=_no_precision)
    silent = click.option("--journal", is_flag=True, hidden=True, callback=_no_journal)
    kept = [each for each in _SIMULATION if each not in (_PRECISION, _JOURNAL)]
    return _with(command, (*kept, none, silent))


def roster_options(command: Function) -> Function:
    """Those of everything that simulates, for a study that replays plans on equal numbers."""
    few = click.option(
        "--replications", "-n", default=REPLAYED, show_default=True, metavar="N",
        callback=_whole(1, MOST_REPLICATIONS), help="Of the replay.",
    )  # fmt: skip
    none = click.option("--precision", hidden=True, default=None, callback=_no_precision)
    return _with(command, (few, none, *_SIMULATION[2:]))


def seconds(_context: click.Context, parameter: click.Parameter, value: str) -> float:
    """Read a number of seconds."""
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < inf:
        raise UsageError(
            Said(
                "{option} = {value}: some seconds are needed here, such as 20.",
                option=parameter.opts[0], value=quoted(value),
            )
        )  # fmt: skip
    return number


def scenario_options(command: Function) -> Function:
    """Give a command the options of everything that reads scenarios."""
    return _with(command, (*_SCENARIO, _DEBUG))


def plan_option(command: Function) -> Function:
    """Give a command `--plan`, for `Options.plan` and `scenarios.load`."""
    return _with(command, (_PLAN,))


def lang_option(command: Function) -> Function:
    """Give a command `--lang`, if it has it not from elsewhere."""
    return _with(command, (_LANG,))


def told_option(command: Function) -> Function:
    """Give a command `--lang` that only says something, in the language that is spoken anyway."""
    return _with(command, (_TOLD,))


def debug_option(command: Function) -> Function:
    """Give a command `--debug`."""
    return _with(command, (_DEBUG,))


def _with(command: Function, options: tuple[Callable[[Function], Function], ...]) -> Function:
    for option in reversed(options):
        command = option(command)
    return command
