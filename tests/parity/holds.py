"""When officers were held (R6, R10), told by what they did and by who was still on their way.

No event is played. A hold lasts as long as its officer serves, one visit after the other; while
the hall is closing also as long as somebody may still come, which the finished stages tell.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

import numpy as np

from sim.model.tables import NEVER, Outcome, System
from tests.parity.passages import Way
from tests.parity.pasts import Server
from tests.parity.small_sites import Interval, merged


@dataclass(frozen=True, kw_only=True)
class Hours:
    """What ends when at a site, as far as it concerns who is held and who is sent home."""

    horizon: int
    holds: tuple[int, ...]
    """The instants from which officers are held."""
    closing: tuple[Interval, ...]
    """From a close to its clearing, where these differ."""
    shut: tuple[Interval, ...]
    """From every clearing until doors open again."""
    closes: tuple[int, ...]


def hours_of(system: System, site: int) -> Hours:
    """Breaks and closings of a site."""
    rows = range(*system.session_start[site : site + 2].tolist())
    holds: list[int] = []
    closing: list[Interval] = []
    shut: list[Interval] = []
    closes: list[int] = []
    for row in rows:
        end, horizon = int(system.session_to[row]), int(system.horizon)
        if not system.session_closes[row]:
            holds += [end] * bool(system.at_break_serve[site])
            continue
        opens_at = int(system.door_from[row + 1]) if row + 1 in rows else horizon
        clearing = end
        if system.at_close_serve[site]:
            clearing = max(min(end + int(system.latest_close[site]), opens_at), end)
        if clearing > end:
            holds.append(end)
            closing.append((end, clearing))
        closes.append(end)
        shut.append((clearing, opens_at))
    return Hours(
        horizon=int(system.horizon),
        holds=tuple(holds),
        closing=tuple(closing),
        shut=tuple(shut),
        closes=tuple(closes),
    )


def with_holds(hours: Hours, server: Server, ways: list[Way]) -> Server:
    """The officer with the times held, and of these the times idle and off duty."""
    holds: list[Interval] = []
    idle: list[Interval] = []
    for since in hours.holds:
        if server.was_on_duty_just_before(since):
            until, standing = hold_from(hours, server, since, kept_until(server, since, ways))
            holds.append((since, until))
            idle += standing
    return replace(server, holds=tuple(holds), stood_by=tuple(without(merged(idle), server.duty)))


def kept_until(server: Server, since: int, ways: list[Way]) -> int:
    """Until when a visit of before `since` may come to the officer."""
    untils = [
        way.may_come_until(server.skills, server.horizon)
        for way in ways
        if NEVER != way.visit.arrived_at < since
    ]
    return max(untils, default=NEVER)


def hold_from(hours: Hours, server: Server, since: int, kept: int) -> tuple[int, list[Interval]]:
    """(the end of a hold, the times idle during it)."""
    idle: list[Interval] = []
    at, begins = since, [start for start, _ in server.jobs]
    while at < server.horizon:
        k = bisect_right(begins, at) - 1
        is_busy = k >= 0 and at < server.jobs[k][1]
        if is_busy and not (begins[k] == at and at in server.taken_up_when_idle):
            at = server.jobs[k][1]
            continue
        limit = min(next((x for c, x in hours.closing if c <= at < x), at), kept, server.horizon)
        if limit <= at:
            return at, idle
        if is_busy:
            at = server.jobs[k][1]
            continue
        resumes_at = begins[k + 1] if k + 1 < len(begins) else server.horizon
        idle.append((at, min(limit, resumes_at)))
        if resumes_at > limit:
            return limit, idle
        at = resumes_at
    return at, idle


def without(intervals: list[Interval], others: tuple[Interval, ...]) -> list[Interval]:
    """What is left of intervals outside the others."""
    for start, end in others:
        intervals = [
            piece
            for a, b in intervals
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return sorted(intervals)


def check_held(outcome: Outcome, servers: list[Server]) -> None:
    """E6: what the engine tells of all officers is what follows here."""
    expected = [
        (row, *interval) for row, server in enumerate(servers) for interval in server.stood_by
    ]
    assert [tuple(row) for row in np.asarray(outcome.held).tolist()] == expected
