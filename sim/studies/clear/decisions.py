"""Lower, higher, or no difference that matters: what each look decides, and what stays open.

All intervals hold at once, at all looks, with 1 - error (Bonferroni over decisions; `sequence` over
looks). While they do, what is decided is true: so whichever look decides, all decisions together
are right with that probability. The network and its tiers share half of the error and the sites the
other half: there are few of the former, and they are what most readers decide by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.measures.scopes import ScopeType
from sim.model.check import Tolerance
from sim.model.tables import Floats
from sim.studies.clear.pairs import GROUPS, Family, Paired
from sim.studies.clear.sequence import bounds

NARROWEST_AT = 4.0
"""Times the first look: where intervals are narrowest, of all numbers of replications."""


class Verdict(StrEnum):
    """What is said of a difference."""

    LOWER = "lower"
    HIGHER = "higher"
    SAME = "no_difference"
    """None that matters: it is inside the zone of indifference."""
    OPEN = "open"
    BLANK = "blank"
    """There is nothing to compare at one of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One measure of one part in one scenario against the first."""

    label: str
    scope_type: ScopeType
    scope: str
    kpi: str
    zone: float
    """In the unit of the measure; fixed at the first look."""
    difference: float
    low: float
    high: float
    verdict: Verdict
    replications: int
    """With which it was decided, or looked at last."""
    needed: float = math.nan
    """About how many would decide it, where it is open and that can be told."""


def judged(low: float, high: float, zone: float) -> Verdict:
    """How an interval lies to zero and to the zone; inside it is the stronger word."""
    if math.isnan(low):
        return Verdict.BLANK
    if -zone <= low and high <= zone:
        return Verdict.SAME
    if high < 0.0:
        return Verdict.LOWER
    return Verdict.HIGHER if low > 0.0 else Verdict.OPEN


def needed(mean: float, low: float, high: float, zone: float, n: int) -> float:
    """About the replications that decide: intervals narrow by the root of their number."""
    aim = max(abs(mean), zone - abs(mean))
    half = (high - low) / 2.0
    if not (math.isfinite(half) and aim > 0):
        return math.nan
    return max(n + 1.0, n * (half / aim) ** 2)


def spread_error(families: Sequence[Family], error: float) -> dict[bool, float]:
    """The error of one decision about the network or a tier (True), and about a site (False)."""
    count = {True: 0, False: 0}
    for each in families:
        for scope, kpis in zip(each.scopes, each.sensible, strict=True):
            count[scope.scope_type in GROUPS] += sum(kpis)
    share = error / 2.0 if all(count.values()) else error
    return {group: share / n if n else share for group, n in count.items()}


class Board:
    """All decisions of a comparison, look by look; what was decided stays so."""

    def __init__(
        self, families: Sequence[Family], zones: dict[str, Tolerance], error: float, first: int
    ) -> None:
        self.families = tuple(families)
        self.first = first
        """Replications of the first look."""
        self._zones = zones
        self._error = spread_error(families, error)
        self._width: dict[str, Floats] = {}
        self._found: dict[str, dict[tuple[int, int], Decision]] = {
            each.label: {} for each in families
        }

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All of them, scenario by scenario, part by part."""
        return tuple(
            decision
            for each in self._found.values()
            for _, decision in sorted(each.items(), key=lambda item: item[0])
        )

    def open(self, label: str) -> bool:
        """Whether something of a scenario is still to be decided."""
        return any(each.verdict is Verdict.OPEN for each in self._found[label].values())

    def look(self, of: Family, found: Paired) -> None:
        """Decide what can be decided of a scenario by its differences so far."""
        n, seen = len(found.pull), self._found[of.label]
        width = self._width.setdefault(of.label, self._widths(of, found))
        error = np.array([self._error[scope.scope_type in GROUPS] for scope in of.scopes])
        low, high = bounds(
            found.mean, found.pull, error[:, None], NARROWEST_AT * self.first, found.scale
        )
        for (r, scope), (c, kpi) in (
            (row, column) for row in enumerate(of.scopes) for column in enumerate(of.kpis)
        ):
            known = seen.get((r, c))
            if not of.sensible[r][c] or (known and known.verdict is not Verdict.OPEN):
                continue
            zone, mean = float(width[r, c]), float(found.mean[r, c])
            ends = float(low[r, c]), float(high[r, c])
            verdict = judged(*ends, zone)
            to_go = needed(mean, *ends, zone, n) if verdict is Verdict.OPEN else math.nan
            seen[r, c] = Decision(
                label=of.label, scope_type=scope.scope_type, scope=scope.scope, kpi=kpi,
                zone=zone, difference=mean, low=ends[0], high=ends[1], verdict=verdict,
                replications=n, needed=to_go,
            )  # fmt: skip

    def _widths(self, of: Family, found: Paired) -> Floats:
        """(R, K) the zones; that of a part of a mean by what the first scenario has at first."""
        rows = [
            [self._zones[kpi].width(float(mean)) for kpi, mean in zip(of.kpis, row, strict=True)]
            for row in found.base
        ]
        return np.array(rows).reshape(found.base.shape)
