"""Rows that are one record each: dossiers as drawn, what became of them, visits in a journal."""

from __future__ import annotations

from typing import Any

import numpy as np


def record(*fields: tuple[str, str]) -> np.dtype[Any]:
    """Rows whose fields are attributes, in compiled loops and in plain Python."""
    return np.dtype((np.record, np.dtype(list(fields), align=True)))


DOSSIER_DTYPE = record(
    ("filed_at", "i8"),
    ("effort", "i8"),
    ("lead", "i8"),
    ("intake", "i8"),
    ("supplement", "i8"),
    ("collect", "i8"),
    ("patience", "i8"),
    ("return_word", "u8"),
    ("supplement_clock", "i4"),
    ("mend_clock", "i4"),
    ("collect_clock", "i4"),
    ("commune", "i4"),
    ("procedure", "i4"),
    ("site", "i4"),
    ("unit", "i4"),
    ("dossiers", "i4"),
    ("deadline", "i2"),
    ("supplement_delay", "i2"),
    ("mend_delay", "i2"),
    ("collect_delay", "i2"),
    ("channel", "i1"),
    ("priority", "i1"),
    ("outcome", "i1"),
    ("enquires", "?"),
    ("needs_mending", "?"),
    ("fetched", "?"),
)
"""Dossiers as drawn, one row a submission in order of dossier index; durations in ms.

    filed_at           instant of filing
    effort             work of a processor on all dossiers of the submission; 0: no job
    lead               open time that others take after the job; 0: none
    intake             work of an officer on what comes online or by post; NEVER at the counter
    supplement         service of a visit to supplement, at its site
    collect            service of a visit to collect, at its site
    patience           of its visits; NEVER: unlimited
    return_word        of its visits; see `word_of`
    supplement_clock   time of day at which what was missing at intake is brought
    mend_clock         time of day at which what was found wanting in processing is brought
    collect_clock      time of day at which the result is fetched
    commune            home commune; NEVER in a site scenario
    site               where it is filed; NEVER: chosen in the run (`LIVE_DTYPE`)
    unit               where it is processed; NEVER where `System.unit_at` says so, or nothing is
    dossiers           number handed in together
    deadline           working days; NEVER: none
    *_delay            working days until that visit
    channel            `Channel`
    priority           class of its visits
    outcome            `Intake`: what comes out at the end of intake
    enquires           filed online, with a visit to enquire
    needs_mending      a supplement is asked for after acceptance, before the job
    fetched            the result is collected, not sent
"""

LIVE_DTYPE = record(
    ("dossier", "i8"),
    ("service", "f8"),
    ("supplement", "f8"),
    ("collect", "f8"),
    ("lead", "f8"),
)
"""Dossiers whose site is chosen in the run: what depends on the site, before it is known.

    service, supplement, collect
             of the visits [ms] at a productive share of 1
    lead     standard days of lead time, where the unit depends on the site; else 0
"""


LIFE_DTYPE = record(
    ("intake_from", "i8"),
    ("intake_to", "i8"),
    ("accepted_at", "i8"),
    ("due_at", "i8"),
    ("begun_at", "i8"),
    ("done_at", "i8"),
    ("ready_at", "i8"),
    ("released_at", "i8"),
    ("finished_at", "i8"),
    ("intake_officer", "i4"),
    ("site", "i4"),
    ("ending", "i1"),
)
"""What became of a dossier: instants, NEVER where it did not happen (before the horizon).

    intake_from, intake_to, intake_officer
                 work on it when it was filed: the visit to file, or work on what came otherwise
                 (its true end, like that of a service, may lie beyond the horizon)
    accepted_at  end of intake, with what was missing
    due_at       end of the due day, moved by a supplement asked for in processing;
                 NEVER: no deadline
    begun_at, done_at
                 the job; where there is none, the instant of joining the unit
    ready_at     the result is there: the lead time of others is over
    released_at  the visitor who stayed for the result leaves, with it or without
    finished_at  the result is in the citizen's hands
    site         where it was filed: the site drawn, or chosen in the run
    ending       `Ending`
"""

STAGE_DTYPE = record(
    ("dossier", "i8"),
    ("joined_at", "i8"),
    ("called_at", "i8"),
    ("left_at", "i8"),
    ("site", "i4"),
    ("repetition", "i4"),
    ("officer", "i4"),
    ("stage", "i1"),
    ("fate", "i1"),
)
"""A stage that a visit to file reached: its own ticket, call and end.

    joined_at   the ticket: the arrival, or the end of the stage before
    called_at   start of service; NEVER
    left_at     end of service (its true end, even past the horizon), or the moment of leaving the
                queue; NEVER for those who still wait at the horizon
    officer     number within the site; NEVER
    stage       from 0, in the order of the procedure
    fate        `Fate`: served at this stage, or how the visit ended here
"""

HELD_DTYPE = record(("officer", "i8"), ("since", "i8"), ("until", "i8"))
"""[since, until) in which an officer (row among those of all sites) was idle, held (R6) and not on
duty, cut at the horizon; only where it has a length."""

JOURNAL_DTYPE = np.dtype(
    [
        ("visit", "i8"),
        ("dossier", "i8"),
        ("commune", "i4"),
        ("site", "i4"),
        ("procedure", "i4"),
        ("purpose", "i1"),
        ("repetition", "i4"),
        ("priority", "i1"),
        ("booked_at", "i8"),
        ("arrived_at", "i8"),
        ("called_at", "i8"),
        ("left_at", "i8"),
        ("released_at", "i8"),
        ("officer", "i4"),
        ("fate", "i1"),
        ("measured", "?"),
    ]
)
"""One row a visit, in order of visit index: (dossier, purpose, repetition)."""

LIFE_STORY_DTYPE = np.dtype(
    [
        ("dossier", "i8"),
        ("commune", "i4"),
        ("site", "i4"),
        ("procedure", "i4"),
        ("unit", "i4"),
        ("channel", "i1"),
        ("dossiers", "i4"),
        ("filed_at", "i8"),
        ("intake_from", "i8"),
        ("intake_to", "i8"),
        ("intake_officer", "i4"),
        ("outcome", "i1"),
        ("accepted_at", "i8"),
        ("due_at", "i8"),
        ("begun_at", "i8"),
        ("done_at", "i8"),
        ("ready_at", "i8"),
        ("released_at", "i8"),
        ("finished_at", "i8"),
        ("ending", "i1"),
        ("measured", "?"),
    ]
)
"""One row a dossier in a journal, in order of dossier index: what was drawn, what became of it."""

STAGE_STORY_DTYPE = np.dtype(
    [
        ("visit", "i8"),
        ("dossier", "i8"),
        ("site", "i4"),
        ("procedure", "i4"),
        ("repetition", "i4"),
        ("stage", "i4"),
        ("stage_number", "i4"),
        ("joined_at", "i8"),
        ("called_at", "i8"),
        ("left_at", "i8"),
        ("officer", "i4"),
        ("fate", "i1"),
        ("measured", "?"),
    ]
)
"""One row a stage that a visit reached, in order of visit and stage; `stage` is the place of its
name in `System.stage_name`, `stage_number` counts those of the visit from 0. Measured are the
stages of measured visits."""
