"""The wait at a branch as a table by officers and load, for a program that only knows lines.

Intake of what came online or by post is work of a lower class: it waits for idle officers, so that
visitors are delayed by what is under way of it, and by no more. With the load r of visits and R of
all, each over the officers, the wait is that of all work as one queue times (1 - R) / (1 - r). That
is exact for M/G/1, and for M/M/c with equal services (Cobham 1954), and taken for M/G/c.

Minutes that visits spend waiting grow convexly with the load on given officers (Grassmann 1983;
Lee and Cohen 1983, for M/M/c), so that chords between the loads of a table stand for them in a
program that minimises. Loads are chosen one after the other, each as far from the last as keeps
the wait on the chord within `TOLERANCE` of the formula's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.measures.theory import MGc
from sim.model.tables import Floats

TOLERANCE = 0.05
"""The wait between two loads of a table is off by this share at most ..."""
NEGLIGIBLE = 1 / 60
"""... or, where nobody waits for longer than this on average, by this much [min]."""
_PROBES = 7
_HALVINGS = 12
_MARGIN = 0.95
"""Probes may miss the worst place between them by a hair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What comes to the counter: the mixture of visits and intake work of the procedures."""

    mean: float
    """Of visits and intake work [min]."""
    cv: float
    visits: float = 1.0
    """Share of visits among both."""
    visit_load: float = 1.0
    """Share of officers' time that visits take of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitTable:
    """Waits of one number of officers, by load."""

    servers: int
    service: Service
    loads: Floats
    """(n,) offered loads [Erlang], from 0 to the most that is let in."""
    queues: Floats
    """(n,) mean numbers of visitors waiting at these."""

    @property
    def chords(self) -> tuple[tuple[float, float], ...]:
        """(intercept, slope) of the number waiting against load, band by band."""
        slopes = np.diff(self.queues) / np.diff(self.loads)
        starts = self.queues[:-1] - slopes * self.loads[:-1]
        return tuple(zip(starts.tolist(), slopes.tolist(), strict=True))

    def wait(self, load: float) -> float:
        """The wait that the table says [min]."""
        queue = float(np.interp(load, self.loads, self.queues))
        return queue / load * self.service.mean / self.service.visits if load > 0 else 0.0


def exact_wait(servers: int, service: Service, load: float) -> float:
    """The wait of visitors that the formula says [min]; the load is that of all work."""
    if load <= 0 or service.visits <= 0:
        return 0.0
    together = MGc(
        arrival_rate=load / service.mean,
        service_mean=service.mean,
        service_cv=service.cv,
        servers=servers,
    ).wait_mean
    return together * (servers - load) / (servers - load * service.visit_load)


@lru_cache
def wait_table(servers: int, service: Service, most: float) -> WaitTable:
    """The table of so many officers, up to the share `most` of their time; at least one officer."""
    top = most * servers

    def queue(load: float) -> float:
        return exact_wait(servers, service, load) * service.visits * load / service.mean

    first = _furthest(0.0, top, lambda load: exact_wait(servers, service, load) <= NEGLIGIBLE)
    loads = [0.0, first]
    while loads[-1] < top:
        start, low = loads[-1], queue(loads[-1])

        def within(end: float, start: float = start, low: float = low) -> bool:
            inner = np.linspace(start, end, _PROBES + 2)[1:-1]
            chord = low + (queue(end) - low) * (inner - start) / (end - start)
            true = np.array([queue(load) for load in inner])
            return bool(np.all(np.abs(chord - true) <= TOLERANCE * _MARGIN * true))

        loads.append(_furthest(start, top, within))
    return WaitTable(
        servers=servers,
        service=service,
        loads=np.array(loads),
        queues=np.array([queue(load) for load in loads]),
    )


def _furthest(start: float, top: float, fits: Callable[[float], bool]) -> float:
    """The largest load up to `top` that fits, by halving; what fits does so up to a limit."""
    if fits(top):
        return top
    low, high = start, top
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if fits(middle):
            low = middle
        else:
            high = middle
    return low
