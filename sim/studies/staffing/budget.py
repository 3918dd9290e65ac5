"""A number of officers spread over the sites so that citizens wait least: `staff --budget`.

The search runs on some replications, and every figure that is told comes from others, so that no
plan looks good because it was picked.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from sim.model.tables import Floats
from sim.studies.experiment import Settings, Sink
from sim.studies.staffing.budget_allocation import by_load
from sim.studies.staffing.budget_figures import Spread, figures
from sim.studies.staffing.budget_given import Budget, checked
from sim.studies.staffing.budget_search import Allocation, Found, Search
from sim.studies.staffing.budget_trials import LOAD, Spreads, weighed
from sim.studies.trials import Trials

SEARCH_VISITS, SEARCH_LEAST = 2_000_000, 2
"""Visits that the replications of a search have together at most, and how few these may be."""
PLANNED_VISITS, PLANS_LEAST, PLANS_MOST = 150_000_000, 30, 300
"""Visits that a search simulates at most, and how many plans it may try."""


def spread(budget: Budget, settings: Settings, sink: Sink) -> Spread:
    """Find the best spread, and measure it on replications of its own.

    Raises
    ------
    UsageError
        The number of officers contradicts the bounds.
    """
    checked(budget)
    began = time.perf_counter()
    trials = Trials(
        budget.scenario, seed=settings.seed, engine=settings.engine, executor=settings.executor
    )
    spreads = Spreads(trials, settings.engine)
    visits = max(float(np.abs(trials.sampler.demand.mean).sum()), 1.0)
    searched = int(min(max(SEARCH_VISITS // visits, SEARCH_LEAST), settings.replications))
    searched = max(searched, SEARCH_LEAST)
    most_plans = int(PLANNED_VISITS // (visits * searched))
    most_plans = min(max(most_plans, PLANS_LEAST), PLANS_MOST)
    found = _found(budget, spreads, range(searched), most_plans)
    numbers = range(searched, searched + settings.replications)
    return figures(budget, spreads, found, numbers, sink, began)


def _found(budget: Budget, spreads: Spreads, numbers: range, most_plans: int) -> Found:
    """Search, from the plan as it is and from one by what there is to do."""
    objective = budget.scenario.staffing.objective
    base = budget.as_now
    there = spreads.costs([base], numbers)
    load = there[0, :, :, LOAD].mean(axis=0) * np.array(base)
    least, most = budget.least, budget.most
    guess = np.array(by_load(load, least, most, budget.officers))
    around = [tuple(np.clip(guess + k, least, most).tolist()) for k in (0, 1, -1)]

    def evaluate(plans: Sequence[Allocation]) -> Floats:
        known = [there[0]] if plans[0] == base else []
        rest = plans[len(known) :]
        costs = [*known, *(spreads.costs(rest, numbers) if rest else [])]
        return weighed(np.array(costs), objective)

    search = Search(evaluate, least, most, budget.officers, budget.now, most_plans)
    return search.run([base, *(plan for plan in dict.fromkeys(around) if plan != base)])
