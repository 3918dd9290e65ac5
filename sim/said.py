"""Sentences that know how they were made, so that they can be said in another language too.

An error is raised far below the tables and pages that know languages. It says its sentence in
English, as text that everything can use as it is; whoever shows it may ask for another language,
and gets the same sentence with the same values, at the places where that language has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

ENGLISH_MARKS = (",", ".")


@dataclass(frozen=True, slots=True)
class Tongue:
    """What it takes to say a sentence in a language."""

    translated: Callable[[str], str]
    """From an English sentence, its `{gaps}` unfilled, to the same in the language."""
    marks: tuple[str, str] = ENGLISH_MARKS
    """What stands between thousands, and before tenths."""

    def say(self, text: str) -> str:
        """A text in the language, as far as it is known how it was made."""
        if not isinstance(text, Said):
            return text
        translated = self.translated(text.template)
        if not text.values:
            return translated
        return _Filled(self).vformat(translated, (), text.values)


ENGLISH = Tongue(str)


class Said(str):
    """An English sentence that was filled in: a text like any other, and what it was made of.

    `{gaps}` are filled in by name, as `str.format` does; a value may be `Said` itself. A number
    with a format, as in `{most:,}`, is written with the marks of the language, one without as
    files have it.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Said:
        """Raises KeyError where a gap has no value."""
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template, text.values = template, values
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, dict(self.values))


def together(parts: Iterable[str], between: str = " ") -> Said:
    """Sentences or names one after the other; those that are empty are left out."""
    given = {f"part{number}": part for number, part in enumerate(filter(None, parts))}
    return Said(between.join(f"{{{name}}}" for name in given), **given)


def _again(template: str, values: Mapping[str, Any]) -> Said:
    return Said(template, **values)


class _Filled(Formatter):
    """Fills the gaps of a sentence, with what was put in said in the same language."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            value = self._tongue.say(value)
        text = str(format(value, format_spec))
        if format_spec and isinstance(value, int | float):
            marks = dict(zip(ENGLISH_MARKS, self._tongue.marks, strict=True))
            text = "".join(marks.get(letter, letter) for letter in text)
        return text
