"""The language in which the command line speaks, from its first word to its last."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from sim.cli.asked import asked_for
from sim.report.catalogue import tongue
from sim.report.words import LANGS, Lang

_spoken: list[Lang] = ["en"]
"""What is spoken now comes last. Not one for each thread: warnings come from any of them."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Lang:
    """The language asked for, as far as that can be told before the options are read.

    What is wrong in it is told when they are.
    """
    found = asked_for(arguments, LANGS, environment)
    return next((lang for lang in LANGS if lang == found), "en")


def spoken() -> Lang:
    """The language that is spoken now."""
    return _spoken[-1]


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Speak a language while it lasts; so does the parser of options in all that it says.

    It asks gettext for its words, which knows none of them as long as nobody compiles catalogues
    for it and puts them where it looks.
    """
    before = gettext.dgettext, gettext.dngettext
    try:
        known = tongue(lang).translated
    except ModuleNotFoundError:  # which whoever needs it will tell, in English
        lang = "en"
    _spoken.append(lang)
    if lang != "en":
        gettext.dgettext = lambda domain, message: known(message)  # noqa: ARG005
        gettext.dngettext = lambda domain, msgid1, msgid2, n: known(  # noqa: ARG005
            msgid1 if n == 1 else msgid2
        )
    try:
        yield
    finally:
        _spoken.pop()
        gettext.dgettext, gettext.dngettext = before


def told(text: str) -> str:
    """A text in the language that is spoken, as far as it is known how it was made."""
    return tongue(spoken()).say(text)


def tell(text: str) -> None:
    """Say something on stderr, in the language that is spoken."""
    click.echo(told(text), err=True)
