"""From one replication to its tally: what every estimate is made of, by scope and measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures import access, costs, counting, dossiers
from sim.measures import officer_kernel as officers
from sim.measures import quantile_kernel as ranks
from sim.measures import queue_kernel as queues
from sim.measures.dossiers import Lives, Ratios
from sim.measures.kpis import COLUMN, KPIS, Kind, meaningful
from sim.measures.rows import visit_rows
from sim.measures.scopes import Scopes, scopes_of
from sim.measures.stages import stages_reached, with_stages, without_stages
from sim.measures.structs import Lookup, Rows, StagesReached, Stays, Waits
from sim.measures.tally_kernel import tally_visits
from sim.memory import Memory
from sim.model.tables import (
    HOUR,
    MINUTE,
    NEVER,
    Floats,
    Ints,
    Outcome,
    Purpose,
    System,
    Workload,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was measured in one replication, (len(scopes), len(KPIS)) tables.

    NaN stands where a table does not apply: where the measure makes no sense for the scope, in
    `value` for ratios, in `numerator` and `denominator` for all others.
    """

    replication: int
    scopes: Scopes
    numerator: Floats
    """In the unit of the measure, times that of the denominator."""
    denominator: Floats
    """0 where there is nothing to divide by."""
    value: Floats
    """Quantiles, maxima and facts; NaN without a visit, or without open time."""
    count: Floats
    """Visits behind a quantile or a largest wait; NaN elsewhere."""


def tally(
    system: System, workload: Workload, outcome: Outcome, scopes: Scopes | None = None,
    travel: Ints | None = None, memory: Memory | None = None,
) -> Tally:  # fmt: skip
    """Measure one replication.

    `scopes` are those of the system; pass them when there are many replications. `travel` (C, S)
    is the time from each commune to each site [ms]; without it nobody's travel is told. Takes
    about 0.1 us a visit on one thread and lets other threads run meanwhile. `memory` is working
    space: nothing of the result is in it.
    """
    scopes = scopes_of(system) if scopes is None else scopes
    memory = memory or Memory()
    drawn, caused = visit_rows(system, workload, outcome, memory)
    lookup = _lookup(scopes)
    stays = Stays(system.on_the_spot, outcome.lives)
    lives = dossiers.measure(system, workload, drawn, caused, outcome.lives, scopes, travel, memory)
    reached = stages_reached(system, workload, outcome, scopes)
    if len(outcome.stages):
        drawn, caused = without_stages(drawn, system), without_stages(caused, system)
    totals, quantile = _measure_visits(
        system, drawn, caused, reached, stays, lookup, len(scopes), memory
    )
    times = _measure_officers(
        system, workload, outcome, drawn, caused, reached, lookup, len(scopes)
    )

    shape = (len(scopes), len(KPIS))
    result = Tally(
        replication=workload.replication,
        scopes=scopes,
        numerator=np.full(shape, np.nan),
        denominator=np.full(shape, np.nan),
        value=np.full(shape, np.nan),
        count=np.full(shape, np.nan),
    )
    _fill_visit_ratios(result, totals.sums[:-1].T)
    _fill_time_ratios(result, totals, times[:-1].T)
    _fill_costs(result, totals.sums[:-1].T, times[:-1].T, system)
    _fill_ratios(result, dossiers.ratios(lives, scopes.open_days))
    _fill_values(result, totals, quantile[:-1], lives)
    if scopes.access is not None:
        result.value[:, [COLUMN[name] for name in access.NAMES]] = scopes.access
    blank = ~meaningful(scopes)
    for table in (result.numerator, result.denominator, result.value, result.count):
        table[blank] = np.nan
    return result


def _lookup(scopes: Scopes) -> Lookup:
    """The rows of the scopes by site, hour, skill ..., those of one thing side by side."""
    network = np.zeros_like(scopes.site_row)
    sites = (network, scopes.tier_row, scopes.district_row, scopes.site_row)
    n_procedures, n_purposes = len(scopes.procedure_row), len(scopes.purpose_row)
    procedure = np.repeat(scopes.procedure_row, n_purposes)
    purpose = np.tile(scopes.purpose_row, n_procedures)
    hour = np.broadcast_to(scopes.hour_row, scopes.site_hour_row.shape)
    return Lookup(
        site=np.stack(sites, axis=1),
        hour=np.stack((hour, scopes.site_hour_row), axis=2),
        weekday=scopes.weekday_row,
        skill=np.stack((procedure, purpose), axis=1),
        commune=scopes.commune_row,
        group=np.stack((scopes.officers_row, scopes.site_officers_row), axis=1),
        site_weekday=scopes.site_weekday_row,
    )


