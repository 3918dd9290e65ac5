"""What a roster has to cover: officers by line, weekday and half-hour.

Where nobody says it, it is what the scenario plans, if its groups have steps; otherwise the least
number with which formulas meet the targets at the load that a run without waiting shows, line by
line and half-hour by half-hour. Each half-hour is taken for a steady queue (Erlang-A, or Erlang-C
where nobody leaves) at its modified offered load; so many officers are planned that the goal is met
on the average of days, with absence as chance has it and reserves standing in. Officers shared by
lines and rushes at the doors are beyond this, which is why a roster is replayed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb, inf

import numpy as np

from sim.measures.staffing_theory import Stream, least_servers, steady
from sim.model.rules.roster import hours_at
from sim.model.spec import Scenario, Site
from sim.model.tables import Ints
from sim.model.targets import Goal, Target
from sim.studies.rostering.load import N_SLOTS, SLOT_MINUTES, WeekLoad
from sim.studies.staffing.lines import lines_of

N_DAYS = 7
_LONGEST = 480.0
"""What an endless wait in a half-hour counts as [min]."""
_RARE = 1e-9
_MOST_FOR_ABSENCE = 40
"""Officers more, at which the search for those to be planned against absence gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What has to be covered at a line of a site."""

    line: str
    groups: tuple[int, ...]
    """Positions of the groups that may cover it, one at least."""
    officers: Ints
    """(7, 48) by weekday and half-hour."""
    procedures: tuple[str, ...] = ()
    """What the line is for, where it is not one group's."""


Needs = Mapping[str, tuple[Need, ...]]
"""By site."""


def planned(site: Site) -> tuple[Need, ...]:
    """The counts that a site plans by time of day, each group for itself; nothing without steps."""
    if not any(isinstance(group.count, tuple) for group in site.officers):
        return ()
    found = []
    for g, group in enumerate(site.officers):
        steps = group.count if isinstance(group.count, tuple) else ((0, group.count),)
        day = np.zeros(N_SLOTS, np.int64)
        for at, n in steps:
            day[-(-at // SLOT_MINUTES) :] = n
        found.append(Need(line=group.name, groups=(g,), officers=np.tile(day, (N_DAYS, 1))))
    return tuple(found)


def computed(
    scenario: Scenario, site_id: str, load: WeekLoad, targets: Sequence[Target]
) -> tuple[Need, ...]:
    """The least officers by formulas for the targets of a site at the load of its lines.

    A line to which anybody comes in a half-hour needs one officer then.
    """
    site = scenario.sites[site_id]
    goals = [t.goal for t in targets if t.applies_to(site_id, site.tier)]
    lines, found = lines_of(scenario, site), []
    for line in lines:
        name = site_id if len(lines) == 1 else f"{site_id}/{line.name}"
        row = load.names.index(name)
        if not line.groups or load.arrivals[row].sum() == 0:
            continue
        service = float(load.service[row])
        patience = 1 / float(load.leaving[row]) if load.leaving[row] > 0 else inf
        there = _Presence.of(site, line.groups)
        officers = np.zeros((N_DAYS, N_SLOTS), np.int64)
        for day, slot in np.ndindex(N_DAYS, N_SLOTS):
            busy = float(load.busy[row, day, slot])
            comes = load.arrivals[row, day, slot] > 0
            if comes:
                officers[day, slot] = _least(goals, busy, service, patience, there)
        found.append(
            Need(
                line=line.name, groups=line.groups, officers=officers, procedures=line.procedures
            )
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Presence:
    """Who comes of those that are planned."""

    absence: float
    """Probability that one is absent."""
    reserve: int
    """Who stand in."""

    @classmethod
    def of(cls, site: Site, groups: Sequence[int]) -> _Presence:
        """Of the officers of some groups, taken together."""
        some = [site.officers[g] for g in groups]
        heads = sum(group.size for group in some)
        absence = sum(group.size * group.absence for group in some) / heads if heads else 0.0
        return cls(absence, sum(group.reserve for group in some))

    def of_planned(self, n: int) -> list[tuple[int, float]]:
        """How many of n are there, reserves included, and how probable that is."""
        p = self.absence
        return [
            (min(n, k + self.reserve), comb(n, k) * (1 - p) ** k * p ** (n - k))
            for k in range(n + 1)
        ]


def _least(
    goals: Sequence[Goal], busy: float, service: float, patience: float, there: _Presence
) -> int:
    """The least officers to be planned for a half-hour in which anybody comes; one at least."""
    if not service > 0 or not busy > 0:
        return 1
    stream = Stream(rate=busy / service, service=service, patience=patience)
    some = [_as_share(goal) for goal in goals if goal.measure != "on_time"]
    return max((_least_planned(goal, stream, there) for goal in some), default=1)


def _least_planned(goal: Goal, stream: Stream, there: _Presence) -> int:
    """The least number with which the goal is met on the average of days."""
    n = max(least_servers(goal, stream), 1)
    values: dict[int, float] = {}
    for more in range(_MOST_FOR_ABSENCE):
        mean = 0.0
        for k, probability in there.of_planned(n + more):
            if probability > _RARE:
                if k not in values:
                    values[k] = min(steady(goal, stream, k), _LONGEST)
                mean += probability * values[k]
        if goal.met(mean):
            return n + more
    return n + _MOST_FOR_ABSENCE


def _as_share(goal: Goal) -> Goal:
    """A percentile of the wait as the share that waits no longer, which has a mean over days."""
    if goal.measure != "percentile":
        return goal
    share = (goal.percent or 0.0) / 100
    return replace(goal, measure="within", limit=share, minutes=goal.limit, percent=None)


def within_hours(scenario: Scenario, site_id: str, needs: Sequence[Need]) -> tuple[Need, ...]:
    """The needs while the site is open; none when it is closed."""
    is_open = np.zeros((2 * N_DAYS, N_SLOTS), np.bool_)
    for day, sessions in enumerate(hours_at(scenario, site_id)):
        for start, end in sessions:
            flat = is_open.reshape(-1)
            first = day * N_SLOTS + start // SLOT_MINUTES
            flat[first : day * N_SLOTS - (-end // SLOT_MINUTES)] = True
    there = is_open[:N_DAYS] | is_open[N_DAYS:]
    return tuple(replace(each, officers=np.where(there, each.officers, 0)) for each in needs)


def at(need: Need, day: int, start: int, end: int) -> int:
    """The most officers needed in a stretch of a day [min since midnight]."""
    first, last = start // SLOT_MINUTES, -(-end // SLOT_MINUTES)
    flat = need.officers.reshape(-1)
    slots = (np.arange(first, last) + day * N_SLOTS) % flat.size
    return int(flat[slots].max())
