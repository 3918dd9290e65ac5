"""Like with like: the same people, days and chance through each scenario, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from sim.errors import UsageError
from sim.measures import estimate
from sim.measures.estimate import Estimates
from sim.measures.kpis import KPIS
from sim.measures.tallies import only
from sim.memory import Memories
from sim.model.calendar import lead_days
from sim.model.spec import Lead, Scenario
from sim.said import Said
from sim.studies.experiment import Run, Settings, Sink, run
from sim.studies.long_form import long_form

if TYPE_CHECKING:
    import pandas as pd

_LITTLE = ("wait_", "queue_", "time_at_site", "turnaround_", "citizen_time_", "travel_")
LOWER_IS_BETTER = frozenset(
    {kpi.name for kpi in KPIS if kpi.name.startswith(_LITTLE)}
    | {"over_60min_share", "abandoned_share", "sent_home_share", "turned_away_share"}
    | {"visits_per_dossier", "lost_share", "open_at_end"}
    | {"waiting_hours_per_day", "officer_cost_per_day", "citizen_cost_per_day"}
)
"""Measures of which less is a gain."""


def compare(
    scenarios: Sequence[tuple[str, Scenario]],
    settings: Settings,
    sink: Sink,
    *,
    own_periods: bool = False,
) -> list[Run]:
    """Run every scenario on the same demand; the first is the base of the comparison.

    All are put on the first one's comparison period and leads, and on its seed, so that they
    differ in network and rules alone; `own_periods` leaves each its own period.

    An interrupt keeps the scenarios that were begun. Raises UsageError for labels that are not
    unique, and for costs in several currencies.
    """
    labels = [label for label, _ in scenarios]
    if len(set(labels)) < len(labels):
        names = ", ".join(sorted(labels))
        raise UsageError(Said("Two scenarios have the same name: {names}.", names=names))
    currencies = sorted({each.cost.currency for _, each in scenarios if each.cost is not None})
    if len(currencies) > 1:
        raise UsageError(
            Said(
                "cost.currency: costs in {currencies} cannot be compared; use one.",
                currencies=reduce(_and, currencies),
            )
        )
    base = scenarios[0][1]
    seed = base.seed if settings.seed is None else settings.seed
    settings = replace(settings, seed=seed)
    runs: list[Run] = []
    memories = Memories()
    for label, scenario in scenarios:
        aligned = scenario if own_periods else like(scenario, base)
        try:
            runs.append(run(aligned, label, settings, sink, memories))
        except KeyboardInterrupt:
            if not runs:
                raise
            runs[-1] = replace(runs[-1], interrupted=True)
        if runs[-1].interrupted:
            break
    return runs


def _and(one: str, other: str) -> Said:
    return Said("{one} and {other}", one=one, other=other)


def like(scenario: Scenario, base: Scenario) -> Scenario:
    """The scenario on the base's comparison period, with the base's warm-up and run-out.

    Working days of a lead are those of the base's calendar about that period, so that all
    scenarios are simulated over the same dates. Raises ScenarioError if there are too few.
    """
    period = base.comparison or base.period
    warm_up, run_out = lead_days(base.model_copy(update={"period": period}))
    return scenario.model_copy(
        update={"period": period, "warm_up": Lead(days=warm_up), "run_out": Lead(days=run_out)}
    )


def paired(new: Run, base: Run) -> Estimates:
    """`new` minus `base` over the replications that both have."""
    both = set(new.replications) & set(base.replications)
    return estimate.difference(*(estimate.estimate(only(one.tallies, both)) for one in (new, base)))


def differences(runs: Sequence[Run]) -> pd.DataFrame:
    """Every run against the first: the columns of the summary, and `against`."""
    import pandas as pd

    base = runs[0]
    parts = []
    for each in runs[1:]:
        part = long_form(paired(each, base), each.label)
        part.insert(1, "against", base.label)
        parts.append(part)
    if not parts:
        return long_form(base.estimates, base.label).iloc[:0].assign(against="")
    return pd.concat(parts, ignore_index=True)


def gains_and_losses(runs: Sequence[Run], kpi: str = "wait_mean", most: int = 5) -> pd.DataFrame:
    """The sites that gain and lose most against the first run, up to `most` of either.

    Intervals are simultaneous over all sites, since the extremes are picked after the fact.
    Columns: scenario, against, site, mean, ci_low, ci_high, side (`gain` or `lose`).
    """
    import pandas as pd

    rows = []
    for each in runs[1:]:
        ranked = estimate.ranking(paired(each, runs[0]), kpi)
        if kpi not in LOWER_IS_BETTER:
            ranked.reverse()
            gains = [place for place in ranked if place.mean > 0][:most]
            losses = [place for place in reversed(ranked) if place.mean < 0][:most]
        else:
            gains = [place for place in ranked if place.mean < 0][:most]
            losses = [place for place in reversed(ranked) if place.mean > 0][:most]
        for side, places in (("gain", gains), ("lose", losses)):
            rows += [
                (
                    each.label,
                    runs[0].label,
                    place.scope.scope,
                    place.mean,
                    place.ci_low,
                    place.ci_high,
                    side,
                )
                for place in places
            ]
    names = ["scenario", "against", "site", "mean", "ci_low", "ci_high", "side"]
    return pd.DataFrame(rows, columns=names)
