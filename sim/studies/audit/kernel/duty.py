"""Duty and holds of officers, read off what they did: arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.jit import allocating, compiled
from sim.model.tables import NEVER, Fate, Ints, Records
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import Jobs

SERVED = int(Fate.SERVED)


class Duty(NamedTuple):
    """Duty as worked, CSR by officer; empty where nothing was left of it."""

    start: Ints
    planned: Ints
    """Start as planned."""
    since: Ints
    until: Ints


class Ways(NamedTuple):
    """Visits that passed stages, CSR over the rows of `Outcome.stages`."""

    start: Ints
    site: Ints
    came: Ints
    first_skill: Ints
    """Place of the first stage's skill in `skill`."""
    n_skills: Ints
    skill: Ints
    until: Ints
    """(rows,) end of the wait at each stage that was reached."""
    gone: Ints
    """End of the last service or wait."""


@compiled
def first_after(ends: Ints, low: int, high: int, at: int) -> int:
    """The first place in [low, high) with ends[place] > at, or high."""
    while low < high:
        middle = (low + high) // 2
        if ends[middle] > at:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def is_on_duty(duty: Duty, officer: int, at: int) -> bool:
    """R1: half-open."""
    k = first_after(duty.until, duty.start[officer], duty.start[officer + 1], at)
    return bool(k < duty.start[officer + 1] and duty.since[k] <= at)


@compiled
def off_duty(duty: Duty, officer: int, at: int) -> int:
    """How far an instant is from the officer's nearest duty [ms]; 0: within."""
    first, last = duty.start[officer], duty.start[officer + 1]
    k = first_after(duty.until, first, last, at)
    far = 1 << 60
    if k < last:
        if duty.since[k] <= at < duty.until[k]:
            return 0
        far = duty.since[k] - at
    if k > first:
        far = min(far, at - duty.until[k - 1] + 1)
    return far


@compiled
def note_ways(layout: Layout, ways: Ways, kept: Ints) -> None:
    """R10: until when a visit of before each hold may still come to each officer, into `kept`.

    `kept` is (O, most holds of a site), filled with NEVER.
    """
    for w in range(len(ways.site)):
        site = ways.site[w]
        first, last = layout.hold_start[site], layout.hold_start[site + 1]
        h = first_after(layout.hold_at, first, last, ways.came[w])
        while h < last and layout.hold_at[h] < ways.gone[w]:
            for officer in range(layout.officer_start[site], layout.officer_start[site + 1]):
                until = _may_come_until(layout, ways, w, officer)
                if until > kept[officer, h - first]:
                    kept[officer, h - first] = until
            h += 1


@compiled
def _may_come_until(layout: Layout, ways: Ways, w: int, officer: int) -> int:
    """Until when it may be called at the last stage within the officer's skills."""
    skills = layout.officer_set[officer]
    reached = ways.start[w + 1] - ways.start[w]
    for i in range(ways.n_skills[w] - 1, -1, -1):
        if layout.set_skills[skills, ways.skill[ways.first_skill[w] + i]]:
            until = ways.until[ways.start[w] + i] if i < reached else ways.gone[w]
            return int(min(until, layout.horizon))
    return NEVER


@compiled
def note_holds(layout: Layout, duty: Duty, jobs: Jobs, kept: Ints, held: Ints) -> None:
    """R6: until when each officer was held from each hold of the site, into `held`.

    (O, most holds of a site); NEVER where they were not on duty just before. A hold lasts as long
    as its officer serves one after the other, and in a closing while somebody may still come.
    """
    for site in range(len(layout.officer_start) - 1):
        for officer in range(layout.officer_start[site], layout.officer_start[site + 1]):
            for h in range(layout.hold_start[site], layout.hold_start[site + 1]):
                at = layout.hold_at[h]
                k = h - layout.hold_start[site]
                if is_on_duty(duty, officer, at - 1):
                    held[officer, k] = _held_until(
                        layout, jobs, site, officer, at, kept[officer, k]
                    )


