"""The whole network, date by date: first every site, then every unit.

Sites and units meet at dates alone. What a unit finishes brings a visitor on a later date, so that
a date's sites can be played one after the other, and after them its units. So the dossiers of a
date, which stand together, are in cache while that date is played.
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel.coming import expect, expect_today
from sim.engines.kernel.duty import stop_standing_by
from sim.engines.kernel.life import follow, note_intake, spread_later
from sim.engines.kernel.line import settle, watch_those_who_wait
from sim.engines.kernel.live import expected_wait, file_now, settle_at
from sim.engines.kernel.loop import SPARE, finish_overruns, note_no_shows, run_site
from sim.engines.kernel.office import is_at_rest, run_unit
from sim.engines.kernel.stages import moves_on
from sim.engines.kernel.state import (
    DAY_MS,
    FAR,
    FILE,
    INTAKE,
    OFFICER_MASK,
    OPEN,
    STANDBY,
    Counters,
    Life,
    Live,
    Record,
    Space,
)
from sim.jit import compiled, hot, prefetch


@hot
def heaps_of(run: Record, site: Record, space: Space) -> tuple[int, int]:
    """Where the heaps of a site begin and end in `again` and `deadlines`."""
    if run.again_room == 0:
        return 0, len(space.again)
    return site.number * run.again_room, (site.number + 1) * run.again_room


@compiled
def begin_date(run: Record, site: Record, counters: Counters, life: Life, space: Space) -> None:
    """Who comes to the site on this date is expected, and who waits may run out of patience."""
    s, day = site.number, run.day
    low, high = heaps_of(run, site, space)
    again, deadlines = space.again[low:high], space.deadlines[low:high]
    site.day = day
    if day == 0:
        note_no_shows(run, site, life.visits, again, space.ended, life.dossiers)
    n, row = site.n_again, life.bucket[s, day]
    while row >= 0:
        again[n].row = row
        prefetch(life.visits, row)
        n += 1
        row = life.link[row]
    for i in range(site.n_again, n):
        expect_today(site, life.visits, again, again[i].row)
    site.n_deadlines = 0
    if site.n_waiting > 0:
        queues = counters.queues[site.first_queue : site.last_queue]
        watch_those_who_wait(site, life.visits, queues, space.slots, deadlines)


@compiled
def fits(run: Record, site: Record, life: Life, space: Space) -> bool:
    """Whether the site's heaps have room for all who are expected on this date, and who wait."""
    low, high = heaps_of(run, site, space)
    n, row = site.n_again + SPARE, life.bucket[site.number, run.day]
    while row >= 0:
        n += 1
        row = life.link[row]
    return max(n, site.n_waiting + SPARE) < high - low


@compiled
def serve(
    run: Record, site: Record, counters: Counters, life: Life, space: Space, limit: int,
    stop_dossier: int,
) -> bool:  # fmt: skip
    """The counters of one site up to `limit`; False when they must be called again."""
    if site.next_at >= limit and site.n_again == 0 and site.n_deadlines == 0:
        return True
    q0, q1 = site.first_queue, site.last_queue
    f0, f1 = site.first_filled, site.last_filled
    o0, o1 = site.first_officer, site.last_officer
    k0, k1 = site.first_kind, site.last_kind
    a0, a1 = site.first_server, site.last_server
    b0, b1 = site.first_choice, site.last_choice
    d0, d1 = site.first_duty, site.last_duty
    r0, r1 = site.first_change, site.last_change
    e0, e1 = site.first_session, site.last_session
    w0, w1 = site.first_open_day, site.last_open_day
    h0, h1 = heaps_of(run, site, space)
    return run_site(
        run, site, life.visits, space.again[h0:h1], space.works, space.taken, space.ended,
        counters.queues[q0:q1], counters.officers[o0:o1], counters.kinds[k0:k1],
        counters.kind_mask[k0:k1], counters.server_start[a0:a1], counters.server_kind[b0:b1],
        counters.duty_from[d0:d1], counters.duty_to[d0:d1], counters.worked_from[d0:d1],
        counters.roster[r0:r1], life.sessions[e0:e1], life.open_day[w0:w1],
        counters.return_thresholds, counters.return_days, counters.filled[f0:f1], space.slots,
        space.fresh[o0:o1], space.completions[o0:o1], space.late_starts[o0:o1],
        space.deadlines[h0:h1], space.stages, limit, stop_dossier,
    )  # fmt: skip


