"""What a plan is put under: a hard day, more demand, officers absent, a desk closed.

Every stress is a scenario of its own. Two of them differ from the plan as it is in staff alone,
so that they meet the same citizens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sim.model.duty import skills_of
from sim.model.plan import Groups, resized, with_groups
from sim.model.spec import Arrivals, Demand, Lead, OfficerGroup, Period, Scenario, Site
from sim.model.stages import StageTables
from sim.studies.stress.hard_day import busiest_day, monday_after_tet

Key = Literal["after_tet", "demand", "absent", "desk_closed"]
KEYS: tuple[Key, ...] = ("after_tet", "demand", "absent", "desk_closed")

MORE = 1.2
"""Times the demand as it is."""
FEWER = 2
"""Officers absent at every site, all period."""

Skip = Literal["timetable", "one_absent", "none_absent", "no_desk"]


@dataclass(frozen=True, kw_only=True)
class Stress:
    """A stress, and what has to be told of it."""

    key: Key
    scenario: Scenario
    """The plan under it."""
    staff_alone: bool = False
    """Whether it brings the same citizens as the plan as it is."""
    one_day: bool = False
    """Whether it is measured on a day of its own."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Facts for the words: `date`, and whether it is `after_tet` or `busiest`."""
    groups: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """By site the group that has fewer officers, and by how many."""
    skipped: Mapping[str, Skip] = field(default_factory=dict)
    """By site why it is not under this stress, or not fully."""


def stresses(scenario: Scenario) -> tuple[Stress, ...]:
    """The stresses of a plan, in the order of `KEYS`."""
    return hard_day(scenario), more_demand(scenario), absent(scenario), desk_closed(scenario)


def hard_day(scenario: Scenario) -> Stress:
    """The plan on the Monday after Tết, or on the busiest day where there is no Tết.

    The warm-up goes before that day as it does before the period, so that dossiers under way are
    there; the run-out is kept only where a target asks when dossiers are ready.
    """
    monday = monday_after_tet(scenario)
    day = monday or busiest_day(scenario)
    needs_results = any(target.goal.measure == "on_time" for target in scenario.targets)
    changes: dict[str, object] = {"period": Period(start=day, days=1), "comparison": None}
    if not needs_results:
        changes["run_out"] = Lead(days=0)
    return Stress(
        key="after_tet",
        scenario=scenario.model_copy(update=changes),
        one_day=True,
        told={"date": day.isoformat(), "kind": "busiest" if monday is None else "after_tet"},
    )


def more_demand(scenario: Scenario, times: float = MORE) -> Stress:
    """The plan with so many times the demand; what comes by timetable stays as it is."""
    if scenario.is_province:
        demand = scenario.demand or Demand()
        more = demand.model_copy(update={"scale": demand.scale * times})
        return Stress(key="demand", scenario=scenario.model_copy(update={"demand": more}))
    sites = {id_: _busier(site, times) for id_, site in scenario.sites.items()}
    timetables: dict[str, Skip] = {
        id_: "timetable"
        for id_, site in scenario.sites.items()
        if any(each.at is not None for each in (site.arrivals or {}).values())
    }
    return Stress(
        key="demand",
        scenario=scenario.model_copy(update={"sites": sites}),
        skipped=timetables,
    )


def _busier(site: Site, times: float) -> Site:
    if site.arrivals is None:
        return site
    arrivals = {name: _more(each, times) for name, each in site.arrivals.items()}
    return site.model_copy(update={"arrivals": arrivals})


def _more(arrivals: Arrivals, times: float) -> Arrivals:
    if arrivals.per_day is not None:
        return arrivals.model_copy(update={"per_day": arrivals.per_day * times})
    if isinstance(arrivals.per_hour, tuple):
        steps = tuple((at, rate * times) for at, rate in arrivals.per_hour)
        return arrivals.model_copy(update={"per_hour": steps})
    if arrivals.per_hour is not None:
        return arrivals.model_copy(update={"per_hour": arrivals.per_hour * times})
    return arrivals


def absent(scenario: Scenario, fewer: int = FEWER) -> Stress:
    """So many officers of the largest group fewer at every site, all period.

    Where somebody would then be served by nobody, as many fewer as still leave everybody served.
    """
    skills = _Skills(scenario)
    plans: dict[str, Groups] = {}
    groups: dict[str, tuple[str, int]] = {}
    skipped: dict[str, Skip] = {}
    for id_, site in sorted(scenario.sites.items()):
        largest = min(site.officers, key=lambda group: (-group.size, group.name))
        spared = 0
        for n in range(min(fewer, largest.size), 0, -1):
            tried = _instead(site.officers, largest, resized(largest, largest.size - n))
            if skills.served(tried) == skills.served(site.officers):
                plans[id_], spared = tried, n
                break
        if spared:
            groups[id_] = (largest.name, spared)
        if spared < fewer:
            skipped[id_] = "one_absent" if spared else "none_absent"
    return Stress(
        key="absent", scenario=with_groups(scenario, plans), staff_alone=True, groups=groups,
        skipped=skipped,
    )  # fmt: skip


def desk_closed(scenario: Scenario) -> Stress:
    """At each site the largest specialist group whose work others there can do has nobody."""
    skills = _Skills(scenario)
    plans: dict[str, Groups] = {}
    groups: dict[str, tuple[str, int]] = {}
    skipped: dict[str, Skip] = {}
    for id_, site in sorted(scenario.sites.items()):
        closable = [
            group
            for group in site.officers
            if group.serves != "all"
            and group.size
            and skills.served(_instead(site.officers, group, None)) >= skills.of(group)
        ]
        if not closable:
            skipped[id_] = "no_desk"
            continue
        desk = min(closable, key=lambda group: (-group.size, group.name))
        plans[id_] = _instead(site.officers, desk, resized(desk, 0))
        groups[id_] = (desk.name, desk.size)
    return Stress(
        key="desk_closed", scenario=with_groups(scenario, plans), staff_alone=True, groups=groups,
        skipped=skipped,
    )  # fmt: skip


def _instead(groups: Groups, one: OfficerGroup, other: OfficerGroup | None) -> Groups:
    """The groups with another one in the place of one, or with none."""
    found = (other if group is one else group for group in groups)
    return tuple(group for group in found if group is not None)


class _Skills:
    """Which skills groups have, by number."""

    def __init__(self, scenario: Scenario) -> None:
        ids = sorted(scenario.procedures)
        stages = StageTables.of([scenario.procedures[id_].stages for id_ in ids])
        self.words, self.n_skills = stages.skills(ids), stages.n_skills

    def of(self, group: OfficerGroup) -> frozenset[int]:
        """Those of a group."""
        found = skills_of(group.serves, self.words, self.n_skills)
        return frozenset(int(skill) for skill in found.nonzero()[0])

    def served(self, groups: Groups) -> frozenset[int]:
        """Those that somebody has."""
        return frozenset().union(*(self.of(group) for group in groups if group.size))
