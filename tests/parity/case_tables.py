"""The tables of small sites, as an engine wants them: sorted, merged, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import numpy as np

from sim.model.records import DOSSIER_DTYPE, LIVE_DTYPE
from sim.model.returns import word_of
from sim.model.tables import (
    DAY,
    HOUR,
    NEVER,
    Channel,
    Purpose,
    Roster,
    System,
    Visits,
    Workload,
)
from tests.parity.small_sites import Case, Clock, Dossier, Map, Site, Visit, merged


def starts(lengths: Sequence[int]) -> np.ndarray:
    """CSR starts of rows of these lengths."""
    return np.concatenate([[0], np.cumsum(np.asarray(lengths, np.int64))]).astype(np.int64)


def ints(values: Sequence[int]) -> np.ndarray:
    return np.array(list(values), np.int64)


def tables(case: Case) -> tuple[System, Workload]:
    """The case for an engine."""
    sites = case.sites
    duties = [merged(officer.duty) for site in sites for officer in site.officers]
    duty = [interval for own in duties for interval in own]
    roster = Roster(
        duty_start=starts([len(own) for own in duties]),
        duty_from=ints([start for start, _ in duty]),
        duty_to=ints([end for _, end in duty]),
    )
    workload = Workload(
        replication=0,
        roster=roster,
        visits=visits_table(case),
        dossiers=dossiers_table(case),
        live=undecided_table(case),
        stages=stage_times(case),
    )
    return system_table(case, roster), workload


def system_table(case: Case, roster: Roster) -> System:
    """All that is the same for every replication."""
    sites = case.sites
    officers = [officer for site in sites for officer in site.officers]
    session = [interval for site in sites for interval in site.sessions]
    doors = [interval for site in sites for interval in site.doors]
    pairs = case.n_procedures * len(Purpose)
    stages = [case.stages.get(p, ()) for p in range(case.n_procedures)]
    stage_skill = [skill for own in stages for skill in own]
    skills = np.zeros((len(officers), max([pairs - 1, *stage_skill]) + 1), np.bool_)
    for row, officer in enumerate(officers):
        skills[row, sorted(officer.skills)] = True
    open_days = [sorted(set(working_days(site))) for site in sites]
    groups = [sorted({officer.group for officer in site.officers}) for site in sites]
    group_row = {
        key: row for row, key in enumerate((s, g) for s, own in enumerate(groups) for g in own)
    }
    horizon = case.n_days * DAY
    return System(
        productive=np.array([site.productive for site in sites]),
        first_day=date(2025, 1, 6),
        n_days=case.n_days,
        period_from=0,
        period_to=horizon,
        horizon=horizon,
        site_ids=tuple(f"site-{s}" for s in range(len(sites))),
        procedure_ids=tuple(f"procedure-{p}" for p in range(case.n_procedures)),
        commune_ids=tuple(f"commune-{c}" for c in range(len(case.map.travel) if case.map else 0)),
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
        stage_start=starts([len(own) for own in stages]),
        stage_name=tuple(f"stage {i}" for own in stages for i in range(len(own))),
        stage_skill=ints(stage_skill),
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
        **unit_tables(case),
        **map_tables(case),
    )


def map_tables(case: Case) -> dict[str, object]:
    """What `System` says about where the undecided may go."""
    map_ = case.map or Map(accepts=((),) * case.n_procedures, travel=(), home=(), service=())
    tables = {"travel": map_.travel, "home": map_.home, "service": map_.service}
    return {
        "live_start": starts([len(own) for own in map_.accepts]),
        "live_site": ints([site for own in map_.accepts for site in own]),
        "live_home_included": map_.home_included,
        **{
            f"live_{name}": np.array(rows, np.int64) if rows else np.zeros((0, 0), np.int64)
            for name, rows in tables.items()
        },
    }


def unit_tables(case: Case) -> dict[str, object]:
    """What `System` says about procedures behind the counter, units and their clocks."""
    procedures, horizon = range(case.n_procedures), case.n_days * DAY
    opened = [
        [span for span in merged(clock.sessions) if span[0] < horizon] for clock in case.clocks
    ]
    ends = [day_ends(clock) for clock in case.clocks]
    at = [[case.unit_at.get((p, s), NEVER) for s in range(len(case.sites))] for p in procedures]
    return {
        "has_dossiers": np.array([p in case.has_dossiers for p in procedures], np.bool_),
        "on_the_spot": np.array([p in case.on_the_spot for p in procedures], np.bool_),
        "cut_off": case.cut_off,
        "unit_ids": tuple(f"unit-{u}" for u in range(len(case.units))),
        "unit_processors": ints([unit.processors for unit in case.units]),
        "unit_clock": ints([unit.clock for unit in case.units]),
        "unit_at": np.array(at, np.int32).reshape(case.n_procedures, len(case.sites)),
        "unit_of": np.full((case.n_procedures, 1), NEVER, np.int32),
        "clock_start": starts([len(own) for own in opened]),
        "clock_from": ints([start for own in opened for start, _ in own]),
        "clock_to": ints([end for own in opened for _, end in own]),
        "clock_day_start": starts([len(own) for own in ends]),
        "clock_day": ints([day for own in ends for day in own]),
        "clock_day_ends": ints([end for own in ends for end in own.values()]),
        "clock_standard_day": ints([clock.standard_day for clock in case.clocks]),
    }


def day_ends(clock: Clock) -> dict[int, int]:
    """The end of the last session of each date."""
    ends: dict[int, int] = {}
    for (_, end), day in zip(clock.sessions, clock.session_date, strict=True):
        ends[day] = max(end, ends.get(day, end))
    return dict(sorted(ends.items()))


def working_days(site: Site) -> tuple[int, ...]:
    """Those given, or the dates of the sessions."""
    return site.session_date if site.working_days is None else site.working_days


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
    words = [word_of(visit.word, visit.purpose) for visit in rows]
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
        return_word=np.array(words, np.uint64),
    )


def stage_times(case: Case) -> np.ndarray:
    """Service at the stages by dossier, NaN where there are none."""
    told = {visit.dossier: visit.stages for site in case.sites for visit in site.visits}
    for dossier in [
        *(dossier for site in case.sites for dossier in site.dossiers),
        *(one.dossier for one in case.undecided),
    ]:
        told[dossier.number] = dossier.stages or told.get(dossier.number, ())
    table = np.full((len(told), max(map(len, case.stages.values()), default=0)), np.nan)
    for number, times in told.items():
        table[number, : len(times)] = times
    return table


def dossiers_table(case: Case) -> np.ndarray:
    """All dossiers by number, those of visits that list none included."""
    found: dict[int, tuple[int, Dossier]] = {}
    for s, site in enumerate(case.sites):
        listed = {dossier.number: dossier for dossier in site.dossiers}
        visited = {
            visit.dossier: listed.get(visit.dossier) or plain(visit) for visit in site.visits
        }
        visit_of = {visit.dossier: visit for visit in site.visits}
        assert len(visited) == len(site.visits), "one dossier, one visit caused by filing"
        for number, dossier in {**listed, **visited}.items():
            assert number not in found, f"dossier {number} is filed twice"
            check_filing(dossier, visit_of.get(number))
            found[number] = (s, dossier)
    for one in case.undecided:
        assert one.dossier.number not in found, f"dossier {one.dossier.number} is filed twice"
        assert one.dossier.channel == Channel.COUNTER
        found[one.dossier.number] = (NEVER, one.dossier)
    assert sorted(found) == list(range(len(found))), "dossiers are numbered from 0 without gaps"
    rows = []
    for number in range(len(found)):
        s, dossier = found[number]
        row = {**vars(dossier), "site": s, "dossiers": 1}
        rows.append(tuple(row[name] for name in DOSSIER_DTYPE.names))
    table = np.zeros(len(rows), DOSSIER_DTYPE)
    table[:] = rows
    return table


def undecided_table(case: Case) -> np.ndarray:
    """Those who choose in the run, in order of dossier."""
    rows = [
        (one.dossier.number, one.service, one.supplement, one.collect, one.lead)
        for one in sorted(case.undecided, key=lambda one: one.dossier.number)
    ]
    return np.array(rows, LIVE_DTYPE)


def plain(visit: Visit) -> Dossier:
    """A dossier filed with this visit, of which there is no more to tell."""
    enquires = visit.purpose == Purpose.ENQUIRE
    return Dossier(
        number=visit.dossier,
        procedure=visit.procedure,
        filed_at=max(visit.at, 0),
        patience=visit.patience,
        return_word=visit.word,
        priority=visit.priority,
        channel=Channel.ONLINE if enquires else Channel.COUNTER,
        intake=visit.service if enquires else NEVER,
        enquires=enquires,
    )


def check_filing(dossier: Dossier, visit: Visit | None) -> None:
    """D1: a visit to file at the counter, one to enquire of some who file online, else none."""
    purpose = None if visit is None else visit.purpose
    if dossier.channel == Channel.COUNTER:
        assert purpose == Purpose.FILE, f"dossier {dossier.number}"
        assert dossier.intake == NEVER
    else:
        assert purpose == (Purpose.ENQUIRE if dossier.enquires else None)
        assert dossier.intake > 0
    if visit is not None:
        assert visit.procedure == dossier.procedure
        assert visit.patience == dossier.patience
        assert visit.word == dossier.return_word
