"""Intervals that hold at every look at once, however often and whenever one looks.

Of independent normal values of unknown spread, t(n) = (mean - m) / (s / sqrt(n)) is weighed by the
likelihood of effects drawn from N(0, g) against that of none:

    E(n) = k^(-1/2) ((1 + t^2/(n-1)) / (1 + t^2/(k (n-1))))^(n/2),   k = 1 + n g.

At the true mean m this is a martingale that begins at 1 (as the spread is a matter of scale alone:
Lai 1976; with this mixture Wang and Ramdas 2025, *Anytime-valid t-tests and confidence sequences
for Gaussian means with unknown variance*), so that with probability 1 - error it never reaches
1/error (Ville 1939). The m that have not been reached are an interval, with half-width
s / sqrt(n) times `reach`. For many replications it is Robbins' normal mixture (Robbins 1970;
Howard, Ramdas, McAuliffe and Sekhon 2021), and a confidence sequence of any mean in the sense of
Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024 (asymptotic confidence sequences); for few it
is as much wider as a t-quantile is than a normal one.

Differences between scenarios are nearly, not exactly, normal. Two guards answer for the rest:

- Skewed values push the t-statistic to one side, to first order by
  skewness (1 + 2 t^2) / (6 sqrt(n)) standard errors (Johnson 1978; Hall 1992). Each end is moved
  outward by as much, with the skewness taken `CAUTION` of its standard errors sqrt(6/n) larger.
- Where a few replications make up most of the variance there is no interval yet: n divided by the
  kurtosis must be `FEWEST_THAT_COUNT`.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from sim.model.tables import Bools, Floats

LEAST_FIRST_LOOK = 20
"""Replications before anything is decided."""
CAUTION = 1.0
"""Standard errors by which skewness is taken larger than it shows."""
FEWEST_THAT_COUNT = 5.0
"""Least n / kurtosis: how many replications the variance rests on, about three times."""
_ROUNDING = 1e-12
"""A spread below this part of the measure is none: what is left of it is rounding."""


def mixture(error: Floats, at: float) -> Floats:
    """The g for which intervals are narrowest at `at` replications (Waudby-Smith et al., B.1)."""
    logs = -2.0 * np.log(error)
    tuned: Floats = (logs + np.log1p(logs)) / at
    return tuned


def reach(n: int, error: Floats, at: float) -> Floats:
    """Half-widths in standard errors s / sqrt(n); infinite while n is too few for the error."""
    k = 1.0 + n * mixture(error, at)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        c = (np.sqrt(k) / error) ** (2.0 / n)
        found: Floats = np.where(c < k, np.sqrt((n - 1) * (c - 1.0) / (1.0 - c / k)), np.inf)
    return found


def bounds(
    mean: Floats, pull: Floats, error: Floats, at: float, scale: Floats
) -> tuple[Floats, Floats]:
    """Both ends of the intervals of some estimates, (P,) each, from their pulls (n, P).

    `error` (P,) is what each may spend over all looks, `at` where they are to be narrowest, and
    `scale` (P,) what is large in each one's unit: where replications differ by rounding alone the
    estimate is certain, and both ends are it. NaN where the mean is.
    """
    n = len(pull)
    power = pull * pull
    second = power.mean(axis=0)
    deviation = np.sqrt(second * n / (n - 1))
    certain = deviation <= _ROUNDING * scale
    second = np.where(certain, 1.0, second)
    skewness = (power * pull).mean(axis=0) / second**1.5 * sqrt(n * (n - 1)) / (n - 2)
    kurtosis = np.maximum((power * power).mean(axis=0) / second**2, 1.0)
    t = reach(n, error, at)
    doubt = CAUTION * sqrt(6.0 / n)
    lean = (1.0 + 2.0 * t * t) / (6.0 * sqrt(n))
    step = deviation / sqrt(n)
    few: Bools = n / kurtosis < FEWEST_THAT_COUNT
    with np.errstate(invalid="ignore"):
        above = step * np.where(few, np.inf, t + lean * np.maximum(skewness + doubt, 0.0))
        below = step * np.where(few, np.inf, t + lean * np.maximum(doubt - skewness, 0.0))
    low = np.where(certain, mean, mean - below)
    high = np.where(certain, mean, mean + above)
    return low, high
