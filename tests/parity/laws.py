"""What must hold of every run of any engine, checked on its journal alone (no engine in sight).

The reading of duty and holds here is a third one: it goes visit by visit and officer by officer
over the finished journal, without events.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.model.tables import NEVER, Fate, Outcome, Purpose, System, Workload, journal
from tests.parity.small_sites import Interval


@dataclass(frozen=True, kw_only=True)
class Past:
    """A visit as it went, with the end of its wait (cut at the horizon)."""

    site: int
    chain: tuple[int, int]
    repetition: int
    priority: int
    skill: int
    service: int
    patience: int
    ticket: tuple[int, int, int]
    called_at: int
    left_at: int
    officer: int
    fate: Fate
    waited_until: int

    @property
    def arrived_at(self) -> int:
        return self.ticket[0]


@dataclass(frozen=True, kw_only=True)
class Server:
    """An officer with duty as worked and services, both in order of time."""

    skills: frozenset[int]
    duty: tuple[Interval, ...]
    services: tuple[Interval, ...]

    def was_on_duty_just_before(self, instant: int) -> bool:
        return any(start < instant <= end for start, end in self.duty)

    def is_on_duty(self, instant: int) -> bool:
        return any(start <= instant < end for start, end in self.duty)


def check_laws(system: System, workload: Workload, outcome: Outcome) -> None:
    """Raise AssertionError if the outcome is impossible."""
    past = pasts(system, workload, outcome)
    check_fates(system, past)
    check_chains(system, past)
    check_worked_from(system, workload, outcome)
    if outcome.waiting_time is not None:
        check_little(system, past, outcome)
    for site in range(len(system.site_ids)):
        own = [visit for visit in past if visit.site == site]
        servers = servers_of(system, workload, outcome, own, site)
        check_lines(own)
        for server in servers:
            check_one_at_a_time(server)
        for visit in own:
            if visit.fate == Fate.SERVED:
                check_start(system, site, servers[visit.officer], visit)
            for server in servers:
                check_nobody_idle(system, site, server, visit)


def same(system: System, workload: Workload, one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes of one workload are equal to the last millisecond."""
    return (
        np.array_equal(journal(system, workload, one), journal(system, workload, other))
        and np.array_equal(one.again_start, other.again_start)
        and np.array_equal(one.again_origin, other.again_origin)
        and np.array_equal(one.worked_from, other.worked_from)
    )


def pasts(system: System, workload: Workload, outcome: Outcome) -> list[Past]:
    """The journal row by row, joined with service and patience."""
    visits = workload.visits
    asked = {
        (int(d), int(p)): (int(s), int(w))
        for d, p, s, w in zip(
            visits.dossier, visits.purpose, visits.service, visits.patience, strict=True
        )
    }
    assert len(asked) == len(visits)
    result = []
    for row in journal(system, workload, outcome).tolist():
        (_, dossier, _, site, procedure, purpose, repetition, priority, _, *instants, _) = row
        arrived_at, called_at, left_at, officer, fate = instants
        service, patience = asked[dossier, purpose]
        until = called_at if called_at != NEVER else left_at if left_at != NEVER else system.horizon
        result.append(
            Past(
                site=site,
                chain=(dossier, purpose),
                repetition=repetition,
                priority=priority,
                skill=procedure * len(Purpose) + purpose,
                service=service,
                patience=patience,
                ticket=(arrived_at, dossier, purpose),
                called_at=called_at,
                left_at=left_at,
                officer=officer,
                fate=Fate(fate),
                waited_until=NEVER if fate == Fate.NO_SHOW else until,
            )
        )
    return result


def check_fates(system: System, past: list[Past]) -> None:
    """Every visit ends exactly once, and its instants say the same as its fate."""
    closings = system.session_to[system.session_closes].tolist()
    for visit in past:
        if visit.fate == Fate.SERVED:
            assert visit.arrived_at <= visit.called_at < system.horizon
            assert visit.left_at == visit.called_at + visit.service
            assert visit.officer != NEVER
            assert visit.patience == NEVER or visit.called_at <= visit.arrived_at + visit.patience
            continue
        assert visit.called_at == NEVER
        assert visit.officer == NEVER
        if visit.fate == Fate.NO_SHOW:
            assert visit.arrived_at == visit.left_at == NEVER
        elif visit.fate == Fate.ABANDONED:
            assert visit.left_at == visit.arrived_at + visit.patience < system.horizon
        elif visit.fate in (Fate.BALKED, Fate.TURNED_AWAY):
            assert visit.left_at == visit.arrived_at
        elif visit.fate == Fate.SENT_HOME:
            assert visit.arrived_at < visit.left_at < system.horizon
        elif visit.left_at == NEVER:
            assert visit.patience == NEVER or visit.arrived_at + visit.patience >= system.horizon
        else:
            assert any(close <= visit.left_at for close in closings)


