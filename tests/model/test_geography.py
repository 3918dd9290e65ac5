"""Travel, homes, acceptance and access in a province that fits on a hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.model import geography
from sim.model.spec import Scenario
from sim.model.tables import MINUTE, NEVER

DEGREE = 111.195
"""Kilometres of one degree of latitude on a sphere of 6371.0088 km."""


def commune(lat: float, district: str = "A", **more: Any) -> dict[str, Any]:
    return {
        "name": "x",
        "kind": "ward",
        "district": district,
        "lat": lat,
        "lon": 106.0,
        "area_km2": 4 * math.pi,
        "population": 100,
    } | more


def site(tier: str, **more: Any) -> dict[str, Any]:
    return {"tier": tier, "officers": [{"count": 1}]} | more


def province(**more: Any) -> Scenario:
    """Communes 1 to 3 on one meridian, 0.1 degrees apart; 3 lies in a district of its own."""
    written = {
        "name": "line",
        "period": {"start": "2025-03-03", "days": 5},
        "procedures": {
            level: {"counter_time": 5, "level": level, "per_1000": 1}
            for level in ("commune", "branch", "center")
        },
        "communes": {
            "1": commune(11.0),
            "2": commune(11.1, kind="town"),
            "3": commune(11.2, "B", kind="commune"),
        },
        "sites": {
            "branch-a": site("branch", district="A", commune="1", lat=11.01, lon=106.0),
            "branch-b": site("branch", district="B", commune="3"),
            "center": site("center", commune="1"),
            "point-1": site("point", commune="1"),
            "point-2": site("point", commune="2"),
            "point-3": site("point", commune="3"),
        },
        "travel": {"detour": 1.5, "speed": {"ward": 20, "town": 30, "commune": 40}},
    }
    return Scenario.model_validate(written | more)


def test_great_circle_distances() -> None:
    """A degree of latitude, a degree of longitude at 60 degrees north, and half the globe."""
    distance = geography.great_circle(
        np.array([0.0, 60.0, 0.0]),
        np.array([0.0, 0.0, 0.0]),
        np.array([1.0, 60.0, 0.0]),
        np.array([0.0, 1.0, 180.0]),
    )
    assert distance == pytest.approx([DEGREE, 55.597, 6371.0088 * math.pi], rel=1e-4)


def test_travel_takes_the_road_at_the_speed_of_the_home_commune() -> None:
    """0.1 degrees are 11.1 km, by road 16.7: 33.4 min from a town, 50 min from a ward."""
    travel = geography.travel_times(province()) / MINUTE
    leg = DEGREE * 0.1 * 1.5 * 60
    assert travel[0, 4] == pytest.approx(leg / 20, abs=1e-3)
    assert travel[1, 3] == pytest.approx(leg / 30, abs=1e-3)
    assert travel[2, 4] == pytest.approx(leg / 40, abs=1e-3)
    assert travel[1, 0] == pytest.approx(leg * 0.9 / 30, abs=1e-3)


def test_within_ones_own_commune_two_thirds_of_its_radius_are_travelled() -> None:
    """A disc of 4 pi km² has a radius of 2 km; wherever in the commune the site stands."""
    travel = geography.travel_times(province()) / MINUTE
    own = 2 * 2 / 3 * 1.5 * 60
    assert travel[0, [0, 2, 3]] == pytest.approx([own / 20] * 3, abs=1e-3)
    assert travel[1, 4] == pytest.approx(own / 30, abs=1e-3)


def test_a_travel_table_goes_before_what_is_computed() -> None:
    """Only the entries given are replaced, also within the own commune; in whole milliseconds."""
    plain = geography.travel_times(province())
    table = {"1": {"point-1": 7, "point-2": "1.5 h"}}
    written = {"detour": 1.5, "speed": {"ward": 20, "town": 30, "commune": 40}, "table": table}
    travel = geography.travel_times(province(travel=written))
    assert travel[0, [3, 4]].tolist() == [7 * MINUTE, 90 * MINUTE]
    travel[0, [3, 4]] = plain[0, [3, 4]]
    assert travel.tolist() == plain.tolist()
    assert travel.dtype == np.int64


SITES = ["branch-a", "branch-b", "center", "point-1", "point-2", "point-3"]


def homes(scenario: Scenario) -> dict[str, list[str]]:
    """The home of each commune's dossiers, by level."""
    home = geography.home_sites(scenario)
    ids = [*sorted(scenario.sites), "none"]
    return {
        level: [ids[s] for s in home[:, p]] for p, level in enumerate(sorted(scenario.procedures))
    }


def test_homes_are_point_branch_of_the_district_and_center() -> None:
    """Each level has its own authority."""
    assert homes(province()) == {
        "branch": ["branch-a", "branch-a", "branch-b"],
        "center": ["center"] * 3,
        "commune": ["point-1", "point-2", "point-3"],
    }


def merged(**branch: Any) -> Scenario:
    """Commune 2's point has become a second branch of district A."""
    sites = {
        "branch-a": site("branch", district="A", commune="1"),
        "branch-b": site("branch", district="B", commune="3"),
        "center": site("center", commune="1"),
        "further": site("branch", district="A", commune="2", catchment=["2"], **branch),
        "point-1": site("point", commune="1"),
        "point-3": site("point", commune="3"),
    }
    return province(sites=sites)


