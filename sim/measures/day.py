"""The day at a site, by half-hour: time in line, and officers on duty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures import day_kernel
from sim.measures.rows import visit_rows
from sim.measures.stages import without_stages
from sim.memory import Memory
from sim.model.tables import DAY, Ints, Outcome, System, Workload

N_SLOTS = DAY // day_kernel.SLOT


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTimes:
    """What one replication adds up over the days of the period, by half-hour of the day."""

    waiting: Ints
    """(48,) time that visits stood in line [ms]."""
    duty: Ints
    """(48,) time that officers were on duty [ms]."""


def day_times(
    system: System, workload: Workload, outcome: Outcome, site: int, memory: Memory
) -> DayTimes:
    """The day at a site, by its number in the system."""
    drawn, caused = visit_rows(system, workload, outcome, memory)
    if len(outcome.stages):
        drawn, caused = without_stages(drawn, system), without_stages(caused, system)
    within = system.period_from, system.period_to
    waiting, duty = np.zeros((2, N_SLOTS), np.int64)
    for rows in (drawn, caused):
        day_kernel.add_waits(rows, site, *within, system.horizon, waiting)
    day_kernel.add_stages(outcome.stages, site, *within, system.horizon, waiting)
    first, last = workload.roster.duty_start[system.officer_start[site : site + 2]]
    day_kernel.add_duties(
        first, last, outcome.worked_from, workload.roster.duty_to, *within, duty
    )  # fmt: skip
    return DayTimes(waiting=waiting, duty=duty)
