"""The catalogue of measures: name, unit, how it adds up, and for which scopes it makes sense."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.measures.scopes import MADE_OF_SITES, Scopes, ScopeType
from sim.measures.spread import TENTHS
from sim.model.tables import Bools


class Kind(StrEnum):
    """How a measure is made of what it measures, and put together over replications."""

    RATIO = "ratio of totals"
    QUANTILE = "quantile"
    """Inverted CDF: the ceil(n p)-th smallest of n waits, or turnarounds."""
    MAXIMUM = "maximum"
    TENTH = "tenth"
    """Of the communes' means, over all replications; see `spread`."""
    FACT = "fact"
    """Follows from the scenario alone, the same in every replication."""


BY_WEEK = frozenset({ScopeType.SITE_WEEKDAY})
"""Told for a few measures alone, which add up over sites: there are many such scopes."""

BY_TICKET = frozenset(ScopeType) - BY_WEEK - {ScopeType.OFFICERS, ScopeType.SITE_OFFICERS}
"""What a ticket belongs to by where, when and what for it was given; that of a stage to the
site's line for it."""

BY_VISIT = BY_TICKET - {ScopeType.SITE_STAGE}
"""What a visit belongs to likewise, whether it had a ticket or not."""

BY_SERVICE = frozenset(ScopeType) - BY_WEEK
"""A visit that was served belongs to the officers who served it, too: at each stage to those of
the stage."""

BY_CLOCK = MADE_OF_SITES | {ScopeType.HOUR, ScopeType.WEEKDAY, ScopeType.SITE_HOUR}
"""What happens at a site at some time, whoever arrived when."""

BY_QUEUE = BY_CLOCK | {ScopeType.PROCEDURE, ScopeType.PURPOSE}
"""A queue can be told by what its visits want. It has no commune: a commune's visits wait in
many queues, and nobody plans for it."""

BY_DUTY = BY_CLOCK | {ScopeType.OFFICERS, ScopeType.SITE_OFFICERS}

BY_OVERTIME = BY_DUTY - {ScopeType.HOUR, ScopeType.SITE_HOUR}
"""Overtime has no hour: most of it falls after the close, in hours that no scope stands for."""

BY_HOME = frozenset({ScopeType.NETWORK, ScopeType.DISTRICT, ScopeType.COMMUNE})
"""What residents belong to by where they live."""

BY_DOSSIER = MADE_OF_SITES | {ScopeType.PROCEDURE, ScopeType.COMMUNE}
"""What a dossier belongs to by where it is filed, what for, and where its people live."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One measure."""

    name: str
    unit: str
    kind: Kind
    scope_types: frozenset[ScopeType]
    """For other scopes it is left blank."""
    percent: int = 0
    """Of a quantile: p in percent, an integer so that ceil(n p) is exact."""

    @property
    def least_visits(self) -> float:
        """Visits that each replication must have for this to be shown: 10 / (1 - p).

        Of a turnaround, submissions with a result: dossiers handed in together are no two.
        """
        return 1000 / (100 - self.percent) if self.kind is Kind.QUANTILE else 0.0


def _ratio(name: str, unit: str, scope_types: frozenset[ScopeType]) -> Kpi:
    return Kpi(name=name, unit=unit, kind=Kind.RATIO, scope_types=scope_types)


def _quantile(
    name: str, percent: int, unit: str = "min", scope_types: frozenset[ScopeType] = BY_SERVICE
) -> Kpi:
    return Kpi(name=name, unit=unit, kind=Kind.QUANTILE, scope_types=scope_types, percent=percent)


def _maximum(name: str, unit: str, scope_types: frozenset[ScopeType]) -> Kpi:
    return Kpi(name=name, unit=unit, kind=Kind.MAXIMUM, scope_types=scope_types)


def _tenth(name: str) -> Kpi:
    network = frozenset({ScopeType.NETWORK})
    return Kpi(name=name, unit="min", kind=Kind.TENTH, scope_types=network)


def _fact(name: str) -> Kpi:
    return Kpi(name=name, unit="share", kind=Kind.FACT, scope_types=BY_HOME)


KPIS: tuple[Kpi, ...] = (
    _ratio("arrivals_per_day", "visits/day", BY_TICKET | BY_WEEK),
    _ratio("served_per_day", "visits/day", BY_SERVICE),
    _ratio("wait_mean", "min", BY_SERVICE | BY_WEEK),
    _quantile("wait_p50", 50),
    _quantile("wait_p90", 90),
    _quantile("wait_p95", 95),
    _quantile("wait_p99", 99),
    _maximum("wait_max", "min", BY_SERVICE),
    _ratio("wait_all_mean", "min", BY_TICKET),
    _ratio("wait_open_mean", "min", BY_TICKET),
    _ratio("waited_share", "share", BY_TICKET),
    _ratio("within_target_share", "share", BY_TICKET),
    _ratio("over_60min_share", "share", BY_TICKET),
    _ratio("abandoned_share", "share", BY_TICKET),
    _ratio("balked_share", "share", BY_VISIT),
    _ratio("sent_home_share", "share", BY_TICKET),
    _ratio("turned_away_share", "share", BY_VISIT),
    _ratio("no_show_share", "share", BY_VISIT),
    _ratio("time_at_site_mean", "min", BY_VISIT),
    _ratio("queue_mean", "visits", BY_QUEUE),
    _maximum("queue_max", "visits", BY_CLOCK),
    _ratio("utilisation", "share", BY_DUTY | BY_WEEK),
    _ratio("overtime_per_day", "min/day", BY_OVERTIME),
    _ratio("staff", "persons", MADE_OF_SITES),
    _ratio("officer_hours_per_day", "h/day", BY_DUTY),
    _ratio("waiting_hours_per_day", "h/day", MADE_OF_SITES),
    _ratio("officer_cost_per_day", "money/day", MADE_OF_SITES),
    _ratio("citizen_cost_per_day", "money/day", MADE_OF_SITES),
    _ratio("filed_per_day", "dossiers/day", BY_DOSSIER),
    _ratio("completed_per_day", "dossiers/day", BY_DOSSIER),
    _ratio("turnaround_mean", "working days", BY_DOSSIER),
    _quantile("turnaround_p50", 50, "working days", BY_DOSSIER),
    _quantile("turnaround_p90", 90, "working days", BY_DOSSIER),
    _ratio("on_time_share", "share", BY_DOSSIER),
    _ratio("visits_per_dossier", "visits", BY_DOSSIER),
    _ratio("citizen_time_mean", "min", BY_DOSSIER),
    _ratio("travel_mean", "min", BY_DOSSIER),
    _ratio("lost_share", "share", BY_DOSSIER),
    _ratio("open_at_end", "dossiers", BY_DOSSIER),
    *map(_tenth, TENTHS),
    _fact("access_5km_share"),
    _fact("access_30min_share"),
    _fact("access_share"),
    _fact("branch_access_5km_share"),
    _fact("branch_access_30min_share"),
    _fact("branch_access_share"),
)

COLUMN = {kpi.name: column for column, kpi in enumerate(KPIS)}
"""The column of each measure in the tables of a tally."""


def meaningful(scopes: Scopes) -> Bools:
    """(len(scopes), len(KPIS)) whether a measure makes sense for a scope."""
    by_type = {
        scope_type: [scope_type in kpi.scope_types for kpi in KPIS] for scope_type in ScopeType
    }
    return np.array([by_type[scope.scope_type] for scope in scopes.rows], np.bool_)
