"""The least number of officers of one site: which numbers to simulate next, given what was seen.

Pure: nothing is simulated here. A search says what it wants to know, is told readings, and in the
end has found the least staffing that meets the targets, whose smaller neighbours do not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol, TypeVar

from sim.studies.staffing.reading import Reading, Staffing

WIDTH = 3
"""Staffings that a search asks about at a time: the citizens of a replication are drawn once for
all of them."""
ENOUGH = 16
"""Replications after which a search stops asking about the same staffing."""
FEW = 4
"""Replications below which an interval says little."""


class Search(Protocol):
    """A search at one site."""

    @property
    def found(self) -> Staffing | None:
        """The least staffing that meets the targets by what was read; None: not yet, or none."""

    @property
    def hopeless(self) -> bool:
        """Whether not even the largest staffing meets them."""

    @property
    def is_proven(self) -> bool:
        """Whether everything smaller was read, or is smaller than what was read to fail."""

    def wanted(self) -> tuple[Staffing, ...]:
        """What to simulate next; nothing when the search is over."""

    def learn(self, readings: Mapping[Staffing, Reading]) -> None:
        """Take in readings; one of a staffing that was read before is put in its place."""

    def smaller(self, staffing: Staffing) -> tuple[Staffing, ...]:
        """The staffings with one officer less that are allowed."""


class LeastTotal:
    """The least total between bounds; the staffing is one number.

    Steps out from a guess until one number fails and a larger one meets the targets, divides what
    lies between by four, and then asks for more replications of the last two, until both are
    clear or have `enough`.
    """

    is_proven = True

    def __init__(self, least: int, most: int, guess: int, enough: int = ENOUGH) -> None:
        """A search between `least` and `most`, both allowed."""
        self.least, self.most = least, max(least, most)
        self.guess = min(max(guess, self.least), self.most)
        self.enough = enough
        self.readings: dict[int, Reading] = {}

    @property
    def found(self) -> Staffing | None:
        """The least number that was read to meet them, right above one that was read to fail."""
        fails, meets = self._bracket()
        if meets is None or meets - 1 not in (fails, self.least - 1):
            return None
        return (meets,)

    @property
    def hopeless(self) -> bool:
        """Whether the largest number was read to fail, and no other to do."""
        return self._bracket() == (self.most, None)

    def _bracket(self) -> tuple[int | None, int | None]:
        """The largest number that fails below the least that meets the targets, and that one."""
        meets = min((n for n, each in self.readings.items() if each.met), default=None)
        failing = [n for n, each in self.readings.items() if not each.met]
        if meets is not None:
            failing = [n for n in failing if n < meets]
        return max(failing, default=None), meets

    def wanted(self) -> tuple[Staffing, ...]:
        """Numbers to simulate next."""
        fails, meets = self._bracket()
        step = max(1, round(0.1 * self.guess))
        if not self.readings:
            some = {self.guess - step, self.guess, self.guess + step}
        elif meets is None and fails is not None and fails < self.most:
            away = max(step, fails - self.guess)
            some = {fails + away, fails + 2 * away, fails + 4 * away}
        elif fails is None and meets is not None and meets > self.least:
            away = max(step, self.guess - meets)
            some = {meets - away, meets - 2 * away, meets - 4 * away}
        elif fails is not None and meets is not None and meets - fails > 1:
            parts = range(1, WIDTH + 1)
            some = {fails + max(1, round((meets - fails) * part / (WIDTH + 1))) for part in parts}
            some -= {meets}
        else:
            some = unclear(self.readings, {n for n in (fails, meets) if n is not None}, self.enough)
        return tuple((n,) for n in sorted({min(max(n, self.least), self.most) for n in some}))

    def learn(self, readings: Mapping[Staffing, Reading]) -> None:
        """Take in readings by number."""
        self.readings.update({staffing[0]: each for staffing, each in readings.items()})

    def smaller(self, staffing: Staffing) -> tuple[Staffing, ...]:
        """One officer less."""
        (n,) = staffing
        return ((n - 1,),) if n > self.least else ()


Key = TypeVar("Key", int, Staffing)


def unclear(readings: Mapping[Key, Reading], some: Collection[Key], enough: int) -> set[Key]:
    """Those of some staffings that chance may have on the wrong side of the limit."""
    found = set()
    for each in some:
        reading = readings[each]
        clear = reading.near if reading.met else reading.no_better
        if reading.replications < enough and not (clear and reading.replications >= FEW):
            found.add(each)
    return found
