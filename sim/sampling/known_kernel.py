"""The compiled loops for a few sites of a province: who may ever come there is found once.

Where a submission goes does not depend on how many there are, nor on channels, counter times or
patience. So those that go to the sites of a system are looked up among all of the province once,
for more demand than there is, and a draw with other demand or manners begins from them. Each is
known by its source and number, and by its point of the unit-rate process (`arrival_kernel`).
"""

from __future__ import annotations

import math

import numpy as np

from sim.jit import AHEAD, compiled, hot, prefetch
from sim.model.tables import Floats, Words
from sim.sampling.arrival_kernel import ARRIVAL, DAY_MS, sort_by_time
from sim.sampling.decision_kernel import ONLINE, decide_date
from sim.sampling.dossier_kernel import (
    B32,
    COLLECT,
    COUNTER,
    ENQUIRE,
    FILE,
    INTAKE,
    MINUTE_MS,
    PATIENCE,
    SUPPLEMENT,
    draw_dossiers,
    quantile,
    whole_ms,
)  # fmt: skip
from sim.sampling.records import (
    Choices,
    Desk,
    Ints,
    Laws,
    Offices,
    Record,
    Shapes,
    Sources,
    Stages,
    Table,
)  # fmt: skip
from sim.sampling.stage_kernel import draw_stages
from sim.sampling.streams import Word, philox, uniform
from sim.sampling.visit_kernel import group_by_site

TIMES, PATIENCES = 1, 2
"""What may have moved since those known were drawn: how long counters take, and how long visitors
wait."""


@compiled
def scout(
    dates: Words, replication: Word, sources: Sources, bound: Floats, factors: Ints,
    factor: Floats, manners: Table, outside_share: float, choices: Choices, place: Ints,
    raw: Table, points: Floats, start: Ints, known: Table,
) -> int:  # fmt: skip
    """Write those who go to the sites that are there, date by date, while means are in `bound`.

    `bound` (Q, D) are means before day factors. `start` (D + 1,) gets where each date begins.
    Returns how many there are, or -1 if there is no room for all.
    """
    n_known = 0
    for day in range(len(dates)):
        start[day] = n_known
        n = 0
        for q in range(len(sources.key)):
            expected = bound[q, day] * factor[factors[q, 0], day] * factor[factors[q, 1], day]
            point, k = 0.0, 0
            while expected > 0.0:
                a, b, c, d = philox(sources.key[q], np.uint64(k), ARRIVAL, dates[day], replication)
                point -= math.log(uniform(a, b))
                if point >= expected:
                    break
                if n == len(raw):
                    return -1
                raw[n].source, raw[n].k, raw[n].service_u = q, k, uniform(c, d)
                points[n] = point
                n += 1
                k += 1
        decide_date(raw, n, dates[day], replication, sources, manners, 0.0, outside_share, choices)
        for i in range(n):
            site = raw[i].site
            if site >= 0 and len(place) > 0:
                site = place[site]
            if site < 0:
                continue
            if n_known == len(known):
                return -1
            each = known[n_known]
            each.point, each.service_u, each.site = points[i], raw[i].service_u, site
            each.source, each.k = raw[i].source, raw[i].k
            n_known += 1
    start[len(dates)] = n_known
    return n_known


@compiled
def prepare(
    dates: Words, replication: Word, known: Table, start: Ints, sources: Sources, shapes: Shapes,
    manners: Table, laws: Laws, productive: Floats, offices: Offices, raw: Table, rank: Ints,
    dossiers: Table, live: Table,
) -> None:  # fmt: skip
    """Draw all that those known bring along: their dossiers, with work of intake for each.

    What they take at the counter is written in `known`: to file, and to enquire.
    """
    for day in range(len(dates)):
        for j in range(start[day], start[day + 1]):
            each, one = known[j], raw[0]
            one.source, one.k, one.day, one.site = each.source, each.k, day, each.site
            one.service_u, one.filed_at, one.priority = each.service_u, 0, 0
            one.channel, one.purpose, rank[0] = ONLINE, FILE, 0
            draw_dossiers(
                raw, rank, 1, j, dates[day], replication, sources, manners, laws, shapes,
                productive, offices, dossiers, live, 0,
            )  # fmt: skip
            each.file = one.service
            law, share = manners[dossiers[j].procedure].enquire_law, productive[each.site]
            each.enquire = whole_ms(quantile(each.service_u, law, laws) * MINUTE_MS / share)


