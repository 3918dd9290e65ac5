"""The records that the kernel's functions hand around: structured arrays, one row a thing.

A visit that waits has a *slot* in a small pool that is reused, so that the line stays in cache
however long the run is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

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
ROW_BITS = 40
ROW_MASK = (1 << ROW_BITS) - 1
SLOT_BITS = 23
SLOT_MASK = (1 << SLOT_BITS) - 1

AWAY, IDLE, BUSY, FRESH, STANDBY = 0, 1, 2, 3, 4
"""What an officer does. FRESH: freed or come on duty at this very instant, before dispatch.
STANDBY: off duty and held for visits on their way through the stages."""

SERVED, ABANDONED, BALKED, SENT_HOME, TURNED_AWAY, NO_SHOW, OPEN = range(7)
FILE, SUPPLEMENT, COLLECT, ENQUIRE, INTAKE = range(5)
"""Purposes of visits, and INTAKE for work on a dossier that came without its filer."""
N_PURPOSES = 4
COMPLETE, INCOMPLETE, HOPELESS = range(3)
DONE, LOST, UNCLAIMED = 1, 2, 3
COLLECTS_AGAIN = 3


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
    intake="i8",
    queue="i4",
    intake_queue="i4",
    procedure="i4",
    officer="i4",
    repetition="i4",
    next="i4",
    stage_row="i4",
    purpose="i1",
    fate="i1",
    tries="i1",
    stage="i1",
)
"""A visit, or intake work: drawn (the first rows) or caused in the run. `intake` is the work on
what was filed online that begins when the visit, to enquire, has ended; -1 for none. `next` links
those that come on a later date; `tries` counts failures to collect. `stage` and `stage_row`, of
visits to file at a site with stages alone: the stage it is at, and its row of `Stages.passed`."""

WORK = _record(arrived_at="i8", dossier="i8", service="i8", queue="i4", procedure="i4")
"""Intake work that arrives when its dossier is filed."""

SLOT = _record(row="i8", deadline="i8", ticket="i8", arrived_at="i8", next="i8", site="i8")
"""A place in the waiting line of a site; `row` is -1 when the visit has left it."""

PASSED = _record(
    row="i8", joined_at="i8", called_at="i8", left_at="i8", site="i4", officer="i4", stage="i1"
)
"""A stage that a visit (`row`) reached; `called_at` is -1 until it is served there."""

STOOD_BY = _record(officer="i8", since="i8", until="i8")
"""An officer, by number among all, was held with nobody to serve outside duty."""

SEAT = _record(
    turn="i8", return_word="u8", row="i4", next="i4", deadline="i4", repetition="i4", times="i4",
    queue="i4", procedure="i2", state="i1", brings_work="?",
)  # fmt: skip
"""Of a site alone: who came and waits. `turn` is that of the arrival (`coming.turn_of`), `deadline`
when patience ends, since midnight; `brings_work` tells that intake work follows its end. `times` is
how often the same visit gave up in the period and came again a working day later."""

QUEUE = _record(head="i8", tail="i8", word="i4", profile="i4", bit="i8")
"""Visits of one class and profile; `bit` marks the queue in word `word` of the filled masks."""

OFFICER = _record(
    kind="i4",
    rank="i4",
    doing="i1",
    on_duty="?",
    is_put_off="?",
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
    standby_since="i8",
    serving="i8",
    idle_next="i4",
    idle_prev="i4",
)
"""An officer: duty rows are first_duty:end_duty; `current` is the duty row they are on, `serving`
the visit. `is_put_off`: an overrun has put off the start of `deferred`, in the heap of those."""

AGAIN = _record(turn="i8", row="i8")
"""A caused visit that arrives on the present date: an entry of a heap or list of those arrivals,
ordered by `coming.turn_of`."""

KIND = _record(skills="i4", idle_head="i4", idle_tail="i4")
"""Officers with the same skills, and those of them who are idle, longest first."""

NODE = _record(due="i8", stays_until="i8", line="i4", next="i4")
"""A dossier at its unit: what orders it there, until when its visitor waits for it (-1: nobody
does), the line by due date it waits in, and the next one there."""

LINE = _record(head="i4", tail="i4", mended="i4")
"""Dossiers of a unit that are due on the same day and wait: first and last of those that joined on
acceptance, and the first of those that were mended before. -1: none."""

JOIN = _record(at="i8", dossier="i8", next="i8")
"""A dossier that joins its unit today, and the next one that joins the same."""

UNIT = _record(
    free="i4",
    n_busy="i4",
    clock="i8",
    first_busy="i8",
    n_waiting="i8",
    first_line="i8",
    first_waiting="i8",
    joins="i8",
    session="i8",
    first_session="i8",
    last_session="i8",
    first_day="i8",
    last_day="i8",
)
"""A processing unit: free processors, the heap of those at work (from `first_busy` of a common
array), how many dossiers wait, and those that join today; sessions and working days of its clock,
as rows of the common tables. Its lines begin at `first_line`, one for each working day and a last
one for what is never due; before `first_waiting` they are empty."""

SESSION = _record(closes_at="i8", door_from="i8", door_to="i8", is_last="?")
"""A session of a site, with its doors."""

STRETCH = _record(since="i8", until="i8", before="i8")
"""Open time of a clock, and how much of it there was before."""

WORKING_DAY = _record(day="i8", ends_at="i8")
"""A working day of a clock, and when its last session ends."""

HABIT = _record(unit="i4", file="i4", supplement="i4", collect="i4", on_the_spot="?", goes_on="?")
"""A procedure at a site: the unit there (-1: the dossier names one), the profiles of visits to
supplement and to collect, whether visitors stay for the result, and whether there is a unit."""

RUN = _record(
    n_drawn="i8",
    n_rows="i8",
    n_slots="i8",
    free_slot="i8",
    n_taken="i8",
    next_seat="i8",
    next_work_seat="i8",
    again_before="i8",
    n_ended="i8",
    n_followed="i8",
    n_joins="i8",
    n_in_order="i8",
    n_joining="i8",
    n_passed="i8",
    n_stood_by="i8",
    n_live="i8",
    next_live="i8",
    again_room="i8",
    horizon="i8",
    n_days="i8",
    cut_off="i8",
    day="i8",
    began="i8",
    site="i8",
    unit="i8",
    is_over="?",
)
"""One row: the network as a whole, and where its run stands. `again_room` is the length of each
site's own heaps where choice is live and sites take turns; 0: they use the same ones in turn. Of a
site alone: the next seats that nobody has, of visits and of intake work; and whoever came before
`again_before` since midnight and gives up may return on the next working day within the run."""

SITE = _record(
    # rules
    horizon="i8",
    latest_close="i8",
    balk_at="i8",
    at_close_serve="?",
    at_break_serve="?",
    extend="?",
    notes_reneging="?",
    has_stages="?",
    # sizes, and where its rows stand in the common tables
    number="i8",
    first_queue="i8",
    last_queue="i8",
    first_filled="i8",
    last_filled="i8",
    first_officer="i8",
    last_officer="i8",
    first_kind="i8",
    last_kind="i8",
    first_server="i8",
    last_server="i8",
    first_choice="i8",
    last_choice="i8",
    first_duty="i8",
    last_duty="i8",
    first_change="i8",
    last_change="i8",
    first_session="i8",
    last_session="i8",
    first_open_day="i8",
    last_open_day="i8",
    end_row="i8",
    end_work="i8",
    n_profiles="i8",
    n_classes="i8",
    n_words="i8",
    # where the run stands
    day="i8",
    next_at="i8",
    next_row="i8",
    next_work="i8",
    later="i8",
    n_completions="i8",
    n_deadlines="i8",
    n_again="i8",
    n_late="i8",
    n_fresh="i8",
    n_idle="i8",
    n_waiting="i8",
    ticket="i8",
    roster_at="i8",
    session_at="i8",
    door_at="i8",
    send_home_at="i8",
    closed_at="i8",
    opens_next="i8",
    shut_until="i8",
    n_movers="i8",
)
"""A site: its rules, and where the run stands. Its last class is that of intake work; `later` is
the first of the visits that will come again on a later date than today. With stages: after a close
doors open next at `opens_next`; the hall is cleared and shut until `shut_until`; `n_movers` visits
join a further stage at this instant."""


class Life(NamedTuple):
    """Tables of dossiers and units, and of visits yet to come."""

    visits: Table
    bucket: NDArray[np.int32]
    """(S, D) the first of the visits that will come to a site on a date, or -1"""
    link: NDArray[np.int32]
    """(rows of visits) the next visit of the same site and date, or -1: apart from the visits, so
    that a list can be walked without waiting for each of them"""
    sites: Table
    sessions: Table
    session_at: NDArray[np.int32]
    """(S, dates) the site's first session whose doors open after that midnight"""
    open_day: Ints
    open_day_at: NDArray[np.int32]
    """(S, dates) its first working day from a date on"""
    dossiers: Table
    lives: Table
    nodes: Table
    lines: Table
    joining: Table
    """Those that join any unit today, `run.n_joining` of them."""
    units: Table
    stretches: Table
    stretch_at: NDArray[np.int32]
    """(clocks, dates) the first stretch of open time that ends at that midnight or later"""
    days: Table
    day_at: NDArray[np.int32]
    """(clocks, dates) the first working day that ends then or later"""
    habits: Table
    """(S, P)"""
    plain: Bools
    """(P,) whose dossiers are done with their intake, whatever they say"""


