"""What formulas say of staff: how a steady queue does by a goal, and the least that meets it.

The offered load of a half-hour is either the arrivals of that half-hour times their mean service
(stationary, independent, period by period: SIPP; Green, Kolesar and Soares 2001), or the mean
number that would be in service if nobody ever had to wait, which lags behind arrivals and outlasts
them (modified offered load: Jennings, Mandelbaum, Massey and Whitt 1996; Green, Kolesar and Whitt
2007). Whoever waits leaves by exponential patience (Erlang-A) or never (Erlang-C). Times are in
minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt

from sim.measures.theory import ErlangA, MMc
from sim.model.targets import Goal

LONGEST_PATIENCE = 1e5
"""A mean patience above this [min] is none."""
MOST = 10_000
"""Officers at which a search by formulas gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Visits that come at a steady rate to a line of their own."""

    rate: float
    """Arrivals per minute."""
    service: float
    """Mean [min]."""
    patience: float = inf
    """Mean [min]; infinite: nobody leaves."""

    @property
    def load(self) -> float:
        """Offered load [Erlang]."""
        return self.rate * self.service


def steady(goal: Goal, stream: Stream, servers: float) -> float:
    """What the goal's measure is in a steady queue with so many officers.

    A number that is not whole lies between its neighbours. On time is a matter of back offices:
    NaN.
    """
    if goal.measure == "on_time":
        return float("nan")
    below = floor(servers)
    value = _whole(goal, stream, below)
    part = servers - below
    if part == 0.0:
        return value
    above = _whole(goal, stream, below + 1)
    return above if value == inf else (1.0 - part) * value + part * above


def _whole(goal: Goal, stream: Stream, servers: int) -> float:
    if stream.load <= 0.0:
        return 1.0 if goal.at_least else 0.0
    if servers <= 0:
        return 0.0 if goal.at_least else 1.0 if goal.measure == "abandoned" else inf
    if stream.patience > LONGEST_PATIENCE:
        return _patient(goal, stream, servers)
    queue = ErlangA(
        arrival_rate=stream.rate,
        service_rate=1.0 / stream.service,
        servers=servers,
        abandonment_rate=1.0 / stream.patience,
    )
    match goal.measure:
        case "within":
            return queue.served_within(goal.minutes or 0.0)
        case "percentile":
            return queue.served_wait_quantile((goal.percent or 0.0) / 100.0)
        case "mean":
            return queue.wait_served_mean
        case "abandoned":
            return queue.abandonment_probability
        case _:
            return stream.load * (1.0 - queue.abandonment_probability) / servers


def _patient(goal: Goal, stream: Stream, servers: int) -> float:
    queue = MMc(arrival_rate=stream.rate, service_rate=1.0 / stream.service, servers=servers)
    match goal.measure:
        case "within":
            return 1.0 - queue.wait_tail(goal.minutes or 0.0)
        case "percentile":
            return queue.wait_quantile((goal.percent or 0.0) / 100.0)
        case "mean":
            return queue.wait_mean
        case "abandoned":
            return 0.0
        case _:
            return stream.load / servers


def least_servers(goal: Goal, stream: Stream) -> int:
    """The fewest officers with which a steady queue meets the goal; `MOST` where none do.

    More officers never do worse by any goal, so that halving finds them.
    """
    low, high = 0, max(1, ceil(stream.load))
    while high < MOST and not goal.met(steady(goal, stream, high)):
        low, high = high, 2 * high
    if high >= MOST:
        return MOST
    if goal.met(steady(goal, stream, 0)):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        if goal.met(steady(goal, stream, middle)):
            high = middle
        else:
            low = middle
    return high


def square_root(load: float, beta: float = 1.0) -> int:
    """Officers by the square-root rule: the load and `beta` of its square roots more.

    Halfin and Whitt (1981); `beta` 1 makes some 22 % of a steady M/M/c queue wait.
    """
    return ceil(load + beta * sqrt(load))