def _measure_visits(
    system: System, drawn: Rows, caused: Rows, reached: StagesReached, stays: Stays,
    lookup: Lookup, n_scopes: int, memory: Memory,
) -> tuple[counting.Totals, Ints]:  # fmt: skip
    """Sums and queues by row, and the quantiles (rows, N_LEVELS); one row more than scopes."""
    frame = counting.Frame(
        system.period_from, system.period_to, system.horizon, system.first_day.weekday(),
        system.wait_target, system.session_start, system.session_from, system.session_to,
        system.officer_start, system.officer_group,
    )  # fmt: skip
    # Of each visit one wait at most, and of each that passes stages one more for every stage.
    n_most = len(drawn.fate) + len(caused.fate) + 2 * len(reached.rows)
    n_skills = len(system.procedure_ids) * len(Purpose)
    shape = counting.N_SUMS
    sums = counting.Sums(
        np.zeros((7 * 24, shape), np.int64), np.zeros((n_skills, shape), np.int64),
        np.zeros((len(lookup.commune), shape), np.int64),
        np.zeros((len(lookup.group), shape), np.int64),
    )  # fmt: skip
    slots = _empty_slots(system, n_skills)
    # All of a site's visits stand in one line.
    in_line = np.diff(drawn.start) + np.diff(caused.start) + np.diff(reached.start)
    longest = int(in_line.max())
    line = queues.Line(*np.empty((3, longest + 1), np.int64))
    waits = Waits(
        memory.table("tally.key", n_most, np.int64),
        memory.table("tally.spare", n_most, np.int64),
        memory.table("tally.place", 4 * n_most, np.int32).reshape(-1, 4),
    )
    # A wait and a position share one key of 64 bits; even of a billion visits, 2^34 ms fit.
    shift = n_most.bit_length()
    totals = counting.Totals(
        np.zeros((n_scopes + 1, shape), np.int64),
        np.full(n_scopes + 1, np.nan),
        np.full(n_scopes + 1, NEVER, np.int64),
    )
    n_waits = tally_visits(
        frame, drawn, caused, reached, stays, lookup, sums, slots, line, waits, shift, totals
    )
    served = totals.sums[:, counting.SERVED].copy()
    waited = totals.sums[:, counting.WAITED].copy()
    if len(reached.rows):
        lookup = with_stages(lookup, n_scopes)
    return totals, ranks.quantiles(waits, n_waits, shift, served, waited, lookup)


def _empty_slots(system: System, n_skills: int) -> queues.Slots:
    """Room for the slots of the site that has most: a session's full hours and its two ends."""
    hours = (np.minimum(system.session_to, system.horizon) - system.session_from) // HOUR
    upto = np.concatenate([[0], np.cumsum(np.maximum(hours, 0) + 2)])
    n = int(np.diff(upto[system.session_start]).max())
    since, until, cell, queue, waiting, most = np.empty((6, n), np.int64)
    return queues.Slots(since, until, cell, queue, waiting, most, np.empty(n_skills, np.int64))


def _measure_officers(
    system: System, workload: Workload, outcome: Outcome, drawn: Rows, caused: Rows,
    reached: StagesReached, lookup: Lookup, n_scopes: int,
) -> Ints:  # fmt: skip
    """(n_scopes + 1, N_TIMES) officer time by row [ms]."""
    roster = officers.Roster(
        system.period_from, system.period_to, system.first_day.weekday(), system.officer_start,
        system.officer_group, workload.roster.duty_start, outcome.worked_from,
        workload.roster.duty_to,
    )  # fmt: skip
    times = np.zeros((n_scopes + 1, officers.N_TIMES), np.int64)
    works = officers.intake_works(workload.dossiers, outcome.lives, len(system.site_ids))
    officers.tally_officers(roster, drawn, caused, reached, works, outcome.held, lookup, times)
    return times


