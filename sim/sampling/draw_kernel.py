"""The compiled loops of sampling, all together: date by date, from intensity to dossiers."""

from __future__ import annotations

from sim.jit import compiled
from sim.model.tables import Floats, Words
from sim.sampling.arrival_kernel import sort_by_time, submit_date
from sim.sampling.decision_kernel import decide_date
from sim.sampling.dossier_kernel import draw_dossiers
from sim.sampling.records import Choices, Desk, Ints, Laws, Offices, Shapes, Sources, Stages, Table
from sim.sampling.stage_kernel import draw_stages
from sim.sampling.streams import Word
from sim.sampling.visit_kernel import group_by_site


@compiled
def submit(
    dates: Words, replication: Word, sources: Sources, mean: Floats, shape: Ints, shapes: Shapes,
    manners: Table, laws: Laws, productive: Floats, offices: Offices, enquire_share: float,
    outside_share: float, choices: Choices, place: Ints, desk: Desk, per_site: Ints,
    dossiers: Table, visits: Table, live: Table, stages: Stages, stage_times: Floats,
) -> tuple[int, int, int]:  # fmt: skip
    """Write all dossiers in their order, and the visits that they cause, date by date and by site.

    `place` gives the sites chosen their numbers in the system, and NEVER to those left out with
    all that is filed there; it is empty where none is left out.

    Returns how many dossiers, visits and dossiers without a site there are, or -1 if there is
    no room for all. (The last row of `live` is working space.)
    """
    n_dossiers = n_visits = n_live = 0
    for s in range(len(per_site)):
        per_site[s] = 0
    raw, order, rank = desk.raw, desk.order, desk.rank
    for day in range(len(dates)):
        date = dates[day]
        n = submit_date(
            day, date, replication, sources.key, mean, shape, shapes.start, shapes.piece_from,
            shapes.piece_to, shapes.upto, desk.clock, raw,
        )  # fmt: skip
        if n < 0:
            return -1, -1, -1
        decide_date(
            raw, n, date, replication, sources, manners, enquire_share, outside_share, choices
        )
        if len(place) > 0:
            n = keep_there(raw, desk.clock, n, place)
        if n_dossiers + n > len(dossiers):
            return -1, -1, -1
        sort_by_time(desk.clock, order, rank, desk.tallies, n)
        for i in range(n):
            rank[order[i]] = i
        n_live = draw_dossiers(
            raw, rank, n, n_dossiers, date, replication, sources, manners, laws, shapes,
            productive, offices, dossiers, live, n_live,
        )  # fmt: skip
        if stage_times.shape[1] > 0:
            draw_stages(
                raw, rank, n, n_dossiers, date, replication, sources, manners, laws, stages,
                dossiers, stage_times,
            )  # fmt: skip
        n_visits = group_by_site(
            raw, order, n, n_dossiers, dossiers, desk.place, per_site, visits, n_visits
        )
        n_dossiers += n
    return n_dossiers, n_visits, n_live


@compiled
def keep_there(raw: Table, clock: Ints, n: int, place: Ints) -> int:
    """Of the first n submissions keep those of sites that are there, in their order."""
    kept = 0
    for i in range(n):
        site = place[raw[i].site] if raw[i].site >= 0 else -1
        if site >= 0:
            raw[kept] = raw[i]
            raw[kept].site = site
            clock[kept] = clock[i]
            kept += 1
    return kept
