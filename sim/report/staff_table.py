"""The least staff to compute with: rows of staff.csv, JSON, and a scenario with the officers."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.report.staff import StaffReport, worst
from sim.report.staff_words import STAFF
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.judging import Judged
    from sim.studies.staffing.least import SiteFinding
    from sim.studies.staffing.looks import Figure


def parts(report: StaffReport, found: SiteFinding) -> list[tuple[str, int]]:
    """Officers by group, or from a time of day on; nothing where they are one number."""
    way = report.findings.way
    if way.per == "group":
        groups = way.groups(found.site, found.staffing)
        return [(group.name, group.size) for group in groups]
    if way.per == "site":
        return []
    from sim.studies.staffing.ways import half_hours

    slots = half_hours(way.scenario.sites[found.site], way.scenario)
    steps: list[tuple[str, int]] = []
    for at, n in zip(slots, found.staffing, strict=True):
        if not steps or steps[-1][1] != n:
            steps.append((f"{at // 2:02d}:{30 * (at % 2):02d}", n))
    return steps


def frame(report: StaffReport) -> pd.DataFrame:
    """A row for each site: the rows of staff.csv."""
    import pandas as pd

    rows = []
    for each in report.sites:
        told = worst(each.allowed.judged)
        now, less, more = report.now(each.site), _smaller(each), each.claim.larger
        rows.append(
            {
                "site": each.site,
                "name": report.names[each.site],
                "tier": report.tier(each.site),
                "officers_now": each.current,
                "officers": each.officers,
                "staff": each.staff,
                "target": str(told.target) if told else "",
                "line": _line(told, each.site),
                "value_now": now.value if now else None,
                "value": told.value if told else None,
                "low": told.low if told else None,
                "high": told.high if told else None,
                "value_one_less": _value(less),
                "value_one_more": _value(more),
                "days_met": told.days_met if told else None,
                "binding": each.binding,
                "on_the_line": each.on_the_line,
                "feasible": each.feasible,
                "needed": each.needed,
                "confirmed": each.confirmed,
                "replications": each.claim.replications,
                "parts": "; ".join(f"{name} {n}" for name, n in parts(report, each)),
            }
        )
    return pd.DataFrame(rows)


def _smaller(found: SiteFinding) -> Figure | None:
    return found.claim.smaller[0] if found.claim.smaller else None


def _value(figure: Figure | None) -> float | None:
    told = worst(figure.judged) if figure else None
    return told.value if told else None


def _line(told: Judged | None, site: str) -> str:
    return told.site.removeprefix(f"{site}/") if told and told.site != site else ""


def as_json(report: StaffReport) -> str:
    """What `--json` prints: a row for each site, and what all of them have in common."""
    findings = report.findings
    way = findings.way
    content = {
        "scenario": way.scenario.name,
        "targets": [str(target) for target in way.targets],
        "per": way.per,
        "free": way.free,
        "confidence": 0.95,
        "seed": findings.seed,
        "looks": findings.looks,
        "joined": findings.are_joined,
        "officers_now": sum(each.current for each in findings.sites),
        "officers": sum(each.officers for each in findings.sites),
        "staff": sum(each.staff for each in findings.sites),
        "sites": [_row(report, each) for each in report.sites],
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)


def _row(report: StaffReport, found: SiteFinding) -> dict[str, Any]:
    way = report.findings.way
    row: dict[str, Any] = {
        "site": found.site,
        "name": report.names[found.site],
        "tier": report.tier(found.site),
        "officers_now": found.current,
        "officers": found.officers,
        "staff": found.staff,
        "targets": [_judged(each, found.site) for each in found.allowed.judged],
        "targets_now": [_judged(each, found.site) for each in report.findings.current[found.site]],
        "next_smaller": _figure(report, found, _smaller(found)),
        "next_larger": _figure(report, found, found.claim.larger),
        "binding": found.binding or None,
        "on_the_line": found.on_the_line,
        "feasible": found.feasible,
        "needed": found.needed,
        "confirmed": found.confirmed,
        "replications": found.claim.replications,
    }
    if way.per == "group":
        row["groups"] = dict(parts(report, found))
        row["proven_least"] = found.is_proven
    elif way.per == "interval":
        row["half_hours"] = dict(parts(report, found))
    return row


def _figure(
    report: StaffReport, found: SiteFinding, figure: Figure | None
) -> dict[str, Any] | None:
    if figure is None:
        return None
    told = [_judged(each, found.site) for each in figure.judged]
    return {"officers": report.findings.way.heads(found.site, figure.staffing), "targets": told}


def _judged(judged: Judged, site: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "target": str(judged.target),
        "line": _line(judged, site) or None,
        "value": _finite(judged.value),
        "low": _finite(judged.low),
        "high": _finite(judged.high),
        "met": judged.met,
        "days_met": _finite(judged.days_met),
    }
    if judged.intervals:
        row["half_hours"] = [
            {"minute": each.minute, "value": _finite(each.value), "met": each.met}
            for each in judged.intervals
        ]
    return row


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def overlay(report: StaffReport, below: str, lang: Lang = "en") -> str:
    """A scenario file with the officers found, on top of another one in the same folder."""
    findings = report.findings
    way = findings.way
    name = say(STAFF, "plan_name", lang, scenario=way.scenario.name)
    lines = [
        "# Written by a study of the least staff; what it is laid on is the scenario as it was.",
        f"# Targets: {'; '.join(str(target) for target in way.targets)}",
        f"extends: {json.dumps(below)}",
        f"name: {json.dumps(name, ensure_ascii=False)}",
        "sites:",
    ]
    for each in findings.sites:
        if way.per == "site":
            lines.append(f"  {json.dumps(each.site)}: {{staff: {each.staff}}}")
            continue
        groups = way.groups(each.site, each.staffing)
        lines += [f"  {json.dumps(each.site)}:", f"    staff: {each.staff}", "    officers:"]
        lines += [f"      - {_group(group)}" for group in groups]
    return "\n".join(lines) + "\n"


def _group(group: Any) -> str:
    return json.dumps(group.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
