"""Between how many and how many officers a site may have."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.duty import skills_of
from sim.model.plan import Groups, scaled
from sim.model.spec import Scenario, Site
from sim.model.stages import StageTables

ROOM_FACTOR, ROOM = 4, 20
"""Without a policy a search ends at four times the officers of the plan, and twenty more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of the officers at counters, those off the counter not among them."""

    least: int
    most: int
    policy_least: int | None = None
    """What the policy asks for, where it is what binds from below or would; as officers."""
    policy_most: int | None = None
    """What the policy allows, as officers."""


def bounds(scenario: Scenario, *, free: bool = False) -> dict[str, Bounds]:
    """The bounds of every site by id; with `free` the policy's are left aside.

    There are never fewer officers than keep somebody for everything that the site's groups serve,
    when they are scaled in proportion; where the policy allows fewer than that, this goes first.
    """
    return {id_: _of_site(scenario, site, free) for id_, site in sorted(scenario.sites.items())}


def _of_site(scenario: Scenario, site: Site, free: bool) -> Bounds:
    there = sum(group.size for group in site.officers)
    able = least_able(scenario, site.officers)
    room = max(ROOM_FACTOR * there, there + ROOM)
    policy = scenario.policy.get(site.tier) if site.tier else None
    if policy is None:
        return Bounds(least=able, most=room)
    asked = policy.staff_at_least - site.off_counter
    allowed = None if policy.staff_at_most is None else policy.staff_at_most - site.off_counter
    if free:
        return Bounds(least=able, most=room, policy_least=asked, policy_most=allowed)
    least = max(able, asked)
    most = max(room, least) if allowed is None else max(allowed, least)
    return Bounds(least=least, most=most, policy_least=asked, policy_most=allowed)


def least_able(scenario: Scenario, groups: Groups) -> int:
    """The fewest officers, so that groups scaled to these or more still serve all they served."""
    ids = sorted(scenario.procedures)
    stages = StageTables.of([scenario.procedures[id_].stages for id_ in ids])
    words = stages.skills(ids)

    def served(some: Groups) -> frozenset[int]:
        return frozenset(
            int(skill)
            for group in some
            if group.size
            for skill in skills_of(group.serves, words, stages.n_skills).nonzero()[0]
        )

    wanted, there = served(groups), sum(group.size for group in groups)
    for n in range(there - 1, 0, -1):
        if served(scaled(groups, n)) != wanted:
            return n + 1
    return min(there, 1)
