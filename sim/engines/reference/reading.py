"""From the tables to halls, offices and dossiers: nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from sim.engines.reference.choice import Map
from sim.engines.reference.dossier import DRAWN, Dossier
from sim.engines.reference.life import Procedures
from sim.engines.reference.opening import Opening, Session
from sim.engines.reference.people import Officer, Rules, Undecided, Visit, Work
from sim.engines.reference.stages import Ways
from sim.engines.reference.working_time import WorkingTime
from sim.model.returns import return_delay
from sim.model.tables import NEVER, Channel, Fate, Purpose, System, Workload


def dossiers_of(workload: Workload) -> list[Dossier]:
    """All dossiers by number."""
    columns = (workload.dossiers[name].tolist() for name in DRAWN)
    rows = zip(*columns, strict=True)
    return [Dossier(number, *row) for number, row in enumerate(rows)]


def procedures_of(system: System) -> Procedures:
    """What holds for procedures at every site."""
    return Procedures(
        has_dossiers=system.has_dossiers.tolist(),
        on_the_spot=system.on_the_spot.tolist(),
        unit_at=system.unit_at.tolist(),
        cut_off=int(system.cut_off),
    )


def working_times_of(system: System) -> list[WorkingTime]:
    """The clocks by number."""
    times = []
    for clock in range(len(system.clock_start) - 1):
        own = slice(system.clock_start[clock], system.clock_start[clock + 1])
        days = slice(system.clock_day_start[clock], system.clock_day_start[clock + 1])
        opens, closes = system.clock_from[own].tolist(), system.clock_to[own].tolist()
        times.append(
            WorkingTime(
                horizon=int(system.horizon),
                sessions=list(zip(opens, closes, strict=True)),
                dates=system.clock_day[days].tolist(),
                day_ends=system.clock_day_ends[days].tolist(),
            )
        )
    return times


def opening_of(system: System, site: int) -> Opening:
    """Doors and working days of a site."""
    rows = range(system.session_start[site], system.session_start[site + 1])
    days = slice(system.open_day_start[site], system.open_day_start[site + 1])
    sessions = [
        Session(
            ends_at=int(system.session_to[row]),
            closes=bool(system.session_closes[row]),
            door_from=int(system.door_from[row]),
            door_to=int(system.door_to[row]),
        )
        for row in rows
    ]
    return Opening(sessions, system.open_day[days].tolist(), int(system.horizon))


def rules_of(system: System, site: int) -> Rules:
    """The choices of a site."""
    return Rules(
        at_close_serve=bool(system.at_close_serve[site]),
        at_break_serve=bool(system.at_break_serve[site]),
        extend_breaks=bool(system.extend_breaks[site]),
        latest_close=int(system.latest_close[site]),
        balk_at=int(system.balk_at[site]),
        has_stages=len(system.stage_skill) > 0,
        return_delay=return_rule(system),
    )


def return_rule(system: System) -> Callable[[Visit], int]:
    """R5: after how many working days a visit that abandons comes back, or NEVER."""

    def delay_of(visit: Visit) -> int:
        thresholds = system.return_thresholds[visit.dossier.procedure]
        return return_delay(visit.word, visit.repetition, thresholds, system.return_days)

    return delay_of


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


def ways_of(system: System, workload: Workload) -> Ways:
    """The ways through stages."""
    starts, skills = system.stage_start.tolist(), system.stage_skill.tolist()
    return Ways(
        skills=[skills[start:end] for start, end in pairwise(starts)],
        times=workload.stages.tolist(),
        productive=system.productive.tolist(),
    )


def visits_of(workload: Workload, dossiers: list[Dossier], ways: Ways, site: int) -> list[Visit]:
    """The visits of a site in the order of their rows; those without an arrival are no-shows."""
    visits = workload.visits
    own = slice(visits.site_start[site], visits.site_start[site + 1])
    skill = visits.procedure[own].astype(np.int64) * len(Purpose) + visits.purpose[own]
    columns = zip(
        visits.arrived_at[own].tolist(),
        visits.dossier[own].tolist(),
        visits.purpose[own].tolist(),
        visits.priority[own].tolist(),
        skill.tolist(),
        visits.service[own].tolist(),
        visits.patience[own].tolist(),
        visits.return_word[own].tolist(),
        strict=True,
    )
    found = [
        Visit(
            dossier=dossiers[dossier],
            repetition=0,
            ticket=(arrived_at, dossier, purpose),
            priority=priority,
            skill=skill,
            service=service,
            patience=patience,
            word=word,
            fate=Fate.NO_SHOW if arrived_at == NEVER else Fate.OPEN,
            given_up=arrived_at == NEVER,
        )
        for arrived_at, dossier, purpose, priority, skill, service, patience, word in columns
    ]
    return [ways.begin(visit, site) for visit in found] if ways.are_there else found


def works_of(dossiers: list[Dossier]) -> list[Work]:
    """Intake work that arrives when it is filed, since nobody comes to enquire (D1)."""
    return [
        Work(
            dossier=dossier,
            arrived_at=dossier.filed_at,
            skill=dossier.procedure * len(Purpose) + Purpose.FILE,
        )
        for dossier in dossiers
        if dossier.channel != Channel.COUNTER and not dossier.enquires
    ]


def undecided_of(workload: Workload, dossiers: list[Dossier]) -> list[Undecided]:
    """Those who choose a site when they file (D9)."""
    return [
        Undecided(dossier=dossiers[number], service=s, supplement=u, collect=c, lead=lead)
        for number, s, u, c, lead in workload.live.tolist()
    ]


def map_of(system: System) -> Map:
    """Where one may file, and how far it is."""
    starts = system.live_start.tolist()
    sites = system.live_site.tolist()
    return Map(
        accepts=[sites[start:end] for start, end in pairwise(starts)],
        travel=system.live_travel.tolist(),
        home=system.live_home.tolist(),
        home_included=bool(system.live_home_included),
        service=system.live_service.tolist(),
        productive=system.productive.tolist(),
        unit_at=system.unit_at.tolist(),
        standard_day=system.clock_standard_day[system.unit_clock].tolist(),
    )
