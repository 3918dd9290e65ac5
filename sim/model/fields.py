"""The types of a scenario's fields, each with its reading, its writing and its JSON Schema.

A type reads what a person writes, holds a plain value, and writes the same word back. Values
that are already plain (from Python code) are taken as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    Strict,
    Tag,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from sim.model.words import (
    LARGEST,
    LONGEST,
    LONGEST_TITLE,
    MOST_DAY_CV,
    MOST_DAYS,
    NUMBER,
    parse_amount,
    parse_date,
    parse_day_cv,
    parse_days,
    parse_days_or_none,
    parse_id,
    parse_minutes,
    parse_number,
    parse_positive,
    parse_serves,
    parse_share,
    parse_some_minutes,
    parse_some_share,
    parse_span,
    parse_text,
    parse_time,
    parse_title,
    parse_weekday_key,
    parse_weekly,
    whole,
    within,
    write_clock,
    write_span,
)
from sim.said import Said

T = TypeVar("T")
_CLOCK_RE = r"([01]?\d|2[0-4]):[0-5]\d"


def _word(pattern: str, text: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "pattern": pattern, "description": text, "examples": list(examples)}
    )


def _number(kind: str = "number", **limits: float) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **limits})


def _duration(**limits: float) -> WithJsonSchema:
    units = {"type": "string", "pattern": rf"^{NUMBER} ?(ms|s|min|h)$"}
    return WithJsonSchema(
        {
            "anyOf": [{"type": "number", "maximum": LONGEST, **limits}, units],
            "description": "duration [min], or with a unit",
        }
    )


def _share(**limits: float) -> WithJsonSchema:
    percent = {"type": "string", "pattern": rf"^{NUMBER} ?%$"}
    return WithJsonSchema(
        {
            "anyOf": [{"type": "number", "maximum": 1, **limits}, percent],
            "description": "share, 0 to 1 or a percentage",
        }
    )


Clock = Annotated[
    int,
    BeforeValidator(parse_time),
    PlainSerializer(write_clock),
    _word(rf"^{_CLOCK_RE}$", "time of day, quoted", "07:30"),
]
"""Minutes since midnight, before 24:00."""

Span = Annotated[
    tuple[int, int],
    BeforeValidator(parse_span),
    PlainSerializer(write_span),
    _word(rf"^{_CLOCK_RE}[-\u2013]{_CLOCK_RE}$", "part of the day, quoted", "07:30-11:30"),
]
"""Minutes since midnight (from, to); `to` may pass 24:00."""

Minutes = Annotated[float, BeforeValidator(parse_minutes), _duration(minimum=0)]
"""A duration [min], zero or more."""

SomeMinutes = Annotated[float, BeforeValidator(parse_some_minutes), _duration(exclusiveMinimum=0)]
"""A duration [min], more than zero."""

Share = Annotated[float, BeforeValidator(parse_share), _share(minimum=0)]
"""A share or probability, 0 to 1."""

SomeShare = Annotated[float, BeforeValidator(parse_some_share), _share(exclusiveMinimum=0)]
"""A share of more than 0, up to 1."""

Number = Annotated[float, BeforeValidator(parse_number), _number()]
"""Any finite number."""

Amount = Annotated[float, BeforeValidator(parse_amount), _number(minimum=0, maximum=LARGEST)]
"""A finite number, zero or more."""

DayVariation = Annotated[
    float, BeforeValidator(parse_day_cv), _number(minimum=0, maximum=MOST_DAY_CV)
]
"""A coefficient of variation of days, 0 for none."""

Positive = Annotated[float, BeforeValidator(parse_positive), _number(exclusiveMinimum=0)]
"""A finite number, more than zero."""

Count = Annotated[int, BeforeValidator(whole(0, LARGEST)), _number("integer", minimum=0)]
"""A whole number, zero or more."""

WorkingDays = Annotated[
    int, BeforeValidator(whole(0, MOST_DAYS)), _number("integer", minimum=0, maximum=MOST_DAYS)
]
"""A number of working days, zero or more."""

SomeWorkingDays = Annotated[
    int, BeforeValidator(whole(1, MOST_DAYS)), _number("integer", minimum=1, maximum=MOST_DAYS)
]
"""A number of working days, one or more."""

SomeCount = Annotated[int, BeforeValidator(whole(1, LARGEST)), _number("integer", minimum=1)]
"""A whole number, one or more."""

Heads = Annotated[
    int, BeforeValidator(whole(0, 10_000)), _number("integer", minimum=0, maximum=10_000)
]
"""A number of officers: zero or more, and no more than one place can have."""

SmallClass = Annotated[int, BeforeValidator(whole(0, 9)), _number("integer", minimum=0, maximum=9)]
"""A priority class: 0 is served first, 9 last."""

Seed = Annotated[int, BeforeValidator(whole(0, 2**63 - 1)), _number("integer", minimum=0)]
"""A number that all chance follows from."""

Text = Annotated[str, BeforeValidator(parse_text), WithJsonSchema({"type": "string"})]
"""Any text."""

Title = Annotated[
    str,
    BeforeValidator(parse_title),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_TITLE}),
]
"""A name that people read: one line."""

Id = Annotated[
    str, BeforeValidator(parse_id), WithJsonSchema({"type": ["string", "integer"], "minLength": 1})
]
"""What something is called by elsewhere; a code of digits needs no quotes."""

Flag = Annotated[bool, Strict()]
"""true or false."""

Date = Annotated[
    date,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-01-06"]}),
]
"""A day, written as YYYY-MM-DD."""

Latitude = Annotated[float, BeforeValidator(within(-90, 90)), _number(minimum=-90, maximum=90)]
"""Degrees north."""

Longitude = Annotated[float, BeforeValidator(within(-180, 180)), _number(minimum=-180, maximum=180)]
"""Degrees east."""

Serves = Annotated[
    Literal["all"] | tuple[str, ...],
    BeforeValidator(parse_serves),
    WithJsonSchema(
        {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": ["string", "integer"]}}]}
    ),
]
"""`all`, or procedures (`p`) and single skills (`p/enquire`, `p/stage`)."""


class _NoneWord:
    """Reads and writes the word `none`, since null is an error."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: None if value == "none" else value,
            handler(source),
            serialization=core_schema.wrap_serializer_function_ser_schema(
                lambda value, write: "none" if value is None else write(value)
            ),
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(core), {"const": "none"}]}


