"""For what part of the network a measure stands: one site, one hour, one procedure ..."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sim.model import geography
from sim.model.spec import Scenario
from sim.model.tables import DAY, HOUR, Bools, Floats, Ints, Purpose, SmallInts, System

TIERS = ("center", "branch", "point")
HOURS = tuple(f"{hour:02d}" for hour in range(24))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ScopeType(StrEnum):
    """What kind of part; the order is that of the rows."""

    NETWORK = "network"
    TIER = "tier"
    DISTRICT = "district"
    SITE = "site"
    PROCEDURE = "procedure"
    PURPOSE = "purpose"
    HOUR = "hour"
    WEEKDAY = "weekday"
    OFFICERS = "officers"
    COMMUNE = "commune"
    SITE_HOUR = "site/hour"
    SITE_WEEKDAY = "site/weekday"
    """A few measures by replication alone; see `kpis.BY_WEEK`."""
    SITE_OFFICERS = "site/officers"
    SITE_STAGE = "site/stage"


MADE_OF_SITES = frozenset({ScopeType.NETWORK, ScopeType.TIER, ScopeType.DISTRICT, ScopeType.SITE})


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """What one row of a table of measures stands for."""

    scope_type: ScopeType
    scope: str
    """The id or name; `all` for the network, `site/part` for a part of a site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """The scopes of a system in their order, and where each thing is counted.

    The `*_row` tables tell in which row a site, an hour ... is counted. What has no row is
    given the row `len(rows)`, which a tally fills and throws away.
    """

    rows: tuple[Scope, ...]
    tier_row: SmallInts
    """(S,)"""
    district_row: SmallInts
    """(S,)"""
    site_row: SmallInts
    """(S,)"""
    procedure_row: SmallInts
    """(P,)"""
    purpose_row: SmallInts
    """(len(Purpose),)"""
    hour_row: SmallInts
    """(24,) by hour of the day"""
    weekday_row: SmallInts
    """(7,) Monday first"""
    officers_row: SmallInts
    """(G,) groups of one name share a row."""
    commune_row: SmallInts
    """(C + 1,) the last one, also index -1, is for visits without a commune."""
    site_hour_row: SmallInts
    """(S, 24)"""
    site_officers_row: SmallInts
    """(G,)"""
    site_stage_row: SmallInts
    """(S, all stages of all procedures) those of one name share the row of a site."""
    site_weekday_row: SmallInts
    """(S, 7)"""
    open_days: Floats
    """(len(rows),) days of the period on which a site of the scope is open. The sites of a group
    of officers are those that have it, of a procedure or a commune all; of a weekday,
    also at a site, only the days on that weekday count."""
    staff: Floats
    """(len(rows),) head count of the scope's sites; NaN where a scope is not made of sites."""
    access: Floats | None = None
    """(len(rows), len(access.NAMES)) shares of residents near a site; None if not known."""
    officer_rate: Floats | None = None
    """(len(rows),) what an hour of the officers of a group at a site costs, NaN where that is not
    known, and 0 for other scopes; None if nothing costs anything."""
    citizen_rate: float = np.nan
    """What an hour in a queue costs; NaN if not known."""
    residents: Floats | None = None
    """(len(rows),) people who live in the commune of a scope, 0 for other scopes; None if not
    known."""

    def __len__(self) -> int:
        return len(self.rows)

    def index(self) -> dict[Scope, int]:
        """The row of each scope."""
        return {scope: row for row, scope in enumerate(self.rows)}


def purposes_of(scenario: Scenario) -> tuple[Purpose, ...]:
    """What visits may be for in a scenario; only residents of communes file online."""
    procedures = scenario.procedures.values()
    with_unit = [each for each in procedures if each.unit is not None]
    enquire_share = scenario.demand.enquire_share if scenario.demand else 0.0
    occurs = {
        Purpose.FILE: True,
        Purpose.SUPPLEMENT: any(each.incomplete * each.comes_back > 0 for each in procedures)
        or any(each.needs_supplement > 0 for each in with_unit),
        Purpose.COLLECT: any(each.on_the_spot or each.collect > 0 for each in with_unit),
        Purpose.ENQUIRE: bool(scenario.communes)
        and any(each.online * enquire_share > 0 for each in procedures),
    }
    return tuple(purpose for purpose in Purpose if occurs[purpose])


