"""One thing said in each language."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Lang = Literal["en", "vi"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Word(NamedTuple):
    """One thing said in each language; `{braces}` are filled in by `words.say`."""

    en: str
    vi: str
