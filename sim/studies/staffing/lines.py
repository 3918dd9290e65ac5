"""The lines of a site: its procedures, put together where the same groups serve them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.measures.service import Lines
from sim.model.duty import skills_of
from sim.model.spec import Scenario, Site
from sim.model.stages import StageTables
from sim.model.tables import Bools, Floats, System


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Procedures that the same groups of a site serve."""

    groups: tuple[int, ...]
    """Positions of the groups; empty: nobody serves them."""
    procedures: tuple[str, ...]
    name: str
    """Those of its groups; of a site with one line the site's."""


def lines_of(scenario: Scenario, site: Site) -> tuple[Line, ...]:
    """The lines of a site, in the order of the least procedure of each."""
    ids = sorted(scenario.procedures)
    serving = _serving(scenario, site, ids)
    found: dict[tuple[int, ...], list[str]] = {}
    for p, id_ in enumerate(ids):
        groups = tuple(int(g) for g in np.flatnonzero(serving[:, p]))
        found.setdefault(groups, []).append(id_)
    return tuple(
        Line(
            groups=groups,
            procedures=tuple(procedures),
            name=" + ".join(site.officers[g].name for g in groups) or "nobody",
        )
        for groups, procedures in found.items()
    )


def _serving(scenario: Scenario, site: Site, ids: list[str]) -> Bools:
    """(groups, P) whether a group serves a procedure in whole or in part."""
    stages = StageTables.of([scenario.procedures[id_].stages for id_ in ids])
    words = stages.skills(ids)
    skills = [skills_of(group.serves, words, stages.n_skills) for group in site.officers]
    return np.array([[each[words[id_]].any() for id_ in ids] for each in skills])


def by_line(scenario: Scenario, system: System) -> Lines:
    """Rows `site/line` for judging a site's lines each by itself; of those with one, the site."""
    names: list[str] = []
    row = np.zeros((len(system.site_ids), len(system.procedure_ids)), np.int64)
    for s, id_ in enumerate(system.site_ids):
        lines = lines_of(scenario, scenario.sites[id_])
        for line in lines:
            of_line = [system.procedure_ids.index(each) for each in line.procedures]
            row[s, of_line] = len(names)
            names.append(id_ if len(lines) == 1 else f"{id_}/{line.name}")
    return Lines(names=tuple(names), row=row)


def split(
    loads: Mapping[int, float], lines: tuple[Line, ...], officers: tuple[float, ...]
) -> Floats:
    """(lines,) the officers that each line gets, if those of several go where load is.

    `loads` are by line. Groups with one line are its own; others share themselves out so that
    their lines are loaded alike, as far as they can.
    """
    n = len(lines)
    load = np.array([loads.get(k, 0.0) for k in range(n)])
    serves = np.array([[g in line.groups for line in lines] for g in range(len(officers))])
    pull = np.maximum(load, 1e-9)
    got = np.zeros(n)
    for _ in range(40):
        weight = serves * pull
        total = weight.sum(axis=1, keepdims=True)
        part = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
        got = (part * np.array(officers)[:, None]).sum(axis=0)
        used = np.divide(load, got, out=np.ones(n), where=got > 0)
        pull = pull * np.sqrt(np.maximum(used, 1e-6))
    result: Floats = got
    return result
