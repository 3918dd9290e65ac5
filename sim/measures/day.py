"""The day at a site, by half-hour: time in queues, and officers on duty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures import day_kernel
from sim.measures.rows import plain_rows
from sim.measures.stages import without_stages
from sim.memory import Memory
from sim.model.tables import Ints, Outcome, Roster, System, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTimes:
    """What one replication adds up over the days of the period, by half-hour of the day."""

    waiting: Ints
    """(48,) time that visits stood in queues [ms]."""
    duty: Ints
    """(48,) time that officers were on duty [ms]."""


def day_times(
    system: System, workload: Workload, outcome: Outcome, site: int, memory: Memory
) -> DayTimes:
    """The day at a site, by its number in the system."""
    within = system.period_from, system.period_to
    queues = np.zeros((2, system.period_to // day_kernel.SLOT + 1), np.int64)
    for rows in plain_rows(workload, outcome, memory):
        plain = without_stages(rows, system) if len(outcome.stages) else rows
        day_kernel.enter_waits(plain, site, *within, system.horizon, queues)
    day_kernel.enter_stages(outcome.stages, site, *within, system.horizon, queues)
    waiting = np.zeros(day_kernel.N_SLOTS, np.int64)
    day_kernel.fold(queues, waiting)
    duty = duty_times(system, workload.roster, outcome.worked_from, site)
    return DayTimes(waiting=waiting, duty=duty)


def duty_times(system: System, roster: Roster, worked_from: Ints, site: int) -> Ints:
    """(48,) time that officers of a site were on duty in the period [ms], by half-hour of the day.

    `worked_from` tells when each duty began.
    """
    duties = np.zeros((2, system.period_to // day_kernel.SLOT + 1), np.int64)
    first, last = roster.duty_start[system.officer_start[site : site + 2]]
    day_kernel.enter_duties(
        first, last, worked_from, roster.duty_to, system.period_from, system.period_to, duties
    )
    duty = np.zeros(day_kernel.N_SLOTS, np.int64)
    day_kernel.fold(duties, duty)
    return duty
