"""The beginning of a replication in both engines: the whole network, with dossiers and units.

The reference engine is some hundred times slower than the compiled one. So of a large scenario
both play the first days, as if the run ended there, and have to say the same of every visit,
dossier and stage; of a small one the whole replication. Where the run's own journal had ended by
then, it must say so too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.engines import compiled, reference
from sim.memory import Memory
from sim.model.journal import digest
from sim.model.tables import DAY, NEVER, Outcome, System, Visits, Workload
from sim.studies.audit.findings import Finding, Offence

MOST_VISITS = 60_000
"""Drawn visits and dossiers of the days that are played."""


def days_of(system: System, workload: Workload, most: int = MOST_VISITS) -> int:
    """How many first days are played, one at the least."""
    days = int(system.horizon // DAY)
    ends = np.arange(1, days + 1) * DAY
    n = np.searchsorted(np.sort(workload.visits.arrived_at), ends)
    n += np.searchsorted(workload.dossiers["filed_at"], ends)
    return max(1, int(np.searchsorted(n, most, side="right")))


def shortened(system: System, workload: Workload, days: int) -> tuple[System, Workload]:
    """The replication as it would be if the run ended after so many days."""
    if days * DAY >= system.horizon:
        return system, workload
    end = days * DAY
    n = int(np.searchsorted(workload.dossiers["filed_at"], end))
    kept = _kept(workload, end, n)
    visits = workload.visits
    columns = {
        name: getattr(visits, name)[kept]
        for name in Visits.__slots__
        if name not in ("site_start", "__weakref__")
    }
    before = np.concatenate([[0], np.cumsum(kept)])
    live = workload.live
    return (
        replace(system, horizon=end, n_days=days, period_to=min(system.period_to, end)),
        replace(
            workload,
            visits=Visits(site_start=before[visits.site_start].astype(np.int64), **columns),
            dossiers=workload.dossiers[:n],
            live=live[live["dossier"] < n],
            stages=workload.stages[:n],
        ),
    )


def _kept(workload: Workload, end: int, n: int) -> np.ndarray:
    """Visits that come before the end, of dossiers filed before it."""
    visits = workload.visits
    kept: np.ndarray = (visits.arrived_at < end) & (visits.dossier < n)
    return kept


def compared(system: System, workload: Workload, outcome: Outcome, days: int) -> Finding:
    """Whether both engines, and the run as far as it had come, say the same of the first days."""
    short, drawn = shortened(system, workload, days)
    one = reference.run(short, drawn)
    other = compiled.run(short, drawn, Memory())
    own = outcome
    if short is not system:
        kept = _kept(workload, short.horizon, len(drawn.dossiers))
        own = replace(
            other, called_at=outcome.called_at[kept], left_at=outcome.left_at[kept],
            officer=outcome.officer[kept],
        )  # fmt: skip
    site = np.repeat(np.arange(len(system.site_ids)), np.diff(drawn.visits.site_start))
    # Whoever was called before the end was called so in the run as well.
    apart = (one.called_at != NEVER) & (
        (one.called_at != own.called_at) | (one.officer != own.officer)
    )
    apart |= _unlike(one, other)
    rows = np.flatnonzero(apart)
    offences = tuple(
        Offence(
            replication=workload.replication, site=system.site_ids[site[row]],
            dossier=int(drawn.visits.dossier[row]), purpose=int(drawn.visits.purpose[row]),
            repetition=0,
            instants=(
                ("called", int(own.called_at[row])), ("called_again", int(one.called_at[row])),
            ),
        )
        for row in rows[:3].tolist()
    )  # fmt: skip
    equal = digest(drawn, one) == digest(drawn, other if short is not system else own)
    violations = max(len(rows), int(not equal))
    if violations and not offences:
        offences = (Offence(replication=workload.replication),)
    return Finding(
        law="engines", counted=(("whole_days", days), ("compared", _size(one))),
        violations=violations, offences=offences,
    )  # fmt: skip


def _unlike(one: Outcome, other: Outcome) -> np.ndarray:
    found: np.ndarray = np.zeros(len(one.fate), np.bool_)
    for name in ("called_at", "left_at", "officer", "fate"):
        found |= getattr(one, name) != getattr(other, name)
    return found


def _size(outcome: Outcome) -> int:
    """Visits, dossiers and stages."""
    return len(outcome.fate) + len(outcome.caused_fate) + len(outcome.lives) + len(outcome.stages)
