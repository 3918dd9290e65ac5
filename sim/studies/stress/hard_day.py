"""The day that a plan is tried on: the Monday after Tết, or the day of most demand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from sim.model import calendar
from sim.model import system as systems
from sim.model.spec import Calendar, Scenario
from sim.sampling import demand

_WITH_TET = frozenset({"VN", "VNM"})
"""Country codes whose longest public holiday from January to March is Tết."""
_LEAST = 3
"""Days that the holiday has at least; a shorter run of days is another one."""
_MONDAY = 0
_SEARCHED = 70
"""Days after the holiday among which a working Monday is looked for."""


def tet(rules: Calendar, year: int) -> tuple[date, date] | None:
    """The first and the last day of the longest public holiday from January to March.

    None where the calendar has no holidays of a country that keeps Tết, or none so long.
    """
    if rules.holidays not in _WITH_TET:
        return None
    public, _ = calendar.public_holidays(rules.holidays, year, year)
    found = (public | set(rules.plus)) - set(rules.minus)
    days = sorted(day for day in found if day.year == year and day.month <= 3)
    runs: list[list[date]] = [[day] for day in days[:1]]
    for before, day in pairwise(days):
        if (day - before).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    longest = max(runs, key=len, default=[])
    return (longest[0], longest[-1]) if len(longest) >= _LEAST else None


def monday_after_tet(scenario: Scenario) -> date | None:
    """The first Monday after Tết that is a working day, in the year in which the period begins."""
    holiday = tet(scenario.calendar, scenario.period.first.year)
    if holiday is None:
        return None
    first = holiday[1] + timedelta(days=1)
    known = calendar.dates(scenario.calendar, first, _SEARCHED)
    mondays = (
        first + timedelta(days=n)
        for n in known.working_days.tolist()
        if (first + timedelta(days=n)).weekday() == _MONDAY
    )
    return next(mondays, None)


def busiest_day(scenario: Scenario) -> date:
    """The date of the period with most expected submissions and visits; the first of equals."""
    system = systems.build(scenario)
    mean = np.abs(demand.plan(scenario, system, scenario.seed).mean).sum(axis=0)
    first = (scenario.period.first - system.first_day).days
    within = mean[first : first + scenario.period.length]
    # Sums of floats in another order may differ by a hair: what is as good as the most counts.
    most = np.flatnonzero(within >= within.max() * (1 - 1e-9))[0]
    return scenario.period.first + timedelta(days=int(most))
