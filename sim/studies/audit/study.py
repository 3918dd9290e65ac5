"""The audit of runs as they go on: each replication is looked at when it ends, and then let go."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from sim.model.tables import Outcome, System, Workload
from sim.studies.audit import sample, whole
from sim.studies.audit.findings import Finding, Offence, together
from sim.studies.audit.laws import judged, past_of
from sim.studies.audit.layout import Layout, layout_of

if TYPE_CHECKING:
    from sim.measures.tally import Tally
    from sim.model.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the audit of one run says."""

    label: str
    first_day: date
    """The date of instant 0."""
    replications: int
    """How many were looked at."""
    findings: tuple[Finding, ...]
    """One for each law, in the order of `findings.LAWS`."""
    seconds: float
    """Work of the audit itself, over all workers."""

    @property
    def holds(self) -> bool:
        """Whether every law does, of anything."""
        return bool(self.findings) and all(finding.holds for finding in self.findings)


@dataclass(slots=True)
class _Run:
    """A run that is being audited."""

    label: str
    first_day: date
    layout: Layout
    in_both: int
    """The replication whose beginning both engines play."""
    found: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    seconds: float = 0.0


class Auditor:
    """Looks at every replication of one or several runs; a sink that is told of their beginning.

    `watch` may be called from several threads at once, `begin` from none of them.
    """

    def __init__(self, seed: int, windows: int = sample.WINDOWS) -> None:
        """Choose what is played again by this seed, so many windows of each replication."""
        self.seed = seed
        self.windows = windows
        self._runs: dict[int, _Run] = {}
        self._systems: list[System] = []  # kept, so that no other one gets the identity of one
        self._lock = Lock()

    def begin(self, label: str, system: System, planned: int) -> None:
        """A run begins; of its replications one is chosen that both engines play from the start."""
        rng = np.random.default_rng([sample.PURPOSE, self.seed, len(self._runs)])
        self._systems.append(system)
        self._runs[id(system)] = _Run(
            label, system.first_day, layout_of(system), int(rng.integers(planned))
        )

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        """All has been seen by `watch`."""

    def extend(self, label: str, planned: int) -> None:
        """More replications come, and are looked at as well."""

    def watch(self, system: System, workload: Workload, outcome: Outcome) -> None:
        """Look at a finished replication; nothing of its tables is kept."""
        began = time.perf_counter()
        run = self._runs[id(system)]
        findings = audited(system, run.layout, workload, outcome, self.seed, self.windows)
        if workload.replication == run.in_both:
            days = whole.days_of(system, workload)
            findings += (whole.compared(system, workload, outcome, days),)
        with self._lock:
            run.found[workload.replication] = findings
            run.seconds += time.perf_counter() - began

    def audits(self) -> tuple[Audit, ...]:
        """Of each run what was found, in the order in which they began."""
        return tuple(
            Audit(
                label=run.label,
                first_day=run.first_day,
                replications=len(run.found),
                findings=together(
                    finding for number in sorted(run.found) for finding in run.found[number]
                ),
                seconds=run.seconds,
            )
            for run in self._runs.values()
        )


def audited(
    system: System, layout: Layout, workload: Workload, outcome: Outcome, seed: int,
    windows: int = sample.WINDOWS,
) -> tuple[Finding, ...]:  # fmt: skip
    """What every law says of a replication; of windows chosen by `seed` by playing them again.

    Where the tables do not fit each other nothing else is looked at.
    """
    misfit = unfit(system, workload, outcome)
    if misfit is not None:
        return (misfit,)
    past = past_of(system, layout, workload, outcome)
    found = judged(system, layout, workload, outcome, past)
    chosen = sample.chosen(system, workload, past, seed, windows)
    return found + sample.replayed(system, workload, outcome, past, chosen)


def unfit(system: System, workload: Workload, outcome: Outcome) -> Finding | None:
    """A finding that visits or dossiers are missing from the tables, or not of this world."""
    n, n_caused = len(workload.visits), len(outcome.caused_dossier)
    lengths_off = sum(
        len(getattr(outcome, name)) != n for name in ("called_at", "left_at", "officer", "fate")
    ) + (int(outcome.caused_start[-1]) != n_caused)
    dossiers_off = abs(len(outcome.lives) - workload.n_dossiers)
    if dossiers_off == 0:
        sites, chosen = outcome.lives["site"], workload.dossiers["site"]
        n_sites = len(system.site_ids)
        dossiers_off = int(np.sum((sites >= n_sites) | ((sites < 0) & (chosen >= 0))))
    if lengths_off + dossiers_off == 0:
        return None
    return Finding(
        law="visits" if lengths_off else "dossiers",
        counted=(("drawn", n),) if lengths_off else (("filed", workload.n_dossiers),),
        violations=int(lengths_off or dossiers_off),
        offences=(Offence(replication=workload.replication),),
    )
