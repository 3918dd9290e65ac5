"""A plan as new sites: what each new branch is called, where it stands, what it takes in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import geography
from sim.model.scenario_file.branches import NewBranch
from sim.model.spec import Scenario
from sim.model.tables import MINUTE
from sim.studies.siting.places import Places, records
from sim.studies.siting.program import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is to say of a new branch."""

    branch: NewBranch
    residents: int
    records: float
    """Commune-level dossiers of its points [dossiers/day]."""
    staff: int
    counters: int
    km: float
    """From the furthest of its points, by road [km]."""


def facts(plan: Plan, scenario: Scenario, places: Places) -> list[Facts]:
    """The new branches of a plan, by id."""
    found = [
        _facts(candidate, points, scenario, places) for candidate, points in plan.branches.items()
    ]
    return sorted(found, key=lambda each: each.branch.id)


def _facts(candidate: str, points: tuple[str, ...], scenario: Scenario, places: Places) -> Facts:
    site = scenario.sites[candidate]
    commune = scenario.communes[site.commune or ""]
    lead = _lead(scenario, candidate)
    stem = candidate.removeprefix("point-")
    id_ = f"{lead or 'branch'}-{stem}"
    while id_ in scenario.sites:
        id_ += "-new"
    at = [places.points.index(point) for point in points]
    column = places.candidate_ids().index(candidate)
    people = [
        scenario.communes[code].population
        for point in points
        for code in scenario.sites[point].catchment or ()
    ]
    branch = NewBranch(
        id=id_,
        name=f"Chi nhánh {commune.name}",
        district=site.district or commune.district,
        commune=site.commune or "",
        lat=commune.lat if site.lat is None else site.lat,
        lon=commune.lon if site.lon is None else site.lon,
        assists=lead,
        points=points,
        point_names=tuple(scenario.sites[point].name or point for point in points),
    )
    return Facts(
        branch=branch,
        residents=sum(people),
        records=sum(records(scenario, point) for point in points),
        staff=int(places.staff[at].sum()) + places.heads,
        counters=int(places.officers[at].sum()) + places.team,
        km=max((float(places.km[i, column]) for i in at[1:]), default=0.0),
    )


def _lead(scenario: Scenario, candidate: str) -> str | None:
    """The branch that stays in charge of the district's branch-level dossiers, the nearest one."""
    site = scenario.sites[candidate]
    district = site.district or scenario.communes[site.commune or ""].district
    leads = [
        id_
        for id_, each in sorted(scenario.sites.items())
        if each.tier == "branch" and each.district == district and each.assists is None
    ]
    if not leads:
        return None
    site_ids, codes = sorted(scenario.sites), sorted(scenario.communes)
    travel = geography.travel_times(scenario)[codes.index(site.commune or "")] / MINUTE
    return leads[int(np.argmin([travel[site_ids.index(id_)] for id_ in leads]))]
