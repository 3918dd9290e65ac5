"""What must hold of every run of any engine, checked on its journal alone (no engine in sight).

The reading of duty and holds here is a third one: it goes visit by visit and officer by officer
over the finished journal, without events.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

import numpy as np

from sim.model.tables import NEVER, Fate, Intake, Outcome, Purpose, System, Workload
from tests.parity.choice_laws import Look, check_choices
from tests.parity.dossier_laws import check_lives, tales
from tests.parity.holds import check_held, hours_of, with_holds
from tests.parity.passages import check_ways, turns_of, ways_of
from tests.parity.pasts import Past, Server, pasts, servers_of, settled, works_of
from tests.parity.stage_laws import (
    check_balking,
    check_extended,
    check_next,
    check_sent_home,
    check_there_are_none,
)
from tests.parity.times import site_times
from tests.parity.unit_laws import check_units
from tests.parity.work_laws import check_works


def check_laws(system: System, workload: Workload, outcome: Outcome) -> None:
    """Raise AssertionError if the outcome is impossible."""
    dossiers = settled(system, workload, outcome)
    past = pasts(system, workload, outcome, dossiers)
    works = works_of(dossiers, outcome, past)
    ways = ways_of(system, workload, outcome, past)
    turns = turns_of(past, ways)
    check_ways(system, ways)
    check_there_are_none(system, outcome)
    check_fates(system, turns)
    check_chains(system, workload, past)
    check_worked_from(system, workload, outcome)
    check_caused(outcome)
    if outcome.waiting_time is not None:
        check_little(system, turns, outcome)
    looks, all_servers = [], []
    for site in range(len(system.site_ids)):
        own = [turn for turn in turns if turn.site == site]
        own_works = [work for work in works if work.site == site]
        hours, own_ways = hours_of(system, site), [way for way in ways if way.visit.site == site]
        servers = [
            with_holds(hours, server, own_ways)
            for server in servers_of(system, workload, outcome, own, own_works, site)
        ]
        all_servers += servers
        check_lines(own, servers)
        for server in servers:
            check_one_at_a_time(server)
        for visit in own:
            if visit.fate == Fate.SERVED:
                check_start(servers[visit.officer], visit)
            for server in servers:
                check_nobody_idle(server, visit)
        check_works(servers, own_works, own)
        check_sent_home(hours, servers, own)
        check_extended(system, workload, outcome, site, servers)
        if own_ways:
            check_balking(int(system.balk_at[site]), own)
            check_next(servers, own)
        times = site_times(system, site)
        looks.append(
            Look(
                site=site,
                times=times,
                visits=own,
                works=own_works,
                servers=servers,
            )
        )
    check_held(outcome, all_servers)
    check_choices(system, workload, outcome, looks)
    told = tales(system, dossiers, outcome, past)
    check_lives(system, told)
    check_units(system, told)


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
            assert visit.came_at < visit.left_at < system.horizon
        elif visit.left_at == NEVER:
            assert visit.patience == NEVER or visit.arrived_at + visit.patience >= system.horizon
        else:
            assert any(close <= visit.left_at for close in closings)


def check_chains(system: System, workload: Workload, past: list[Past]) -> None:
    """Who is sent home or turned away comes at the next opening; who abandons may come again.

    Who balks does so for a result alone. After a supplement that was handed in at intake another
    one may be asked for.
    """
    again = {(visit.chain, visit.repetition): visit for visit in past}
    assert len(again) == len(past)
    for visit in past:
        if visit.repetition > 0:
            before = again[visit.chain, visit.repetition - 1]
            number, purpose = visit.chain
            drawn = workload.dossiers[number]
            asked_twice = drawn["outcome"] == Intake.INCOMPLETE and drawn["needs_mending"]
            assert (
                before.fate in (Fate.SENT_HOME, Fate.TURNED_AWAY, Fate.ABANDONED)
                or (before.fate == Fate.BALKED and purpose == Purpose.COLLECT)
                or (before.fate == Fate.SERVED and purpose == Purpose.SUPPLEMENT and asked_twice)
            )
            assert before.left_at <= visit.arrived_at < system.horizon
            assert before.arrived_at < visit.arrived_at
        if visit.fate in (Fate.SENT_HOME, Fate.TURNED_AWAY):
            after = again.get((visit.chain, visit.repetition + 1))
            opening = opening_after(system, visit)
            assert opening is None if after is None else after.arrived_at == opening
            assert after is not None or visit.fate == Fate.TURNED_AWAY


def opening_after(system: System, visit: Past) -> int | None:
    """When the doors open next before the horizon: at the very instant for those sent home."""
    own = slice(*system.session_start[visit.site : visit.site + 2])
    doors = system.door_from[own].tolist()
    search = bisect_left if visit.fate == Fate.SENT_HOME else bisect_right
    after = doors[search(doors, visit.left_at) :]
    return after[0] if after and after[0] < system.horizon else None


def check_caused(outcome: Outcome) -> None:
    """Visits that were caused stand by site in order of arrival."""
    keys = [outcome.caused_arrived_at, outcome.caused_dossier, outcome.caused_purpose]
    rows = list(zip(*(key.tolist() for key in keys), strict=True))
    assert outcome.caused_start[0] == 0
    assert outcome.caused_start[-1] == len(rows)
    for start, end in pairwise(outcome.caused_start.tolist()):
        assert all(one < other for one, other in pairwise(rows[start:end]))


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


def check_lines(own: list[Past], servers: list[Server]) -> None:
    """Within one class and skill, nobody is called past an earlier ticket that still waits.

    But for those who came too late for the hold of the officer, and hold their ticket of a stage
    longer than who came in time.
    """
    lines: dict[tuple[int, int], list[Past]] = {}
    for visit in sorted(own, key=lambda visit: visit.ticket):
        for earlier in lines.setdefault((visit.priority, visit.skill), []):
            if visit.fate == Fate.SERVED and may_serve_both(servers[visit.officer], visit, earlier):
                assert earlier.waited_until <= visit.called_at
                if earlier.fate == Fate.ABANDONED and visit.arrived_at < visit.called_at:
                    assert earlier.waited_until < visit.called_at
        lines[visit.priority, visit.skill].append(visit)


def may_serve_both(server: Server, visit: Past, earlier: Past) -> bool:
    """Whether the officer could have called the earlier ticket instead."""
    return earlier.stage == visit.stage == 0 or server.could_serve(earlier, visit.called_at)


def check_one_at_a_time(server: Server) -> None:
    """No officer serves two visits at once."""
    for (_, end), (start, _) in pairwise(server.jobs):
        assert end <= start


def check_start(server: Server, visit: Past) -> None:
    """Within the skills, on duty or held; the held serve without a pause, unless they stand by."""
    assert server.could_serve(visit, visit.called_at)


def check_nobody_idle(server: Server, visit: Past) -> None:
    """No officer is available for a positive length of time while this visit waits."""
    if visit.skill not in server.skills or visit.arrived_at == visit.waited_until:
        return
    held = [
        (since, server.horizon)
        for since, until in server.holds
        if visit.came_at < since and visit.arrived_at <= until
    ]
    for start, end in [*server.duty, *held]:
        start, end = max(start, visit.arrived_at), min(end, visit.waited_until)
        served_until = start
        for called_at, left_at in server.jobs:
            if called_at <= served_until:
                served_until = max(served_until, left_at)
        assert start >= end or served_until >= end
