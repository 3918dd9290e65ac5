"""The shifts that rules allow on a day: when work begins and ends, and when lunch is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sim.model.roster import Lunch, RosterRules

Span = tuple[int, int]
"""Minutes since midnight (from, to)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A shift of one day; times are minutes since midnight."""

    parts: tuple[Span, ...]
    """Work, in order of time."""
    lunch: Span | None
    """A break that is taken in turns; None: none, or the site is closed meanwhile."""
    is_part_day: bool

    @property
    def start(self) -> int:
        """When work begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """When work ends."""
        return self.parts[-1][1]

    @property
    def work(self) -> int:
        """Work [min]."""
        return sum(end - start for start, end in self.parts)

    def works(self, start: int, end: int) -> bool:
        """Whether a stretch of time lies in one part of its work."""
        return any(a <= start and end <= b for a, b in self.parts)

    def lunches(self, start: int, end: int) -> bool:
        """Whether its lunch falls into a stretch of time."""
        return self.lunch is not None and self.lunch[0] < end and start < self.lunch[1]


def full_day(rules: RosterRules, sessions: Sequence[Span]) -> float:
    """Work of a full day where the rules say no length [min]: the sessions, up to the longest."""
    first, latest = window(rules, sessions)
    sessions = [(max(a, first), min(b, latest)) for a, b in sessions if a < latest and first < b]
    whole = sum(end - start for start, end in sessions)
    lunch = rules.lunch
    if lunch is not None and not _gaps(sessions) and whole - lunch.length > lunch.from_work:
        whole -= int(lunch.length)
    return min(whole, rules.longest_day)


def lengths(rules: RosterRules, sessions: Sequence[Span]) -> dict[float, bool]:
    """Lengths of work [min] on a day, and whether each is a part-day's."""
    full = rules.full_days or (full_day(rules, sessions),)
    parts = rules.part_days
    if parts is None:
        parts = tuple(float(end - start) for start, end in sessions)
        if len(parts) == 1:
            parts = (full[0] / 2,)
    part_days = dict.fromkeys((each for each in parts if each < min(full)), True)
    return dict.fromkeys(full, False) | part_days


def day_patterns(rules: RosterRules, sessions: Sequence[Span]) -> tuple[Pattern, ...]:
    """Every shift that the rules allow on a day with these sessions, in order."""
    if not sessions:
        return ()
    found = {
        pattern
        for length, is_part in lengths(rules, sessions).items()
        for pattern in patterns_of(rules, sessions, int(length), is_part_day=is_part)
        if pattern.work <= rules.hours_a_week
    }
    return tuple(sorted(found, key=lambda each: (each.parts, each.lunch or (0, 0))))


def window(rules: RosterRules, sessions: Sequence[Span]) -> Span:
    """Between when and when shifts may lie."""
    first = sessions[0][0] if rules.earliest is None else rules.earliest
    return first, sessions[-1][1] if rules.latest is None else rules.latest


def patterns_of(
    rules: RosterRules, sessions: Sequence[Span], length: int, *, is_part_day: bool = False
) -> Iterator[Pattern]:
    """The shifts with a length of work [min] on a day with sessions."""
    if length <= 0:
        return
    first, latest = window(rules, sessions)
    gaps = _gaps(sessions)
    for start in _starts(rules.step, first, latest, sessions):
        if any(a <= start < b for a, b in gaps):
            continue
        parts = _around(gaps, start, length)
        lunch = rules.lunch
        if lunch is None or len(parts) > 1 or length <= lunch.from_work:
            if parts[-1][1] <= latest:
                yield Pattern(parts=parts, lunch=None, is_part_day=is_part_day)
            continue
        for away in lunch_slots(rules.step, lunch):
            parts = _around((away,), start, length)
            inside = parts[0][0] < away[0] and len(parts) == 2
            if inside and parts[-1][1] <= latest and not _touches(parts, gaps):
                yield Pattern(parts=parts, lunch=away, is_part_day=is_part_day)


def lunch_slots(step: int, lunch: Lunch) -> list[Span]:
    """When lunch may be."""
    first, last = lunch.window
    length = int(lunch.length)
    begin = -(-first // step) * step
    return [(at, at + length) for at in range(begin, last - length + 1, step)]


def _starts(step: int, first: int, latest: int, sessions: Sequence[Span]) -> list[int]:
    grid = range(-(-first // step) * step, latest, step)
    return sorted({first, *grid, *(a for a, _ in sessions if first <= a < latest)})


def _around(gaps: Sequence[Span], start: int, length: int) -> tuple[Span, ...]:
    """Parts that add up to a length of work, from a start on, gaps left out."""
    parts: list[Span] = []
    at, left = start, length
    for gap_from, gap_to in gaps:
        if gap_to <= at or at + left <= gap_from:
            continue
        parts.append((at, gap_from))
        left -= gap_from - at
        at = gap_to
    return (*parts, (at, at + left))


def _touches(parts: Sequence[Span], gaps: Sequence[Span]) -> bool:
    return any(a < gap_to and gap_from < b for a, b in parts for gap_from, gap_to in gaps)


def _gaps(sessions: Sequence[Span]) -> list[Span]:
    """When the site is closed between its sessions."""
    return [(one[1], other[0]) for one, other in pairwise(sessions) if one[1] < other[0]]


def cells(step: int, sessions: Sequence[Span]) -> list[Span]:
    """The parts of the grid in which a site is open, each cut to the session [min]."""
    found = []
    for start, end in sessions:
        at = start
        while at < end:
            then = min((at // step + 1) * step, end)
            found.append((at, then))
            at = then
    return found
