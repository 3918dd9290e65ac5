"""Offices under stress: one to take apart, and made-up counts for one with three sites."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.measures import service_kernel as kernel
from sim.measures.service import Service, limits_of
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.stress.cases import stresses
from sim.studies.stress.study import StressReport, report
from tests.studies.offices import office

LINE = "within 20 min >= 80%"
MORNING = 16


def house(**changes: Any) -> Scenario:
    """An office with a desk for each of two procedures and a generalist."""
    time = {"law": "exponential", "mean": 5}
    desks = [
        {"name": "land", "count": 4, "serves": ["land"]},
        {"name": "papers", "count": 3, "serves": ["papers"]},
        {"name": "all-round", "count": 1},
    ]
    made: dict[str, Any] = {
        "name": "House",
        "period": {"start": "2025-03-03", "days": 5},
        "procedures": {"land": {"counter_time": time}, "papers": {"counter_time": time}},
        "sites": {
            "house": {
                "officers": desks,
                "arrivals": {"land": {"per_hour": 20}, "papers": {"per_day": 80}},
            }
        },
    }
    return Scenario.model_validate(made | changes)


def three(**changes: Any) -> Scenario:
    """Three offices of one, two and four officers."""
    desk = office().sites["desk"].model_dump(exclude={"officers", "staff"}, exclude_none=True)
    sites = {
        name: desk | {"name": f"Office {name}", "officers": [{"count": n}]}
        for name, n in (("one", 1), ("two", 2), ("four", 4))
    }
    return office(sites=sites, **changes)


def counted(number: int, in_time: Mapping[str, int], tickets: int = 100) -> Service:
    """One replication: of so many tickets at each site, those called in time; none: nobody came."""
    limits = limits_of([Target.model_validate(LINE).goal])
    names = tuple(sorted(in_time))
    slot = np.zeros((len(names), kernel.N_SLOTS, kernel.N_FIXED + 2), np.int64)
    for row, name in enumerate(names):
        there = tickets if in_time[name] >= 0 else 0
        slot[row, MORNING, [kernel.N_TICKETS, kernel.N_SERVED, kernel.N_VISITS]] = there
        slot[row, MORNING, kernel.N_FIXED + kernel.WITHIN] = max(in_time[name], 0)
    minute = np.zeros((len(names), kernel.N_MINUTES), np.int64)
    minute[:, 7] = tickets
    ones = np.ones(len(names), np.int64)
    return Service(
        replication=number, site_ids=names, names=names, limits=limits, slot=slot,
        day=slot[:, [MORNING]], minute=minute, busy=8 * ones, overtime=ones, duty=9 * ones,
        on_time=np.tile([9.0, 10.0], (len(names), 1)), open_days=1.0 * ones,
    )  # fmt: skip


def told(
    before: Mapping[str, int], replications: int = 2, interrupted: bool = False,
    targets: tuple[str, ...] = (LINE,), **under: Mapping[str, int],
) -> StressReport:  # fmt: skip
    """A report of `three` with the same counts in each replication, by stress."""
    plan = three(targets=targets)
    run: Any = SimpleNamespace(
        replications=tuple(range(replications)), seed=7, interrupted=interrupted
    )

    def all_of(counts: Mapping[str, int]) -> dict[int, Service]:
        return {n: counted(n, counts) for n in range(replications)}

    some: Any = {key: all_of(counts) for key, counts in under.items()}
    return report(plan, stresses(plan), all_of(before), some, run)


class Shown:
    """What a report of stresses reads of `sim.report.results.Results`."""

    def __init__(self, sets: tuple[str, ...] = (), plan: str = "") -> None:
        self.sets, self.plan = sets, plan
        self.replications, self.interrupted = "2", False

    def name(self, _scope_type: str, scope: str, _lang: str) -> str:
        """What a site is called."""
        return f"Office {scope}"
