"""Rosters as rows to compute with, as JSON, and as a scenario that works by them."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.model.words import WEEKDAYS, write_clock, write_span
from sim.report.roster import RosterReport, spare, week_hours

SLOT_MINUTES = 30
"""Of the half-hours of a need."""

if TYPE_CHECKING:
    import pandas as pd

    from sim.model.spec import OfficerGroup, Scenario
    from sim.studies.judging import Judged
    from sim.studies.rostering.study import SiteRoster


def shifts(report: RosterReport) -> pd.DataFrame:
    """roster.csv: a row for each officer and day of work."""
    import pandas as pd

    rows = []
    for roster in report.rosters:
        groups = report.scenario.sites[roster.site].officers
        for person, week in zip(roster.people, roster.weeks, strict=True):
            for day, pattern in sorted(week.items()):
                pairs = zip(pattern.parts, pattern.parts[1:], strict=False)
                pauses = [write_span((one[1], other[0])) for one, other in pairs]
                rows.append(
                    {
                        "site": roster.site, "group": groups[person.group].name,
                        "person": person.name, "weekday": WEEKDAYS[day],
                        "from": write_clock(pattern.start), "to": write_clock(pattern.end),
                        "break": " ".join(pauses), "hours": pattern.work / 60,
                        "part_day": pattern.is_part_day,
                    }
                )  # fmt: skip
    columns = [
        "site", "group", "person", "weekday", "from", "to", "break", "hours", "part_day",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def half_hours(report: RosterReport) -> pd.DataFrame:
    """cover.csv: officers needed, covering and short, by line; on duty, by site."""
    import pandas as pd

    rows = []
    for roster in report.rosters:
        for day, duty, there in zip(roster.days, roster.on_duty, roster.covered, strict=True):
            for t, (start, end) in enumerate(day.cells):
                for line, need in enumerate(roster.needs):
                    n, got = int(day.need[line, t]), int(there[line, t])
                    rows.append(
                        {
                            "site": roster.site, "line": need.line,
                            "weekday": WEEKDAYS[day.weekday], "from": write_clock(start),
                            "to": write_clock(end), "officers": n, "covered": got,
                            "short": n - got, "on_duty_at_site": int(duty[:, t].sum()),
                        }
                    )  # fmt: skip
    columns = [
        "site", "line", "weekday", "from", "to", "officers", "covered", "short", "on_duty_at_site",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def needs(report: RosterReport) -> pd.DataFrame:
    """needs.csv: the need in the layout that `--needs` reads."""
    import pandas as pd

    rows = []
    for roster in report.rosters:
        for need in roster.needs:
            for day, slot in zip(*need.officers.nonzero(), strict=True):
                what = "; ".join(need.procedures)
                rows.append(
                    {
                        "site": roster.site, "group": "" if what else need.line,
                        "procedures": what, "weekday": WEEKDAYS[day],
                        "from": write_clock(int(slot) * SLOT_MINUTES),
                        "officers": int(need.officers[day, slot]),
                    }
                )  # fmt: skip
    columns = ["site", "group", "procedures", "weekday", "from", "officers"]
    return pd.DataFrame(rows, columns=columns)


def unmet(report: RosterReport) -> pd.DataFrame:
    """unmet.csv: stretches in which a line lacks officers."""
    import pandas as pd

    rows = [
        {
            "site": roster.site, "weekday": WEEKDAYS[each.weekday],
            "from": write_clock(each.start), "to": write_clock(each.end), "line": each.line,
            "short": each.short,
        }
        for roster in report.rosters
        for each in roster.unmet()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["site", "weekday", "from", "to", "line", "short"])


def as_json(report: RosterReport) -> str:
    """What `--json` prints."""
    found = {
        "monday": str(report.monday),
        "needs": report.source,
        "targets": [str(target) for target in report.targets],
        "sites": [_site(roster, report) for roster in report.rosters],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _site(roster: SiteRoster, report: RosterReport) -> dict[str, Any]:
    counts = roster.counts
    return {
        "site": roster.site,
        "people": len(roster.people),
        "need_hours": roster.need_hours,
        "duty_hours": roster.duty_hours,
        "work_hours": round(counts.hours, 6),
        "short_hours": round(counts.short, 6),
        "spare_hours": round(spare(roster), 6),
        "proven": counts.is_proven,
        "gap_short_hours": counts.gaps[0],
        "gap_work_hours": counts.gaps[1],
        "unmet": [
            {
                "weekday": WEEKDAYS[each.weekday], "from": write_clock(each.start),
                "to": write_clock(each.end), "line": each.line, "short": each.short,
            }
            for each in roster.unmet()
        ],
        "targets": [
            {"target": str(then.target), "as_is": _judged(now), "roster": _judged(then)}
            for now, then in report.judged(roster.site)
        ],
        "officers": [
            {
                "name": person.name,
                "hours": week_hours(week),
                "away": [WEEKDAYS[day] for day in sorted(person.away)],
                "week": {
                    WEEKDAYS[day]: [write_span(part) for part in pattern.parts]
                    for day, pattern in sorted(week.items())
                },
            }
            for person, week in zip(roster.people, roster.weeks, strict=True)
        ],
    }  # fmt: skip


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "value": _finite(judged.value),
        "low": _finite(judged.low),
        "high": _finite(judged.high),
        "met": judged.met,
        "days_met": _finite(judged.days_met),
    }


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def overlay(report: RosterReport, plan: Scenario, below: str) -> str:
    """A scenario file with the officers' shifts, on top of another one in the same folder."""
    lines = [
        "# Written by a study of rosters; what it is laid on is the scenario as it was.",
        f"extends: {json.dumps(below)}",
        f"name: {json.dumps(plan.name, ensure_ascii=False)}",
    ]
    if report.scenario.roster is not None and report.scenario.roster.leave:
        lines.append("roster: {leave: []}    # it is in the shifts")
    lines.append("sites:")
    for roster in report.rosters:
        site = plan.sites[roster.site]
        lines += [f"  {json.dumps(roster.site)}:", f"    staff: {site.staff}", "    officers:"]
        lines += [f"      - {_group(group)}" for group in site.officers]
    return "\n".join(lines) + "\n"


def _group(group: OfficerGroup) -> str:
    kept = group.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(kept, ensure_ascii=False)
