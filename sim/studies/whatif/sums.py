"""What one replication of a site adds up to: a tally of that site alone, and the day there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.engines.compiled.alone import Summed as Summation
from sim.measures import day_kernel
from sim.measures import service_kernel as counted
from sim.measures.day import DayTimes, day_times, duty_times
from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scopes, scopes_of
from sim.measures.service import Serviced, serviced
from sim.measures.tally import Tally
from sim.memory import Memory
from sim.model.spec import Scenario, Target
from sim.model.tables import HOUR, MINUTE, Floats, Ints, Outcome, System, Workload
from sim.model.targets import Goal

MEASURES = (
    "wait_mean", "within_target_share", "utilisation", "overtime_per_day", "abandoned_share",
    "served_per_day", "waiting_hours_per_day", "officer_hours_per_day",
)  # fmt: skip
"""Those that a what-if tells of, by their names in the catalogue."""

Ratio = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a replication leaves behind."""

    tally: Tally
    """Of the site alone; what is not in `MEASURES` is blank."""
    served: Ints
    """(48,) visits served, by the half-hour of the day in which they came in the period."""
    wait: Ints
    """(48,) how long these waited together [ms]."""
    day: DayTimes


@dataclass(frozen=True, slots=True)
class Summed:
    """The measure of one site, by its id; see `studies.trials.Measure`."""

    site: str

    def __call__(self, scenario: Scenario, system: System) -> SummedSite:
        """Make ready for a plan."""
        number, scopes = system.site_ids.index(self.site), scopes_of(system)
        row = _one_row(scopes, int(scopes.site_row[number]))
        return SummedSite(scenario, system, number, row)


class SummedSite:
    """The measure, made ready for a plan."""

    def __init__(self, scenario: Scenario, system: System, site: int, scopes: Scopes) -> None:
        self.scenario, self.system, self.site, self.scopes = scenario, system, site, scopes

    @cached_property
    def service(self) -> Serviced:
        """The measure of what is not added up while it is played."""
        goal = Goal(measure="within", limit=0.0, minutes=self.scenario.wait_target)
        return serviced([Target(goal=goal)])(self.scenario, self.system)

    def __call__(self, workload: Workload, outcome: Outcome, memory: Memory) -> Sums:
        """Measure one replication; nothing of the result lies in the memory."""
        service = self.service(workload, outcome, memory)
        times = tuple(
            int(each[self.site]) for each in (service.busy, service.overtime, service.duty)
        )
        day = day_times(self.system, workload, outcome, self.site, memory)
        return self._sums(workload.replication, service.slot[self.site].copy(), times, day)

    def of_sums(self, workload: Workload, summed: Summation) -> Sums:
        """The same of a replication that was added up while it was played."""
        waiting = np.zeros(day_kernel.N_SLOTS, np.int64)
        day_kernel.fold(summed.line, waiting)
        duty = duty_times(self.system, workload.roster, workload.roster.duty_from, self.site)
        times = summed.busy, summed.overtime, int(duty.sum())
        day = DayTimes(waiting=waiting, duty=duty)
        return self._sums(workload.replication, summed.count, times, day)

    def _sums(self, replication: int, slot: Ints, times: tuple[int, ...], day: DayTimes) -> Sums:
        return Sums(
            tally=_tally(self.scopes, replication, slot.sum(axis=0), times),
            served=slot[:, counted.N_SERVED],
            wait=slot[:, counted.WAIT],
            day=day,
        )


def _tally(scopes: Scopes, replication: int, sums: Ints, times: tuple[int, ...]) -> Tally:
    """The tally of the site, its ratios made as those of a full one (`measures.tally`).

    `sums` are columns of `service_kernel`, `times` those of officers: busy, over time, on duty.
    """
    wait, wait_left = int(sums[counted.WAIT]), int(sums[counted.WAIT_LEFT])
    busy, overtime, duty = times
    served, tickets = float(sums[counted.N_SERVED]), float(sums[counted.N_TICKETS])
    within, undecided = sums[counted.N_FIXED : counted.N_FIXED + 2]
    days = float(scopes.open_days[0])
    ratios: dict[str, Ratio] = {
        "served_per_day": (served, days),
        "wait_mean": (wait / MINUTE, served),
        "within_target_share": (float(within), tickets - float(undecided)),
        "abandoned_share": (float(sums[counted.N_LEFT]), float(sums[counted.N_VISITS])),
        "utilisation": (float(busy), float(duty + overtime)),
        "overtime_per_day": (overtime / MINUTE, days),
        "officer_hours_per_day": (duty / HOUR, days),
        "waiting_hours_per_day": ((wait + wait_left) / HOUR, days),
    }
    numerator, denominator = _blank(), _blank()
    for name, (above, below) in ratios.items():
        numerator[0, COLUMN[name]], denominator[0, COLUMN[name]] = above, below
    return Tally(
        replication=replication, scopes=scopes, numerator=numerator,
        denominator=denominator, value=_blank(), count=_blank(),
    )  # fmt: skip


def _blank() -> Floats:
    return np.full((1, len(KPIS)), np.nan)


def _one_row(scopes: Scopes, row: int) -> Scopes:
    """One row of the scopes, for estimates: where things are counted is not told any more."""
    return replace(
        scopes, rows=(scopes.rows[row],), open_days=scopes.open_days[[row]],
        staff=scopes.staff[[row]], access=None, officer_rate=None, residents=None,
    )  # fmt: skip
