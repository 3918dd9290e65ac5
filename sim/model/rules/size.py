"""What would take more memory or time than any province needs, told before any of it is spent.

Each bound is on the rows of a table that building or running a scenario makes, some ten times those
of a whole province. How many visits come is judged when the demand is known, before the first one
is drawn (`studies.experiment`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.calendar import Week, week_of
from sim.model.days import Calendar, Lead
from sim.model.duty import week_on_duty
from sim.model.spec import OfficerGroup, Scenario
from sim.said import Said

MOST_SHIFTS = 4_000_000
"""Officers times days times parts of their day: a province in a half-year has 200,000."""
MOST_SESSIONS = 4_000_000
"""Sites times days times sessions."""
MOST_DEMAND = 8_000_000
"""Pairs of where visits come from and what they come for, times days; a province has 400,000."""
MOST_WAYS = 250_000
"""Communes times sites, each a way to travel; a province has 10,000."""
MOST_PAIRS = 400_000
"""Procedures times sites, or times communes."""
MOST_SKILLS = 20_000_000
"""Officers times what they may know."""

_REMEDY = Said("Shorten the period, or leave some out.")


def problems(scenario: Scenario) -> Iterator[Problem]:
    """Tables that would be too large."""
    days = _days(scenario)
    n_sites, n_procedures = len(scenario.sites), len(scenario.procedures)
    n_communes = len(scenario.communes)
    officers, shifts = _officers(scenario)
    skills = sum(3 + len(each.stages) for each in scenario.procedures.values())
    sessions = sum(_spans(site.calendar or scenario.calendar) for site in scenario.sites.values())
    sources = sum(len(site.arrivals or ()) for site in scenario.sites.values())
    sources += n_communes * sum(each.per_1000 > 0 for each in scenario.procedures.values())
    pairs = n_procedures * max(n_sites, n_communes)
    for path, rows, most, what in (
        ("sites", shifts * days / 7, MOST_SHIFTS, Said("shifts of officers in all")),
        ("sites", sessions * days / 7, MOST_SESSIONS, Said("sessions of sites in all")),
        ("sites", officers * skills, MOST_SKILLS, Said("pairs of officers and skills")),
        ("communes", n_communes * n_sites, MOST_WAYS, Said("pairs of communes and sites")),
        ("procedures", pairs, MOST_PAIRS, Said("pairs of procedures and places")),
        (
            "period", sources * days, MOST_DEMAND,
            Said("days times procedures times places they come to"),
        ),
    ):  # fmt: skip
        if rows > most:
            rule = Said(
                "that makes {rows:,.0f} {what}, and at most {most:,} can be simulated.",
                rows=rows,
                what=what,
                most=most,
            )
            yield Problem(path=path, rule=rule, hint=_REMEDY)


def _days(scenario: Scenario) -> float:
    """Days that are simulated: those of the longest period, and about those before and after."""
    longest = max(
        each.length
        for each in (scenario.period, scenario.comparison, scenario.check.period)
        if each is not None
    )
    return longest + sum(_lead(each) for each in (scenario.warm_up, scenario.run_out) if each)


def _lead(lead: Lead) -> float:
    return lead.days if lead.days is not None else (lead.working_days or 0) * 7 / 5


def _officers(scenario: Scenario) -> tuple[int, int]:
    """Officers, reserves included, and the parts of a week that they are all on duty for."""
    officers = shifts = 0
    for site in scenario.sites.values():
        hours = week_of((site.calendar or scenario.calendar).hours)
        for group in site.officers:
            officers += group.size + group.reserve
            shifts += _parts(group, hours)
    return officers, shifts


def _parts(group: OfficerGroup, hours: Week) -> int:
    """Parts of a week, of all officers of a group, as many as steps of the count may make them."""
    if group.shifts:
        return sum(
            each.count * sum(map(len, week_on_duty(each.duty, hours))) for each in group.shifts
        )
    steps = len(group.count) if isinstance(group.count, tuple) else 1
    return group.size * steps * sum(map(len, week_on_duty(group.duty, hours)))


def _spans(calendar: Calendar) -> int:
    """Sessions of a week."""
    return sum(map(len, calendar.hours.values()))
