"""Help in every language: all of it, of one width, and the English one as ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sim.cli.commands import group
from sim.cli.helping import extract, in_language, texts
from sim.cli.language import speaking
from sim.cli.parser_words import COMPLAINTS, HELP
from sim.report.catalogue import messages
from sim.report.words import LANGS, Lang
from tests.english import english

WIDTH = 100
SAME = {"N", "S", "KPI"}
"""Said alike in all languages."""
NAMES = [(), *((name,) for name in group.commands)]


def help_of(names: tuple[str, ...], lang: Lang, width: int = WIDTH) -> str:
    with speaking(lang):
        command: click.Command = in_language(group, lang)
        context = click.Context(
            command, info_name="motcua", terminal_width=width, **group.context_settings
        )
        for name in names:
            assert isinstance(command, click.Group)
            command = command.commands[name]
            context = click.Context(command, context, name, terminal_width=width)
        return command.get_help(context)


def parameters(command: click.Command) -> Iterator[tuple[str, click.Parameter]]:
    for each in command.params:
        yield str(command.name), each
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from parameters(below)


def test_every_text_is_translated() -> None:
    known = messages("vi")
    said = list(texts(group))
    assert len(said) > 130
    assert len(said) == len(set(said))
    assert [each for each in said if (None, each) not in known] == []
    assert {each for each in said if known[None, each] == each} == SAME


def test_translators_are_told_of_every_text() -> None:
    """As babel takes it from an extractor; nothing of it is a mark of click."""
    found = [message for _, _, message, _ in extract(None, [], [], options={})]
    assert found == list(texts(group))
    assert not any("\b" in each or each != each.strip() for each in found)


def test_what_is_translated_is_what_the_parser_says() -> None:
    """Letter for letter: what it words otherwise would come out in English."""
    files = Path(click.__file__).parent.glob("*.py")
    said = re.sub(r'"\s*\n\s*"', "", "".join(each.read_text("utf-8") for each in files))
    assert [each for each in (*HELP, *COMPLAINTS) if f'"{each}"' not in said] == []


@pytest.mark.parametrize("names", NAMES)
def test_no_english_is_left(names: tuple[str, ...]) -> None:
    """Also of the parser's own words, and where English help was asked for before."""
    help_of(names, "en")
    told = help_of(names, "vi")
    assert told.startswith("Cách dùng: motcua")
    assert "Hiện lời hướng dẫn này rồi thoát." in told
    assert english(told) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("names", NAMES)
def test_no_line_is_wider_than_the_terminal(names: tuple[str, ...], lang: Lang) -> None:
    assert max(map(len, help_of(names, lang).splitlines())) <= WIDTH


@pytest.mark.parametrize("names", NAMES)
def test_english_help_stays_as_it_is(names: tuple[str, ...]) -> None:
    """The copies in another language share nothing with it that is changed."""
    before = help_of(names, "en")
    help_of(names, "vi")
    assert in_language(group, "en") is group
    assert help_of(names, "en") == before
    assert "Show this message and exit." in before


def test_lines_that_stay_as_they_are_do_so_in_both() -> None:
    """An example a line."""
    for lang in LANGS:
        lines = help_of(("sweep",), lang).splitlines()
        (first,) = [n for n, line in enumerate(lines) if "staff=12..15" in line]
        assert lines[first].startswith('    --set "sites')
        assert lines[first + 1].startswith("    --set demand")


def test_a_copy_takes_what_the_command_takes() -> None:
    """Names, types, numbers and callbacks; its own language is the default."""
    pairs = zip(parameters(group), parameters(in_language(group, "vi")), strict=True)
    for (name, before), (same, after) in pairs:
        assert (name, before.name, before.opts) == (same, after.name, after.opts)
        assert type(before.type) is type(after.type)
        assert (before.callback, before.nargs) == (after.callback, after.nargs)
        of_commands = before.name == "lang" and name != "group"
        assert after.default == ("vi" if of_commands else before.default)


def test_every_command_has_the_option() -> None:
    for name, command in group.commands.items():
        assert "lang" in {each.name for each in command.params}, name
