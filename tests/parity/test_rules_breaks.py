"""R6 with its fine print, sentence by sentence: breaks, and officers held over them."""

from __future__ import annotations

from tests.parity.conftest import Engine
from tests.parity.traces import just_before, officer, trace, visit

TWO_SESSIONS = [(0, 60), (90, 150)]


def test_r6_by_default_tickets_are_kept_over_the_break(engine: Engine) -> None:
    """Who has begun a service ends it; the next is called when duty goes on."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(55), visit(56)],
    ) == ["55: 55-65 by 0", "56: 90-100 by 0"]


def test_r6_serve_holds_for_the_tickets_of_before_the_break(engine: Engine) -> None:
    """All who wait are served into the break, one after the other."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(55), visit(56), visit(57)],
        at_break_serve=True,
    ) == ["55: 55-65 by 0", "56: 65-75 by 0", "57: 75-85 by 0"]


def test_r6_serve_holds_who_is_free_at_that_very_instant(engine: Engine) -> None:
    """A service that ends with the session frees the officer for the next ticket, held."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(50), visit(56)],
        at_break_serve=True,
    ) == ["50: 50-60 by 0", "56: 60-70 by 0"]


def test_r6_a_ticket_of_the_instant_of_the_break_is_a_later_one(engine: Engine) -> None:
    """One millisecond decides; the doors of the second session are open already."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        doors=[(0, 60), (60, 150)],
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(55), visit(just_before(60)), visit(60)],
        at_break_serve=True,
    ) == ["55: 55-65 by 0", "59.59999: 65-75 by 0", "60: 90-100 by 0"]


def test_r6_later_tickets_wait_for_the_next_duty(engine: Engine) -> None:
    """Held until 75, the officer does not take who came at 70, though in a lower class."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        doors=[(0, 60), (62, 150)],
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(55), visit(56), visit(57), visit(63, priority=0)],
        at_break_serve=True,
    ) == ["55: 55-65 by 0", "56: 65-75 by 0", "57: 75-85 by 0", "63: 90-100 by 0"]


def test_r6_each_is_held_for_what_is_within_the_skills(engine: Engine) -> None:
    """One specialist is done at 65, the other at 85; nobody held serves "c"."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[
            officer("a", duty=TWO_SESSIONS),
            officer("b", duty=TWO_SESSIONS),
            officer("c", duty=[(90, 150)]),
        ],
        visits=[visit(55, "a"), visit(55, "b", service=20), visit(57, "b"), visit(58, "c")],
        at_break_serve=True,
    ) == ["55: 55-65 by 0", "55: 55-75 by 1", "57: 75-85 by 1", "58: 90-100 by 2"]


def test_r6_who_left_before_the_break_is_not_held(engine: Engine) -> None:
    """Duty ended a millisecond before; the service goes on, and is the last."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=[(0, just_before(60)), (90, 150)])],
        visits=[visit(55), visit(56)],
        at_break_serve=True,
    ) == ["55: 55-65 by 0", "56: 90-100 by 0"]


def test_r6_who_begins_with_the_break_is_not_held(engine: Engine) -> None:
    """On duty from 60 to 62 means on duty then, but not just before."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=[(60, 62), (90, 150)])],
        visits=[visit(50), visit(51)],
        at_break_serve=True,
    ) == ["50: 60-70 by 0", "51: 90-100 by 0"]


def test_r6_who_begins_just_before_the_break_is_held(engine: Engine) -> None:
    """A duty of a millisecond will do."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        officers=[officer(duty=[(just_before(60), 60), (100, 150)])],
        visits=[visit(50), visit(51)],
        at_break_serve=True,
    ) == ["50: 59.59999-69.59999 by 0", "51: 69.59999-79.59999 by 0"]


def test_r6_every_break_of_a_date_holds(engine: Engine) -> None:
    """Held at the second break for the tickets of before it, not of before the first alone."""
    assert trace(
        engine,
        sessions=[(0, 20), (40, 60), (90, 150)],
        officers=[officer(duty=[(0, 20), (40, 60), (90, 150)])],
        visits=[visit(15, service=50), visit(45)],
        at_break_serve=True,
    ) == ["15: 15-65 by 0", "45: 65-75 by 0"]


def test_r6_a_hold_runs_on_through_the_next_duty(engine: Engine) -> None:
    """At 85 the duty of 70 to 80 is over, and the ticket of before the break is still due."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        doors=[(0, 60), (62, 150)],
        officers=[officer(duty=[(0, 60), (70, 80), (120, 150)])],
        visits=[visit(50, service=35), visit(55), visit(65)],
        at_break_serve=True,
    ) == ["50: 50-85 by 0", "55: 85-95 by 0", "65: 120-130 by 0"]


def test_r6_on_duty_again_the_hold_limits_nothing(engine: Engine) -> None:
    """Busy until 95, on duty since 90: the lowest class goes first, whenever it came."""
    assert trace(
        engine,
        sessions=TWO_SESSIONS,
        doors=[(0, 60), (62, 150)],
        officers=[officer(duty=TWO_SESSIONS)],
        visits=[visit(55, service=40), visit(56), visit(65, priority=0)],
        at_break_serve=True,
    ) == ["55: 55-95 by 0", "56: 105-115 by 0", "65: 95-105 by 0"]


def test_r6_held_over_the_break_saves_only_those_tickets_at_the_close(engine: Engine) -> None:
    """Off duty since 80, held since 60: at the close of 100 only the ticket of 55 may stay."""
    assert trace(
        engine,
        sessions=[(0, 60), (70, 100)],
        officers=[officer(duty=[(0, 60), (70, 80)])],
        visits=[visit(50, service=60), visit(55), visit(75)],
        at_break_serve=True,
    ) == ["50: 50-110 by 0", "55: 110-120 by 0", "75: open at 100"]


def test_r6_held_at_the_close_saves_every_ticket(engine: Engine) -> None:
    """The same with duty until the close: the ticket of 75 may stay too."""
    assert trace(
        engine,
        sessions=[(0, 60), (70, 100)],
        officers=[officer(duty=[(0, 60), (70, 100)])],
        visits=[visit(50, service=60), visit(55), visit(75)],
        at_break_serve=True,
    ) == ["50: 50-110 by 0", "55: 110-120 by 0", "75: 120-130 by 0"]


def test_r6_without_a_hold_over_the_break_the_close_saves_nobody(engine: Engine) -> None:
    """The same with `at_break: hold`: the officer left at 80."""
    assert trace(
        engine,
        sessions=[(0, 60), (70, 100)],
        officers=[officer(duty=[(0, 60), (70, 80)])],
        visits=[visit(50, service=60), visit(55), visit(75)],
    ) == ["50: 50-110 by 0", "55: open at 100", "75: open at 100"]
