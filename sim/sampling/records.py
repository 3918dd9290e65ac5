"""The records of sampling: structured arrays, a row a thing, as compiled loops read and write them.

Rows that are met in a jumble - visits fall on a hundred sites in turn - cost one cache line each
this way instead of one for every column.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.tables import Floats, SmallInts, Words

Table = NDArray[Any]
"""A structured array."""

Record = Any
"""One row of a structured array, read and written in place."""

Ints = NDArray[Any]
"""Whole numbers, of the width that the table has."""


def _record(**fields: str) -> np.dtype[Any]:
    return np.dtype((np.record, np.dtype(list(fields.items()), align=True)))


SUBMISSION = _record(
    filed_at="i8", service_u="f8", service="i8", source="i4", k="i4", day="i4", site="i4",
    purpose="i1", priority="i1", channel="i1",
)  # fmt: skip
"""A submission: the draw of its service, its source and number there, and what was decided;
`purpose` is -1 when it causes no visit."""

KNOWN = _record(
    point="f8", service_u="f8", file="i8", enquire="i8", source="i4", k="i4", site="i4",
)  # fmt: skip
"""A submission that may go to a site of the system: its point of the unit-rate process of its
source and date, the draw of its service, how long it takes at the counter to file it and to enquire
after it [ms], its source and number there, and that site."""

VISIT = _record(
    arrived_at="i8", service="i8", patience="i8", return_word="u8", dossier="i8", site="i4",
    source="i4", k="i4", day="i4", commune="i4", procedure="i4", purpose="i1", priority="i1",
)  # fmt: skip
"""A visit on its way from the date on which it is drawn to the columns of its site."""

MANNERS = _record(
    file_law="i8", enquire_law="i8", patience_law="i8", bulk_law="i8", intake_law="i8",
    supplement_law="i8", supplement_days_law="i8", collect_law="i8", collect_days_law="i8",
    effort_law="i8", lead_law="i8", deadline_law="i8", each_more="f8", online="f8", post="f8",
    priority_share="f8", incomplete="f8", comes_back="f8", needs_supplement="f8", collect="f8",
    priority="i1", is_free="?", returns="?", is_uncertain="?", goes_on="?", on_the_spot="?",
    deadline_varies="?",
)  # fmt: skip
"""What the visitors of a procedure bring along, and what its dossiers need; laws by number, -1
for none. `is_free`: may be filed away from home; `returns`: may come back after abandoning;
`is_uncertain`: intake, unit or result may bring the filer back; `goes_on`: there is a unit."""

BOOKING = _record(share="f8", no_show="f8", punctuality="f8", slot="i8", priority="i1")
"""Appointments: durations in ms."""


class Sources(NamedTuple):
    """(Q,) who files what: see `demand.DemandPlan`."""

    key: Words
    commune: Ints
    site: Ints
    procedure: Ints
    clock: Ints
    """The shape by which follow-up visits choose a time of day."""


class Shapes(NamedTuple):
    """See `shapes.ShapeTable`."""

    start: Ints
    piece_from: Ints
    piece_to: Ints
    upto: Floats


class Laws(NamedTuple):
    """See `inversion.LawTable`."""

    shape: Ints
    parameter: Floats
    start: Ints
    value: Floats
    upto: Floats


class Choices(NamedTuple):
    """See `choice.ChoicePlan`."""

    home: Ints
    row: Ints
    start: Ints
    candidate: Ints
    weight: Floats
    salt: Words
    nearest: Ints
    is_live: bool
    """Whether the choice is left to the run, for who comes to the counter."""


class Offices(NamedTuple):
    """Where dossiers are processed; see `tables.System.unit_at` and `unit_of`."""

    at: SmallInts
    of: SmallInts
    standard_day: Ints
    """(U,) open time of a standard day [ms]."""


class Stages(NamedTuple):
    """The stages of visits to file; see `tables.System.stage_start`."""

    start: Ints
    law: Ints
    """-1 for the main stage, which takes the service drawn with the visit."""
    each_more: Floats
    salt: Words
    """From the stage's name: one more stage moves no draw of another."""


class Desk(NamedTuple):
    """Working space for one date."""

    clock: Ints
    raw: Table
    order: Ints
    rank: Ints
    tallies: Ints
    """Room of the radix sort."""
    place: Ints