def check_chains(system: System, past: list[Past]) -> None:
    """Who is sent home comes at the next opening; who abandons may; nobody else comes again."""
    again = {(visit.chain, visit.repetition): visit for visit in past}
    assert len(again) == len(past)
    for visit in past:
        if visit.repetition > 0:
            before = again[visit.chain, visit.repetition - 1]
            assert before.fate in (Fate.SENT_HOME, Fate.ABANDONED)
            assert before.left_at <= visit.arrived_at < system.horizon
        if visit.fate == Fate.SENT_HOME:
            own = slice(*system.session_start[visit.site : visit.site + 2])
            doors = system.door_from[own].tolist()
            after = again[visit.chain, visit.repetition + 1]
            assert after.arrived_at == doors[bisect_left(doors, visit.left_at)]


def check_worked_from(system: System, workload: Workload, outcome: Outcome) -> None:
    """A duty starts as planned, or later by an extended break, never after its end."""
    roster = workload.roster
    assert np.all(roster.duty_from <= outcome.worked_from)
    assert np.all(outcome.worked_from <= roster.duty_to)
    for site, extend in enumerate(system.extend_breaks):
        first, last = system.officer_start[site : site + 2]
        own = slice(roster.duty_start[first], roster.duty_start[last])
        assert extend or np.array_equal(outcome.worked_from[own], roster.duty_from[own])


def check_little(system: System, past: list[Past], outcome: Outcome) -> None:
    """Little's law on the sample path: both sides are integers, so they are equal."""
    for site in range(len(system.site_ids)):
        waits = [v.waited_until - v.arrived_at for v in past if v.site == site]
        assert outcome.waiting_time[site] == sum(waits)


def servers_of(
    system: System, workload: Workload, outcome: Outcome, own: list[Past], site: int
) -> list[Server]:
    """The officers of a site with what they did."""
    roster = workload.roster
    first, last = system.officer_start[site : site + 2]
    servers = []
    for row in range(first, last):
        duties = range(roster.duty_start[row], roster.duty_start[row + 1])
        servers.append(
            Server(
                skills=frozenset(np.flatnonzero(system.skills[row]).tolist()),
                duty=tuple(
                    (int(outcome.worked_from[k]), int(roster.duty_to[k]))
                    for k in duties
                    if outcome.worked_from[k] < roster.duty_to[k]
                ),
                services=tuple(
                    sorted((v.called_at, v.left_at) for v in own if v.officer == row - first)
                ),
            )
        )
    return servers


def check_lines(own: list[Past]) -> None:
    """Within one class and skill, nobody is called past an earlier ticket that still waits."""
    lines: dict[tuple[int, int], list[Past]] = {}
    for visit in sorted(own, key=lambda visit: visit.ticket):
        for earlier in lines.setdefault((visit.priority, visit.skill), []):
            if visit.fate == Fate.SERVED:
                assert earlier.waited_until <= visit.called_at
                if earlier.fate == Fate.ABANDONED and visit.arrived_at < visit.called_at:
                    assert earlier.waited_until < visit.called_at
        lines[visit.priority, visit.skill].append(visit)


def check_one_at_a_time(server: Server) -> None:
    """No officer serves two visits at once."""
    for (_, end), (start, _) in pairwise(server.services):
        assert end <= start


def ends(system: System, site: int) -> list[tuple[int, bool]]:
    """Ends of sessions before the horizon, and whether they close."""
    own = slice(*system.session_start[site : site + 2])
    pairs = zip(system.session_to[own].tolist(), system.session_closes[own].tolist(), strict=True)
    return [(end, closing) for end, closing in pairs if end < system.horizon]


def holds(system: System, site: int, server: Server) -> list[int]:
    """The ends of sessions at which the officer is held for the tickets before (R6)."""
    return [
        end
        for end, closing in ends(system, site)
        if (system.at_close_serve if closing else system.at_break_serve)[site]
        and server.was_on_duty_just_before(end)
    ]


def check_start(system: System, site: int, server: Server, visit: Past) -> None:
    """Within the skills, on duty or held; the held serve without a pause."""
    assert visit.skill in server.skills
    if server.is_on_duty(visit.called_at):
        return
    assert any(visit.arrived_at < end <= visit.called_at for end in holds(system, site, server))
    assert any(end == visit.called_at for _, end in server.services)


def check_nobody_idle(system: System, site: int, server: Server, visit: Past) -> None:
    """No officer is available for a positive length of time while this visit waits."""
    if visit.skill not in server.skills or visit.arrived_at == visit.waited_until:
        return
    available = [
        *server.duty,
        *((end, system.horizon) for end in holds(system, site, server) if visit.arrived_at < end),
    ]
    for start, end in available:
        start, end = max(start, visit.arrived_at), min(end, visit.waited_until)
        served_until = start
        for called_at, left_at in server.services:
            if called_at <= served_until:
                served_until = max(served_until, left_at)
        assert start >= end or served_until >= end