@hot
def take_dossier(
    each: Record, raw: Record, drawn: Record, dossier: Record, moved: int, date: Word,
    replication: Word, sources: Sources, manners: Table, laws: Laws, productive: Floats,
) -> None:  # fmt: skip
    """The dossier of one that is known; what is `moved` is drawn anew."""
    key, k, brings = sources.key[raw.source], np.uint64(raw.k), manners[drawn.procedure]
    more = 1.0
    if brings.bulk_law >= 0:
        more = 1.0 + brings.each_more * (drawn.dossiers - 1)
    scale, share = MINUTE_MS * more, productive[raw.site]
    dossier.filed_at, dossier.channel, dossier.priority = raw.filed_at, raw.channel, raw.priority
    dossier.enquires = raw.purpose == ENQUIRE
    if raw.channel == COUNTER:
        dossier.intake = -1
    elif moved & TIMES:
        a, b, _, _ = philox(key, k, INTAKE, date, replication)
        minutes = quantile(uniform(a, b), brings.intake_law, laws)
        dossier.intake = whole_ms(minutes * scale / share)
    raw.service = each.enquire if raw.purpose == ENQUIRE else each.file
    if moved & TIMES:
        if raw.purpose == FILE:
            length = quantile(each.service_u, brings.file_law, laws) * scale
            raw.service = whole_ms(length / share)
        elif raw.purpose == ENQUIRE:
            minutes = quantile(each.service_u, brings.enquire_law, laws)
            raw.service = whole_ms(minutes * MINUTE_MS / share)
        if drawn.supplement > 0:
            a, b, _, _ = philox(key, k, SUPPLEMENT, date, replication)
            length = quantile(uniform(a, b), brings.supplement_law, laws) * scale
            dossier.supplement = whole_ms(length / share)
        if drawn.collect > 0:
            a, b, _, _ = philox(key, k, COLLECT, date, replication)
            length = quantile(uniform(a, b), brings.collect_law, laws) * scale
            dossier.collect = whole_ms(length / share)
    if moved & PATIENCES:
        dossier.patience, dossier.return_word = -1, np.uint64(0)
        if brings.patience_law >= 0:
            a, b, c, d = philox(key, k, PATIENCE, date, replication)
            patience = quantile(uniform(a, b), brings.patience_law, laws)
            dossier.patience = whole_ms(patience * MINUTE_MS)
            if brings.returns:
                dossier.return_word = (c << B32) | d


@hot
def select(
    day: int, known: Table, first: int, last: int, mean: Floats, factors: Ints, factor: Floats,
    shape: Ints, shapes: Shapes, raw: Table, clock: Ints, known_row: Ints,
) -> int:  # fmt: skip
    """Those of rows `first` to `last` who come on a date, and when; returns how many."""
    n, before, expected, piece, begin, end = 0, -1, 0.0, 0, 0, 0
    for j in range(first, last):
        if j + AHEAD < last:
            prefetch(known, j + AHEAD)
        each = known[j]
        q = each.source
        if q != before:
            before = q
            expected = mean[day, q] * factor[factors[q, 0], day] * factor[factors[q, 1], day]
            begin = piece = shapes.start[shape[day, q]]
            end = shapes.start[shape[day, q] + 1]
        if each.point >= expected:
            continue
        share = each.point / expected
        while piece + 1 < end and shapes.upto[piece] <= share:
            piece += 1
        below = shapes.upto[piece - 1] if piece > begin else 0.0
        since = shapes.piece_from[piece]
        width = shapes.piece_to[piece] - since
        at = since + int((share - below) / (shapes.upto[piece] - below) * width)
        if width > 0:
            at = min(at, since + width - 1)
        clock[n], known_row[n] = at, j
        raw[n].filed_at, raw[n].service_u = day * DAY_MS + at, each.service_u
        raw[n].source, raw[n].k, raw[n].day = q, each.k, day
        n += 1
    return n


@compiled
def submit_known(
    dates: Words, replication: Word, known: Table, known_start: Ints, drawn: Table, moved: int,
    mean: Floats, factors: Ints, factor: Floats, sources: Sources, shape: Ints, shapes: Shapes,
    manners: Table, laws: Laws, productive: Floats, enquire_share: float, choices: Choices,
    desk: Desk, known_row: Ints, per_site: Ints, dossiers: Table, visits: Table, stages: Stages,
    stage_times: Floats,
) -> tuple[int, int]:  # fmt: skip
    """`draw_kernel.submit` of those who are known; room is there for all of them.

    `mean` (D, Q) is before day factors, nowhere above the bound of those known. `drawn` has their
    dossiers, of which what is `moved` is drawn anew. Returns how many dossiers and visits there
    are.
    """
    n_dossiers = n_visits = 0
    for s in range(len(per_site)):
        per_site[s] = 0
    raw, order, rank = desk.raw, desk.order, desk.rank
    for day in range(len(dates)):
        n = select(
            day, known, known_start[day], known_start[day + 1], mean, factors, factor, shape,
            shapes, raw, desk.clock, known_row,
        )  # fmt: skip
        # Nobody is asked again where to go.
        decide_date(raw, n, dates[day], replication, sources, manners, enquire_share, 0.0, choices)
        sort_by_time(desk.clock, order, rank, desk.tallies, n)
        for i in range(n):
            rank[order[i]] = i
        for i in range(n):
            if i + AHEAD < n:
                prefetch(drawn, known_row[i + AHEAD])
                prefetch(dossiers, n_dossiers + rank[i + AHEAD])
            row, each = n_dossiers + rank[i], known[known_row[i]]
            raw[i].site = each.site
            dossiers[row] = drawn[known_row[i]]
            take_dossier(
                each, raw[i], drawn[known_row[i]], dossiers[row], moved, dates[day], replication,
                sources, manners, laws, productive,
            )  # fmt: skip
        if stage_times.shape[1] > 0:
            draw_stages(
                raw, rank, n, n_dossiers, dates[day], replication, sources, manners, laws,
                stages, dossiers, stage_times,
            )  # fmt: skip
        n_visits = group_by_site(
            raw, order, n, n_dossiers, dossiers, desk.place, per_site, visits, n_visits
        )
        n_dossiers += n
    return n_dossiers, n_visits
