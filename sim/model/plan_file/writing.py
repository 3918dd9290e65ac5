"""From a scenario to the rows of its staffing plan, which `reading` gives back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sim.model.calendar import Week, week_of
from sim.model.duty import officer_week, week_on_duty
from sim.model.plan_file.duty_text import Duty, duty_of, write_duty
from sim.model.plan_file.reading import NOBODY
from sim.model.spec import OfficerGroup, Scenario

PlanRow = dict[str, Any]
"""Values by column: numbers as numbers, duty and serves as text, None where a cell is empty."""


def plan_rows(scenario: Scenario) -> list[PlanRow]:
    """A row for each site, group and shift, sites in the order of the scenario."""
    rows = []
    for id_, site in scenario.sites.items():
        off: int | None = site.off_counter
        hours = week_of((site.calendar or scenario.calendar).hours)
        for group in site.officers:
            for row in _group_rows(group, hours):
                rows.append({"site": id_, "name": site.name or id_, **row, "off_counter": off})
                off = None  # said once for a site
    return rows


def _group_rows(group: OfficerGroup, hours: Week) -> Iterator[PlanRow]:
    whole = {
        "serves": write_serves(group.serves),
        "absence": group.absence,
        "reserve": group.reserve,
        "source": group.source or NOBODY,
    }
    nothing: PlanRow = dict.fromkeys(whole)
    for n, (count, duty) in enumerate(_shifts(group, hours)):
        yield {
            "group": group.name, "count": count, "duty": write_duty(duty) or None,
            **(nothing if n else whole),
        }  # fmt: skip


def _shifts(group: OfficerGroup, hours: Week) -> Iterator[tuple[int, Duty]]:
    """How many officers work what, in the order of the officers.

    Where the count steps over the day, the first officers work what is left of the duty when the
    count is at least one, two ...
    """
    working = [(shift.count, shift.duty) for shift in group.shifts if shift.count > 0]
    if working:
        sessions = duty_of(hours)
        for count, said in working:
            yield count, None if said == sessions else said
    elif isinstance(group.count, int) or group.size == 0:
        yield group.size, group.duty
    else:
        duty = week_on_duty(group.duty, hours)
        weeks = (officer_week(duty, group.count, number) for number in range(group.size))
        for week, same in groupby(weeks):
            whole_sessions = group.duty is None and week == hours
            yield len(list(same)), None if whole_sessions else duty_of(week)


def write_serves(serves: str | tuple[str, ...]) -> str:
    """`all`, or procedures with commas between, quoted where they have one themselves."""
    if isinstance(serves, str):
        return serves
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(serves)
    return line.getvalue() if '"' in line.getvalue() else ", ".join(serves)
