"""How numbers are written: rounding by unit, intervals, and each language's marks."""

from __future__ import annotations

import math
from typing import NamedTuple

from sim.report import catalogue
from sim.report.words import Lang

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"

_DECIMALS = {
    "min": 1, "share": 1, "visits/day": 0, "dossiers/day": 0, "visits": 1, "persons": 0,
    "working days": 1, "millions/day": 1,
}  # fmt: skip
_SMALL = {
    "visits/day": 100.0,
    "dossiers/day": 100.0,
    "visits": 10.0,
    "h/day": 100.0,
    "money/day": 100.0,
}
"""Values below this are written with one decimal more."""


class Estimate(NamedTuple):
    """A mean and the ends of its 95 % interval, NaN where there is none."""

    mean: float
    low: float = math.nan
    high: float = math.nan

    @property
    def half_width(self) -> float:
        """The larger distance from the mean to an end; NaN without an interval."""
        if math.isnan(self.low) or math.isnan(self.high):
            return math.nan
        return max(self.mean - self.low, self.high - self.mean)

    def scaled(self, factor: float) -> Estimate:
        """The same in another unit."""
        return Estimate(self.mean * factor, self.low * factor, self.high * factor)


MISSING = Estimate(math.nan)


def shown(estimate: Estimate, unit: str) -> Estimate:
    """The estimate as people read it: shares in per cent, the rest as it is."""
    return estimate.scaled(100.0) if unit == "share" else estimate


def decimals(value: float, unit: str) -> int:
    """Digits after the point that mean something to a reader."""
    digits = _DECIMALS.get(unit, 0)
    return digits + 1 if abs(value) < _SMALL.get(unit, 0.0) else digits


def number(value: float, digits: int, lang: Lang, *, signed: bool = False) -> str:
    """`1,234.5`, in Vietnamese `1.234,5`; a dash for NaN; no minus before zero."""
    if math.isnan(value):
        return NOTHING
    value = round(value, digits) + 0.0
    text = f"{value:{'+' if signed and value else ''},.{digits}f}"
    thousands, tenths = catalogue.marks(lang)
    return text.translate({ord("-"): MINUS, ord(","): thousands, ord("."): tenths})


def interval(estimate: Estimate, unit: str, lang: Lang, *, signed: bool = False) -> str:
    """`12.3 ± 0.4` in the unit that is shown; `± <0.1` where the half-width rounds to nothing.

    A share of which nothing at all is known, as on two replications with intervals that hold for
    hundreds of shares at once, has `± >100`.
    """
    estimate = shown(estimate, unit)
    digits = decimals(estimate.mean, unit)
    text = number(estimate.mean, digits, lang, signed=signed)
    half = estimate.half_width
    if math.isnan(half):
        return text
    if half > 0 and round(half, digits) == 0:
        return f"{text} ± <{number(10.0**-digits, digits, lang)}"
    if unit == "share" and half > 100:
        return f"{text} ± >100"
    return f"{text} ± {number(half, digits, lang)}"
