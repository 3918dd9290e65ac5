"""What happened in a run, read off its journal and lives alone: no engine is in sight here."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.model.journal import journal
from sim.model.tables import NEVER, Channel, Fate, Outcome, Purpose, System, Workload
from tests.parity.small_sites import Interval

FOLLOW_UPS = {int(Purpose.SUPPLEMENT): "supplement", int(Purpose.COLLECT): "collect"}
"""Where the service of visits that dossiers cause is drawn."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """A visit as it went, or one stage of it, with the end of its wait (cut at the horizon)."""

    site: int
    chain: tuple[int, int]
    repetition: int
    priority: int
    skill: int
    service: int
    patience: int
    ticket: tuple[int, int, int]
    came_at: int
    """The arrival of the visit, at whatever stage it stands."""
    stage: int = 0
    called_at: int
    left_at: int
    officer: int
    fate: Fate
    waited_until: int

    @property
    def arrived_at(self) -> int:
        return self.ticket[0]

    def is_there_by_dispatch(self, instant: int) -> bool:
        """R9: who moves on at this instant is there by then, who arrives is not."""
        return NEVER != self.arrived_at < instant + (self.stage > 0)

    def comes_before(self, turn: tuple[int, int, int]) -> bool:
        """Whether the ticket has been taken before this turn among the arrivals."""
        return self.ticket < turn or (self.stage > 0 and self.arrived_at == turn[0])


@dataclass(frozen=True, kw_only=True)
class Work:
    """Intake work as it went; NEVER where it did not arrive, or did not begin."""

    site: int
    dossier: int
    skill: int
    arrived_at: int
    begun_at: int
    ended_at: int
    officer: int


@dataclass(frozen=True, kw_only=True)
class Server:
    """An officer with duty as worked and jobs (visits and intake work), in order of time."""

    skills: frozenset[int]
    horizon: int
    duty: tuple[Interval, ...]
    jobs: tuple[Interval, ...]
    taken_up_when_idle: frozenset[int]
    """Starts of jobs that an officer takes up who has nobody to serve at the dispatch."""
    holds: tuple[Interval, ...] = ()
    """[held for tickets of before, let go)"""
    stood_by: tuple[Interval, ...] = ()

    def was_on_duty_just_before(self, instant: int) -> bool:
        return any(start < instant <= end for start, end in self.duty)

    def is_on_duty(self, instant: int) -> bool:
        return any(start <= instant < end for start, end in self.duty)

    def could_serve(self, visit: Past, instant: int) -> bool:
        """R6: on duty whoever is within the skills, else those that a hold is for."""
        return visit.skill in self.skills and (
            self.is_on_duty(instant)
            or any(visit.came_at < since <= instant < until for since, until in self.holds)
        )


def same(system: System, workload: Workload, one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes of one workload are equal to the last millisecond."""
    return (
        all(
            np.array_equal(getattr(one, name), getattr(other, name))
            for name in Outcome.__slots__
            if name not in ("waiting_time", "__weakref__")
        )
        and one.lives.dtype == other.lives.dtype
        and np.array_equal(journal(system, workload, one), journal(system, workload, other))
    )


def settled(system: System, workload: Workload, outcome: Outcome) -> np.ndarray:
    """The dossiers as drawn, with site and what depends on it where the run has chosen (D9)."""
    dossiers = workload.dossiers.copy()
    for one in workload.live:
        dossier = dossiers[one["dossier"]]
        site = int(outcome.lives["site"][one["dossier"]])
        assert dossier["site"] == NEVER != site
        dossier["site"] = site
        for name in FOLLOW_UPS.values():
            dossier[name] = stretched(system, one[name], site)
        unit = system.unit_at[dossier["procedure"], site]
        if unit != NEVER:
            day = int(system.clock_standard_day[system.unit_clock[unit]])
            dossier["lead"] = math.floor(float(one["lead"]) * day + 0.5)
    return dossiers


def stretched(system: System, duration: float, site: int) -> int:
    """A duration at a productive share of 1 as it is at a site [ms]."""
    return max(1, math.floor(float(duration) / float(system.productive[site]) + 0.5))


