"""The best plans by the program, put to the test: simulated on the same citizens, and ranked.

What counts is citizens' time for each dossier, through all of its life: on the road and at the
site, of all its visits, those in vain included. The same dossiers are filed in every plan. Those
given up count with the time that was given for them; those that go on at the horizon are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.measures import estimate
from sim.measures.estimate import CONFIDENCE, Estimates, t_quantile
from sim.measures.kpis import COLUMN
from sim.measures.scopes import ScopeType
from sim.model.spec import Scenario
from sim.model.tables import Floats
from sim.studies.compare import compare, like
from sim.studies.experiment import Run, Settings, Sink
from sim.studies.siting.program import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and the ends of its interval, NaN with one replication."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a plan did."""

    label: str
    plan: Plan
    run: Run
    minutes: Interval
    """Citizens' minutes for each dossier; intervals of all plans hold at once."""
    behind: Interval | None
    """The same less the winner's, paired; intervals of all others hold at once. None: it won."""


def site_waits_of(run: Run) -> dict[str, float]:
    """The mean wait of all tickets [min] at each site of a run; 0 where nobody came."""
    estimates, column = run.estimates, COLUMN["wait_all_mean"]
    return {
        scope.scope: float(np.nan_to_num(estimates.mean[row, column]))
        for row, scope in enumerate(estimates.scopes)
        if scope.scope_type is ScopeType.SITE
    }


def contest(
    scenarios: Sequence[tuple[str, Plan, Scenario]],
    base: Scenario,
    settings: Settings,
    sink: Sink,
) -> list[Standing]:
    """Simulate the plans on the base's period and rank them, the winner first.

    An interrupt keeps the plans that were begun, on the replications that all of them have.
    """
    assert base.siting is not None
    alike = [(label, like(scenario, base)) for label, _, scenario in scenarios]
    seed = base.seed if settings.seed is None else settings.seed
    asked = replace(settings, seed=seed, precision=None)
    runs = compare(alike, asked, sink, own_periods=True)
    plans = {label: plan for label, plan, _ in scenarios}
    return ranked(runs, plans, base.siting.wait_weight)


def ranked(runs: Sequence[Run], plans: Mapping[str, Plan], weight: float) -> list[Standing]:
    """The plans in the order of citizens' minutes, fewest first; ties by label.

    `weight` is the minutes on the road that a minute at the site counts for.
    """
    both = set.intersection(*(set(run.replications) for run in runs))
    found = {
        run.label: citizens_minutes(
            estimate.estimate([each for each in run.tallies if each.replication in both]), weight
        )
        for run in runs
    }
    order = sorted(runs, key=lambda run: (found[run.label][0], run.label))
    least, pull_of_least = found[order[0].label]
    standings = []
    for run in order:
        mean, pull = found[run.label]
        behind = None
        if run is not order[0]:
            behind = _interval(mean - least, pull - pull_of_least, len(order) - 1)
        minutes = _interval(mean, pull, len(order))
        standings.append(
            Standing(
                label=run.label, plan=plans[run.label], run=run, minutes=minutes, behind=behind
            )
        )
    return standings


def citizens_minutes(estimates: Estimates, weight: float) -> tuple[float, Floats]:
    """Minutes for each dossier in the whole network, and what each replication pulls at them."""
    types = [scope.scope_type for scope in estimates.scopes]
    network = types.index(ScopeType.NETWORK)
    all_, road = COLUMN["citizen_time_mean"], COLUMN["travel_mean"]
    mean, pull = estimates.mean[network], estimates.pull[:, network]
    return (
        float(weight * mean[all_] + (1 - weight) * mean[road]),
        weight * pull[:, all_] + (1 - weight) * pull[:, road],
    )


def _interval(mean: float, pulls: Floats, simultaneous: int) -> Interval:
    """Student's t on linearised residuals, for several at once (Bonferroni)."""
    n = len(pulls)
    if n < 2:
        return Interval(mean=mean, low=np.nan, high=np.nan)
    error = float(np.sqrt((pulls**2).sum() / (n - 1) / n))
    half = t_quantile(1 - (1 - CONFIDENCE) / 2 / simultaneous, n - 1) * error
    return Interval(mean=mean, low=mean - half, high=mean + half)
