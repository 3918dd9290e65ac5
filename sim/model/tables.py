"""The tables that the parts of the simulator hand to each other, as structs of arrays.

    System    what the scenario is, as arrays           model.system  -> everybody
    Workload  who comes and who is on duty, drawn       sampling      -> engines, measures
    Outcome   what happened                             engines       -> measures

Instants are int64 milliseconds since 00:00 of the first simulated day (`*_at`, `*_from`, `*_to`);
durations are int64 milliseconds (`service`, `patience`); shares and rates are float64.
Intervals are half-open. `NEVER` (-1) stands wherever something did not happen or has no limit.

Sites, procedures and communes are numbered by their ids in code-point order. A *skill* is a
(procedure, purpose) pair, numbered `procedure * len(Purpose) + purpose`. Ragged tables are in
CSR form: the rows of site s are `table[start[s]:start[s + 1]]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Codes = NDArray[np.int8]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

NEVER = -1
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Purpose(IntEnum):
    """What a visit is for; the order is the purpose rank in a visit's index."""

    FILE = 0
    SUPPLEMENT = 1
    COLLECT = 2
    ENQUIRE = 3


class Fate(IntEnum):
    """How a visit ended; every visit has exactly one."""

    SERVED = 0
    ABANDONED = 1
    BALKED = 2
    SENT_HOME = 3
    TURNED_AWAY = 4
    NO_SHOW = 5
    OPEN = 6


class EventRank(IntEnum):
    """The order of what happens at one instant (rule R9), cited by both engines."""

    COMPLETION = 0
    DUTY_END = 1
    DUTY_START = 2
    SESSION = 3
    DISPATCH = 4
    ABANDONMENT = 5
    ARRIVAL = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class System:
    """A scenario as arrays: the same for every replication.

    Lengths: S sites, P procedures, C communes (0 in a site scenario), G officer groups,
    O officers (all sites together, reserves included), N sessions, D days simulated.
    """

    first_day: date
    """The date of instant 0: the first day of the warm-up."""
    n_days: int
    period_from: int
    period_to: int
    horizon: int
    """24:00 of the last simulated day: no arrival and no start from here on."""

    site_ids: tuple[str, ...]
    procedure_ids: tuple[str, ...]
    commune_ids: tuple[str, ...]
    site_tier: tuple[str, ...]
    """`center`, `branch`, `point`, or empty."""
    site_district: tuple[str, ...]
    """Empty where a site names none."""
    site_staff: Ints
    """(S,) head count, those off the counter included."""
    wait_target: int
    """The wait that `within_target_share` judges by [ms]."""

    session_start: Ints
    """(S + 1,) CSR of each site's sessions, in order of time; touching ones are one."""
    session_from: Ints
    session_to: Ints
    """(N,) an end after the horizon is kept: that session does not close in the run."""
    session_date: Ints
    """(N,) day number (0 = first_day) of the date on which the session begins."""
    session_closes: Bools
    """(N,) True for the last session of its date: its end is a closing instant (R6)."""
    door_from: Ints
    door_to: Ints
    """(N,) tickets are given in [door_from, door_to)."""

    open_day_start: Ints
    open_day: Ints
    """CSR by site of the day numbers with a session of their own: the site's working days."""

    at_close_serve: Bools
    at_break_serve: Bools
    extend_breaks: Bools
    latest_close: Ints
    """(S,) how long after the close whoever still waits is sent home [ms]."""
    balk_at: Ints
    """(S,) visits waiting at which a new one that cannot be served at once leaves; or NEVER."""

    officer_start: Ints
    """(S + 1,) CSR of each site's officers: groups in their order, reserves after their group."""
    officer_group: SmallInts
    """(O,) index into the group tables."""
    officer_number: SmallInts
    """(O,) number in the group from 0; reserves are numbered from 0 among themselves."""
    officer_is_reserve: Bools
    skills: Bools
    """(O, P * len(Purpose))"""
    skill_count: SmallInts
    """(O,) number of skills, the first criterion of R2; counts purposes that never occur too."""

    group_site: SmallInts
    group_name: tuple[str, ...]
    group_absence: Floats
    """(G,) probability that an officer of the group is absent on a working day."""

    shift_start: Ints
    """(O + 1,) CSR by officer of planned duty, before absence, as [shift_from, shift_to)."""
    shift_from: Ints
    shift_to: Ints
    shift_day: Ints
    """Day number of the working day to which the planned duty belongs (absence is by this)."""

    return_thresholds: Words
    """(P, K) cumulative 64-bit thresholds of `return_after_abandon`; see `return_delay`."""
    return_days: Ints
    """(K,) delay in whole working days of each column of `return_thresholds`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Roster:
    """Duty of one replication, absences applied: CSR by officer (all sites), in order of time.

    Touching and overlapping intervals of one officer are already one (R1).
    """

    duty_start: Ints
    """(O + 1,)"""
    duty_from: Ints
    duty_to: Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Visits:
    """The visits of one replication that were caused by filing: CSR by site.

    Within a site the rows are in order of (arrived_at, dossier, purpose); no-shows come first
    with `arrived_at` NEVER. Visits caused during the run (returns) are in the `Outcome`.
    """

    site_start: Ints
    """(S + 1,)"""
    arrived_at: Ints
    booked_at: Ints
    """Start of the booked slot; NEVER for walk-ins."""
    dossier: Ints
    """Dossier index: the order of (filing time, commune or site id, procedure id, k)."""
    commune: SmallInts
    """Home commune; NEVER in a site scenario."""
    procedure: SmallInts
    purpose: Codes
    priority: Codes
    """Class, 0 first."""
    service: Ints
    patience: Ints
    """NEVER: unlimited."""
    dossiers: SmallInts
    """Number of dossiers handed in together."""
    return_word: Words
    """Drawn with the visit; decides whether and when it returns after abandoning."""

    def __len__(self) -> int:
        return len(self.arrived_at)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workload:
    """All that is drawn for one replication. An engine is a function of (System, Workload)."""

    replication: int
    roster: Roster
    visits: Visits
    n_dossiers: int
    """Dossiers (submissions) drawn, by every channel."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What an engine reports of one replication.

    The first block is aligned with the rows of `Visits`. The second has the visits caused
    during the run: `origin` is the row in `Visits` of the first visit of their chain, with the
    same class, service and patience; `repetition` counts from 1. Rows of the second block are
    CSR by site and within it in the order (origin, repetition).
    """

    called_at: Ints
    """Start of service; NEVER if it did not start."""
    left_at: Ints
    """End of service, or the moment of leaving the queue (balked, turned away: of arriving);
    NEVER for no-shows and for those who still wait at the horizon."""
    officer: SmallInts
    """Number within the site (row - officer_start[site]); NEVER."""
    fate: Codes

    again_start: Ints
    """(S + 1,)"""
    again_origin: Ints
    again_repetition: SmallInts
    again_arrived_at: Ints
    again_called_at: Ints
    again_left_at: Ints
    again_officer: SmallInts
    again_fate: Codes

    worked_from: Ints
    """(len(roster.duty_from),) start of each duty as worked: later than planned where an
    extended break (R4) cut it, equal to `duty_to` where nothing was left of it."""
    waiting_time: Ints | None = None
    """(S,) integral of the number waiting up to the horizon [visit ms], where the engine
    observes it event by event."""


RETURN_STEP = 0x9E3779B97F4A7C15
"""Increment of the SplitMix64 sequence that unfolds a visit's `return_word`."""


