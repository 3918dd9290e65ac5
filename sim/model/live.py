"""What a choice of site that looks at the queues of the moment needs to know beforehand."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import geography
from sim.model.duty import csr
from sim.model.spec import Scenario
from sim.model.tables import MINUTE


def without_live_choice(n_procedures: int) -> dict[str, Any]:
    """The columns `live_*` of `tables.System` where nobody chooses so."""
    nothing = np.zeros((0, 0), np.int64)
    return {
        "live_start": np.zeros(n_procedures + 1, np.int64),
        "live_site": np.zeros(0, np.int64),
        "live_travel": nothing,
        "live_home": nothing,
        "live_service": nothing,
        "live_home_included": False,
    }


def live_tables(scenario: Scenario) -> dict[str, Any]:
    """The columns `live_*` of `tables.System`; empty unless the scenario chooses so."""
    ids = sorted(scenario.procedures)
    choice = scenario.choice
    if not scenario.is_province or choice.rule != "live" or choice.outside_share == 0:
        return without_live_choice(len(ids))
    accepts = geography.accepts(scenario)
    productive = np.array([site.productive_share for _, site in sorted(scenario.sites.items())])
    minutes = np.empty(len(ids))
    for p, id_ in enumerate(ids):
        each = scenario.procedures[id_]
        together = each.dossiers_per_visit
        more = each.each_more * (together.expectation() - 1) if together else 0.0
        minutes[p] = each.counter_time.expectation() * (1 + more)
    return {
        "live_start": csr(int(row.sum()) for row in accepts),
        "live_site": np.concatenate([np.flatnonzero(row) for row in accepts]).astype(np.int64),
        "live_travel": geography.travel_times(scenario),
        "live_home": geography.home_sites(scenario),
        "live_service": np.rint(minutes[:, None] * MINUTE / productive).astype(np.int64),
        "live_home_included": bool(choice.home_included),
    }
