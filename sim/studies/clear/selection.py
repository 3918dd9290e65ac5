"""Which scenario is best: the fully sequential procedure of Kim and Nelson.

Kim and Nelson 2001, *A fully sequential procedure for indifference-zone selection in simulation*,
ACM TOMACS 11, with c = 1. From the first look on, after every replication, a scenario goes out
when another is ahead of it by more than

    W(r) = max(0, zone / (2 r) (h^2 S^2 / zone^2 - r)),   h^2 = (n0 - 1) ((2 b)^(-2/(n0 - 1)) - 1),

S^2 being the variance of their paired differences in the first n0 replications and b the error
divided by the scenarios it must beat (Bonferroni). Since S^2 is of differences, common random
numbers shorten the contest by as much as they make scenarios vary alike. If the best is better
than every other by the zone it is found with probability 1 - error at least: exactly so for normal
values, in the limit for ratios of totals (Kim and Nelson 2006, Operations Research 54).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.tables import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who is left, and when the others went."""

    alive: Bools
    """(k,) the winner alone once there is one."""
    out_at: tuple[int, ...]
    """(k,) replications after which each went out; 0 for those who are left."""
    winner: int | None
    at: int
    """Replications looked at, or by which the winner was known."""
    latest: float
    """Replications by which there will be a winner, by the variances of the first look."""


def narrowing(first: int, error: float, rivals: int) -> float:
    """h^2: how long a pair may go on, in units of variance / zone^2."""
    share: float = (2.0 * error / rivals) ** (-2.0 / (first - 1)) - 1.0
    return (first - 1) * share


def select(means: Floats, variance: Floats, *, first: int, zone: float, error: float) -> Selection:
    """Play the contest over replications that are there.

    Parameters
    ----------
    means
        (k, n) of each scenario over its first 1, 2, .. n replications, more being better.
    variance
        (k, k) of paired differences in the first `first` replications.
    first
        n0, where screening begins; at most n.
    zone
        Difference that must be found, in the unit of the means.
    error
        Probability that the winner is not the best although that is better by the zone.
    """
    k, n = means.shape
    ends = narrowing(first, error, max(k - 1, 1)) * variance / zone**2
    alive = np.ones(k, np.bool_)
    out_at = [0] * k
    for r in range(first, n + 1):
        now = means[:, r - 1]
        allowed = np.maximum(zone / (2.0 * r) * (ends - r), 0.0)
        beaten = (now[:, None] < now[None, :] - allowed) & alive[None, :] & alive[:, None]
        for i in np.flatnonzero(beaten.any(axis=1)):
            alive[i], out_at[i] = False, r
        left = np.flatnonzero(alive)
        latest = float(ends[np.ix_(left, left)].max())
        if len(left) == 1 or r > latest:
            # Those left after the last possible look have equal means: the first of them.
            winner = int(left[np.argmax(now[left])])
            for i in left[left != winner]:
                alive[i], out_at[i] = False, r
            return Selection(
                alive=alive, out_at=tuple(out_at), winner=winner, at=r, latest=float(r)
            )
    return Selection(alive=alive, out_at=tuple(out_at), winner=None, at=n, latest=latest)
