"""What is compared: a measure of a part of the network, replication by replication.

A ratio of totals is kept as its value and its denominator in each replication, anything else as
its value with a weight of 1. So the mean of any replications is the weighted mean of their values,
and each pulls on it by weight x (value - mean) / mean weight (see `measures.estimate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.estimate import t_quantile
from sim.measures.kpis import COLUMN, KPIS, Kind
from sim.measures.tally import Tally
from sim.model.tables import Floats, Ints


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which measure of what; names as in summary.csv."""

    scope_type: str
    scope: str
    kpi: str

    def __str__(self) -> str:
        where = self.scope if self.scope_type != "network" else "network"
        return f"{where}: {self.kpi}"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One measure of one part, by replication."""

    values: Floats
    """(n,) NaN where a replication has none."""
    weights: Floats
    """(n,)"""

    def __len__(self) -> int:
        return len(self.values)

    def first(self, n: int) -> Series:
        """Its first replications."""
        return Series(self.values[:n], self.weights[:n])

    @property
    def mean(self) -> float:
        """Over all its replications; NaN without any weight, or where a plain value is missing."""
        total = float(self.weights.sum())
        there = self.weights > 0
        return float((self.values[there] * self.weights[there]).sum() / total) if total else np.nan

    @property
    def pull(self) -> Floats:
        """(n,) of each replication on the mean."""
        values = np.where(self.weights > 0, self.values, 0.0)
        pull: Floats = self.weights * (values - self.mean) / self.weights.mean()
        return pull

    @property
    def variance(self) -> float:
        """Of one replication's pull; 0 where all agree, NaN of fewer than two."""
        n = len(self)
        return float((self.pull**2).sum() / (n - 1)) if n > 1 else np.nan

    def equals(self, other: Series, number: int) -> bool:
        """Whether one replication is the same, to the last bit."""
        value, its = self.values[number], other.values[number]
        same = bool(value == its or (np.isnan(value) and np.isnan(its)))
        return same and bool(self.weights[number] == other.weights[number])


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and half the length of its interval, NaN without one."""

    mean: float
    half: float

    @property
    def low(self) -> float:
        """Its lower end."""
        return self.mean - self.half

    @property
    def high(self) -> float:
        """Its upper end."""
        return self.mean + self.half


def columns_of(kpis: Sequence[str]) -> Ints:
    """The columns of measures in a tally."""
    return np.array([COLUMN[name] for name in kpis], np.int64)


def of_tally(tally: Tally, rows: Ints, columns: Ints) -> tuple[Floats, Floats]:
    """Values and weights (len(rows), len(columns)) of one replication.

    Where a quantile has too few visits to be shown its weight is 1 and its value NaN, so that the
    mean of its series is blank, as in the summary.
    """
    at = np.ix_(rows, columns)
    is_ratio = np.array([KPIS[column].kind is Kind.RATIO for column in columns])
    # What has no count, such as a longest queue, is never too few.
    too_few = tally.count[at] < np.array([KPIS[column].least_visits for column in columns])
    plain = np.where(too_few, np.nan, tally.value[at])
    denominator = tally.denominator[at]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(is_ratio, tally.numerator[at] / denominator, plain)
    weights = np.where(is_ratio, denominator, 1.0)
    return np.asarray(values, np.float64), np.asarray(weights, np.float64)


def difference(
    new: Series, base: Series, *, paired: bool, confidence: float, simultaneous: int = 1
) -> Interval:
    """`new` minus `base`, with an interval that holds together with `simultaneous` - 1 others.

    Paired, both have the same replications, and what differs is what each pair differs by. Else
    both samples err by themselves, and the degrees of freedom are Welch's (Welch 1938).
    """
    tail = (1.0 - confidence) / 2.0 / simultaneous
    if paired:
        base = base.first(len(new))
        n = len(new)
        mean = new.mean - base.mean
        if n < 2:
            return Interval(mean, np.nan)
        spread = new.pull - base.pull
        error = float(np.sqrt((spread**2).sum() / (n - 1) / n))
        return Interval(mean, t_quantile(1.0 - tail, n - 1) * error)
    mean = new.mean - base.mean
    if len(new) < 2 or len(base) < 2:
        return Interval(mean, np.nan)
    parts = np.array([new.variance / len(new), base.variance / len(base)])
    error = float(np.sqrt(parts.sum()))
    freedom = np.array([len(new) - 1, len(base) - 1])
    degrees = float(parts.sum() ** 2 / (parts**2 / freedom).sum()) if error > 0 else 1.0
    return Interval(mean, t_quantile(1.0 - tail, degrees) * error if error > 0 else 0.0)
