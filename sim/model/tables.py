"""The tables that the parts of the simulator hand to each other, as structs of arrays.

    System    what the scenario is, as arrays           model.system  -> everybody
    Workload  who comes and who is on duty, drawn       sampling      -> engines, measures
    Outcome   what happened                             engines       -> measures

Instants are int64 milliseconds since 00:00 of the first simulated day (`*_at`, `*_from`, `*_to`);
durations are int64 milliseconds (`service`, `patience`); shares and rates are float64.
Intervals are half-open. `NEVER` (-1) stands wherever something did not happen or has no limit.

Sites, procedures and communes are numbered by their ids in code-point order. A *skill* is a
(procedure, purpose) pair, numbered `procedure * len(Purpose) + purpose`; a visit to file that
passes several *stages* needs a skill for each (`System.stage_skill`). Ragged tables are in
CSR form: the rows of site s are `table[start[s]:start[s + 1]]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.codes import (
    COLLECTS_AGAIN,
    DAY,
    HOUR,
    MINUTE,
    NEVER,
    SECOND,
    Channel,
    Ending,
    EventRank,
    Fate,
    Intake,
    Purpose,
)

__all__ = [
    "COLLECTS_AGAIN",
    "DAY",
    "HOUR",
    "MINUTE",
    "NEVER",
    "SECOND",
    "Bools",
    "Channel",
    "Codes",
    "Ending",
    "EventRank",
    "Fate",
    "Floats",
    "Intake",
    "Ints",
    "Outcome",
    "Purpose",
    "Records",
    "Roster",
    "SmallInts",
    "System",
    "Visits",
    "Words",
    "Workload",
]

Ints = NDArray[np.int64]
SmallInts = NDArray[np.int32]
Codes = NDArray[np.int8]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
Records = NDArray[Any]
"""A structured array, one row a thing."""


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
    """(O, P * len(Purpose) + stages other than the main one of their procedure)"""
    skill_count: SmallInts
    """(O,) number of skills, the first criterion of R2; counts purposes that never occur too."""

    stage_start: Ints
    """(P + 1,) CSR by procedure of the stages of a visit to file, in order; without stages, no
    row."""
    stage_name: tuple[str, ...]
    stage_skill: Ints
    """The skill that each stage needs; the main one, which takes the counter time, that of
    (procedure, file), the others one of their own, numbered after all pairs."""

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

    has_dossiers: Bools
    """(P,) True where dossiers go on to a processing unit after intake; where not, a dossier
    ends as `DONE` with its intake."""
    on_the_spot: Bools
    """(P,) the visitor stays for the result."""
    cut_off: int
    """Time of day [ms] from which on a dossier due the same day is due the next one."""

    unit_ids: tuple[str, ...]
    unit_processors: Ints
    """(U,)"""
    unit_clock: Ints
    """(U,) the working time that a unit keeps: a row of the clock tables."""
    unit_at: SmallInts
    """(P, S) the unit of a procedure's dossiers that are filed at a site; NEVER where it does not
    depend on the site: then the drawn dossier names it."""
    unit_of: SmallInts
    """(P, C) the unit of a procedure's dossiers by home commune, where it does not depend on the
    site; NEVER. (P, 1) in a scenario without communes."""

    productive: Floats
    """(S,) share of counter time that serves."""
    live_start: Ints
    live_site: Ints
    """CSR by procedure of the sites where its dossiers may be filed, for a choice that looks at
    what goes on; without any such choice, empty."""
    live_travel: Ints
    """(C, S) travel [ms]; (0, 0) without such a choice."""
    live_home: Ints
    """(C, P) the site of the authority in charge; (0, 0) likewise."""
    live_service: Ints
    """(P, S) mean service of a visit to file [ms]; (0, 0) likewise."""
    live_home_included: bool
    """Whether home is among the sites that may be chosen."""

    clock_start: Ints
    """(K + 1,) CSR of the open time of each clock, in order of time; touching sessions are one."""
    clock_from: Ints
    clock_to: Ints
    """A session that the horizon cuts is kept whole."""
    clock_day_start: Ints
    clock_day: Ints
    """CSR by clock of its working days. They reach beyond the horizon, as far as due days may."""
    clock_day_ends: Ints
    """Instant at which the last session of each working day ends: due dates are such instants."""
    clock_standard_day: Ints
    """(K,) open time of a standard day [ms]: the mean over the weekdays with hours."""


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
    dossiers: Records
    """(n_dossiers,) `DOSSIER_DTYPE`, by every channel."""
    live: Records
    """`LIVE_DTYPE`, in order of dossier: those whose site is chosen in the run."""
    stages: Floats
    """(n_dossiers, most stages of a procedure) service at each stage of the visit to file [ms] at
    a productive share of 1; NaN where there is no such stage. (n_dossiers, 0) without any stages.
    At a site it takes max(1, int(time / productive + 0.5))."""

    @property
    def n_dossiers(self) -> int:
        """Submissions drawn, by every channel."""
        return len(self.dossiers)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What an engine reports of one replication.

    The first block is aligned with the rows of `Visits`. The second has the visits caused
    during the run: those that come again, to supplement and to collect. They are CSR by site and
    within it in order of arrival: (arrived_at, dossier, purpose). `repetition` counts the visits
    of one dossier and purpose from 0. The third block is aligned with the dossiers.
    """

    called_at: Ints
    """Start of service; NEVER if it did not start."""
    left_at: Ints
    """End of service, or the moment of leaving the queue (balked, turned away: of arriving);
    NEVER for no-shows and for those who still wait at the horizon."""
    officer: SmallInts
    """Number within the site (row - officer_start[site]); NEVER."""
    fate: Codes

    caused_start: Ints
    """(S + 1,)"""
    caused_dossier: Ints
    caused_purpose: Codes
    caused_repetition: SmallInts
    caused_priority: Codes
    """The class of the dossier; where a booked visit comes again, the class of the booking."""
    caused_arrived_at: Ints
    caused_called_at: Ints
    caused_left_at: Ints
    caused_officer: SmallInts
    caused_fate: Codes

    lives: Records
    """(n_dossiers,) `LIFE_DTYPE`"""
    stages: Records
    """`STAGE_DTYPE`: every stage reached by a visit of a procedure with stages, in order of
    (dossier, repetition, stage)."""
    held: Records
    """`HELD_DTYPE`: when officers outside duty stood by for visits still on their way through the
    stages, in order of (officer, since)."""

    worked_from: Ints
    """(len(roster.duty_from),) start of each duty as worked: later than planned where an
    extended break (R4) cut it, equal to `duty_to` where nothing was left of it."""
    waiting_time: Ints | None = None
    """(S,) integral of the number waiting up to the horizon [visit ms], where the engine
    observes it event by event."""
