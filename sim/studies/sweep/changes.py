"""What differs between the points of a sweep: who has to be simulated, and who is told of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sim.measures.scopes import Scope, ScopeType
from sim.model.coupling import closure
from sim.model.spec import Scenario, Site, SiteRules

LOCAL = frozenset(
    {"staff", "off_counter", "officers", "arrivals", "calendar", *SiteRules.model_fields}
)
"""Keys of a site that nobody looks at from elsewhere, and by which nobody chooses a site."""
MOST_BLOCKS = 12
"""Sites that are told of one by one."""
_NAMES = {"name", "description", "seed", "policy", "targets", "cost"}
"""Keys of a scenario that change no simulation."""


def changed_sites(scenarios: Sequence[Scenario]) -> frozenset[str] | None:
    """The sites at which the scenarios differ, if they differ in nothing else; else None.

    What everybody may look at - where sites are, what they accept, how long they are expected to
    make people wait - counts as something else.
    """
    first = scenarios[0]
    found: set[str] = set()
    rest = first.model_dump(exclude={"sites", *_NAMES})
    for other in scenarios[1:]:
        if list(other.sites) != list(first.sites):
            return None
        if other.model_dump(exclude={"sites", *_NAMES}) != rest:
            return None
        for id_, site in first.sites.items():
            if site == other.sites[id_]:
                continue
            if _seen_from_elsewhere(site) != _seen_from_elsewhere(other.sites[id_]):
                return None
            found.add(id_)
    return frozenset(found)


def _seen_from_elsewhere(site: Site) -> object:
    return site.model_dump(exclude=set(LOCAL))


def to_simulate(
    scenarios: Sequence[Scenario], changed: frozenset[str] | None, *, alone: bool
) -> frozenset[str] | None:
    """The sites that have to be simulated, None for all of them.

    Those that feel the change, in any of the scenarios; with `alone` those where it is made.
    """
    if not changed:
        return None
    first = scenarios[0]
    if alone and first.choice.rule != "live":
        touched = changed
    else:
        touched = frozenset().union(*(closure(each, changed) for each in scenarios))
    return None if len(touched) == len(first.sites) else touched


def is_whole(scope: Scope, scenario: Scenario, simulated: Collection[str] | None) -> bool:
    """Whether all sites that a scope is made of were simulated."""
    if simulated is None or str(scope.scope_type).startswith("site"):
        return True
    if scope.scope_type is ScopeType.TIER:
        members = [id_ for id_, site in scenario.sites.items() if site.tier == scope.scope]
    elif scope.scope_type is ScopeType.DISTRICT:
        members = [id_ for id_, site in scenario.sites.items() if site.district == scope.scope]
    else:
        return False
    return all(id_ in simulated for id_ in members)


def told_of(
    scenario: Scenario, changed: frozenset[str] | None, simulated: Collection[str] | None
) -> tuple[Scope, ...]:
    """The parts of the network that a sweep's tables are about.

    The sites that change; their tier, where they are all of it; the network, where there are many
    of them, or where more than sites changes.
    """
    if not changed:
        return (Scope(ScopeType.NETWORK, "all"),)
    tiers = {scenario.sites[id_].tier for id_ in changed}
    if len(changed) > 1 and len(tiers) == 1 and None not in tiers:
        (tier,) = tiers
        members = {id_ for id_, site in scenario.sites.items() if site.tier == tier}
        if members == changed:
            return (Scope(ScopeType.TIER, str(tier)),)
    if len(changed) > MOST_BLOCKS and simulated is None:
        return (Scope(ScopeType.NETWORK, "all"),)
    return tuple(Scope(ScopeType.SITE, id_) for id_ in sorted(changed)[:MOST_BLOCKS])
