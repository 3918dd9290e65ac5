"""A budget of officers on three small offices, with the engine that needs no compiler."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.errors import UsageError
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.model.spec import Scenario
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.staffing.bounds import bounds
from sim.studies.staffing.budget import spread
from sim.studies.staffing.budget_figures import Spread
from sim.studies.staffing.budget_given import Budget, checked
from sim.studies.staffing.budget_trials import UNSERVED, WAITING, Spreads, weighed
from sim.studies.trials import Trials, tallied
from tests.studies.offices import Record
from tests.studies.staffing.three_offices import three_offices

SETTINGS = Settings(replications=3, executor=Threads(1), engine="reference")
FEW = {"staffing": {"bounds": {name: {"staff_at_most": 5} for name in "abc"}}}
"""At most four at the counters of each, so that few plans are to be tried."""


def given(n: int, scenario: Scenario | None = None, **changes: Any) -> Budget:
    """So many over the offices."""
    scenario = scenario or three_offices(**{**FEW, **changes})
    return Budget(scenario=scenario, officers=n, limits=bounds(scenario))


@pytest.fixture(scope="module")
def found() -> Spread:
    """Seven officers, as many as there are."""
    return spread(given(7), SETTINGS, Record())


def test_officers_go_where_people_wait(found: Spread) -> None:
    """The busy office gets one from the idle one; all that was asked for is spread."""
    best = found.totals[-1]
    assert [each.label for each in found.totals] == ["now", "best"]
    assert sum(best.allocation) == 7
    assert best.allocation[0] > 2
    assert best.allocation[1] < 3
    assert found.found.gap == pytest.approx(0, abs=1e-6)
    assert not found.joined
    assert not found.budget.outside


def test_figures_are_of_replications_that_the_search_did_not_use(found: Spread) -> None:
    assert found.searched == 3
    assert {run.replications for run in found.runs} == {(3, 4, 5)}
    assert {run.label: run.scenario.sites["a"].officer_count for run in found.runs}["now"] == 2
    assert {run.engine for run in found.runs} == {"reference"}


def test_figures_are_those_of_the_runs(found: Spread) -> None:
    """Hours waited for an open day, from the tallies; what is saved is their difference."""
    for run, total in zip(found.runs, found.totals, strict=True):
        row = run.scopes.index()[Scope(ScopeType.NETWORK, "all")]
        hours = [each.numerator[row, COLUMN["wait_all_mean"]] / 60 for each in run.tallies]
        assert total.cost.mean == pytest.approx(np.mean(hours))
        assert total.waiting == pytest.approx(np.mean(hours))
    before, best = found.totals
    assert found.saves.mean == pytest.approx(before.cost.mean - best.cost.mean)
    assert sum(site.saves.mean for site in found.sites) == pytest.approx(found.saves.mean)
    assert sum(move.saves.mean for move in found.moves) == pytest.approx(found.saves.mean)
    assert found.n_moves == len(found.moves)


def test_what_one_more_would_save_is_told_where_bounds_allow_none(found: Spread) -> None:
    a = found.sites[0]
    assert (a.id, a.best, a.binds) == ("a", 4, "most")
    assert a.one_more.mean > 0
    assert a.one_less is not None
    assert a.one_less.mean > a.one_more.mean
    lone = next(site for site in found.sites if site.best == 1)
    assert (lone.binds, lone.one_less) == ("least", None)
    assert not any(move.taker == "a" for move in found.runners_up)


@pytest.mark.jit
def test_another_number_is_compared_with_the_plan_in_proportion() -> None:
    result = spread(given(9), replace(SETTINGS, replications=2), Record())
    assert [(each.label, sum(each.allocation)) for each in result.totals] == [
        ("now", 7), ("as-now", 9), ("best", 9),
    ]  # fmt: skip


def test_a_plan_that_is_best_already_is_told_once() -> None:
    scenario = three_offices(officers=(4, 1, 2), **FEW)
    result = spread(given(7, scenario), replace(SETTINGS, replications=2), Record())
    assert [each.label for each in result.totals] == ["now"]
    assert result.moves == ()
    assert result.saves.mean == 0


def test_an_interrupt_keeps_what_is_finished() -> None:
    # Each of the two plans told counts for a replication.
    kept = spread(given(7), replace(SETTINGS, replications=3), Record(stop_after=5))
    assert {run.interrupted for run in kept.runs} == {True}
    assert {len(run.replications) for run in kept.runs} == {2}
    with pytest.raises(KeyboardInterrupt):
        spread(given(7), SETTINGS, Record(stop_after=0))


def test_weights_count_what_is_not_served_and_overtime() -> None:
    scenario = three_offices(staffing={"objective": {"waiting": 2, "unserved": 3, "overtime": 5}})
    costs = np.array([[1.0, 10.0, 100.0, 7.0]])
    assert weighed(costs, scenario.staffing.objective).tolist() == [2 + 30 + 500]


def test_costs_are_those_of_a_full_tally() -> None:
    """Hours waited and visits not served, site by site, for an open day."""
    trials = Trials(three_offices(), engine="reference", executor=Threads(1))
    spreads = Spreads(trials)
    plan = (2, 1, 2)
    (costs,) = spreads.costs([plan], [0])[0]
    ((_, (tally,)),) = trials.run([spreads.plan(plan)], [0], tallied)
    rows = tally.scopes.site_row
    hours = tally.numerator[rows, COLUMN["wait_all_mean"]] / 60
    assert costs[:, WAITING] == pytest.approx(hours)
    served = tally.numerator[rows, COLUMN["served_per_day"]]
    came = tally.numerator[rows, COLUMN["arrivals_per_day"]]
    assert costs[:, UNSERVED] == pytest.approx(came - served)
    assert costs[:, UNSERVED].sum() > 0


@pytest.mark.parametrize(
    ("n", "changes", "said"),
    [
        (2, {}, "--budget 2: the sites must have 3 officers at counters together (those off"),
        (13, {}, "--budget 13: the sites may have 12 officers at counters together: a 4, b 4, c 4"),
        (7, {"officers": (0, 0, 0)}, "no officer at any counter to begin with"),
    ],
)
def test_what_cannot_be_spread_is_told_with_figures(
    n: int, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        checked(given(n, **changes))
    assert said in str(caught.value)


def test_many_sites_are_not_all_named() -> None:
    scenario = three_offices((9,) * 6, (2,) * 6, policy={"branch": {"staff_at_least": 3}})
    with pytest.raises(UsageError, match="a 2, b 2, c 2, d 2 and 2 more sites"):
        checked(given(11, scenario))


def test_where_citizens_go_by_the_queues_no_site_has_a_curve_of_its_own() -> None:
    scenario = three_offices()
    live = scenario.model_copy(
        update={"choice": scenario.choice.model_copy(update={"rule": "live"})}
    )
    with pytest.raises(UsageError, match=r"choice\.rule = live"):
        checked(given(7, live))


def test_a_plan_outside_the_bounds_is_put_within_them() -> None:
    budget = given(9, three_offices(officers=(1, 7, 1), **FEW))
    assert budget.outside == ["b"]
    assert sum(budget.as_now) == 9
    assert max(budget.as_now) == 4
