"""A dossier: what was drawn for it, and what has become of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.tables import NEVER, Ending


@dataclass(slots=True)
class Dossier:
    """Drawn values and the life have the names of `DOSSIER_DTYPE` and `LIFE_DTYPE`."""

    number: int
    filed_at: int
    effort: int
    lead: int
    intake: int
    supplement: int
    collect: int
    patience: int
    return_word: int
    supplement_clock: int
    mend_clock: int
    collect_clock: int
    commune: int
    procedure: int
    site: int
    unit: int
    deadline: int
    supplement_delay: int
    mend_delay: int
    collect_delay: int
    channel: int
    priority: int
    outcome: int
    enquires: bool
    needs_mending: bool
    fetched: bool
    """Whether the result is collected, as things stand."""

    intake_from: int = NEVER
    intake_to: int = NEVER
    intake_officer: int = NEVER
    accepted_at: int = NEVER
    due_at: int = NEVER
    begun_at: int = NEVER
    done_at: int = NEVER
    ready_at: int = NEVER
    released_at: int = NEVER
    finished_at: int = NEVER
    ending: int = Ending.OPEN

    due_day: int = NEVER
    """Number of the due day among the working days of the unit."""
    stays: bool = False
    """Somebody is at the site for the result (D7)."""
    in_vain: int = 0
    """Visits to collect that came to nothing (D6)."""


DRAWN = tuple(Dossier.__slots__[1 : Dossier.__slots__.index("intake_from")])
"""The columns of `DOSSIER_DTYPE` that a `Dossier` begins with, after its number."""
