"""The manners of every part of a scenario, and how parts fall back on a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

SpecT = TypeVar("SpecT", bound="Spec")


class Spec(BaseModel):
    """The manners of every part of a scenario: frozen, no unknown keys, no NaN."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )


def speaking_as(part: SpecT, whole: Spec, names: Iterable[str]) -> SpecT:
    """The part, where it says nothing itself, speaking as the whole does."""
    silent = [name for name in names if name not in part.model_fields_set]
    return part.model_copy(update={name: getattr(whole, name) for name in silent})


def fill_in(spec: Spec, **values: object) -> None:
    """Fill in what follows from the rest, while the value is being built and nobody has it yet."""
    for name, value in values.items():
        object.__setattr__(spec, name, value)
