"""The load of every line by weekday and half-hour, seen in a run where hardly anybody waits.

As `staffing.load`, of which it keeps the idea and the half-hours, with a week in place of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.rows import visit_rows
from sim.memory import Memory
from sim.model.plan import with_groups
from sim.model.spec import Scenario
from sim.model.tables import DAY, MINUTE, NEVER, Floats, Ints, Outcome, System, Workload
from sim.studies.staffing.lines import by_line
from sim.studies.staffing.load import N_SLOTS, SLOT, SLOT_MINUTES

__all__ = ["N_SLOTS", "SLOT_MINUTES", "WeekLoad", "ample", "loaded", "mean_load"]

_LONGEST = 6
"""Half-hours after which the rest of a service is counted in the last."""
_MORE = 3
"""Times the officers of a scenario with which hardly anybody waits, and as many more."""


@dataclass(frozen=True, kw_only=True)
class WeekLoad:
    """The load of lines by weekday, on the days of it that are open; R rows."""

    names: tuple[str, ...]
    arrivals: Floats
    """(R, 7, N_SLOTS) tickets in each half-hour."""
    busy: Floats
    """(R, 7, N_SLOTS) mean number in service [Erlang]."""
    service: Floats
    """(R,) mean [min]; 0 without a visit."""
    leaving: Floats
    """(R,) mean of 1 / mean patience over visits [1/min]."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a replication adds; R rows."""

    names: tuple[str, ...]
    arrivals: Floats
    busy: Floats
    """(R, 7, N_SLOTS) [ms]"""
    served: Floats
    """(R,) visits."""
    rate: Floats
    """(R,) 1 / mean patience, summed over visits [1/min]."""
    days: Floats
    """(R, 7) open days of each weekday."""


def ample(scenario: Scenario) -> Scenario:
    """The scenario with so many officers, always there, that hardly anybody waits."""
    return with_groups(
        scenario,
        {
            id_: tuple(
                group.model_copy(
                    update={
                        "count": _MORE * (group.size + 1), "duty": None, "shifts": (),
                        "absence": 0.0, "reserve": 0,
                    }
                )
                for group in site.officers
            )
            for id_, site in scenario.sites.items()
        },
    )  # fmt: skip


def loaded(scenario: Scenario, system: System) -> Callable[[Workload, Outcome, Memory], Sums]:
    """The measure of loads, for `Trials.run`."""
    lines = by_line(scenario, system)
    n = len(lines.names)
    site_of_row = np.zeros(n, np.int64)
    site_of_row[lines.row] = np.arange(len(system.site_ids))[:, None]
    days = _open_days(system)[site_of_row]
    laws = [scenario.procedures[id_].patience for id_ in system.procedure_ids]
    leaving = np.array([0.0 if law is None else 1 / max(law.expectation(), 1e-9) for law in laws])
    monday = system.first_day.weekday()

    def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Sums:
        size = n * 7 * N_SLOTS
        arrivals, busy = np.zeros(size), np.zeros(size)
        served, rate = np.zeros(n), np.zeros(n)
        for rows in visit_rows(system, workload, outcome, memory):
            site = np.repeat(np.arange(len(system.site_ids)), np.diff(rows.start))
            came = (rows.arrived >= system.period_from) & (rows.arrived < system.period_to)
            at = np.flatnonzero(came)
            row = lines.row[site[at], rows.procedure[at]]
            arrivals += np.bincount(_cell(row, rows.arrived[at], monday), None, size)
            rate += np.bincount(row, leaving[rows.procedure[at]], n)
            called, left = rows.called[at], rows.left[at]
            has = (called != NEVER) & (left != NEVER)
            served += np.bincount(row[has], None, n)
            _spread(row[has], called[has], left[has], monday, busy)
        shape = (n, 7, N_SLOTS)
        return Sums(
            names=lines.names, arrivals=arrivals.reshape(shape), busy=busy.reshape(shape),
            served=served, rate=rate, days=days,
        )  # fmt: skip

    return measured


def mean_load(sums: Sequence[Sums]) -> WeekLoad:
    """Of several replications."""
    arrivals = np.sum([each.arrivals for each in sums], axis=0)
    busy = np.sum([each.busy for each in sums], axis=0)
    days = np.maximum(np.sum([each.days for each in sums], axis=0), 1)[:, :, None]
    served = np.maximum(np.sum([each.served for each in sums], axis=0), 1)
    visits = np.maximum(arrivals.sum(axis=(1, 2)), 1)
    return WeekLoad(
        names=sums[0].names,
        arrivals=arrivals / days,
        busy=busy / SLOT / days,
        service=busy.sum(axis=(1, 2)) / MINUTE / served,
        leaving=np.sum([each.rate for each in sums], axis=0) / visits,
    )


def _open_days(system: System) -> Floats:
    """(S, 7) working days of each site in the period by weekday of the calendar's dates."""
    found = np.zeros((len(system.site_ids), 7))
    first, last = system.period_from // DAY, system.period_to // DAY
    for s in range(len(system.site_ids)):
        days = system.open_day[system.open_day_start[s] : system.open_day_start[s + 1]]
        days = days[(days >= first) & (days < last)]
        found[s] = np.bincount((days + system.first_day.weekday()) % 7, minlength=7)
    return found


def _cell(row: Ints, at: Ints, monday: int) -> Ints:
    """Row, weekday and half-hour in one number."""
    day = (at // DAY + monday) % 7
    return np.asarray((row * 7 + day) * N_SLOTS + at % DAY // SLOT)


def _spread(row: Ints, called: Ints, left: Ints, monday: int, busy: Floats) -> None:
    """Add each service to the half-hours that it lies in [ms]."""
    for k in range(_LONGEST):
        if not len(row):
            return
        end = np.minimum(left, (called // SLOT + 1) * SLOT) if k < _LONGEST - 1 else left
        busy += np.bincount(_cell(row, called, monday), end - called, len(busy))
        goes_on = end < left
        row, called, left = row[goes_on], end[goes_on], left[goes_on]
