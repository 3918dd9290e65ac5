"""What is answered: figures with intervals and beside the base plan, and the day drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures import day_kernel
from sim.measures.estimate import Estimates, difference, estimate
from sim.measures.kpis import COLUMN, KPIS
from sim.model.tables import MINUTE
from sim.studies.whatif.change import Change
from sim.studies.whatif.sums import MEASURES, Sums

HALF_HOUR = day_kernel.SLOT // MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate and its 95 % interval, NaN where there is none; in the unit of the measure."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of the site."""

    kpi: str
    """Its name in the catalogue of measures."""
    unit: str
    changed: Interval
    base: Interval
    difference: Interval
    """Changed less base, paired by replication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The mean day of a plan, by half-hour from 00:00; (48,) each."""

    minutes: tuple[int, ...]
    """When each half-hour begins [min since midnight]."""
    wait: tuple[float, ...]
    """Mean wait of those who came in it and were served [min]; NaN where nobody was."""
    queue: tuple[float, ...]
    """Mean number waiting, over the open days."""
    officers: tuple[float, ...]
    """Mean number of officers on duty, over the open days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a change after some replications."""

    change: Change
    replications: int
    """On which the answer stands."""
    final: bool
    """Whether these are all that were asked for."""
    is_exact: bool
    """Whether nothing joins the site to others; else they were left out, and what they would have
    felt and given back is not in the numbers."""
    figures: tuple[Figure, ...]
    day: Day
    base_day: Day
    seconds: float
    """Since the question was asked."""

    def figure(self, kpi: str) -> Figure:
        """The figure of a measure by its name; KeyError where there is none."""
        return {each.kpi: each for each in self.figures}[kpi]


def figures(changed: Sequence[Sums], base: Sequence[Sums]) -> tuple[Figure, ...]:
    """The measures of both plans on the same replications, in order of these."""
    new, old = (estimate([each.tally for each in sums]) for sums in (changed, base))
    columns = [_intervals(each) for each in (new, old, difference(new, old))]
    return tuple(
        Figure(
            kpi=name, unit=KPIS[COLUMN[name]].unit, changed=columns[0][name],
            base=columns[1][name], difference=columns[2][name],
        )
        for name in MEASURES
    )  # fmt: skip


def _intervals(estimates: Estimates) -> dict[str, Interval]:
    low, high = estimates.interval()
    return {
        name: Interval(
            mean=float(estimates.mean[0, COLUMN[name]]),
            low=float(low[0, COLUMN[name]]),
            high=float(high[0, COLUMN[name]]),
        )
        for name in MEASURES
    }


def day_of(sums: Sequence[Sums]) -> Day:
    """The mean day over replications."""
    served, wait = (np.sum([getattr(s, name) for s in sums], axis=0) for name in ("served", "wait"))
    waiting = np.sum([each.day.waiting for each in sums], axis=0)
    duty = np.sum([each.day.duty for each in sums], axis=0)
    slots = sum(float(each.tally.scopes.open_days[0]) for each in sums) * day_kernel.SLOT
    with np.errstate(invalid="ignore", divide="ignore"):
        return Day(
            minutes=tuple(range(0, 24 * 60, HALF_HOUR)),
            wait=tuple((wait / served / MINUTE).tolist()),
            queue=tuple((waiting / slots).tolist()),
            officers=tuple((duty / slots).tolist()),
        )
