"""Journals with one deliberate fault each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sim.engines import reference
from sim.model.tables import MINUTE, NEVER, Ending, Fate, Outcome, System, Workload
from tests.parity.traces import officer, play, site, visit

Told = tuple[System, Workload, Outcome]
Spoilt = dict[str, Any]


def office() -> Told:
    """Two days at two desks: B knows both procedures, A one; lines, a close, a return.

    Minute 0 of a day is its first; A is on duty from 0 to 60, B from 0 to 60; the doors shut at 60.
    """
    day = 1440
    return play(
        reference.run,
        site(
            sessions=[(0, 60), (day, day + 60)],
            latest_close=30,
            officers=[
                officer("a", duty=[(0, 60), (day, day + 60)]),
                officer("a b", duty=[(0, 60), (day, day + 60)]),
            ],
            visits=[
                visit(0), visit(1, "b"), visit(2), visit(3), visit(4), visit(5, patience=3),
                visit(50, "b", service=30), visit(52, service=25), visit(54, "b", service=40),
                visit(55), visit(56, service=20), visit(57), visit(58),
                visit(day + 30, service=5), visit(day + 40, service=5),
            ],
        ),
        days=3,
    )  # fmt: skip


def change(told: Told, name: str, rows: Any, values: Any) -> Outcome:
    """The outcome with other values in a column."""
    column = getattr(told[2], name).copy()
    column[rows] = values
    return replace(told[2], **{name: column})


def with_life(told: Told, row: int, **values: int) -> Outcome:
    """The outcome with other values in the life of a dossier."""
    lives = told[2].lives.copy()
    for name, value in values.items():
        lives[name][row] = value
    return replace(told[2], lives=lives)


def served(told: Told) -> np.ndarray:
    """Rows of the drawn visits that were served."""
    return np.flatnonzero(told[2].fate == Fate.SERVED)


def drop_a_visit(told: Told) -> Outcome:
    """Somebody sent home comes again, and is not in the journal."""
    outcome = told[2]
    assert outcome.caused_start.tolist() == [0, 2]
    kept = {
        name: getattr(outcome, name)[1:]
        for name in outcome.__slots__
        if name.startswith("caused_") and name != "caused_start"
    }
    return replace(outcome, caused_start=np.array([0, 1]), **kept)


def swap_two_starts(told: Told) -> Outcome:
    """The third and the fourth of a line change places."""
    outcome, pair = told[2], [3, 4]
    service = told[1].visits.service[pair]
    assert service[0] == service[1]
    called = outcome.called_at[pair][::-1]
    spoilt = change(told, "called_at", pair, called)
    spoilt = change((*told[:2], spoilt), "left_at", pair, called + service)
    return change((*told[:2], spoilt), "officer", pair, outcome.officer[pair][::-1])


def serve_off_duty(told: Told) -> Outcome:
    """A service of the next day begins before anybody's duty."""
    row = len(told[1].visits) - 2
    early = told[1].visits.arrived_at[row] - 40 * MINUTE
    visits = told[1].visits
    visits.arrived_at[row] = early
    spoilt = change(told, "called_at", row, early)
    return change((*told[:2], spoilt), "left_at", row, early + visits.service[row])


def serve_two_at_once(told: Told) -> Outcome:
    """One officer takes both of the first two who come."""
    return change(told, "officer", served(told)[:2], 1)


def serve_without_the_skill(told: Told) -> Outcome:
    """A, who knows one procedure, serves the other."""
    wants = np.flatnonzero(told[1].visits.procedure == 1)
    return change(told, "officer", wants, 0)


def shift_a_start(told: Told) -> Outcome:
    """A service begins a minute later, and ends when it did."""
    row = int(served(told)[2])
    return change(told, "called_at", row, told[2].called_at[row] + MINUTE)


def call_late(told: Told) -> Outcome:
    """The last visitor of all waits two minutes beside idle officers."""
    row = len(told[1].visits) - 1
    spoilt = change(told, "called_at", row, told[2].called_at[row] + 2 * MINUTE)
    return change((*told[:2], spoilt), "left_at", row, told[2].left_at[row] + 2 * MINUTE)


def change_a_fate(told: Told) -> Outcome:
    """Somebody served is said to have abandoned."""
    return change(told, "fate", int(served(told)[3]), Fate.ABANDONED)


def lose_a_dossier(told: Told) -> Outcome:
    """A dossier that was taken in is not done."""
    return with_life(told, 2, ending=Ending.OPEN, finished_at=NEVER)


def lose_a_dossier_for_no_reason(told: Told) -> Outcome:
    """One that nobody gave up is lost."""
    return with_life(told, 2, ending=Ending.LOST, finished_at=NEVER)


def take_in_twice(told: Told) -> Outcome:
    """Intake is said to be over before the visit."""
    return with_life(told, 2, intake_to=int(told[2].lives["intake_to"][2]) - 1)


def begin_duty_late(told: Told) -> Outcome:
    """A duty begins a minute after its plan although no break may be extended."""
    return change(told, "worked_from", 1, told[2].worked_from[1] + MINUTE)


def serve_by_the_other(told: Told) -> Outcome:
    """The last but one goes to B, who has more skills and the later turn."""
    row = len(told[1].visits) - 2
    assert told[2].officer[row] == 0
    return change(told, "officer", row, 1)


FAULTS: dict[str, tuple[Callable[[Told], Outcome], str]] = {
    f"{function.__name__}, {law}": (function, law)
    for function, law in (
        (drop_a_visit, "visits"),
        (swap_two_starts, "ticket_order"),
        (serve_off_duty, "on_duty"),
        (serve_two_at_once, "one_at_a_time"),
        (serve_without_the_skill, "skills"),
        (shift_a_start, "waits"),
        (call_late, "nobody_idle"),
        (call_late, "little"),
        (change_a_fate, "ends_once"),
        (lose_a_dossier, "dossiers"),
        (lose_a_dossier_for_no_reason, "dossiers"),
        (take_in_twice, "dossiers"),
        (begin_duty_late, "minutes"),
        (serve_by_the_other, "engines"),
    )
}
