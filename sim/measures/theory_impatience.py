"""M/M/c+G: visitors who leave the queue when a patience of any law has run out.

`ErlangA` in `theory` is the special case of exponential patience.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.measures.theory import erlang_b
from sim.model.tables import Floats

_NEGLIGIBLE = 45.0
"""Integrands below their maximum by this factor's exponential, 3e-20, are left out."""
_PANELS, _POINTS = 400, 16
"""Of the Gauss-Legendre rule."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """A law of patience, as far as the theory asks: how long one stays in a wait of length x."""

    stayed: Callable[[Floats], Floats]
    """E[min(patience, x)] for each x >= 0, the integral of P(patience > u) from 0 to x."""
    kink: float | None = None
    """Where `stayed` is not smooth, if anywhere."""


def exponential_patience(mean: float) -> Patience:
    """No memory: then M/M/c+G is Erlang-A."""
    return Patience(stayed=lambda x: -mean * np.expm1(-x / mean))


def fixed_patience(length: float) -> Patience:
    """All leave after the same wait."""
    return Patience(stayed=lambda x: np.minimum(x, length), kink=length)


def erlang_patience(mean: float, k: int) -> Patience:
    """The sum of `k` equal exponential phases."""

    def stayed(x: Floats) -> Floats:
        from scipy.special import gammainc, gammaincc

        scaled = x * (k / mean)
        return np.asarray(mean * gammainc(k + 1, scaled) + x * gammaincc(k, scaled))

    return Patience(stayed=stayed)


def lognormal_patience(mean: float, cv: float) -> Patience:
    """Told by its own mean and coefficient of variation."""
    variance = math.log1p(cv**2)
    middle, spread = math.log(mean) - variance / 2.0, math.sqrt(variance)

    def stayed(x: Floats) -> Floats:
        from scipy.special import ndtr

        z = (np.log(np.maximum(x, 1e-300)) - middle) / spread
        return np.asarray(mean * ndtr(z - spread) + x * ndtr(-z))

    return Patience(stayed=stayed)


@dataclass(frozen=True, kw_only=True)
class MMcG:
    """M/M/c+G, in steady state at any load (Baccelli and Hebuterne 1981).

    With H(x) = E[min(patience, x)], the wait that somebody with endless patience would find has
    a density in proportion to exp(λH(x) - cμx) beyond 0; all measures are integrals of it, in the
    form of Zeltyn and Mandelbaum (2005, section 3): J of the density, J1 of x, JH of H.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    patience: Patience

    def served_within(self, t: float) -> float:
        """Share of all that is called within t >= 0.

        The density of the wait times the share still there, λ(1 - G(x)) exp(λH(x) - cμx), is the
        derivative of the exponential and cμ times it, so that no density of patience is needed.
        """
        nodes, weights = np.polynomial.legendre.leggauss(_POINTS)
        edges = np.linspace(0.0, t, _PANELS + 1)
        half = np.diff(edges)[:, None] / 2.0
        x = np.append((edges[:-1, None] + half * (1.0 + nodes)).ravel(), t)
        _, _, _, total, one = self._integrals
        height = self.arrival_rate * self.patience.stayed(x) - self._full * x
        value = np.exp(height - self._top)
        area = float((half * weights).ravel() @ value[:-1])
        late = float(value[-1]) - one + self._full * area
        return 1.0 - self.wait_probability + late / total

    @cached_property
    def _integrals(self) -> tuple[float, float, float, float, float]:
        """J, J1, JH, E + λJ and 1, all over the same factor, which cancels."""
        x, weight = self._points
        stayed = self.patience.stayed(x)
        height = self.arrival_rate * stayed - self._full * x
        top = self._top
        weight = weight * np.exp(height - top)
        j, j_1, j_h = (float(weight @ each) for each in (np.ones_like(x), x, stayed))
        # All states in which somebody is free, in proportion to the one with c - 1 busy.
        fewer = 1.0 / erlang_b(self.servers - 1, self.arrival_rate / self.service_rate)
        one = math.exp(-top)
        return j, j_1, j_h, fewer * one + self.arrival_rate * j, one

    @cached_property
    def _top(self) -> float:
        """The largest exponent there is, which all integrals are taken over."""
        x, _ = self._points
        height = self.arrival_rate * self.patience.stayed(x) - self._full * x
        return max(float(height.max()), 0.0)

    @property
    def _points(self) -> tuple[Floats, Floats]:
        """Where the integrands are evaluated, and with which weights."""
        upto = 1.0 / self._full
        while not self._is_negligible(upto):
            upto *= 2.0
        edges = np.linspace(0.0, upto, _PANELS + 1)
        if self.patience.kink is not None and self.patience.kink < upto:
            edges = np.union1d(edges, [self.patience.kink])
        nodes, weights = np.polynomial.legendre.leggauss(_POINTS)
        half = np.diff(edges)[:, None] / 2.0
        x: Floats = (edges[:-1, None] + half * (1.0 + nodes)).ravel()
        return x, (half * weights).ravel()

    def _is_negligible(self, upto: float) -> bool:
        """Whether nothing worth counting lies beyond: the exponent is concave."""
        x = np.linspace(0.0, upto, _PANELS)
        height = self.arrival_rate * self.patience.stayed(x) - self._full * x
        return bool(height[-1] < height.max() - _NEGLIGIBLE)

    @property
    def _full(self) -> float:
        return self.servers * self.service_rate

    @property
    def wait_probability(self) -> float:
        """P(not served at once)."""
        j, _, _, total, _ = self._integrals
        return self.arrival_rate * j / total

    @property
    def abandonment_probability(self) -> float:
        """Share that leaves unserved: (1 + (λ - cμ)J) / (E + λJ)."""
        j, _, _, total, one = self._integrals
        return (one + (self.arrival_rate - self._full) * j) / total

    @property
    def utilisation(self) -> float:
        """Share of the servers' time that they serve."""
        return self.arrival_rate * (1.0 - self.abandonment_probability) / self._full

    @property
    def wait_all_mean(self) -> float:
        """Mean wait of all, those who left counting the time they waited."""
        _, _, j_h, total, _ = self._integrals
        return self.arrival_rate * j_h / total

    @property
    def queue_mean(self) -> float:
        """Mean number waiting, by Little's law."""
        return self.arrival_rate * self.wait_all_mean

    @property
    def wait_served_mean(self) -> float:
        """Mean wait of those who are served: (cμJ1 - J) / (E + λJ) by parts, over their share."""
        j, j_1, _, total, _ = self._integrals
        return (self._full * j_1 - j) / total / (1.0 - self.abandonment_probability)

    @property
    def wait_probability_served(self) -> float:
        """P(wait > 0) of those who are served: whoever leaves has waited."""
        left = self.abandonment_probability
        return (self.wait_probability - left) / (1.0 - left)
