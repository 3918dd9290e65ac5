"""How good was the service, as far as targets ask: light sums by site, half-hour and date.

A full tally takes in what nobody asks of a candidate plan: quantiles of every scope, queues,
lives of dossiers. Searches for staff try hundreds of plans and measure them with this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np

from sim.measures import dossiers, officer_kernel
from sim.measures import service_kernel as kernel
from sim.measures.rows import plain_rows, visit_rows
from sim.measures.scopes import Scopes, scopes_of
from sim.measures.stages import stages_reached, without_stages
from sim.measures.structs import Lookup, Rows
from sim.memory import Memory
from sim.model.spec import Scenario
from sim.model.tables import DAY, HOUR, MINUTE, Floats, Ints, Outcome, SmallInts, System, Workload
from sim.model.targets import Goal, Target

Serviced = Callable[[Workload, Outcome, Memory], "Service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What is judged by itself: the visits to a site, or those for some procedures there."""

    names: tuple[str, ...]
    """(R,)"""
    row: Ints
    """(S, P) the line of visits to a site for a procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What one replication of one plan gave; R rows, S sites."""

    replication: int
    site_ids: tuple[str, ...]
    """(S,) the sites on trial."""
    names: tuple[str, ...]
    """(R,) of the rows: the sites, or lines."""
    limits: tuple[float, ...]
    """(K,) waits that tickets were counted within [min]."""
    slot: Ints
    """(R, 48, columns) counts by half-hour of coming; see `service_kernel`."""
    day: Ints
    """(R, days of the period, columns) counts by date of coming."""
    minute: Ints
    """(R, service_kernel.N_MINUTES) visits served by minutes that they waited."""
    busy: Ints
    """(S,) officers' time serving, or at intake work [ms]."""
    overtime: Ints
    """(S,) [ms]"""
    duty: Ints
    """(S,) [ms]"""
    on_time: Floats
    """(S, 2) dossiers filed there that were ready in time, and that were due; NaN unless asked."""
    open_days: Floats
    """(S,) days of the period on which a site is open."""

    @property
    def waiting_hours(self) -> Floats:
        """(R,) time that all tickets spend in queues [h]."""
        waits = self.slot[:, :, [kernel.WAIT, kernel.WAIT_LEFT]].sum(axis=(1, 2))
        return np.asarray(waits / HOUR)

    @property
    def left(self) -> Ints:
        """(R,) visits that left unserved, on their own account."""
        return np.asarray(self.slot[:, :, kernel.N_LEFT].sum(axis=1))

    @property
    def overtime_hours(self) -> Floats:
        """(S,) officers' time past duty [h]."""
        return np.asarray(self.overtime / HOUR)


def limits_of(goals: Iterable[Goal]) -> tuple[float, ...]:
    """Waits that goals look at, and those at the edges of their tolerance [min], in order."""
    found = set()
    for goal in goals:
        if goal.measure == "within":
            found.add(goal.minutes or 0.0)
        elif goal.measure == "percentile":
            found |= {goal.limit - goal.tolerance, goal.limit, goal.limit + goal.tolerance}
    return tuple(sorted(found))


