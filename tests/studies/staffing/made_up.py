"""Studies whose simulations are made up, so that all around them runs in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.measures import service_kernel as kernel
from sim.measures.service import Service, limits_of
from sim.model.spec import OfficerGroup, Scenario
from sim.model.tables import HOUR, MINUTE
from sim.studies.staffing import least
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.lines import lines_of
from sim.studies.staffing.load import Load
from sim.studies.staffing.rounds import Rounds, _plans
from sim.studies.staffing.ways import half_hours
from tests.report import fakes

TICKETS = 100
"""Of each line in each half-hour of a day."""
DAYS = 2
NEED = {"branch": 6.0, "point": 3.0}
"""Officers with which about 94 % are called in time."""


def service(scenario: Scenario, number: int, targets: Any, per: str) -> Service:
    """What a replication would say: more officers are better, and chance moves it a little."""
    limits = limits_of(target.goal for target in targets)
    site_ids = tuple(sorted(scenario.sites))
    rows = []
    for id_ in site_ids:
        site = scenario.sites[id_]
        lines = lines_of(scenario, site) if per == "group" else ()
        if len(lines) > 1:
            rows += [(id_, f"{id_}/{line.name}", line.groups, len(lines)) for line in lines]
        else:
            rows.append((id_, id_, tuple(range(len(site.officers))), 1))
    slot = np.zeros((len(rows), kernel.N_SLOTS, kernel.N_FIXED + 2 * len(limits)), np.int64)
    for row, (id_, _, groups, share) in enumerate(rows):
        site = scenario.sites[id_]
        for at in half_hours(site, scenario):
            heads = sum(_at(site.officers[g], 30 * at) for g in groups)
            slot[row, at] = _counts(heads / (NEED[id_] / share), number, limits)
    sizes = np.array([scenario.sites[id_].officer_count for id_ in site_ids])
    duty = sizes * DAYS * 3 * HOUR
    return Service(
        replication=number, site_ids=site_ids, names=tuple(name for _, name, _, _ in rows),
        limits=limits, slot=slot, day=np.repeat(slot.sum(axis=1)[:, None] // DAYS, DAYS, axis=1),
        minute=np.eye(kernel.N_MINUTES, dtype=np.int64)[np.full(len(rows), 5)] * TICKETS,
        busy=np.full(len(site_ids), 6 * HOUR), overtime=np.zeros(len(site_ids), np.int64),
        duty=duty, on_time=np.full((len(site_ids), 2), np.nan), open_days=np.full(len(site_ids), 2),
    )  # fmt: skip


def _at(group: OfficerGroup, minute: int) -> int:
    if isinstance(group.count, int):
        return group.count
    return next((n for at, n in reversed(group.count) if at <= minute), 0)


def _counts(ease: float, number: int, limits: tuple[float, ...]) -> list[int]:
    tickets = DAYS * TICKETS * 10
    late = 0.5 ** (4 * ease) * (1 + 0.02 * (number % 5 - 2))
    within = [round(tickets * (1 - min(late * 20 / max(limit, 1), 1))) for limit in limits]
    wait = round(tickets * 60 * late * MINUTE)
    columns = [tickets, tickets, tickets, round(tickets * late / 2), wait, 0]
    return columns + [n for each in within for n in (each, 0)]


def load(rounds: Rounds) -> Load:
    """Every line has a load of two."""
    scenario = rounds.way.scenario
    names = [
        f"{id_}/{line.name}"
        for id_ in rounds.way.sites
        for line in lines_of(scenario, scenario.sites[id_])
    ]
    arrivals = np.zeros((len(names), 48))
    arrivals[:, 16:24] = 6.0
    return Load(
        names=tuple(names), arrivals=arrivals, busy=arrivals / 3,
        service=np.full(len(names), 10.0), leaving=np.zeros(len(names)),
    )  # fmt: skip


def simulate(
    rounds: Rounds, _trials: object, wants: Any, numbers: Iterable[int], ledger: Ledger, rest: Any
) -> None:
    """In place of `Rounds.simulate`."""
    for number in numbers:
        rounds.told.step()
        for plan in _plans(wants, rest):
            made = service(rounds.way.plan(plan), number, rounds.way.targets, rounds.way.per)
            for site in wants:
                ledger.enter(site, plan[site], made)


def shown(way: Any, plan: Scenario, label: str, *_: object) -> Any:
    """In place of `shown`: runs of another place, under the names of these scenarios."""
    services = tuple(service(way.scenario, number, way.targets, "site") for number in range(6))
    runs = tuple(
        replace(fakes.run(name, n_replications=6, tiers=False), scenario=scenario)
        for name, scenario in ((label, way.scenario), ("plan", plan))
    )
    return runs, services


@contextmanager
def made_up() -> Iterator[None]:
    """Nothing is simulated meanwhile."""
    with (
        patch.object(Rounds, "load", load),
        patch.object(Rounds, "simulate", simulate),
        patch.object(least, "shown", shown),
    ):
        yield
