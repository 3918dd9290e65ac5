"""What is added up of a site while it is played, where no row of any visit is wanted.

Whoever asks what a change does to one site asks for sums, and a hundred thousand rows written to be
read once take longer than playing them. Here each visit is counted when it is called, or leaves.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.engines.kernel.state import DAY_MS, OPEN, Ints, Record
from sim.jit import compiled, hot

SLOT_MS = 1_800_000
N_SLOTS = DAY_MS // SLOT_MS

N_VISITS, N_TICKETS, N_SERVED, N_LEFT, WAIT, WAIT_LEFT, WITHIN, UNDECIDED = range(8)
N_COUNTS = 8
"""Columns of `Sums.counts`: visits; tickets; those served; those who left on their own account;
how long those served waited, and the others [ms]; tickets called within the limit; those open
at the end that had not waited for longer than it."""

BUSY, OVERTIME = 0, 1
N_TIMES = 2


class Frame(NamedTuple):
    """What is measured."""

    period_from: int
    period_to: int
    limit: int
    """The wait of interest [ms]."""
    is_cut: bool
    """Whether the run would go on: who is sent home on the last day comes again after its end."""


class Sums(NamedTuple):
    """What was added up, all zeroed before."""

    counts: Ints
    """(N_SLOTS, N_COUNTS) by the half-hour of the day in which visits of the period come"""
    line: Ints
    """(2, half-hours since instant 0, and one) time in queues, entered by its two ends: what lies
    in a half-hour in part, and by how many the number changes of those there for whole ones"""
    time: Ints
    """(N_TIMES,) of officers in the period [ms]"""


@hot
def count_arrival(frame: Frame, sums: Sums, at: int) -> None:
    """A visit comes."""
    if frame.period_from <= at < frame.period_to:
        sums.counts[at % DAY_MS // SLOT_MS, N_VISITS] += 1


@hot
def enter(line: Ints, since: int, until: int) -> None:
    """Enter a time in the line, however long."""
    if since >= until:
        return
    first, last = since // SLOT_MS, until // SLOT_MS
    if first == last:
        line[0, first] += until - since
        return
    line[0, first] += (first + 1) * SLOT_MS - since
    line[1, first + 1] += 1
    line[1, last] -= 1
    line[0, last] += until - last * SLOT_MS


@hot
def count_served(frame: Frame, sums: Sums, since: int, at: int) -> None:
    """A ticket of `since` is called at `at`."""
    if frame.period_from <= since < frame.period_to:
        slot, wait = since % DAY_MS // SLOT_MS, at - since
        sums.counts[slot, N_TICKETS] += 1
        sums.counts[slot, N_SERVED] += 1
        sums.counts[slot, WAIT] += wait
        if wait <= frame.limit:
            sums.counts[slot, WITHIN] += 1
    enter(sums.line, max(since, frame.period_from), min(at, frame.period_to))


@hot
def count_left(frame: Frame, sums: Sums, since: int, at: int, left: bool, fate: int) -> None:
    """A ticket of `since` ends at `at` without service; `left`: on the visitor's own account."""
    if frame.period_from <= since < frame.period_to:
        slot, wait = since % DAY_MS // SLOT_MS, at - since
        sums.counts[slot, N_TICKETS] += 1
        sums.counts[slot, WAIT_LEFT] += wait
        if left:
            sums.counts[slot, N_LEFT] += 1
        elif fate == OPEN and not frame.is_cut and wait <= frame.limit:
            sums.counts[slot, UNDECIDED] += 1
    enter(sums.line, max(since, frame.period_from), min(at, frame.period_to))


@hot
def count_in_vain(frame: Frame, sums: Sums, clock: int, until: int, times: int) -> None:
    """So many times in the period a ticket of a time of day ended by giving up at another one."""
    slot, last = clock // SLOT_MS, until // SLOT_MS
    sums.counts[slot, N_VISITS] += times
    sums.counts[slot, N_TICKETS] += times
    sums.counts[slot, N_LEFT] += times
    sums.counts[slot, WAIT_LEFT] += times * (until - clock)
    # As if on the first date, since dates are added up.
    first = frame.period_from // SLOT_MS
    if slot == last:
        sums.line[0, first + slot] += times * (until - clock)
        return
    sums.line[0, first + slot] += times * ((slot + 1) * SLOT_MS - clock)
    sums.line[1, first + slot + 1] += times
    sums.line[1, first + last] -= times
    sums.line[0, first + last] += times * (until - last * SLOT_MS)


@hot
def count_work(
    frame: Frame, sums: Sums, officer: Record, duty_from: Ints, duty_to: Ints, at: int, until: int
) -> None:
    """An officer works from `at` to `until`, on duty or not."""
    since, until = max(at, frame.period_from), min(until, frame.period_to)
    if since >= until:
        return
    sums.time[BUSY] += until - since
    if not officer.on_duty or until > duty_to[officer.current]:
        sums.time[OVERTIME] += off_duty(officer, duty_from, duty_to, since, until)


@compiled
def off_duty(officer: Record, duty_from: Ints, duty_to: Ints, since: int, until: int) -> int:
    """What of [since, until) lies outside the officer's duty [ms]."""
    duty = max(officer.current, officer.first_duty)
    while duty < officer.end_duty and duty_to[duty] <= since:
        duty += 1
    overtime = 0
    while since < until:
        gap_to = until
        if duty < officer.end_duty:
            gap_to = min(until, duty_from[duty])
        if gap_to > since:
            overtime += gap_to - since
            since = gap_to
        if since < until:
            since = duty_to[duty]
            duty += 1
    return overtime
