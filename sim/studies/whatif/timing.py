"""How fast a planner is answered: twenty changes in a row at a site, timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from sim.model.spec import Scenario
from sim.said import Said
from sim.studies.whatif.asking import WhatIf
from sim.studies.whatif.change import Change

GOAL = 0.3
"""Seconds in which all replications of a change are wanted."""


def twenty_changes(scenario: Scenario, site: str) -> list[Change]:
    """What a planner may try one after another: every kind of change, none of them twice."""
    group = scenario.sites[site].officers[0]
    officers = [Change(staff={group.name: group.size + more}) for more in (1, 2, 3, 4, 5, 6, -1)]
    changes = [*officers, *_OTHERS]
    return [each for each in changes if each.online is None or scenario.is_province]


_OTHERS = (
    Change(hours={"mon-fri": ["07:00-11:30", "13:30-17:00"]}),
    Change(hours={"mon-fri": ["07:30-12:00", "13:30-17:00"]}),
    Change(absence=0.05), Change(absence=0.1), Change(demand=0.9), Change(demand=1.1),
    Change(demand=1.2), Change(counter_time=0.9), Change(counter_time=1.1), Change(online=0.3),
    Change(online=0.4), Change(patience=60), Change(patience=120),
)  # fmt: skip


def timed_branches(scenario: Scenario, report: Callable[[str], None]) -> dict[str, object]:
    """Times at every branch of a network, over the half-year on which phases are compared.

    `whatif_p95_ms` and `whatif_first_p95_ms` are those of the slowest branch.
    """
    if scenario.comparison is not None:
        scenario = scenario.model_copy(update={"period": scenario.comparison})
    rows = []
    for id_, site in sorted(scenario.sites.items()):
        if site.tier == "branch":
            report(Said("what if at {site}", site=id_))
            rows.append(timed(scenario, id_))
    if not rows:
        return {}
    slowest = {name: max(float(row[name]) for row in rows) for name in ("p95_ms", "first_p95_ms")}
    return {
        "whatif_p95_ms": slowest["p95_ms"],
        "whatif_first_p95_ms": slowest["first_p95_ms"],
        "whatif": rows,
    }


def timed(
    scenario: Scenario, site: str, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float | str]:
    """Times of the changes at a site, once the base plan is known.

    `p95_ms` until all replications are in, `first_p95_ms` until there is an answer on some of
    them, `first_replications` the fewest that such an answer stands on; `cpu_ms` is the mean time
    of processors, which others who use the machine do not make longer by waiting.
    """
    talk = WhatIf(scenario, site, clock=clock)
    for _ in talk.ask(Change()):
        pass
    whole, first, fewest = [], [], talk.replications
    cpu = time.process_time()
    changes = twenty_changes(scenario, site)
    for change in changes:
        began = clock()
        answers = iter(talk.ask(change))
        one = next(answers)
        first.append(clock() - began)
        fewest = min(fewest, one.replications)
        for _ in answers:
            pass
        whole.append(clock() - began)
    cpu = time.process_time() - cpu
    return {
        "site": site,
        "cpu_ms": cpu / len(changes) * 1000,
        "p95_ms": percentile(whole) * 1000,
        "median_ms": float(np.median(whole)) * 1000,
        "first_p95_ms": percentile(first) * 1000,
        "first_replications": float(fewest),
        "share_in_time": float(np.mean([each <= GOAL for each in whole])),
    }


def percentile(seconds: Sequence[float]) -> float:
    """The 95th percentile: of twenty values the nineteenth."""
    return sorted(seconds)[max(0, -(-95 * len(seconds) // 100) - 1)]
