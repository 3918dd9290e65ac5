"""What is said in languages other than English: gettext catalogues, as translators keep them.

`make words` collects what the code says in `locale/motcua.pot` and brings the catalogues up to
date; a translator then fills in `locale/<language>/LC_MESSAGES/motcua.po`. They are read as they
are, so that nothing has to be compiled.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from sim.said import ENGLISH, Tongue

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "motcua"


def path_of(lang: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def messages(lang: str) -> Mapping[tuple[str | None, str], str]:
    """What is said in a language, by context and English text; without what is unfinished."""
    from babel.messages.pofile import read_po

    with path_of(lang).open("rb") as stream:
        catalogue = read_po(stream, locale=lang, domain=DOMAIN)
    return {
        (message.context, str(message.id)): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


@cache
def marks(lang: str) -> tuple[str, str]:
    """What stands between thousands, and before tenths."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return get_group_symbol(lang), get_decimal_symbol(lang)


@cache
def tongue(lang: str) -> Tongue:
    """What it takes to say the sentences of errors in a language; English where one is unknown."""
    if lang == "en":
        return ENGLISH
    known = messages(lang)
    return Tongue(lambda english: known.get((None, english), english), marks(lang))


def day(when: date, lang: str) -> str:
    """A date as a language writes it; in English as files do, `2025-01-31`."""
    if lang == "en":
        return when.isoformat()
    from babel.dates import format_date

    return format_date(when, "dd/MM/yyyy" if lang == "vi" else "medium", locale=lang)