def return_delay(word: int, repetition: int, thresholds: Words, days: Ints) -> int:
    """Working days after which a visit that abandons comes back, or NEVER.

    The r-th repetition of a visit (0 is the first arrival) uses the r-th element of the
    SplitMix64 sequence (Steele, Lea and Flood 2014) that starts at the visit's drawn word, so
    that each repetition has a draw of its own without storing a chain for every visit.

    `thresholds` (K,) are cumulative: the answer is `days[j]` for the first j with
    element < thresholds[j], NEVER if there is none. The engines implement this independently.
    """
    mask = (1 << 64) - 1
    z = (int(word) + (repetition + 1) * RETURN_STEP) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    z ^= z >> 31
    for j in range(len(days)):
        if z < int(thresholds[j]):
            return int(days[j])
    return NEVER


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
        ("officer", "i4"),
        ("fate", "i1"),
        ("measured", "?"),
    ]
)
"""One row a visit, in order of visit index: (dossier, purpose, repetition)."""


def journal(system: System, workload: Workload, outcome: Outcome) -> NDArray[np.void]:
    """Every visit of a replication as one structured array of `JOURNAL_DTYPE`."""
    visits = workload.visits
    n = len(visits)
    origin = np.concatenate([np.arange(n), outcome.again_origin])
    rows = np.empty(len(origin), JOURNAL_DTYPE)
    site = np.repeat(np.arange(len(system.site_ids)), np.diff(visits.site_start))
    rows["site"] = site[origin]
    for name in ("dossier", "commune", "procedure", "purpose", "priority", "booked_at"):
        rows[name] = getattr(visits, name)[origin]
    rows["repetition"][:n] = 0
    rows["repetition"][n:] = outcome.again_repetition
    rows["arrived_at"][:n] = visits.arrived_at
    rows["arrived_at"][n:] = outcome.again_arrived_at
    for name in ("called_at", "left_at", "officer", "fate"):
        rows[name][:n] = getattr(outcome, name)
        rows[name][n:] = getattr(outcome, f"again_{name}")
    counts_at = np.where(rows["fate"] == Fate.NO_SHOW, rows["booked_at"], rows["arrived_at"])
    rows["measured"] = (system.period_from <= counts_at) & (counts_at < system.period_to)
    rows = rows[np.lexsort((rows["repetition"], rows["purpose"], rows["dossier"]))]
    rows["visit"] = np.arange(len(rows))
    return rows
