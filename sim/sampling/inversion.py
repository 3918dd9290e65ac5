"""Laws as arrays, drawn by inversion inside compiled loops: one uniform number a draw.

Where a quantile function is slow it is tabulated over the normal quantile z of u, in which the
usual laws are smooth: a straight line between 4,096 knots in |z| <= 8.25 is off by less than
1e-4 of the value, and keeps the draw monotone in u.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from sim.jit import compiled
from sim.model.laws import (
    Empirical,
    EmpiricalNumber,
    Exponential,
    Fixed,
    FixedNumber,
    Geometric,
    Law,
    Lognormal,
    Triangular,
    Uniform,
)
from sim.model.tables import Floats, Ints
from sim.sampling.records import Laws

Z_LIMIT = 8.25
N_KNOTS = 4096
Z_STEP = 2 * Z_LIMIT / (N_KNOTS - 1)


class Shape(IntEnum):
    """How a law is inverted."""

    FIXED = 0
    EXPONENTIAL = 1
    UNIFORM = 2
    TRIANGULAR = 3
    GEOMETRIC = 4
    EMPIRICAL = 5
    TABLE = 6
    LOGNORMAL = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LawTable:
    """Laws by number; `arrays()` is what compiled code takes."""

    shape: Ints
    parameter: Floats
    """(laws, 3), in the unit of the law's values."""
    start: Ints
    """(laws + 1,) CSR of `value` and `upto`."""
    value: Floats
    """Knots of tables, values of empirical laws."""
    upto: Floats
    """Cumulative weights of empirical laws."""

    @classmethod
    def of(cls, laws: Sequence[Law]) -> LawTable:
        """The laws in their order."""
        rows = [_row(law) for law in laws]
        values = [row[2] for row in rows]
        return cls(
            shape=np.array([row[0] for row in rows], np.int64),
            parameter=np.array([row[1] for row in rows], np.float64).reshape(-1, 3),
            start=np.cumsum([0, *map(len, values)]),
            value=np.concatenate([*values, [0.0]]),
            upto=np.concatenate([*(row[3] for row in rows), [0.0]]),
        )

    def arrays(self) -> Laws:
        """In the order in which `draw` takes them."""
        return Laws(self.shape, self.parameter, self.start, self.value, self.upto)


_NONE = np.empty(0)


def _row(law: Law) -> tuple[Shape, tuple[float, float, float], Floats, Floats]:
    """(shape, parameters, values, cumulative weights) of one law."""
    match law:
        case Fixed() | FixedNumber():
            return Shape.FIXED, (float(law.value), 0, 0), _NONE, _NONE
        case Exponential():
            return Shape.EXPONENTIAL, (law.mean, 0, 0), _NONE, _NONE
        case Lognormal():
            spread = math.log1p(law.cv**2)
            return (
                Shape.LOGNORMAL,
                (math.log(law.mean) - spread / 2, math.sqrt(spread), 0),
                _NONE,
                _NONE,
            )
        case Uniform():
            return Shape.UNIFORM, (law.low, law.high - law.low, 0), _NONE, _NONE
        case Triangular():
            return Shape.TRIANGULAR, (law.low, law.mode, law.high), _NONE, _NONE
        case Geometric():
            fails = -math.inf if law.mean <= 1 else math.log1p(-1 / law.mean)
            return Shape.GEOMETRIC, (fails, law.share, 0), _NONE, _NONE
        case Empirical() | EmpiricalNumber() if len(set(law.values)) == 1:
            return Shape.FIXED, (float(law.values[0]), 0, 0), _NONE, _NONE
        case Empirical() | EmpiricalNumber():
            weights = np.array(law.weights or [1.0] * len(law.values), float)
            values = np.array(law.values, float)
            order = np.argsort(values, kind="stable")
            upto = np.cumsum(weights[order]) / weights.sum()
            return Shape.EMPIRICAL, (0, 0, 0), values[order], upto
        case _:
            return Shape.TABLE, (0, 0, 0), _knots(law), np.zeros(N_KNOTS)