@compiled
def _held_until(layout: Layout, jobs: Jobs, site: int, officer: int, at: int, kept: int) -> int:
    """The end of a hold from `at`."""
    last = jobs.start[officer + 1]
    while at < layout.horizon:
        k = first_after(jobs.since, jobs.start[officer], last, at) - 1
        is_busy = k >= jobs.start[officer] and at < jobs.until[k]
        if is_busy and not (jobs.since[k] == at and jobs.when_idle[k]):
            at = jobs.until[k]
            continue
        limit = min(_closing_until(layout, site, at), kept, layout.horizon)
        if limit <= at:
            return at
        if is_busy:
            at = jobs.until[k]
            continue
        resumes_at = jobs.since[k + 1] if k + 1 < last else layout.horizon
        if resumes_at > limit:
            return limit
        at = resumes_at
    return at


@compiled
def _closing_until(layout: Layout, site: int, at: int) -> int:
    """The latest close, if the hall is closing at that instant; else the instant."""
    first, last = layout.close_start[site], layout.close_start[site + 1]
    k = first_after(layout.close_at, first, last, at) - 1
    if k >= first and layout.close_at[k] <= at < layout.close_until[k]:
        return int(layout.close_until[k])
    return at


@compiled
def could_serve(
    layout: Layout, duty: Duty, held: Ints, site: int, officer: int, came: int, at: int
) -> bool:
    """R6: on duty anybody, else who came before a hold that lasts."""
    if is_on_duty(duty, officer, at):
        return True
    first = layout.hold_start[site]
    h = first_after(layout.hold_at, first, layout.hold_start[site + 1], at) - 1
    while h >= first and layout.hold_at[h] > came:
        if held[officer, h - first] > at:
            return True
        h -= 1
    return False


@allocating
def busy_on_duty(duty: Duty, jobs: Jobs, totals: Ints) -> None:
    """Add up each officer's time [ms], into `totals` (O, 4): duty, idle in it, at work, off duty.

    Idle time is found between jobs, time at work outside duty job by job: neither is the rest of
    the other.
    """
    for officer in range(len(duty.start) - 1):
        first, last = jobs.start[officer], jobs.start[officer + 1]
        for k in range(duty.start[officer], duty.start[officer + 1]):
            since, until = duty.since[k], duty.until[k]
            if since >= until:
                continue
            totals[officer, 0] += until - since
            i = first_after(jobs.until, first, last, since)
            at = since
            while at < until:
                starts = min(jobs.since[i], until) if i < last else until
                if starts > at:
                    totals[officer, 1] += starts - at
                at = until if i >= last else max(at, jobs.until[i])
                i += 1
        for i in range(first, last):
            totals[officer, 2] += jobs.until[i] - jobs.since[i]
            totals[officer, 3] += _outside(duty, officer, jobs.since[i], jobs.until[i])


@compiled
def _outside(duty: Duty, officer: int, since: int, until: int) -> int:
    """What of a stretch lies outside the officer's duty."""
    last = duty.start[officer + 1]
    k = first_after(duty.until, duty.start[officer], last, since)
    left = until - since
    while k < last and duty.since[k] < until:
        part = min(until, duty.until[k]) - max(since, duty.since[k])
        if part > 0:
            left -= part
        k += 1
    return left


def duty_of(roster_start: Ints, planned: Ints, since: Ints, until: Ints) -> Duty:
    """Duty as worked: where nothing was left of one it is empty."""
    return Duty(roster_start, planned, np.minimum(since, until), until)


def ways_of(
    stages: Records, procedure: Ints, came: Ints, until: Ints, first: Ints, skill: Ints
) -> Ways:
    """The ways of visits through stages.

    `procedure`, `came` and `until` are by row of `stages`; `first` and `skill` are the CSR of
    the stages of procedures.
    """
    key = stages["dossier"], stages["repetition"]
    new = np.ones(len(stages), np.bool_)
    new[1:] = (np.diff(key[0]) != 0) | (np.diff(key[1]) != 0)
    at = np.flatnonzero(new)
    last = np.append(at[1:], len(stages)) - 1
    gone = np.where(stages["fate"][last] == SERVED, stages["left_at"][last], until[last])
    return Ways(
        start=np.append(at, len(stages)), site=stages["site"][at].astype(np.int64), came=came[at],
        first_skill=first[procedure[at]], n_skills=np.diff(first)[procedure[at]],
        skill=skill, until=until, gone=gone,
    )  # fmt: skip
