"""M/M/c/K: whoever finds so many waiting leaves at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.model.tables import Floats


@dataclass(frozen=True, kw_only=True)
class MMcK:
    """M/M/c with room for so many who wait, at any load (Kleinrock 1975, section 3.6)."""

    arrival_rate: float
    service_rate: float
    servers: int
    room: int
    """Waiting visits at which a new one leaves; K - c."""

    @cached_property
    def _states(self) -> Floats:
        """(c + room + 1,) probability of 0, 1, ... present, by balance of births and deaths."""
        busy = np.minimum(np.arange(1, self.servers + self.room + 1), self.servers)
        steps = np.log(self.arrival_rate / (self.service_rate * busy))
        weights = np.concatenate([[0.0], np.cumsum(steps)])
        weights = np.exp(weights - weights.max())
        result: Floats = weights / weights.sum()
        return result

    @property
    def balking_probability(self) -> float:
        """Share that leaves at once."""
        return float(self._states[-1])

    @property
    def queue_mean(self) -> float:
        """Mean number waiting."""
        return float(self._states[self.servers :] @ np.arange(self.room + 1))

    @property
    def wait_mean(self) -> float:
        """Mean wait of those who stay, by Little's law."""
        return self.queue_mean / (self.arrival_rate * (1.0 - self.balking_probability))

    @property
    def wait_probability(self) -> float:
        """P(wait > 0) of those who stay."""
        waits = float(self._states[self.servers : -1].sum())
        return waits / (1.0 - self.balking_probability)

    @property
    def utilisation(self) -> float:
        """Share of the servers' time that they serve."""
        served = self.arrival_rate * (1.0 - self.balking_probability)
        return served / (self.servers * self.service_rate)
