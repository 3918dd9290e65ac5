"""Systems, workloads and outcomes made by hand, small enough to be told on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sim.model.live import without_live_choice
from sim.model.records import (
    DOSSIER_DTYPE,
    HELD_DTYPE,
    LIFE_DTYPE,
    LIVE_DTYPE,
    STAGE_DTYPE,
)
from sim.model.tables import (
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    Channel,
    Ending,
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
class Clock:
    """The time that a unit keeps; its days are those on which a session begins, and `more`."""

    sessions: list[Interval] = field(default_factory=list)
    standard_day: int = 8 * HOUR
    more: list[Interval] = field(default_factory=list)
    """Sessions of days beyond the run, told for due days alone."""


@dataclass(kw_only=True)
class Dossier:
    """A dossier as drawn, and its life; `n` were handed in together."""

    filed: int = 0
    n: int = 1
    site: int = 0
    procedure: int = 0
    commune: int = NEVER
    unit: int = NEVER
    channel: Channel = Channel.COUNTER
    intake: tuple[int, int, int] = (NEVER, NEVER, NEVER)
    """From, to, officer."""
    accepted: int = NEVER
    due: int = NEVER
    begun: int = NEVER
    done: int = NEVER
    ready: int = NEVER
    released: int = NEVER
    finished: int = NEVER
    ending: Ending = Ending.OPEN


@dataclass(kw_only=True)
class Visit:
    """A visit and what became of it; with an `origin`, one that came back.

    A visit without a dossier has one of its own, which ends with its service.
    """

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
    dossier: Dossier | None = None
    caused: bool = False
    """Not drawn, but caused during the run; one that came back always is."""
    index: tuple[int, int] = (NEVER, NEVER)
    """Dossier and repetition, as `make_run` finds them."""

    def own_dossier(self) -> Dossier:
        """Of a visit that has none."""
        filed = self.booked if self.fate is Fate.NO_SHOW else self.arrived
        result = Dossier(
            filed=filed, site=self.site, procedure=self.procedure, commune=self.commune
        )
        if self.fate is Fate.SERVED and self.purpose is Purpose.FILE:
            result.intake = (self.called, self.left, self.officer)
            result.accepted = result.ready = result.finished = self.left
            result.ending = Ending.DONE
        return result


def make_system(
    sites: list[Site],
    *,
    n_days: int = 3,
    period: Interval = (0, 3),
    first_day: date = MONDAY,
    procedures: int = 1,
    communes: int = 0,
    clocks: list[Clock] | None = None,
    unit_clock: list[int] | None = None,
    unit_at: dict[tuple[int, int], int] | None = None,
    on_the_spot: list[int] | None = None,
) -> System:
    """A system; `period` is in days.

    `unit_clock` has the clock of each unit, `unit_at` the units of (procedure, site).
    """
    clocks, unit_clock = clocks or [], unit_clock or []
    of_site = np.full((procedures, len(sites)), NEVER, np.int32)
    for place, unit in (unit_at or {}).items():
        of_site[place] = unit
    open_time = [session for clock in clocks for session in clock.sessions]
    clock_days = [last_ends(clock.sessions + clock.more) for clock in clocks]
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
        productive=np.ones(len(sites)),
        **without_live_choice(procedures),
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
        stage_start=np.zeros(procedures + 1, np.int64),
        stage_name=(),
        stage_skill=longs([]),
        group_site=ints([s for s, _ in groups]),
        group_name=tuple(group.name for _, group in groups),
        group_absence=np.zeros(len(groups)),
        shift_start=starts([len(duty) for duty in duties]),
        shift_from=longs([since for since, _ in shifts]),
        shift_to=longs([until for _, until in shifts]),
        shift_day=longs([since // DAY for since, _ in shifts]),
        return_thresholds=np.zeros((procedures, 1), np.uint64),
        return_days=longs([1]),
        has_dossiers=np.full(procedures, bool(unit_clock)),
        on_the_spot=np.isin(np.arange(procedures), on_the_spot or []),
        cut_off=15 * HOUR,
        unit_ids=tuple(f"unit {u}" for u in range(len(unit_clock))),
        unit_processors=longs([1] * len(unit_clock)),
        unit_clock=longs(unit_clock),
        unit_at=of_site,
        unit_of=np.full((procedures, max(communes, 1)), NEVER, np.int32),
        clock_start=starts([len(clock.sessions) for clock in clocks]),
        clock_from=longs([since for since, _ in open_time]),
        clock_to=longs([until for _, until in open_time]),
        clock_day_start=starts([len(days) for days in clock_days]),
        clock_day=longs([day for days in clock_days for day in days]),
        clock_day_ends=longs([end for days in clock_days for end in days.values()]),
        clock_standard_day=longs([clock.standard_day for clock in clocks]),
    )


def last_ends(sessions: list[Interval]) -> dict[int, int]:
    """The end of the last session that begins on each day, by day."""
    return {since // DAY: until for since, until in sessions}


def make_run(
    system: System,
    sites: list[Site],
    visits: list[Visit],
    dossiers: list[Dossier] | None = None,
    *,
    replication: int = 0,
) -> tuple[Workload, Outcome]:
    """What a replication drew and what happened, from visits and dossiers in any order.

    `dossiers` are those that no visit names.
    """
    everything, number = _numbered(visits, dossiers or [])
    drawn = [v for v in visits if v.origin is None and not v.caused]
    caused = [v for v in visits if v.origin is not None or v.caused]
    drawn.sort(key=lambda v: (v.site, v.arrived, number[id(v)], v.purpose))
    caused.sort(key=lambda v: (v.site, v.arrived, number[id(v)], v.purpose))
    again = _repetitions(drawn, caused, number)
    for visit, repetition in zip((*drawn, *caused), [0] * len(drawn) + again, strict=True):
        visit.index = (number[id(visit)], repetition)
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
    n, places = len(drawn), range(len(sites))
    table = Visits(
        site_start=starts([sum(v.site == s for v in drawn) for s in places]),
        arrived_at=longs([v.arrived for v in drawn]),
        booked_at=longs([v.booked for v in drawn]),
        dossier=longs([number[id(v)] for v in drawn]),
        commune=ints([v.commune for v in drawn]),
        procedure=ints([v.procedure for v in drawn]),
        purpose=np.array([v.purpose for v in drawn], np.int8),
        priority=np.ones(n, np.int8),
        service=np.ones(n, np.int64),
        patience=longs([NEVER] * n),
        return_word=np.zeros(n, np.uint64),
    )
    outcome = Outcome(
        called_at=longs([v.called for v in drawn]),
        left_at=longs([v.left for v in drawn]),
        officer=ints([v.officer for v in drawn]),
        fate=np.array([v.fate for v in drawn], np.int8),
        caused_start=starts([sum(v.site == s for v in caused) for s in places]),
        caused_dossier=longs([number[id(v)] for v in caused]),
        caused_purpose=np.array([v.purpose for v in caused], np.int8),
        caused_repetition=ints(again),
        caused_priority=np.ones(len(caused), np.int8),
        caused_arrived_at=longs([v.arrived for v in caused]),
        caused_called_at=longs([v.called for v in caused]),
        caused_left_at=longs([v.left for v in caused]),
        caused_officer=ints([v.officer for v in caused]),
        caused_fate=np.array([v.fate for v in caused], np.int8),
        lives=_lives(everything),
        worked_from=longs(worked),
        stages=np.zeros(0, STAGE_DTYPE),
        held=np.zeros(0, HELD_DTYPE),
    )
    assert len(system.officer_group) == len(duties)
    workload = Workload(
        replication=replication,
        roster=roster,
        visits=table,
        dossiers=_dossiers(everything),
        live=np.zeros(0, LIVE_DTYPE),
        stages=np.zeros((len(everything), 0)),
    )
    return workload, outcome


def _numbered(visits: list[Visit], dossiers: list[Dossier]) -> tuple[list[Dossier], dict[int, int]]:
    """All dossiers in order of filing, and the number of each visit's by the visit's id."""
    of: dict[int, Dossier] = {}
    for visit in visits:
        first = visit
        while first.origin is not None:
            first = first.origin
        if id(first) not in of:
            of[id(first)] = first.dossier or first.own_dossier()
        of[id(visit)] = of[id(first)]
    unique = {id(dossier): dossier for dossier in (*of.values(), *dossiers)}
    everything = sorted(unique.values(), key=lambda dossier: dossier.filed)
    place = {id(dossier): k for k, dossier in enumerate(everything)}
    return everything, {visit: place[id(dossier)] for visit, dossier in of.items()}


def _repetitions(drawn: list[Visit], caused: list[Visit], number: dict[int, int]) -> list[int]:
    """Which visit of its dossier and purpose each of those caused is."""
    met = [(number[id(v)], v.purpose) for v in drawn]
    result = []
    for visit in caused:
        key = (number[id(visit)], visit.purpose)
        result.append(met.count(key))
        met.append(key)
    return result


def _dossiers(everything: list[Dossier]) -> np.ndarray:
    rows = np.zeros(len(everything), DOSSIER_DTYPE)
    for row, dossier in zip(rows, everything, strict=True):
        row["filed_at"], row["dossiers"] = dossier.filed, dossier.n
        for name in ("site", "procedure", "commune", "unit", "channel"):
            row[name] = getattr(dossier, name)
    return rows


def _lives(everything: list[Dossier]) -> np.ndarray:
    rows = np.zeros(len(everything), LIFE_DTYPE)
    for row, dossier in zip(rows, everything, strict=True):
        row["intake_from"], row["intake_to"], row["intake_officer"] = dossier.intake
        for name in ("accepted", "due", "begun", "done", "ready", "released", "finished"):
            row[f"{name}_at"] = getattr(dossier, name)
        row["ending"], row["site"] = dossier.ending, dossier.site
    return rows


def longs(values: object) -> np.ndarray:
    """int64"""
    return np.array(list(values), np.int64)  # type: ignore[call-overload]


def ints(values: object) -> np.ndarray:
    """int32"""
    return np.array(list(values), np.int32)  # type: ignore[call-overload]


def starts(lengths: list[int]) -> np.ndarray:
    """CSR starts of rows with these lengths."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
