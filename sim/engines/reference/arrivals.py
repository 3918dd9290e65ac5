"""R9(5): who and what arrives, at all sites in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

import simpy

from sim.engines.reference.moments import Process, Timeline
from sim.engines.reference.people import Comer, Ticket, Undecided
from sim.model.tables import EventRank

if TYPE_CHECKING:
    from sim.engines.reference.choice import Choice
    from sim.engines.reference.hall import Hall

Key = TypeVar("Key", bound=tuple[int, ...])
T = TypeVar("T")


def due(heap: list[tuple[Key, T]], now: int) -> Iterator[T]:
    """Take from a heap those whose instant has come, by visit index."""
    while heap and heap[0][0][0] == now:
        yield heappop(heap)[1]


class Arrivals:
    """All arrivals of an instant one by one by visit index, whatever they bring about.

    The order across sites matters to those alone who look at several before they choose (D9).
    """

    def __init__(self, time: Timeline, choice: Choice) -> None:
        self.time = time
        self.choice = choice
        self.halls: Sequence[Hall] = ()
        self.coming: list[tuple[Ticket, Comer]] = []
        """Heap of who arrives when."""

    def known(self, expected: list[Comer]) -> Process:
        """What is known from the start, in ticket order; see `expect` for the others."""
        for instant, together in groupby(expected, key=lambda comer: comer.ticket[0]):
            for comer in together:
                heappush(self.coming, (comer.ticket, comer))
            yield self.time.at(instant, EventRank.ARRIVAL)
            self.admit()

    def expect(self, comer: Comer) -> None:
        """What has been caused during the run arrives too."""
        heappush(self.coming, (comer.ticket, comer))
        self.time.at(comer.ticket[0], EventRank.ARRIVAL, self.admit)

    def admit(self, _: simpy.Event | None = None) -> None:
        """Each goes to the site of its dossier, once there is one."""
        for comer in due(self.coming, self.time.now):
            decided = self.choice.decide(comer) if isinstance(comer, Undecided) else comer
            self.halls[decided.dossier.site].admit(decided)
