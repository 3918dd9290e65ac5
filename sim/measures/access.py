"""Who lives near a site: a fact of a scenario, not of what happens in a replication."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.measures.scopes import Scope, Scopes, ScopeType
from sim.model import geography
from sim.model.spec import Level, Scenario
from sim.model.tables import Bools

LEVELS: tuple[tuple[Level, str], ...] = (("commune", ""), ("branch", "branch_"))
"""The levels of procedures that residents look for, and how their measures begin."""

NAMES = tuple(
    f"{begin}{name}"
    for _, begin in LEVELS
    for name in ("access_5km_share", "access_30min_share", "access_share")
)
"""The measures, in the order of the columns of `Scopes.access`."""


def known(scopes: Scopes, scenario: Scenario) -> Scopes:
    """The scopes with the shares of residents near a site; unchanged without communes.

    To be called once a run. The sites are those that accept every procedure of a level; a level
    without procedures is left blank. Districts are those of the residents.
    """
    if not scenario.communes:
        return scopes
    shares = np.full((len(scopes), len(NAMES)), np.nan)
    member = _residents_of(scopes, scenario)
    for n, (level, _) in enumerate(LEVELS):
        if any(each.level == level for each in scenario.procedures.values()):
            found = geography.access(scenario, level)
            near = np.stack([found.within_km, found.within_minutes, found.either], axis=1)
            heads = member * found.residents
            with np.errstate(invalid="ignore"):
                shares[:, 3 * n : 3 * n + 3] = heads @ near / heads.sum(axis=1, keepdims=True)
    return replace(scopes, access=shares)


def _residents_of(scopes: Scopes, scenario: Scenario) -> Bools:
    """(len(scopes), C) whether the residents of a commune belong to a scope."""
    row_of = scopes.index()
    member = np.zeros((len(scopes), len(scenario.communes)), np.bool_)
    for c, (code, commune) in enumerate(sorted(scenario.communes.items())):
        for scope in (
            Scope(ScopeType.NETWORK, "all"),
            Scope(ScopeType.DISTRICT, commune.district),
            Scope(ScopeType.COMMUNE, code),
        ):
            if scope in row_of:
                member[row_of[scope], c] = True
    return member
