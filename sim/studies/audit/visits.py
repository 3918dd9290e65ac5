"""Laws of visits: one end each, no wait below zero, lines in order, none lost or made up."""

from __future__ import annotations

import numpy as np

from sim.model.tables import NEVER, Bools, Fate, Intake, Ints, Outcome, Purpose, System, Workload
from sim.studies.audit.findings import Finding, of_turns
from sim.studies.audit.kernel.duty import Duty
from sim.studies.audit.kernel.line import overtaken
from sim.studies.audit.layout import Layout
from sim.studies.audit.tables import REPETITIONS, Turns, chains


def ends_once(system: System, replication: int, visits: Turns, turns: Turns) -> Finding:
    """Every visit has one fate, and its instants say the same as that."""
    wrong = _misfits(system, turns)
    return of_turns(
        "ends_once", system, replication, turns, wrong.astype(np.int64),
        counted=[("visits", len(visits.site))],
    )  # fmt: skip


def _misfits(system: System, turns: Turns) -> Bools:
    """Turns whose instants do not go with their fate."""
    fate, called, left, joined = turns.fate, turns.called, turns.left, turns.joined
    served = fate == Fate.SERVED
    wrong: Bools = (fate < min(Fate)) | (fate > max(Fate))
    wrong |= served & ((called == NEVER) | (left == NEVER) | (called >= system.horizon))
    wrong |= ~served & ((called != NEVER) | (turns.officer != NEVER))
    is_away = fate == Fate.NO_SHOW
    wrong |= is_away & (left != NEVER)
    wrong |= is_away != (joined == NEVER)
    ends_at = np.where(turns.patience == NEVER, system.horizon, joined + turns.patience)
    gave_up = fate == Fate.ABANDONED
    wrong |= gave_up & ((left != ends_at) | (left >= system.horizon))
    wrong |= ((fate == Fate.BALKED) | (fate == Fate.TURNED_AWAY)) & (left != joined)
    went = fate == Fate.SENT_HOME
    wrong |= went & ((left <= turns.came) | (left < joined) | (left >= system.horizon))
    still = (fate == Fate.OPEN) & (left == NEVER)
    wrong |= still & (ends_at < system.horizon)
    return wrong


def waits(system: System, replication: int, turns: Turns) -> Finding:
    """Waits are not below zero nor beyond patience; services take what they were drawn to."""
    came = turns.joined != NEVER
    wrong = np.where(came, np.maximum(turns.joined - turns.until, 0), 0)
    served = turns.called != NEVER
    takes = np.abs(turns.left - turns.called - turns.service)
    wrong = np.maximum(wrong, np.where(served & (turns.fate == Fate.SERVED), takes, 0))
    late = turns.called - turns.joined - turns.patience
    wrong = np.maximum(wrong, np.where(served & (turns.patience != NEVER), late, 0))
    return of_turns(
        "waits", system, replication, turns, wrong, counted=[("waits", int(came.sum()))]
    )


def ticket_order(
    system: System, replication: int, layout: Layout, duty: Duty, held: Ints, turns: Turns
) -> Finding:
    """Within a site, class and skill nobody is called past an earlier ticket that waits."""
    n_skills = system.skills.shape[1]
    n_lines = (int(turns.priority.max(initial=0)) + 1) * n_skills
    wrong = np.zeros(len(turns.site), np.int64)
    pairs = overtaken(layout, duty, held, turns, n_lines, n_skills, wrong)
    return of_turns(
        "ticket_order", system, replication, turns, wrong, counted=[("pairs", int(pairs))]
    )


def conserved(
    system: System, workload: Workload, outcome: Outcome, visits: Turns, turn_of_stage: Ints
) -> Finding:
    """Who came in went out or is left; who comes again has been there, and the other way round."""
    order, key = chains(visits)
    repetition = visits.repetition[order]
    again = repetition > 0
    before = np.concatenate([[NEVER], key[:-1]])
    wrong: Bools = key == before
    wrong |= again & (before != key - 1)
    wrong |= _follows_nothing(workload, visits, order, again)
    wrong |= _comes_not(system, visits, order, key)
    by_row = np.zeros(len(order), np.int64)
    by_row[order] = wrong
    if len(outcome.stages):
        by_row |= _untold(system, outcome, visits, turn_of_stage)
    return of_turns(
        "visits", system, workload.replication, visits, by_row, counted=_flow(outcome, visits)
    )


