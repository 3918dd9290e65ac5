"""The visits of a replication as rows to be measured, in order of arrival."""

from __future__ import annotations

from sim.jit import allocating
from sim.measures.structs import Rows
from sim.memory import Memory
from sim.model.tables import Ints, Outcome, Records, SmallInts, Workload


def visit_rows(workload: Workload, outcome: Outcome, memory: Memory) -> tuple[Rows, Rows]:
    """The visits that were drawn, and those that were caused during the run."""
    first = workload.visits
    drawn = Rows(
        first.site_start, first.booked_at, first.arrived_at, outcome.called_at, outcome.left_at,
        outcome.officer, outcome.fate, first.procedure, first.purpose, first.commune,
        first.dossier,
    )  # fmt: skip
    n = len(outcome.caused_dossier)
    procedure = memory.table("tally.caused_procedure", n, "i4")
    commune = memory.table("tally.caused_commune", n, "i4")
    _look_up(workload.dossiers, outcome.caused_dossier, procedure, commune)
    # None of them books; a no-show among them would be told by its arrival.
    caused = Rows(
        outcome.caused_start, outcome.caused_arrived_at, outcome.caused_arrived_at,
        outcome.caused_called_at, outcome.caused_left_at, outcome.caused_officer,
        outcome.caused_fate, procedure, outcome.caused_purpose, commune, outcome.caused_dossier,
    )  # fmt: skip
    return drawn, caused


@allocating
def _look_up(dossiers: Records, which: Ints, procedure: SmallInts, commune: SmallInts) -> None:
    """What visits caused are for, and where their people live, as their dossiers say."""
    for i in range(len(which)):
        dossier = dossiers[which[i]]
        procedure[i], commune[i] = dossier["procedure"], dossier["commune"]
