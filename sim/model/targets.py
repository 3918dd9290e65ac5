"""What service has to be like, as people write it: "within 20 min >= 90%".

A target is judged on the long run: on the ratio of totals over all days of the period and all
replications, not on the mean of days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from sim.model.fields import Flag, Id
from sim.model.value import Spec
from sim.model.words import parse_minutes, parse_share
from sim.said import Said

Tier = Literal["center", "branch", "point"]
Measure = Literal["within", "percentile", "mean", "abandoned", "utilisation", "on_time"]

POINT = 0.01
"""How near to a share is on the line."""
PART_OF_WAIT = 0.05
"""How near to a wait is on the line, as a part of it."""

_WAYS = Said(
    'a target is written as "within 20 min >= 90%", "p90 wait <= 30 min", "mean wait <= 10 min", '
    '"abandoned <= 3%", "utilisation <= 85%" or "on time >= 95%".'
)
_FORM = re.compile(
    r"(?P<what>within (?P<minutes>[\d.]+ ?(?:min|h|s)?)|p(?P<percent>\d+(?:\.\d+)?) wait|mean wait|"
    r"abandoned|utilisation|on time) ?(?P<sign><=|>=|≤|≥) ?(?P<limit>[\d.]+ ?(?:%|min|h|s)?)",
    re.ASCII,
)
_WORDS: dict[str, Measure] = {
    "abandoned": "abandoned",
    "utilisation": "utilisation",
    "on time": "on_time",
    "mean wait": "mean",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A measure and the limit that it has to keep.

    within       tickets called within `minutes` of all decided ones, as within_target_share
    percentile   the wait that `percent` of visits served do not exceed
    mean         mean wait of visits served
    abandoned    visits that leave unserved, of all visits
    utilisation  busy time of time on duty and overtime
    on_time      dossiers with a deadline that are ready by it
    """

    measure: Measure
    limit: float
    """A share, or a wait [min]."""
    minutes: float | None = None
    """Of `within` [min]."""
    percent: float | None = None
    """Of `percentile`, between 0 and 100."""

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.measure in ("within", "on_time")

    @property
    def tolerance(self) -> float:
        """How near to the limit is on the line: a point of a share, 5 % of a wait."""
        return PART_OF_WAIT * self.limit if self.measure in ("percentile", "mean") else POINT

    def met(self, value: float, slack: float = 0.0) -> bool:
        """Whether a value keeps the limit, or misses it by no more than the slack."""
        if self.at_least:
            return value >= self.limit - slack
        return value <= self.limit + slack

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        if self.measure == "percentile":
            return f"p{_digits(self.percent)} wait {sign} {_digits(self.limit)} min"
        if self.measure == "mean":
            return f"mean wait {sign} {_digits(self.limit)} min"
        what = self.measure.replace("_", " ")
        if self.measure == "within":
            what = f"within {_digits(self.minutes)} min"
        return f"{what} {sign} {_percent(self.limit)}"


def _digits(value: float | None) -> str:
    """The fewest digits that give a number back, and no exponent."""
    text = f"{Decimal(repr(value or 0.0)):f}"
    return text.removesuffix(".0")


def _percent(share: float) -> str:
    """A share as a percentage, or as it is where no short one gives it back."""
    text = f"{100 * share:.6f}".rstrip("0").rstrip(".")
    return f"{text}%" if float(text) / 100 == share else _digits(share)


def parse_goal(value: Any) -> Goal:
    """The goal that a line of text says.

    Raises
    ------
    ValueError
        With the rule that it breaks.
    """
    if isinstance(value, Goal):
        return value
    if not isinstance(value, str):
        raise ValueError(_WAYS)
    found = _FORM.fullmatch(" ".join(value.lower().split()))
    if found is None:
        raise ValueError(_WAYS)
    what, sign, limit = found["what"].rstrip(), found["sign"], found["limit"].rstrip()
    measure: Measure = _WORDS.get(what) or ("within" if what.startswith("within") else "percentile")
    wants_more = measure in ("within", "on_time")
    if (sign in (">=", "≥")) != wants_more:
        kept = ">=" if wants_more else "<="
        raise ValueError(Said("{what} is kept {sign} a limit.", what=what, sign=kept))
    is_wait = measure in ("mean", "percentile")
    if limit.endswith("%") if is_wait else limit[-1].isalpha():
        if is_wait:
            raise ValueError(Said("{what} is limited by minutes.", what=what))
        raise ValueError(Said("{what} is limited by a share.", what=what))
    percent = float(found["percent"]) if found["percent"] else None
    if percent is not None and not 0 < percent < 100:
        raise ValueError(Said("a percentile lies between 0 and 100, as in p90."))
    bound = _minutes(limit) if is_wait else parse_share(_number(limit))
    if is_wait and bound == 0:
        raise ValueError(Said("a wait is limited to more than 0 min."))
    return Goal(
        measure=measure,
        limit=bound,
        minutes=_minutes(found["minutes"]) if found["minutes"] else None,
        percent=percent,
    )


def _number(text: str) -> str | float:
    """A bare number as such, for the parsers of words; a percentage as it is."""
    try:
        return text if text.endswith("%") else float(text)
    except ValueError:
        raise ValueError(Said("{text} is no number.", text=text)) from None


def _minutes(text: str) -> float:
    bare = text.strip()
    return parse_minutes(_number(bare) if bare[-1].isdigit() or bare[-1] == "." else bare)


GoalText = Annotated[
    Goal,
    BeforeValidator(parse_goal),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "type": "string",
            "description": "measure and limit",
            "examples": ["within 20 min >= 90%", "p90 wait <= 30 min", "abandoned <= 3%"],
        }
    ),
]
"""A line such as "within 20 min >= 90%"."""


class Target(Spec):
    """What service has to be like at some sites; in a file, often just the line of its goal."""

    goal: GoalText
    """Measure and limit, in a line."""
    every: Literal["day", "interval"] = "day"
    """Judged over the whole day, or for the visits that come in each half-hour of it."""
    tiers: tuple[Tier, ...] = ()
    """Tiers of the sites that it is for; all unless tiers or sites are given."""
    sites: tuple[Id, ...] = ()
    """Sites that it is for; all unless tiers or sites are given."""

    check: Flag = False
    """Whether `check` fails where it is missed; else it is what `staff` and its like aim at."""

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, value: Any) -> Any:
        if isinstance(value, (str, Goal)):
            return {"goal": value}
        if not isinstance(value, (dict, Target)):
            raise ValueError(_WAYS)
        return value

    @model_validator(mode="after")
    def _of_visits(self) -> Self:
        if self.every == "interval" and self.goal.measure in ("utilisation", "on_time"):
            raise ValueError(
                Said("{goal} is judged over the day: leave every out.", goal=str(self.goal))
            )
        return self

    def applies_to(self, site_id: str, tier: str | None) -> bool:
        """Whether it is for a site."""
        if not self.tiers and not self.sites:
            return True
        return site_id in self.sites or tier in self.tiers

    def __str__(self) -> str:
        return f"{self.goal}{', every half-hour' if self.every == 'interval' else ''}"


class _OrLine:
    """Says in the JSON Schema that the line alone will do."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        line = {"type": "string", "examples": ["within 20 min >= 90%"]}
        return {"anyOf": [handler(core), line]}


TargetOrLine = Annotated[Target, _OrLine()]
"""A target, or the line of its goal."""
