"""Who waits in a hall, and for how long: the observer of Little's law."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from sim.engines.reference.moments import Timeline
from sim.engines.reference.people import Visit


class Line:
    """Those who wait, by class and skill in ticket order.

    A visit that leaves from the middle stays in its deque until those in front have gone: the
    head of every line does wait, and no line is empty.
    """

    def __init__(self, time: Timeline) -> None:
        self.time = time
        self.lines: dict[tuple[int, int], deque[Visit]] = {}
        self.n_waiting = 0
        self.waiting_time = 0
        """Integral of the number waiting so far [visit ms]."""
        self.observed_at = 0

    def observe(self) -> None:
        """Add up the time waited since the number waiting last changed."""
        now = self.time.now
        self.waiting_time += self.n_waiting * (now - self.observed_at)
        self.observed_at = now

    def join(self, visit: Visit) -> None:
        """Wait behind all earlier tickets of the same class and skill.

        Of those that came at this very instant, one may be later: a visit that moved on (R10).
        """
        self.observe()
        self.n_waiting += 1
        visit.waiting = True
        line = self.lines.setdefault(visit.line, deque())
        if not line or line[-1].turn < visit.turn:
            line.append(visit)
        else:
            line.insert(sum(other.turn < visit.turn for other in line), visit)

    def leave(self, visit: Visit) -> None:
        """Wait no longer, for whatever reason."""
        self.observe()
        self.n_waiting -= 1
        visit.waiting = False
        line = self.lines[visit.line]
        if visit.way:
            line.remove(visit)  # it may wait again, for its next stage
        while line and not line[0].waiting:
            line.popleft()
        if not line:
            del self.lines[visit.line]

    def heads(self) -> Iterator[Visit]:
        """The first of every class and skill."""
        return (line[0] for line in self.lines.values())

    def everybody(self) -> list[Visit]:
        """All who wait, in no particular order."""
        return [visit for line in self.lines.values() for visit in line if visit.waiting]
