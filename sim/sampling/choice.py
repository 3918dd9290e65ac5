"""Where dossiers go: the site of the procedure's authority, and the alternatives to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import geography
from sim.model.spec import Scenario
from sim.model.tables import MINUTE, NEVER, Floats, Ints, System, Words
from sim.sampling import streams


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePlan:
    """What a submission needs to know to choose a site; C communes, P procedures, S sites."""

    outside_share: float
    home: Ints
    """(C, P) the site of the procedure's authority for the commune."""
    row: Ints
    """(C, P) row of `weight` and `nearest`."""
    weight: Floats
    """(rows, S) exp(-beta x (travel + typical wait)) in minutes, 0 where there is no choice."""
    nearest: Ints
    """(rows,) the site chosen without chance, or NEVER where chance decides."""
    salts: Words
    """(S,) what sets a site's draws apart from those of another."""


def plan(scenario: Scenario, system: System, seed: int) -> ChoicePlan:
    """The choice of site in a province; a site scenario leaves none."""
    n_communes, n_procedures = len(system.commune_ids), len(system.procedure_ids)
    n_sites = len(system.site_ids)
    salts = np.array([streams.key(seed, "utility", s) for s in system.site_ids], np.uint64)
    choice = scenario.choice
    if not scenario.is_province or choice.rule == "home" or choice.outside_share == 0:
        home = np.zeros((0, n_procedures), np.int64)
        if scenario.is_province:
            home = geography.home_sites(scenario)
        return ChoicePlan(
            outside_share=0.0,
            home=home,
            row=np.zeros((n_communes, n_procedures), np.int64),
            weight=np.zeros((1, n_sites)),
            nearest=np.full(1, NEVER),
            salts=salts,
        )
    home = geography.home_sites(scenario)
    accepts = geography.accepts(scenario)
    travel = geography.travel_times(scenario)
    wait = np.array([scenario.sites[s].typical_wait for s in system.site_ids])
    minutes = travel / MINUTE + wait
    # Procedures that the same sites accept, with the same home, share a row.
    rows: dict[tuple[int, int, bytes], int] = {}
    weights: list[Floats] = []
    nearest: list[int] = []
    row = np.zeros((n_communes, n_procedures), np.int64)
    for c, p in np.ndindex(n_communes, n_procedures):
        allowed = accepts[p].copy()
        if not choice.home_included:
            allowed[home[c, p]] = False
        known = (c, int(home[c, p]), allowed.tobytes())
        if known not in rows:
            rows[known] = len(weights)
            cost = np.where(allowed, choice.beta * (minutes[c] - minutes[c].min()), np.inf)
            weights.append(np.exp(-cost))
            by_travel = np.where(allowed, travel[c], np.iinfo(np.int64).max)
            first = int(by_travel.argmin()) if allowed.any() else int(home[c, p])
            nearest.append(first if choice.rule == "nearest" else NEVER)
        row[c, p] = rows[known]
    return ChoicePlan(
        outside_share=choice.outside_share,
        home=home,
        row=row,
        weight=np.array(weights),
        nearest=np.array(nearest, np.int64),
        salts=salts,
    )