def pasts(system: System, workload: Workload, outcome: Outcome, dossiers: np.ndarray) -> list[Past]:
    """The journal row by row, joined with service and patience; dossiers are as `settled`."""
    visits = workload.visits
    asked = {
        (int(d), int(p)): (int(s), int(w))
        for d, p, s, w in zip(
            visits.dossier, visits.purpose, visits.service, visits.patience, strict=True
        )
    }
    assert len(asked) == len(visits)
    for one in workload.live:
        number = int(one["dossier"])
        service = stretched(system, one["service"], int(dossiers["site"][number]))
        asked[number, int(Purpose.FILE)] = (service, int(dossiers["patience"][number]))
    result = []
    for row in journal(system, workload, outcome):
        dossier, purpose = int(row["dossier"]), int(row["purpose"])
        if purpose in FOLLOW_UPS:
            drawn = dossiers[dossier]
            asked[dossier, purpose] = (int(drawn[FOLLOW_UPS[purpose]]), int(drawn["patience"]))
        service, patience = asked[dossier, purpose]
        called_at, left_at = int(row["called_at"]), int(row["left_at"])
        until = called_at if called_at != NEVER else left_at if left_at != NEVER else system.horizon
        result.append(
            Past(
                site=int(row["site"]),
                chain=(dossier, purpose),
                repetition=int(row["repetition"]),
                priority=int(row["priority"]),
                skill=int(row["procedure"]) * len(Purpose) + purpose,
                service=service,
                patience=patience,
                ticket=(int(row["arrived_at"]), dossier, purpose),
                came_at=int(row["arrived_at"]),
                called_at=called_at,
                left_at=left_at,
                officer=int(row["officer"]),
                fate=Fate(row["fate"]),
                waited_until=NEVER if row["fate"] == Fate.NO_SHOW else until,
            )
        )
    return result


def works_of(dossiers: np.ndarray, outcome: Outcome, past: list[Past]) -> list[Work]:
    """Intake work on what was filed online or by post, by dossier (D1)."""
    first_enquiry = {
        visit.chain[0]: visit
        for visit in past
        if visit.chain[1] == Purpose.ENQUIRE and visit.repetition == 0
    }
    works = []
    for number, (drawn, life) in enumerate(zip(dossiers, outcome.lives, strict=True)):
        if drawn["channel"] == Channel.COUNTER:
            continue
        arrived_at = int(drawn["filed_at"])
        if drawn["enquires"] and first_enquiry[number].fate != Fate.NO_SHOW:
            arrived_at = first_enquiry[number].left_at
        works.append(
            Work(
                site=int(drawn["site"]),
                dossier=number,
                skill=int(drawn["procedure"]) * len(Purpose) + Purpose.FILE,
                arrived_at=arrived_at,
                begun_at=int(life["intake_from"]),
                ended_at=int(life["intake_to"]),
                officer=int(life["intake_officer"]),
            )
        )
    return works


def servers_of(
    system: System,
    workload: Workload,
    outcome: Outcome,
    own: list[Past],
    works: list[Work],
    site: int,
) -> list[Server]:
    """The officers of a site with what they did; `own` are the visits, stage by stage."""
    roster = workload.roster
    first, last = system.officer_start[site : site + 2]
    jobs: dict[int, list[Interval]] = {}
    when_idle: dict[int, set[int]] = {}
    for visit in own:
        jobs.setdefault(visit.officer, []).append((visit.called_at, visit.left_at))
        if not visit.is_there_by_dispatch(visit.called_at):
            when_idle.setdefault(visit.officer, set()).add(visit.called_at)
    for work in works:
        jobs.setdefault(work.officer, []).append((work.begun_at, work.ended_at))
        when_idle.setdefault(work.officer, set()).add(work.begun_at)
    servers = []
    for row in range(first, last):
        duties = range(roster.duty_start[row], roster.duty_start[row + 1])
        servers.append(
            Server(
                skills=frozenset(np.flatnonzero(system.skills[row]).tolist()),
                horizon=int(system.horizon),
                duty=tuple(
                    (int(outcome.worked_from[k]), int(roster.duty_to[k]))
                    for k in duties
                    if outcome.worked_from[k] < roster.duty_to[k]
                ),
                jobs=tuple(sorted(jobs.get(row - first, []))),
                taken_up_when_idle=frozenset(when_idle.get(row - first, ())),
            )
        )
    return servers
