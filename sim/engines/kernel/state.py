"""The records that the kernel's functions hand around: structured arrays, one row a thing.

A visit that waits has a *slot* in a small pool that is reused, so that the line stays in cache
however long the run is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Record = Any
"""One row of a structured array, read and written in place."""

Table = NDArray[Any]
"""A structured array, one row a thing."""

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Bools = NDArray[np.bool_]

FAR = 1 << 62
"""Later than any instant."""

DAY_MS = 86_400_000
MASK_BITS = 63
"""Bits used of a mask word; the sign bit stays clear."""

OFFICER_BITS = 16
OFFICER_MASK = (1 << OFFICER_BITS) - 1
SLOT_BITS = 23
SLOT_MASK = (1 << SLOT_BITS) - 1

AWAY, IDLE, BUSY, FRESH = 0, 1, 2, 3
"""What an officer does. FRESH: freed or come on duty at this very instant, before dispatch."""

SERVED, ABANDONED, BALKED, SENT_HOME, TURNED_AWAY, NO_SHOW, OPEN = range(7)


def _record(**fields: str) -> np.dtype[Any]:
    return np.dtype((np.record, list(fields.items())))


VISIT = _record(
    arrived_at="i8",
    service="i8",
    patience="i8",
    called_at="i8",
    left_at="i8",
    dossier="i8",
    return_word="u8",
    queue="i4",
    procedure="i4",
    officer="i4",
    origin="i4",
    repetition="i4",
    purpose="i1",
    fate="i1",
)
"""A visit: drawn (rows below `n_drawn`) or caused in the run."""

SLOT = _record(row="i8", deadline="i8", ticket="i8", arrived_at="i8", next="i8")
"""A place in the waiting line; `row` is -1 when the visit has left it."""

QUEUE = _record(head="i8", tail="i8", word="i4", bit="i8")
"""Visits of one class and profile; `bit` marks the queue in word `word` of the filled masks."""

OFFICER = _record(
    kind="i4",
    rank="i4",
    doing="i1",
    on_duty="?",
    current="i8",
    began="i8",
    ended="i8",
    next_duty="i8",
    seen="i8",
    deferred="i8",
    first_duty="i8",
    end_duty="i8",
    hold_limit="i8",
    idle_since="i8",
    idle_next="i4",
    idle_prev="i4",
)
"""An officer: duty rows are first_duty:end_duty; `current` is the duty row they are on."""

AGAIN = _record(arrived_at="i8", dossier="i8", row="i4", purpose="i1")
"""A visit that will come again: an entry of the heap of their arrivals."""

KIND = _record(skills="i4", idle_head="i4", idle_tail="i4")
"""Officers with the same skills, and those of them who are idle, longest first."""

SITE = _record(
    # rules
    horizon="i8",
    latest_close="i8",
    balk_at="i8",
    at_close_serve="?",
    at_break_serve="?",
    extend="?",
    notes_reneging="?",
    # sizes
    n_drawn="i8",
    n_profiles="i8",
    n_classes="i8",
    n_words="i8",
    # where the run stands
    n_rows="i8",
    next_row="i8",
    n_completions="i8",
    n_deadlines="i8",
    n_again="i8",
    n_late="i8",
    n_fresh="i8",
    n_idle="i8",
    n_waiting="i8",
    n_slots="i8",
    free_slot="i8",
    ticket="i8",
    roster_at="i8",
    session_at="i8",
    door_at="i8",
    send_home_at="i8",
    closed_at="i8",
    is_over="?",
)
"""One row: the rules of the site, and where the run stands."""
