"""R10, sentence by sentence: stages over breaks, and whom a hold is for."""

from __future__ import annotations

from tests.parity.conftest import Engine
from tests.parity.stage_traces import at, desks, passed_in, passing, run, stood_by
from tests.parity.traces import worked_in

DAY = [(0, 60)]
BREAK = [(0, 20), (40, 60)]


def told(engine: Engine, **described: object) -> tuple[list[str], list[str]]:
    """(what became of the visits, who stood by), on a day with a break unless it is said."""
    outcome = run(engine, **{"sessions": BREAK, "at_break_serve": True} | described)
    return passed_in(*outcome), stood_by(outcome[2])


def test_r10_nobody_stands_by_over_a_break(engine: Engine) -> None:
    """The desk is let go at 20, since nobody waits for it; the visit waits from 25 to 40."""
    for serve in (True, False):
        assert told(
            engine,
            officers=desks(BREAK),
            visits=[passing(15, 10, 10, 5)],
            at_break_serve=serve,
        ) == (["15: 15-25 by 0 > 40-50 by 1 > 50-55 by 2"], [])


def test_r10_whoever_serves_over_a_break_takes_who_joins_meanwhile(engine: Engine) -> None:
    """Busy until 30, and held for the ticket of 15, which waits for the desk since 25."""
    visits = [passing(5, 5, 20), passing(15, 10, 10)]
    assert told(
        engine,
        way="guide desk",
        officers=desks(BREAK, "guide desk"),
        visits=visits,
    ) == (["5: 5-10 by 0 > 10-30 by 1", "15: 15-25 by 0 > 30-40 by 1"], [])


HELD_AT_20 = [at("guide", duty=[(0, 60)]), at("desk", duty=[(0, 20)])]
"""The desk is busy when the break begins, and held since then."""


def test_r10_a_ticket_is_taken_when_the_visit_arrives(engine: Engine) -> None:
    """Held at 20, busy until 75: good for the ticket of 11, whenever it joined; not for others."""
    visits = [passing(10, 5, 60), passing(11, 5, 10), passing(45, 5, 10), passing(46, 15, 10)]
    assert told(
        engine,
        way="guide desk",
        officers=HELD_AT_20,
        visits=visits,
    ) == (
        [
            "10: 10-15 by 0 > 15-75 by 1",
            "11: 15-20 by 0 > 75-85 by 1",
            "45: 45-50 by 0 > open at 60",
            "46: 50-65 by 0 > open at 65",
        ],
        [],
    )


def test_r10_whom_a_hold_is_for_may_stand_behind_others(engine: Engine) -> None:
    """At 57 the ticket of 11, which joined at 55 behind one that arrived at 42."""
    visits = [passing(10, 5, 42), passing(11, 40, 10), passing(42, 5, 10)]
    officers = [
        at("guide", duty=[(0, 60)]),
        at("desk", duty=[(0, 20)]),
        at("guide", duty=[(40, 60)]),
    ]
    assert told(
        engine,
        way="guide desk",
        officers=officers,
        visits=visits,
    ) == (
        [
            "10: 10-15 by 0 > 15-57 by 1",
            "11: 15-55 by 0 > 57-67 by 1",
            "42: 42-47 by 2 > open at 60",
        ],
        [],
    )


def test_r10_a_hold_of_before_the_break_is_not_for_later_tickets(engine: Engine) -> None:
    """Idle at 65 the desk is let go at once, although a visit will be there at 70."""
    assert told(
        engine,
        way="guide desk",
        officers=HELD_AT_20,
        visits=[passing(10, 5, 50), passing(50, 20, 10)],
    ) == (["10: 10-15 by 0 > 15-65 by 1", "50: 50-70 by 0 > open at 70"], [])


def test_r10_who_was_called_past_others_waits_in_one_line_alone(engine: Engine) -> None:
    """The ticket of 11, called at 57 past two, is at the cashier's when their turn comes."""
    officers = [
        at("guide", duty=[(0, 160)]),
        at("desk", duty=[(0, 20)]),
        at("guide", duty=[(40, 160)]),
        at("desk", duty=[(80, 160)]),
        at("cashier", duty=[(100, 160)]),
    ]
    visits = [passing(10, 5, 42, 5), passing(11, 40, 10, 5)]
    visits += [passing(minute, 5, 10, 5) for minute in (42, 43, 44)]
    assert told(engine, sessions=[(0, 20), (40, 160)], officers=officers, visits=visits) == (
        [
            "10: 10-15 by 0 > 15-57 by 1 > 100-105 by 4",
            "11: 15-55 by 0 > 57-67 by 1 > 105-110 by 4",
            "42: 42-47 by 2 > 80-90 by 3 > 110-115 by 4",
            "43: 47-52 by 2 > 90-100 by 3 > 115-120 by 4",
            "44: 52-57 by 2 > 100-110 by 3 > 120-125 by 4",
        ],
        [],
    )


# Extended breaks


def test_r10_to_stand_by_is_no_overrun(engine: Engine) -> None:
    """The desk is called at 100, on duty since 90 as planned; the guide serves until 100."""
    duty = [(0, 60), (90, 120)]
    outcome = run(
        engine,
        sessions=DAY,
        officers=desks(duty),
        visits=[passing(50, 50, 10, 5)],
        extend_breaks=True,
    )
    assert passed_in(*outcome) == ["50: 50-100 by 0 > 100-110 by 1 > 110-115 by 2"]
    assert stood_by(outcome[2]) == ["1: 60-90", "2: 60-90"]
    assert worked_in(*outcome) == ["0-60", "", "0-60", "90-120", "0-60", "90-120"]


def test_r10_to_serve_after_standing_by_is_overrun(engine: Engine) -> None:
    """Until 65, 75 and 80; half an hour of break each from then on."""
    outcome = run(
        engine,
        sessions=DAY,
        officers=desks([(0, 60), (90, 120)]),
        visits=[passing(50, 15, 10, 5)],
        extend_breaks=True,
    )
    assert stood_by(outcome[2]) == ["1: 60-65", "2: 60-75"]
    assert worked_in(*outcome) == ["0-60", "95-120", "0-60", "105-120", "0-60", "110-120"]