Maybe = Annotated[T | None, _NoneWord()]
"""A value, or the word `none`: what a default of the scenario is lifted with."""


@dataclass(frozen=True)
class _FromMap:
    """Reads a map, judging each key and value by itself, and holds it in another shape."""

    key: Any
    entry: Any
    arrange: Callable[[Any], Any]
    write: Callable[[Any], dict[Any, Any]]
    may_be_empty: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            self._read,
            handler.generate_schema(dict[self.key, self.entry]),  # type: ignore[name-defined]
            serialization=core_schema.plain_serializer_function_ser_schema(self.write),
        )

    def _read(self, value: Any, judge: Callable[[Any], dict[Any, Any]]) -> Any:
        value = self.write(value) if isinstance(value, tuple) else value
        if isinstance(value, dict) and not value and not self.may_be_empty:
            raise ValueError(Said("at least one entry is needed here."))
        table = judge(value)
        if len(table) < len(value):
            raise ValueError(Said("the same time is named twice."))
        return self.arrange(table)


def _in_order(value: dict[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    return tuple(sorted(value.items()))


def _write_steps(value: tuple[tuple[int, Any], ...]) -> dict[str, Any]:
    return {write_clock(at): entry for at, entry in value}


def _write_shares(value: tuple[tuple[tuple[int, int], float], ...]) -> dict[str, float]:
    return {write_span(span): share for span, share in value}


def _write_hours(value: dict[str, tuple[tuple[int, int], ...]]) -> dict[str, list[str]]:
    return {day: [write_span(span) for span in spans] for day, spans in value.items()}


_Days = Annotated[int, BeforeValidator(parse_days)]
_DaysOrNone = Annotated[int, BeforeValidator(parse_days_or_none)]
_Weekday = Annotated[str, BeforeValidator(parse_weekday_key)]

RateSteps = Annotated[
    tuple[tuple[int, float], ...], _FromMap(Clock, Amount, _in_order, _write_steps)
]
"""A step function of the time of day: ((minute, rate), ...) in order of time."""

CountSteps = Annotated[tuple[tuple[int, int], ...], _FromMap(Clock, Heads, _in_order, _write_steps)]
"""A step function of the time of day: ((minute, count), ...) in order of time."""

DoorShares = Annotated[
    tuple[tuple[int, float], ...], _FromMap(Clock, Share, _in_order, _write_steps, True)
]
"""Shares by time of day: ((minute, share), ...) in order of time."""

BandShares = Annotated[
    tuple[tuple[tuple[int, int], float], ...], _FromMap(Span, Share, _in_order, _write_shares)
]
"""Shares by part of the day: (((from, to), share), ...) in order of time."""

DayWeights = Annotated[tuple[tuple[int, float], ...], _FromMap(_Days, Amount, _in_order, dict)]
"""Weights by number of days, 1 or more: ((days, weight), ...)."""

SomeDayWeights = Annotated[
    tuple[tuple[int, float], ...], _FromMap(_DaysOrNone, Amount, _in_order, dict)
]
"""Weights by number of days, 0 or more: ((days, weight), ...)."""

Hours = Annotated[
    dict[str, tuple[tuple[int, int], ...]],
    _FromMap(_Weekday, tuple[Span, ...], parse_weekly, _write_hours),
]
"""Parts of the day by weekday (`mon` ... `sun`), days without any left out."""

Weekly = Annotated[dict[str, float], _FromMap(_Weekday, Amount, parse_weekly, dict, True)]
"""An amount by weekday."""


One = Tag("<one>")
Listed = Tag("<list>")
Mapped = Tag("<map>")
"""Tags of the forms that a value may have; in brackets, so that no key is taken for one."""

ONE_OR_STEPS = Discriminator(lambda value: "<map>" if isinstance(value, (dict, tuple)) else "<one>")
LIST_OR_WEEK = Discriminator(lambda value: "<map>" if isinstance(value, dict) else "<list>")
"""A value is judged by the one form that it has, so that a fault in it is told once."""
