"""Many spreads of officers on the same citizens: what each costs, by replication and site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from sim.measures import service_kernel as kernel
from sim.measures.service import Service, serviced
from sim.measures.tally import Tally
from sim.model.plan import with_officers
from sim.model.spec import Scenario
from sim.model.staffing import Objective
from sim.model.tables import Floats, System
from sim.studies.experiment import Engine
from sim.studies.staffing.budget_search import Allocation
from sim.studies.trials import Both, Measure, Measuring, Trials, nothing, tallied

WAITING, UNSERVED, OVERTIME, LOAD = range(4)
"""Columns of what a plan costs."""

Measured = tuple[Floats, Tally | None]


def costs_of(service: Service) -> Floats:
    """What a plan costs by site, (S, 4).

    Hours waited, visits not served and hours of overtime, each for an open day of the network, and
    the share of the officers' time that serving everybody takes.
    """
    visits = service.slot[:, :, kernel.N_VISITS].sum(axis=1)
    served = service.slot[:, :, kernel.N_SERVED].sum(axis=1)
    days = max(float(service.open_days.max()), 1.0)
    load = service.busy / np.maximum(service.duty, 1) * visits / np.maximum(served, 1)
    daily = np.stack([service.waiting_hours, visits - served, service.overtime_hours]) / days
    return np.vstack([daily, load]).T


def weighed(costs: Floats, objective: Objective) -> Floats:
    """(...) hours that count, from costs (..., 4)."""
    weights = np.array([objective.waiting, objective.unserved, objective.overtime, 0.0])
    return np.asarray(costs @ weights)


class Spreads:
    """Plans of a scenario by the officers of its sites, in the order of their ids."""

    def __init__(self, trials: Trials, engine: Engine = "compiled") -> None:
        self.trials = trials
        self.engine: Engine = engine
        """By name; that of the trials."""
        self.ids = sorted(trials.scenario.sites)

    def plan(self, allocation: Allocation) -> Scenario:
        """The scenario with these officers."""
        return with_officers(self.trials.scenario, dict(zip(self.ids, allocation, strict=True)))

    def costs(self, plans: Sequence[Allocation], numbers: Iterable[int]) -> Floats:
        """(plans, replications, S, 4) what the plans cost, replications in order."""
        found = dict(self.measured(plans, numbers, ()))
        return np.array(
            [[found[number][p][0] for number in sorted(found)] for p in range(len(plans))]
        )

    def measured(
        self, plans: Sequence[Allocation], numbers: Iterable[int], whole: Collection[int]
    ) -> Iterator[tuple[int, tuple[Measured, ...]]]:
        """Replications as they finish: the cost of each plan, a whole tally of those in `whole`."""
        scenarios = [self.plan(each) for each in plans]
        light, full = Both(_costing, nothing), Both(_costing, tallied)
        measures: list[Measure[Measured]] = [
            full if p in whole else light for p in range(len(plans))
        ]
        return self.trials.run(scenarios, numbers, measures)


def _costing(scenario: Scenario, system: System) -> Measuring[Floats]:
    """The measure of what a plan costs."""
    served = serviced(())(scenario, system)
    return lambda *run: costs_of(served(*run))
