"""Which sites can feel each other: where nothing joins two sites, each may be simulated alone.

Dossiers filed at two sites meet in a processing unit that works for both: what one site takes in
later, the other's visitors find ready later. A choice of site by the queues of the moment joins
all sites that it may choose. Nothing else does: who comes where, and with what, is drawn before
the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sim.model import geography
from sim.model.spec import Scenario
from sim.model.units import unit_tables


def joined_sites(scenario: Scenario) -> list[frozenset[str]]:
    """The sites by id, in sets that do not feel each other; the first by the least id first."""
    ids = sorted(scenario.sites)
    leader = list(range(len(ids)))

    def find(s: int) -> int:
        while leader[s] != s:
            s = leader[s]
        return s

    for first, *others in _meetings(scenario):
        for other in others:
            one, two = sorted((find(first), find(other)))
            leader[two] = one
    groups: dict[int, set[str]] = {}
    for s, id_ in enumerate(ids):
        groups.setdefault(find(s), set()).add(id_)
    return [frozenset(groups[s]) for s in sorted(groups)]


def closure(scenario: Scenario, sites: Iterable[str]) -> frozenset[str]:
    """The sites that feel what changes at some, these included."""
    touched = frozenset(sites)
    return frozenset().union(*(each for each in joined_sites(scenario) if each & touched))


def _meetings(scenario: Scenario) -> Iterator[list[int]]:
    """Sites that meet, by number; each list has one at least."""
    if scenario.is_province:
        yield from _in_a_province(scenario)
        return
    ids = sorted(scenario.sites)
    units: dict[str, list[int]] = {}
    for s, id_ in enumerate(ids):
        for name in scenario.sites[id_].arrivals or {}:
            kind = scenario.procedures[name].unit
            if kind is not None and scenario.units[kind].per != "site":
                units.setdefault(kind, []).append(s)
    yield from units.values()


def _in_a_province(scenario: Scenario) -> Iterator[list[int]]:
    choice = scenario.choice
    home, accepts = geography.home_sites(scenario), geography.accepts(scenario)
    by_unit: dict[int, set[int]] = {}
    of_commune = unit_tables(scenario, scenario.period.first, 1).of_commune
    for p, id_ in enumerate(sorted(scenario.procedures)):
        procedure = scenario.procedures[id_]
        is_free = procedure.boundary_free and choice.outside_share > 0 and choice.rule != "home"
        takes = np.flatnonzero(accepts[p]).tolist() if is_free else []
        if choice.rule == "live" and takes:
            yield sorted({*takes, *(s for s in home[:, p].tolist() if s >= 0)})
        if procedure.per_1000 == 0:
            continue
        for c in range(len(home)):
            if of_commune[p, c] >= 0:
                filed = {int(home[c, p]), *takes} - {-1}
                by_unit.setdefault(int(of_commune[p, c]), set()).update(filed)
    for found in by_unit.values():
        if found:
            yield sorted(found)
