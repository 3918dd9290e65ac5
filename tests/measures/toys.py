"""Systems, workloads and outcomes made by hand, small enough to be told on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sim.model.tables import (
    DAY,
    MINUTE,
    NEVER,
    Fate,
    Outcome,
    Purpose,
    Roster,
    System,
    Visits,
    Workload,
)

MONDAY = date(2025, 1, 6)
Interval = tuple[int, int]


def at(day: int, clock: str) -> int:
    """The instant of a time of day, which may be 24:00 or later, on a day counted from 0."""
    hour, minute = clock.split(":")
    return day * DAY + (int(hour) * 60 + int(minute)) * MINUTE


def between(day: int, span: str) -> Interval:
    """An interval such as `08:00-12:00` on a day."""
    since, until = span.split("-")
    return at(day, since), at(day, until)


@dataclass(kw_only=True)
class Group:
    """A group of officers, each with a list of duties and where these start as worked."""

    name: str = "desk"
    duties: list[list[Interval]] = field(default_factory=list)
    worked_from: list[list[int]] | None = None


@dataclass(kw_only=True)
class Site:
    """A site; sessions are in order, and one that begins on a new date closes the one before.

    It is open on the dates on which a session begins, unless `open_days` are given.
    """

    id: str = "office"
    tier: str = ""
    district: str = ""
    staff: int = 1
    sessions: list[Interval] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    open_days: list[int] | None = None


@dataclass(kw_only=True)
class Visit:
    """A visit and what became of it; with an `origin`, one that came back."""

    fate: Fate = Fate.SERVED
    arrived: int = NEVER
    called: int = NEVER
    left: int = NEVER
    officer: int = NEVER
    booked: int = NEVER
    site: int = 0
    procedure: int = 0
    purpose: Purpose = Purpose.FILE
    commune: int = NEVER
    origin: Visit | None = None


def make_system(
    sites: list[Site],
    *,
    n_days: int = 3,
    period: Interval = (0, 3),
    first_day: date = MONDAY,
    procedures: int = 1,
    communes: int = 0,
) -> System:
    """A system; `period` is in days."""
    sessions = [session for site in sites for session in site.sessions]
    session_day = [since // DAY for since, _ in sessions]
    groups = [(s, group) for s, site in enumerate(sites) for group in site.groups]
    duties = [duty for _, group in groups for duty in group.duties]
    officer_group = [g for g, (_, group) in enumerate(groups) for _ in group.duties]
    n_officers = len(officer_group)
    open_days = [
        site.open_days or sorted({since // DAY for since, _ in site.sessions}) for site in sites
    ]
    sessions_per_site = [len(site.sessions) for site in sites]
    flags = np.zeros(len(sites), np.bool_)
    shifts = [interval for duty in duties for interval in duty]
    return System(
        first_day=first_day,
        n_days=n_days,
        period_from=period[0] * DAY,
        period_to=period[1] * DAY,
        horizon=n_days * DAY,
        site_ids=tuple(site.id for site in sites),
        procedure_ids=tuple(f"procedure {p}" for p in range(procedures)),
        commune_ids=tuple(f"commune {c}" for c in range(communes)),
        site_tier=tuple(site.tier for site in sites),
        site_district=tuple(site.district for site in sites),
        site_staff=longs([site.staff for site in sites]),
        wait_target=20 * MINUTE,
        session_start=starts(sessions_per_site),
        session_from=longs([since for since, _ in sessions]),
        session_to=longs([until for _, until in sessions]),
        session_date=longs(session_day),
        session_closes=np.array(
            [i + 1 == len(sessions) or session_day[i + 1] != d for i, d in enumerate(session_day)],
            np.bool_,
        ),
        door_from=longs([since for since, _ in sessions]),
        door_to=longs([until for _, until in sessions]),
        open_day_start=starts([len(days) for days in open_days]),
        open_day=longs([day for days in open_days for day in days]),
        at_close_serve=flags,
        at_break_serve=flags,
        extend_breaks=flags,
        latest_close=longs([0] * len(sites)),
        balk_at=longs([NEVER] * len(sites)),
        officer_start=starts([sum(len(g.duties) for g in site.groups) for site in sites]),
        officer_group=ints(officer_group),
        officer_number=ints([k for _, group in groups for k in range(len(group.duties))]),
        officer_is_reserve=np.zeros(n_officers, np.bool_),
        skills=np.ones((n_officers, procedures * len(Purpose)), np.bool_),
        skill_count=ints([procedures * len(Purpose)] * n_officers),
        group_site=ints([s for s, _ in groups]),
        group_name=tuple(group.name for _, group in groups),
        group_absence=np.zeros(len(groups)),
        shift_start=starts([len(duty) for duty in duties]),
        shift_from=longs([since for since, _ in shifts]),
        shift_to=longs([until for _, until in shifts]),
        shift_day=longs([since // DAY for since, _ in shifts]),
        return_thresholds=np.zeros((procedures, 1), np.uint64),
        return_days=longs([1]),
    )


def make_run(
    system: System, sites: list[Site], visits: list[Visit], *, replication: int = 0
) -> tuple[Workload, Outcome]:
    """What a replication drew and what happened, from visits in any order."""
    n_sites = len(sites)
    first = sorted((v for v in visits if v.origin is None), key=lambda v: (v.site, v.arrived))
    row_of = {id(visit): row for row, visit in enumerate(first)}
    again = [v for v in visits if v.origin is not None]
    again.sort(key=lambda v: (v.site, row_of[id(v.origin)], v.arrived))
    origin = [row_of[id(v.origin)] for v in again]
    duties = [duty for site in sites for group in site.groups for duty in group.duties]
    worked = [
        w
        for site in sites
        for group in site.groups
        for k, duty in enumerate(group.duties)
        for w in (group.worked_from[k] if group.worked_from else [since for since, _ in duty])
    ]
    roster = Roster(
        duty_start=starts([len(duty) for duty in duties]),
        duty_from=longs([since for duty in duties for since, _ in duty]),
        duty_to=longs([until for duty in duties for _, until in duty]),
    )
    n = len(first)
    table = Visits(
        site_start=starts([sum(v.site == s for v in first) for s in range(n_sites)]),
        arrived_at=longs([v.arrived for v in first]),
        booked_at=longs([v.booked for v in first]),
        dossier=longs(range(n)),
        commune=ints([v.commune for v in first]),
        procedure=ints([v.procedure for v in first]),
        purpose=np.array([v.purpose for v in first], np.int8),
        priority=np.ones(n, np.int8),
        service=np.ones(n, np.int64),
        patience=longs([NEVER] * n),
        dossiers=ints([1] * n),
        return_word=np.zeros(n, np.uint64),
    )
    outcome = Outcome(
        called_at=longs([v.called for v in first]),
        left_at=longs([v.left for v in first]),
        officer=ints([v.officer for v in first]),
        fate=np.array([v.fate for v in first], np.int8),
        again_start=starts([sum(v.site == s for v in again) for s in range(n_sites)]),
        again_origin=longs(origin),
        again_repetition=ints([1 + origin[:k].count(o) for k, o in enumerate(origin)]),
        again_arrived_at=longs([v.arrived for v in again]),
        again_called_at=longs([v.called for v in again]),
        again_left_at=longs([v.left for v in again]),
        again_officer=ints([v.officer for v in again]),
        again_fate=np.array([v.fate for v in again], np.int8),
        worked_from=longs(worked),
    )
    workload = Workload(replication=replication, roster=roster, visits=table, n_dossiers=n)
    assert len(system.officer_group) == len(duties)
    return workload, outcome


def longs(values: object) -> np.ndarray:
    """int64"""
    return np.array(list(values), np.int64)  # type: ignore[call-overload]


def ints(values: object) -> np.ndarray:
    """int32"""
    return np.array(list(values), np.int32)  # type: ignore[call-overload]


def starts(lengths: list[int]) -> np.ndarray:
    """CSR starts of rows with these lengths."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
