"""What a stress changes, by pairs: the same replications with it and without."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.estimate import CONFIDENCE
from sim.measures.service import Service
from sim.model.targets import Goal
from sim.studies.judging import Judged, Ratio, parts, quantile, site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The value under a stress less the value before, in the unit of the limit."""

    value: float
    low: float
    high: float


UNKNOWN = Change(value=math.nan, low=math.nan, high=math.nan)
"""Where nothing is paired."""


def changes(
    before: Sequence[Service], under: Sequence[Service], judged: Sequence[Judged], *,
    simultaneous: int = 1, confidence: float = CONFIDENCE,
) -> tuple[Change, ...]:  # fmt: skip
    """What a stress changes in each of `judged`, on the replications that both have.

    Intervals are Student's t on differences of linearised residuals; all of `simultaneous` hold
    at once (Bonferroni).
    """
    both = {each.replication for each in before} & {each.replication for each in under}
    if not both:
        return (UNKNOWN,) * len(judged)
    one, other = (
        sorted((each for each in some if each.replication in both), key=lambda s: s.replication)
        for some in (before, under)
    )
    found = []
    for each in judged:
        row = one[0].names.index(each.site)
        was, is_ = (whole_day(some, row, each.target.goal) for some in (one, other))
        both_ways = Ratio(mean=is_.mean - was.mean, pull=is_.pull - was.pull)
        value, half = float(both_ways.mean), float(both_ways.half_width(confidence, simultaneous))
        found.append(Change(value=value, low=value - half, high=value + half))
    return tuple(found)


def whole_day(services: Sequence[Service], row: int, goal: Goal) -> Ratio:
    """The measure of a goal over the whole day, as targets are judged by it; scalars."""
    first = services[0]
    site = first.site_ids.index(site_of(first.names[row], first.site_ids))
    if goal.measure == "percentile":
        share = (goal.percent or 0.0) / 100
        of_each = np.array([quantile(each.minute[row], share) for each in services])
        pooled = quantile(np.sum([each.minute[row] for each in services], axis=0), share)
        return Ratio(mean=np.array(pooled), pull=of_each - of_each.mean())
    if goal.measure == "utilisation":
        busy = np.array([each.busy[site] for each in services], np.float64)
        there = np.array([each.duty[site] + each.overtime[site] for each in services], np.float64)
        return Ratio.of(busy, there)
    if goal.measure == "on_time":
        found = np.stack([each.on_time[site] for each in services])
        return Ratio.of(found[:, 0], found[:, 1])
    counts = np.stack([each.slot[row].sum(axis=0) for each in services])
    return Ratio.of(*parts(counts, goal, first.limits))
