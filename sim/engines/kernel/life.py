"""The dossier's life between counter and unit: end of intake, acceptance, due day, result.

What follows from the end of a visit, or of intake work, shows on a later date. So it is worked out
when the site's date is over, from the list of ends that the counters leave behind. What follows
from a processor's work is known when that work begins: nothing but closing can come between.
"""

from __future__ import annotations

import numpy as np

from sim.engines.kernel.hours import effective_day, open_day_from, open_time_after, opening
from sim.engines.kernel.state import (
    COLLECT,
    COLLECTS_AGAIN,
    COMPLETE,
    DAY_MS,
    DONE,
    FAR,
    FILE,
    HOPELESS,
    INCOMPLETE,
    INTAKE,
    LOST,
    SERVED,
    SUPPLEMENT,
    UNCLAIMED,
    Ints,
    Life,
    Record,
)
from sim.jit import AHEAD, compiled, hot, prefetch


@hot
def put_off(life: Life, site: int, row: int, at: int) -> None:
    """Let the visit come to the site at `at`, on a later date."""
    day = at // DAY_MS
    life.visits[row].arrived_at = at
    life.link[row] = life.bucket[site, day]
    life.bucket[site, day] = row


@compiled
def spread_later(life: Life, site: Record) -> None:
    """Those who will come again on later dates are put down for them."""
    row = site.later
    site.later = -1
    while row >= 0:
        following = life.visits[row].next
        put_off(life, site.number, row, life.visits[row].arrived_at)
        row = following


@hot
def visit_on(
    run: Record, life: Life, d: int, purpose: int, repetition: int, day: int, delay: int, clock: int
) -> int:
    """Let a visit for a dossier come; returns its row, -1 when it never comes.

    It comes `delay` working days of its site after the first that is `day` or later, at a time of
    day, or when the doors open next.
    """
    each = life.dossiers[d]
    s = each.site
    site = life.sites[s]
    k = open_day_from(life, site, day) + delay
    if k >= site.last_open_day:
        return -1
    at = opening(life, site, life.open_day[k] * DAY_MS + clock)
    if at < 0 or at >= run.horizon:
        return -1
    row = run.n_rows
    run.n_rows = row + 1
    visit, habit = life.visits[row], life.habits[s, each.procedure]
    visit.dossier, visit.procedure, visit.purpose = d, each.procedure, purpose
    visit.repetition, visit.tries = repetition, 0
    visit.service, visit.patience, visit.intake = each.supplement, each.patience, -1
    profile, turn = habit.supplement, np.uint64(16)
    if purpose == COLLECT:
        visit.service, profile, turn = each.collect, habit.collect, np.uint64(32)
    visit.return_word = (each.return_word << turn) | (each.return_word >> (np.uint64(64) - turn))
    visit.queue = each.priority * site.n_profiles + profile
    put_off(life, s, row, at)
    return row


@hot
def unit_of(life: Life, d: int) -> int:
    """The unit that works on a dossier."""
    each = life.dossiers[d]
    here = life.habits[each.site, each.procedure].unit
    return here if here >= 0 else each.unit


@hot
def announce(run: Record, life: Life, d: int, done_at: int, ready_at: int) -> None:
    """D6, D7: the job and its result, as far as they come before the horizon."""
    taken, node = life.lives[d], life.nodes[d]
    if done_at < run.horizon:
        taken.done_at = done_at
    if ready_at >= run.horizon:
        return
    taken.ready_at = ready_at
    each = life.dossiers[d]
    if ready_at <= node.stays_until:
        taken.released_at, taken.due_at = ready_at, node.due
        taken.finished_at, taken.ending = ready_at, DONE
    elif each.fetched or taken.released_at >= 0:
        day = ready_at // DAY_MS + 1
        if taken.due_at >= 0:
            unit = life.units[unit_of(life, d)]
            day = max(day, life.days[effective_day(life, unit, taken.due_at)].day)
        visit_on(run, life, d, COLLECT, 0, day, each.collect_delay, each.collect_clock)
    else:
        taken.finished_at, taken.ending = ready_at, DONE


@hot
def join_unit(run: Record, life: Life, d: int, at: int) -> None:
    """The dossier joins its unit; without a job, what others do begins at once."""
    each = life.dossiers[d]
    unit = life.units[unit_of(life, d)]
    if each.effort == 0:
        life.lives[d].begun_at = at
        announce(run, life, d, at, open_time_after(life, unit, at, each.lead))
        return
    join = life.joining[run.n_joining]
    join.at, join.dossier, join.next = at, d, unit.joins
    unit.joins = run.n_joining
    run.n_joining += 1


@hot
def set_due(life: Life, unit: Record, d: int, day: int) -> None:
    """The dossier is due on that working day of its unit, or never."""
    node = life.nodes[d]
    node.due, row = FAR, unit.last_day
    if life.dossiers[d].deadline >= 0:
        row = min(day, unit.last_day - 1)
        life.lives[d].due_at = node.due = life.days[row].ends_at
    node.line = unit.first_line + row - unit.first_day


