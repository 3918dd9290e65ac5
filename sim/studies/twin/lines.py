"""The lines of a site: what a formula can take for one queue.

Groups of officers belong to one line where some visit could go to either of them; where nobody
could, they have lines of their own. (`staffing.lines` splits further, by who serves what.)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from sim.measures.scopes import purposes_of
from sim.model.spec import Scenario
from sim.model.tables import Bools, Ints, Purpose, System

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """L lines of all sites; S sites, K skills, O officers."""

    names: tuple[str, ...]
    """(L,) of the groups, where a site has several; else empty."""
    site: Ints
    """(L,)"""
    of_skill: Ints
    """(S, K) the line of a skill; NOBODY where no officer has it."""
    of_officer: Ints
    """(O,) likewise; NOBODY for who serves nothing that occurs."""
    limited: Bools
    """(S, K) whether some officers of the line do not have the skill."""


def lines_of(system: System, purposes: Collection[Purpose]) -> Lines:
    """The lines of every site, those of a site in the order of its officers."""
    occurs = _occurring(system, purposes)
    names: list[str] = []
    sites: list[int] = []
    n_sites, n_skills = len(system.site_ids), len(occurs)
    of_skill = np.full((n_sites, n_skills), NOBODY, np.int64)
    of_officer = np.full(len(system.officer_group), NOBODY, np.int64)
    limited = np.zeros((n_sites, n_skills), np.bool_)
    for s in range(n_sites):
        officers = range(int(system.officer_start[s]), int(system.officer_start[s + 1]))
        skills = {int(system.officer_group[o]): system.skills[o] & occurs for o in officers}
        found = _joined({group: each for group, each in skills.items() if each.any()})
        for groups in found:
            line = len(names)
            names.append(" + ".join(system.group_name[g] for g in groups) if found[1:] else "")
            sites.append(s)
            of_line = np.stack([skills[g] for g in groups])
            of_skill[s, of_line.any(axis=0)] = line
            limited[s] |= of_line.any(axis=0) & ~of_line.all(axis=0)
            for o in officers:
                if system.officer_group[o] in groups:
                    of_officer[o] = line
    return Lines(
        names=tuple(names), site=np.array(sites, np.int64), of_skill=of_skill,
        of_officer=of_officer, limited=limited,
    )  # fmt: skip


def known(scenario: Scenario, system: System) -> Lines:
    """Those of a scenario."""
    return lines_of(system, purposes_of(scenario))


def _occurring(system: System, purposes: Collection[Purpose]) -> Bools:
    """(K,) skills that some visit may need; stages of their own may all be reached."""
    pairs = np.zeros((len(system.procedure_ids), len(Purpose)), np.bool_)
    pairs[:, [int(purpose) for purpose in purposes]] = True
    rest = system.skills.shape[1] - pairs.size
    return np.concatenate([pairs.ravel(), np.ones(rest, np.bool_)])


def _joined(skills: dict[int, Bools]) -> list[tuple[int, ...]]:
    """Groups put together where they share a skill, directly or by way of others."""
    found: list[tuple[tuple[int, ...], Bools]] = []
    for group, each in skills.items():
        meets = [one for one in found if (one[1] & each).any()]
        apart = [one for one in found if not (one[1] & each).any()]
        groups = tuple(sorted((group, *(g for one in meets for g in one[0]))))
        union = np.any([each, *(one[1] for one in meets)], axis=0)
        found = [*apart, (groups, union)]
    return sorted(groups for groups, _ in found)
