"""Processing units: earliest due date first, by so many processors, in open time (D5).

A date at a time. Dossiers are due at the end of a working day of their unit, or never, so that
those that wait stand in lines by due day. One that joins on acceptance was accepted last of all
there and goes to the end; those that were mended before they join are fewer, and have a line in
order beside it. Links of lines stand in the nodes of dossiers, so that units share a table.
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
def accepted_before(lives: Table, a: int, b: int) -> bool:
    """D5, of dossiers with the same due date: acceptance, then index."""
    if lives[a].accepted_at != lives[b].accepted_at:
        return bool(lives[a].accepted_at < lives[b].accepted_at)
    return a < b


@compiled
def line_up_mended(life: Life, line: Record, d: int) -> None:
    """Put a dossier among the mended ones of its line, in order."""
    nodes, lives = life.nodes, life.lives
    before, after = -1, line.mended
    while after >= 0 and accepted_before(lives, after, d):
        before, after = after, nodes[after].next
    nodes[d].next = after
    if before < 0:
        line.mended = d
    else:
        nodes[before].next = d


@hot
def join_line(life: Life, unit: Record, d: int, at: int) -> None:
    """A dossier joins those that wait for a processor."""
    nodes = life.nodes
    number = nodes[d].line
    line = life.lines[number]
    if unit.n_waiting == 0 or number < unit.first_waiting:
        unit.first_waiting = number
    unit.n_waiting += 1
    if life.lives[d].accepted_at < at:
        line_up_mended(life, line, d)
        return
    nodes[d].next = -1
    if line.head < 0:
        line.head = d
    else:
        nodes[line.tail].next = d
    line.tail = d


@hot
def take_first(life: Life, unit: Record) -> int:
    """D5: the dossier that goes first of those that wait leaves its line."""
    nodes, number = life.nodes, unit.first_waiting
    while life.lines[number].head < 0 and life.lines[number].mended < 0:
        number += 1
    unit.first_waiting = number
    unit.n_waiting -= 1
    line = life.lines[number]
    d, mended = line.head, line.mended
    if d < 0 or (mended >= 0 and accepted_before(life.lives, mended, d)):
        line.mended = nodes[mended].next
        return mended
    following = nodes[d].next
    line.head = following
    if following >= 0:
        # Long lines are not near. Of the next one the node is, since its turn was seen to come.
        prefetch(life.lives, following)
        further = nodes[following].next
        if further >= 0:
            prefetch(nodes, further)
            prefetch(life.dossiers, further)
    return d


@hot
def expect_joins(run: Record, life: Life, unit: Record, joins: Ints, day: int) -> None:
    """Put those that join the unit today in order of time.

    They come from the last to the first, most of them in order: those make a stack at the end of
    `joins`, the others a heap at its beginning.
    """
    k, top = unit.joins, len(joins)
    unit.joins = -1
    while k >= 0:
        join = life.joining[k]
        key = ((join.at - day * DAY_MS) << DOSSIER_BITS) | join.dossier
        if top == len(joins) or key < joins[top]:
            top -= 1
            joins[top] = key
        else:
            run.n_joins = heaps.push(joins, run.n_joins, key)
        k = join.next
    run.n_in_order = len(joins) - top


@hot
def next_join(run: Record, joins: Ints) -> int:
    """The key of the next dossier to join; FAR: none does any more today."""
    key = FAR
    if run.n_in_order > 0:
        key = joins[len(joins) - run.n_in_order]
    if run.n_joins > 0:
        key = min(key, joins[0])
    return key


@hot
def drop_join(run: Record, joins: Ints, key: int) -> None:
    """The next dossier to join has joined."""
    if run.n_joins > 0 and joins[0] == key:
        run.n_joins = heaps.pop(joins, run.n_joins)
    else:
        run.n_in_order -= 1


@hot
def begin_job(run: Record, life: Life, unit: Record, busy: Ints, at: int) -> None:
    """A processor takes the first dossier that waits."""
    d = take_first(life, unit)
    each = life.dossiers[d]
    life.lives[d].begun_at = at
    done_at = open_time_after(life, unit, at, each.effort)
    unit.free -= 1
    unit.n_busy = heaps.push(busy, unit.n_busy, done_at)
    ready_at = FAR
    if done_at < FAR:
        ready_at = open_time_after(life, unit, done_at, each.lead)
    announce(run, life, d, done_at, ready_at)


@hot
def is_at_rest(run: Record, unit: Record) -> bool:
    """Whether nothing can happen at a unit on the present date."""
    return bool(unit.joins < 0 and unit.n_waiting == 0 and run.n_joins == 0 and run.n_in_order == 0)


@compiled
def run_unit(run: Record, life: Life, unit: Record, busy: Ints, joins: Ints, limit: int) -> bool:
    """Everything that happens at one unit before `limit`, the end of the present date.

    Returns False when the tables of visits run short of room, to be called again.
    """
    stretches = life.stretches
    day = (limit - 1) // DAY_MS
    base = day * DAY_MS
    if unit.joins >= 0:
        expect_joins(run, life, unit, joins, day)
    while True:
        if len(life.visits) - run.n_rows <= unit.free + unit.n_busy:
            return False
        key = next_join(run, joins)
        # Without anybody who waits, only a joining can start work.
        at = FAR if key == FAR else base + (key >> DOSSIER_BITS)
        if unit.n_waiting > 0:
            at = min(at, next_chance(unit, stretches, busy))
        if at >= limit:
            break
        while unit.n_busy > 0 and busy[0] <= at:
            unit.n_busy = heaps.pop(busy, unit.n_busy)
            unit.free += 1
        while key != FAR and base + (key >> DOSSIER_BITS) == at:
            drop_join(run, joins, key)
            join_line(life, unit, key & DOSSIER_MASK, at)
            key = next_join(run, joins)
        while unit.session < unit.last_session and stretches[unit.session].until <= at:
            unit.session += 1
        if unit.session < unit.last_session and stretches[unit.session].since <= at:
            while unit.free > 0 and unit.n_waiting > 0:
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
