"""The reference engine: the rules of the counter queue, written to be read.

Put the rule page of the model beside `hall`: R1 to R9 are cited there where they are kept.
SimPy gives the clock and the processes; the line is our own, since `simpy.Resource` knows
neither skills nor duty. Nothing is drawn and nothing is estimated. The one thing measured, the
integral of the number waiting, is there so that Little's law can be checked on every run.

The compiled engine is an independent reading of the same rules: the two share the tables and
the ranks of events, nothing else. Sites do not meet, so each has an environment of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

import numpy as np

from sim.engines.reference.hall import Hall
from sim.engines.reference.people import Officer, Rules, Session, Visit
from sim.model.tables import (
    DAY,
    NEVER,
    Fate,
    Outcome,
    Purpose,
    System,
    Workload,
    return_delay,
)


def run(system: System, workload: Workload) -> Outcome:
    """Play one replication; `waiting_time` of the outcome is observed event by event.

    Both arguments must be consistent, as `model.system` and `sampling` make them.
    """
    halls = []
    for site in range(len(system.site_ids)):
        hall = Hall(
            rules_of(system, workload, site),
            officers_of(system, workload, site),
            visits_of(workload, site),
        )
        hall.run()
        halls.append(hall)
    return outcome_of(halls)


def rules_of(system: System, workload: Workload, site: int) -> Rules:
    """Sessions and choices of a site."""
    rows = range(system.session_start[site], system.session_start[site + 1])
    return Rules(
        horizon=int(system.horizon),
        sessions=[
            Session(
                ends_at=int(system.session_to[row]),
                closes=bool(system.session_closes[row]),
                door_from=int(system.door_from[row]),
                door_to=int(system.door_to[row]),
            )
            for row in rows
        ],
        at_close_serve=bool(system.at_close_serve[site]),
        at_break_serve=bool(system.at_break_serve[site]),
        extend_breaks=bool(system.extend_breaks[site]),
        latest_close=int(system.latest_close[site]),
        balk_at=int(system.balk_at[site]),
        returns_at=return_rule(system, workload, site),
    )


def return_rule(system: System, workload: Workload, site: int) -> Callable[[Visit, int], int]:
    """R5: when a visit that abandons comes back, as a function of the visit and that instant."""
    open_days = system.open_day[system.open_day_start[site] : system.open_day_start[site + 1]]
    open_days = open_days.tolist()

    def returns_at(visit: Visit, abandoned_at: int) -> int:
        thresholds = system.return_thresholds[visit.skill // len(Purpose)]
        word = int(workload.visits.return_word[visit.row])
        delay = return_delay(word, visit.repetition, thresholds, system.return_days)
        if delay == NEVER:
            return NEVER
        day, time_of_day = divmod(visit.arrived_at, DAY)
        if delay > 0:
            later = bisect_right(open_days, day) + delay - 1
            if later >= len(open_days):
                return NEVER
            day = open_days[later]
        again_at: int = max(day * DAY + time_of_day, abandoned_at)
        return again_at if again_at < system.horizon else NEVER

    return returns_at


def officers_of(system: System, workload: Workload, site: int) -> list[Officer]:
    """The officers of a site with their duties of this replication."""
    roster = workload.roster
    first = int(system.officer_start[site])
    officers = []
    for row in range(first, int(system.officer_start[site + 1])):
        own = slice(roster.duty_start[row], roster.duty_start[row + 1])
        duty_from = roster.duty_from[own].tolist()
        officers.append(
            Officer(
                number=row - first,
                skills=frozenset(np.flatnonzero(system.skills[row]).tolist()),
                skill_count=int(system.skill_count[row]),
                duties=list(zip(duty_from, roster.duty_to[own].tolist(), strict=True)),
                worked_from=duty_from,
            )
        )
    return officers


def visits_of(workload: Workload, site: int) -> list[Visit]:
    """The visits of a site in the order of their rows; those without an arrival are no-shows."""
    visits = workload.visits
    own = slice(visits.site_start[site], visits.site_start[site + 1])
    skill = visits.procedure[own].astype(np.int64) * len(Purpose) + visits.purpose[own]
    columns = zip(
        range(own.start, own.stop),
        visits.arrived_at[own].tolist(),
        visits.dossier[own].tolist(),
        visits.purpose[own].tolist(),
        visits.priority[own].tolist(),
        skill.tolist(),
        visits.service[own].tolist(),
        visits.patience[own].tolist(),
        strict=True,
    )
    return [
        Visit(
            row=row,
            repetition=0,
            ticket=(arrived_at, dossier, purpose),
            priority=priority,
            skill=skill,
            service=service,
            patience=patience,
            fate=Fate.NO_SHOW if arrived_at == NEVER else Fate.OPEN,
        )
        for row, arrived_at, dossier, purpose, priority, skill, service, patience in columns
    ]


def outcome_of(halls: list[Hall]) -> Outcome:
    """The journals of all sites as the tables that the measures read."""
    first = [visit for hall in halls for visit in hall.expected]
    again = [
        visit
        for hall in halls
        for visit in sorted(hall.returned, key=lambda visit: (visit.row, visit.repetition))
    ]
    per_site = [len(hall.returned) for hall in halls]
    worked_from = [start for hall in halls for o in hall.officers for start in o.worked_from]
    return Outcome(
        called_at=np.array([visit.called_at for visit in first], np.int64),
        left_at=np.array([visit.left_at for visit in first], np.int64),
        officer=np.array([visit.officer for visit in first], np.int32),
        fate=np.array([visit.fate for visit in first], np.int8),
        again_start=np.concatenate([[0], np.cumsum(per_site, dtype=np.int64)]),
        again_origin=np.array([visit.row for visit in again], np.int64),
        again_repetition=np.array([visit.repetition for visit in again], np.int32),
        again_arrived_at=np.array([visit.arrived_at for visit in again], np.int64),
        again_called_at=np.array([visit.called_at for visit in again], np.int64),
        again_left_at=np.array([visit.left_at for visit in again], np.int64),
        again_officer=np.array([visit.officer for visit in again], np.int32),
        again_fate=np.array([visit.fate for visit in again], np.int8),
        worked_from=np.array(worked_from, np.int64),
        waiting_time=np.array([hall.waiting_time for hall in halls], np.int64),
    )
