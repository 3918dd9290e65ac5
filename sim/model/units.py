"""Processing units as tables: which there are, who belongs to which, and the time they keep.

A kind of unit in a scenario stands for several units of the same size where it says `per`: one
for each home commune, home district or site. Units are numbered kind by kind in code-point order
of their ids, within a kind in that of what they are for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.model import calendar, geography
from sim.model.days import Calendar
from sim.model.duty import csr
from sim.model.spec import Procedure, ProcessingUnit, Scenario
from sim.model.tables import DAY, MINUTE, NEVER, Floats, Ints, SmallInts

_SPARE_DAYS = 800
"""Days that the table of working days goes on beyond the run and twice the longest deadline, so
that even a long closure hides no due day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTables:
    """Units and clocks as `tables.System` has them, and where each commune's dossiers go."""

    ids: tuple[str, ...]
    processors: Ints
    clock: Ints
    at: SmallInts
    of_commune: SmallInts
    """(P, C) the unit of a procedure's dossiers from a commune, where the site does not matter;
    NEVER. (P, 1) in a scenario without communes."""
    clock_start: Ints
    clock_from: Ints
    clock_to: Ints
    clock_day_start: Ints
    clock_day: Ints
    clock_day_ends: Ints
    clock_standard_day: Ints


@dataclass(slots=True)
class _Collector:
    """Units and their calendars, while they are being numbered."""

    ids: list[str]
    processors: list[int]
    calendars: list[Calendar]
    clock: list[int]

    def enter(self, id_: str, processors: int, keeps: Calendar) -> int:
        """The number of a new unit."""
        if keeps not in self.calendars:
            self.calendars.append(keeps)
        self.ids.append(id_)
        self.processors.append(processors)
        self.clock.append(self.calendars.index(keeps))
        return len(self.ids) - 1


def unit_tables(scenario: Scenario, first_day: date, n_days: int) -> UnitTables:
    """The units of a scenario."""
    procedures = [each for _, each in sorted(scenario.procedures.items())]
    site_ids, codes = sorted(scenario.sites), sorted(scenario.communes)
    at = np.full((len(procedures), len(site_ids)), NEVER, np.int32)
    of_commune = np.full((len(procedures), max(len(codes), 1)), NEVER, np.int32)
    found = _Collector([], [], [], [])
    home = geography.home_sites(scenario) if any(u.load for u in scenario.units.values()) else None
    for id_, unit in sorted(scenario.units.items()):
        mine = [p for p, each in enumerate(procedures) if each.unit == id_]
        work = None if not unit.load else _work(scenario, procedures, mine, unit, home)
        groups, of = _groups(scenario, unit)
        for g, name in enumerate(groups):
            own = scenario.sites[name].calendar if unit.per == "site" else unit.calendar
            keeps = own or scenario.calendar
            offered = 0.0 if work is None else float(work[of == g].sum())
            label = id_ if unit.per == "network" else f"{id_}/{name}"
            number = found.enter(label, _processors(unit, offered, keeps), keeps)
            target = at if unit.per == "site" else of_commune
            for p in mine:
                target[p, of == g] = number
    clocks = _clocks(scenario, found.calendars, first_day, n_days)
    return UnitTables(
        ids=tuple(found.ids),
        processors=np.array(found.processors, np.int64),
        clock=np.array(found.clock, np.int64),
        at=at,
        of_commune=of_commune,
        **clocks,
    )


def _groups(scenario: Scenario, unit: ProcessingUnit) -> tuple[list[str], Ints]:
    """(what there is a unit for, the place in it of each site or commune, in code-point order)."""
    site_ids, codes = sorted(scenario.sites), sorted(scenario.communes)
    if unit.per == "site":
        return site_ids, np.arange(len(site_ids))
    if unit.per == "network" or not codes:
        return [""], np.zeros(max(len(codes), 1), np.int64)
    if unit.per == "commune":
        return codes, np.arange(len(codes))
    districts = sorted({commune.district for commune in scenario.communes.values()})
    return districts, np.array([districts.index(scenario.communes[c].district) for c in codes])


def _work(
    scenario: Scenario, procedures: Sequence[Procedure], mine: Sequence[int], unit: ProcessingUnit,
    home: Ints | None,
) -> Floats:  # fmt: skip
    """Mean work by site or commune [min per working day], at a demand scale of 1.

    `home` (C, P) is the site of each procedure's authority for each commune.
    """
    people = np.array([c.population for _, c in sorted(scenario.communes.items())], np.float64)
    assert home is not None
    work = np.zeros(len(scenario.sites) if unit.per == "site" else len(people))
    for p in mine:
        each = procedures[p]
        effort = each.effort.expectation() if each.effort else 0.0
        minutes = each.per_1000 * people / 1000 * effort
        if unit.per == "site":
            known = home[:, p] != NEVER
            np.add.at(work, home[known, p], minutes[known])
        else:
            work += minutes
    return work


def _processors(unit: ProcessingUnit, work: float, keeps: Calendar) -> int:
    """The number given, or enough for the work at the load given, at least one."""
    if unit.processors is not None:
        return unit.processors
    assert unit.load is not None
    # A hair's breadth of slack, so that 8.000000001 is eight.
    needed = work / (standard_day(keeps) / MINUTE) / unit.load - 1e-9
    return max(1, math.ceil(needed))


def standard_day(keeps: Calendar) -> int:
    """Open time of a standard day [ms]: the mean over the weekdays that have hours."""
    lengths = [sum(end - start for start, end in spans) for spans in keeps.hours.values() if spans]
    return round(sum(lengths) * MINUTE / len(lengths)) if lengths else DAY


def _clocks(
    scenario: Scenario, calendars: Sequence[Calendar], first_day: date, n_days: int
) -> dict[str, Ints]:
    """The clock tables of `System`, a clock for each calendar."""
    longest = max(each.longest_deadline for each in scenario.procedures.values())
    reach = n_days + 2 * longest + _SPARE_DAYS
    sessions, days = [], []
    for keeps in calendars:
        opened = calendar.sessions(keeps, first_day, n_days)
        sessions.append((opened.opens_at, opened.closes_at))
        known = calendar.dates(keeps, first_day, reach)
        number = known.working_days
        week = calendar.week_of(keeps.hours)
        _, until, day = calendar.spread(week, number, known.weekday[number])
        ends = np.zeros(reach, np.int64)
        np.maximum.at(ends, day, until)
        days.append((number, ends[number]))
    nothing = np.empty(0, np.int64)
    return {
        "clock_start": csr(len(opens) for opens, _ in sessions),
        "clock_from": np.concatenate([nothing, *(opens for opens, _ in sessions)]),
        "clock_to": np.concatenate([nothing, *(closes for _, closes in sessions)]),
        "clock_day_start": csr(len(number) for number, _ in days),
        "clock_day": np.concatenate([nothing, *(number for number, _ in days)]),
        "clock_day_ends": np.concatenate([nothing, *(ends for _, ends in days)]),
        "clock_standard_day": np.array([standard_day(keeps) for keeps in calendars], np.int64),
    }
