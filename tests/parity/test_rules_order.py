"""R9, sentence by sentence: what comes first when all happens at one instant."""

from __future__ import annotations

from sim.model.journal import journal
from tests.parity.conftest import Engine
from tests.parity.small_sites import ALL_SHARES
from tests.parity.traces import just_before, officer, play, site, tell, trace, visit

# One instant


def test_r9_completions_come_before_arrivals(engine: Engine) -> None:
    """Who arrives when the officer is free again need not wait, nor balk."""
    assert trace(engine, visits=[visit(0), visit(10)], balk_at=0) == [
        "0: 0-10 by 0",
        "10: 10-20 by 0",
    ]


def test_r9_dispatch_comes_before_arrivals(engine: Engine) -> None:
    """The one who waits is called, not the one of class 0 who comes at that instant."""
    assert trace(engine, visits=[visit(0), visit(1), visit(10, priority=0)]) == [
        "0: 0-10 by 0",
        "1: 10-20 by 0",
        "10: 20-30 by 0",
    ]


def test_r9_all_completions_come_before_dispatch(engine: Engine) -> None:
    """Both are free at 10, so the specialist with the higher index chooses first."""
    assert trace(
        engine,
        officers=[officer("a b"), officer("a")],
        visits=[visit(0, "b"), visit(0, "a"), visit(5, "a")],
    ) == ["0: 0-10 by 0", "0: 0-10 by 1", "5: 10-20 by 1"]


def test_r9_the_end_of_duty_comes_before_dispatch(engine: Engine) -> None:
    """Free at 10 and off duty at 10: nobody is called."""
    assert trace(engine, officers=[officer(duty=[(0, 10)])], visits=[visit(0), visit(5)]) == [
        "0: 0-10 by 0",
        "5: open",
    ]


def test_r9_the_end_of_duty_comes_before_arrivals(engine: Engine) -> None:
    """Officer 0 leaves at 10, officer 1 begins."""
    assert trace(
        engine,
        officers=[officer(duty=[(0, 10)]), officer(duty=[(10, 60)])],
        visits=[visit(10), visit(10)],
    ) == ["10: 10-20 by 1", "10: 20-30 by 1"]


def test_r9_the_start_of_duty_comes_before_dispatch(engine: Engine) -> None:
    """The specialist who begins at 10 is preferred to the generalist who is free at 10."""
    assert trace(
        engine,
        officers=[officer("a b"), officer("a", duty=[(10, 60)])],
        visits=[visit(0), visit(5)],
    ) == ["0: 0-10 by 0", "5: 10-20 by 1"]


def test_r9_arrivals_come_one_by_one_by_dossier(engine: Engine) -> None:
    """The first finds the officer free, whatever the class of the second."""
    assert trace(engine, visits=[visit(10), visit(10, priority=0)]) == [
        "10: 10-20 by 0",
        "10: 20-30 by 0",
    ]


def test_r9_who_returns_takes_the_place_of_the_dossier(engine: Engine) -> None:
    """Dossier 1 is back at 15, between 0 and 2, and balks no more and no less than they."""
    described = {
        "officers": [officer(duty=[(20, 100)])],
        "visits": [
            visit(15, service=1, dossier=0),
            visit(5, service=1, patience=10, dossier=1),
            visit(15, service=1, dossier=2),
        ],
        "returns": [(ALL_SHARES, 0)],
    }
    first = ["15: 20-21 by 0", "5: abandoned at 15"]
    assert trace(engine, **described) == [*first, "15: 21-22 by 0", "15: 22-23 by 0"]
    assert trace(engine, balk_at=2, **described) == [*first, "15: 21-22 by 0", "15: balked at 15"]


def test_r9_who_was_sent_home_takes_the_place_of_the_dossier(engine: Engine) -> None:
    """At the doors' opening dossier 1 precedes dossier 2, which comes for the first time."""
    assert trace(
        engine,
        days=2,
        sessions=[(0, 60), (1440, 1500)],
        officers=[officer(duty=[(1440, 1500)])],
        visits=[visit(1440, dossier=0), visit(30, dossier=1), visit(1440, dossier=2)],
        at_close_serve=False,
    ) == ["1d0: 1d0-1d10 by 0", "30: sent home at 60", "1d0: 1d10-1d20 by 0", "1d0: 1d20-1d30 by 0"]


