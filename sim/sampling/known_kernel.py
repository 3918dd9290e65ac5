"""The compiled loops for a few sites of a province: who may ever come there is found once.

Where a submission goes does not depend on how many there are, nor on channels, counter times or
patience. So those that go to the sites of a system are looked up among all of the province once,
for more demand than there is, and a draw with other demand or manners begins from them. Each is
known by its source and number, and by its point of the unit-rate process (`arrival_kernel`).
"""

from __future__ import annotations

import math

import numpy as np

from sim.jit import compiled
from sim.model.tables import Floats, Words
from sim.sampling.arrival_kernel import ARRIVAL, DAY_MS
from sim.sampling.decision_kernel import decide_date
from sim.sampling.draw_kernel import write_date
from sim.sampling.records import (
    Choices, Desk, Ints, Laws, Offices, Shapes, Sources, Stages, Table,
)  # fmt: skip
from sim.sampling.streams import Word, philox, uniform


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
                a, b, c, d = philox(
                    sources.key[q], np.uint64(k), ARRIVAL, dates[day], replication
                )
                point -= math.log(uniform(a, b))
                if point >= expected:
                    break
                if n == len(raw):
                    return -1
                raw[n].source, raw[n].k, raw[n].service_u = q, k, uniform(c, d)
                points[n] = point
                n += 1
                k += 1
        decide_date(
            raw, n, dates[day], replication, sources, manners, 0.0, outside_share, choices
        )
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
def submit_known(
    dates: Words, replication: Word, known: Table, known_start: Ints, mean: Floats, factors: Ints,
    factor: Floats, sources: Sources, shape: Ints, shapes: Shapes, manners: Table, laws: Laws,
    productive: Floats, offices: Offices, enquire_share: float, choices: Choices, desk: Desk,
    per_site: Ints, dossiers: Table, visits: Table, live: Table, stages: Stages,
    stage_times: Floats,
) -> tuple[int, int]:  # fmt: skip
    """`draw_kernel.submit` of those who are known; room is there for all of them.

    `mean` (Q, D) is before day factors, nowhere above the bound of those known.
    Returns how many dossiers and visits there are.
    """
    n_dossiers = n_visits = 0
    for s in range(len(per_site)):
        per_site[s] = 0
    raw, order, rank = desk.raw, desk.order, desk.rank
    for day in range(len(dates)):
        n, before, expected, piece, first, last = 0, -1, 0.0, 0, 0, 0
        for j in range(known_start[day], known_start[day + 1]):
            each = known[j]
            q = each.source
            if q != before:
                before = q
                expected = mean[q, day] * factor[factors[q, 0], day] * factor[factors[q, 1], day]
                first = piece = shapes.start[shape[day, q]]
                last = shapes.start[shape[day, q] + 1]
            if each.point >= expected:
                continue
            share = each.point / expected
            while piece + 1 < last and shapes.upto[piece] <= share:
                piece += 1
            below = shapes.upto[piece - 1] if piece > first else 0.0
            since, width = shapes.piece_from[piece], shapes.piece_to[piece]
            width -= since
            at = since + int((share - below) / (shapes.upto[piece] - below) * width)
            if width > 0:
                at = min(at, since + width - 1)
            desk.clock[n], rank[n] = at, each.site
            raw[n].filed_at, raw[n].service_u = day * DAY_MS + at, each.service_u
            raw[n].source, raw[n].k, raw[n].day = q, each.k, day
            n += 1
        # Nobody is asked again where to go.
        decide_date(
            raw, n, dates[day], replication, sources, manners, enquire_share, 0.0, choices
        )
        for i in range(n):
            raw[i].site = rank[i]
        n_visits, _ = write_date(
            dates[day], replication, n, n_dossiers, n_visits, 0, sources, shapes, manners, laws,
            productive, offices, desk, per_site, dossiers, visits, live, stages, stage_times,
        )  # fmt: skip
        n_dossiers += n
    return n_dossiers, n_visits
