"""The loop over the stages that visits reached: arrays only, whole milliseconds.

A visit through stages stands in several lines one after another. For the scopes that a visit
belongs to its wait is the sum of them, and it is counted once; each of its stages is counted for
the site's line of that name and, once served, for the group that served it.
"""

from __future__ import annotations

import numpy as np

from sim.jit import allocating, compiled, hot
from sim.measures.counting import (
    N_PURPOSES,
    OPEN,
    SERVED,
    WAIT,
    WAITED,
    Frame,
    Sums,
    count,
    week_cell,
)
from sim.measures.quantile_kernel import sort_keys
from sim.measures.queue_kernel import Line, Slots, spread_wait
from sim.measures.stay import end_of_wait, time_for_result
from sim.measures.structs import StagesReached, Stays, Waits
from sim.model.tables import Ints, Purpose, Records

FILE = int(Purpose.FILE)


@allocating
def in_order_of_tickets(rows: Records, n_sites: int) -> tuple[Ints, Ints]:
    """(S + 1,) CSR by site, and the rows of each site in order of `joined_at`."""
    n = len(rows)
    start = np.zeros(n_sites + 1, np.int64)
    shift = 0
    while n >> shift:
        shift += 1
    key, spare = np.empty(n, np.int64), np.empty(n, np.int64)
    for i in range(n):
        start[rows[i]["site"] + 1] += 1
        key[i] = (rows[i]["joined_at"] << shift) | i
    for site in range(n_sites):
        start[site + 1] += start[site]
    in_time = sort_keys(key, spare, n, shift)
    order = np.empty(n, np.int64)
    place = start[:-1].copy()
    for k in range(n):
        i = in_time[k] & ((1 << shift) - 1)
        site = rows[i]["site"]
        order[place[site]] = i
        place[site] += 1
    return start, order


@compiled
def count_stages(
    frame: Frame, reached: StagesReached, stays: Stays, site: int, sums: Sums, totals: Ints,
    slots: Slots, n_slots: int, line: Line, n_line: int, waits: Waits, n_waits: int, shift: int,
) -> tuple[int, int]:  # fmt: skip
    """Count a site's visits through stages, and put whoever waited in the period in line.

    What is counted by stage goes to `totals` (rows, N_SUMS) of the scopes at once. The rows of a
    visit stand together in `reached.rows`, and its last stage is the last one met here.
    """
    rows = reached.rows
    slot = 0
    for k in range(reached.start[site], reached.start[site + 1]):
        i = reached.order[k]
        row = rows[i]
        first = i - row["stage"]
        arrived = rows[first]["joined_at"]
        at = row["joined_at"]
        until = end_of_wait(row["fate"], at, row["called_at"], row["left_at"], frame.horizon)
        measured = frame.period_from <= arrived < frame.period_to
        if not (measured or (at < frame.period_to and until > frame.period_from)):
            continue
        dossier = reached.dossiers[row["dossier"]]
        procedure = dossier["procedure"]
        open_wait = 0
        if until > at:
            while slot < n_slots and slots.until[slot] <= at:
                slot += 1
            skill = procedure * N_PURPOSES + FILE
            open_wait = spread_wait(slots, slot, n_slots, at, until, skill)
            line.since[n_line] = at
            line.until[n_line] = until
            n_line += 1
        if not measured:
            continue
        stage = reached.stage_start[procedure] + row["stage"]
        scope = reached.scope[site, stage]
        n_waits = _count_stage(
            frame, site, scope, row["fate"], row["officer"], until - at, open_wait, sums, totals,
            waits, n_waits, shift,
        )  # fmt: skip
        reached.wait[first] += until - at
        reached.wait_open[first] += open_wait
        if i + 1 == len(rows) or rows[i + 1]["stage"] == 0:
            is_last = stage + 1 == reached.stage_start[procedure + 1]
            fate = row["fate"] if is_last or row["fate"] != SERVED else OPEN
            stay = row["left_at"] - arrived
            if fate == SERVED and stays.on_the_spot[procedure]:
                life = stays.lives[row["dossier"]]
                stay += time_for_result(
                    FILE, row["left_at"], life["accepted_at"], life["released_at"]
                )
            n_waits = _count_visit(
                frame, site, procedure, dossier["commune"], fate, arrived, reached.wait[first],
                reached.wait_open[first], stay, sums, waits, n_waits, shift,
            )  # fmt: skip
    return n_line, n_waits


@hot
def _count_stage(
    frame: Frame, site: int, scope: int, fate: int, officer: int, wait: int, open_wait: int,
    sums: Sums, totals: Ints, waits: Waits, n_waits: int, shift: int,
) -> int:  # fmt: skip
    """Count one stage of a measured visit for its line, and for the group that served it."""
    count(totals, scope, fate, wait, open_wait, 0, frame.wait_target)
    if fate != SERVED:
        return n_waits
    group = frame.officer_group[frame.officer_start[site] + officer]
    sums.group[group, SERVED] += 1
    if wait == 0:
        return n_waits
    sums.group[group, WAITED] += 1
    sums.group[group, WAIT] += wait
    # By its place it belongs to nothing but a group and, beyond the communes, a line.
    n_sites, n_skills = len(frame.officer_start) - 1, len(sums.skill)
    waits.key[n_waits] = (wait << shift) | n_waits
    waits.place[n_waits, 0] = n_sites * 24
    waits.place[n_waits, 1] = n_skills * 8 + 7
    waits.place[n_waits, 2] = len(sums.commune) + scope
    waits.place[n_waits, 3] = group
    return n_waits + 1


@hot
def _count_visit(
    frame: Frame, site: int, procedure: int, commune: int, fate: int, arrived: int, wait: int,
    open_wait: int, stay: int, sums: Sums, waits: Waits, n_waits: int, shift: int,
) -> int:  # fmt: skip
    """Count one measured visit whose stages are all known, by the sums over them."""
    cell = week_cell(frame, arrived)
    skill = procedure * N_PURPOSES + FILE
    count(sums.week, cell, fate, wait, open_wait, stay, frame.wait_target)
    count(sums.skill, skill, fate, wait, open_wait, stay, frame.wait_target)
    count(sums.commune, commune, fate, wait, open_wait, stay, frame.wait_target)
    if fate != SERVED or wait == 0:
        return n_waits
    waits.key[n_waits] = (wait << shift) | n_waits
    waits.place[n_waits, 0] = site * 24 + cell % 24
    waits.place[n_waits, 1] = skill * 8 + cell // 24
    waits.place[n_waits, 2] = commune
    waits.place[n_waits, 3] = len(sums.group)
    return n_waits + 1
