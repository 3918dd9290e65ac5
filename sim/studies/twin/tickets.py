"""The tickets of a replication in one flat table, each with the line that it waits in."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.measures.rows import visit_rows
from sim.measures.stages import TICKETS
from sim.measures.structs import Rows
from sim.memory import Memory
from sim.model.tables import (
    NEVER,
    Bools,
    Codes,
    Fate,
    Ints,
    Outcome,
    Purpose,
    System,
    Workload,
)
from sim.studies.twin.lines import Lines


class Tickets(NamedTuple):
    """Those given in the period, also of visits that left at once; (n,) each."""

    line: Ints
    arrived: Ints
    called: Ints
    left: Ints
    fate: Codes
    procedure: Ints
    first_class: Bools
    """Whether it goes before the others: class 0."""
    booked: Bools
    again: Bools
    """Whether the visit was caused in the run: to supplement, to collect, come again."""
    later: Bools
    """Whether the ticket is for a stage after the first one."""
    limited: Bools
    """Whether some officers of the line cannot serve it."""


def tickets_of(
    system: System, workload: Workload, outcome: Outcome, memory: Memory, lines: Lines
) -> Tickets:
    """All tickets of the period; a visit through stages has one at each."""
    drawn, caused = visit_rows(system, workload, outcome, memory)
    parts = [
        _part(system, lines, drawn, workload.visits.priority, workload.visits.booked_at, False),
        _part(system, lines, caused, outcome.caused_priority, None, True),
    ]
    if len(outcome.stages):
        parts.append(_staged(system, lines, workload, outcome))
    columns: Any = (np.concatenate(each) for each in zip(*parts, strict=True))
    found = Tickets(*columns)
    kept = (
        (found.arrived >= system.period_from)
        & (found.arrived < system.period_to)
        & (found.line >= 0)
        & np.isin(found.fate, np.array([*TICKETS, Fate.BALKED], np.int8))
    )
    of_period: Any = (column[kept] for column in found)
    return Tickets(*of_period)


def _part(
    system: System, lines: Lines, rows: Rows, priority: Codes, booked: Ints | None, again: bool
) -> Tickets:
    """The visits of one table that pass no stages."""
    fate, procedure, purpose = rows.fate, rows.procedure, rows.purpose
    site = np.repeat(np.arange(len(rows.start) - 1), np.diff(rows.start))
    through = (np.diff(system.stage_start) > 0)[procedure] & (purpose == Purpose.FILE)
    kept = np.flatnonzero(~(through & np.isin(fate, np.array(TICKETS, np.int8))))
    skill = procedure[kept].astype(np.int64) * len(Purpose) + purpose[kept]
    n = len(kept)
    return Tickets(
        line=lines.of_skill[site[kept], skill],
        arrived=rows.arrived[kept],
        called=rows.called[kept],
        left=rows.left[kept],
        fate=fate[kept],
        procedure=procedure[kept].astype(np.int64),
        first_class=priority[kept] == 0,
        booked=np.zeros(n, np.bool_) if booked is None else booked[kept] != NEVER,
        again=np.full(n, again),
        later=np.zeros(n, np.bool_),
        limited=lines.limited[site[kept], skill],
    )


def _staged(system: System, lines: Lines, workload: Workload, outcome: Outcome) -> Tickets:
    """A ticket for every stage reached."""
    rows = outcome.stages
    dossiers = workload.dossiers[rows["dossier"]]
    procedure = dossiers["procedure"].astype(np.int64)
    skill = system.stage_skill[system.stage_start[procedure] + rows["stage"]]
    site = rows["site"]
    return Tickets(
        line=lines.of_skill[site, skill],
        arrived=rows["joined_at"],
        called=rows["called_at"],
        left=rows["left_at"],
        fate=rows["fate"],
        procedure=procedure,
        first_class=dossiers["priority"] == 0,
        booked=np.zeros(len(rows), np.bool_),
        again=rows["repetition"] > 0,
        later=rows["stage"] > 0,
        limited=lines.limited[site, skill],
    )
