"""What is looked for: officers by site, by group of a site, or by half-hour of its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sim.errors import UsageError
from sim.measures.service import Lines
from sim.model.calendar import week_of
from sim.model.plan import Groups, resized, scaled, shared_out, with_groups
from sim.model.spec import Scenario, Site
from sim.model.tables import DAY, MINUTE, System
from sim.model.targets import Target
from sim.said import Said
from sim.studies.staffing import guess
from sim.studies.staffing.bounds import Bounds, bounds
from sim.studies.staffing.descent import LeastVector, ray_between
from sim.studies.staffing.lines import Line, by_line, lines_of
from sim.studies.staffing.load import SLOT_MINUTES, Load
from sim.studies.staffing.reading import Staffing
from sim.studies.staffing.search import ENOUGH, LeastTotal, Search

DAY_MINUTES = DAY // MINUTE
Per = Literal["site", "group", "interval"]
AS_IT_IS: Staffing = ()
"""A site's officers as the scenario has them."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How the officers of sites are told and searched for."""

    scenario: Scenario
    targets: tuple[Target, ...]
    per: Per
    free: bool = False
    enough: int = ENOUGH
    """Replications after which a search stops asking about the same staffing."""

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The sites that some target is for, by id."""
        return tuple(
            id_
            for id_, site in sorted(self.scenario.sites.items())
            if any(target.applies_to(id_, site.tier) for target in self.targets)
        )

    @cached_property
    def bounds(self) -> dict[str, Bounds]:
        """What is allowed."""
        return bounds(self.scenario, free=self.free)

    @cached_property
    def room(self) -> dict[str, int]:
        """Where a search ends, whatever is allowed."""
        widest = bounds(self.scenario, free=True)
        return {id_: max(widest[id_].most, self.bounds[id_].most) for id_ in self.sites}

    @property
    def lines(self) -> Callable[[Scenario, System], Lines] | None:
        """What is judged by itself at a site: the site, or the lines of its groups."""
        return by_line if self.per == "group" else None

    @cached_property
    def lines_of(self) -> dict[str, tuple[Line, ...]]:
        """The lines of each site."""
        return {id_: lines_of(self.scenario, self.scenario.sites[id_]) for id_ in self.sites}

    def targets_at(self, site: str) -> tuple[Target, ...]:
        """Those that are for a site."""
        tier = self.scenario.sites[site].tier
        return tuple(each for each in self.targets if each.applies_to(site, tier))

    def plan(self, staffed: Mapping[str, Staffing]) -> Scenario:
        """The scenario with officers as told at some sites."""
        return with_groups(
            self.scenario, {id_: self.groups(id_, each) for id_, each in staffed.items()}
        )

    def groups(self, site: str, staffing: Staffing) -> Groups:
        """The officer groups of a site that a staffing stands for."""
        groups = self.scenario.sites[site].officers
        if staffing == AS_IT_IS:
            return groups
        if self.per == "site":
            return scaled(groups, staffing[0])
        if self.per == "group":
            return tuple(resized(each, n) for each, n in zip(groups, staffing, strict=True))
        return in_steps(groups, half_hours(self.scenario.sites[site], self.scenario), staffing)

    def heads(self, site: str, staffing: Staffing) -> int:
        """Officers that a staffing takes."""
        return sum(group.size for group in self.groups(site, staffing))

    def allowed(self, site: str, staffing: Staffing) -> Staffing:
        """The staffing itself, or as much of it as the bounds allow, or more as they ask for."""
        limits = self.bounds[site]
        if self.per == "interval":
            return tuple(min(n, limits.most) for n in staffing)
        heads = min(max(sum(staffing), limits.least), limits.most)
        if heads == sum(staffing):
            return staffing
        if len(staffing) == 1:
            return (heads,)
        names = [group.name for group in self.scenario.sites[site].officers]
        return tuple(shared_out(heads, staffing, names))

    def ample(self) -> Scenario:
        """Many officers everywhere: what the load is seen by."""
        sites = self.scenario.sites
        return with_groups(
            self.scenario, {id_: scaled(sites[id_].officers, self.room[id_]) for id_ in self.sites}
        )

    def search(self, site: str, load: Load) -> Search:
        """The search at a site, begun where theory says."""
        rows = [row for row, name in enumerate(load.names) if _at(name, site)]
        limits = self.bounds[site]
        targets, room, spec = self.targets_at(site), self.room[site], self.scenario.sites[site]
        lines = self.lines_of[site]
        if self.per == "interval":
            return self._by_half_hour(site, load, rows)
        wanted = [guess.officers_for(targets, load, row, room) for row in rows]
        if self.per == "site" or len(spec.officers) == 1:
            begin = guess.total(spec, lines, wanted, limits.least)
            return LeastTotal(limits.least, room, begin, self.enough)
        least = tuple(_kept(spec, lines))
        shape = guess.by_group(spec, lines, wanted, least)
        sizes = [group.size for group in spec.officers]
        most = tuple(min(room, 2 * max(pair) + 10) for pair in zip(shape, sizes, strict=True))
        ray = ray_between(least, most, shape)
        at = next((n for n, v in enumerate(ray) if sum(v) >= sum(shape)), len(ray) - 1)
        return LeastVector(least, most, ray, at, by_level=True, enough=self.enough)

    def _by_half_hour(self, site: str, load: Load, rows: Sequence[int]) -> Search:
        able, room = bounds_of_skills(self.scenario, site), self.room[site]
        slots = half_hours(self.scenario.sites[site], self.scenario)
        busy = [sum(float(load.busy[row, at]) for row in rows) for at in slots]
        ray = guess.by_square_root(busy, able, room)
        heads = guess.total(
            self.scenario.sites[site],
            self.lines_of[site],
            [guess.officers_for(self.targets_at(site), load, row, room) for row in rows],
            able,
        )
        at = next((n for n, v in enumerate(ray) if max(v, default=0) >= heads), len(ray) - 1)
        least = (able,) * len(slots)
        return LeastVector(least, ray[-1], ray, at, by_level=False, enough=self.enough)


def bounds_of_skills(scenario: Scenario, site: str) -> int:
    """The fewest officers that keep somebody for everything, whatever the policy."""
    return bounds(scenario, free=True)[site].least


def half_hours(site: Site, scenario: Scenario) -> tuple[int, ...]:
    """Half-hours of the day, numbered from 0, in which a site is open on some weekday.

    Raises
    ------
    UsageError
        It is open over midnight: steps of a count begin anew with each date.
    """
    week = week_of((site.calendar or scenario.calendar).hours)
    found: set[int] = set()
    for start, end in {span for spans in week for span in spans}:
        if end > DAY_MINUTES:
            raise UsageError(
                Said(
                    "--per interval: {site} is open over midnight, and officers by half-hour begin "
                    "anew with each date. Ask for --per site, or close at 24:00.",
                    site=site.name or Said("a site"),
                )
            )
        found |= set(range(start // SLOT_MINUTES, -(-end // SLOT_MINUTES)))
    return tuple(sorted(found))


def in_steps(groups: Groups, slots: Sequence[int], counts: Staffing) -> Groups:
    """Groups whose officers change from half-hour to half-hour, each time in proportion.

    A group keeps its duty; shifts are given up for the steps.
    """
    sizes, names = [group.size for group in groups], [group.name for group in groups]
    shares = [shared_out(n, sizes, names) for n in counts]
    found = []
    for k, group in enumerate(groups):
        steps: list[tuple[int, int]] = []
        for at, share in zip(slots, shares, strict=True):
            if not steps or steps[-1][1] != share[k]:
                steps.append((at * SLOT_MINUTES, share[k]))
        found.append(group.model_copy(update={"count": tuple(steps), "shifts": ()}))
    return tuple(found)


def _kept(site: Site, lines: Sequence[Line]) -> list[int]:
    """The least of each group: one where it alone serves a line."""
    alone = {line.groups[0] for line in lines if len(line.groups) == 1}
    return [int(k in alone and group.size > 0) for k, group in enumerate(site.officers)]


def _at(name: str, site: str) -> bool:
    return name == site or name.startswith(f"{site}/")
