"""Where people live and sites stand: travel, whose dossier belongs where, and access.

Only a scenario with communes has a geography. Sites, procedures and communes are numbered by
their ids in code-point order, as in `tables`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.model.province import Commune
from sim.model.spec import Level, Scenario, Site
from sim.model.tables import NEVER, Bools, Floats, Ints

EARTH_RADIUS = 6371.0088
"""Mean radius of the earth [km] (IUGG)."""
WITHIN_KM = 5.0
WITHIN_MINUTES = 30.0
"""The access criterion of phase III: at most 5 km, or less than 30 minutes, of travel."""
_POINTS_ON_DISC = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Shares of each commune's residents near a site, (C,) arrays."""

    within_km: Floats
    within_minutes: Floats
    either: Floats
    residents: Ints

    def share(self, of: Floats) -> float:
        """The share of all residents, of one of the three columns."""
        return float(of @ self.residents / max(self.residents.sum(), 1))


def great_circle(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Distance over the sphere [km] between points given in degrees (haversine formula)."""
    a, b = np.radians(lat_a), np.radians(lat_b)
    half_lat = np.sin((b - a) / 2) ** 2
    half_lon = np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    chord = half_lat + np.cos(a) * np.cos(b) * half_lon
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def _directions(lat: Floats, lon: Floats) -> Floats:
    """(..., 3) unit vectors from the middle of the earth to points given in degrees."""
    y, x = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=-1)


def disc_radius(area_km2: float) -> float:
    """Radius of a disc of that area [km]; its points are 2/3 of it from the middle on average."""
    return math.sqrt(area_km2 / math.pi)


def coordinates(scenario: Scenario) -> tuple[Floats, Floats]:
    """(C, 2) and (S, 2) latitude and longitude of the communes' centroids and of the sites."""
    communes = np.column_stack(_places(scenario, _communes(scenario)))
    return communes, np.column_stack(_places(scenario, _sites(scenario)))


def travel_times(scenario: Scenario) -> Ints:
    """(C, S) travel from each commune to each site [ms].

    A commune's residents are at its centroid, but for the site that stands in their commune
    (`site.commune` says which): there they are spread over a disc of its area. Entries of the
    scenario's travel table go before all that.
    """
    communes, sites = _communes(scenario), _sites(scenario)
    minutes = road_km(scenario) / _speeds(scenario, communes)[:, None] * 60
    for c, (code, _) in enumerate(communes):
        row = (scenario.travel.table or {}).get(code, {})
        for s, (id_, _) in enumerate(sites):
            minutes[c, s] = row.get(id_, minutes[c, s])
    return np.rint(minutes * 60_000).astype(np.int64)


def road_km(scenario: Scenario) -> Floats:
    """(C, S) road distance from each commune's centroid to each site [km]: great circle x detour.

    To the site in one's own commune it is that of the residents on average, as in `travel_times`.
    """
    communes, sites = _communes(scenario), _sites(scenario)
    km = great_circle(*_places(scenario, communes), *_places(scenario, sites, across=True))
    for c, (code, commune) in enumerate(communes):
        own = [s for s, (_, site) in enumerate(sites) if site.commune == code]
        km[c, own] = disc_radius(commune.area_km2) * 2 / 3
    return km * scenario.travel.detour


def home_sites(scenario: Scenario) -> Ints:
    """(C, P) the site of each procedure's authority for each commune, NEVER where there is none.

    Commune-level dossiers belong to the site whose catchment holds the commune, those of the
    center to the (nearest) center. Branch-level dossiers belong to the branch whose catchment
    holds the commune, else to the nearest branch of its district; branches that assist another
    one are passed over, so that the original branch of a district can stay in charge of all of it.
    """
    communes, sites = _communes(scenario), _sites(scenario)
    travel = travel_times(scenario)
    centers = [s for s, (_, site) in enumerate(sites) if site.tier == "center"]
    nearest = travel[:, centers].argmin(axis=1) if centers else None
    home = {
        "center": np.full(len(communes), NEVER) if nearest is None else np.array(centers)[nearest],
        "commune": np.full(len(communes), NEVER),
        "branch": np.full(len(communes), NEVER),
        None: np.full(len(communes), NEVER),
    }
    for c, (code, commune) in enumerate(communes):
        holders = [s for s, (_, site) in enumerate(sites) if code in (site.catchment or ())]
        home["commune"][c] = holders[0] if holders else NEVER
        branches = _branches_in_charge(sites, commune)
        if branches:
            own = [s for s in branches if s in holders]
            home["branch"][c] = min(own or branches, key=lambda s: (travel[c, s], s))
    levels = [scenario.procedures[id_].level for id_ in sorted(scenario.procedures)]
    return np.column_stack([home[level] for level in levels]).astype(np.int64)


def accepts(scenario: Scenario) -> Bools:
    """(P, S) where a dossier of each procedure may be filed.

    Center and branches accept every boundary-free procedure and those of their own level; who
    has a catchment, and every point, accepts those of commune level; and each site what it lists.
    """
    sites = _sites(scenario)
    table = np.zeros((len(scenario.procedures), len(sites)), dtype=np.bool_)
    for p, id_ in enumerate(sorted(scenario.procedures)):
        procedure = scenario.procedures[id_]
        for s, (_, site) in enumerate(sites):
            table[p, s] = (
                id_ in site.accepts
                or (site.tier in ("center", "branch") and procedure.boundary_free)
                or procedure.level in _own_levels(site)
            )
    return table


def access(scenario: Scenario, level: Level = "commune") -> Access:
    """Who lives near the nearest site that accepts every procedure of a level.

    Residents are uniform on a disc of their commune's area about its centroid, here even points
    of a Fibonacci spiral (Vogel 1979). Distance is by road: great circle times detour.
    """
    of_level = [
        p
        for p, id_ in enumerate(sorted(scenario.procedures))
        if scenario.procedures[id_].level == level
    ]
    open_to = np.flatnonzero(np.all(accepts(scenario)[of_level], axis=0)) if of_level else ()
    communes = _communes(scenario)
    sites = [_sites(scenario)[s] for s in open_to]
    residents = np.array([commune.population for _, commune in communes], dtype=np.int64)
    if not sites:
        nobody = np.zeros(len(communes))
        return Access(within_km=nobody, within_minutes=nobody, either=nobody, residents=residents)
    step = np.arange(_POINTS_ON_DISC) + 0.5
    out, turn = np.sqrt(step / _POINTS_ON_DISC), step * math.pi * (3 - math.sqrt(5))
    radius = np.array([disc_radius(commune.area_km2) for _, commune in communes])[:, None]
    lat, lon = _places(scenario, communes)
    per_degree = EARTH_RADIUS * math.pi / 180
    homes_lat = lat + radius * out * np.sin(turn) / per_degree
    homes_lon = lon + radius * out * np.cos(turn) / (per_degree * np.cos(np.radians(lat)))
    site_lat, site_lon = _places(scenario, sites, across=True)
    # The nearest has the smallest angle, so that only one distance a home is worked out.
    nearest = (_directions(homes_lat, homes_lon) @ _directions(site_lat, site_lon)[0].T).argmax(2)
    km = great_circle(homes_lat, homes_lon, site_lat[0, nearest], site_lon[0, nearest])
    km *= scenario.travel.detour
    near = km <= WITHIN_KM
    soon = km / _speeds(scenario, communes)[:, None] * 60 < WITHIN_MINUTES
    return Access(
        within_km=near.mean(axis=1),
        within_minutes=soon.mean(axis=1),
        either=(near | soon).mean(axis=1),
        residents=residents,
    )


def _communes(scenario: Scenario) -> list[tuple[str, Commune]]:
    return sorted(scenario.communes.items())


def _sites(scenario: Scenario) -> list[tuple[str, Site]]:
    return sorted(scenario.sites.items())


def _places(
    scenario: Scenario,
    places: list[tuple[str, Commune]] | list[tuple[str, Site]],
    *,
    across: bool = False,
) -> tuple[Floats, Floats]:
    """Latitudes and longitudes [degrees], (n, 1) or, `across`, (1, n).

    A site without coordinates stands at the centroid of its commune.
    """
    found = []
    for _, place in places:
        lat, lon = place.lat, place.lon
        if isinstance(place, Site) and (lat is None or lon is None):
            around = scenario.communes[place.commune or ""]
            lat, lon = around.lat, around.lon
        found.append((lat, lon))
    lats, lons = np.array(found, dtype=np.float64).reshape(-1, 2).T
    shape = (1, -1) if across else (-1, 1)
    return lats.reshape(shape), lons.reshape(shape)


def _speeds(scenario: Scenario, communes: list[tuple[str, Commune]]) -> Floats:
    """(C,) speed of the residents of each commune [km/h]."""
    return np.array([scenario.travel.speed[commune.kind] for _, commune in communes])


def _branches_in_charge(sites: list[tuple[str, Site]], commune: Commune) -> list[int]:
    return [
        s
        for s, (_, site) in enumerate(sites)
        if site.tier == "branch" and site.district == commune.district and site.assists is None
    ]


def _own_levels(site: Site) -> tuple[str, ...]:
    """The levels whose procedures a site accepts without listing them."""
    for_communes = ("commune",) if site.tier == "point" or site.catchment else ()
    return (*for_communes, site.tier) if site.tier in ("center", "branch") else for_communes