def comes_to(scenario: Scenario) -> Bools:
    """(S, P) whether visits to file a procedure may come to a site."""
    if scenario.communes:
        return geography.accepts(scenario).T
    procedures = sorted(scenario.procedures)
    sites = (site for _, site in sorted(scenario.sites.items()))
    return np.array([[p in (site.arrivals or {}) for p in procedures] for site in sites], np.bool_)


def scopes_of(
    system: System, purposes: Collection[Purpose] = tuple(Purpose), comes: Bools | None = None
) -> Scopes:
    """List the scopes that can occur in a system.

    Tiers and districts are those that some site names. Hours and weekdays are those in which,
    in the period, a site is open or gives tickets or an officer is planned to be on duty.
    Purposes are those given; see `purposes_of`. Stages of a site are those of the procedures that
    come to it; see `comes_to`, everywhere unless given.
    """
    row_of: dict[Scope, int] = {}
    for scope_type, names in _names(system, purposes, comes).items():
        for name in names:
            row_of.setdefault(Scope(scope_type, name), len(row_of))

    def rows(scope_type: ScopeType, wanted: Iterable[str]) -> SmallInts:
        return np.array([row_of.get(Scope(scope_type, w), len(row_of)) for w in wanted], np.int32)

    sites, stages = system.site_ids, system.stage_name
    site_hour = rows(ScopeType.SITE_HOUR, (f"{site}/{hour}" for site in sites for hour in HOURS))
    site_weekday = rows(
        ScopeType.SITE_WEEKDAY, (f"{site}/{day}" for site in sites for day in WEEKDAYS)
    )
    site_stage = rows(ScopeType.SITE_STAGE, (f"{site}/{name}" for site in sites for name in stages))
    scopes = Scopes(
        rows=tuple(row_of),
        tier_row=rows(ScopeType.TIER, system.site_tier),
        district_row=rows(ScopeType.DISTRICT, system.site_district),
        site_row=rows(ScopeType.SITE, sites),
        procedure_row=rows(ScopeType.PROCEDURE, system.procedure_ids),
        purpose_row=rows(ScopeType.PURPOSE, (purpose.name.lower() for purpose in Purpose)),
        hour_row=rows(ScopeType.HOUR, HOURS),
        weekday_row=rows(ScopeType.WEEKDAY, WEEKDAYS),
        officers_row=rows(ScopeType.OFFICERS, system.group_name),
        commune_row=np.append(rows(ScopeType.COMMUNE, system.commune_ids), np.int32(len(row_of))),
        site_hour_row=site_hour.reshape(len(sites), 24),
        site_officers_row=rows(ScopeType.SITE_OFFICERS, _groups_of_sites(system)),
        site_stage_row=site_stage.reshape(len(sites), len(stages)),
        site_weekday_row=site_weekday.reshape(len(sites), 7),
        open_days=np.zeros(len(row_of)),
        staff=np.full(len(row_of), np.nan),
    )
    _fill_facts(scopes, system)
    return scopes


def _names(
    system: System, purposes: Collection[Purpose], comes: Bools | None
) -> dict[ScopeType, Iterable[str]]:
    """The scopes of each type that can occur, in the order of their rows; some more than once."""
    sites = system.site_ids
    hours = _clock_parts(system, HOUR, 24, 0)
    weekdays = _clock_parts(system, DAY, 7, system.first_day.weekday())
    if comes is None:
        comes = np.ones((len(sites), len(system.procedure_ids)), np.bool_)
    # A column for each stage of each procedure.
    staged = np.repeat(comes, np.diff(system.stage_start), axis=1)
    return {
        ScopeType.NETWORK: ("all",),
        ScopeType.TIER: (tier for tier in TIERS if tier in system.site_tier),
        ScopeType.DISTRICT: sorted({district for district in system.site_district if district}),
        ScopeType.SITE: sites,
        ScopeType.PROCEDURE: system.procedure_ids,
        ScopeType.PURPOSE: (purpose.name.lower() for purpose in purposes),
        ScopeType.HOUR: (HOURS[h] for h in np.flatnonzero(hours.any(axis=0))),
        ScopeType.WEEKDAY: (WEEKDAYS[d] for d in np.flatnonzero(weekdays.any(axis=0))),
        ScopeType.OFFICERS: system.group_name,
        ScopeType.COMMUNE: system.commune_ids,
        ScopeType.SITE_HOUR: (f"{sites[s]}/{HOURS[h]}" for s, h in np.argwhere(hours)),
        ScopeType.SITE_WEEKDAY: (f"{sites[s]}/{WEEKDAYS[d]}" for s, d in np.argwhere(weekdays)),
        ScopeType.SITE_OFFICERS: _groups_of_sites(system),
        ScopeType.SITE_STAGE: (
            f"{sites[s]}/{system.stage_name[j]}" for s, j in np.argwhere(staged)
        ),
    }


