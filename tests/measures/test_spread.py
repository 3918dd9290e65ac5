"""The tenths of residents that fare best and worst, by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest

from sim.measures import spread
from sim.measures.estimate import Estimates, difference, estimate
from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, Scopes, ScopeType, scopes_of
from sim.measures.tally import Tally
from sim.model import system
from sim.model.spec import Scenario
from tests.measures.toys import Site, make_system


@pytest.mark.parametrize(
    ("value", "residents", "best", "worst"),
    [
        # 100 residents, a tenth is 10: commune 1 has 5, of the next best 5 of 15 come in.
        ([30, 10, 20], [80, 5, 15], [0, 0.5, 0.5], [1, 0, 0]),
        # The border commune by a part: 2 of the worst, 8 of those before.
        ([1, 2, 3], [90, 8, 2], [1, 0, 0], [0, 0.8, 0.2]),
        # Who has no value is left out, residents and all: a tenth of 40 is 4.
        ([nan, 7, 5], [60, 30, 10], [0, 0, 1], [0, 1, 0]),
        # One commune is both ends; equal ones go in their order.
        ([4], [3], [1], [1]),
        ([4, 4], [50, 50], [1, 0], [1, 0]),
        ([4, 9], [50, 0], [1, 0], [1, 0]),
        ([nan, 9], [50, 0], [0, 0], [0, 0]),
        ([], [], [], []),
    ],
)
def test_a_tenth_has_a_tenth_of_all_residents(
    value: list[float], residents: list[float], best: list[float], worst: list[float]
) -> None:
    """From either end, as many as a tenth of those who are known."""
    columns = np.array(value, float), np.array(residents, float)
    assert spread.tenth(*columns, worst=False) == pytest.approx(best)
    assert spread.tenth(*columns, worst=True) == pytest.approx(worst)


SYSTEM = make_system([Site()], communes=3)
RESIDENTS = {"commune 0": 100, "commune 1": 500, "commune 2": 400}


def populated() -> Scopes:
    """The scopes of three communes; a tenth are 100 people."""
    scopes = scopes_of(SYSTEM)
    heads = [
        float(RESIDENTS[scope.scope]) if scope.scope_type is ScopeType.COMMUNE else 0.0
        for scope in scopes.rows
    ]
    return replace(scopes, residents=np.array(heads))


def replications(waits: list[list[float]], scopes: Scopes) -> list[Tally]:
    """Replications in which ten visits from each commune waited that long on average."""
    tallies = []
    for number, of_commune in enumerate(waits):
        tables = np.full((4, len(scopes), len(KPIS)), nan)
        for c, wait in enumerate(of_commune):
            row = scopes.index()[Scope(ScopeType.COMMUNE, f"commune {c}")]
            tables[:2, row, COLUMN["wait_mean"]] = 10 * wait, 10
        numerator, denominator, value, count = tables
        tallies.append(
            Tally(
                replication=number, scopes=scopes, numerator=numerator, denominator=denominator,
                value=value, count=count,
            )
        )  # fmt: skip
    return tallies


def network(found: Estimates, name: str) -> float:
    """The estimate of the network."""
    return float(found.mean[0, COLUMN[name]])


def test_means_over_all_replications_decide_who_is_in_a_tenth() -> None:
    """Commune 1 waits longest in one replication, commune 2 on the whole."""
    found = estimate(replications([[10, 31, 20], [12, 15, 40]], populated()))
    assert network(found, "wait_best_tenth") == pytest.approx(11)
    assert network(found, "wait_worst_tenth") == pytest.approx(30)
    assert isnan(network(found, "travel_worst_tenth"))


def test_its_interval_is_that_of_its_communes() -> None:
    """A tenth of one commune varies as that commune does; means of commune 0 vary by 1."""
    found = estimate(replications([[10, 31, 20], [12, 15, 40]], populated()))
    half = found.half_width()[0]
    commune = found.scopes.index(Scope(ScopeType.COMMUNE, "commune 0"))
    expected = found.half_width()[commune, COLUMN["wait_mean"]]
    assert half[COLUMN["wait_best_tenth"]] == pytest.approx(expected)
    assert expected > 0
    assert np.isnan(half[COLUMN["travel_best_tenth"]])


def test_differences_are_paired() -> None:
    """Everybody waits five minutes less: so do both ends, without any doubt."""
    waits = [[10.0, 31.0, 20.0], [12.0, 15.0, 40.0]]
    base = estimate(replications(waits, populated()))
    new = estimate(replications([[w - 5 for w in row] for row in waits], populated()))
    change = difference(new, base)
    for name in ("wait_best_tenth", "wait_worst_tenth"):
        assert network(change, name) == pytest.approx(-5)
        assert change.half_width()[0, COLUMN[name]] == pytest.approx(0, abs=1e-12)


def test_without_residents_it_is_blank() -> None:
    """A tenth of nobody."""
    found = estimate(replications([[10, 31, 20]], scopes_of(SYSTEM)))
    assert isnan(network(found, "wait_worst_tenth"))


def test_residents_are_those_of_the_scenario() -> None:
    """Each commune has its own; a scenario of sites alone has none."""
    communes = {
        code: {"name": code, "kind": "ward", "district": "A", "lat": 11.0, "lon": 106.0,
               "area_km2": 1, "population": people}
        for code, people in (("1", 100), ("2", 300))
    }  # fmt: skip
    written = {
        "name": "two",
        "period": {"start": "2025-03-03", "days": 5},
        "procedures": {"p": {"counter_time": 5, "level": "commune", "per_1000": 1}},
        "communes": communes,
        "sites": {
            "a": {
                "tier": "point", "district": "A", "commune": "1", "catchment": ["1", "2"],
                "officers": [{"count": 1}],
            }
        },
    }  # fmt: skip
    scenario = Scenario.model_validate(written)
    scopes = spread.known(scopes_of(system.build(scenario)), scenario)
    assert scopes.residents is not None
    rows = zip(scopes.rows, scopes.residents.tolist(), strict=True)
    assert {scope.scope: heads for scope, heads in rows if heads} == {"1": 100, "2": 300}
    alone = Scenario.model_validate(
        {
            "name": "one",
            "period": {"start": "2025-03-03", "days": 5},
            "procedures": {"p": {"counter_time": 5}},
            "sites": {"a": {"officers": [{"count": 1}], "arrivals": {"p": {"per_hour": 1}}}},
        }
    )
    plain = scopes_of(system.build(alone))
    assert spread.known(plain, alone) is plain
