"""The knee of a curve: from where on more of the same buys clearly less.

The point of a curve that lies farthest from the chord between its ends is where its bend is, once
both axes go from 0 to 1 (Satopää, Albrecht, Irwin and Raghavan 2011, *Finding a "kneedle" in a
haystack*). Any noise bends a curve, so that a knee counts only where the mean gain of a step up
to it is greater than beyond it by more than chance may make of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.measures.estimate import CONFIDENCE, t_quantile
from sim.model.tables import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Knee:
    """Where a curve bends most."""

    place: int
    """The number of the point, from 0."""
    before: float
    """What a unit buys on the way to it, in the unit of the measure; more is better."""
    after: float
    """What a unit buys beyond it."""
    clear: bool
    """Whether these differ by more than chance may make of it."""


def knee(x: Sequence[float], mean: Floats, pull: Floats, *, lower_is_better: bool) -> Knee | None:
    """The knee of a measure over values x, ascending or descending; None without diminishing gain.

    `mean` (n,) and `pull` (replications, n) are the measure's estimates at the points. The points
    farthest from the chord on the side of diminishing gain is sought among those between the ends.
    """
    if len(x) < 3 or np.isnan(mean).any():
        return None
    order = np.argsort(np.asarray(x))
    at, y = np.asarray(x, np.float64)[order], mean[order] * (-1 if lower_is_better else 1)
    if y[-1] <= y[0]:
        return None
    across = (at - at[0]) / (at[-1] - at[0])
    up = (y - y[0]) / (y[-1] - y[0])
    bend = up - across
    best = int(np.argmax(bend[1:-1])) + 1
    if bend[best] <= 0:
        return None
    weight = np.zeros(len(at))
    weight[best] = 1 / (at[best] - at[0]) + 1 / (at[-1] - at[best])
    weight[0], weight[-1] = -1 / (at[best] - at[0]), -1 / (at[-1] - at[best])
    before = float((y[best] - y[0]) / (at[best] - at[0]))
    after = float((y[-1] - y[best]) / (at[-1] - at[best]))
    return Knee(
        place=int(order[best]), before=before, after=after,
        clear=_is_clear(before - after, pull[:, order] @ weight),
    )  # fmt: skip


def _is_clear(gain: float, pull: Floats) -> bool:
    n = len(pull)
    if n < 2:
        return False
    error = float(pull.std(ddof=1)) / sqrt(n)
    return gain > t_quantile((1 + CONFIDENCE) / 2, n - 1) * error
