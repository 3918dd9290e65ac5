"""The loop over the officers' time: arrays only, whole milliseconds, cut at the period's ends.

An officer is busy with visits that are served, at whatever stage, and with intake work: what is
to be done when a dossier comes online or by post. To stand by at an idle desk after duty, because
somebody may still come from another one (R10), is overtime, but not busy.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, compiled, inlined
from sim.measures.structs import Lookup, Rows, StagesReached
from sim.model.tables import HOUR, NEVER, Channel, Fate, Ints, Records, SmallInts

SERVED = int(Fate.SERVED)
COUNTER = int(Channel.COUNTER)

# Columns of a table of officer time [ms].
BUSY = 0  # serving, or at intake work
OVERTIME = 1  # busy, or held, outside duty
DUTY = 2  # on duty
N_TIMES = 3


class Roster(NamedTuple):
    """Who is on duty when; see `tables.System` and `tables.Roster`."""

    period_from: int
    period_to: int
    first_weekday: int
    officer_start: Ints
    officer_group: SmallInts
    duty_start: Ints
    duty_from: Ints
    """As worked: after a break that was extended."""
    duty_to: Ints


class Works(NamedTuple):
    """Intake work, CSR by site and within it in order of dossiers."""

    start: Ints
    since: Ints
    until: Ints
    officer: SmallInts
    """Number within the site."""


@allocating
def intake_works(dossiers: Records, lives: Records, n_sites: int) -> Works:
    """The intake work that was begun, of the dossiers that came online or by post."""
    start = np.zeros(n_sites + 1, np.int64)
    for i in range(len(lives)):
        if dossiers[i]["channel"] != COUNTER and lives[i]["intake_from"] != NEVER:
            start[dossiers[i]["site"] + 1] += 1
    for site in range(n_sites):
        start[site + 1] += start[site]
    since, until = np.empty(start[-1], np.int64), np.empty(start[-1], np.int64)
    officer = np.empty(start[-1], np.int32)
    place = start[:-1].copy()
    for i in range(len(lives)):
        if dossiers[i]["channel"] != COUNTER and lives[i]["intake_from"] != NEVER:
            k = place[dossiers[i]["site"]]
            place[dossiers[i]["site"]] = k + 1
            since[k], until[k] = lives[i]["intake_from"], lives[i]["intake_to"]
            officer[k] = lives[i]["intake_officer"]
    return Works(start, since, until, officer)


@allocating
def tally_officers(
    roster: Roster, drawn: Rows, caused: Rows, reached: StagesReached, works: Works,
    held: Records, lookup: Lookup, totals: Ints,
) -> None:  # fmt: skip
    """Add to `totals` (rows, N_TIMES) what the officers of every site did in the period."""
    n_hours = roster.period_to // HOUR + 2
    clock = np.zeros((n_hours, N_TIMES), np.int64)  # one site's time by hour since instant 0
    present = np.zeros(n_hours, np.int64)
    group = np.zeros((len(lookup.group), N_TIMES), np.int64)
    hint = roster.duty_start[:-1].copy()
    n_held = 0
    for site in range(len(lookup.site)):
        _add_services(roster, drawn, site, hint, clock, group)
        _add_services(roster, caused, site, hint, clock, group)
        _add_stages(roster, reached, site, hint, clock, group)
        _add_works(roster, works, site, hint, clock, group)
        n_held = _add_held(roster, held, n_held, site, clock, group)
        _add_duties(roster, site, clock, present, group)
        _add_clock(roster, site, clock, present, lookup, totals)
    for g in range(len(group)):
        for column in range(N_TIMES):
            _add(totals, lookup.group[g], column, group[g, column])


@allocating
def _add_services(
    roster: Roster, rows: Rows, site: int, hint: Ints, clock: Ints, group: Ints
) -> None:
    """Add a site's services, and what of them lies outside the duty of the officer."""
    for i in range(rows.start[site], rows.start[site + 1]):
        if rows.fate[i] != SERVED:
            continue
        since = max(rows.called[i], roster.period_from)
        until = min(rows.left[i], roster.period_to)
        officer = roster.officer_start[site] + rows.officer[i]
        if since < until:
            _add_busy(roster, officer, hint, clock, group, since, until)


@compiled
def _add_stages(
    roster: Roster, reached: StagesReached, site: int, hint: Ints, clock: Ints, group: Ints
) -> None:
    """Add a site's services at stages, each by the officer of the stage, likewise."""
    for k in range(reached.start[site], reached.start[site + 1]):
        row = reached.rows[reached.order[k]]
        if row["fate"] != SERVED:
            continue
        since = max(row["called_at"], roster.period_from)
        until = min(row["left_at"], roster.period_to)
        officer = roster.officer_start[site] + row["officer"]
        if since < until:
            _add_busy(roster, officer, hint, clock, group, since, until)


