"""What a replication adds to the comparison, by line and quarter of an hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.officer_kernel import intake_works
from sim.memory import Memory
from sim.model.spec import Scenario
from sim.model.tables import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    Bools,
    Fate,
    Floats,
    Ints,
    Outcome,
    System,
    Workload,
)
from sim.studies.twin.lines import Lines, known
from sim.studies.twin.tickets import Tickets, tickets_of

SLOT_MINUTES = 15
SLOT = SLOT_MINUTES * MINUTE
N_SLOTS = DAY // SLOT
ABSENT = 64
"""Officers absent at a time that are told apart."""

COUNTS = (
    "tickets", "first_class", "booked", "again", "later", "limited", "balked", "ended", "wait",
    "waited", "within", "abandoned", "sent_home", "served", "service", "square", "busy", "intake",
    "queue", "duty", "planned", "idle", "crowd", "waiting", "gone",
)  # fmt: skip
"""(L, N_SLOTS) each; times in minutes. Those of tickets are by the slot of the ticket, `busy`,
`intake`, `duty`, `planned`, `waiting` (time in line) and `gone` (abandoned) by the clock. `crowd`
counts tickets of the very first instant of the slot, `queue` those who wait at the full hour,
`idle` the tickets that wait although an officer of the line, who cannot serve them, is idle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Of one replication, or of several together."""

    slot: dict[str, Floats]
    """By name of `COUNTS`."""
    procedures: Floats
    """(L, P) tickets."""
    days: Floats
    """(L,) open days."""
    day_visits: Floats
    """(L,) tickets of an open day, summed over days."""
    day_squares: Floats
    """(L,) their squares."""
    absent: Floats
    """(L, ABSENT) open days by officers absent, in so many officers all day."""


def added(sums: Sequence[Sums]) -> Sums:
    """Of several replications together."""

    def total(name: str) -> Floats:
        return np.asarray(np.sum([getattr(each, name) for each in sums], axis=0))

    slot = {name: np.asarray(np.sum([s.slot[name] for s in sums], axis=0)) for name in COUNTS}
    rest = ("procedures", "days", "day_visits", "day_squares", "absent")
    return Sums(slot=slot, **{name: total(name) for name in rest})


def summed(scenario: Scenario, system: System) -> Callable[[Workload, Outcome, Memory], Sums]:
    """The measure, for `Trials.run`."""
    lines = known(scenario, system)
    planned = _presence(
        system, lines, system.shift_start, system.shift_from, system.shift_to,
        ~system.officer_is_reserve,
    )  # fmt: skip
    is_open = _open_days(system)[lines.site]

    def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Sums:
        tickets = tickets_of(system, workload, outcome, memory, lines)
        slot = _of_tickets(system, tickets, len(lines.names))
        roster = workload.roster
        duty = _presence(
            system, lines, roster.duty_start, outcome.worked_from, roster.duty_to, None
        )
        slot["duty"], slot["planned"] = duty.sum(axis=1), planned.sum(axis=1)
        works = _works(system, workload, outcome, lines)
        slot["intake"] = np.zeros(len(lines.names) * N_SLOTS)
        _spread(*works, slot["intake"])
        slot["intake"] = slot["intake"].reshape(-1, N_SLOTS)
        slot["idle"] = _idle(system, tickets, works, duty)
        slot["busy"] += slot["intake"]
        n = len(lines.names)
        n_procedures = len(system.procedure_ids)
        cell = tickets.line * n_procedures + tickets.procedure
        visits = _by_day(system, tickets, n) * is_open
        return Sums(
            slot=slot,
            procedures=_counted(cell, n, n_procedures),
            days=np.asarray(is_open.sum(axis=1)),
            day_visits=visits.sum(axis=1),
            day_squares=(visits**2).sum(axis=1),
            absent=_absent(planned, duty, is_open),
        )

    return measured


def _open_days(system: System) -> Floats:
    """(S, days of the period) 1 where a site is open."""
    first, last = system.period_from // DAY, system.period_to // DAY
    found = np.zeros((len(system.site_ids), last - first))
    site = np.repeat(np.arange(len(found)), np.diff(system.open_day_start))
    there = (system.open_day >= first) & (system.open_day < last)
    found[site[there], system.open_day[there] - first] = 1.0
    return found


def _counted(cell: Ints, rows: int, columns: int) -> Floats:
    """(rows, columns) how often each cell occurs."""
    found = np.zeros(rows * columns)
    found += np.bincount(cell, None, rows * columns)
    return found.reshape(rows, columns)


def _by_day(system: System, tickets: Tickets, n: int) -> Floats:
    """(n, days of the period) tickets."""
    n_days = (system.period_to - system.period_from) // DAY
    day = (tickets.arrived - system.period_from) // DAY
    return _counted(tickets.line * n_days + day, n, n_days)


def _of_tickets(system: System, tickets: Tickets, n: int) -> dict[str, Floats]:
    """(n, N_SLOTS) the counts that are of tickets, and officers' time with them."""
    size = n * N_SLOTS
    cell = tickets.line * N_SLOTS + tickets.arrived % DAY // SLOT
    fate = tickets.fate
    served = fate == Fate.SERVED
    balked = fate == Fate.BALKED
    ended = ~balked & (fate != Fate.OPEN)
    end = np.where(tickets.called != NEVER, tickets.called, tickets.left)
    wait = np.where(ended, end - tickets.arrived, 0)
    service = np.where(served, tickets.left - tickets.called, 0) / MINUTE

    def count(weight: object) -> Floats:
        found = np.zeros(size)
        found += np.bincount(cell, np.asarray(weight, np.float64), size)
        return found.reshape(n, N_SLOTS)

    busy, queue, waiting = np.zeros(size), np.zeros(size), np.zeros(size)
    _spread(tickets.line[served], tickets.called[served], tickets.left[served], busy)
    until = np.where(end == NEVER, system.horizon, end)
    line = tickets.line[~balked], tickets.arrived[~balked], until[~balked]
    _at_hours(*line, queue)
    _spread(*line, waiting)
    gone = fate == Fate.ABANDONED
    left_in = (tickets.line * N_SLOTS + tickets.left % DAY // SLOT)[gone]
    return {
        "tickets": count(~balked),
        "first_class": count(tickets.first_class & ~balked),
        "booked": count(tickets.booked & ~balked),
        "again": count(tickets.again & ~balked),
        "later": count(tickets.later & ~balked),
        "limited": count(tickets.limited & ~balked),
        "balked": count(balked),
        "ended": count(ended),
        "wait": count(wait / MINUTE),
        "waited": count(ended & (~served | (wait > 0))),
        "within": count(served & (wait <= system.wait_target)),
        "abandoned": count(fate == Fate.ABANDONED),
        "sent_home": count(fate == Fate.SENT_HOME),
        "served": count(served),
        "service": count(service),
        "square": count(service**2),
        "busy": busy.reshape(n, N_SLOTS),
        "queue": queue.reshape(n, N_SLOTS),
        "crowd": count((tickets.arrived % SLOT == 0) & ~balked),
        "waiting": waiting.reshape(n, N_SLOTS),
        "gone": _counted(left_in, n, N_SLOTS),
    }


def _spread(line: Ints, since: Ints, until: Ints, minutes: Floats) -> None:
    """Add each span of time to the slots of the day that it lies in [min]."""
    while len(line):
        end = np.minimum(until, (since // SLOT + 1) * SLOT)
        cell = line * N_SLOTS + since % DAY // SLOT
        minutes += np.bincount(cell, (end - since) / MINUTE, len(minutes))
        on = end < until
        line, since, until = line[on], end[on], until[on]


def _at_hours(line: Ints, since: Ints, until: Ints, queue: Floats) -> None:
    """Count who waits at each full hour, in the slot that begins there."""
    hour = (since // HOUR + 1) * HOUR
    while len(line):
        waits = hour < until
        line, hour, until = line[waits], hour[waits], until[waits]
        queue += np.bincount(line * N_SLOTS + hour % DAY // SLOT, None, len(queue))
        hour = hour + HOUR


def _presence(
    system: System, lines: Lines, start: Ints, since: Ints, until: Ints, who: Bools | None
) -> Floats:
    """(L, days of the period, N_SLOTS) officers' minutes on duty by line."""
    n, slots = len(lines.names), (system.period_to - system.period_from) // SLOT
    line = np.repeat(lines.of_officer, np.diff(start))
    kept = line >= 0
    if who is not None:
        kept &= np.repeat(who, np.diff(start))
    since = np.maximum(since, system.period_from) - system.period_from
    until = np.minimum(until, system.period_to) - system.period_from
    kept &= since < until
    line, since, until = line[kept], since[kept], until[kept]
    # Changes of the number present by slots, and what the first and the last slot have less, more.
    width = slots + 1
    size = n * width
    first, last = since // SLOT, until // SLOT
    change = np.bincount(line * width + first, None, size) * 1.0
    change -= np.bincount(line * width + last, None, size)
    minutes = np.cumsum(change.reshape(n, width), axis=1) * (SLOT / MINUTE)
    minutes -= np.bincount(line * width + first, since % SLOT / MINUTE, size).reshape(n, width)
    minutes += np.bincount(line * width + last, until % SLOT / MINUTE, size).reshape(n, width)
    found: Floats = minutes[:, :-1].reshape(n, -1, N_SLOTS)
    return found


def _works(
    system: System, workload: Workload, outcome: Outcome, lines: Lines
) -> tuple[Ints, Ints, Ints]:
    """(line, from, to) of the work in the period at what came online or by post."""
    works = intake_works(workload.dossiers, outcome.lives, len(system.site_ids))
    site = np.repeat(np.arange(len(system.site_ids)), np.diff(works.start))
    line = lines.of_officer[system.officer_start[site] + works.officer]
    since = np.maximum(works.since, system.period_from)
    until = np.minimum(works.until, system.period_to)
    kept = (since < until) & (line >= 0)
    return line[kept], since[kept], until[kept]


def _idle(system: System, tickets: Tickets, works: tuple[Ints, Ints, Ints], duty: Floats) -> Floats:
    """(L, N_SLOTS) tickets that wait while officers on duty are fewer busy than there are."""
    served = tickets.fate == Fate.SERVED
    span = 4 * system.horizon  # no service lasts into the time of the next line
    begun = np.concatenate([tickets.line[served], works[0]]) * span
    calls = np.sort(begun + np.concatenate([tickets.called[served], works[1]]))
    ends = np.sort(begun + np.concatenate([tickets.left[served], works[2]]))
    ended = np.isin(tickets.fate, np.array([Fate.ABANDONED, Fate.SENT_HOME], np.int8))
    waits = ended | (served & (tickets.called > tickets.arrived))
    line, at = tickets.line[waits], tickets.arrived[waits]
    key = line * span + at
    busy = np.searchsorted(calls, key, "right") - np.searchsorted(ends, key, "right")
    slot = (at - system.period_from) // SLOT
    on_duty = duty.reshape(len(duty), -1)[line, slot] // (SLOT / MINUTE)
    cell = (line * N_SLOTS + at % DAY // SLOT)[busy < on_duty]
    return _counted(cell, len(duty), N_SLOTS)


def _absent(planned: Floats, duty: Floats, is_open: Floats) -> Floats:
    """(L, ABSENT) open days by officers missing, in whole officers over the planned time."""
    staffed = (planned > 0).sum(axis=2) * (SLOT / MINUTE)
    missing = (planned - duty).sum(axis=2) / np.maximum(staffed, 1.0)
    number = np.clip(np.rint(missing), 0, ABSENT - 1).astype(np.int64)
    found = np.zeros((len(planned), ABSENT))
    for line in range(len(found)):
        counted = (is_open[line] > 0) & (staffed[line] > 0)
        found[line] = np.bincount(number[line][counted], None, ABSENT)
    return found
