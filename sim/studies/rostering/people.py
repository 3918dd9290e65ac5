"""The people of a site, their leave in a week, and who is like whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.errors import ScenarioError
from sim.model.roster import Leave
from sim.model.rules.roster import too_many_away
from sim.model.spec import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An officer."""

    name: str
    """Its group and a number, from 1."""
    group: int
    """Position of the group at the site."""
    away: frozenset[int]
    """Weekdays on leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """People of a group with the same leave: it makes no difference who of them does what."""

    group: int
    away: frozenset[int]
    members: tuple[int, ...]
    """Positions among the people of the site."""


def people_of(scenario: Scenario, site_id: str, monday: date) -> tuple[Person, ...]:
    """The officers of a site, reserves left out, in the week that begins on a Monday.

    Raises
    ------
    ScenarioError
        More are on leave than there are.
    """
    leave: Sequence[Leave] = scenario.roster.leave if scenario.roster else ()
    over = list(too_many_away(scenario, monday)) if leave else []
    if over:
        raise ScenarioError(over)
    found = []
    for g, group in enumerate(scenario.sites[site_id].officers):
        away = _away(
            group.size,
            [
                (each.officers, each.days_of(monday))
                for each in leave
                if (each.site, each.group) == (site_id, group.name)
            ],
        )
        found += [
            Person(name=f"{group.name} {n}", group=g, away=frozenset(days))
            for n, days in enumerate(away, 1)
        ]
    return tuple(found)


def _away(n: int, leaves: Sequence[tuple[int, frozenset[int]]]) -> list[set[int]]:
    """Days away of each of n people; the last ones go first, and nobody twice on a day.

    Leave that no one person could take whole is taken by several, day by day.
    """
    away: list[set[int]] = [set() for _ in range(n)]
    each_alone = [days for officers, days in leaves for _ in range(officers) if days]
    for days in sorted(each_alone, key=lambda days: (min(days), sorted(days))):
        free = [one for one in reversed(away) if not one & days]
        if free:
            min(free, key=len).update(days)
            continue
        for day in sorted(days):
            next(one for one in reversed(away) if day not in one).add(day)
    return away


def alike(people: Sequence[Person]) -> tuple[Alike, ...]:
    """The people in classes, in the order of the first of each."""
    found: dict[tuple[int, frozenset[int]], list[int]] = {}
    for i, person in enumerate(people):
        found.setdefault((person.group, person.away), []).append(i)
    return tuple(
        Alike(group=group, away=away, members=tuple(members))
        for (group, away), members in found.items()
    )