def _fill_visit_ratios(result: Tally, sums: Ints) -> None:
    """Ratios over visits; `sums` is (N_SUMS, len(scopes))."""
    served, abandoned, balked, sent_home, turned_away, no_show, still_open = sums[:7]
    n_visits = sums[:7].sum(axis=0)
    tickets = served + abandoned + sent_home + still_open
    wait = sums[counting.WAIT]
    ratios: Ratios = {
        "arrivals_per_day": (n_visits - no_show, result.scopes.open_days),
        "served_per_day": (served, result.scopes.open_days),
        "wait_mean": (wait / MINUTE, served),
        "wait_all_mean": ((wait + sums[counting.WAIT_LEFT]) / MINUTE, tickets),
        "wait_open_mean": (sums[counting.WAIT_OPEN] / MINUTE, served),
        "waited_share": (sums[counting.WAITED], served),
        "within_target_share": (sums[counting.WITHIN], tickets - sums[counting.UNDECIDED_TARGET]),
        "over_60min_share": (sums[counting.OVER], tickets - sums[counting.UNDECIDED_HOUR]),
        "abandoned_share": (abandoned, n_visits),
        "balked_share": (balked, n_visits),
        "sent_home_share": (sent_home, n_visits),
        "turned_away_share": (turned_away, n_visits),
        "no_show_share": (no_show, n_visits),
        "time_at_site_mean": (sums[counting.STAY] / MINUTE, served),
    }
    _fill_ratios(result, ratios)


def _fill_time_ratios(result: Tally, totals: counting.Totals, times: Ints) -> None:
    """Ratios over time and head counts; `times` is (N_TIMES, len(scopes))."""
    busy, overtime, duty = times
    queue = totals.queue[:-1]
    days = result.scopes.open_days
    ratios: Ratios = {
        "queue_mean": (np.nan_to_num(queue), (~np.isnan(queue)).astype(np.float64)),
        "utilisation": (busy, duty + overtime),
        "overtime_per_day": (overtime / MINUTE, days),
        "officer_hours_per_day": (duty / HOUR, days),
        "staff": (result.scopes.staff, np.ones(len(result.scopes))),
    }
    _fill_ratios(result, ratios)


def _fill_costs(result: Tally, sums: Ints, times: Ints, system: System) -> None:
    """Time in queues, and what it and the officers cost; tables as above."""
    scopes, days = result.scopes, result.scopes.open_days
    waiting = (sums[counting.WAIT] + sums[counting.WAIT_LEFT]) / HOUR
    paid = times[officers.DUTY] + times[officers.OVERTIME]
    ratios: Ratios = {
        "waiting_hours_per_day": (waiting, days),
        "officer_cost_per_day": (costs.officer_costs(scopes, system.group_site, paid), days),
        "citizen_cost_per_day": (waiting * scopes.citizen_rate, days),
    }
    _fill_ratios(result, ratios)


def _fill_ratios(result: Tally, ratios: Ratios) -> None:
    for name, (numerator, denominator) in ratios.items():
        result.numerator[:, COLUMN[name]] = numerator
        result.denominator[:, COLUMN[name]] = denominator


def _fill_values(result: Tally, totals: counting.Totals, quantile: Ints, lives: Lives) -> None:
    """Quantiles, and the largest waits and queues."""
    served = totals.sums[:-1, counting.SERVED]
    minutes = np.where(quantile == NEVER, np.nan, quantile / MINUTE)
    for column, kpi in enumerate(KPIS):
        if kpi.kind is not Kind.QUANTILE:
            continue
        if kpi.name.startswith("turnaround"):
            result.value[:, column] = lives.quantile(kpi.percent)
            result.count[:, column] = lives.results
        else:
            result.value[:, column] = minutes[:, ranks.LEVELS.index(kpi.percent)]
            result.count[:, column] = served
    result.value[:, COLUMN["wait_max"]] = minutes[:, -1]
    result.count[:, COLUMN["wait_max"]] = served
    queue_max = totals.queue_max[:-1]
    result.value[:, COLUMN["queue_max"]] = np.where(queue_max == NEVER, np.nan, queue_max)
