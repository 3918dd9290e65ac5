"""The catalogue of measures."""

from __future__ import annotations

import pytest

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import ScopeType

VISITS = "network tier district site procedure purpose hour weekday commune site/hour"
SITES = "network tier district site"
CLOCK = SITES + " hour weekday site/hour"
TICKETS = VISITS + " site/stage"


def test_the_catalogue_is_this_one() -> None:
    """Names and units are a contract with files and checks outside the project."""
    assert [(kpi.name, kpi.unit) for kpi in KPIS] == [
        ("arrivals_per_day", "visits/day"),
        ("served_per_day", "visits/day"),
        ("wait_mean", "min"),
        ("wait_p50", "min"),
        ("wait_p90", "min"),
        ("wait_p95", "min"),
        ("wait_p99", "min"),
        ("wait_max", "min"),
        ("wait_all_mean", "min"),
        ("wait_open_mean", "min"),
        ("waited_share", "share"),
        ("within_target_share", "share"),
        ("over_60min_share", "share"),
        ("abandoned_share", "share"),
        ("balked_share", "share"),
        ("sent_home_share", "share"),
        ("turned_away_share", "share"),
        ("no_show_share", "share"),
        ("time_at_site_mean", "min"),
        ("queue_mean", "visits"),
        ("queue_max", "visits"),
        ("utilisation", "share"),
        ("overtime_per_day", "min/day"),
        ("staff", "persons"),
        ("officer_hours_per_day", "h/day"),
        ("waiting_hours_per_day", "h/day"),
        ("officer_cost_per_day", "money/day"),
        ("citizen_cost_per_day", "money/day"),
        ("filed_per_day", "dossiers/day"),
        ("completed_per_day", "dossiers/day"),
        ("turnaround_mean", "working days"),
        ("turnaround_p50", "working days"),
        ("turnaround_p90", "working days"),
        ("on_time_share", "share"),
        ("visits_per_dossier", "visits"),
        ("citizen_time_mean", "min"),
        ("travel_mean", "min"),
        ("lost_share", "share"),
        ("open_at_end", "dossiers"),
        ("wait_best_tenth", "min"),
        ("wait_worst_tenth", "min"),
        ("citizen_time_best_tenth", "min"),
        ("citizen_time_worst_tenth", "min"),
        ("travel_best_tenth", "min"),
        ("travel_worst_tenth", "min"),
        ("access_5km_share", "share"),
        ("access_30min_share", "share"),
        ("access_share", "share"),
        ("branch_access_5km_share", "share"),
        ("branch_access_30min_share", "share"),
        ("branch_access_share", "share"),
    ]


@pytest.mark.parametrize(
    ("name", "scope_types"),
    [
        ("arrivals_per_day", TICKETS + " site/weekday"),
        ("wait_mean", TICKETS + " officers site/officers site/weekday"),
        ("served_per_day", TICKETS + " officers site/officers"),
        ("wait_p99", TICKETS + " officers site/officers"),
        ("within_target_share", TICKETS),
        ("sent_home_share", TICKETS),
        ("balked_share", VISITS),
        ("time_at_site_mean", VISITS),
        ("queue_mean", CLOCK + " procedure purpose"),
        ("queue_max", CLOCK),
        ("utilisation", CLOCK + " officers site/officers site/weekday"),
        ("overtime_per_day", SITES + " weekday officers site/officers"),
        ("officer_hours_per_day", CLOCK + " officers site/officers"),
        ("staff", SITES),
        ("on_time_share", SITES + " procedure commune"),
        ("turnaround_p90", SITES + " procedure commune"),
        ("travel_worst_tenth", "network"),
        ("branch_access_share", "network district commune"),
    ],
)
def test_measures_are_told_where_they_mean_something(name: str, scope_types: str) -> None:
    """No overtime by the hour, no arrivals of officers, no staff of a procedure."""
    assert KPIS[COLUMN[name]].scope_types == {ScopeType(s) for s in scope_types.split()}


@pytest.mark.parametrize(
    ("name", "visits"),
    [
        ("wait_p50", 20),
        ("wait_p90", 100),
        ("wait_p95", 200),
        ("wait_p99", 1000),
        ("turnaround_p50", 20),
        ("turnaround_p90", 100),
        ("wait_max", 0),
        ("wait_mean", 0),
    ],
)
def test_a_quantile_needs_ten_visits_beyond_it(name: str, visits: int) -> None:
    """10 / (1 - p), to the visit."""
    assert KPIS[COLUMN[name]].least_visits == visits