def test_a_branch_that_took_in_a_point_is_the_home_of_its_commune() -> None:
    """Its catchment's commune-level dossiers belong to it; as a branch also those of its level."""
    assert homes(merged()) == {
        "branch": ["branch-a", "further", "branch-b"],
        "center": ["center"] * 3,
        "commune": ["point-1", "further", "point-3"],
    }


def test_a_branch_that_assists_leaves_its_district_to_the_other() -> None:
    """Branch-level dossiers stay with the original branch, commune-level ones do not."""
    assert homes(merged(assists="branch-a"))["branch"] == ["branch-a", "branch-a", "branch-b"]
    assert homes(merged(assists="branch-a"))["commune"] == ["point-1", "further", "point-3"]


def test_the_nearest_branch_of_the_district_is_home_where_no_catchment_says() -> None:
    """Commune 1 is nearer to the branch in itself than to the one in commune 2."""
    sites = {
        "a-far": site("branch", district="A", commune="2"),
        "b-near": site("branch", district="A", commune="1"),
    }
    assert homes(province(sites=sites))["branch"] == ["b-near", "a-far", "none"]


def test_without_a_site_of_the_authority_there_is_no_home() -> None:
    """Whoever asks is told so by a number that is no site's."""
    home = geography.home_sites(province(sites={"point-1": site("point", commune="1")}))
    assert home.tolist() == [[NEVER, NEVER, 0], [NEVER, NEVER, NEVER], [NEVER, NEVER, NEVER]]


def accepted(scenario: Scenario) -> dict[str, list[str]]:
    table = geography.accepts(scenario)
    ids = sorted(scenario.sites)
    return {
        name: [ids[s] for s in np.flatnonzero(table[p])]
        for p, name in enumerate(sorted(scenario.procedures))
    }


def test_sites_accept_the_procedures_of_their_level() -> None:
    """Without boundary-free procedures, each level keeps to itself."""
    assert accepted(province()) == {
        "branch": ["branch-a", "branch-b"],
        "center": ["center"],
        "commune": ["point-1", "point-2", "point-3"],
    }


def test_center_and_branches_accept_all_that_is_boundary_free() -> None:
    """Points do so only for procedures of commune level, and for what they list."""
    procedures = {
        level: {"counter_time": 5, "level": level, "boundary_free": True}
        for level in ("commune", "branch", "center")
    } | {"tied": {"counter_time": 5, "level": "branch"}}
    sites = {
        "branch-a": site("branch", district="A", commune="1"),
        "center": site("center", commune="1"),
        "point-1": site("point", commune="1"),
        "point-2": site("point", commune="2", accepts=["center"]),
    }
    assert accepted(province(procedures=procedures, sites=sites)) == {
        "branch": ["branch-a", "center"],
        "center": ["branch-a", "center", "point-2"],
        "commune": ["branch-a", "center", "point-1", "point-2"],
        "tied": ["branch-a"],
    }


def test_a_branch_with_a_catchment_accepts_commune_level_procedures() -> None:
    """Even if they are not boundary-free: it is where its catchment's residents go."""
    assert accepted(merged())["commune"] == ["further", "point-1", "point-3"]


def one_commune(radius: float, **more: Any) -> Scenario:
    area = math.pi * radius**2
    return province(
        communes={"1": commune(11.0, area_km2=area, **more)},
        sites={"point-1": site("point", commune="1")},
        travel={"detour": 1.25, "speed": {"ward": 20, "commune": 40}},
    )


def test_access_counts_the_residents_of_a_disc() -> None:
    """With a detour of 1.25, 5 km by road are 4 km: a quarter of a disc of 8 km radius."""
    access = geography.access(one_commune(8))
    assert access.share(access.within_km) == pytest.approx(0.25, abs=0.005)
    # 30 min at 20 km/h are 10 km by road, all of the disc.
    assert access.share(access.within_minutes) == 1
    assert access.share(access.either) == 1


def test_access_by_time_depends_on_the_speed_of_the_commune() -> None:
    """30 min at 40 km/h reach 16 km as the crow flies: 64 % of a disc of 20 km radius."""
    access = geography.access(one_commune(20, kind="commune"))
    assert access.share(access.within_minutes) == pytest.approx(0.64, abs=0.005)
    assert access.either.tolist() == access.within_minutes.tolist()


def test_access_is_to_the_nearest_site_that_accepts_the_whole_level() -> None:
    """Branch-level procedures are 22 km off for the residents of commune 2, not so for 1."""
    scenario = province()
    access = geography.access(scenario, "branch")
    assert access.within_km.tolist() == pytest.approx([1, 0, 1], abs=0.01)
    communal = geography.access(scenario)
    assert communal.either.tolist() == [1, 1, 1]
    assert communal.share(access.within_km) == pytest.approx(2 / 3, abs=0.01)


def test_a_level_without_procedures_is_accessible_to_nobody() -> None:
    """There is nothing to reach, however many sites there are."""
    procedures = {"commune": {"counter_time": 5, "level": "commune"}}
    access = geography.access(province(procedures=procedures), "branch")
    assert access.either.tolist() == [0, 0, 0]


def test_nobody_has_access_where_nobody_accepts() -> None:
    """Without any site of the level, all shares are 0."""
    scenario = province(sites={"point-1": site("point", commune="1")})
    access = geography.access(scenario, "branch")
    assert access.either.tolist() == [0, 0, 0]
    assert access.residents.tolist() == [100, 100, 100]