def serviced(
    targets: Collection[Target], lines: Callable[[Scenario, System], Lines] | None = None
) -> Callable[[Scenario, System], Serviced]:
    """The measure that targets are judged by; visits by site, unless there are `lines`."""
    return _Serviced(
        limits=limits_of(target.goal for target in targets),
        with_dossiers=any(target.goal.measure == "on_time" for target in targets),
        lines=lines or _by_site,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Serviced:
    limits: tuple[float, ...]
    with_dossiers: bool
    lines: Callable[[Scenario, System], Lines]

    def __call__(self, scenario: Scenario, system: System) -> Serviced:
        what, scopes = self.lines(scenario, system), scopes_of(system)

        def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Service:
            return _measured(
                system, workload, outcome, memory, what, self.limits, scopes, self.with_dossiers
            )

        return measured


def _by_site(_scenario: Scenario, system: System) -> Lines:
    n_sites, n_procedures = len(system.site_ids), len(system.procedure_ids)
    row = np.repeat(np.arange(n_sites)[:, None], n_procedures, axis=1)
    return Lines(names=system.site_ids, row=row)


def _measured(
    system: System, workload: Workload, outcome: Outcome, memory: Memory, lines: Lines,
    limits: tuple[float, ...], scopes: Scopes, with_dossiers: bool,
) -> Service:  # fmt: skip
    on_time = np.full((len(system.site_ids), 2), np.nan)
    drawn, caused = plain_rows(workload, outcome, memory)
    if with_dossiers:
        drawn, caused = visit_rows(system, workload, outcome, memory)
        on_time = _on_time(system, workload, outcome, drawn, caused, scopes, memory)
    if len(outcome.stages):
        drawn, caused = without_stages(drawn, system), without_stages(caused, system)
    counts = _counts(system, workload, outcome, drawn, caused, lines, limits)
    times = _officer_times(system, workload, outcome, drawn, caused, scopes)
    return Service(
        replication=workload.replication,
        site_ids=system.site_ids,
        names=lines.names,
        limits=limits,
        slot=counts.slot,
        day=counts.day,
        minute=counts.minute,
        busy=times[:, officer_kernel.BUSY],
        overtime=times[:, officer_kernel.OVERTIME],
        duty=times[:, officer_kernel.DUTY],
        on_time=on_time,
        open_days=scopes.open_days[scopes.site_row],
    )


def _counts(
    system: System, workload: Workload, outcome: Outcome, drawn: Rows, caused: Rows, lines: Lines,
    limits: tuple[float, ...],
) -> kernel.Counts:  # fmt: skip
    n_rows, n_columns = len(lines.names), kernel.N_FIXED + 2 * len(limits)
    n_days = (system.period_to - system.period_from) // DAY
    counts = kernel.Counts(
        np.zeros((n_rows, kernel.N_SLOTS, n_columns), np.int64),
        np.zeros((n_rows, n_days, n_columns), np.int64),
        np.zeros((n_rows, kernel.N_MINUTES), np.int64),
    )
    frame = kernel.Frame(
        system.period_from, system.period_to, system.horizon, lines.row,
        np.array([int(limit * MINUTE + 0.5) for limit in limits], np.int64),
    )  # fmt: skip
    kernel.count_visits(frame, drawn, counts)
    kernel.count_visits(frame, caused, counts)
    kernel.count_staged(frame, outcome.stages, workload.dossiers, system.stage_start, counts)
    return counts


def _officer_times(
    system: System, workload: Workload, outcome: Outcome, drawn: Rows, caused: Rows, scopes: Scopes
) -> Ints:
    """(S, officer_kernel.N_TIMES) officers' time by site [ms]."""
    n_sites = len(system.site_ids)
    reached = stages_reached(system, workload, outcome, scopes)
    roster = officer_kernel.Roster(
        system.period_from, system.period_to, system.first_day.weekday(), system.officer_start,
        system.officer_group, workload.roster.duty_start, outcome.worked_from,
        workload.roster.duty_to,
    )  # fmt: skip
    # What is not asked for goes to a row of its own.
    sites = np.full((n_sites, 4), n_sites, np.int32)
    sites[:, 3] = np.arange(n_sites)

    def nowhere(*shape: int) -> SmallInts:
        return np.full(shape, n_sites, np.int32)

    lookup = Lookup(
        site=sites, hour=nowhere(n_sites, 24, 2), weekday=nowhere(7), skill=nowhere(1, 2),
        commune=nowhere(1), group=nowhere(len(system.group_name), 2),
        site_weekday=nowhere(n_sites, 7),
    )  # fmt: skip
    times = np.zeros((n_sites + 1, officer_kernel.N_TIMES), np.int64)
    works = officer_kernel.intake_works(workload.dossiers, outcome.lives, n_sites)
    officer_kernel.tally_officers(
        roster, drawn, caused, reached, works, outcome.held, lookup, times
    )
    return times[:-1]


def _on_time(
    system: System, workload: Workload, outcome: Outcome, drawn: Rows, caused: Rows,
    scopes: Scopes, memory: Memory,
) -> Floats:  # fmt: skip
    found = dossiers.measure(system, workload, drawn, caused, outcome.lives, scopes, None, memory)
    in_time, due = dossiers.ratios(found, scopes.open_days)["on_time_share"]
    return np.stack([in_time[scopes.site_row], due[scopes.site_row]], axis=1).astype(np.float64)
