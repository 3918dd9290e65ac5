"""Working space of the kernel: how much of it there is, and how it grows in the middle of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled.premises import Premises
from sim.engines.kernel.state import AGAIN, PASSED, SLOT, STOOD_BY, Space, Stages
from sim.memory import Memory
from sim.model.tables import System, Workload

HEAP_ROOM = 4096
"""Visits of one date for which each site has heaps of its own at first."""


def space_of(
    system: System, workload: Workload, premises: Premises, works: NDArray[Any], room: int,
    heap_room: int, memory: Memory,
) -> Space:  # fmt: skip
    """Working space before the first event, for so many visits.

    `heap_room` is the length of each site's own heaps, 0 where all use the same ones in turn.
    """
    n_officers, n_dossiers = len(premises.officer_kind), workload.n_dossiers
    fresh, completions, late_starts, movers, places, order = np.empty((6, n_officers), np.int64)
    n_stages = workload.stages.shape[1]
    tables = _tables(memory, room, n_stages, len(workload.roster.duty_from), {})
    if heap_room:
        tables |= _own_heaps(len(system.site_ids), heap_room)
    return Space(
        works=works,
        fresh=fresh,
        completions=completions,
        late_starts=late_starts,
        stages=Stages(
            start=system.stage_start,
            profile=premises.stage_profile,
            times=workload.stages,
            productive=system.productive,
            passed=tables.pop("passed"),
            stood_by=tables.pop("stood_by"),
            movers=movers,
            mover_slots=places,
            order=order,
        ),
        joins=memory.table("kernel.joins", n_dossiers + 1, "i8"),
        busy=np.empty(int(premises.units["free"].sum()) + 1, np.int64),
        **tables,
    )


def enlarged(
    space: Space, room: int, run: Any, sites: NDArray[Any], workload: Workload, memory: Memory
) -> Space:
    """The same with room for more visits; what holds something is kept."""
    used = {
        "again": int(sites["n_again"].max()),
        "deadlines": int(sites["n_deadlines"].max()),
        "taken": int(run.n_taken),
        "ended": int(run.n_ended),
        "slots": int(run.n_slots),
        "passed": int(run.n_passed),
        "stood_by": int(run.n_stood_by),
    }
    n_stages, n_duties = workload.stages.shape[1], len(workload.roster.duty_from)
    tables = _tables(memory, room, n_stages, n_duties, used)
    if run.again_room:
        run.again_room *= 2
        tables |= _own_heaps(len(sites), run.again_room, space)
    stages = space.stages._replace(passed=tables.pop("passed"), stood_by=tables.pop("stood_by"))
    return space._replace(stages=stages, **tables)


def _own_heaps(n_sites: int, room: int, before: Space | None = None) -> dict[str, NDArray[Any]]:
    """Heaps of today's arrivals and deadlines for each site, as sites take turns in time."""
    heaps = {
        "again": np.empty((n_sites, room), AGAIN),
        "deadlines": np.empty((n_sites, room), "i8"),
    }
    for name, table in heaps.items():
        if before is not None:
            table[:, : room // 2] = getattr(before, name).reshape(n_sites, room // 2)
    return {name: table.reshape(-1) for name, table in heaps.items()}


def _tables(
    memory: Memory, room: int, n_stages: int, n_duties: int, used: dict[str, int]
) -> dict[str, NDArray[Any]]:
    """Tables for so many visits; what is not used is never touched."""
    tickets = room * max(n_stages, 1)
    # One stands by from the end of a service or of a duty.
    standby = 2 * tickets + n_duties if n_stages else 0
    sizes: dict[str, tuple[int, Any]] = {
        "again": (room, AGAIN),
        "taken": (room, "i8"),
        "ended": (room, "i8"),
        "slots": (tickets, SLOT),
        "deadlines": (tickets, "i8"),
        "passed": (room * n_stages, PASSED),
        "stood_by": (standby, STOOD_BY),
    }
    return {
        name: memory.table(f"kernel.{name}", rows, kind, used.get(name, 0))
        for name, (rows, kind) in sizes.items()
    }
