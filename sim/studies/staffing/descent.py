"""The least staffing of several numbers: officers by group, or by half-hour.

Built on one assumption: more officers never make a target fail that fewer keep. A staffing that
fails so rules out all that have nowhere more, and what is left of the level below the best one
found is simulated, or is too much to be (then the search says that it is not proven).

1. Sides: for each group the least with which the rest could do, if there were any number of the
   others. No staffing below is looked at.
2. Ray: the least along a row of staffings from small to large, each nowhere less than the one
   before.
3. Descent: all with one officer less, again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.studies.staffing.reading import Reading, Staffing
from sim.studies.staffing.search import ENOUGH, LeastTotal, unclear

AT_A_TIME = 6
"""Staffings asked about at a time."""
LEVEL = 400
"""Staffings with one officer less than the best that a search is ready to look through."""


class LeastVector:
    """The least sum of several numbers, between bounds.

    With `by_level` every staffing with one officer less in all that is not ruled out is looked
    at; without, those alone that take an officer away from the best one, as for half-hours.
    """

    def __init__(
        self, least: Staffing, most: Staffing, ray: Sequence[Staffing], guess: int, *,
        by_level: bool, enough: int = ENOUGH,
    ) -> None:  # fmt: skip
        """`ray` goes from small to large, `guess` is where on it to begin."""
        self.least, self.most, self.by_level, self.enough = least, most, by_level, enough
        self.readings: dict[Staffing, Reading] = {}
        self._ray, self._guess = ray, guess
        self._gave_up = False

    def _sides(self) -> list[LeastTotal]:
        """For each group the search for its least, with any number of the others."""
        rows = zip(self.least, self.most, self._ray[self._guess], strict=True)
        sides = [LeastTotal(low, high, at, 0) for low, high, at in rows if self.by_level]
        for k, side in enumerate(sides):
            rest = self.most[:k], self.most[k + 1 :]
            side.readings = {
                v[k]: each for v, each in self.readings.items() if (v[:k], v[k + 1 :]) == rest
            }
        return sides

    @property
    def is_proven(self) -> bool:
        """Whether nothing smaller is left that was neither read to fail nor ruled out."""
        return self.by_level and not self._gave_up and self.found is not None

    @property
    def found(self) -> Staffing | None:
        """The best staffing, once nothing is left to be asked about it but more replications."""
        best = self._best()
        return best if best is not None and not self._below(best) else None

    @property
    def hopeless(self) -> bool:
        """Whether the largest staffing was read to fail."""
        top = self.readings.get(self.most)
        return top is not None and not top.met

    def wanted(self) -> tuple[Staffing, ...]:
        """Staffings to simulate next."""
        if self.most not in self.readings:
            return (self.most,)
        if self.hopeless:
            return tuple(unclear(self.readings, {self.most}, self.enough))
        for k, side in enumerate(self._sides()):
            if side.found is None:
                rest = self.most[:k], self.most[k + 1 :]
                return tuple((*rest[0], n, *rest[1]) for (n,) in side.wanted())
        best = self._best()
        if best is None:
            return self._on_ray()
        below = self._below(best)
        if below:
            return below[:AT_A_TIME]
        near = {best, *(v for v in self.smaller(best) if v in self.readings)}
        return tuple(sorted(unclear(self.readings, near, self.enough))[:AT_A_TIME])

    def learn(self, readings: Mapping[Staffing, Reading]) -> None:
        """Take in readings."""
        self.readings.update(readings)

    def smaller(self, staffing: Staffing) -> tuple[Staffing, ...]:
        """One officer less at one place."""
        return tuple(
            (*staffing[:k], n - 1, *staffing[k + 1 :])
            for k, n in enumerate(staffing)
            if n > self.least[k]
        )

    def _floor(self) -> Staffing:
        """What every staffing has at least, by the sides."""
        if not self.by_level:
            return self.least
        found = [side.found for side in self._sides()]
        rows = zip(self.least, found, strict=True)
        return tuple(low if side is None else side[0] for low, side in rows)

    def _raised(self) -> list[Staffing]:
        """The staffings of the ray, nowhere below the floor."""
        floor = self._floor()
        return [tuple(max(pair) for pair in zip(v, floor, strict=True)) for v in self._ray]

    def _best(self) -> Staffing | None:
        """The least read to meet the targets, of several the one that does it best.

        None before the ray's least is known.
        """
        if self._ray_search().found is None:
            return None
        meeting = [v for v, each in self.readings.items() if each.met]
        return min(meeting, key=lambda v: (sum(v), -self.readings[v].margin, v))

    def _ray_search(self) -> LeastTotal:
        search = LeastTotal(0, len(self._ray) - 1, self._guess, 0)
        known = [self.readings.get(v) for v in self._raised()]
        search.readings = {j: each for j, each in enumerate(known) if each is not None}
        return search

    def _on_ray(self) -> tuple[Staffing, ...]:
        raised = self._raised()
        return tuple(dict.fromkeys(raised[n] for (n,) in self._ray_search().wanted()))

    def _below(self, best: Staffing) -> tuple[Staffing, ...]:
        """What has one officer less and may meet the targets for all that is known."""
        floor = self._floor()
        failing = [v for v, each in self.readings.items() if not each.met]

        def open_(v: Staffing) -> bool:
            return v not in self.readings and not any(_within(v, each) for each in failing)

        near = [v for v in self.smaller(best) if _within(floor, v) and open_(v)]
        if near or not self.by_level:
            return tuple(near)
        found = []
        for n, v in enumerate(_of_sum(floor, self.most, sum(best) - 1)):
            if n >= 50 * LEVEL:
                self._gave_up = True
                return ()
            if open_(v):
                found.append(v)
        self._gave_up = len(found) > LEVEL
        found.sort(key=lambda v: (_apart(v, best), v))
        return () if self._gave_up else tuple(found)


def _within(low: Staffing, high: Staffing) -> bool:
    """Whether one staffing has nowhere more than another."""
    return all(a <= b for a, b in zip(low, high, strict=True))


def _apart(one: Staffing, other: Staffing) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _of_sum(low: Staffing, high: Staffing, total: int) -> Iterator[Staffing]:
    """Every staffing between two with a sum."""
    if not low:
        if total == 0:
            yield ()
        return
    rest_low, rest_high = sum(low[1:]), sum(high[1:])
    for n in range(max(low[0], total - rest_high), min(high[0], total - rest_low) + 1):
        for rest in _of_sum(low[1:], high[1:], total - n):
            yield (n, *rest)


def ray_between(low: Staffing, high: Staffing, shape: Sequence[float]) -> tuple[Staffing, ...]:
    """From one staffing to a larger one, an officer at a time, always where the shape lacks most.

    The next officer goes where one more is the least above what the shape would have, as seats are
    given by highest averages; each staffing is nowhere less than the one before.
    """
    rows, at = [low], list(low)
    while any(a < b for a, b in zip(at, high, strict=True)):
        open_ = [k for k in range(len(at)) if at[k] < high[k]]
        k = min(open_, key=lambda k: ((at[k] + 1) / max(shape[k], 1e-9), k))
        at[k] += 1
        rows.append(tuple(at))
    return tuple(rows)
