"""Figures that were right once and may not change unnoticed.

The files beside this one are summaries of small studies. Chance follows from the seed, so that
they can be compared closely; the tolerance leaves room for the last digit of another platform's
logarithm. After a deliberate change of the model write them anew with

    .venv/bin/python -m tests.golden.test_golden
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.model import scenario_file
from sim.studies.experiment import Settings, run
from sim.studies.long_form import summary
from sim.studies.parallel import Threads
from tests.studies.offices import Record

HERE = Path(__file__).parent
SCENARIOS = HERE.parents[1] / "scenarios"
STUDIES = {"mm3": (), "two-desks": (), "phase-2": ("period={start: 2025-01-20, days: 5}",)}
KEY = ["scope_type", "scope", "kpi"]


def made(name: str) -> pd.DataFrame:
    """The study as it comes out now: three replications, coarse scopes."""
    sets = (*STUDIES[name], "warm_up={days: 3}", "run_out={days: 30}") if STUDIES[name] else ()
    scenario = scenario_file.load(SCENARIOS / f"{name}.yaml", sets=sets)
    rows = summary(run(scenario, name, Settings(replications=3, executor=Threads(1)), Record()))
    coarse = ["network", "tier", "purpose", "hour", "weekday", "officers"]
    return rows[rows.scope_type.isin(coarse)].drop(columns="scenario").reset_index(drop=True)


@pytest.mark.jit
@pytest.mark.parametrize("name", STUDIES)
def test_figures_are_what_they_were(name: str) -> None:
    """Same scopes and measures, same values."""
    then, now = pd.read_csv(HERE / f"{name}.csv"), made(name)
    assert then[KEY].values.tolist() == now[KEY].values.tolist()
    for column in ("mean", "ci_low", "ci_high"):
        np.testing.assert_allclose(now[column], then[column], rtol=1e-6, atol=1e-9)


if __name__ == "__main__":
    for study in STUDIES:
        made(study).to_csv(HERE / f"{study}.csv", index=False, float_format="%.10g")
