"""What stands between the commands and the user: every failure ends as a sentence and a code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from sim.cli.commands import group
from sim.cli.progress import INTERRUPTED, TERMINATED, Terminated
from sim.errors import MotcuaError, ScenarioError, in_one_line

DONE, FAILED, BAD_INPUT, BROKEN = 0, 1, 2, 70


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and leave with its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for name in ("stdout", "stderr"):
        # Whoever closed a stream does not want to hear from it.
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end
    _speak_utf8()
    code = run(arguments)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        _close_quietly()
    if code in (INTERRUPTED, TERMINATED):
        # Replications still in flight would hold the program up; nobody waits for them.
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code. Failures are told on stderr."""
    debug = "--debug" in arguments or os.environ.get("MOTCUA_DEBUG", "") not in ("", "0")
    try:
        program = _program()
        command = (*program.split(), *arguments)
        # Not `group.main`, which has its own ways with interrupts and broken pipes.
        with group.make_context(program, list(arguments), obj=command) as context:
            code = group.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except KeyboardInterrupt as stop:
        click.echo("Interrupted; nothing was finished.", err=True)
        return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return DONE
    except Exception as error:
        if debug:
            traceback.print_exc()
        return _tell(error)
    return code if isinstance(code, int) else DONE


def _tell(error: Exception) -> int:
    """Say on stderr what went wrong; the exit code."""
    if isinstance(error, ScenarioError):
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return BAD_INPUT
    if isinstance(error, MotcuaError):
        click.echo(f"Error: {in_one_line(str(error))}", err=True)
        return BAD_INPUT
    if isinstance(error, click.ClickException):
        message = in_one_line(error.format_message())
        click.echo(f"Error: {message}{_try_help(error)}", err=True)
        return BAD_INPUT
    if isinstance(error, ModuleNotFoundError) and not (error.name or "sim").startswith("sim"):
        click.echo(
            f'Motcua needs its environment, and {error.name} is missing: type "make run" '
            '(or "make .venv" once, then ".venv/bin/python run_sim.py ...").',
            err=True,
        )
        return BAD_INPUT
    if isinstance(error, MemoryError):
        click.echo(
            "Error: there is not enough memory for this: shorten the period, lower the rates, or "
            "take fewer --workers.",
            err=True,
        )
        return BAD_INPUT
    what = in_one_line(str(error)) or "no message"
    click.echo(
        f"Internal error: {type(error).__name__}: {what}. Please report it to whoever gave you "
        "motcua, with what --debug (or MOTCUA_DEBUG=1) prints.",
        err=True,
    )
    return BROKEN


def _try_help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f' Try "{context.command_path} --help".' if context is not None else ""


def _program() -> str:
    name = Path(sys.argv[0]).name if sys.argv else ""
    return "python run_sim.py" if name == "run_sim.py" else "motcua"


def _speak_utf8() -> None:
    """Names have diacritics, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _close_quietly() -> None:
    """Let the interpreter's last flush go nowhere: whoever was reading has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
