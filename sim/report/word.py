"""One thing said in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sim.report import catalogue

Lang = Literal["en", "vi"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Word:
    """One thing in English, by which the catalogue of another language knows it.

    `{braces}` are filled in by `words.say`. `context` tells apart what is one word in English and
    two elsewhere.
    """

    en: str
    context: str | None = None

    def said(self, lang: Lang) -> str:
        """The same in a language; KeyError where it has no translation."""
        return self.en if lang == "en" else catalogue.messages(lang)[self.context, self.en]

    @property
    def vi(self) -> str:
        """In Vietnamese."""
        return self.said("vi")
