"""Why a simulation is where a formula is not: a reason that is computed for every row.

fewer tickets than `LEAST`                                          few
nobody on duty, or no steady state                                  nobody, overload
the formula right, or not known to be wrong                         agrees, unclear
an effect, of those told one after another, is the largest part     carry_over, short, opening,
  of the difference and larger than what all of them leave open       shifts, absence, days,
                                                                      returns, service
else what formulas leave out and the run shows, on the side it      stages, skills, timetable,
  pulls waits to; the largest share                                   bookings, intake, ...
else, where some visits were caused in the run                      returns
else                                                                together
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, isfinite

from sim.studies.twin.formulas import Formula

LEAST = 30
"""Tickets in all replications that a row must have for a verdict."""
NEAR_MINUTES, NEAR_SHARE = 0.5, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A value and the ends of its 95 % interval; NaN where unknown."""

    value: float
    low: float
    high: float


class Reason(StrEnum):
    """Why, or that there is nothing to ask."""

    AGREES = "agrees"
    UNCLEAR = "unclear"
    FEW = "few"
    NOBODY = "nobody"
    OVERLOAD = "overload"
    CARRY_OVER = "carry_over"
    SHORT = "short"
    OPENING = "opening"
    SHIFTS = "shifts"
    CROWD = "crowd"
    ABSENCE = "absence"
    DAYS = "days"
    SERVICE = "service"
    STAGES = "stages"
    SKILLS = "skills"
    TIMETABLE = "timetable"
    BOOKINGS = "bookings"
    INTAKE = "intake"
    BALKING = "balking"
    CLOSING = "closing"
    CLASSES = "classes"
    RETURNS = "returns"
    TOGETHER = "together"


SEEN: Mapping[Reason, tuple[float, int]] = {
    Reason.STAGES: (0.02, 0),
    Reason.SKILLS: (0.02, 1),
    Reason.TIMETABLE: (0.05, 0),
    Reason.BOOKINGS: (0.05, -1),
    Reason.INTAKE: (0.02, 1),
    Reason.BALKING: (0.01, -1),
    Reason.CLOSING: (0.01, -1),
    Reason.CLASSES: (0.05, 0),
}
"""What formulas leave out: the share from which on it counts, and where it pulls waits to; 0:
either way."""
_RETURNING = 0.05


def verdict(said: Span, shown: Span) -> Reason | None:
    """Whether a formula is right for a planner: within half a minute or 10 % of the simulation.

    It is right where all of the 95 % interval of the difference is that near, wrong (None) where
    none of it is, and else it is not clear: two tests of equivalence (Schuirmann 1987, Journal of
    Pharmacokinetics and Biopharmaceutics 15), each of which errs in 2.5 % of the rows at most.
    The two intervals are taken for independent; they are of one run, so that the difference
    varies rather less.
    """
    gap = shown.value - said.value
    near = max(NEAR_MINUTES, NEAR_SHARE * shown.value)
    facing = said.high - said.value if gap > 0 else said.value - said.low
    half = hypot(shown.high - shown.value, facing)
    if abs(gap) + half <= near:
        return Reason.AGREES
    return None if abs(gap) - half > near else Reason.UNCLEAR


def reason(
    formula: Formula, officers: int, tickets: float, said: Span, shown: Span,
    effects: Mapping[Reason, float], shares: Mapping[Reason, float],
) -> Reason:  # fmt: skip
    """The reason of a row.

    `said` is the mean wait of the formula, `shown` that of the simulation [min]; `effects`
    are the minutes that each thing told adds, `shares` what the run shows of the rest.
    """
    if tickets < LEAST:
        return Reason.FEW
    if formula is Formula.NONE:
        return Reason.OVERLOAD if officers else Reason.NOBODY
    found = verdict(said, shown)
    if found is not None:
        return found
    gap = shown.value - said.value
    side = 1.0 if gap > 0 else -1.0
    open_ = gap - sum(effects.values())
    largest = max(effects, key=lambda each: side * effects[each], default=None)
    if largest is not None and side * effects[largest] > abs(open_):
        return largest
    return _seen(open_, shares)


def _seen(open_: float, shares: Mapping[Reason, float]) -> Reason:
    """What the run shows that pulls waits to the side that is left open."""
    there = [
        each
        for each, (least, pulls) in SEEN.items()
        if shares.get(each, 0.0) >= least and pulls * open_ >= 0
    ]
    if there:
        return max(there, key=lambda each: shares[each])
    return Reason.RETURNS if shares.get(Reason.RETURNS, 0.0) >= _RETURNING else Reason.TOGETHER


def finite(effects: Mapping[Reason, float]) -> dict[Reason, float]:
    """Effects that are known."""
    return {key: value for key, value in effects.items() if isfinite(value)}
