"""What there is to choose from: candidates, the points that may join them, and what each has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.errors import UsageError
from sim.model import geography
from sim.model.rules.siting import point_named, ward_points
from sim.model.spec import Scenario, Siting
from sim.model.tables import MINUTE, Bools, Floats, Ints
from sim.said import Said


@dataclass(frozen=True, kw_only=True)
class Places:
    """I points that may join a branch, and J of them where one may stand."""

    bounds: Siting
    points: tuple[str, ...]
    """Ids, in order."""
    candidates: Ints
    """(J,) which of the points."""
    minutes: Floats
    """(I, J) travel from the point's furthest commune to the candidate [min]."""
    km: Floats
    """(I, J) the same by road [km]."""
    same_district: Bools
    """(I, J)"""
    officers: Ints
    """(I,) at the counters of the point."""
    staff: Ints
    """(I,) head count of the point."""
    records: Floats
    """(I,) commune-level dossiers of its catchment [dossiers/day]."""
    room: Ints
    """(J,) counters of the premises."""

    @property
    def team(self) -> int:
        """Officers of a new branch besides those of its points."""
        return sum(group.size for group in self.bounds.officers)

    @property
    def heads(self) -> int:
        """Staff of a new branch besides that of its points."""
        return self.team + self.bounds.off_counter

    @property
    def reached(self) -> Bools:
        """(I, J) whether the access criterion lets the point join; its own place always does."""
        reach = self.bounds.reach
        near = (self.minutes < reach.minutes) | (self.km <= reach.km)
        near[self.candidates, np.arange(len(self.candidates))] = True
        return near

    def candidate_ids(self) -> list[str]:
        """Ids of the points where a branch may stand."""
        return [self.points[i] for i in self.candidates]


def places(scenario: Scenario, label: str) -> Places:
    """The choice that the scenario's `siting` section leaves.

    Raises
    ------
    UsageError
        The scenario has no such section.
    """
    bounds = scenario.siting
    if bounds is None:
        raise UsageError(
            Said(
                "{scenario}: it has no siting section, so there are no candidates for new "
                "branches. Add siting: {{}} for every point of a city ward, or list "
                "siting.candidates.",
                scenario=label,
            )
        )
    listed = [str(point_named(scenario, name)) for name in bounds.candidates or ()]
    points = sorted({*ward_points(scenario), *listed})
    standing = sorted(set(listed)) if listed else points
    candidates = np.array([points.index(id_) for id_ in standing], np.int64)
    minutes, km = _ways(scenario, points, standing)
    district = np.array([scenario.sites[id_].district or "" for id_ in points])
    room = {str(point_named(scenario, name)): n for name, n in bounds.premises.items()}
    return Places(
        bounds=bounds,
        points=tuple(points),
        candidates=candidates,
        minutes=minutes,
        km=km,
        same_district=district[:, None] == district[candidates][None, :],
        officers=np.array([scenario.sites[id_].officer_count for id_ in points], np.int64),
        staff=np.array([scenario.sites[id_].staff or 0 for id_ in points], np.int64),
        records=np.array([records(scenario, id_) for id_ in points]),
        room=np.array([room.get(id_, bounds.counters_at_most) for id_ in standing], np.int64),
    )


def records(scenario: Scenario, site: str) -> float:
    """Commune-level dossiers of a site's catchment [dossiers/day], before seasons and weekdays."""
    per_1000 = sum(p.per_1000 for p in scenario.procedures.values() if p.level == "commune")
    people = sum(scenario.communes[c].population for c in scenario.sites[site].catchment or ())
    scale = scenario.demand.scale if scenario.demand else 1.0
    return people / 1000 * per_1000 * scale


def _ways(scenario: Scenario, points: list[str], standing: list[str]) -> tuple[Floats, Floats]:
    """(I, J) minutes and road km from each point's furthest commune to each candidate."""
    site_ids, codes = sorted(scenario.sites), sorted(scenario.communes)
    to = [site_ids.index(id_) for id_ in standing]
    travel = geography.travel_times(scenario)[:, to] / MINUTE
    road = geography.road_km(scenario)[:, to]
    catchments = [
        [codes.index(code) for code in scenario.sites[id_].catchment or ()] for id_ in points
    ]
    empty = np.zeros((1, len(to)))
    minutes = [travel[rows].max(axis=0) if rows else empty[0] for rows in catchments]
    km = [road[rows].max(axis=0) if rows else empty[0] for rows in catchments]
    return np.array(minutes), np.array(km)
