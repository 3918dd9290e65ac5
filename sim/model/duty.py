"""The officers of all sites and when each of them is planned to be on duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from sim.model.calendar import Dates, Span, Week, spread, week_of
from sim.model.days import Calendar
from sim.model.spec import OfficerGroup, Site
from sim.model.tables import Bools, Floats, Ints, SmallInts

Counts = int | tuple[tuple[int, int], ...]
Shifts = tuple[Ints, Ints, Ints]
"""Instants (from, to) and day numbers."""

_AGES = 1 << 30
"""A minute after every time of day: the last step of a count goes on until then."""
_NO_SHIFTS: Shifts = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerTable:
    """The columns of `System` that tell of officers, their groups and their planned duty."""

    start: Ints
    group: SmallInts
    number: SmallInts
    is_reserve: Bools
    skills: Bools
    skill_count: SmallInts
    group_site: SmallInts
    group_name: tuple[str, ...]
    group_absence: Floats
    shift_start: Ints
    shift_from: Ints
    shift_to: Ints
    shift_day: Ints

    def columns(self) -> dict[str, Any]:
        """As `tables.System` names them."""
        return {
            "officer_start": self.start,
            "officer_group": self.group,
            "officer_number": self.number,
            "officer_is_reserve": self.is_reserve,
            "skills": self.skills,
            "skill_count": self.skill_count,
            "group_site": self.group_site,
            "group_name": self.group_name,
            "group_absence": self.group_absence,
            "shift_start": self.shift_start,
            "shift_from": self.shift_from,
            "shift_to": self.shift_to,
            "shift_day": self.shift_day,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """An officer group where it works."""

    site: int
    group: OfficerGroup
    hours: Week
    """Of the site."""
    dates: Dates


def csr(lengths: Iterable[int]) -> Ints:
    """Row starts of a ragged table: 0 and the running sum of the row lengths."""
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, np.int64))]).astype(np.int64)


def officer_table(
    sites: Sequence[Site],
    calendars: Sequence[Calendar],
    dates: Sequence[Dates],
    words: Mapping[str, Sequence[int]],
    n_skills: int,
) -> OfficerTable:
    """Number the officers: by site, then group in its order, reserves after their group.

    `sites`, `calendars` and `dates` are aligned, in the order of site numbers; `words` are those
    of `serves` with the skills that they stand for.
    """
    places = [
        _Place(site=s, group=group, hours=week_of(calendars[s].hours), dates=dates[s])
        for s, site in enumerate(sites)
        for group in site.officers
    ]
    sizes = [(place.group.size, place.group.reserve) for place in places]
    heads = np.array([size + reserve for size, reserve in sizes], dtype=np.int64)
    shifts = list(_shifts(places))
    skills = [skills_of(place.group.serves, words, n_skills) for place in places]
    of_group = np.repeat(np.arange(len(places)), heads)
    per_site = np.bincount([place.site for place in places], heads, len(sites))
    table = np.array(skills, dtype=np.bool_)[of_group]
    return OfficerTable(
        start=csr(per_site.astype(np.int64)),
        group=of_group.astype(np.int32),
        number=_numbers([k for size, reserve in sizes for k in (*range(size), *range(reserve))]),
        is_reserve=np.array(
            [flag for size, reserve in sizes for flag in [False] * size + [True] * reserve],
            dtype=np.bool_,
        ),
        skills=table,
        skill_count=table.sum(axis=1).astype(np.int32),
        group_site=_numbers([place.site for place in places]),
        group_name=tuple(place.group.name for place in places),
        group_absence=np.array([place.group.absence for place in places], dtype=np.float64),
        shift_start=csr(len(day) for _, _, day in shifts),
        shift_from=_joined(shift_from for shift_from, _, _ in shifts),
        shift_to=_joined(shift_to for _, shift_to, _ in shifts),
        shift_day=_joined(day for _, _, day in shifts),
    )


def _joined(parts: Iterable[Ints]) -> Ints:
    """The parts end to end; nothing, where there is no officer."""
    return np.concatenate([np.empty(0, np.int64), *parts])


def skills_of(
    serves: str | tuple[str, ...], words: Mapping[str, Sequence[int]], n_skills: int
) -> Bools:
    """(n_skills,) the skills of `all`, or of words that stand for some."""
    skills = np.full(n_skills, serves == "all", dtype=np.bool_)
    for word in () if isinstance(serves, str) else serves:
        skills[words[word]] = True
    return skills


@lru_cache(maxsize=4096)
def officer_week(duty: Week, counts: Counts, number: int) -> Week:
    """The week of officer `number` (from 0) of a group: its duty where the count exceeds that.

    Before the first step of `counts` nobody is on duty; the last one goes on to the duty's end,
    also over midnight.
    """
    if isinstance(counts, int):
        counts = ((0, counts),)
    steps = [*counts, (_AGES, 0)]
    wanted = [(start, end) for (start, n), (end, _) in pairwise(steps) if n > number]
    return tuple(
        _union(
            (max(a, start), min(b, end))
            for a, b in spans
            for start, end in wanted
            if max(a, start) < min(b, end)
        )
        for spans in duty
    )


def _shifts(places: Sequence[_Place]) -> Iterator[Shifts]:
    """The shifts of each officer; equal weeks on equal dates are laid out once."""
    laid: dict[tuple[int, Week], Shifts] = {}
    for place in places:
        group, dates = place.group, place.dates
        for week in _weeks(group, place.hours):
            key = (id(dates), week)
            if key not in laid:
                days = dates.working_days
                laid[key] = spread(week, days, dates.weekday[days])
            yield laid[key]
        yield from [_NO_SHIFTS] * group.reserve


def _weeks(group: OfficerGroup, hours: Week) -> Iterator[Week]:
    """The week of each officer of a group: by its shifts, or by duty and steps of the count."""
    for shift in group.shifts:
        yield from [officer_week(week_on_duty(shift.duty, hours), shift.count, 0)] * shift.count
    if not group.shifts:
        duty = week_on_duty(group.duty, hours)
        yield from (officer_week(duty, group.count, number) for number in range(group.size))


def week_on_duty(duty: tuple[Span, ...] | dict[str, tuple[Span, ...]] | None, hours: Week) -> Week:
    """What `duty` says of each weekday: the site's hours if it says nothing."""
    if duty is None:
        return hours
    return week_of(duty) if isinstance(duty, dict) else (duty,) * 7


def _union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order of time, touching and overlapping ones as one."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return tuple(union)


def _numbers(values: Sequence[int]) -> SmallInts:
    return np.array(values, dtype=np.int32)