# Doors


def test_r9_doors_are_half_open(engine: Engine) -> None:
    """Tickets from 10 on, and none at 50 any more."""
    assert trace(
        engine,
        sessions=[(20, 60)],
        doors=[(10, 50)],
        visits=[
            visit(just_before(10)),
            visit(10),
            visit(just_before(50)),
            visit(50),
        ],
    ) == [
        "9.59999: turned away at 9.59999",
        "10: 10-20 by 0",
        "10: 20-30 by 0",
        "49.59999: 49.59999-59.59999 by 0",
        "50: turned away at 50",
    ]


def test_r9_doors_are_shut_between_sessions(engine: Engine) -> None:
    """From the end of a session to the opening of the next, though officers are on duty."""
    assert trace(
        engine,
        sessions=[(0, 60), (90, 150)],
        doors=[(0, 60), (80, 150)],
        visits=[visit(60), visit(70), visit(80), visit(150)],
    ) == [
        "60: turned away at 60",
        "80: 80-90 by 0",
        "70: turned away at 70",
        "80: 90-100 by 0",
        "80: 100-110 by 0",
        "150: turned away at 150",
    ]


def test_r9_at_the_end_of_an_earlier_session_the_doors_decide(engine: Engine) -> None:
    """The doors of the next session are open at 60, and 60 does not close."""
    assert trace(
        engine, sessions=[(0, 60), (90, 150)], doors=[(0, 60), (60, 150)], visits=[visit(60)]
    ) == ["60: 60-70 by 0"]


def test_r9_at_the_closing_instant_everybody_is_turned_away(engine: Engine) -> None:
    """Even when the doors of the next date's first session are open already."""
    assert trace(
        engine,
        days=2,
        sessions=[(1300, 1430), (1440, 1500)],
        doors=[(1290, 1430), (1425, 1500)],
        officers=[officer(duty=[(1300, 1500)])],
        visits=[visit(1430), visit(1431)],
    ) == ["1430: turned away at 1430", "1431: 1431-1d1 by 0"]


# The horizon


def test_a_service_under_way_at_the_horizon_ends_as_served(engine: Engine) -> None:
    """With its true end; who waits is open."""
    assert trace(engine, visits=[visit(1435), visit(1436)]) == ["1435: 1435-1d5 by 0", "1436: open"]


def test_nothing_starts_at_the_horizon(engine: Engine) -> None:
    """The officer is free at 24:00, and nobody is called."""
    assert trace(engine, visits=[visit(1430), visit(1431)]) == ["1430: 1430-1d0 by 0", "1431: open"]


def test_nobody_abandons_at_the_horizon(engine: Engine) -> None:
    """Patience until 24:00 is patience enough."""
    assert trace(
        engine, officers=[officer("b")], visits=[visit(1430, patience=10), visit(1429, patience=10)]
    ) == ["1430: open", "1429: abandoned at 1439"]


def test_no_duty_starts_at_the_horizon(engine: Engine) -> None:
    """Duty from 24:00 is for another day."""
    assert trace(engine, officers=[officer(duty=[(1440, 1500)])], visits=[visit(1430)]) == [
        "1430: open"
    ]


# Sites


def test_sites_do_not_meet(engine: Engine) -> None:
    """Each has its own line, its own officers numbered from 0, its own rules."""
    here = site(visits=[visit(0, dossier=0), visit(1, dossier=1)], officers=[officer("b")])
    there = site(
        visits=[visit(0, dossier=2), visit(1, dossier=3)],
        officers=[officer("b"), officer("a")],
        balk_at=0,
    )
    rows = journal(*play(engine, here, there))
    assert [(int(row["site"]), tell(row)) for row in rows] == [
        (0, "0: open"),
        (0, "1: open"),
        (1, "0: 0-10 by 1"),
        (1, "1: balked at 1"),
    ]
