"""Every visit of a replication as one table, every dossier as another, every stage as a third."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.codes import NEVER, Fate, Purpose
from sim.model.records import (
    DOSSIER_DTYPE,
    JOURNAL_DTYPE,
    LIFE_DTYPE,
    LIFE_STORY_DTYPE,
    STAGE_STORY_DTYPE,
)
from sim.model.tables import Ints, Outcome, System, Workload


class Journal(NamedTuple):
    """All that happened in a replication."""

    visits: NDArray[np.void]
    """`JOURNAL_DTYPE`"""
    dossiers: NDArray[np.void]
    """`LIFE_STORY_DTYPE`"""
    stages: NDArray[np.void]
    """`STAGE_STORY_DTYPE`; no row where no procedure has stages."""


def chronicle(system: System, workload: Workload, outcome: Outcome) -> Journal:
    """The journal of a replication: its visits, its dossiers, and the stages of visits."""
    visits = journal(system, workload, outcome)
    return Journal(
        visits,
        life_stories(system, workload, outcome),
        stage_stories(system, workload, outcome, visits),
    )


def stage_stories(
    system: System, workload: Workload, outcome: Outcome, visits: NDArray[np.void]
) -> NDArray[np.void]:
    """Every stage that a visit of a replication reached; `visits` are those of its journal."""
    stages = outcome.stages
    rows = np.empty(len(stages), STAGE_STORY_DTYPE)
    for name in ("dossier", "site", "repetition", "joined_at", "called_at", "left_at", "officer"):
        rows[name] = stages[name]
    rows["fate"], rows["stage_number"] = stages["fate"], stages["stage"]
    rows["procedure"] = workload.dossiers["procedure"][stages["dossier"]]
    rows["stage"] = system.stage_start[rows["procedure"]] + stages["stage"]
    filed: Ints = np.flatnonzero(visits["purpose"] == Purpose.FILE)
    # Both are in order of dossier and repetition, and no dossier comes again that often.
    key, again = visits["dossier"][filed] << 32 | visits["repetition"][filed], stages["repetition"]
    rows["visit"] = filed[np.searchsorted(key, stages["dossier"] << 32 | again)]
    rows["measured"] = visits["measured"][rows["visit"]]
    return rows


def life_stories(system: System, workload: Workload, outcome: Outcome) -> NDArray[np.void]:
    """Every dossier of a replication; measured are those filed in the period."""
    dossiers, lives = workload.dossiers, outcome.lives
    rows = np.empty(len(dossiers), LIFE_STORY_DTYPE)
    for name in LIFE_STORY_DTYPE.fields or ():
        # Where a dossier was filed is told by its life: it may have been chosen in the run.
        if name in (LIFE_DTYPE.fields or ()):
            rows[name] = lives[name]
        elif name in (DOSSIER_DTYPE.fields or ()):
            rows[name] = dossiers[name]
    rows["dossier"] = np.arange(len(rows))
    of_site = system.unit_at[rows["procedure"], rows["site"]]
    rows["unit"] = np.where(of_site == NEVER, dossiers["unit"], of_site)
    filed_at = rows["filed_at"]
    rows["measured"] = (system.period_from <= filed_at) & (filed_at < system.period_to)
    return rows


def journal(system: System, workload: Workload, outcome: Outcome) -> NDArray[np.void]:
    """Every visit of a replication as one structured array of `JOURNAL_DTYPE`."""
    visits, n = workload.visits, len(workload.visits)
    rows = np.empty(n + len(outcome.caused_dossier), JOURNAL_DTYPE)
    drawn, caused = rows[:n], rows[n:]
    sites = np.arange(len(system.site_ids))
    drawn["site"] = np.repeat(sites, np.diff(visits.site_start))
    caused["site"] = np.repeat(sites, np.diff(outcome.caused_start))
    for name in ("dossier", "purpose", "priority", "arrived_at"):
        drawn[name] = getattr(visits, name)
        caused[name] = getattr(outcome, f"caused_{name}")
    drawn["booked_at"], drawn["repetition"] = visits.booked_at, 0
    caused["booked_at"], caused["repetition"] = NEVER, outcome.caused_repetition
    for name in ("called_at", "left_at", "officer", "fate"):
        drawn[name] = getattr(outcome, name)
        caused[name] = getattr(outcome, f"caused_{name}")
    for name in ("commune", "procedure"):
        rows[name] = workload.dossiers[name][rows["dossier"]]
    rows["released_at"] = _released(outcome, rows)
    counts_at = np.where(rows["fate"] == Fate.NO_SHOW, rows["booked_at"], rows["arrived_at"])
    rows["measured"] = (system.period_from <= counts_at) & (counts_at < system.period_to)
    rows = rows[np.lexsort((rows["repetition"], rows["purpose"], rows["dossier"]))]
    rows["visit"] = np.arange(len(rows))
    return rows


def _released(outcome: Outcome, rows: NDArray[np.void]) -> Ints:
    """When each visitor leaves the site: those who stay for a result, after their service."""
    lives = outcome.lives[rows["dossier"]]
    stayed = (
        (lives["released_at"] != NEVER)
        & (rows["fate"] == Fate.SERVED)
        & (rows["purpose"] <= Purpose.SUPPLEMENT)
        & (rows["left_at"] == lives["accepted_at"])
    )
    return np.where(stayed, lives["released_at"], rows["left_at"])


_DRAWN = ("dossier", "purpose", "priority", "booked_at", "arrived_at")
_OF_DRAWN = ("called_at", "left_at", "officer", "fate")
_CAUSED = (
    "start", "dossier", "purpose", "repetition", "priority", "arrived_at", "called_at", "left_at",
    "officer", "fate",
)  # fmt: skip
_FILED = ("filed_at", "commune", "procedure", "channel", "dossiers")


def digest(workload: Workload, outcome: Outcome) -> str:
    """A fingerprint of all that happened in a replication.

    Equal ones come from equal journals, to the last bit. It is taken from the columns that a
    journal is made of, which costs a tenth of what making the journal itself would.
    """
    found = hashlib.sha256()

    def take(name: str, column: NDArray[Any]) -> None:
        found.update(f"{name}:{column.dtype.str}:{len(column)};".encode())
        found.update(np.ascontiguousarray(column).view(np.uint8).data)

    take("site_start", workload.visits.site_start)
    for name in _DRAWN:
        take(name, getattr(workload.visits, name))
    for name in _OF_DRAWN:
        take(name, getattr(outcome, name))
    for name in _CAUSED:
        take(f"caused_{name}", getattr(outcome, f"caused_{name}"))
    for name in _FILED:
        take(f"filed_{name}", workload.dossiers[name])
    for table, rows in (("lives", outcome.lives), ("stages", outcome.stages)):
        for name in rows.dtype.names or ():
            take(f"{table}_{name}", rows[name])
    return found.hexdigest()


def digest_of_all(digests: Sequence[str]) -> str:
    """One fingerprint of replications in their order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()