def _groups_of_sites(system: System) -> list[str]:
    """Each group of officers with its site before its name."""
    names = zip(system.group_site, system.group_name, strict=True)
    return [f"{system.site_ids[s]}/{name}" for s, name in names]


def _clock_parts(system: System, unit: int, n_parts: int, first: int) -> Bools:
    """(S, n_parts) the hours of the day, or days of the week, that a site's period touches.

    `unit` is the length of a part [ms], `first` the part in which instant 0 lies.
    """
    n_sites = len(system.site_ids)
    of_session = np.repeat(np.arange(n_sites), np.diff(system.session_start))
    of_officer = np.repeat(np.arange(n_sites), np.diff(system.officer_start))
    of_shift = np.repeat(of_officer, np.diff(system.shift_start))
    site = np.concatenate([of_session, of_session, of_shift])
    since = np.concatenate([system.session_from, system.door_from, system.shift_from])
    until = np.concatenate([system.session_to, system.door_to, system.shift_to])
    since = np.maximum(since, system.period_from)
    until = np.minimum(until, system.period_to)
    some = since < until
    site, since, until = site[some], since[some], until[some]
    length = np.minimum((until - 1) // unit - since // unit + 1, n_parts)
    # Days repeat, so few of the (site, first part, length) differ.
    met = np.zeros((n_sites, n_parts, n_parts + 1), np.bool_)
    met[site, (since // unit + first) % n_parts, length] = True
    parts = np.zeros((n_sites, n_parts), np.bool_)
    for s, start, n in np.argwhere(met):
        parts[s, (start + np.arange(n)) % n_parts] = True
    return parts


def _fill_facts(scopes: Scopes, system: System) -> None:
    """Fill in the open days and the head counts."""
    first, last = system.period_from // DAY, -(-system.period_to // DAY)
    n_sites = len(system.site_ids)
    site_of_day = np.repeat(np.arange(n_sites), np.diff(system.open_day_start))
    in_period = (system.open_day >= first) & (system.open_day < last)
    is_open = np.zeros((n_sites, last - first))
    is_open[site_of_day[in_period], system.open_day[in_period] - first] = 1.0

    member = _members(scopes, system.group_site)
    scopes.open_days[:] = (member @ is_open > 0).sum(axis=1)
    weekday = (np.arange(first, last) + system.first_day.weekday()) % 7
    for day, row in enumerate(scopes.weekday_row):
        if row < len(scopes):
            scopes.open_days[row] = is_open[:, weekday == day].any(axis=0).sum()
        known = scopes.site_weekday_row[:, day] < len(scopes)
        rows = scopes.site_weekday_row[known, day]
        scopes.open_days[rows] = is_open[known][:, weekday == day].sum(axis=1)

    made_of_sites = np.array([scope.scope_type in MADE_OF_SITES for scope in scopes.rows])
    scopes.staff[made_of_sites] = (member @ system.site_staff)[made_of_sites]


def _members(scopes: Scopes, group_site: SmallInts) -> Floats:
    """(len(rows), S) 1 where a site belongs to the scope of a row."""
    n_sites = len(scopes.site_row)
    member = np.zeros((len(scopes) + 1, n_sites))
    sites: Ints = np.arange(n_sites)
    for rows in (scopes.tier_row, scopes.district_row, scopes.site_row):
        member[rows, sites] = 1.0
    for rows in (scopes.officers_row, scopes.site_officers_row):
        member[rows, group_site] = 1.0
    for table in (scopes.site_hour_row, scopes.site_stage_row, scopes.site_weekday_row):
        member[table, sites[:, None]] = 1.0
    # Every site may serve any procedure, purpose and commune at any hour.
    member[member.sum(axis=1) == 0.0] = 1.0
    return member[:-1]
