"""Between how many and how many officers a site may have."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.duty import skills_of
from sim.model.plan import Groups, scaled
from sim.model.spec import Scenario
from sim.model.staffing import SiteBounds
from sim.model.stages import StageTables

ROOM_FACTOR, ROOM = 4, 20
"""Without a policy a search ends at four times the officers of the plan, and twenty more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of the officers at counters, those off the counter not among them."""

    least: int
    most: int
    policy_least: int | None = None
    """What the policy or the site's own bounds ask for, as officers, also where it is set aside."""
    policy_most: int | None = None
    """What they allow, as officers."""


def bounds(scenario: Scenario, *, free: bool = False) -> dict[str, Bounds]:
    """The bounds of every site by id; with `free` the policy's are left aside, the sites' own not.

    There are never fewer officers than keep somebody for everything that the site's groups serve,
    when they are scaled in proportion; where the policy allows fewer than that, this goes first.
    """
    return {id_: _of_site(scenario, id_, free) for id_ in sorted(scenario.sites)}


def _of_site(scenario: Scenario, id_: str, free: bool) -> Bounds:
    site = scenario.sites[id_]
    there = sum(group.size for group in site.officers)
    able = least_able(scenario, site.officers)
    room = max(ROOM_FACTOR * there, there + ROOM)
    asked, allowed = _asked(scenario, id_, free=False)
    binds_below, binds_above = _asked(scenario, id_, free=free)
    least = max(able, binds_below or 0)
    most = max(room, least) if binds_above is None else max(binds_above, least)
    return Bounds(least=least, most=most, policy_least=asked, policy_most=allowed)


def _asked(scenario: Scenario, id_: str, *, free: bool) -> tuple[int | None, int | None]:
    """What the policy, and before it the site's own bounds, ask and allow, as officers.

    Of a site's own bound and the other one of the policy that contradicts it, its own counts.
    """
    site, own = scenario.sites[id_], scenario.staffing.bounds.get(id_, SiteBounds())
    policy = None if free or site.tier is None else scenario.policy.get(site.tier)
    least = policy.staff_at_least if policy else None
    most = policy.staff_at_most if policy else None
    if own.staff_at_least is not None:
        least = own.staff_at_least
        most = None if most is None else max(most, least)
    if own.staff_at_most is not None:
        most = own.staff_at_most
        least = None if least is None else min(least, most)
    off = site.off_counter
    return None if least is None else least - off, None if most is None else most - off


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
