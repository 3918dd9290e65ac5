"""Where dossiers go: the site of the procedure's authority, and the alternatives to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.model import geography
from sim.model.spec import Scenario
from sim.model.tables import MINUTE, NEVER, Bools, Floats, Ints, System, Words
from sim.sampling import streams
from sim.sampling.identity import fingerprint

HOPELESS = 2.0**-53 / (54 * np.log(2.0))
"""Of two sites, one whose weight is less than this share of the other's is never chosen: the least
possible draw of it exceeds the greatest possible of the other (52-bit uniforms, see `streams`)."""


@dataclass(frozen=True, kw_only=True)
class ChoicePlan:
    """What a submission needs to know to choose a site; C communes, P procedures, S sites."""

    outside_share: float
    home: Ints
    """(C, P) the site of the procedure's authority for the commune."""
    row: Ints
    """(C, P) which alternatives there are: a row of the CSR table that `start` cuts."""
    start: Ints
    candidate: Ints
    """Sites that may be chosen, the likeliest first."""
    weight: Floats
    """exp(-beta x (travel + typical wait)) in minutes, relative to the row's greatest."""
    salt: Words
    """What sets a candidate's draws apart from those of another site."""
    nearest: Ints
    """(rows,) the site chosen without chance, or NEVER where chance decides."""
    place: Ints
    """(sites of the scenario,) the number of each in the system, NEVER for those left out of it;
    all sites above are numbered as in the scenario."""

    @cached_property
    def fingerprint(self) -> bytes:
        """Of all of it."""
        return fingerprint(
            self.outside_share, self.home, self.row, self.start, self.candidate, self.weight,
            self.salt, self.nearest, self.place,
        )  # fmt: skip

    def reaches(self, commune: Ints, procedure: Ints, is_free: Bools) -> Bools:
        """(n,) whether what is filed by (commune, procedure) may go to a site that is there.

        `is_free` (n,) tells what may be filed away from home.
        """
        home, row = self.home[commune, procedure], self.row[commune, procedure]
        found: Bools = (home >= 0) & (self.place[home] >= 0)
        if len(self.nearest) and self.outside_share > 0:
            there = np.append(0, np.cumsum(self.place[self.candidate] >= 0))
            found |= is_free & (there[self.start[row + 1]] > there[self.start[row]])
        return found


@dataclass(slots=True)
class _Alternatives:
    """Collects rows of alternatives, and gives equal ones the same number."""

    beta: float
    without_chance: bool
    number: dict[tuple[int, bytes], int] = field(default_factory=dict)
    candidates: list[Ints] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)
    nearest: list[int] = field(default_factory=list)

    def enter(self, commune: int, allowed: Bools, travel: Ints, minutes: Floats) -> int:
        """The row of a commune's choice among the allowed sites."""
        known = (commune, allowed.tobytes())
        if known not in self.number:
            self.number[known] = len(self.candidates)
            sites = np.flatnonzero(allowed)
            cost = minutes[sites] - minutes[sites].min(initial=np.inf)
            weight = np.exp(-self.beta * cost)
            order = np.argsort(-weight, kind="stable")
            order = order[weight[order] >= HOPELESS]
            self.candidates.append(sites[order])
            self.weights.append(weight[order])
            decided = self.without_chance and len(sites) > 0
            self.nearest.append(int(sites[travel[sites].argmin()]) if decided else NEVER)
        return self.number[known]


def plan(scenario: Scenario, system: System, seed: int) -> ChoicePlan:
    """The choice of site in a province; a site scenario leaves none."""
    choice, ids = scenario.choice, sorted(scenario.sites)
    number = {id_: s for s, id_ in enumerate(system.site_ids)}
    rows = _Alternatives(choice.beta, choice.rule == "nearest")
    n_communes, n_procedures = len(system.commune_ids), len(system.procedure_ids)
    row = np.zeros((n_communes, n_procedures), np.int64)
    home = np.zeros((0, n_procedures), np.int64)
    if scenario.is_province:
        home = geography.home_sites(scenario)
    by_plan = choice.rule in ("nearest", "logit")
    if scenario.is_province and by_plan and choice.outside_share > 0:
        accepts = geography.accepts(scenario)
        travel = geography.travel_times(scenario)
        wait = np.array([scenario.sites[s].typical_wait for s in ids])
        for c, p in np.ndindex(n_communes, n_procedures):
            allowed = accepts[p].copy()
            if not choice.home_included:
                allowed[home[c, p]] = False
            row[c, p] = rows.enter(c, allowed, travel[c], travel[c] / MINUTE + wait)
    salts = np.array([streams.key(seed, "utility", s) for s in ids], np.uint64)
    candidate = np.concatenate([np.empty(0, np.int64), *rows.candidates])
    return ChoicePlan(
        outside_share=choice.outside_share if rows.candidates or len(system.live_site) else 0.0,
        home=home,
        row=row,
        start=np.cumsum([0, *map(len, rows.candidates)]),
        candidate=candidate,
        weight=np.concatenate([np.empty(0), *rows.weights]),
        salt=salts[candidate],
        nearest=np.array(rows.nearest, np.int64),
        place=np.array([number.get(id_, NEVER) for id_ in ids], np.int64),
    )
