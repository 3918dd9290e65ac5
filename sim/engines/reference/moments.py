"""Simulated time: SimPy's, in whole milliseconds and in the order of R9."""

from __future__ import annotations

from collections.abc import Callable, Generator
from operator import attrgetter
from typing import Any

import simpy
from simpy.events import EventPriority

from sim.model.tables import EventRank

AFTER_SIMPY = 2
"""SimPy uses priorities 0 and 1 for its own events; the ranks of R9 come after them."""
PRIORITIES = [EventPriority(AFTER_SIMPY + rank) for rank in EventRank]

Process = Generator[simpy.Event, Any, None]
Action = Callable[[simpy.Event], None]


class Moment(simpy.Event):
    """An event bound to happen at an instant, in R9's order among the events of that instant."""

    def __init__(self, env: simpy.Environment, at: int, rank: EventRank, value: Any = None) -> None:
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = value
        env.schedule(self, PRIORITIES[rank], at - env.now)


class Timeline(simpy.Environment):
    """The one clock of all sites and processing units."""

    now = property(attrgetter("_now"), doc="The present instant [ms].")

    def at(
        self, instant: int, rank: EventRank, action: Action | None = None, value: Any = None
    ) -> Moment:
        """The moment of that instant and rank, for a process to wait for or an action to follow."""
        moment = Moment(self, instant, rank, value)
        if action is not None:
            moment.callbacks.append(action)
        return moment
