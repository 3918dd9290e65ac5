"""A site played alone for its sums: what the general loop and its measures say, to the ms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import islice
from typing import Any

import numpy as np
import pytest

from sim.engines.compiled import run
from sim.engines.compiled.alone import is_simple, run_alone
from sim.measures import day_kernel
from sim.measures.day import day_times
from sim.measures.service import serviced
from sim.memory import Memory
from sim.model.spec import Scenario, Target
from sim.model.tables import HOUR, MINUTE, NEVER, System, Visits, Workload
from sim.model.targets import Goal
from tests.parity.case_tables import tables
from tests.parity.generator import kinds_of, large_case, random_case
from tests.parity.small_sites import Case

LIMIT = 7


def simple(case: Case) -> tuple[System, Workload]:
    """The tables of a case without what a site alone may not have, all filed on arrival."""
    sites = tuple(
        replace(
            site, extend_breaks=False, balk_at=NEVER, latest_close=min(site.latest_close, 3 * HOUR)
        )
        for site in case.sites
    )  # fmt: skip
    days = tuple(day + 1 for day in case.return_days)
    system, workload = tables(replace(case, sites=sites, return_days=days))
    visits, dossiers = workload.visits, workload.dossiers.copy()
    comes = visits.arrived_at >= 0
    columns = {each.name: getattr(visits, each.name) for each in fields(Visits)}
    columns = {name: column[comes] for name, column in columns.items() if name != "site_start"}
    dossiers["filed_at"][columns["dossier"]] = columns["arrived_at"]
    by_time = np.argsort(dossiers["filed_at"], kind="stable")
    columns["dossier"] = np.argsort(by_time)[columns["dossier"]]
    columns["booked_at"] = np.full_like(columns["booked_at"], NEVER)
    order = np.lexsort([columns[name] for name in ("purpose", "dossier", "arrived_at")])
    columns = {name: column[order] for name, column in columns.items()}
    visits = Visits(site_start=np.array([0, len(order)]), **columns)
    return system, replace(workload, visits=visits, dossiers=dossiers[by_time])


def fitting(cases: Iterable[Case]) -> Iterator[tuple[System, Workload]]:
    """The tables of those cases in which nothing happens that only the general loop can play."""
    return (each for each in map(simple, cases) if is_simple(each[0]))


def of_one_site(seeds: Iterable[int]) -> Iterator[Case]:
    """Random cases of one site; no other case is made."""
    return (random_case(seed) for seed in seeds if kinds_of(seed)[1] == 1)


def check(system: System, workload: Workload) -> None:
    """Both ways give the same sums."""
    memory = Memory()
    found = run_alone(system, workload, LIMIT * MINUTE, memory, is_cut=False)
    goal = Goal(measure="within", limit=0.0, minutes=LIMIT)
    outcome = run(system, workload)
    service = serviced([Target(goal=goal)])(Scenario.model_construct(), system)(
        workload, outcome, memory
    )
    np.testing.assert_array_equal(found.count, service.slot[0])
    assert (found.busy, found.overtime) == (service.busy[0], service.overtime[0])
    waiting = np.zeros(day_kernel.N_SLOTS, np.int64)
    day_kernel.fold(found.line, waiting)
    day = day_times(system, workload, outcome, 0, memory)
    np.testing.assert_array_equal(waiting, day.waiting)


@pytest.mark.jit
def test_random_sites_add_up_to_the_same() -> None:
    """Ties, holds, breaks, returns, units: some seventy sites, some of them large."""
    played = [*fitting(of_one_site(range(330))), *fitting(map(large_case, range(12)))]
    assert len(played) > 50
    for system, workload in played:
        check(system, workload)


@pytest.mark.parametrize("number", range(4))
def test_some_of_them_without_a_compiler(number: int) -> None:
    check(*next(islice(fitting(of_one_site(range(60))), number, None)))


@pytest.mark.parametrize(
    "change",
    [
        {"extend_breaks": np.array([True])},
        {"balk_at": np.array([3])},
        {"return_days": np.array([0, 1])},
        {"stage_skill": np.array([0])},
        {"live_site": np.array([0])},
        {"site_ids": ("a", "b")},
        {"latest_close": np.array([20 * HOUR]), "at_close_serve": np.array([True])},
    ],
)
def test_sites_where_more_can_happen_are_left_to_the_general_loop(change: dict[str, Any]) -> None:
    system, _ = next(fitting(of_one_site(range(60))))
    assert not is_simple(replace(system, **change))
