"""What `check` stands guard over: which measures, and by how much they may move.

check:
  kpis: [wait_mean, utilisation]
  tolerance: {wait_mean: 5% or 0.25 min, within_target_share: 1 point}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from sim.model.days import Period
from sim.model.fields import Flag
from sim.model.value import Spec
from sim.model.words import did_you_mean, parse_amount, whole, write_step
from sim.said import Said, together

MOST_REPLICATIONS = 1000

_SHARE, _MIN, _DAYS = "share", "min", "working days"
UNITS = {
    "arrivals_per_day": "visits/day", "served_per_day": "visits/day",
    "wait_mean": _MIN, "wait_p50": _MIN, "wait_p90": _MIN, "wait_p95": _MIN, "wait_p99": _MIN,
    "wait_max": _MIN, "wait_all_mean": _MIN, "wait_open_mean": _MIN, "waited_share": _SHARE,
    "within_target_share": _SHARE, "over_60min_share": _SHARE, "abandoned_share": _SHARE,
    "balked_share": _SHARE, "sent_home_share": _SHARE, "turned_away_share": _SHARE,
    "no_show_share": _SHARE, "time_at_site_mean": _MIN, "queue_mean": "visits",
    "queue_max": "visits", "utilisation": _SHARE, "overtime_per_day": "min/day",
    "staff": "persons", "officer_hours_per_day": "h/day", "filed_per_day": "dossiers/day",
    "completed_per_day": "dossiers/day", "turnaround_mean": _DAYS, "turnaround_p50": _DAYS,
    "turnaround_p90": _DAYS, "on_time_share": _SHARE, "visits_per_dossier": "visits",
    "citizen_time_mean": _MIN, "travel_mean": _MIN, "lost_share": _SHARE,
    "open_at_end": "dossiers", "access_5km_share": _SHARE, "access_30min_share": _SHARE,
    "access_share": _SHARE, "branch_access_5km_share": _SHARE,
    "branch_access_30min_share": _SHARE, "branch_access_share": _SHARE,
    "waiting_hours_per_day": "h/day", "officer_cost_per_day": "money/day",
    "citizen_cost_per_day": "money/day",
}  # fmt: skip
"""Measures that can be checked, by their unit: all but the tenths of residents, which are no
figure of a replication."""

_FORM = re.compile(r"(?P<number>\d+(?:\.\d+)?|\.\d+) ?(?P<unit>%|[a-z][a-z /]*)?")
_RULE = Said('a tolerance is written as "5%", "0.25 min", "1 point" or "5% or 0.25 min".')


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a measure may move: a part of its mean, or an amount, whichever is more."""

    part: float = 0.0
    """Of the mean; 0.05 is five per cent of what the baseline says, not five points."""
    amount: float = 0.0
    """In the unit of the measure; 0.01 of a share is one point."""
    unit: str = ""
    """Of the amount, as far as one was written."""

    def width(self, mean: float) -> float:
        """How far from this mean is still the same, in the unit of the measure."""
        return max(self.part * abs(mean), self.amount)

    def __str__(self) -> str:
        parts = [f"{round(100 * self.part, 9):g}%"] if self.part else []
        if self.amount and self.unit == _SHARE:
            points = round(100 * self.amount, 9)
            parts.append(f"{points:g} point{'' if points == 1 else 's'}")
        elif self.amount:
            parts.append(f"{self.amount:g} {self.unit}".rstrip())
        return " or ".join(parts)


def parse_tolerance(value: Any) -> Tolerance:
    """The tolerance that a number, or a line of text, says.

    Raises
    ------
    ValueError
        With the rule that it breaks.
    """
    if isinstance(value, Tolerance):
        return value
    if not isinstance(value, str):
        found = Tolerance(amount=parse_amount(value))
    else:
        found = _of_parts([each.strip() for each in value.lower().split(" or ")])
    if not found.part and not found.amount:
        raise ValueError(Said("a tolerance of nothing is never resolved: it must be more than 0."))
    return found


def _of_parts(parts: list[str]) -> Tolerance:
    share = amount = None
    unit = ""
    for text in parts:
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(_RULE)
        number = parse_amount(float(match["number"]))
        if match["unit"] == "%" and share is None:
            share = number / 100
        elif match["unit"] != "%" and amount is None:
            unit = (match["unit"] or "").strip()
            if unit in ("point", "points"):
                number, unit = number / 100, _SHARE
            amount = number
        else:
            raise ValueError(_RULE)
    return Tolerance(share or 0.0, amount or 0.0, unit)


