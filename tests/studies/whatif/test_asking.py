"""Answers about a site: the numbers of a run of the changed scenario, whatever is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.studies.compare import paired
from sim.studies.experiment import Engine, Settings, run
from sim.studies.parallel import Threads
from sim.studies.whatif import Answer, Change, WhatIf
from sim.studies.whatif.draws import Draws
from tests.studies.offices import Record

PROVINCE = Path(__file__).parents[2] / "scenarios" / "valid" / "province.yaml"
HERE = Threads(1)
HOURS = {"mon-fri": ["08:00-11:00", "13:00-16:00"]}


def province(*sets: str) -> Scenario:
    """Three communes for two days; results come from units of the communes and of the sites."""
    units = "units={back: {per: commune, processors: 1}, desk: {per: site, processors: 1}}"
    named = [
        f"procedures.{name}.{key}"
        for name, unit in (("papers", "back"), ("land", "desk"), ("licence", "desk"))
        for key in (f"unit={unit}", "deadline=1", "effort=5", "incomplete=20%", "comes_back=80%")
    ]
    short = ("period={start: 2025-03-03, days: 2}", "warm_up={days: 1}", "run_out={days: 3}")
    one = "sites.p-25741.officers=[{name: desk, count: 1, serves: [papers]}]"
    return load(PROVINCE, sets=[units, *named, *short, one, *sets])


def site_of(scenario: Scenario) -> str:
    """A site with some visitors, and nothing that joins it to others."""
    return "p-25741" if scenario.is_province else "branch"


def group_of(scenario: Scenario) -> str:
    return scenario.sites[site_of(scenario)].officers[0].name


def last(answers: WhatIf, change: Change) -> Answer:
    *_, found = answers.ask(change)
    return found


def same_as_a_run(scenario: Scenario, change: Change, engine: Engine) -> Answer:
    """The last answer, found to be what runs of both scenarios say, to the last bit."""
    asked = WhatIf(scenario, site_of(scenario), 2, engine=engine, draws=Draws())
    settings = Settings(replications=2, engine=engine, executor=HERE)
    runs = [run(s, "x", settings, Record()) for s in (scenario, asked.changed(change))]
    estimates = [runs[1].estimates, runs[0].estimates, paired(runs[1], runs[0])]
    answer = last(asked, change)
    assert answer.final
    assert answer.is_exact
    scope = Scope(ScopeType.SITE, site_of(scenario))
    for figure in answer.figures:
        column = COLUMN[figure.kpi]
        told = (figure.changed, figure.base, figure.difference)
        for interval, estimate in zip(told, estimates, strict=True):
            row = estimate.scopes.index(scope)
            low, high = estimate.interval()
            assert interval.mean == estimate.mean[row, column], figure.kpi
            assert (interval.low, interval.high) == (low[row, column], high[row, column])
    return answer


def changes(scenario: Scenario) -> list[Change]:
    found = [
        Change(staff={group_of(scenario): 3}), Change(hours=HOURS), Change(absence=0.4),
        Change(demand=1.4), Change(counter_time=1.3), Change(patience=15),
        Change(staff={group_of(scenario): 2}, demand=0.7, counter_time=0.8, absence=0.2),
    ]  # fmt: skip
    return [*found, Change(online=0.5)] if scenario.is_province else found


@pytest.mark.jit
@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_a_site_of_a_province_is_what_a_run_of_all_of_it_says(number: int, engine: Engine) -> None:
    scenario = province()
    answer = same_as_a_run(scenario, changes(scenario)[number], engine)
    assert answer.figure("served_per_day").base.mean > 0
    assert any(figure.difference.mean != 0 for figure in answer.figures)


def test_an_unknown_site_is_refused() -> None:
    with pytest.raises(UsageError, match="nowhere: the scenario has no such site"):
        WhatIf(province(), "nowhere")
