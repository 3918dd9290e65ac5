"""The fast engine: lays a system and a workload out for the kernel, and reads its results."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled import start
from sim.engines.compiled.premises import Premises, premises_of
from sim.engines.kernel import layout
from sim.engines.kernel.network import run_network
from sim.engines.kernel.state import AGAIN, NODE, SLOT, VISIT, Life, Space
from sim.memory import Memory
from sim.model.records import LIFE_DTYPE
from sim.model.tables import Ints, Outcome, System, Workload

RESULTS = ("called_at", "left_at", "officer", "fate")
CAUSED = {
    "dossier": np.int64,
    "purpose": np.int8,
    "repetition": np.int32,
    "priority": np.int8,
    "arrived_at": np.int64,
    "called_at": np.int64,
    "left_at": np.int64,
    "officer": np.int32,
    "fate": np.int8,
}
"""Columns of the visits caused in a run, with their types in an `Outcome`."""


def run(system: System, workload: Workload, memory: Memory | None = None) -> Outcome:
    """What happens when the workload meets the system: a function of both.

    The outcome is kept in `memory`, where there is one, until the next run with it.
    """
    memory = memory or Memory()
    premises = premises_of(system)
    lives = memory.table("outcome.lives", workload.n_dossiers, LIFE_DTYPE)
    layout.forget(lives, workload.dossiers)
    worked_from = workload.roster.duty_from.copy()
    # The arithmetic of hashes is meant to wrap around.
    with np.errstate(over="ignore"):
        visits, taken = _play(system, workload, premises, lives, worked_from, memory)
        n = len(workload.visits)
        report = {name: memory.table(f"outcome.{name}", n, VISIT[name]) for name in RESULTS}
        layout.collect(visits, *report.values())
        caused_start = np.zeros(len(system.site_ids) + 1, np.int64)
        layout.count_caused(taken, caused_start)
        caused = {
            name: memory.table(f"outcome.caused_{name}", len(taken), kind)
            for name, kind in CAUSED.items()
        }
        layout.collect_caused(
            visits, taken, premises.n_profiles, caused_start[:-1].copy(), *caused.values()
        )
    return Outcome(
        **report,
        caused_start=caused_start,
        **{f"caused_{name}": column for name, column in caused.items()},
        lives=lives,
        worked_from=worked_from,
    )


def _play(
    system: System, workload: Workload, premises: Premises, lives: NDArray[Any],
    worked_from: Ints, memory: Memory,
) -> tuple[NDArray[Any], Ints]:  # fmt: skip
    """(all visits, those caused in order of arrival); fills lives and `worked_from`."""
    drawn, dossiers = workload.visits, workload.dossiers
    if len(workload.live):
        dossiers = dossiers.copy()  # with room to write down the sites chosen
    n_drawn, n_sites = len(drawn), len(system.site_ids)
    room = n_drawn + n_drawn // 2 + len(dossiers) + 64
    visits = memory.table("kernel.visits", room, VISIT)
    layout.lay_out(
        drawn.site_start, drawn.arrived_at, drawn.service, drawn.patience, drawn.dossier,
        drawn.return_word, drawn.procedure, drawn.purpose, drawn.priority, premises.profile,
        premises.n_profiles, dossiers, visits,
    )  # fmt: skip
    works, work_start = start.works(dossiers, premises, n_sites, memory)
    sites = start.begin_sites(premises, drawn.site_start, work_start)
    sites["n_classes"] = start.classes(drawn.priority, dossiers["priority"])
    counters = start.counters(system, workload, premises, sites, worked_from)
    bucket = np.full((n_sites, system.n_days), -1, np.int32)
    nodes, units = memory.table("kernel.nodes", len(dossiers), NODE), premises.units.copy()
    run = start.begin_run(system, n_drawn)
    space = _space(room, works, len(dossiers), premises, memory)
    live = start.live(system, workload, premises)
    if len(workload.live):
        run.n_live, run.coupled, run.again_room = len(workload.live), True, _HEAP_ROOM
        space = space._replace(**_own_heaps(n_sites, run.again_room))
    while True:
        life = Life(
            visits, bucket, sites, premises.sessions, system.open_day, dossiers, lives, nodes,
            units, premises.stretches, premises.days, premises.habits,
        )  # fmt: skip
        run_network(run, counters, life, space, live)
        if run.is_over:
            return visits, space.taken[: run.n_taken]
        visits = memory.table("kernel.visits", 2 * room, VISIT, keep=room)
        larger = _room(memory, 2 * room, keep=room)
        if run.again_room:
            run.again_room *= 2
            larger |= _own_heaps(n_sites, run.again_room, space)
        space = space._replace(**larger)
        room *= 2


_HEAP_ROOM = 4096
"""Visits of one date for which each site has heaps of its own at first."""


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


def _room(memory: Memory, rows: int, keep: int) -> dict[str, NDArray[Any]]:
    """Working space for so many visits; what is not used is never touched."""
    kinds: dict[str, Any] = {
        "again": AGAIN,
        "taken": "i8",
        "ended": "i8",
        "slots": SLOT,
        "deadlines": "i8",
    }
    return {
        name: memory.table(f"kernel.{name}", rows, dtype, keep) for name, dtype in kinds.items()
    }


def _space(
    room: int, works: NDArray[Any], n_dossiers: int, premises: Premises, memory: Memory
) -> Space:
    """Working space before the first event."""
    fresh, completions, late_starts = np.empty((3, len(premises.officer_kind)), np.int64)
    return Space(
        works=works,
        fresh=fresh,
        completions=completions,
        late_starts=late_starts,
        joins=memory.table("kernel.joins", n_dossiers + 1, "i8"),
        busy=np.empty(int(premises.units["free"].sum()) + 1, np.int64),
        **_room(memory, room, keep=0),
    )
