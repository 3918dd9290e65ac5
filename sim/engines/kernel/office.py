"""Processing units: earliest due date first, by so many processors, in open time (D5).

A date at a time: dossiers that join today come in order of time from a heap of packed integers,
those that wait are a skew heap (Sleator and Tarjan 1986) whose links stand in the dossiers' nodes,
so that units of any size share one table.
"""

from __future__ import annotations

from sim.engines.kernel import heaps
from sim.engines.kernel.hours import open_time_after
from sim.engines.kernel.life import announce
from sim.engines.kernel.state import DAY_MS, FAR, Ints, Life, Record, Table
from sim.jit import compiled, hot, prefetch

DOSSIER_BITS = 35
DOSSIER_MASK = (1 << DOSSIER_BITS) - 1


@hot
def goes_before(nodes: Table, lives: Table, a: int, b: int) -> bool:
    """D5: earliest due date, then acceptance, then index."""
    if nodes[a].due != nodes[b].due:
        return nodes[a].due < nodes[b].due
    if lives[a].accepted_at != lives[b].accepted_at:
        return lives[a].accepted_at < lives[b].accepted_at
    return a < b


@hot
def meld(nodes: Table, lives: Table, a: int, b: int) -> int:
    """One heap of two, -1 being an empty one; returns its first dossier."""
    if a < 0:
        return b
    if b < 0:
        return a
    if goes_before(nodes, lives, b, a):
        a, b = b, a
    first = a
    while True:
        rest = nodes[a].right
        nodes[a].right = nodes[a].left
        if rest < 0:
            nodes[a].left = b
            return first
        if goes_before(nodes, lives, b, rest):
            rest, b = b, rest
        nodes[a].left = rest
        a = rest


@hot
def line_up(run: Record, life: Life, unit: Record, joins: Ints, day: int) -> None:
    """Put those that join the unit today in order of time."""
    k = unit.joins
    unit.joins = -1
    while k >= 0:
        join = life.joining[k]
        prefetch(life.dossiers, join.dossier)
        prefetch(life.lives, join.dossier)
        key = ((join.at - day * DAY_MS) << DOSSIER_BITS) | join.dossier
        run.n_joins = heaps.push(joins, run.n_joins, key)
        k = join.next


@hot
def begin_job(run: Record, life: Life, unit: Record, busy: Ints, at: int) -> None:
    """A processor takes the first dossier that waits."""
    nodes, lives, d = life.nodes, life.lives, unit.heap
    unit.heap = meld(nodes, lives, nodes[d].left, nodes[d].right)
    each = life.dossiers[d]
    lives[d].begun_at = at
    done_at = open_time_after(life, unit, at, each.effort)
    unit.free -= 1
    unit.n_busy = heaps.push(busy, unit.n_busy, done_at)
    ready_at = FAR
    if done_at < FAR:
        ready_at = open_time_after(life, unit, done_at, each.lead)
    announce(run, life, d, done_at, ready_at)


@compiled
def run_unit(run: Record, life: Life, unit: Record, busy: Ints, joins: Ints, limit: int) -> bool:
    """Everything that happens at one unit before `limit`, the end of the present date.

    Returns False when the tables of visits run short of room, to be called again.
    """
    stretches, nodes, lives = life.stretches, life.nodes, life.lives
    day = (limit - 1) // DAY_MS
    if unit.joins >= 0:
        line_up(run, life, unit, joins, day)
    while run.n_joins > 0 or unit.heap >= 0:
        if len(life.visits) - run.n_rows <= unit.free + unit.n_busy:
            return False
        join_at = FAR
        if run.n_joins > 0:
            join_at = (joins[0] >> DOSSIER_BITS) + day * DAY_MS
        # Without anybody who waits, only a joining can start work.
        at = join_at
        if unit.heap >= 0:
            at = min(at, next_chance(unit, stretches, busy))
        if at >= limit:
            break
        while unit.n_busy > 0 and busy[0] <= at:
            unit.n_busy = heaps.pop(busy, unit.n_busy)
            unit.free += 1
        while run.n_joins > 0 and (joins[0] >> DOSSIER_BITS) + day * DAY_MS == at:
            d = joins[0] & DOSSIER_MASK
            run.n_joins = heaps.pop(joins, run.n_joins)
            nodes[d].left = nodes[d].right = -1
            unit.heap = meld(nodes, lives, unit.heap, d)
        while unit.session < unit.last_session and stretches[unit.session].until <= at:
            unit.session += 1
        if unit.session < unit.last_session and stretches[unit.session].since <= at:
            while unit.free > 0 and unit.heap >= 0:
                begin_job(run, life, unit, busy, at)
    return True


@hot
def next_chance(unit: Record, stretches: Table, busy: Ints) -> int:
    """The next instant at which a dossier that waits could begin, joinings apart."""
    if unit.session == unit.last_session:
        return FAR
    opens_at = stretches[unit.session].since
    if unit.free > 0:
        return opens_at
    return max(busy[0], opens_at)
