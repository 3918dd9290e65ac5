"""Visits through stages, made ready to be measured apart from the others."""

from __future__ import annotations

import numpy as np

from sim.measures.scopes import Scopes
from sim.measures.stage_kernel import in_order_of_tickets
from sim.measures.structs import Lookup, Rows, StagesReached
from sim.model.tables import Bools, Fate, Ints, Outcome, Purpose, SmallInts, System, Workload

TICKETS = (Fate.SERVED, Fate.ABANDONED, Fate.SENT_HOME, Fate.OPEN)


def stages_reached(
    system: System, workload: Workload, outcome: Outcome, scopes: Scopes
) -> StagesReached:
    """The stages of a replication, by site and in order of their tickets."""
    start, order = in_order_of_tickets(outcome.stages, len(system.site_ids))
    n = len(outcome.stages)
    return StagesReached(
        start, order, outcome.stages, workload.dossiers, system.stage_start,
        scopes.site_stage_row, np.zeros(n, np.int64), np.zeros(n, np.int64),
    )  # fmt: skip


def without_stages(rows: Rows, system: System) -> Rows:
    """The visits that pass no stages: all others have a row in `Outcome.stages` for each."""
    has_stages = np.diff(system.stage_start) > 0
    through: Bools = (
        has_stages[rows.procedure]
        & (rows.purpose == Purpose.FILE)
        & np.isin(rows.fate, np.array(TICKETS, np.int8))
    )
    kept: Ints = np.flatnonzero(~through)
    columns = {name: column[kept] for name, column in rows._asdict().items() if name != "start"}
    return Rows(start=np.searchsorted(kept, rows.start), **columns)


def with_stages(lookup: Lookup, n_scopes: int) -> Lookup:
    """For quantiles: one more row for a site, hour ... that a wait does not belong to.

    A visit's wait is the sum over its stages and belongs to no group; that of a stage belongs to
    a group and, beyond the communes, to the row of its line.
    """

    def more(table: SmallInts) -> SmallInts:
        none = np.full((1, *table.shape[1:]), n_scopes, table.dtype)
        return np.concatenate([table, none])

    every_row = np.arange(n_scopes + 1, dtype=lookup.commune.dtype)
    return Lookup(
        site=more(lookup.site),
        hour=more(lookup.hour),
        weekday=more(lookup.weekday),
        skill=more(lookup.skill),
        # The last row stays the one of nothing: it is also index -1, of visits without a home.
        commune=np.concatenate([lookup.commune, every_row]),
        group=more(lookup.group),
        site_weekday=lookup.site_weekday,
    )
