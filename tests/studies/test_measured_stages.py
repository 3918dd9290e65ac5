"""What a run measures of visits through stages is what the definitions say of what happened."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sim.engines import compiled, reference
from sim.measures.kpis import KPIS
from sim.measures.scopes import comes_to, purposes_of, scopes_of
from sim.measures.tally import tally
from sim.model import system as systems
from sim.model.codes import MINUTE, Fate
from sim.model.journal import chronicle
from sim.model.scenario_file import load
from sim.sampling.workload import Sampler
from tests.measures.offices import read
from tests.measures.slow_tally import slow_tables

OFFICE = Path(__file__).parents[2] / "scenarios" / "stages.yaml"
CROWDED = (
    "period={start: 2025-03-03, days: 4}",
    "sites.office.arrivals.certification.per_day=170",
)


@pytest.mark.parametrize(
    ("changes", "held", "fates", "engine"),
    [
        ([], True, {Fate.SERVED, Fate.ABANDONED}, compiled),
        pytest.param(
            ["latest_close=1", "patience={law: fixed, value: 600}"],
            True,
            {Fate.SERVED, Fate.SENT_HOME},
            reference,
            marks=pytest.mark.slow,
        ),
        pytest.param(
            ["at_close=send_home"],
            False,
            {Fate.SERVED, Fate.ABANDONED, Fate.SENT_HOME},
            compiled,
            marks=pytest.mark.slow,
        ),
    ],
    ids=["shipped", "soon-shut", "sent-home"],
)
def test_every_measure_of_a_run_through_stages(
    changes: list[str], held: bool, fates: set[Fate], engine: ModuleType
) -> None:
    """All tables agree, and the wait of visits served is the sum over the rows of stages."""
    scenario = load(OFFICE, sets=[*CROWDED, *changes])
    system = systems.build(scenario)
    workload = Sampler(scenario, system, seed=3).draw(0)
    outcome = engine.run(system, workload)
    assert (len(outcome.held) > 0) == held
    assert fates <= set(outcome.stages["fate"].tolist())
    scopes = scopes_of(system, purposes_of(scenario), comes_to(scenario))
    result = tally(system, workload, outcome, scopes)
    for name, table in slow_tables(system, workload, outcome, scopes.rows).items():
        found = getattr(result, name)
        wrong = ~np.isclose(found, table, rtol=1e-12, atol=0.0, equal_nan=True)
        assert [(scopes.rows[r], KPIS[k].name) for r, k in np.argwhere(wrong)] == []

    visits, _, stages = chronicle(system, workload, outcome)
    done = stages[(visits["fate"][stages["visit"]] == Fate.SERVED) & stages["measured"]]
    others = visits[(visits["fate"] == Fate.SERVED) & visits["measured"]]
    others = others[~np.isin(others["visit"], done["visit"])]
    waited = (done["called_at"] - done["joined_at"]).sum()
    waited += (others["called_at"] - others["arrived_at"]).sum()
    n = len(np.unique(done["visit"])) + len(others)
    assert read(result, "wait_mean") == pytest.approx(waited / MINUTE / n, rel=1e-12)
