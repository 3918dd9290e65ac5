"""What a law has found: how much was looked at, what was wrong, and where first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.model.tables import NEVER, Ints, System
from sim.studies.audit.tables import Turns

LAWS = (
    "ends_once", "waits", "one_at_a_time", "skills", "on_duty", "nobody_idle", "ticket_order",
    "visits", "dossiers", "minutes", "little", "engines",
)  # fmt: skip
"""In the order in which they are told."""

MOST_OFFENCES = 3
"""The first ones of a law that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """Where a law does not hold; what does not apply is NEVER."""

    replication: int
    site: str = ""
    dossier: int = NEVER
    purpose: int = NEVER
    repetition: int = NEVER
    officer: int = NEVER
    """Number within the site, from 0."""
    off: int = 0
    """By how much [ms]; 0: not a matter of how much."""
    instants: tuple[tuple[str, int], ...] = ()
    """Key of a word and instant [ms]; NEVER: it did not happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one law has found in one or several replications."""

    law: str
    counted: tuple[tuple[str, int], ...] = ()
    """Key of a word, and how many were looked at."""
    violations: int = 0
    largest: int = 0
    """Largest discrepancy [ms], or of `little` [visit ms]."""
    offences: tuple[Offence, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the law does."""
        return self.violations == 0


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of several replications, one for each law, in the order of the laws."""
    found: dict[str, Finding] = {}
    for one in findings:
        other = found.get(one.law)
        found[one.law] = one if other is None else _added(other, one)
    return tuple(found[law] for law in LAWS if law in found)


def _added(one: Finding, other: Finding) -> Finding:
    counted = dict(one.counted)
    for unit, n in other.counted:
        counted[unit] = counted.get(unit, 0) + n
    return replace(
        one,
        counted=tuple(counted.items()),
        violations=one.violations + other.violations,
        largest=max(one.largest, other.largest),
        offences=(*one.offences, *other.offences)[:MOST_OFFENCES],
    )


def of_turns(
    law: str, system: System, replication: int, turns: Turns, wrong: Ints, *,
    counted: Sequence[tuple[str, int]],
) -> Finding:  # fmt: skip
    """A finding of what is `wrong` with turns, by row: by how much [ms], 0 where nothing is."""
    rows = np.flatnonzero(wrong)
    first = rows[np.argsort(turns.joined[rows], kind="stable")[:MOST_OFFENCES]]
    return Finding(
        law=law,
        counted=tuple(counted),
        violations=len(rows),
        largest=int(wrong[rows].max(initial=0)),
        offences=tuple(
            of_turn(system, replication, turns, row, int(wrong[row])) for row in first.tolist()
        ),
    )


def of_turn(system: System, replication: int, turns: Turns, row: int, off: int) -> Offence:
    """A turn that is wrong by so much."""
    site, officer = int(turns.site[row]), int(turns.officer[row])
    return Offence(
        replication=replication,
        site=system.site_ids[site],
        dossier=int(turns.dossier[row]),
        purpose=int(turns.purpose[row]),
        repetition=int(turns.repetition[row]),
        officer=NEVER if officer == NEVER else officer - int(system.officer_start[site]),
        off=off,
        instants=(
            ("joined", int(turns.joined[row])), ("called", int(turns.called[row])),
            ("left", int(turns.left[row])),
        ),
    )  # fmt: skip


def site_of(system: System, officer: int) -> tuple[str, int]:
    """The site of an officer by number over all sites, and the number within it."""
    site = int(np.searchsorted(system.officer_start, officer, side="right")) - 1
    return system.site_ids[site], officer - int(system.officer_start[site])