def _flow(outcome: Outcome, visits: Turns) -> list[tuple[str, int]]:
    """Visits in, and where they went."""
    went = np.bincount(visits.fate[visits.fate >= 0], minlength=len(Fate))
    ended = int(went[: Fate.OPEN].sum())
    return [
        ("drawn", len(outcome.fate)), ("caused", len(outcome.caused_fate)), ("ended", ended),
        ("open", int(went[Fate.OPEN])),
    ]  # fmt: skip


def _follows_nothing(workload: Workload, visits: Turns, order: Ints, again: Bools) -> Bools:
    """Visits that come again although the one before has not let them (R5, R6, D6, D8)."""
    now, last = order[1:], order[:-1]
    fate, purpose = visits.fate[last], visits.purpose[now]
    drawn = workload.dossiers[visits.dossier[now]]
    asked_twice = (drawn["outcome"] == Intake.INCOMPLETE) & drawn["needs_mending"]
    lets: Bools = np.isin(fate, (Fate.SENT_HOME, Fate.TURNED_AWAY, Fate.ABANDONED))
    lets |= (fate == Fate.BALKED) & (purpose == Purpose.COLLECT)
    lets |= (fate == Fate.SERVED) & (purpose == Purpose.SUPPLEMENT) & asked_twice
    lets &= (visits.left[last] <= visits.came[now]) & (visits.came[last] < visits.came[now])
    found = np.zeros(len(order), np.bool_)
    found[1:] = again[1:] & ~lets
    return found


def _comes_not(system: System, visits: Turns, order: Ints, key: Ints) -> Bools:
    """Who was sent home or turned away, and does not come as the doors open next."""
    fate = visits.fate[order]
    found = np.zeros(len(order), np.bool_)
    leaves = np.flatnonzero((fate == Fate.SENT_HOME) | (fate == Fate.TURNED_AWAY))
    rows = order[leaves]
    opening = _next_opening(system, visits, rows)
    follows = np.minimum(leaves + 1, len(order) - 1)
    comes = (key[follows] == key[leaves] + 1) & (key[leaves] % REPETITIONS < REPETITIONS - 1)
    comes_at = np.where(comes, visits.came[order[follows]], NEVER)
    found[leaves] = comes_at != opening
    # Who has no opening to come back to is not sent home, but stays open.
    found[leaves] |= (opening == NEVER) & (fate[leaves] == Fate.SENT_HOME)
    return found


def _next_opening(system: System, visits: Turns, rows: Ints) -> Ints:
    """When the doors open next, at the very instant for those sent home; NEVER at the horizon."""
    opening = np.full(len(rows), NEVER, np.int64)
    sites = visits.site[rows]
    for site in np.unique(sites).tolist():
        doors = system.door_from[slice(*system.session_start[site : site + 2].tolist())]
        own = np.flatnonzero(sites == site)
        # Whole milliseconds: after an instant is from the next one on.
        later = visits.fate[rows[own]] == Fate.TURNED_AWAY
        place = np.searchsorted(doors, visits.left[rows[own]] + later)
        found = np.append(doors, system.horizon)[place]
        opening[own] = np.where(found < system.horizon, found, NEVER)
    return opening


def _untold(system: System, outcome: Outcome, visits: Turns, turn_of_stage: Ints) -> Bools:
    """Visits whose row does not tell of their stages (R10), by row of `visits`."""
    stages = outcome.stages
    assert len(stages) == len(turn_of_stage)
    order, key = chains(visits)
    wanted = (stages["dossier"] * len(Purpose)) * REPETITIONS + stages["repetition"]
    place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    row = order[place]
    wrong = np.zeros(len(visits.site), np.bool_)
    first = np.flatnonzero(np.diff(row, prepend=NEVER) != 0)
    last = np.append(first[1:], len(row)) - 1
    wrong[row[key[place] != wanted]] = True
    begins, ends = stages[first], stages[last]
    own = row[first]
    wrong[own] |= begins["joined_at"] != visits.joined[own]
    wrong[own] |= begins["called_at"] != visits.called[own]
    goes_on = np.flatnonzero(np.diff(row) == 0)
    breaks_off = stages["left_at"][goes_on] != stages["joined_at"][goes_on + 1]
    breaks_off |= stages["fate"][goes_on] != Fate.SERVED
    wrong[row[goes_on[breaks_off]]] = True
    # A service that outlasts the horizon is the last that is told of.
    cut = (ends["fate"] == Fate.SERVED) & (visits.fate[own] == Fate.OPEN)
    wrong[own] |= ~cut & (ends["fate"] != visits.fate[own])
    wrong[own] |= ~cut & (ends["left_at"] != visits.left[own])
    wrong[own] |= cut & (ends["left_at"] < system.horizon)
    return wrong
