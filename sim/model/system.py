"""From what a scenario says to the arrays that sampling, engines and measures work on.

A valid scenario is assumed: `rules` has judged it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import numpy as np

from sim.model import calendar
from sim.model.calendar import Dates, Sessions, milliseconds
from sim.model.days import Calendar
from sim.model.duty import csr, officer_table
from sim.model.live import live_tables
from sim.model.spec import Scenario, Site
from sim.model.stages import StageTables
from sim.model.tables import DAY, NEVER, Bools, Ints, System, Words
from sim.model.units import UnitTables, unit_tables

_LARGEST_WORD = (1 << 64) - 1


def build(scenario: Scenario, only: Collection[str] | None = None) -> System:
    """The arrays of a scenario, the same for every replication.

    With `only` some sites are there, by id, and the others are as if nobody ever came to them. It
    is for those who can do without: a choice by the queues of the moment needs all.
    """
    warm_up, run_out = calendar.lead_days(scenario)
    first_day = scenario.period.first - timedelta(days=warm_up)
    n_days = warm_up + scenario.period.length + run_out
    site_ids = tuple(id_ for id_ in sorted(scenario.sites) if only is None or id_ in only)
    sites = [scenario.sites[id_] for id_ in site_ids]
    calendars = [site.calendar or scenario.calendar for site in sites]
    open_on, open_at = _openings(calendars, first_day, n_days)
    procedure_ids = tuple(sorted(scenario.procedures))
    thresholds, return_days = _returns(scenario, procedure_ids)
    procedures = [scenario.procedures[id_] for id_ in procedure_ids]
    stages = StageTables.of([each.stages for each in procedures])
    words = stages.skills(procedure_ids)
    officers = officer_table(sites, calendars, open_on, words, stages.n_skills)
    units = unit_tables(scenario, first_day, n_days)
    there = np.isin(sorted(scenario.sites), site_ids)
    return System(
        first_day=first_day,
        n_days=n_days,
        period_from=warm_up * DAY,
        period_to=(warm_up + scenario.period.length) * DAY,
        horizon=n_days * DAY,
        site_ids=site_ids,
        procedure_ids=procedure_ids,
        commune_ids=tuple(sorted(scenario.communes)),
        site_tier=tuple(site.tier or "" for site in sites),
        site_district=tuple(site.district or "" for site in sites),
        site_staff=_ints(site.staff or 0 for site in sites),
        wait_target=milliseconds(scenario.wait_target),
        session_start=csr(len(each.day) for each in open_at),
        session_from=_joined(each.opens_at for each in open_at),
        session_to=_joined(each.closes_at for each in open_at),
        session_date=_joined(each.day for each in open_at),
        session_closes=np.concatenate([each.is_last for each in open_at]),
        door_from=_joined(each.doors_open_at for each in open_at),
        door_to=_joined(each.doors_close_at for each in open_at),
        open_day_start=csr(len(each.working_days) for each in open_on),
        open_day=_joined(each.working_days for each in open_on),
        **_rule_columns(sites),
        **officers.columns(),
        **stages.columns(),
        return_thresholds=thresholds,
        return_days=return_days,
        has_dossiers=_bools(each.unit is not None for each in procedures),
        on_the_spot=_bools(each.on_the_spot for each in procedures),
        cut_off=milliseconds(scenario.cut_off),
        **_unit_columns(units, there),
        **live_tables(scenario),
    )


def restaffed(system: System, scenario: Scenario) -> System:
    """The system with the officers of another scenario, that has the same sites, hours and rules.

    For all that is not of officers this is much faster than to build it anew.
    """
    sites = [scenario.sites[id_] for id_ in system.site_ids]
    calendars = [site.calendar or scenario.calendar for site in sites]
    open_on, _ = _openings(calendars, system.first_day, system.n_days)
    stages = StageTables.of([scenario.procedures[id_].stages for id_ in system.procedure_ids])
    words = stages.skills(system.procedure_ids)
    officers = officer_table(sites, calendars, open_on, words, stages.n_skills)
    return replace(
        system, site_staff=_ints(site.staff or 0 for site in sites), **officers.columns()
    )


def _rule_columns(sites: Sequence[Site]) -> dict[str, Any]:
    """The columns of `tables.System` that say how each site treats those who come and wait."""
    return {
        "at_close_serve": _bools(site.at_close == "serve" for site in sites),
        "at_break_serve": _bools(site.at_break == "serve" for site in sites),
        "extend_breaks": _bools(site.break_after_overrun == "extend" for site in sites),
        "latest_close": _ints(milliseconds(site.latest_close) for site in sites),
        "balk_at": _ints(NEVER if site.balk_at is None else site.balk_at for site in sites),
        "productive": np.array([site.productive_share for site in sites]),
    }


def _unit_columns(units: UnitTables, there: Bools) -> dict[str, Any]:
    """The columns `unit_*` and `clock_*` of `tables.System`, for the sites that are there."""
    return {
        "unit_ids": units.ids,
        "unit_processors": units.processors,
        "unit_clock": units.clock,
        "unit_at": np.ascontiguousarray(units.at[:, there]),
        "unit_of": units.of_commune,
        "clock_start": units.clock_start,
        "clock_from": units.clock_from,
        "clock_to": units.clock_to,
        "clock_day_start": units.clock_day_start,
        "clock_day": units.clock_day,
        "clock_day_ends": units.clock_day_ends,
        "clock_standard_day": units.clock_standard_day,
    }


def _openings(
    calendars: Sequence[Calendar], first_day: date, n_days: int
) -> tuple[list[Dates], list[Sessions]]:
    """The dates and sessions of each site; equal calendars share theirs."""
    met: list[Calendar] = []
    dates: list[Dates] = []
    sessions: list[Sessions] = []
    which = []
    for each in calendars:
        if each not in met:
            met.append(each)
            dates.append(calendar.dates(each, first_day, n_days))
            sessions.append(calendar.sessions(each, first_day, n_days))
        which.append(met.index(each))
    return [dates[i] for i in which], [sessions[i] for i in which]


def _returns(scenario: Scenario, procedure_ids: tuple[str, ...]) -> tuple[Words, Ints]:
    """(P, K) cumulative thresholds of `return_after_abandon` and the (K,) delays they are for.

    A threshold is the share that returns by that delay, of all 64-bit words. One who is certain
    to return is off by one word in 2^64, for want of a larger number.
    """
    habits = [scenario.procedures[id_].return_after_abandon for id_ in procedure_ids]
    days = sorted({delay for habit in habits if habit for delay in habit.delays})
    table = np.zeros((len(habits), len(days)), dtype=np.uint64)
    for p, habit in enumerate(habits):
        if habit:
            total = sum(habit.delays.values())
            running = accumulate(habit.delays.get(delay, 0.0) for delay in days)
            words = [round(habit.share * (weight / total) * (1 << 64)) for weight in running]
            table[p] = np.array([min(word, _LARGEST_WORD) for word in words], dtype=np.uint64)
    return table, _ints(days)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _bools(values: Iterable[bool]) -> Bools:
    return np.array(list(values), dtype=np.bool_)


def _joined(columns: Iterable[Ints]) -> Ints:
    return np.concatenate(list(columns))