class Live(NamedTuple):
    """What a choice of site by what goes on looks at (D9)."""

    undecided: Table
    """`records.LIVE_DTYPE`, by time of filing and dossier"""
    near: Ints
    """(C, S) the sites by travel, then number"""
    travel: Ints
    home: Ints
    accepts: Bools
    """(P, S)"""
    mean_service: Ints
    """(P, S)"""
    productive: NDArray[np.float64]
    standard_day: Ints
    """(U,) open time of a standard day"""
    profile: Ints
    """(S, skills)"""
    home_included: bool


class Stages(NamedTuple):
    """Visits to file that pass several desks in turn (R10)."""

    start: Ints
    """(P + 1,) CSR by procedure of its stages"""
    profile: Ints
    """(S, stages) the profile of each stage's skill at each site"""
    times: NDArray[np.float64]
    """(dossiers, most stages) service at a productive share of 1 [ms]"""
    productive: NDArray[np.float64]
    """(S,)"""
    passed: Table
    stood_by: Table
    movers: Ints
    """(officers,) rows of the visits that join a further stage at this instant,"""
    mover_slots: Ints
    """and where they stand in line"""
    order: Ints
    """(officers,) working space"""


class Counters(NamedTuple):
    """Tables of all sites one after the other: `first_*` and `last_*` of a site cut its part."""

    queues: Table
    filled: Ints
    officers: Table
    kinds: Table
    kind_mask: Ints
    server_start: Ints
    """By profile, where those who serve it begin in the site's part of `server_kind`."""
    server_kind: Ints
    duty_from: Ints
    duty_to: Ints
    worked_from: Ints
    roster: Ints
    return_thresholds: Words
    return_days: Ints


class Space(NamedTuple):
    """Working space, and what the counters leave behind."""

    works: Table
    """Intake work that arrives when its dossier is filed, by site in order of time."""
    again: Table
    taken: Ints
    """The visits caused, as they arrived, packed as site | row."""
    ended: Ints
    """Rows of visits that ended today, where something may follow."""
    slots: Table
    fresh: Ints
    completions: Ints
    late_starts: Ints
    deadlines: Ints
    stages: Stages
    joins: Ints
    """Heap of those that join a unit today."""
    busy: Ints
