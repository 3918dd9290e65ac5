"""What a run measures of dossiers is what their definitions say of what the engines did."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.engines import compiled, reference
from sim.measures.kpis import KPIS
from sim.measures.scopes import purposes_of, scopes_of
from sim.measures.tally import tally
from sim.model import geography
from sim.model import system as systems
from sim.model.codes import Channel, Ending, Fate, Purpose
from sim.model.journal import chronicle
from sim.model.spec import Scenario
from sim.sampling.workload import Sampler
from tests.measures.slow_tally import slow_tables

PROCEDURES: dict[str, Any] = {
    "certification": {
        "counter_time": {"law": "exponential", "mean": 9}, "unit": "desk", "on_the_spot": True,
        "effort": {"law": "exponential", "mean": 25}, "incomplete": 0.2,
        "dossiers_per_visit": {"law": "geometric", "mean": 2}, "each_more": 0.2,
    },
    "land": {
        "counter_time": {"law": "exponential", "mean": 14}, "unit": "office",
        "effort": {"law": "exponential", "mean": 45}, "lead_time": {"law": "fixed", "value": 1},
        "deadline": 3, "incomplete": 0.4, "comes_back": 0.7, "needs_supplement": 0.3,
        "collect": 0.6, "online": 0.4, "post": 0.1, "enquire_time": 7,
        "patience": {"law": "exponential", "mean": 30},
        "return_after_abandon": {"share": 0.5},
    },
    "advice": {"counter_time": 6},
}  # fmt: skip
UNITS = {
    "desk": {"per": "site", "processors": 2},
    "office": {
        "processors": 3,
        "calendar": {"hours": {"mon-fri": ["08:00-12:00", "13:00-16:00"]}, "holidays": "none"},
    },
}
COMMON: dict[str, Any] = {
    "seed": 3,
    "period": {"start": "2025-03-03", "days": 5},
    "warm_up": {"days": 4},
    "run_out": {"days": 7},
    "units": UNITS,
    "demand": {"enquire_share": 0.5},
}


def province() -> Scenario:
    """Two communes with a branch and a point."""
    levels = {"certification": "commune", "land": "branch", "advice": "commune"}
    rates = {"certification": 3, "land": 4, "advice": 1}
    communes = {
        code: {"name": code, "kind": "ward", "district": "A", "lat": lat, "lon": 106.0,
               "area_km2": 9, "population": people}
        for code, lat, people in (("1", 11.0, 8000), ("2", 11.1, 6000))
    }  # fmt: skip
    return Scenario.model_validate(
        {
            **COMMON,
            "name": "province",
            "procedures": {
                id_: {**each, "level": levels[id_], "per_1000": rates[id_]}
                for id_, each in PROCEDURES.items()
            },
            "communes": communes,
            "travel": {"speed": {"ward": 20}},
            "sites": {
                "branch": {
                    "tier": "branch", "district": "A", "commune": "1", "catchment": ["1"],
                    "officers": [{"count": 2}], "balk_at": 9,
                },
                "point": {
                    "tier": "point", "district": "A", "commune": "2", "catchment": ["2"],
                    "officers": [{"count": 1, "absence": 0.2}], "at_close": "send_home",
                },
            },
        }
    )  # fmt: skip


def office() -> Scenario:
    """One office that is given its arrivals."""
    return Scenario.model_validate(
        {
            **COMMON,
            "name": "office",
            "procedures": PROCEDURES,
            "sites": {
                "desk": {
                    "officers": [{"count": 2}],
                    "arrivals": {"certification": {"per_hour": 3}, "land": {"per_hour": 5}},
                }
            },
        }
    )


@pytest.mark.parametrize("make", [province, office])
@pytest.mark.parametrize("engine", [compiled, pytest.param(reference, marks=pytest.mark.slow)])
def test_every_measure_is_what_its_definition_says_of_lives_that_were_lived(
    make: Any, engine: Any
) -> None:
    """All tables agree, on visits for every purpose and dossiers that end in every usual way.

    Of a province also those that come online and by post.
    """
    scenario = make()
    system = systems.build(scenario)
    workload = Sampler(scenario, system, scenario.seed).draw(0)
    outcome = engine.run(system, workload)
    travel = geography.travel_times(scenario) if scenario.communes else None
    scopes = scopes_of(system, purposes_of(scenario))
    result = tally(system, workload, outcome, scopes, travel)
    visits, dossiers, _ = chronicle(system, workload, outcome)
    whole = bool(scenario.communes)
    assert set(visits["purpose"]) == (set(Purpose) if whole else set(Purpose) - {Purpose.ENQUIRE})
    assert {Fate.SERVED, Fate.ABANDONED} <= set(visits["fate"])
    assert set(dossiers["channel"]) == (set(Channel) if whole else {Channel.COUNTER})
    assert set(dossiers["ending"][dossiers["measured"]]) >= {Ending.DONE, Ending.LOST}
    for name, table in slow_tables(system, workload, outcome, scopes.rows, travel).items():
        found = getattr(result, name)
        wrong = ~np.isclose(found, table, rtol=1e-12, atol=0.0, equal_nan=True)
        assert [
            (name, scopes.rows[r], KPIS[k].name, found[r, k], table[r, k])
            for r, k in np.argwhere(wrong)
        ] == []
