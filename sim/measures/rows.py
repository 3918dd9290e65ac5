"""The visits of a replication as rows to be measured, in order of arrival."""

from __future__ import annotations

import numpy as np

from sim.jit import AHEAD, allocating, prefetch
from sim.measures.stay import SERVED, time_for_result
from sim.measures.structs import Rows
from sim.memory import Memory
from sim.model.tables import Bools, Codes, Ints, Outcome, Records, SmallInts, System, Workload


def visit_rows(
    system: System, workload: Workload, outcome: Outcome, memory: Memory
) -> tuple[Rows, Rows]:
    """The visits that were drawn, and those that were caused during the run."""
    first, lives = workload.visits, outcome.lives
    gone = memory.table("tally.gone", len(first), np.int64)
    _when_gone(
        system.on_the_spot, lives, first.dossier, first.procedure, first.purpose, outcome.fate,
        outcome.left_at, gone,
    )  # fmt: skip
    drawn = Rows(
        first.site_start, first.booked_at, first.arrived_at, outcome.called_at, outcome.left_at,
        gone, outcome.officer, outcome.fate, first.procedure, first.purpose, first.commune,
        first.dossier,
    )  # fmt: skip
    gone = memory.table("tally.caused_gone", len(outcome.caused_dossier), np.int64)
    caused = _caused(workload, outcome, gone, memory)
    _when_gone(
        system.on_the_spot, lives, caused.dossier, caused.procedure, caused.purpose, caused.fate,
        caused.left, gone,
    )  # fmt: skip
    return drawn, caused


def plain_rows(workload: Workload, outcome: Outcome, memory: Memory) -> tuple[Rows, Rows]:
    """The same for those who do not ask when visitors leave the site: `gone` is as `left`."""
    first = workload.visits
    drawn = Rows(
        first.site_start, first.booked_at, first.arrived_at, outcome.called_at, outcome.left_at,
        outcome.left_at, outcome.officer, outcome.fate, first.procedure, first.purpose,
        first.commune, first.dossier,
    )  # fmt: skip
    return drawn, _caused(workload, outcome, outcome.caused_left_at, memory)


def _caused(workload: Workload, outcome: Outcome, gone: Ints, memory: Memory) -> Rows:
    n = len(outcome.caused_dossier)
    procedure = memory.table("tally.caused_procedure", n, "i4")
    commune = memory.table("tally.caused_commune", n, "i4")
    _look_up(workload.dossiers, outcome.caused_dossier, procedure, commune)
    # None of them books; a no-show among them would be told by its arrival.
    return Rows(
        outcome.caused_start, outcome.caused_arrived_at, outcome.caused_arrived_at,
        outcome.caused_called_at, outcome.caused_left_at, gone, outcome.caused_officer,
        outcome.caused_fate, procedure, outcome.caused_purpose, commune, outcome.caused_dossier,
    )  # fmt: skip


@allocating
def _look_up(dossiers: Records, which: Ints, procedure: SmallInts, commune: SmallInts) -> None:
    """What visits caused are for, and where their people live, as their dossiers say."""
    for i in range(len(which)):
        if i + AHEAD < len(which):
            prefetch(dossiers, which[i + AHEAD])
        dossier = dossiers[which[i]]
        procedure[i], commune[i] = dossier["procedure"], dossier["commune"]


@allocating
def _when_gone(
    on_the_spot: Bools, lives: Records, dossier: Ints, procedure: SmallInts, purpose: Codes,
    fate: Codes, left: Ints, gone: Ints,
) -> None:  # fmt: skip
    """When each visitor leaves the site, which some do after their service, with the result."""
    for i in range(len(gone)):
        if i + AHEAD < len(gone) and on_the_spot[procedure[i + AHEAD]]:
            prefetch(lives, dossier[i + AHEAD])
        gone[i] = left[i]
        if fate[i] == SERVED and on_the_spot[procedure[i]]:
            life = lives[dossier[i]]
            gone[i] += time_for_result(
                purpose[i], left[i], life["accepted_at"], life["released_at"]
            )
