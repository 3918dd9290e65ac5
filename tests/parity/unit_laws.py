"""What must hold of processing units (D5): enough processors, earliest due first, nobody idle."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.tables import NEVER, System
from tests.parity.dossier_laws import Tale, due_on_joining
from tests.parity.times import UnitTimes, unit_times


@dataclass(frozen=True, kw_only=True)
class Job:
    """A dossier in its unit; NEVER where it did not begin, or is not done at the horizon."""

    place: tuple[bool, int, int, int]
    joined_at: int
    begun_at: int
    done_at: int


def check_units(system: System, told: list[Tale]) -> None:
    """Raise AssertionError if units cannot have worked like this."""
    for unit, processors in enumerate(system.unit_processors.tolist()):
        own = [tale for tale in told if tale.has_dossiers and tale.unit_number == unit]
        jobs = [job_of(tale) for tale in own if tale.joined_at is not None and tale.drawn.effort]
        check_unit(unit_times(system, unit), processors, jobs)


def job_of(tale: Tale) -> Job:
    """The order is by the due day as it was on joining: whoever leaves later does not renew it."""
    life, due = tale.life, due_on_joining(tale)
    assert tale.joined_at is not None
    due_at = NEVER if due is None or tale.unit is None else tale.unit.days[due][1]
    return Job(
        place=(due is None, due_at, life.accepted_at, tale.number),
        joined_at=tale.joined_at,
        begun_at=life.begun_at,
        done_at=life.done_at,
    )


def check_unit(times: UnitTimes, processors: int, jobs: list[Job]) -> None:
    """State by state: between two of these instants nothing changes."""
    instants = {start for start, _ in times.sessions if start < times.horizon}
    for job in jobs:
        instants |= {job.joined_at, job.begun_at, job.done_at}
    busy = 0
    for now in sorted(instants - {NEVER}):
        begun = [job.place for job in jobs if job.begun_at == now]
        busy += len(begun) - sum(job.done_at == now for job in jobs)
        waiting = [
            job.place
            for job in jobs
            if job.joined_at <= now and (job.begun_at == NEVER or job.begun_at > now)
        ]
        assert 0 <= busy <= processors
        if waiting and times.is_open(now):
            assert busy == processors
        if waiting and begun:
            assert max(begun) < min(waiting)
