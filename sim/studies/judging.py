"""Whether targets are met: what the replications say, how sure that is, and on how many days.

Every target is a limit on a ratio of totals: tickets called in time over tickets, minutes waited
over visits. A percentile of the wait keeps its limit where the share of visits served that wait no
longer than the limit is at least that percent, which is a ratio again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures import service_kernel as kernel
from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.measures.service import Service
from sim.model.spec import Scenario
from sim.model.tables import MINUTE, Bools, Floats, Ints
from sim.model.targets import Goal, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Ratios of totals over replications, with the pull of each replication on them."""

    mean: Floats
    """(...) NaN where there is nothing to divide by."""
    pull: Floats
    """(replications, ...)"""

    @classmethod
    def of(cls, numerator: Floats, denominator: Floats) -> Ratio:
        """From the totals of each replication, (replications, ...) both."""
        total = np.asarray(denominator.sum(axis=0), np.float64)
        total = np.where(total == 0, np.nan, total)
        mean = numerator.sum(axis=0) / total
        return cls(mean=mean, pull=(numerator - mean * denominator) / (total / len(numerator)))

    def half_width(self, confidence: float = CONFIDENCE, simultaneous: int = 1) -> Floats:
        """(...) half the length of the intervals, all of `simultaneous` at once; NaN without."""
        n = len(self.pull)
        if n < 2:
            return np.full_like(self.mean, np.nan)
        variance = (self.pull**2).sum(axis=0) / (n - 1) / n
        tail = (1.0 - confidence) / 2.0 / simultaneous
        return np.asarray(t_quantile(1.0 - tail, n - 1) * np.sqrt(variance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A half-hour of the day."""

    minute: int
    """When it begins [min since midnight]."""
    value: float
    low: float
    high: float
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A target at a site, or at a line of it."""

    target: Target
    site: str
    """The id of the site, or the name of the line."""
    value: float
    """In the unit of the limit, over all days and replications; NaN without a visit."""
    low: float
    high: float
    met: bool
    """By the value; for every half-hour, by all of them. Without a visit nothing is missed."""
    days_met: float
    """The share of days, of those with tickets, that keep the limit by themselves; NaN for
    targets that are not about visits."""
    excess: tuple[float, float, float]
    """By how much the share, or the part of the wait, is better than it has to be, with the limit
    less strict by the tolerance, as it is, and stricter by it; the least of the half-hours."""
    excess_half: tuple[float, float, float]
    """Half the length of the intervals of these."""
    intervals: tuple[Interval, ...] = ()
    """Of a target for every half-hour: those in which anybody comes."""

    @property
    def on_the_line(self) -> bool:
        """Whether the limit and the value are within the tolerance of each other."""
        return self.excess[0] >= 0 > self.excess[2]

    @property
    def surely_near(self) -> bool:
        """Whether the limit is sure to be met within the tolerance."""
        return self.excess[0] - self.excess_half[0] >= 0 or self.value != self.value

    @property
    def surely_met(self) -> bool:
        """Whether the limit is sure to be met as it is."""
        return self.excess[1] - self.excess_half[1] >= 0 or self.value != self.value

    @property
    def surely_not_beaten(self) -> bool:
        """Whether the limit is sure not to be beaten by more than the tolerance."""
        return self.excess[2] + self.excess_half[2] <= 0

    @property
    def surely_missed(self) -> bool:
        """Whether the limit is sure to be missed as it is."""
        return self.excess[1] + self.excess_half[1] < 0


def judge(
    services: Sequence[Service],
    scenario: Scenario,
    targets: Sequence[Target],
    *,
    confidence: float = CONFIDENCE,
    simultaneous: int = 1,
) -> tuple[Judged, ...]:
    """Judge every target at every row that it applies to: targets in turn, rows in turn.

    All of `simultaneous` intervals at once hold with at least `confidence` (Bonferroni); a target
    for every half-hour counts its half-hours besides.

    Raises
    ------
    ValueError
        Without a replication.
    """
    if not services:
        raise ValueError("Targets are judged by one replication at least.")
    first = services[0]
    return tuple(
        _judged(services, row, name, target, confidence, simultaneous)
        for target in targets
        for row, name in enumerate(first.names)
        if _applies(target, scenario, site_of(name, first.site_ids))
    )


def site_of(name: str, site_ids: Sequence[str]) -> str:
    """The site of a row, which is called by it, or by it and more after a slash."""
    return name if name in site_ids else name.split("/", 1)[0]


def _applies(target: Target, scenario: Scenario, site: str) -> bool:
    return target.applies_to(site, scenario.sites[site].tier)


def _judged(
    services: Sequence[Service], row: int, name: str, target: Target, confidence: float,
    simultaneous: int,
) -> Judged:  # fmt: skip
    goal, first = target.goal, services[0]
    by_slot = target.every == "interval"
    counts = np.stack([each.slot[row] for each in services])
    counts = counts if by_slot else counts.sum(axis=1, keepdims=True)
    used = counts[:, :, kernel.N_TICKETS].sum(axis=0) > 0
    n_each = max(int(used.sum()), 1) * simultaneous if by_slot else simultaneous
    slacks = (goal.tolerance, 0.0, -goal.tolerance)
    site = first.site_ids.index(site_of(name, first.site_ids))
    of = [_ratio(services, site, counts, goal, first.limits, slack) for slack in slacks]
    half = [each.half_width(confidence, n_each) for each in of]
    excess = [_excess(each.mean, goal, slack) for each, slack in zip(of, slacks, strict=True)]
    at = [_weakest(each, one, used) for each, one in zip(excess, half, strict=True)]
    value, width = _value(services, row, goal, of[1], half[1], confidence, simultaneous)
    spans = _intervals(of[1].mean, half[1], excess[1], used) if by_slot else ()
    met = not np.any(excess[1][used] < 0)
    return Judged(
        target=target, site=name, value=value, low=value - width, high=value + width,
        met=bool(met), days_met=_days_met(services, row, goal),
        excess=(at[0][0], at[1][0], at[2][0]), excess_half=(at[0][1], at[1][1], at[2][1]),
        intervals=spans,
    )  # fmt: skip


def _ratio(
    services: Sequence[Service], site: int, counts: Ints, goal: Goal,
    limits: tuple[float, ...], slack: float,
) -> Ratio:  # fmt: skip
    """What the limit is on, in each column of `counts` (replications, slots, columns)."""
    if goal.measure == "utilisation":
        busy = np.array([[each.busy[site]] for each in services], np.float64)
        there = np.array([[each.duty[site] + each.overtime[site]] for each in services])
        return Ratio.of(busy, there)
    if goal.measure == "on_time":
        found = np.stack([each.on_time[site] for each in services])
        return Ratio.of(found[:, :1], found[:, 1:])
    numerator, denominator = parts(counts, goal, limits, slack)
    return Ratio.of(numerator, denominator)


def parts(
    counts: Ints, goal: Goal, limits: tuple[float, ...], slack: float = 0.0
) -> tuple[Floats, Floats]:
    """(...) numerator and denominator of a goal about visits, from counts (..., columns)."""
    served, tickets = counts[..., kernel.N_SERVED], counts[..., kernel.N_TICKETS]
    if goal.measure == "mean":
        return counts[..., kernel.WAIT] / MINUTE, served.astype(np.float64)
    if goal.measure == "abandoned":
        return (
            counts[..., kernel.N_LEFT].astype(np.float64),
            counts[..., kernel.N_VISITS].astype(np.float64),
        )
    limit = (goal.minutes or 0.0) if goal.measure == "within" else goal.limit + slack
    at = kernel.N_FIXED + 2 * min(range(len(limits)), key=lambda k: abs(limits[k] - limit))
    within = counts[..., at + kernel.WITHIN].astype(np.float64)
    if goal.measure == "percentile":
        return within, served.astype(np.float64)
    return within, (tickets - counts[..., at + kernel.UNDECIDED]).astype(np.float64)


def _excess(value: Floats, goal: Goal, slack: float) -> Floats:
    """By how much a ratio is better than the limit, less strict by `slack`, asks for."""
    if goal.measure == "percentile":  # the slack is in the wait within which visits were counted
        return np.asarray(value - (goal.percent or 0.0) / 100)
    better = value - goal.limit if goal.at_least else goal.limit - value
    return np.asarray(better + slack)


def _weakest(excess: Floats, half: Floats, used: Bools) -> tuple[float, float]:
    """The place where least is left, with its half-width; (0, 0) where nobody comes."""
    known = used & ~np.isnan(excess) if len(used) == len(excess) else ~np.isnan(excess)
    if not known.any():
        return 0.0, 0.0
    worst = int(np.argmin(np.where(known, excess, np.inf)))
    return float(excess[worst]), float(half[worst])


def _value(
    services: Sequence[Service], row: int, goal: Goal, ratio: Ratio, half: Floats,
    confidence: float, simultaneous: int,
) -> tuple[float, float]:  # fmt: skip
    """The measure over the whole day, and half the length of its interval."""
    if goal.measure == "percentile":
        share = (goal.percent or 0.0) / 100
        of_each = np.array([quantile(each.minute[row], share) for each in services])
        pooled = quantile(np.sum([each.minute[row] for each in services], axis=0), share)
        spread = Ratio(mean=np.array(pooled), pull=of_each - of_each.mean())
        return pooled, float(spread.half_width(confidence, simultaneous))
    if len(ratio.mean) == 1:
        return float(ratio.mean[0]), float(half[0])
    counts = np.stack([each.slot[row].sum(axis=0) for each in services])
    whole = Ratio.of(*parts(counts, goal, services[0].limits))
    return float(whole.mean), float(whole.half_width(confidence, simultaneous))


def quantile(minutes: Ints, share: float) -> float:
    """The wait [min] that this share does not exceed, from numbers by whole minutes waited.

    Within a minute waits are taken to be spread evenly; NaN without any.
    """
    upto = np.cumsum(minutes)
    if upto[-1] == 0:
        return float("nan")
    wanted = share * upto[-1]
    m = int(np.searchsorted(upto, wanted))
    below = upto[m - 1] if m else 0
    return float(m + (wanted - below) / max(minutes[m], 1))


def _days_met(services: Sequence[Service], row: int, goal: Goal) -> float:
    if goal.measure in ("utilisation", "on_time"):
        return float("nan")
    counts = np.stack([each.day[row] for each in services])
    numerator, denominator = parts(counts, goal, services[0].limits)
    known = denominator > 0
    if not known.any():
        return float("nan")
    left_over = _excess(numerator[known] / denominator[known], goal, 0.0)
    return float(np.mean(left_over >= 0))


def _intervals(value: Floats, half: Floats, excess: Floats, used: Bools) -> tuple[Interval, ...]:
    """Of each half-hour; the value of a percentile's is the share of visits within the limit."""
    minutes = kernel.SLOT // MINUTE
    return tuple(
        Interval(
            minute=int(slot) * minutes,
            value=float(value[slot]),
            low=float(value[slot] - half[slot]),
            high=float(value[slot] + half[slot]),
            met=bool(excess[slot] >= 0),
        )
        for slot in np.flatnonzero(used & ~np.isnan(value))
    )
