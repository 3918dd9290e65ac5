"""Every measure of dossiers, straight from its definition: slow, and plain to check.

It goes through the journal and the lives row by row, in exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import nan

import numpy as np

from sim.measures.scopes import Scope
from sim.model.tables import MINUTE, NEVER, Ending, Fate, System
from tests.measures.intervals import csr, cut, length

Row = dict[str, int]
Cell = tuple[float, float]


@dataclass
class SlowDossiers:
    """The dossiers of one replication, each with its life and its visits."""

    system: System
    dossiers: list[tuple[Row, Row]]
    """As drawn, and what became of it."""
    visits: list[Row]
    """The journal."""
    travel: np.ndarray | None

    def measures(self, scope: Scope, open_days: int) -> dict[str, Cell]:
        """(numerator, denominator) or (value, count) of every measure of a scope."""
        mine = [
            (number, dossier, life)
            for number, (dossier, life) in enumerate(self.dossiers)
            if self._belongs(dossier, scope)
        ]
        first, last = self.system.period_from, self.system.period_to
        filed = [each for each in mine if first <= each[1]["filed_at"] < last]
        ended = [each for each in filed if each[2]["ending"] != Ending.OPEN]
        due = [each for each in filed if self._is_decided(each[2])]
        on_time = [each for each in due if NEVER < each[2]["ready_at"] <= each[2]["due_at"]]
        completed = [each for each in mine if first <= each[2]["ready_at"] < last]
        lost = [each for each in ended if each[2]["ending"] == Ending.LOST]
        still_open = [each for each in filed if each[2]["ending"] == Ending.OPEN]
        trips = [row for number, _, _ in ended for row in self._trips(number)]
        travel = 0.0 if self.travel is None else sum(self._travel(row) for row in trips)
        at_site = sum(self._at_site(row) for row in trips)
        return {
            "filed_per_day": (heads(filed), open_days),
            "completed_per_day": (heads(completed), open_days),
            **self._turnaround(filed),
            "on_time_share": (heads(on_time), heads(due)),
            "visits_per_dossier": (len(trips), heads(ended)),
            "citizen_time_mean": ((at_site + travel) / MINUTE, heads(ended)),
            "travel_mean": (travel / MINUTE, 0 if self.travel is None else heads(ended)),
            "lost_share": (heads(lost), heads(ended)),
            "open_at_end": (heads(still_open), 1),
        }

    def _belongs(self, dossier: Row, scope: Scope) -> bool:
        system, site, commune = self.system, dossier["site"], dossier["commune"]
        match scope.scope_type:
            case "network":
                return True
            case "tier":
                return system.site_tier[site] == scope.scope
            case "district":
                return system.site_district[site] == scope.scope
            case "site":
                return system.site_ids[site] == scope.scope
            case "procedure":
                return system.procedure_ids[dossier["procedure"]] == scope.scope
            case "commune":
                return commune != NEVER and system.commune_ids[commune] == scope.scope
            case _:
                return False

    def _is_decided(self, life: Row) -> bool:
        """Whether it is known if a dossier with a due day is on time; of one lost it never is."""
        if life["due_at"] == NEVER:
            return False
        if life["ready_at"] != NEVER:
            return True
        return life["ending"] == Ending.OPEN and life["due_at"] < self.system.horizon

    # ------------------------------------------------------------ visits

    def _trips(self, number: int) -> list[Row]:
        """The visits of a dossier that somebody came for."""
        return [
            row for row in self.visits if row["dossier"] == number and row["fate"] != Fate.NO_SHOW
        ]

    def _at_site(self, row: Row) -> int:
        """From coming to leaving the site, or to the horizon."""
        match row["fate"]:
            case Fate.BALKED | Fate.TURNED_AWAY:
                return 0
            case Fate.OPEN if row["left_at"] == NEVER:
                return self.system.horizon - row["arrived_at"]
            case _:
                return row["released_at"] - row["arrived_at"]

    def _travel(self, row: Row) -> float:
        assert self.travel is not None
        known = row["commune"] != NEVER
        return 2 * float(self.travel[row["commune"], row["site"]]) if known else 0.0

    # ------------------------------------------------------------ turnaround

    def _turnaround(self, filed: list[tuple[int, Row, Row]]) -> dict[str, Cell]:
        ready: list[tuple[Fraction, int]] = []
        still_open: list[tuple[Fraction, int]] = []
        for _, dossier, life in filed:
            clock = self._clock(dossier)
            if clock is None:
                continue
            if life["ready_at"] != NEVER:
                time = self._open_time(clock, dossier["filed_at"], life["ready_at"])
                ready.append((time, dossier["dossiers"]))
            elif life["ending"] == Ending.OPEN:
                time = self._open_time(clock, dossier["filed_at"], self.system.horizon)
                still_open.append((time, dossier["dossiers"]))
        n_ready, n_open = sum(n for _, n in ready), sum(n for _, n in still_open)
        censored = still_open if n_open > Fraction(5, 1000) * (n_ready + n_open) else []
        return {
            "turnaround_mean": (float(sum(time * n for time, n in ready)), n_ready),
            "turnaround_p50": (product_limit(ready, censored, Fraction(50, 100)), len(ready)),
            "turnaround_p90": (product_limit(ready, censored, Fraction(90, 100)), len(ready)),
        }

    def _clock(self, dossier: Row) -> int | None:
        unit = int(self.system.unit_at[dossier["procedure"], dossier["site"]])
        unit = dossier["unit"] if unit == NEVER else unit
        return None if unit == NEVER else int(self.system.unit_clock[unit])

    def _open_time(self, clock: int, since: int, until: int) -> Fraction:
        """Standard days of open time in an interval, in whole ms of the longest such day."""
        system = self.system
        sessions = csr(system.clock_start, system.clock_from, system.clock_to)[clock]
        opened = length(cut([(since, until)], sessions))
        longest = int(system.clock_standard_day.max())
        return Fraction(opened * longest // int(system.clock_standard_day[clock]), longest)


def heads(some: Iterable[tuple[int, Row, Row]]) -> int:
    """Dossiers in some submissions."""
    return sum(dossier["dossiers"] for _, dossier, _ in some)


def product_limit(
    ready: list[tuple[Fraction, int]], still_open: list[tuple[Fraction, int]], p: Fraction
) -> float:
    """The least time by which a share p is ready, by Kaplan and Meier; NaN if never known."""
    share = Fraction(1)
    for time in sorted({time for time, _ in ready}):
        at_risk = sum(n for t, n in ready + still_open if t >= time)
        share *= 1 - Fraction(sum(n for t, n in ready if t == time), at_risk)
        if share <= 1 - p:
            return float(time)
    return nan
