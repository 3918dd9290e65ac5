"""What stands between the commands and the user: every failure ends as a sentence and a code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from sim.cli.commands import group
from sim.cli.helping import in_language
from sim.cli.language import language_of, speaking, spoken, tell, told
from sim.cli.progress import HUNG_UP, INTERRUPTED, TERMINATED, Terminated
from sim.cli.streams import Streams, close_quietly
from sim.errors import (
    Degraded,
    MotcuaError,
    ScenarioError,
    bearable,
    in_one_line,
    reason_of,
    told_by,
    visible,
)
from sim.report.catalogue import tongue
from sim.said import Said, together

DONE, FAILED, BAD_INPUT, BROKEN = 0, 1, 2, 70

_ROOM = Said("Make room on the disk, and run it again.")
_RIGHT = Said("Ask for the right to it, or close the program that has it open, such as Excel.")
_REMEDY = {
    errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHT, errno.EPERM: _RIGHT,
    errno.EROFS: Said("This disk takes no files; name another place."),
}  # fmt: skip
"""What to do when the system refuses something."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and leave with its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    streams = Streams()
    _speak_utf8()
    warnings.filterwarnings("once", category=Degraded)
    warnings.showwarning = _show(warnings.showwarning)
    with speaking(language_of(arguments)):
        code = streams.close(run(arguments))
    if code in (INTERRUPTED, HUNG_UP, TERMINATED):
        # Replications still in flight would hold the program up; nobody waits for them.
        os._exit(code)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code. Failures are told on stderr, in the language spoken."""
    debug = "--debug" in arguments or os.environ.get("MOTCUA_DEBUG", "") not in ("", "0")
    try:
        program = _program()
        command = (*program.split(), *arguments)
        # Not `group.main`, which has its own ways with interrupts and broken pipes.
        commands = in_language(group, spoken())
        with commands.make_context(program, list(arguments), obj=command) as context:
            code = commands.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except KeyboardInterrupt as stop:
        kept = _notes(stop)
        tell(
            Said("Interrupted. {kept}", kept=kept)
            if kept
            else Said("Interrupted; nothing was finished.")
        )
        return stop.exit_code if isinstance(stop, Terminated) else INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return DONE
    except Exception as error:
        if debug:
            click.echo(visible(traceback.format_exc()), err=True)
        code = _tell(error)
        if _notes(error):
            tell(_notes(error))
        return code
    return code if isinstance(code, int) else DONE


def _notes(error: BaseException) -> str:
    """What was added to an error on its way."""
    return _told(together(getattr(error, "__notes__", ())))


def _told(message: str) -> str:
    """A message as it may go to a terminal, whatever files and people wrote into it."""
    return bearable(in_one_line(told(message)))


def _tell_error(message: str) -> None:
    tell(Said("Error: {message}", message=_told(message)))


def _tell(error: Exception) -> int:
    """Say on stderr what went wrong; the exit code."""
    if isinstance(error, ScenarioError):
        tell(error.told(tongue(spoken())))
        return BAD_INPUT
    if isinstance(error, MotcuaError):
        _tell_error(error.told(tongue(spoken())))
        return BAD_INPUT
    if isinstance(error, click.ClickException):
        _tell_error(together([_told(error.format_message()), _try_help(error)]))
        return BAD_INPUT
    if isinstance(error, ModuleNotFoundError) and not (error.name or "sim").startswith("sim"):
        tell(
            Said(
                'Motcua needs its environment, and {module} is missing: type "make run" '
                '(or "make .venv" once, then ".venv/bin/python run_sim.py ...").',
                module=str(error.name),
            )
        )
        return BAD_INPUT
    of_the_machine = _trouble(error)
    if of_the_machine:
        _tell_error(of_the_machine)
        return BAD_INPUT
    tell(
        Said(
            "Internal error: {kind}: {what}. Please report it to whoever gave you motcua, with "
            "what --debug (or MOTCUA_DEBUG=1) prints.",
            kind=type(error).__name__,
            what=_told(str(error)) or Said("no message"),
        )
    )
    return BROKEN


def _trouble(error: Exception) -> str:
    """What the machine ran short of, and what to do; empty where it did not."""
    if isinstance(error, MemoryError):
        return Said(
            "there is not enough memory for this. Fewer --workers need less, and so do a shorter "
            "period and work without --journal."
        )
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return Said("the system gives no more threads. Give --workers 1, or end other programs.")
    if not isinstance(error, OSError):
        return ""
    reason = reason_of(error) or type(error).__name__
    refused = Said("this could not be read or written ({reason}).", reason=reason)
    if error.filename:
        refused = Said("{place}: {rule}", place=str(error.filename), rule=refused)
    return together([refused, _REMEDY.get(error.errno or 0, "")])


def _show(before: Callable[..., None]) -> Callable[..., None]:
    """Show trouble with the machine as a sentence, other warnings as `before`."""

    def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if issubclass(category, Degraded):
            text = message if isinstance(message, str) else told_by(message)
            tell(Said("Warning: {message}", message=_told(text)))
        else:
            before(message, category, *place, **more)

    return show


def _try_help(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    return Said('Try "{command} --help".', command=context.command_path)


def _program() -> str:
    name = Path(sys.argv[0]).name if sys.argv else ""
    return "python run_sim.py" if name == "run_sim.py" else "motcua"


def _speak_utf8() -> None:
    """Names have diacritics, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