@allocating
def _add_held(
    roster: Roster, held: Records, first: int, site: int, clock: Ints, group: Ints
) -> int:
    """Add what a site's officers stood by outside duty, from row `first`; return where it ends."""
    k = first
    while k < len(held) and held[k]["officer"] < roster.officer_start[site + 1]:
        since = max(held[k]["since"], roster.period_from)
        until = min(held[k]["until"], roster.period_to)
        if since < until:
            group[roster.officer_group[held[k]["officer"]], OVERTIME] += until - since
            _add_by_hour(clock, OVERTIME, since, until)
        k += 1
    return k


@allocating
def _add_works(
    roster: Roster, works: Works, site: int, hint: Ints, clock: Ints, group: Ints
) -> None:
    """Add a site's intake work, likewise."""
    for i in range(works.start[site], works.start[site + 1]):
        since = max(works.since[i], roster.period_from)
        until = min(works.until[i], roster.period_to)
        officer = roster.officer_start[site] + works.officer[i]
        if since < until:
            _add_busy(roster, officer, hint, clock, group, since, until)


@inlined
def _add_busy(
    roster: Roster, officer: int, hint: Ints, clock: Ints, group: Ints, since: int, until: int
) -> None:
    """Add what an officer did in [since, until), and what of it lies outside duty."""
    g = roster.officer_group[officer]
    group[g, BUSY] += until - since
    _add_by_hour(clock, BUSY, since, until)
    # Most services lie in the duty in which the officer's service before this one lay.
    duty = hint[officer]
    if (
        duty == roster.duty_start[officer + 1]
        or since < roster.duty_from[duty]
        or until > roster.duty_to[duty]
    ):
        hint[officer], overtime = _add_overtime(roster, officer, clock, since, until)
        group[g, OVERTIME] += overtime


@inlined
def _add_by_hour(clock: Ints, column: int, since: int, until: int) -> None:
    """Add [since, until) to a column of the clock."""
    hour = since // HOUR
    while since < until:
        end = min(until, (hour + 1) * HOUR)
        clock[hour, column] += end - since
        since = end
        hour += 1


@allocating
def _add_overtime(
    roster: Roster, officer: int, clock: Ints, since: int, until: int
) -> tuple[int, int]:
    """Add what of [since, until) is outside an officer's duty.

    Returns the duty in which the service begins, or the next one, and the overtime [ms].
    """
    last = roster.duty_start[officer + 1]
    begin = _first_ending_after(roster.duty_to, roster.duty_start[officer], last, since)
    duty = begin
    overtime = 0
    while since < until:
        gap_to = min(until, roster.duty_from[duty]) if duty < last else until
        if gap_to > since:
            overtime += gap_to - since
            _add_by_hour(clock, OVERTIME, since, gap_to)
            since = gap_to
        if since < until:
            since = roster.duty_to[duty]
            duty += 1
    return begin, overtime


@allocating
def _first_ending_after(duty_to: Ints, low: int, high: int, at: int) -> int:
    """First position in [low, high) whose end is after `at`, or `high`."""
    while low < high:
        middle = (low + high) // 2
        if duty_to[middle] > at:
            high = middle
        else:
            low = middle + 1
    return low


@allocating
def _add_duties(roster: Roster, site: int, clock: Ints, present: Ints, group: Ints) -> None:
    """Add the duties of a site's officers; `present` takes changes in who is there all hour."""
    for officer in range(roster.officer_start[site], roster.officer_start[site + 1]):
        g = roster.officer_group[officer]
        for i in range(roster.duty_start[officer], roster.duty_start[officer + 1]):
            since = max(roster.duty_from[i], roster.period_from)
            until = min(roster.duty_to[i], roster.period_to)
            if since >= until:
                continue
            group[g, DUTY] += until - since
            first = since // HOUR
            last = until // HOUR
            # The first hour counts whole, then loses what was before; the last one adds its part.
            present[first] += 1
            present[last] -= 1
            clock[first, DUTY] -= since - first * HOUR
            clock[last, DUTY] += until - last * HOUR


@allocating
def _add_clock(
    roster: Roster, site: int, clock: Ints, present: Ints, lookup: Lookup, totals: Ints
) -> None:
    """Add a site's hours to the rows of its scopes, and clear them."""
    week = np.zeros((7 * 24, N_TIMES), np.int64)
    there = 0
    for h in range(roster.period_from // HOUR, len(clock)):
        there += present[h]
        cell = (h + roster.first_weekday * 24) % (7 * 24)
        week[cell, BUSY] += clock[h, BUSY]
        week[cell, OVERTIME] += clock[h, OVERTIME]
        week[cell, DUTY] += clock[h, DUTY] + there * HOUR
        clock[h, BUSY] = clock[h, OVERTIME] = clock[h, DUTY] = present[h] = 0
    for cell in range(len(week)):
        weekday, hour = divmod(cell, 24)
        for column in range(N_TIMES):
            value = week[cell, column]
            if value != 0:
                _add(totals, lookup.site[site], column, value)
                _add(totals, lookup.hour[site, hour], column, value)
                totals[lookup.weekday[weekday], column] += value
                totals[lookup.site_weekday[site, weekday], column] += value


@allocating
def _add(totals: Ints, rows: SmallInts, column: int, value: int) -> None:
    """Add a value to a column of some rows."""
    for row in rows:
        totals[row, column] += value
