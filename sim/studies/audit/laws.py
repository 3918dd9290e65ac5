"""All laws that a journal alone can show to be broken, over one finished replication."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.tables import NEVER, Ints, Outcome, System, Workload
from sim.studies.audit import dossiers, officers, visits
from sim.studies.audit.findings import Finding
from sim.studies.audit.kernel.duty import Duty, duty_of, note_holds, note_ways, ways_of
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import (
    Jobs,
    Turns,
    Works,
    jobs_of,
    turns_of,
    visits_of,
    works_of,
)


class Past(NamedTuple):
    """A finished replication, read off its journal."""

    visits: Turns
    turns: Turns
    turn_of_stage: Ints
    works: Works
    jobs: Jobs
    duty: Duty
    held: Ints
    """(O, most holds of a site) until when each officer was held; NEVER: was not."""


def past_of(system: System, layout: Layout, workload: Workload, outcome: Outcome) -> Past:
    """Read off what happened: turns, jobs, duty and holds."""
    every = visits_of(system, workload, outcome)
    turns, turn_of_stage = turns_of(system, workload, outcome, every)
    works = works_of(system, workload, outcome)
    jobs = jobs_of(system, turns, works)
    roster = workload.roster
    duty = duty_of(roster.duty_start, roster.duty_from, outcome.worked_from, roster.duty_to)
    most = int(np.diff(layout.hold_start).max(initial=0))
    kept = np.full((len(system.skills), most), NEVER, np.int64)
    if len(turn_of_stage):
        procedure = workload.dossiers["procedure"][outcome.stages["dossier"]].astype(np.int64)
        ways = ways_of(
            outcome.stages, procedure, turns.came[turn_of_stage], turns.until[turn_of_stage],
            system.stage_start, system.stage_skill,
        )  # fmt: skip
        note_ways(layout, ways, kept)
    held = np.full_like(kept, NEVER)
    note_holds(layout, duty, jobs, kept, held)
    return Past(every, turns, turn_of_stage, works, jobs, duty, held)


def judged(
    system: System, layout: Layout, workload: Workload, outcome: Outcome, past: Past
) -> tuple[Finding, ...]:
    """What each law says of the replication."""
    n = workload.replication
    every, turns, _, works, jobs, duty, held = past
    return (
        visits.ends_once(system, n, every, turns),
        visits.waits(system, n, turns),
        officers.one_at_a_time(system, n, turns, works, jobs),
        officers.skills(system, n, turns, works),
        officers.on_duty(system, n, layout, duty, held, turns, works),
        officers.nobody_idle(system, n, layout, duty, held, jobs, turns, works),
        visits.ticket_order(system, n, layout, duty, held, turns),
        visits.conserved(system, workload, outcome, every, past.turn_of_stage),
        dossiers.conserved(system, workload, outcome, every),
        officers.minutes(system, workload, outcome, duty, jobs, turns, works),
    )