@lru_cache(maxsize=64)
def _knots(law: Law) -> Floats:
    """The quantiles of a law; kept, since they take longer than all else of a plan."""
    from scipy.special import ndtr

    z = -Z_LIMIT + Z_STEP * np.arange(N_KNOTS)
    # Where 1 - u is below a double's grain the upper tail ends.
    u = np.minimum(ndtr(z), 1 - 2.0**-53)
    # Rounding in a quantile function may break its order by the last bits.
    knots: Floats = np.maximum.accumulate(law.ppf(u))
    return knots


@compiled
def draw(
    u: float, law: int, shape: Ints, parameter: Floats, start: Ints, value: Floats, upto: Floats
) -> float:
    """The quantile of law number `law` at `u` in (0, 1)."""
    kind = shape[law]
    a, b = parameter[law, 0], parameter[law, 1]
    if kind == Shape.LOGNORMAL.value:
        return math.exp(a + b * normal_quantile(u))
    if kind == Shape.TABLE.value:
        at = (normal_quantile(u) + Z_LIMIT) / Z_STEP
        at = min(max(at, 0.0), N_KNOTS - 1.000001)
        knot = int(at)
        low = value[start[law] + knot]
        return low + (value[start[law] + knot + 1] - low) * (at - knot)
    if kind == Shape.EXPONENTIAL.value:
        return -a * math.log(1.0 - u)
    if kind == Shape.FIXED.value:
        return a
    if kind == Shape.UNIFORM.value:
        return a + b * u
    if kind == Shape.TRIANGULAR.value:
        c = parameter[law, 2]
        if u * (c - a) < b - a:
            return a + math.sqrt(u * (c - a) * (b - a))
        return c - math.sqrt((1 - u) * (c - a) * (c - b))
    if kind == Shape.GEOMETRIC.value:
        # With probability 1 - share it is 1; the rest of u is stretched over the geometric law.
        if u < 1 - b:
            return 1.0
        return 1.0 + math.floor(math.log1p(-(u - (1 - b)) / b) / a)
    low, high = start[law], start[law + 1] - 1
    while low < high:
        middle = (low + high) >> 1
        if upto[middle] <= u:
            low = middle + 1
        else:
            high = middle
    return value[low]


@compiled
def fill_draws(
    u: Floats,
    laws: Ints,
    shape: Ints,
    parameter: Floats,
    start: Ints,
    value: Floats,
    upto: Floats,
    out: Floats,
) -> None:
    """out[i, j] = the quantile of law number laws[i] at u[i, j]."""
    for i in range(u.shape[0]):
        for j in range(u.shape[1]):
            out[i, j] = draw(u[i, j], laws[i], shape, parameter, start, value, upto)


@compiled
def normal_quantile(p: float) -> float:
    """The standard normal quantile, to 1e-16: Wichura (1988), algorithm AS 241 (PPND16)."""
    # fmt: off
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        above = (((((((2509.0809287301226727 * r + 33430.575583588128105) * r
            + 67265.770927008700853) * r + 45921.953931549871457) * r
            + 13731.693765509461125) * r + 1971.5909503065514427) * r
            + 133.14166789178437745) * r + 3.387132872796366608)
        below = (((((((5226.495278852545925 * r + 28729.085735721942674) * r
            + 39307.89580009271061) * r + 21213.794301586595867) * r
            + 5394.1960214247511077) * r + 687.1870074920579083) * r
            + 42.313330701600911252) * r + 1.0)
        return q * above / below
    r = math.sqrt(-math.log(p if q < 0 else 1 - p))
    if r <= 5:
        r -= 1.6
        above = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r
            + 0.24178072517745061177) * r + 1.27045825245236838258) * r
            + 3.64784832476320460504) * r + 5.7694972214606914055) * r
            + 4.6303378461565452959) * r + 1.42343711074968357734)
        below = (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r
            + 0.0151986665636164571966) * r + 0.14810397642748007459) * r
            + 0.68976733498510000455) * r + 1.6763848301838038494) * r
            + 2.05319162663775882187) * r + 1.0)
    else:
        r -= 5
        above = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
            + 0.0012426609473880784386) * r + 0.026532189526576123093) * r
            + 0.29656057182850489123) * r + 1.7848265399172913358) * r
            + 5.4637849111641143699) * r + 6.6579046435011037772)
        below = (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r
            + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r
            + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
            + 0.59983220655588793769) * r + 1.0)
    return -above / below if q < 0 else above / below
    # fmt: on
