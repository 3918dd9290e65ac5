"""The help of all commands in another language, and what of it there is to translate.

Help is written in English where a command or an option is defined. The catalogue knows it by that
text, paragraph by paragraph, with lines that the parser breaks as one.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any, TypeVar

import click

from sim.cli.asked import VARIABLE
from sim.report.catalogue import tongue
from sim.report.words import Lang

Command = TypeVar("Command", bound=click.Command)
Say = Callable[[str], str]

_AS_IT_IS = "\b\n"
"""Before paragraphs whose lines stay as they are."""


def in_language(command: Command, lang: Lang) -> Command:
    """A command whose help is in a language, which is also that of what it prints."""
    return command if lang == "en" else _translated(command, tongue(lang).translated, lang)


def texts(command: click.Command) -> Iterator[str]:
    """All that help says of a command and those below it, as the catalogue knows it."""
    found: dict[str, None] = {}

    def heard(text: str) -> str:
        found.setdefault(text)
        return text

    _translated(command, heard, "en")
    yield from found


def extract(*_file: Any, **_options: Any) -> Iterator[tuple[int, None, str, list[str]]]:
    """What translators have to know of, for `make words`."""
    from sim.cli.commands import group

    for text in texts(group):
        yield 0, None, text, []


def _translated(command: Command, say: Say, lang: Lang) -> Command:
    found = copy(command)
    found.help = command.help and _long(command.help, say)
    found.short_help = command.short_help and say(command.short_help)
    found.options_metavar = command.options_metavar and say(command.options_metavar)
    found.params = [_parameter(each, say, lang) for each in command.params]
    found._help_option = None  # which a command keeps once it was asked for help
    if isinstance(found, click.Group):
        found.subcommand_metavar = say(found.subcommand_metavar)
        found.commands = {
            name: _translated(each, say, lang) for name, each in found.commands.items()
        }
    return found


def _long(text: str, say: Say) -> str:
    """Some paragraphs."""
    return "\n\n".join(_paragraph(each, say) for each in inspect.cleandoc(text).split("\n\n"))


def _paragraph(text: str, say: Say) -> str:
    if not text.startswith(_AS_IT_IS):
        return say(" ".join(text.splitlines()))
    lines = text.removeprefix(_AS_IT_IS)
    plain = textwrap.dedent(lines)
    indent = " " * (len(lines.splitlines()[0]) - len(plain.splitlines()[0]))
    return _AS_IT_IS + textwrap.indent(say(plain), indent)


def _parameter(parameter: click.Parameter, say: Say, lang: Lang) -> click.Parameter:
    if isinstance(parameter, click.Option) and parameter.hidden:
        return parameter
    found = copy(parameter)
    if isinstance(found.type, click.Path | click.IntRange):  # what messages call such a value
        found.type = copy(found.type)
        found.type.name = say(found.type.name)
    name = _name(found)
    found.metavar = name and say(name)
    if isinstance(found, click.Option):
        found.help = found.help and say(found.help)
        if found.name == "lang" and found.envvar != VARIABLE:
            found.default = lang
    return found


def _name(parameter: click.Parameter) -> str | None:
    """What stands for the value in help; None where that is no words of ours, or there is none."""
    if parameter.metavar is not None:
        return parameter.metavar
    if isinstance(parameter, click.Argument):
        return str(parameter.name).upper()
    if isinstance(parameter, click.Option) and (
        parameter.is_flag or isinstance(parameter.type, click.Choice)
    ):
        return None
    return None if isinstance(parameter.type, click.IntRange) else parameter.type.name.upper()
