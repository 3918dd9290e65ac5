"""What must hold of intake work on dossiers that were filed online or by post (D2)."""

from __future__ import annotations

from sim.model.tables import NEVER, Fate
from tests.parity.pasts import Past, Server, Work


def check_works(servers: list[Server], works: list[Work], visits: list[Past]) -> None:
    """Raise AssertionError if this cannot have been the work of these officers of a site."""
    for work in works:
        if work.begun_at != NEVER:
            check_start(servers[work.officer], work, visits)
        else:
            assert work.officer == work.ended_at == NEVER
        for server in servers:
            check_nobody_idle(server, work)
    check_order(servers, works)


def check_start(server: Server, work: Work, visits: list[Past]) -> None:
    """Within the skills and on duty, when there is no visit to serve instead."""
    assert NEVER != work.arrived_at <= work.begun_at < work.ended_at
    assert work.skill in server.skills
    assert server.is_on_duty(work.begun_at)
    for visit in visits:
        if visit.skill in server.skills and visit.is_there_by_dispatch(work.begun_at):
            patient = visit.fate == Fate.ABANDONED and visit.waited_until == work.begun_at
            assert visit.waited_until <= work.begun_at
            assert not patient


def check_nobody_idle(server: Server, work: Work) -> None:
    """No officer with the skill is idle on duty for a positive length of time while it lies."""
    if work.skill not in server.skills or work.arrived_at == NEVER:
        return
    for start, end in server.duty:
        start = max(start, work.arrived_at)
        if work.begun_at != NEVER:
            end = min(end, work.begun_at)
        end = min(end, server.horizon)
        busy_until = start
        for job_from, job_to in server.jobs:
            if job_from <= busy_until:
                busy_until = max(busy_until, job_to)
        assert start >= end or busy_until >= end


def check_order(servers: list[Server], works: list[Work]) -> None:
    """First come, first begun, within the skills of whoever begins it."""
    arrived = sorted(
        (work for work in works if work.arrived_at != NEVER),
        key=lambda work: (work.arrived_at, work.dossier),
    )
    for place, work in enumerate(arrived):
        if work.begun_at != NEVER:
            skills = servers[work.officer].skills
            for earlier in arrived[:place]:
                if earlier.skill in skills:
                    assert NEVER != earlier.begun_at <= work.begun_at