@hot
def run_site_on(run: Record, counters: Counters, life: Life, space: Space) -> bool:
    """One site on the present date; False when it must be called again."""
    site = life.sites[run.site]
    if site.day != run.day:
        begin_date(run, site, counters, life, space)
    # Typed: a constant would have the whole loop compiled once more, for this value.
    if not serve(run, site, counters, life, space, (run.day + 1) * DAY_MS, int(np.int64(FAR))):
        return False
    if not follow(run, life, space.ended):
        return False
    spread_later(life, site)
    return True


@compiled
def decide_live(run: Record, counters: Counters, life: Life, space: Space, live: Live) -> bool:
    """D9: the dossiers of this date whose site is chosen now; False: to be called again."""
    while run.began < len(life.sites):
        if not fits(run, life.sites[run.began], life, space):
            return False
        begin_date(run, life.sites[run.began], counters, life, space)
        run.began += 1
    while run.next_live < run.n_live:
        d = live.undecided[run.next_live].dossier
        at = life.dossiers[d].filed_at
        if at >= (run.day + 1) * DAY_MS:
            break
        if len(life.visits) - run.n_rows <= SPARE:
            return False
        p, commune = life.dossiers[d].procedure, life.dossiers[d].commune
        home = live.home[commune, p]
        best, least = -1, FAR
        for i in range(len(life.sites)):
            s = live.near[commune, i]
            travel = live.travel[commune, s]
            # Nobody further away can do better than those without any wait.
            if travel > least:
                break
            if not live.accepts[p, s] or (s == home and not live.home_included):
                continue
            site = life.sites[s]
            if not serve(run, site, counters, life, space, at + 1, d):
                return False
            wait = expected_wait(site, counters, life.sessions, space.slots, live, p, at)
            if wait >= 0 and (travel + wait < least or (travel + wait == least and s < best)):
                best, least = s, travel + wait
        if best < 0:
            best = home
        settle_at(life, live, run.next_live, best)
        low, high = heaps_of(run, life.sites[best], space)
        row = file_now(run, life, live.undecided[run.next_live].service, d, live)
        expect(life.sites[best], life.visits, space.again[low:high], row, at)
        run.next_live += 1
    return True


@compiled
def finish_run(run: Record, counters: Counters, life: Life, space: Space) -> None:
    """At the horizon nothing happens any more but ends of services."""
    for s in range(len(life.sites)):
        site = life.sites[s]
        o0, o1 = site.first_officer, site.last_officer
        d0, d1 = site.first_duty, site.last_duty
        completions = space.completions[o0:o1]
        settle(site, life.visits, counters.queues[site.first_queue : site.last_queue], space.slots)
        for i in range(site.n_completions):
            row = counters.officers[o0 + (completions[i] & OFFICER_MASK)].serving
            if site.has_stages and moves_on(space.stages, life.visits, row):
                life.visits[row].fate, life.visits[row].left_at = OPEN, -1
            elif life.visits[row].purpose == FILE or life.visits[row].purpose == INTAKE:
                note_intake(life, row)
        for o in range(o1 - o0):
            if counters.officers[o0 + o].doing == STANDBY:
                officers = counters.officers[o0:o1]
                stop_standing_by(run, site, space.stages, officers, o, run.horizon)
        finish_overruns(
            site, counters.officers[o0:o1], completions, space.late_starts[o0:o1],
            counters.duty_from[d0:d1], counters.duty_to[d0:d1], counters.worked_from[d0:d1],
        )  # fmt: skip


@compiled
def run_network(run: Record, counters: Counters, life: Life, space: Space, live: Live) -> None:
    """Play the network to its end (`run.is_over`), or until the table of visits runs short."""
    while not run.is_over:
        if run.n_live > 0 and not decide_live(run, counters, life, space, live):
            return
        if run.site < len(life.sites):
            if not run_site_on(run, counters, life, space):
                return
            run.site += 1
        elif run.unit < len(life.units):
            unit = life.units[run.unit]
            limit = (run.day + 1) * DAY_MS
            busy = space.busy[unit.first_busy :]
            if not is_at_rest(run, unit) and not run_unit(
                run, life, unit, busy, space.joins, limit
            ):
                return
            run.unit += 1
        else:
            run.day += 1
            run.site = run.unit = run.began = run.n_joining = 0
            run.is_over = run.day == run.n_days
    finish_run(run, counters, life, space)
