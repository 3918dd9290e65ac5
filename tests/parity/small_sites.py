"""Small sites as literals, and their tables: what the traces and the generator are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import numpy as np

from sim.model.tables import DAY, HOUR, NEVER, Purpose, Roster, System, Visits, Workload

Interval = tuple[int, int]

ALL_SHARES = (1 << 64) - 1
"""A threshold that (all but) every draw is below."""


@dataclass(frozen=True, kw_only=True)
class Officer:
    """Skills as numbers (procedure * 4 + purpose) and planned duty, not yet merged [ms]."""

    skills: frozenset[int]
    duty: tuple[Interval, ...]
    group: int = 0


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit; instants and durations in ms, NEVER where there is none."""

    at: int
    procedure: int
    purpose: int = Purpose.FILE
    dossier: int = 0
    service: int = 1
    patience: int = NEVER
    priority: int = 1
    word: int = 0
    booked_at: int = NEVER


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site; sessions in order of time, none touching, each with its date [day number]."""

    sessions: tuple[Interval, ...]
    session_date: tuple[int, ...]
    doors: tuple[Interval, ...]
    officers: tuple[Officer, ...]
    visits: tuple[Visit, ...]
    at_close_serve: bool = True
    at_break_serve: bool = False
    extend_breaks: bool = False
    latest_close: int = 3 * HOUR
    balk_at: int = NEVER


@dataclass(frozen=True, kw_only=True)
class Case:
    """Sites side by side, with the rule of returning after abandoning (shares by delay)."""

    sites: tuple[Site, ...]
    n_days: int
    n_procedures: int
    return_thresholds: tuple[int, ...] = ()
    return_days: tuple[int, ...] = field(default=())


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    """Touching and overlapping intervals as one, in order of time; empty ones are dropped."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def starts(lengths: Sequence[int]) -> np.ndarray:
    """CSR starts of rows of these lengths."""
    return np.concatenate([[0], np.cumsum(np.asarray(lengths, np.int64))]).astype(np.int64)


def ints(values: Sequence[int]) -> np.ndarray:
    return np.array(list(values), np.int64)


def tables(case: Case) -> tuple[System, Workload]:
    """The case as an engine wants it: sorted, merged, numbered."""
    sites = case.sites
    duties = [merged(officer.duty) for site in sites for officer in site.officers]
    duty = [interval for own in duties for interval in own]
    roster = Roster(
        duty_start=starts([len(own) for own in duties]),
        duty_from=ints([start for start, _ in duty]),
        duty_to=ints([end for _, end in duty]),
    )
    visits = visits_table(case)
    workload = Workload(
        replication=0,
        roster=roster,
        visits=visits,
        n_dossiers=int(visits.dossier.max(initial=NEVER)) + 1,
    )
    return system_table(case, roster), workload


def system_table(case: Case, roster: Roster) -> System:
    """All that is the same for every replication."""
    sites = case.sites
    officers = [officer for site in sites for officer in site.officers]
    session = [interval for site in sites for interval in site.sessions]
    doors = [interval for site in sites for interval in site.doors]
    skills = np.zeros((len(officers), case.n_procedures * len(Purpose)), np.bool_)
    for row, officer in enumerate(officers):
        skills[row, sorted(officer.skills)] = True
    open_days = [sorted(set(site.session_date)) for site in sites]
    groups = [sorted({officer.group for officer in site.officers}) for site in sites]
    group_row = {
        key: row for row, key in enumerate((s, g) for s, own in enumerate(groups) for g in own)
    }
    horizon = case.n_days * DAY
    return System(
        first_day=date(2025, 1, 6),
        n_days=case.n_days,
        period_from=0,
        period_to=horizon,
        horizon=horizon,
        site_ids=tuple(f"site-{s}" for s in range(len(sites))),
        procedure_ids=tuple(f"procedure-{p}" for p in range(case.n_procedures)),
        commune_ids=(),
        site_tier=("",) * len(sites),
        site_district=("",) * len(sites),
        site_staff=ints([len(site.officers) for site in sites]),
        wait_target=HOUR // 3,
        session_start=starts([len(site.sessions) for site in sites]),
        session_from=ints([start for start, _ in session]),
        session_to=ints([end for _, end in session]),
        session_date=ints([day for site in sites for day in site.session_date]),
        session_closes=np.array([last for site in sites for last in closes(site)], np.bool_),
        door_from=ints([start for start, _ in doors]),
        door_to=ints([end for _, end in doors]),
        open_day_start=starts([len(days) for days in open_days]),
        open_day=ints([day for days in open_days for day in days]),
        at_close_serve=np.array([site.at_close_serve for site in sites], np.bool_),
        at_break_serve=np.array([site.at_break_serve for site in sites], np.bool_),
        extend_breaks=np.array([site.extend_breaks for site in sites], np.bool_),
        latest_close=ints([site.latest_close for site in sites]),
        balk_at=ints([site.balk_at for site in sites]),
        officer_start=starts([len(site.officers) for site in sites]),
        officer_group=np.array(
            [group_row[s, o.group] for s, site in enumerate(sites) for o in site.officers],
            np.int32,
        ),
        officer_number=np.arange(len(officers), dtype=np.int32),
        officer_is_reserve=np.zeros(len(officers), np.bool_),
        skills=skills,
        skill_count=skills.sum(axis=1).astype(np.int32),
        group_site=np.array([s for s, _ in group_row], np.int32),
        group_name=tuple(f"group {g}" for _, g in group_row),
        group_absence=np.zeros(len(group_row)),
        shift_start=roster.duty_start,
        shift_from=roster.duty_from,
        shift_to=roster.duty_to,
        shift_day=roster.duty_from // DAY,
        return_thresholds=np.array([case.return_thresholds] * case.n_procedures, np.uint64).reshape(
            case.n_procedures, len(case.return_days)
        ),
        return_days=ints(case.return_days),
    )


def closes(site: Site) -> list[bool]:
    """Whether each session is the last of its date."""
    result: list[bool] = []
    for _, together in groupby(site.session_date):
        n = len(list(together))
        result += [False] * (n - 1) + [True]
    return result


def visits_table(case: Case) -> Visits:
    """All visits, by site in ticket order, no-shows first."""
    by_site = [
        sorted(site.visits, key=lambda visit: (visit.at, visit.dossier, visit.purpose))
        for site in case.sites
    ]
    rows = [visit for own in by_site for visit in own]
    return Visits(
        site_start=starts([len(own) for own in by_site]),
        arrived_at=ints([visit.at for visit in rows]),
        booked_at=ints([visit.booked_at for visit in rows]),
        dossier=ints([visit.dossier for visit in rows]),
        commune=np.full(len(rows), NEVER, np.int32),
        procedure=np.array([visit.procedure for visit in rows], np.int32),
        purpose=np.array([visit.purpose for visit in rows], np.int8),
        priority=np.array([visit.priority for visit in rows], np.int8),
        service=ints([visit.service for visit in rows]),
        patience=ints([visit.patience for visit in rows]),
        dossiers=np.ones(len(rows), np.int32),
        return_word=np.array([visit.word for visit in rows], np.uint64),
    )
