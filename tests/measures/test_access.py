"""Access as a measure: by network, district and commune, and the same in every replication."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.measures import access
from sim.measures.estimate import estimate
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, Scopes, ScopeType, scopes_of
from sim.measures.tally import Tally, tally
from sim.model import system
from sim.model.spec import Scenario
from tests.measures.offices import office, served
from tests.measures.toys import make_run, make_system

DEGREE = 111.195
"""Kilometres of one degree of latitude on a sphere of 6371.0088 km."""


def commune(km: float, district: str, population: int) -> dict[str, object]:
    """So small that all its residents are at its centroid, that many km from the branch."""
    return {
        "name": "x", "kind": "ward", "district": district, "lat": 11 + km / DEGREE, "lon": 106.0,
        "area_km2": 1e-6, "population": population,
    }  # fmt: skip


def province(**more: object) -> Scenario:
    """A branch in commune 1, a point in commune 2 that is 8 km off, and 3 beyond it."""
    written: dict[str, object] = {
        "name": "line",
        "period": {"start": "2025-03-03", "days": 5},
        "procedures": {
            level: {"counter_time": 5, "level": level, "per_1000": 1}
            for level in ("commune", "branch")
        },
        "communes": {
            "1": commune(0, "A", 100), "2": commune(8, "A", 300), "3": commune(20, "B", 600),
        },
        "travel": {"detour": 1, "speed": {"ward": 20}},
        "sites": {
            "branch": {
                "tier": "branch", "district": "A", "commune": "1", "catchment": ["1", "3"],
                "officers": [{"count": 1}],
            },
            "point": {
                "tier": "point", "district": "A", "commune": "2", "officers": [{"count": 1}],
            },
        },
    }  # fmt: skip
    return Scenario.model_validate(written | more)


def shares(scenario: Scenario) -> dict[tuple[str, str], list[float]]:
    """The scopes that are not blank, and their shares in the order of `NAMES`."""
    scopes = access.known(scopes_of(system.build(scenario)), scenario)
    assert scopes.access is not None
    return {
        (str(scope.scope_type), scope.scope): row.tolist()
        for scope, row in zip(scopes.rows, scopes.access, strict=True)
        if not np.isnan(row).all()
    }


def test_shares_are_of_residents_where_they_live() -> None:
    """8 km take 24 minutes: too far, yet soon enough. From 3 to the point it is 12 km."""
    expected = {
        ("network", "all"): [0.4, 0.4, 0.4, 0.1, 0.4, 0.4],
        ("district", "A"): [1, 1, 1, 0.25, 1, 1],
        ("commune", "1"): [1, 1, 1, 1, 1, 1],
        ("commune", "2"): [1, 1, 1, 0, 1, 1],
        ("commune", "3"): [0, 0, 0, 0, 0, 0],
    }
    found = shares(province())
    assert set(found) == set(expected)  # no site is of district B, which has no row of its own
    for scope, row in expected.items():
        assert found[scope] == pytest.approx(row, abs=1e-12), scope


def test_a_level_without_procedures_is_blank() -> None:
    """Nothing to reach is not the same as nobody near it."""
    procedures = {"commune": {"counter_time": 5, "level": "commune", "per_1000": 1}}
    found = shares(province(procedures=procedures))["network", "all"]
    assert found[:3] == pytest.approx([0.4, 0.4, 0.4])
    assert np.isnan(found[3:]).all()


def test_a_district_without_residents_is_blank() -> None:
    """No division by nobody, and no warning."""
    communes = {"1": commune(0, "A", 0), "2": commune(8, "A", 0), "3": commune(20, "B", 600)}
    assert ("district", "A") not in shares(province(communes=communes))


def tallies(near: list[float] | None, n: int) -> list[Tally]:
    """Replications of a usual office, whose network has these shares."""
    sites, visits = [office()], [served("09:00", "09:05", "09:20")]
    of = make_system(sites)
    scopes: Scopes = scopes_of(of)
    if near is not None:
        table = np.full((len(scopes), len(access.NAMES)), np.nan)
        table[scopes.index()[Scope(ScopeType.NETWORK, "all")]] = near
        scopes = replace(scopes, access=table)
    one = tally(of, *make_run(of, sites, visits), scopes)
    return [replace(one, replication=k) for k in range(n)]


def test_a_fact_has_an_interval_without_width() -> None:
    """To the last bit, though a mean of three times 0.1 is more than 0.1."""
    near = [0.1, 0.7, 0.3, 1.0, 0.0, 1 / 3]
    found = estimate(tallies(near, 3))
    columns = [COLUMN[name] for name in access.NAMES]
    low, high = found.interval()
    assert found.mean[0, columns].tolist() == near
    assert low[0, columns].tolist() == high[0, columns].tolist() == near
    assert np.isnan(found.mean[1:, columns]).all()
    single = estimate(tallies(near, 1))
    assert single.mean[0, columns].tolist() == near
    assert np.isnan(single.half_width()[0, columns]).all()


def test_without_communes_it_is_blank() -> None:
    """A site scenario has no residents."""
    alone = office_scenario()
    scopes = scopes_of(system.build(alone))
    assert access.known(scopes, alone) is scopes
    columns = [COLUMN[name] for name in access.NAMES]
    assert np.isnan(estimate(tallies(None, 2)).mean[:, columns]).all()


def office_scenario() -> Scenario:
    """One office with arrivals of its own."""
    return Scenario.model_validate(
        {
            "name": "office",
            "period": {"start": "2025-03-03", "days": 5},
            "procedures": {"file": {"counter_time": 5}},
            "sites": {"a": {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 6}}}},
        }
    )