@hot
def enter_process(
    run: Record, life: Life, d: int, repetition: int, by_visit: bool, at: int
) -> None:
    """D4: a dossier that was accepted goes on to its unit, or comes back for a supplement."""
    each, days = life.dossiers[d], life.days
    unit = life.units[unit_of(life, d)]
    today = effective_day(life, unit, at)
    late = at - days[today].day * DAY_MS >= run.cut_off
    due = today + each.deadline
    if late and each.deadline == 0:
        due += 1
    set_due(life, unit, d, due)
    life.nodes[d].stays_until = -1
    if each.needs_mending:
        day = at // DAY_MS + 1
        visit_on(run, life, d, SUPPLEMENT, repetition, day, each.mend_delay - 1, each.mend_clock)
        return
    if by_visit and life.habits[each.site, each.procedure].on_the_spot:
        if late or days[today].day != at // DAY_MS:
            life.lives[d].released_at = at
        else:
            # The visitor leaves at the day's end, unless the result comes first.
            life.nodes[d].stays_until = days[today].ends_at
            if days[today].ends_at < run.horizon:
                life.lives[d].released_at = days[today].ends_at
                life.lives[d].due_at = days[min(today + 1, unit.last_day - 1)].ends_at
    join_unit(run, life, d, at)


@hot
def end_with_intake(life: Life, d: int, at: int) -> None:
    """D4: without a unit the result is there when the dossier is accepted."""
    taken = life.lives[d]
    taken.accepted_at = taken.ready_at = taken.finished_at = at
    taken.ending = DONE


@hot
def accept(run: Record, life: Life, d: int, repetition: int, by_visit: bool, at: int) -> None:
    """D4: the dossier is accepted."""
    each = life.dossiers[d]
    if life.habits[each.site, each.procedure].goes_on:
        life.lives[d].accepted_at = at
        enter_process(run, life, d, repetition, by_visit, at)
    else:
        end_with_intake(life, d, at)


@hot
def mended(run: Record, life: Life, d: int, at: int) -> None:
    """D4: what the unit asked for has been brought; the due day moves by the days lost."""
    unit, taken = life.units[unit_of(life, d)], life.lives[d]
    if taken.due_at >= 0:
        lost = effective_day(life, unit, at) - effective_day(life, unit, taken.accepted_at)
        set_due(life, unit, d, effective_day(life, unit, taken.due_at) + lost)
    join_unit(run, life, d, at)


@hot
def take_in(run: Record, life: Life, d: int, by_visit: bool, at: int) -> None:
    """D3: the end of intake."""
    each = life.dossiers[d]
    if each.outcome == COMPLETE:
        accept(run, life, d, 0, by_visit, at)
    elif each.outcome == HOPELESS:
        life.lives[d].ending = LOST
    elif each.outcome == INCOMPLETE:
        day, delay = at // DAY_MS + 1, each.supplement_delay - 1
        visit_on(run, life, d, SUPPLEMENT, 0, day, delay, each.supplement_clock)


@hot
def note_intake(life: Life, row: int) -> None:
    """Who took the dossier in, and when."""
    visit = life.visits[row]
    taken = life.lives[visit.dossier]
    taken.intake_from, taken.intake_to = visit.called_at, visit.left_at
    taken.intake_officer = visit.officer


@hot
def after_service(run: Record, life: Life, row: int) -> None:
    """What follows when an officer is done with a visit, or with intake work."""
    visit = life.visits[row]
    d, at = visit.dossier, visit.left_at
    if visit.purpose == FILE or visit.purpose == INTAKE:
        note_intake(life, row)
        if life.plain[visit.procedure]:
            end_with_intake(life, d, at)
        else:
            take_in(run, life, d, visit.purpose == FILE, at)
    elif visit.purpose == SUPPLEMENT:
        if life.lives[d].accepted_at < 0:
            accept(run, life, d, visit.repetition + 1, True, at)
        else:
            mended(run, life, d, at)
    elif visit.purpose == COLLECT:
        life.lives[d].finished_at = at
        life.lives[d].ending = DONE


@hot
def after_giving_up(run: Record, life: Life, row: int) -> None:
    """D8: a visit has ended in vain, and does not come again of itself."""
    visit = life.visits[row]
    d = visit.dossier
    if visit.purpose == FILE or visit.purpose == SUPPLEMENT:
        life.lives[d].ending = LOST
    elif visit.purpose == COLLECT:
        if visit.tries == COLLECTS_AGAIN:
            life.lives[d].ending = UNCLAIMED
            return
        clock, day = life.dossiers[d].collect_clock, visit.left_at // DAY_MS + 1
        new = visit_on(run, life, d, COLLECT, visit.repetition + 1, day, 0, clock)
        if new >= 0:
            life.visits[new].tries = visit.tries + 1


@hot
def come_near(life: Life, row: int) -> None:
    """The dossier of a visit will be wanted soon."""
    visit = life.visits[row]
    prefetch(life.lives, visit.dossier)
    if not life.plain[visit.procedure]:
        prefetch(life.dossiers, visit.dossier)


@compiled
def follow(run: Record, life: Life, ended: Ints) -> bool:
    """What follows from the ends of a date; False when visits run short of room before the end."""
    for i in range(run.n_followed, min(run.n_ended, run.n_followed + AHEAD)):
        come_near(life, ended[i])
    while run.n_followed < run.n_ended:
        if run.n_followed + 2 * AHEAD < run.n_ended:
            prefetch(life.visits, ended[run.n_followed + 2 * AHEAD])
        if run.n_followed + AHEAD < run.n_ended:
            come_near(life, ended[run.n_followed + AHEAD])
        if run.n_rows == len(life.visits):
            return False
        row = ended[run.n_followed]
        run.n_followed += 1
        if life.visits[row].fate == SERVED:
            after_service(run, life, row)
        else:
            after_giving_up(run, life, row)
    run.n_ended = run.n_followed = 0
    return True
