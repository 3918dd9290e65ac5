"""The fast engine: lays a system and a workload out for the kernel, and reads its results."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled import start
from sim.engines.compiled.passages import held_of, stages_of
from sim.engines.compiled.premises import Premises, premises_of
from sim.engines.compiled.room import HEAP_ROOM, enlarged, space_of
from sim.engines.kernel import layout
from sim.engines.kernel.network import run_network
from sim.engines.kernel.state import JOIN, NODE, VISIT, Life
from sim.memory import Memory
from sim.model.records import LIFE_DTYPE
from sim.model.tables import Ints, Outcome, Records, System, Workload

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
    worked_from = workload.roster.duty_from.copy()
    # The arithmetic of hashes is meant to wrap around.
    with np.errstate(over="ignore"):
        visits, taken, stages, held = _play(system, workload, premises, lives, worked_from, memory)
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
        stages=stages,
        held=held,
        worked_from=worked_from,
    )


def _play(
    system: System, workload: Workload, premises: Premises, lives: NDArray[Any],
    worked_from: Ints, memory: Memory,
) -> tuple[NDArray[Any], Ints, Records, Records]:  # fmt: skip
    """(all visits, those caused in order of arrival, stages, who stood by).

    Fills lives and `worked_from`.
    """
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
    works, work_start, plain = start.lives_and_works(system, dossiers, lives, premises, memory)
    sites = start.begin_sites(premises, drawn.site_start, work_start)
    sites["n_classes"] = start.classes(drawn.priority, dossiers["priority"])
    counters = start.counters(system, workload, premises, sites, worked_from)
    bucket = np.full((n_sites, system.n_days), -1, np.int32)
    link = memory.table("kernel.link", room, np.int32)
    nodes, units = memory.table("kernel.nodes", len(dossiers), NODE), premises.units.copy()
    lines = start.lines(premises)
    joining = memory.table("kernel.joining", len(dossiers), JOIN)
    run = start.begin_run(system, n_drawn)
    run.n_live = len(workload.live)
    run.again_room = HEAP_ROOM if run.n_live else 0
    space = space_of(system, workload, premises, works, room, run.again_room, memory)
    live = start.live(system, workload, premises)
    while True:
        life = Life(
            visits, bucket, link, sites, premises.sessions, premises.session_at,
            system.open_day, premises.open_day_at, dossiers, lives, nodes,
            lines, joining, units, premises.stretches, premises.stretch_at, premises.days,
            premises.day_at, premises.habits, plain,
        )  # fmt: skip
        run_network(run, counters, life, space, live)
        if run.is_over:
            taken = space.taken[: run.n_taken]
            return visits, taken, stages_of(visits, space, run), held_of(space, run)
        visits = memory.table("kernel.visits", 2 * room, VISIT, keep=room)
        link = memory.table("kernel.link", 2 * room, np.int32, keep=room)
        space = enlarged(space, 2 * room, run, sites, workload, memory)
        room *= 2