def _other_unit(name: str, unit: str) -> Said:
    """That a measure has another unit than its tolerance was written in."""
    written = "points" if unit == _SHARE else unit
    step = write_step(name)
    if UNITS[name] == _SHARE:
        return Said(
            'tolerance.{step}: {name} is measured in points, as in "1 point", not in {written}.',
            step=step, name=name, written=written,
        )  # fmt: skip
    return Said(
        "tolerance.{step}: {name} is measured in {unit}, not in {written}.",
        step=step, name=name, unit=UNITS[name], written=written,
    )  # fmt: skip


def _known(value: Any) -> str:
    if isinstance(value, str) and value in UNITS:
        return value
    hint = did_you_mean(str(value), UNITS, all_of=False)
    raise ValueError(together([Said("this is no measure that can be checked."), hint]))


CheckedKpi = Annotated[
    str, BeforeValidator(_known), WithJsonSchema({"type": "string", "enum": list(UNITS)})
]
"""The name of a measure, as in summary.csv."""

ToleranceText = Annotated[
    Tolerance,
    BeforeValidator(parse_tolerance),
    PlainSerializer(str),
    WithJsonSchema(
        {
            "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string"}],
            "description": "part of the mean, an amount, or the larger of both",
            "examples": ["5%", "0.25 min", "1 point", "5% or 0.25 min"],
        }
    ),
]
"""A line such as "5% or 0.25 min"."""

_Replications = Annotated[
    int,
    BeforeValidator(whole(2, MOST_REPLICATIONS)),
    WithJsonSchema({"type": "integer", "minimum": 2, "maximum": MOST_REPLICATIONS}),
]

HEADLINE = {
    "served_per_day": Tolerance(part=0.02),
    "wait_mean": Tolerance(part=0.12, amount=0.5, unit=_MIN),
    "within_target_share": Tolerance(amount=0.04, unit=_SHARE),
    "abandoned_share": Tolerance(amount=0.02, unit=_SHARE),
    "utilisation": Tolerance(part=0.02),
    "turnaround_mean": Tolerance(part=0.05, amount=0.1, unit=_DAYS),
    "on_time_share": Tolerance(amount=0.02, unit=_SHARE),
}
"""What is checked unless a scenario says otherwise, as far as it has it."""


class Check(Spec):
    """What `check` stands guard over, and how finely."""

    kpis: tuple[CheckedKpi, ...] | None = None
    """Measures that are checked; by default served_per_day, wait_mean, within_target_share,
    abandoned_share, utilisation, turnaround_mean and on_time_share, as far as the scenario has
    them, and those that have a tolerance here."""
    tolerance: dict[CheckedKpi, ToleranceText] = Field(default_factory=dict)
    """How far each may move: a part of its mean (`5%`), an amount in its unit (`0.25 min`;
    `1 point` of a share), or the larger of both (`5% or 0.25 min`)."""
    tiers: Flag = True
    """Whether each tier is checked by itself, besides the network."""
    period: Period | None = None
    """The days that are measured for the check; by default the scenario's own period."""
    replications: _Replications = 20
    """Replications that a check begins with; doubled until everything is clear."""
    replications_at_most: _Replications = 40
    """Replications of a baseline, and at most of a check."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.replications_at_most < self.replications:
            raise ValueError(
                Said(
                    "replications_at_most ({most}) is less than replications ({first}).",
                    most=self.replications_at_most,
                    first=self.replications,
                )
            )
        if self.kpis is not None and not self.kpis:
            raise ValueError(Said("kpis: name one measure at least, or leave the key out."))
        for name, tolerance in self.tolerance.items():
            unit = UNITS[name]
            if tolerance.unit not in ("", unit):
                raise ValueError(_other_unit(name, tolerance.unit))
            if self.kpis is not None and name not in self.kpis:
                raise ValueError(
                    Said(
                        "tolerance.{name}: it is not among kpis, so nothing is checked by this.",
                        name=write_step(name),
                    )
                )
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Measures that are checked where there are any such."""
        if self.kpis is not None:
            return tuple(dict.fromkeys(self.kpis))
        return tuple(dict.fromkeys((*HEADLINE, *self.tolerance)))

    def tolerance_of(self, name: str) -> Tolerance:
        """How far a measure may move; 5 %, or a point of a share, where nothing is said."""
        usual = Tolerance(amount=0.01) if UNITS[name] == _SHARE else Tolerance(part=0.05)
        return self.tolerance.get(name) or HEADLINE.get(name) or usual
