"""M/PH/c: services that pass exponential phases, such as Erlang and hyperexponential ones.

How many are present and how many servers are in each phase is a Markov chain; beyond c visits its
levels repeat, so that their probabilities fall by one matrix (Neuts 1981).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement, pairwise

import numpy as np

from sim.model.tables import Floats

Config = tuple[int, ...]
"""Servers in each phase."""


@dataclass(frozen=True, kw_only=True)
class Phases:
    """A service in phases."""

    start: tuple[float, ...]
    """Probability to begin in each."""
    rates: tuple[float, ...]
    """At which each ends."""
    follows: bool
    """Whether the next phase comes after one has ended; else the service ends with any."""

    @property
    def mean(self) -> float:
        """Of the whole service."""
        times = np.array([1.0 / rate for rate in self.rates])
        return float(times.sum() if self.follows else np.array(self.start) @ times)


def erlang_phases(mean: float, k: int) -> Phases:
    """`k` equal phases one after the other."""
    return Phases(start=(1.0,) + (0.0,) * (k - 1), rates=(k / mean,) * k, follows=True)


def hyperexponential_phases(mean: float, cv: float) -> Phases:
    """One of two phases, either of which carries half of the mean; cv >= 1."""
    lean = math.sqrt((cv**2 - 1.0) / (cv**2 + 1.0))
    fast = (1.0 + lean) / 2.0
    return Phases(
        start=(fast, 1.0 - fast), rates=(2.0 * fast / mean, 2.0 * (1.0 - fast) / mean),
        follows=False,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MPHc:
    """M/PH/c: Poisson arrivals, services in phases, c servers, below full load."""

    arrival_rate: float
    service: Phases
    servers: int

    def __post_init__(self) -> None:
        if not 0.0 < self.arrival_rate * self.service.mean < self.servers:
            raise ValueError("M/PH/c has a steady state for a load above 0 and below its servers.")

    @property
    def wait_probability(self) -> float:
        """P(wait > 0)."""
        full, ratio = self._solved
        return float(np.linalg.solve((np.eye(len(ratio)) - ratio).T, full).sum())

    @property
    def queue_mean(self) -> float:
        """Mean number waiting: that of level c + j is j."""
        full, ratio = self._solved
        rest = np.linalg.inv(np.eye(len(ratio)) - ratio)
        return float((full @ ratio @ rest @ rest).sum())

    @property
    def wait_mean(self) -> float:
        """Mean wait of all, by Little's law."""
        return self.queue_mean / self.arrival_rate

    @cached_property
    def _solved(self) -> tuple[Floats, Floats]:
        """Probabilities of the configurations with c present, and the matrix from level to level.

        The balance equations of levels 0 .. c, all those above c put together by that matrix.
        """
        levels = [self._configs(n) for n in range(self.servers + 1)]
        upto = np.cumsum([0, *(len(level) for level in levels)])
        slices = [slice(a, b) for a, b in pairwise(upto)]
        generator = np.zeros((upto[-1], upto[-1]))
        for n, level in enumerate(levels):
            generator[slices[n], slices[n]] = self._within(level)
            if n:
                generator[slices[n], slices[n - 1]] = self._ends(level, levels[n - 1])
                generator[slices[n - 1], slices[n]] = self._begins(levels[n - 1], level)
        top = levels[-1]
        down = self._ends(top, levels[-2]) @ self._begins(levels[-2], top) / self.arrival_rate
        ratio = _ratio(self.arrival_rate * np.eye(len(top)), self._within(top), down)
        generator[slices[-1], slices[-1]] += ratio @ down
        weight = np.ones(upto[-1])
        weight[slices[-1]] = np.linalg.inv(np.eye(len(top)) - ratio).sum(axis=1)
        equations = generator.T.copy()
        equations[0] = weight
        one = np.zeros(upto[-1])
        one[0] = 1.0
        return np.linalg.solve(equations, one)[slices[-1]], ratio

    def _configs(self, busy: int) -> list[Config]:
        phases = range(len(self.service.rates))
        chosen = combinations_with_replacement(phases, busy)
        return [tuple(each.count(phase) for phase in phases) for each in chosen]

    def _within(self, level: list[Config]) -> Floats:
        """(n, n) rates without a visit that comes or goes; the diagonal is what leaves each."""
        number = {config: k for k, config in enumerate(level)}
        moves = np.zeros((len(level), len(level)))
        for config, k in number.items():
            for phase, rate in enumerate(self.service.rates):
                moves[k, k] -= config[phase] * rate
                if config[phase] and not self._is_last(phase):
                    moves[k, number[_moved(config, phase, phase + 1)]] += config[phase] * rate
            moves[k, k] -= self.arrival_rate
        return moves

    def _ends(self, level: list[Config], below: list[Config]) -> Floats:
        """Rates at which services end, and nobody takes their place."""
        number = {config: k for k, config in enumerate(below)}
        moves = np.zeros((len(level), len(below)))
        for k, config in enumerate(level):
            for phase, rate in enumerate(self.service.rates):
                if config[phase] and self._is_last(phase):
                    moves[k, number[_moved(config, phase, None)]] += config[phase] * rate
        return moves

    def _begins(self, level: list[Config], above: list[Config]) -> Floats:
        """Rates at which visits come and are served at once."""
        number = {config: k for k, config in enumerate(above)}
        moves = np.zeros((len(level), len(above)))
        for k, config in enumerate(level):
            for phase, share in enumerate(self.service.start):
                moves[k, number[_moved(config, None, phase)]] += self.arrival_rate * share
        return moves

    def _is_last(self, phase: int) -> bool:
        return not self.service.follows or phase == len(self.service.rates) - 1


def _moved(config: Config, out_of: int | None, into: int | None) -> Config:
    """One server less in a phase, one more in another."""
    return tuple(n - (k == out_of) + (k == into) for k, n in enumerate(config))


def _ratio(up: Floats, within: Floats, down: Floats) -> Floats:
    """The least R with up + R within + R² down = 0.

    By logarithmic reduction (Latouche and Ramaswami 1993), whose steps double the levels that
    are looked at.
    """
    eye = np.eye(len(up))
    high, low = np.linalg.solve(-within, up), np.linalg.solve(-within, down)
    back, path = low.copy(), high.copy()
    for _ in range(64):
        middle = eye - high @ low - low @ high
        high, low = np.linalg.solve(middle, high @ high), np.linalg.solve(middle, low @ low)
        step = path @ low
        back = back + step
        path = path @ high
        if np.abs(step).max() < 1e-15:
            break
    result: Floats = up @ np.linalg.inv(-(within + up @ back))
    return result
