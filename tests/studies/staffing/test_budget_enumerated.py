"""Every spread of a few officers simulated: the budget's search must find the best of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim.model.spec import Scenario
from sim.studies.experiment import Settings
from sim.studies.staffing.bounds import bounds
from sim.studies.staffing.budget import spread
from sim.studies.staffing.budget_given import Budget
from sim.studies.staffing.budget_search import Allocation
from sim.studies.staffing.budget_trials import Spreads, weighed
from sim.studies.trials import Trials
from tests.studies.offices import Record
from tests.studies.staffing.three_offices import three_offices


def skilled(counts: tuple[int, ...]) -> Scenario:
    """Offices where half of the officers serve papers alone, and the others land alone."""
    base = three_offices((20, 9, 14), patience=None, days=10)
    procedures = {
        "papers": {"counter_time": {"law": "exponential", "mean": 8}},
        "land": {"counter_time": {"law": "lognormal", "mean": 15, "cv": 1}},
    }
    sites: dict[str, Any] = {}
    for (id_, site), n in zip(base.sites.items(), counts, strict=True):
        sites[id_] = {
            "off_counter": 1,
            "officers": [
                {"name": "papers", "count": n, "serves": ["papers"]},
                {"name": "land", "count": n, "serves": ["land"]},
            ],
            "arrivals": {
                "papers": {"per_hour": (site.arrivals or {})["papers"].per_hour},
                "land": {"per_hour": 6},
            },
        }
    return Scenario.model_validate(
        {
            "name": "Skills", "seed": 2, "period": {"start": "2025-01-06", "days": 10},
            "calendar": {"hours": {"mon-fri": ["08:00-10:00"]}, "holidays": "none"},
            "procedures": procedures, "sites": sites,
        }
    )  # fmt: skip


def weighing(**weights: float) -> dict[str, Any]:
    """An objective for a scenario."""
    return {"staffing": {"objective": weights}}


CASES: dict[str, tuple[Scenario, int]] = {
    "patient": (three_offices(patience=None, days=10), 9),
    "plenty": (three_offices((26, 9, 12), patience=None, days=10), 20),
    "impatient, a few": (three_offices(patience=8, days=10), 6),
    "impatient, many": (three_offices((60, 30, 90), patience=4, days=10), 18),
    "left counts": (
        three_offices((60, 9, 40), patience=6, days=10, **weighing(waiting=1, unserved=1)), 10,
    ),
    "overtime counts": (
        three_offices((26, 20, 12), patience=None, days=10, **weighing(waiting=1, overtime=3)), 10,
    ),
    "four": (three_offices((26, 9, 12, 40), (2, 3, 2, 4), days=5), 11),
    "five": (three_offices((26, 9, 12, 30, 5), (2, 3, 2, 4, 1), days=5), 12),
    "sent home": (three_offices((30, 9, 26), days=10, at_close="send_home"), 8),
    "skills": (skilled((2, 2, 2)), 15),
    "skills, many": (skilled((3, 3, 3)), 22),
    "bounds": (
        three_offices((60, 9, 12), days=10, policy={"branch": {"staff_at_least": 3}}), 9,
    ),
    "queue is full": (three_offices((60, 30, 12), patience=None, days=10, balk_at=4), 12),
}  # fmt: skip


def every(least: list[int], most: list[int], officers: int) -> Iterator[Allocation]:
    """All spreads within bounds."""
    if len(least) == 1:
        if least[0] <= officers <= most[0]:
            yield (officers,)
        return
    for n in range(least[0], min(most[0], officers) + 1):
        for rest in every(least[1:], most[1:], officers - n):
            yield (n, *rest)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_best_of_all_spreads_is_found(case: str) -> None:
    """On the replications of the search, no plan of all costs less than the one found."""
    scenario, officers = CASES[case]
    budget = Budget(scenario=scenario, officers=officers, limits=bounds(scenario))
    result = spread(budget, Settings(replications=4), Record())
    spreads = Spreads(Trials(scenario))
    plans = list(every(budget.least, budget.most, officers))
    costs = spreads.costs(plans, range(result.searched))
    totals = weighed(costs, scenario.staffing.objective).mean(axis=1).sum(axis=1)
    assert len(plans) >= 10
    mine = totals[plans.index(result.found.allocation)]
    assert mine == pytest.approx(result.found.cost)
    assert mine == pytest.approx(np.min(totals), rel=1e-6, abs=1e-6)
    assert result.found.gap <= 1e-6 * max(mine, 1)
