"""The load of every line by half-hour, seen in a run where hardly anybody has to wait.

With plenty of officers the mean number in service is the modified offered load: what would be in
service if nobody ever had to wait (Jennings et al. 1996). A run counts it with all that a formula
leaves out: who comes again to supplement or to collect, doors, breaks, stages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.rows import visit_rows
from sim.measures.service import Lines
from sim.measures.structs import Rows
from sim.memory import Memory
from sim.model.spec import Scenario
from sim.model.tables import DAY, MINUTE, NEVER, Floats, Ints, Outcome, System, Workload

SLOT = 30 * MINUTE
N_SLOTS = DAY // SLOT
SLOT_MINUTES = SLOT // MINUTE

_LONGEST = 6
"""Half-hours after which the rest of a service is counted in the last."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """The load of lines on an open day; R rows."""

    names: tuple[str, ...]
    arrivals: Floats
    """(R, N_SLOTS) tickets in each half-hour."""
    busy: Floats
    """(R, N_SLOTS) mean number in service [Erlang]."""
    service: Floats
    """(R,) mean [min]; NaN without a visit."""
    leaving: Floats
    """(R,) mean of 1 / mean patience over visits [1/min]."""

    @property
    def mean(self) -> Floats:
        """(R,) load of the half-hours in which anybody comes [Erlang]."""
        open_ = np.maximum((self.arrivals > 0).sum(axis=1), 1)
        return np.asarray(self.busy.sum(axis=1) / open_)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The measure of loads, for `Trials.run`."""

    lines: Callable[[Scenario, System], Lines]

    def __call__(
        self, scenario: Scenario, system: System
    ) -> Callable[[Workload, Outcome, Memory], Load]:
        """Make ready for a plan."""
        what = self.lines(scenario, system)
        days, leaving = _open_days(system), _leaving(scenario, system)

        def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Load:
            return _measured(system, workload, outcome, memory, what, days, leaving)

        return measured


def mean_load(loads: Sequence[Load]) -> Load:
    """Of several replications."""
    arrivals = np.mean([each.arrivals for each in loads], axis=0)
    visits = np.stack([each.arrivals.sum(axis=1) for each in loads])
    weight = np.maximum(visits.sum(axis=0), 1e-12)

    def weighted(values: Sequence[Floats]) -> Floats:
        return np.asarray((np.nan_to_num(np.stack(values)) * visits).sum(axis=0) / weight)

    return Load(
        names=loads[0].names,
        arrivals=arrivals,
        busy=np.mean([each.busy for each in loads], axis=0),
        service=weighted([each.service for each in loads]),
        leaving=weighted([each.leaving for each in loads]),
    )


def _open_days(system: System) -> Ints:
    """(S,) working days of each site in the period."""
    first, last = system.period_from // DAY, system.period_to // DAY
    there = (system.open_day >= first) & (system.open_day < last)
    running = np.concatenate([[0], np.cumsum(there)])
    return np.asarray(np.diff(running[system.open_day_start]), np.int64)


def _leaving(scenario: Scenario, system: System) -> Floats:
    """(P,) 1 / mean patience [1/min]."""
    laws = [scenario.procedures[id_].patience for id_ in system.procedure_ids]
    return np.array([0.0 if law is None else 1.0 / max(law.expectation(), 1e-9) for law in laws])


def _measured(
    system: System, workload: Workload, outcome: Outcome, memory: Memory, lines: Lines,
    days: Ints, leaving: Floats,
) -> Load:  # fmt: skip
    n = len(lines.names)
    site_of_row = np.zeros(n, np.int64)
    site_of_row[lines.row] = np.arange(len(system.site_ids))[:, None]
    arrivals, busy = np.zeros(n * N_SLOTS), np.zeros(n * N_SLOTS)
    minutes, served, rate = np.zeros(n), np.zeros(n), np.zeros(n)
    for rows in visit_rows(system, workload, outcome, memory):
        row, at = _seen(system, rows, lines)
        arrivals += np.bincount(row * N_SLOTS + rows.arrived[at] % DAY // SLOT, None, n * N_SLOTS)
        rate += np.bincount(row, leaving[rows.procedure[at]], n)
        called, left = rows.called[at], rows.left[at]
        has = (called != NEVER) & (left != NEVER)
        row, called, left = row[has], called[has], left[has]
        served += np.bincount(row, None, n)
        minutes += np.bincount(row, (left - called) / MINUTE, n)
        _spread(row, called, left, busy)
    per_day = np.maximum(days[site_of_row], 1)[:, None]
    visits = arrivals.reshape(n, N_SLOTS)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Load(
            names=lines.names,
            arrivals=visits / per_day,
            busy=busy.reshape(n, N_SLOTS) / SLOT / per_day,
            service=minutes / served,
            leaving=rate / visits.sum(axis=1),
        )


def _seen(system: System, rows: Rows, lines: Lines) -> tuple[Ints, Ints]:
    """The line and the place of each visit that comes in the period."""
    site = np.repeat(np.arange(len(system.site_ids)), np.diff(rows.start))
    came = (rows.arrived >= system.period_from) & (rows.arrived < system.period_to)
    at = np.flatnonzero(came)
    return lines.row[site[at], rows.procedure[at]], at


def _spread(row: Ints, called: Ints, left: Ints, busy: Floats) -> None:
    """Add each service to the half-hours that it lies in [ms]."""
    for k in range(_LONGEST):
        if not len(row):
            return
        end = np.minimum(left, (called // SLOT + 1) * SLOT) if k < _LONGEST - 1 else left
        cell = row * N_SLOTS + called % DAY // SLOT
        busy += np.bincount(cell, end - called, len(busy))
        goes_on = end < left
        row, called, left = row[goes_on], end[goes_on], left[goes_on]
