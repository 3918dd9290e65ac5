"""One site alone, played for its sums: lays it out for `kernel.alone`, and reads the sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.compiled import start
from sim.engines.compiled.premises import Premises, may_return_at_once, premises_of
from sim.engines.compiled.room import space_of
from sim.engines.kernel import alone
from sim.engines.kernel import sums as kernel
from sim.engines.kernel.alone_coming import DIGIT_BITS, Ahead, Days, Drawn
from sim.engines.kernel.state import AGAIN, JOIN, NODE, SEAT, VISIT, WORK, Life
from sim.memory import Memory
from sim.model.records import LIFE_DTYPE
from sim.model.tables import DAY, NEVER, Ints, System, Workload

_UNREAD = (
    "intake_from", "intake_to", "begun_at", "done_at", "ready_at", "finished_at",
    "intake_officer", "site", "ending",
)  # fmt: skip
_READ = ("accepted_at", "due_at", "released_at")
SLIM_LIFE = np.dtype(
    (
        np.record,
        np.dtype(
            {
                "names": [*_READ, *_UNREAD],
                "formats": [LIFE_DTYPE[name] for name in (*_READ, *_UNREAD)],
                "offsets": [0, 8, 16, *(24 for _ in _UNREAD)],
                "itemsize": 32,
            }
        ),
    )
)
"""A life of which nobody asks but the kernel: what it never reads is written to one place, since
a replication waits for memory more than for anything else."""

MOST_ROWS = 7
"""That a dossier may cause, beside its visits drawn: intake work, two visits to supplement, four to
collect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """What one replication adds up to."""

    count: Ints
    """(48, N_COUNTS) see `kernel.sums`"""
    line: Ints
    """(2, half-hours since instant 0, and one) time in queues; see `kernel.sums.Sums`."""
    busy: int
    """Officers' time at work in the period [ms]."""
    overtime: int
    """The part of it outside their duty [ms]."""


def is_simple(system: System) -> bool:
    """Whether the loop for a site alone holds for a system, as long as nobody has booked.

    It does for one site without stages, where nobody balks, waits over midnight or comes again on
    the date of giving up, and breaks have their time.
    """
    return (
        len(system.site_ids) == 1
        and not len(system.stage_skill)
        and not len(system.live_site)
        and not system.extend_breaks[0]
        and system.balk_at[0] == NEVER
        and not may_return_at_once(system, 0)
    )


def run_alone(
    system: System, workload: Workload, limit: int, memory: Memory, *, is_cut: bool
) -> Summed:
    """What happens at the only site of a system, added up over the period.

    `limit` is the wait of interest [ms]; `is_cut` tells that the run would go on after the
    horizon, with doors that open again.
    """
    premises = premises_of(system)
    drawn, dossiers = workload.visits, workload.dossiers
    rows = len(drawn) + MOST_ROWS * len(dossiers) + int(premises.units["free"].sum()) + 64
    sites = start.begin_sites(premises, drawn.site_start, np.zeros(2, np.int64))
    sites["n_classes"] = start.classes(drawn.priority, dossiers["priority"])
    # Breaks have their time, so that duty is worked as planned.
    counters = start.counters(system, workload, premises, sites, workload.roster.duty_from)
    run = start.begin_run(system, len(drawn))
    works = np.empty(0, WORK)
    space = space_of(system, workload, premises, works, rows, 0, memory)
    n_seats = 2 * rows * most_closings(premises) + len(dossiers) + 2
    days = Days(
        memory.table("alone.seats", n_seats, SEAT),
        memory.table("alone.told", rows, AGAIN), space.again,
        memory.table("alone.spare", rows, AGAIN), np.empty(1 << DIGIT_BITS, np.int64),
    )  # fmt: skip
    ahead = Ahead(np.zeros(4, np.int64), np.zeros(2, np.int64))
    skills = Drawn(
        drawn.arrived_at, drawn.service, drawn.patience, drawn.dossier, drawn.return_word,
        drawn.procedure, drawn.purpose, drawn.priority, premises.profile[0],
    )  # fmt: skip
    sums = kernel.Sums(
        np.zeros((kernel.N_SLOTS, kernel.N_COUNTS), np.int64),
        np.zeros((2, system.period_to // kernel.SLOT_MS + 1), np.int64),
        np.zeros(kernel.N_TIMES, np.int64),
    )
    frame = kernel.Frame(system.period_from, system.period_to, limit, is_cut)
    life = _life(system, workload, premises, sites, rows, memory)
    # The arithmetic of hashes is meant to wrap around.
    with np.errstate(over="ignore"):
        done = alone.play_alone(run, life, counters, space, skills, days, ahead, frame, sums)
    assert done, "there is room for all rows"
    busy, overtime = sums.time.tolist()
    return Summed(count=sums.counts, line=sums.line, busy=busy, overtime=overtime)


def most_closings(premises: Premises) -> int:
    """How often at most the site closes on one date, and whoever waits may have to come again."""
    closes_at = premises.sessions["closes_at"][premises.sessions["is_last"]]
    return int(np.unique(closes_at // DAY, return_counts=True)[1].max(initial=1))


def _life(
    system: System, workload: Workload, premises: Premises, sites: NDArray[Any], rows: int,
    memory: Memory,
) -> Life:  # fmt: skip
    n = workload.n_dossiers
    return Life(
        memory.table("kernel.visits", rows, VISIT), np.full((1, system.n_days), -1, np.int32),
        memory.table("kernel.link", rows, np.int32), sites, premises.sessions,
        premises.session_at, system.open_day, premises.open_day_at, workload.dossiers,
        memory.table("alone.lives", n, SLIM_LIFE), memory.table("kernel.nodes", n, NODE),
        start.lines(premises), memory.table("kernel.joining", n, JOIN), premises.units.copy(),
        premises.stretches, premises.stretch_at, premises.days, premises.day_at, premises.habits,
        np.zeros(len(system.procedure_ids), np.bool_),
    )  # fmt: skip
