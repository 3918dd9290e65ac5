"""Visits through stages made by hand: what the toys leave out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sim.model.records import HELD_DTYPE, STAGE_DTYPE
from sim.model.tables import DAY, NEVER, Fate, Outcome, Purpose, System, Workload
from tests.measures.toys import Dossier, Site, Visit, at, make_run, starts

TICKETS = (Fate.SERVED, Fate.ABANDONED, Fate.SENT_HOME, Fate.OPEN)
Held = tuple[int, int, int]
"""Officer among those of all sites, since, until."""


@dataclass(kw_only=True)
class Stop:
    """A stage that a visit reached."""

    joined: int
    called: int = NEVER
    left: int = NEVER
    officer: int = NEVER
    fate: Fate = Fate.SERVED


@dataclass(kw_only=True)
class StagedVisit(Visit):
    """A visit to file, and the stages that it reached."""

    stops: list[Stop] = field(default_factory=list)


def staged(system: System, stages: dict[int, list[str]]) -> System:
    """The same system with stages for some procedures, the first of them the main one."""
    n_procedures = len(system.procedure_ids)
    names = [stages.get(p, []) for p in range(n_procedures)]
    skills, n_skills = [], n_procedures * len(Purpose)
    for p, own in enumerate(names):
        skills += [p * len(Purpose)][: len(own)] + list(range(n_skills, n_skills + len(own) - 1))
        n_skills += max(len(own) - 1, 0)
    return replace(
        system,
        skills=np.ones((len(system.officer_group), n_skills), np.bool_),
        skill_count=np.full(len(system.officer_group), n_skills, np.int32),
        stage_start=starts([len(own) for own in names]),
        stage_name=tuple(name for own in names for name in own),
        stage_skill=np.array(skills, np.int64),
    )


def passed(arrived: str, *stops: tuple[str, str, int], day: int = 0, **more: object) -> StagedVisit:
    """A visit served at each stage: called, left, officer; the next line is joined on leaving."""
    rows, joined = [], at(day, arrived)
    for called, left, officer in stops:
        rows.append(
            Stop(joined=joined, called=at(day, called), left=at(day, left), officer=officer)
        )
        joined = rows[-1].left
    return told(StagedVisit(arrived=at(day, arrived), stops=rows, **more))  # type: ignore[arg-type]


def told(visit: StagedVisit) -> StagedVisit:
    """The same visit with the row of the whole told by its stages, all but a fate of its own."""
    last = visit.stops[-1]
    called = [stop for stop in visit.stops if stop.called != NEVER]
    if called:
        visit.called, visit.officer = called[0].called, called[-1].officer
    visit.left = NEVER if visit.fate is Fate.OPEN and last.fate is Fate.SERVED else last.left
    return visit


def make_staged_run(
    system: System,
    sites: list[Site],
    visits: list[Visit],
    dossiers: list[Dossier] | None = None,
    *,
    held: list[Held] | None = None,
    replication: int = 0,
) -> tuple[Workload, Outcome]:
    """As `toys.make_run`, with the rows of stages and of officers held."""
    workload, outcome = make_run(system, sites, visits, dossiers, replication=replication)
    rows = [
        (dossier, stop.joined, stop.called, stop.left, visit.site, repetition, stop.officer, k,
         stop.fate)
        for visit in visits
        if isinstance(visit, StagedVisit)
        for dossier, repetition in [visit.index]
        for k, stop in enumerate(visit.stops)
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[0], row[5], row[7]))
    stages = np.array(rows, STAGE_DTYPE) if rows else np.zeros(0, STAGE_DTYPE)
    times = np.array(sorted(held), HELD_DTYPE) if held else np.zeros(0, HELD_DTYPE)
    return workload, replace(outcome, stages=stages, held=times)


def random_stages(
    rng: np.random.Generator, step: int, visit: Visit, n_stages: int, n_officers: int, days: int
) -> Visit:
    """The visit's way through the stages of its procedure, wherever it ends."""
    if visit.purpose is not Purpose.FILE or visit.fate not in TICKETS or not n_stages:
        return visit
    result = StagedVisit(
        site=visit.site, procedure=visit.procedure, commune=visit.commune,
        dossier=visit.dossier, caused=visit.caused, arrived=visit.arrived,
    )  # fmt: skip
    mean, horizon, now = DAY // 24, days * DAY, visit.arrived

    def span() -> int:
        return 0 if rng.random() < 0.3 else int(rng.exponential(mean) // step) * step

    for k in range(n_stages):
        gone = now + span()
        if gone >= horizon or not n_officers or rng.random() < 0.15:
            result.fate = (Fate.ABANDONED, Fate.SENT_HOME, Fate.OPEN)[int(rng.integers(3))]
            left = gone
            if gone >= horizon or (result.fate is Fate.OPEN and rng.random() < 0.5):
                result.fate, left = Fate.OPEN, NEVER
            result.stops.append(Stop(joined=now, left=left, fate=result.fate))
            break
        left = gone + step + span()
        officer = int(rng.integers(n_officers))
        result.stops.append(Stop(joined=now, called=gone, left=left, officer=officer))
        now = left
        if left >= horizon and k + 1 < n_stages:
            result.fate = Fate.OPEN
            break
    told(result)
    dossier = result.dossier
    if dossier is not None and result.fate is Fate.SERVED and dossier.procedure == 1:
        dossier.accepted = result.left
        dossier.released = result.left + span() if rng.random() < 0.7 else NEVER
    return result
