"""The weeks that an officer may have: most work on each day, so that no limit of the week breaks.

Only those in which no day could have more are listed: whoever works less on some day than the week
would allow keeps the limits all the more.
"""

from __future__ import annotations

from collections.abc import Sequence

Week = tuple[int, ...]
"""Most work by day [min]; 0: a day off."""


def fullest_weeks(lengths: Sequence[Sequence[int]], hours: float, days: int) -> tuple[Week, ...]:
    """The weeks of at most so much work [min] and so many days that could not hold more.

    `lengths` are those of the shifts that there are on each day [min].
    """
    options = [sorted({0, *each}) for each in lengths]
    whole = tuple(each[-1] for each in options)
    if _keeps(whole, hours, days):
        return (whole,)
    weeks = _weeks(options, hours, days)
    return tuple(week for week in weeks if _is_full(week, options, hours, days))


def _weeks(options: Sequence[Sequence[int]], hours: float, days: int) -> list[Week]:
    found: list[Week] = [()]
    for each in options:
        found = [
            (*week, length)
            for week in found
            for length in reversed(each)
            if _keeps((*week, length), hours, days)
        ]
    return found


def _keeps(week: Week, hours: float, days: int) -> bool:
    return sum(week) <= hours and sum(length > 0 for length in week) <= days


def _is_full(week: Week, options: Sequence[Sequence[int]], hours: float, days: int) -> bool:
    """Whether no day could have the next longer shift."""
    for day, each in enumerate(options):
        longer = [length for length in each if length > week[day]]
        if longer and _keeps((*week[:day], longer[0], *week[day + 1 :]), hours, days):
            return False
    return True
