"""Every measure of every scope, straight from its definition: slow, and plain to check.

It reads the journal row by row and cuts intervals of whole milliseconds; it shares nothing with
the code under test but the list of scopes and the order of the measures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from sim.measures.kpis import KPIS
from sim.measures.scopes import Scope
from sim.model.journal import journal
from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Channel, Fate, Outcome, System, Workload
from tests.measures.intervals import Interval, csr, cut, length
from tests.measures.slow_dossiers import SlowDossiers

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
PURPOSES = ["file", "supplement", "collect", "enquire"]
MONEY = ("waiting_hours_per_day", "officer_cost_per_day", "citizen_cost_per_day")
TICKETS = (Fate.SERVED, Fate.ABANDONED, Fate.SENT_HOME, Fate.OPEN)


@dataclass
class Slow:
    """One replication, unrolled."""

    system: System
    workload: Workload
    outcome: Outcome
    travel: np.ndarray | None = None
    officer_rates: Mapping[str, float] | None = None
    """What an hour costs by `site/group`."""
    citizen_rate: float = nan

    def __post_init__(self) -> None:
        self.rows = as_dicts(journal(self.system, self.workload, self.outcome))
        self.dossiers = list(
            zip(as_dicts(self.workload.dossiers), as_dicts(self.outcome.lives), strict=True)
        )
        self.stops = as_dicts(self.outcome.stages)
        for row in self.rows:
            no_show = row["fate"] == Fate.NO_SHOW
            row["at"] = row["booked_at"] if no_show else row["arrived_at"]
            row["until"] = self._end_of_wait(row)
        visit_of = {
            (row["dossier"], row["repetition"]): row
            for row in self.rows
            if row["purpose"] == PURPOSES.index("file")
        }
        self.lines: dict[int, list[Interval]] = {}
        """Of each visit through stages the times in its lines."""
        for stop in self.stops:
            row = visit_of[stop["dossier"], stop["repetition"]]
            stop |= {"at": stop["joined_at"], "measured": row["measured"]}
            stop |= {"procedure": row["procedure"], "arrived_at": 0, "released_at": 0}
            stop["until"] = self._end_of_wait(stop)
            self.lines.setdefault(row["visit"], []).append((stop["at"], stop["until"]))
        for row in (*self.rows, *self.stops):
            row["wait"] = length(self._waits(row))
        singles = [row for row in self.rows if row["visit"] not in self.lines]
        self.services = [r for r in (*singles, *self.stops) if r["fate"] == Fate.SERVED]
        for service in self.services:
            service["officer"] += int(self.system.officer_start[service["site"]])
            service["group"] = int(self.system.officer_group[service["officer"]])
        self.sessions = csr(
            self.system.session_start, self.system.session_from, self.system.session_to
        )
        roster = self.workload.roster
        self.duties = csr(roster.duty_start, self.outcome.worked_from, roster.duty_to)

    @property
    def _lives(self) -> SlowDossiers:
        return SlowDossiers(self.system, self.dossiers, self.rows, self.travel)

    def _waits(self, row: dict[str, int]) -> list[Interval]:
        """When a visit stood in line, or somebody at a stage did."""
        alone = [(row["at"], row["until"])]
        return alone if "stage" in row else self.lines.get(row["visit"], alone)

    def _end_of_wait(self, row: dict[str, int]) -> int:
        if row["fate"] == Fate.SERVED:
            return row["called_at"]
        if row["fate"] in TICKETS:
            return self.system.horizon if row["left_at"] == NEVER else row["left_at"]
        return row["at"]

    def measures(self, scope: Scope) -> dict[str, tuple[float, float]]:
        """(numerator, denominator) or (value, count) of every measure of a scope."""
        return (
            self._of_visits(scope)
            | self._of_queue(scope)
            | self._of_officers(scope)
            | self._costs(scope)
            | {"staff": (self._staff(scope), 1)}
            | self._lives.measures(scope, len(self._open_days(scope)))
        )

    # ------------------------------------------------------------ visits

    def _of_visits(self, scope: Scope) -> dict[str, tuple[float, float]]:
        rows = self.rows
        if scope.scope_type in ("officers", "site/officers"):
            rows = self.services
        elif scope.scope_type == "site/stage":
            rows = self.stops
        rows = [row for row in rows if row["measured"] and self._belongs(row, scope)]
        served = [row for row in rows if row["fate"] == Fate.SERVED]
        tickets = [row for row in rows if row["fate"] in TICKETS]
        arrived = [row for row in rows if row["fate"] != Fate.NO_SHOW]
        target = self.system.wait_target
        in_time = [row for row in tickets if row["fate"] != Fate.OPEN or row["wait"] > target]
        in_hour = [row for row in tickets if row["fate"] != Fate.OPEN or row["wait"] > HOUR]
        days = len(self._open_days(scope))
        result = {
            "arrivals_per_day": (len(arrived), days),
            "served_per_day": (len(served), days),
            "wait_mean": (total(row["wait"] for row in served) / MINUTE, len(served)),
            "wait_all_mean": (total(row["wait"] for row in tickets) / MINUTE, len(tickets)),
            "wait_open_mean": (
                total(length(cut(self._waits(row), self.sessions[row["site"]])) for row in served)
                / MINUTE,
                len(served),
            ),
            "waited_share": (sum(row["wait"] > 0 for row in served), len(served)),
            "within_target_share": (
                sum(row["wait"] <= target for row in in_time if row["fate"] == Fate.SERVED),
                len(in_time),
            ),
            "over_60min_share": (sum(row["wait"] > HOUR for row in in_hour), len(in_hour)),
            "time_at_site_mean": (
                total(row["released_at"] - row["arrived_at"] for row in served) / MINUTE,
                len(served),
            ),
        }
        for fate in ("abandoned", "balked", "sent_home", "turned_away", "no_show"):
            n = sum(row["fate"] == Fate[fate.upper()] for row in rows)
            result[f"{fate}_share"] = (n, len(rows))
        waits = sorted(row["wait"] / MINUTE for row in served)
        for percent in (50, 90, 95, 99, 100):
            name = "wait_max" if percent == 100 else f"wait_p{percent}"
            rank = -(-len(waits) * percent // 100)
            result[name] = (waits[rank - 1] if waits else nan, len(waits))
        return result

    def _belongs(self, row: dict[str, int], scope: Scope) -> bool:
        system, name = self.system, scope.scope
        site = system.site_ids[row["site"]]
        hour = f"{row['at'] // HOUR % 24:02d}"
        group = system.group_name[row["group"]] if "group" in row else None
        stage = None
        if "stage" in row:
            stage = system.stage_name[int(system.stage_start[row["procedure"]]) + row["stage"]]
        match scope.scope_type:
            case "network":
                return True
            case "tier":
                return system.site_tier[row["site"]] == name
            case "district":
                return system.site_district[row["site"]] == name
            case "site":
                return site == name
            case "procedure":
                return system.procedure_ids[row["procedure"]] == name
            case "purpose":
                return PURPOSES[row["purpose"]] == name
            case "hour":
                return hour == name
            case "weekday":
                return self._weekday(row["at"]) == name
            case "officers":
                return group == name
            case "commune":
                return row["commune"] != NEVER and system.commune_ids[row["commune"]] == name
            case "site/hour":
                return f"{site}/{hour}" == name
            case "site/weekday":
                return f"{site}/{self._weekday(row['at'])}" == name
            case "site/stage":
                return f"{site}/{stage}" == name
            case _:
                return f"{site}/{group}" == name

    def _weekday(self, instant: int) -> str:
        return WEEKDAYS[(instant // DAY + self.system.first_day.weekday()) % 7]

    def _sites(self, scope: Scope) -> list[int]:
        system, name = self.system, scope.scope
        everywhere = range(len(system.site_ids))
        groups = list(zip(system.group_site, system.group_name, strict=True))
        match scope.scope_type:
            case "tier":
                return [s for s in everywhere if system.site_tier[s] == name]
            case "district":
                return [s for s in everywhere if system.site_district[s] == name]
            case "site" | "site/hour" | "site/officers" | "site/stage" | "site/weekday":
                return [s for s in everywhere if system.site_ids[s] == name.split("/")[0]]
            case "officers":
                return sorted({int(s) for s, group in groups if group == name})
            case _:
                return list(everywhere)

    def _open_days(self, scope: Scope) -> set[int]:
        start, open_day = self.system.open_day_start, self.system.open_day
        days = {int(d) for s in self._sites(scope) for d in open_day[start[s] : start[s + 1]]}
        period = range(self.system.period_from // DAY, self.system.period_to // DAY)
        return {
            day
            for day in days
            if day in period and _weekday_of(scope) in ("", self._weekday(day * DAY))
        }

    def _staff(self, scope: Scope) -> float:
        return float(sum(self.system.site_staff[s] for s in self._sites(scope)))

    # ------------------------------------------------------------ the clock

    def _hours(self, scope: Scope) -> list[Interval]:
        """The hours of the period that belong to a scope, one by one."""
        system = self.system
        hours = []
        for since in range(system.period_from, system.period_to, HOUR):
            hour = f"{since // HOUR % 24:02d}"
            if scope.scope_type == "hour" and hour != scope.scope:
                continue
            if scope.scope_type == "site/hour" and hour != scope.scope.split("/")[1]:
                continue
            if _weekday_of(scope) not in ("", self._weekday(since)):
                continue
            hours.append((since, since + HOUR))
        return hours

    def _of_queue(self, scope: Scope) -> dict[str, tuple[float, float]]:
        mean, most = 0.0, nan
        for site in self._sites(scope):
            open_time = cut(self.sessions[site], self._hours(scope))
            if not open_time:
                continue
            waits = [
                (since, until)
                for row in self.rows
                for since, until in self._waits(row)
                if row["site"] == site
                and until > since
                and (scope.scope_type not in ("procedure", "purpose") or self._belongs(row, scope))
            ]
            mean += sum(length(cut([wait], open_time)) for wait in waits) / length(open_time)
            instants = [since for since, _ in open_time] + [
                since for since, _ in waits if any(a <= since < b for a, b in open_time)
            ]
            came, gone = sorted(a for a, _ in waits), sorted(b for _, b in waits)
            longest = max(
                bisect_right(came, instant) - bisect_right(gone, instant) for instant in instants
            )
            most = longest if most != most else max(most, longest)
        return {
            "queue_mean": (mean, 0 if most != most else 1),
            "queue_max": (most, nan),
        }

    def _spells(self, officer: int) -> list[Interval]:
        """When an officer served somebody, or worked on what came online or by post."""
        services = [
            (row["called_at"], row["left_at"]) for row in self.services if row["officer"] == officer
        ]
        works = [
            (life["intake_from"], life["intake_to"])
            for dossier, life in self.dossiers
            if dossier["channel"] != Channel.COUNTER
            and life["intake_from"] != NEVER
            and self.system.officer_start[dossier["site"]] + life["intake_officer"] == officer
        ]
        return services + works

    def _held(self, officer: int) -> list[Interval]:
        """When an officer stood by after duty."""
        held = self.outcome.held[self.outcome.held["officer"] == officer]
        return [(row["since"], row["until"]) for row in as_dicts(held)]

    def _of_officers(self, scope: Scope) -> dict[str, tuple[float, float]]:
        system = self.system
        hours = self._hours(scope)
        busy = overtime = duty = 0
        for officer, duties in enumerate(self.duties):
            group = int(system.officer_group[officer])
            if int(system.group_site[group]) not in self._sites(scope):
                continue
            wanted = scope.scope.split("/")[-1]
            if scope.scope_type in ("officers", "site/officers") and (
                system.group_name[group] != wanted
            ):
                continue
            duty += length(cut(duties, hours))
            overtime += length(cut(self._held(officer), hours))
            for spell in self._spells(officer):
                work = cut([spell], hours)
                busy += length(work)
                overtime += length(work) - length(cut(work, duties))
        days = len(self._open_days(scope))
        return {
            "utilisation": (busy, duty + overtime),
            "overtime_per_day": (overtime / MINUTE, days),
            "officer_hours_per_day": (duty / HOUR, days),
        }

    def _costs(self, scope: Scope) -> dict[str, tuple[float, float]]:
        """Hours and money of a network, tier, district or site."""
        if scope.scope_type not in ("network", "tier", "district", "site"):
            return dict.fromkeys(MONEY, (nan, nan))
        days = len(self._open_days(scope))
        waits = [
            row["wait"]
            for row in self.rows
            if row["measured"] and self._belongs(row, scope) and row["fate"] in TICKETS
        ]
        hours, system = total(waits) / HOUR, self.system
        cost = nan if self.officer_rates is None else 0.0
        period = self._hours(scope)
        for officer, duties in enumerate(self.duties):
            group = int(system.officer_group[officer])
            site = int(system.group_site[group])
            if site not in self._sites(scope) or self.officer_rates is None:
                continue
            spells = [work for spell in self._spells(officer) for work in cut([spell], period)]
            paid = length(cut(duties, period)) + length(cut(self._held(officer), period))
            paid += sum(length([work]) - length(cut([work], duties)) for work in spells)
            name = f"{system.site_ids[site]}/{system.group_name[group]}"
            cost += paid / HOUR * self.officer_rates[name]
        return dict(
            zip(
                MONEY, ((hours, days), (cost, days), (hours * self.citizen_rate, days)), strict=True
            )
        )


def slow_tables(
    system: System,
    workload: Workload,
    outcome: Outcome,
    rows: Iterable[Scope],
    travel: np.ndarray | None = None,
    **rates: Any,
) -> dict[str, np.ndarray]:
    """The four tables of a tally."""
    rows = list(rows)
    slow = Slow(system, workload, outcome, travel, **rates)
    names = ("numerator", "denominator", "value", "count")
    tables = {name: np.full((len(rows), len(KPIS)), nan) for name in names}
    for r, scope in enumerate(rows):
        measures = slow.measures(scope)
        for k, kpi in enumerate(KPIS):
            if scope.scope_type not in kpi.scope_types or kpi.kind.name in ("FACT", "TENTH"):
                continue
            over, under = ("numerator", "denominator") if kpi.kind.name == "RATIO" else names[2:]
            tables[over][r, k], tables[under][r, k] = measures[kpi.name]
    return tables


def _weekday_of(scope: Scope) -> str:
    """The weekday that a scope is of; empty if of none."""
    return scope.scope.rpartition("/")[2] if scope.scope_type.endswith("weekday") else ""


def as_dicts(rows: np.ndarray) -> list[dict[str, int]]:
    """The rows of a structured array."""
    return [dict(zip(row.dtype.names, row.tolist(), strict=True)) for row in rows]


def total(values: Iterable[int]) -> int:
    return sum(values)
