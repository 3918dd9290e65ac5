"""The laws that scenario files may name, and how a file writes them.

A law is a map that names its kind, `{law: gamma, mean: 13, cv: 0.9}`, or a bare number for what
never varies. The classes themselves stand in `distributions`.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sim.model.distributions import (
    DURATION_WORD,
    Empirical,
    EmpiricalNumber,
    Erlang,
    Exponential,
    Fixed,
    FixedNumber,
    Gamma,
    Geometric,
    Hyperexponential,
    Law,
    Lognormal,
    Triangular,
    Uniform,
)
from sim.model.words import did_you_mean
from sim.said import Said, together

__all__ = [
    "DaysLaw",
    "DossiersLaw",
    "DurationLaw",
    "Empirical",
    "EmpiricalNumber",
    "Erlang",
    "Exponential",
    "Fixed",
    "FixedNumber",
    "Gamma",
    "Geometric",
    "Hyperexponential",
    "Law",
    "Lognormal",
    "Triangular",
    "Uniform",
]


class _Reading:
    """Reads a bare number as a fixed law, and refuses unknown laws with the names of the known."""

    def __init__(self, laws: tuple[type[Law], ...], bare: tuple[type, ...]) -> None:
        self.laws = [law.model_fields["law"].default for law in laws]
        self.bare = bare

    def __call__(self, value: Any) -> Any:
        if isinstance(value, Law):
            return value
        if isinstance(value, self.bare) and not isinstance(value, bool):
            return {"law": "fixed", "value": value}
        if not isinstance(value, dict) or "law" not in value:
            raise ValueError(
                Said(
                    "a number or a map with a law is needed here; laws are {laws}.",
                    laws=", ".join(self.laws),
                )
            )
        name = str(value["law"])
        if name not in self.laws:
            rule = Said(
                "the law {name} is not known here; laws are {laws}.",
                name=name,
                laws=", ".join(self.laws),
            )
            raise ValueError(together([rule, did_you_mean(name, self.laws, all_of=False)]))
        return value


class _BareNumber:
    """Adds the bare number to the JSON Schema of a union of laws."""

    def __init__(self, *schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [*self.schemas, handler(core)]}


def _in_days(value: Any) -> Any:
    """What counts days has no unit of time: `"2 h"` would be taken for 120 days."""
    if isinstance(value, (int, float)) and value < 0:
        raise ValueError(Said("a number of working days is 0 or more."))
    numbers = value.values() if isinstance(value, dict) and "law" in value else [value]
    for number in numbers:
        for each in number if isinstance(number, (list, tuple)) else [number]:
            if isinstance(each, str) and each[:1].isdigit():
                raise ValueError(Said("this is a number of working days, without a unit of time."))
    return value


_AnyDuration = (
    Exponential
    | Lognormal
    | Gamma
    | Erlang
    | Hyperexponential
    | Triangular
    | Uniform
    | Fixed
    | Empirical
)
_AnyNumber = Geometric | FixedNumber | EmpiricalNumber

DurationLaw = Annotated[
    _AnyDuration,
    Field(discriminator="law"),
    BeforeValidator(_Reading(get_args(_AnyDuration), (int, float, str))),
    _BareNumber(
        {"type": "number", "minimum": 0, "description": "always this long [min]"},
        DURATION_WORD,
    ),
]
"""A law of a duration [min]; a bare number is always this long."""

DaysLaw = Annotated[
    _AnyDuration,
    Field(discriminator="law"),
    BeforeValidator(_Reading(get_args(_AnyDuration), (int, float))),
    BeforeValidator(_in_days),
    _BareNumber({"type": "number", "minimum": 0, "description": "always this many [days]"}),
]
"""A law of a number of days, in which a bare number is always this many."""

DossiersLaw = Annotated[
    _AnyNumber,
    Field(discriminator="law"),
    BeforeValidator(_Reading(get_args(_AnyNumber), (int, float))),
    _BareNumber({"type": "integer", "minimum": 1, "description": "always this many"}),
]
"""A law of the number of dossiers of a visit; a bare number is always this many."""
