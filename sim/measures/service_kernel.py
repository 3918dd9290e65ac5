"""The loops that count visits for targets: arrays only, whole milliseconds.

Lighter than a full tally: by row, what came in each half-hour of the day and on each date, and how
long those who were served waited, by minute.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.jit import compiled, hot
from sim.measures.stay import NO_SHOW, SERVED, end_of_wait
from sim.measures.structs import Rows
from sim.model.tables import DAY, MINUTE, Fate, Ints, Purpose, Records

BALKED, TURNED_AWAY = int(Fate.BALKED), int(Fate.TURNED_AWAY)
ABANDONED, OPEN = int(Fate.ABANDONED), int(Fate.OPEN)
FILE = int(Purpose.FILE)
SLOT = 30 * MINUTE
N_SLOTS = DAY // SLOT

# Columns of a table of counts; for the k-th limit there follow two more.
N_VISITS = 0
N_TICKETS = 1
N_SERVED = 2
N_LEFT = 3  # visits that left unserved, on their own account
WAIT = 4  # [ms] of visits served
WAIT_LEFT = 5  # [ms] of tickets not served
N_FIXED = 6
WITHIN = 0  # visits called within the limit
UNDECIDED = 1  # open tickets that have not yet waited for longer than it

N_MINUTES = 481
"""Waits by whole minutes, the last one for all that is longer."""


class Counts(NamedTuple):
    """What is counted, by row; all zeroed before."""

    slot: Ints
    """(R, N_SLOTS, columns) by the half-hour in which visits come"""
    day: Ints
    """(R, days of the period, columns) by the date on which they come"""
    minute: Ints
    """(R, N_MINUTES) visits served, by the minutes that they waited"""


class Frame(NamedTuple):
    """What holds for all visits of a replication."""

    period_from: int
    period_to: int
    horizon: int
    row: Ints
    """(S, P) where visits to a site for a procedure are counted"""
    limits: Ints
    """(K,) waits of interest [ms]"""


@hot
def _count(
    slot: Ints, day: Ints, minute: Ints, limits: Ints, row: int, half_hour: int, date: int,
    fate: int, wait: int,
) -> None:  # fmt: skip
    """Count one measured visit."""
    slot[row, half_hour, N_VISITS] += 1
    day[row, date, N_VISITS] += 1
    if fate in (BALKED, TURNED_AWAY, NO_SHOW):
        return
    slot[row, half_hour, N_TICKETS] += 1
    day[row, date, N_TICKETS] += 1
    total = WAIT if fate == SERVED else WAIT_LEFT
    slot[row, half_hour, total] += wait
    day[row, date, total] += wait
    if fate == SERVED:
        slot[row, half_hour, N_SERVED] += 1
        day[row, date, N_SERVED] += 1
        minute[row, min(wait // MINUTE, N_MINUTES - 1)] += 1
    elif fate == ABANDONED:
        slot[row, half_hour, N_LEFT] += 1
        day[row, date, N_LEFT] += 1
    if fate in (SERVED, OPEN):
        for k in range(len(limits)):
            if wait <= limits[k]:
                at = N_FIXED + 2 * k + (WITHIN if fate == SERVED else UNDECIDED)
                slot[row, half_hour, at] += 1
                day[row, date, at] += 1


@compiled
def count_visits(frame: Frame, rows: Rows, counts: Counts) -> None:
    """Count the measured visits, those that pass no stages."""
    for site in range(len(frame.row)):
        for i in range(rows.start[site], rows.start[site + 1]):
            fate = rows.fate[i]
            at = rows.booked[i] if fate == NO_SHOW else rows.arrived[i]
            if not frame.period_from <= at < frame.period_to:
                continue
            until = end_of_wait(fate, at, rows.called[i], rows.left[i], frame.horizon)
            _count(
                counts.slot, counts.day, counts.minute, frame.limits,
                frame.row[site, rows.procedure[i]], at % DAY // SLOT,
                (at - frame.period_from) // DAY, fate, until - at,
            )  # fmt: skip


@compiled
def count_staged(
    frame: Frame, stages: Records, dossiers: Records, stage_start: Ints, counts: Counts
) -> None:
    """Count the measured visits through stages, each by the sum of its waits.

    `stages` are in order of visits, the stages of one visit in their order.
    """
    wait, first = 0, 0
    for i in range(len(stages)):
        row = stages[i]
        if row["stage"] == 0:
            wait, first = 0, i
        since = row["joined_at"]
        wait += end_of_wait(row["fate"], since, row["called_at"], row["left_at"], frame.horizon)
        wait -= since
        if i + 1 < len(stages) and stages[i + 1]["stage"] != 0:
            continue
        at = stages[first]["joined_at"]
        if frame.period_from <= at < frame.period_to:
            procedure = dossiers[row["dossier"]]["procedure"]
            n_stages = stage_start[procedure + 1] - stage_start[procedure]
            is_last = row["stage"] + 1 == n_stages
            fate = row["fate"] if is_last or row["fate"] != SERVED else OPEN
            _count(
                counts.slot, counts.day, counts.minute, frame.limits,
                frame.row[row["site"], procedure], at % DAY // SLOT,
                (at - frame.period_from) // DAY, fate, wait,
            )  # fmt: skip
