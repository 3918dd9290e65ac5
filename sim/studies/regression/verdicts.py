"""Same, changed, or unclear: how a difference stands to its tolerance, look by look.

All intervals of a check - every measure of every part, at every look - hold at once with 99 %
(Bonferroni). So whichever look decides, and whichever measure: with at least that probability
nothing is called changed that is within its tolerance, and nothing the same that is beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sim.measures.estimate import t_quantile
from sim.model.check import Check, Tolerance
from sim.studies.regression.series import Interval, Key, Series, difference

CONFIDENCE = 0.99
"""That all intervals of a check hold."""
ALARM = 0.005
"""The probability with which an unchanged model may stay unclear at the last look, at most: a
tolerance that cannot keep it is refused."""


class Verdict(StrEnum):
    """What is said of a measure."""

    SAME = "same"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    BLANK = "blank"
    """It had a value in the baseline and has none now: that is a change, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One measure of one part against its baseline."""

    key: Key
    before: float
    after: float
    difference: Interval
    width: float
    """How far it may move."""
    tolerance: Tolerance
    verdict: Verdict
    replications: int
    """With which it was decided, or was left open."""


def looks(check: Check) -> tuple[int, ...]:
    """Numbers of replications at which is looked: doubled until there are no more."""
    sizes = [check.replications]
    while sizes[-1] < check.replications_at_most:
        sizes.append(min(2 * sizes[-1], check.replications_at_most))
    return tuple(sizes)


def judged(difference: Interval, width: float) -> Verdict:
    """How the interval of a difference lies to what is allowed, [-width, width]."""
    if math.isnan(difference.mean):
        return Verdict.BLANK
    if math.isnan(difference.half):
        return Verdict.UNCLEAR
    if -width <= difference.low and difference.high <= width:
        return Verdict.SAME
    if difference.low > width or difference.high < -width:
        return Verdict.CHANGED
    return Verdict.UNCLEAR


def look(
    new: Mapping[Key, Series], base: Mapping[Key, Series], check: Check, *, paired: bool
) -> dict[Key, Moved]:
    """Every measure of the baseline as one look sees it."""
    simultaneous = max(len(base) * len(looks(check)), 1)
    found = {}
    for key, before in base.items():
        after = new.get(key) or Series(before.values * math.nan, before.weights)
        apart = difference(
            after, before, paired=paired, confidence=CONFIDENCE, simultaneous=simultaneous
        )
        tolerance = check.tolerance_of(key.kpi)
        width = tolerance.width(before.mean)
        shown = before.first(len(after)) if paired else before
        found[key] = Moved(
            key=key, before=shown.mean, after=after.mean, difference=apart, width=width,
            tolerance=tolerance, verdict=judged(apart, width), replications=len(after),
        )  # fmt: skip
    return found


def resolvable(series: Series, check: Check, n_series: int) -> float:
    """The least width that a check with fresh seeds can resolve at its last look.

    Both samples then have `replications_at_most`. The interval takes t_1 standard errors, and the
    difference of an unchanged model strays less than t_2 of them in all measures but with
    probability `ALARM`: together they must lie within the width.
    """
    n = check.replications_at_most
    degrees = 2 * (n - 1)
    interval = t_quantile(1 - (1 - CONFIDENCE) / 2 / n_series / len(looks(check)), degrees)
    strays = t_quantile(1 - ALARM / 2 / n_series, degrees)
    return (interval + strays) * math.sqrt(2 * series.variance / n)
