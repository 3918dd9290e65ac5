"""The reference engine: the rules of the counter queue and of the dossier's life, to be read.

Put the rule page of the model beside it. R1 to R9, D1 and D2 are kept in `hall` and are cited
there, with R6 in `closing` and the order of arrivals in `arrivals`; R10 in `stages` and
`closing`; D3 to D8 in `life`, the work of processing units in `office`, the choice of D9 in
`choice`.
SimPy gives the clock and the processes; the line is our own, since `simpy.Resource` knows
neither skills nor duty. Nothing is drawn and nothing is estimated. The one thing measured, the
integral of the number waiting, is there so that Little's law can be checked on every run.

The compiled engine is an independent reading of the same rules: the two share the tables and
the ranks of events, nothing else. All sites live in one environment, since their dossiers may
meet in a processing unit, and some who file look at several sites first.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from sim.engines.reference.arrivals import Arrivals
from sim.engines.reference.choice import Choice
from sim.engines.reference.dossier import Dossier
from sim.engines.reference.hall import Hall
from sim.engines.reference.life import Lives
from sim.engines.reference.moments import Timeline
from sim.engines.reference.office import Office
from sim.engines.reference.people import Comer, Visit
from sim.engines.reference.reading import (
    dossiers_of,
    map_of,
    officers_of,
    opening_of,
    procedures_of,
    rules_of,
    undecided_of,
    visits_of,
    ways_of,
    working_times_of,
    works_of,
)
from sim.model.records import HELD_DTYPE, LIFE_DTYPE, STAGE_DTYPE
from sim.model.tables import Fate, Outcome, Records, System, Workload


def run(system: System, workload: Workload) -> Outcome:
    """Play one replication; `waiting_time` of the outcome is observed event by event.

    Both arguments must be consistent, as `model.system` and `sampling` make them.
    """
    with no_search_for_garbage():
        return play(system, workload)


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """All that a run makes is kept until it ends: to search it for garbage took a sixth of it."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


def play(system: System, workload: Workload) -> Outcome:
    """Set the scene, let time pass, and read off what happened."""
    time = Timeline()
    dossiers = dossiers_of(workload)
    lives = Lives(time, procedures_of(system), int(system.horizon))
    lives.offices = offices_of(system, time, lives)
    ways = ways_of(system, workload)
    choice = Choice(map_of(system), ways)
    arrivals = Arrivals(time, choice)
    sites = range(len(system.site_ids))
    lives.halls = arrivals.halls = choice.halls = halls = [
        Hall(
            time,
            opening_of(system, site),
            rules_of(system, site),
            officers_of(system, workload, site),
            arrivals,
            lives,
        )
        for site in sites
    ]
    visits = [visit for site in sites for visit in visits_of(workload, dossiers, ways, site)]
    for visit in visits:
        if visit.fate == Fate.NO_SHOW:
            lives.visit_ended(visit)
    coming: list[Comer] = [visit for visit in visits if visit.fate != Fate.NO_SHOW]
    coming += [*works_of(dossiers), *undecided_of(workload, dossiers)]
    time.process(arrivals.known(sorted(coming, key=lambda comer: comer.ticket)))
    time.run(until=int(system.horizon))
    for hall in halls:
        hall.end()
    return outcome_of(visits, dossiers, halls)


def offices_of(system: System, time: Timeline, lives: Lives) -> list[Office]:
    """The processing units by number."""
    working_times = working_times_of(system)
    pairs = zip(system.unit_clock.tolist(), system.unit_processors.tolist(), strict=True)
    return [Office(time, working_times[clock], n, lives.ready) for clock, n in pairs]


def outcome_of(drawn: list[Visit], dossiers: list[Dossier], halls: list[Hall]) -> Outcome:
    """The journals of all sites, and the lives, as the tables that the measures read."""
    caused = [
        visit for hall in halls for visit in sorted(hall.caused, key=lambda visit: visit.ticket)
    ]
    per_site = [len(hall.caused) for hall in halls]
    worked_from = [start for hall in halls for o in hall.officers for start in o.worked_from]
    lives = np.empty(len(dossiers), LIFE_DTYPE)
    for name in LIFE_DTYPE.names or ():
        lives[name] = [getattr(dossier, name) for dossier in dossiers]
    return Outcome(
        called_at=np.array([visit.called_at for visit in drawn], np.int64),
        left_at=np.array([visit.left_at for visit in drawn], np.int64),
        officer=np.array([visit.officer for visit in drawn], np.int32),
        fate=np.array([visit.fate for visit in drawn], np.int8),
        caused_start=np.concatenate([[0], np.cumsum(per_site, dtype=np.int64)]),
        caused_dossier=np.array([visit.dossier.number for visit in caused], np.int64),
        caused_purpose=np.array([visit.purpose for visit in caused], np.int8),
        caused_repetition=np.array([visit.repetition for visit in caused], np.int32),
        caused_priority=np.array([visit.priority for visit in caused], np.int8),
        caused_arrived_at=np.array([visit.arrived_at for visit in caused], np.int64),
        caused_called_at=np.array([visit.called_at for visit in caused], np.int64),
        caused_left_at=np.array([visit.left_at for visit in caused], np.int64),
        caused_officer=np.array([visit.officer for visit in caused], np.int32),
        caused_fate=np.array([visit.fate for visit in caused], np.int8),
        lives=lives,
        stages=stages_of([*drawn, *caused]),
        held=held_of(halls),
        worked_from=np.array(worked_from, np.int64),
        waiting_time=np.array([hall.line.waiting_time for hall in halls], np.int64),
    )


def stages_of(visits: list[Visit]) -> Records:
    """Every stage that a visit reached, as `STAGE_DTYPE`."""
    rows = sorted(
        (
            (visit.dossier.number, visit.repetition, stage, visit, passage)
            for visit in visits
            for stage, passage in enumerate(visit.passages)
        ),
        key=lambda row: row[:3],
    )
    table = np.empty(len(rows), STAGE_DTYPE)
    for row, (dossier, repetition, stage, visit, passage) in zip(table, rows, strict=True):
        row.dossier, row.repetition, row.stage = dossier, repetition, stage
        row.site = visit.dossier.site
        row.joined_at, row.called_at, row.left_at = (
            passage.joined_at, passage.called_at, passage.left_at,
        )  # fmt: skip
        row.officer, row.fate = passage.officer, passage.fate
    return table


def held_of(halls: list[Hall]) -> Records:
    """When officers stood by, as `HELD_DTYPE`."""
    officers = [officer for hall in halls for officer in hall.officers]
    rows = [(o, *times) for o, officer in enumerate(officers) for times in officer.stood_by]
    return np.array(rows, HELD_DTYPE)
