"""R6 with its fine print, sentence by sentence: closing, and being sent home."""

from __future__ import annotations

from tests.parity.conftest import Engine
from tests.parity.traces import officer, trace, visit

TWO_DATES = [(0, 60), (1440, 1500)]


# At the close: serve


def test_r6_at_the_close_officers_stay_until_nobody_waits(engine: Engine) -> None:
    """All who have a ticket are served after the close, by default."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 60)])],
        visits=[visit(50), visit(56), visit(57)],
    ) == ["50: 50-60 by 0", "56: 60-70 by 0", "57: 70-80 by 0"]


def test_r6_a_break_does_not_close(engine: Engine) -> None:
    """Only the last of three sessions does: nobody serves, and nobody is sent home before."""
    assert trace(
        engine,
        sessions=[(0, 20), (40, 60), (80, 100)],
        officers=[officer(duty=[(30, 35)]), officer("b", duty=[(0, 100)])],
        visits=[visit(5), visit(6), visit(50)],
    ) == ["5: 30-40 by 0", "6: open at 100", "50: open at 100"]


def test_r6_a_ticket_that_nobody_held_can_serve_is_sent_home_at_once(engine: Engine) -> None:
    """Held for "a", the officer is no help to "b"."""
    assert trace(
        engine,
        days=2,
        sessions=TWO_DATES,
        officers=[officer("a", duty=[(0, 60)])],
        visits=[visit(55, "a"), visit(56, "a"), visit(30, "b")],
    ) == ["55: 55-65 by 0", "56: 65-75 by 0", "30: sent home at 60", "1d0: open at 1d60"]


def test_r6_duty_that_begins_at_the_close_saves_nobody(engine: Engine) -> None:
    """Officer 1 may help with "a", which officer 0 is held for, but "b" has to go."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer("a", duty=[(0, 60)]), officer("a b", duty=[(60, 120)])],
        visits=[visit(50, service=20), visit(51), visit(52, "b")],
    ) == ["50: 50-70 by 0", "51: 60-70 by 1", "52: open at 60"]


def test_r6_who_left_before_the_close_saves_nobody(engine: Engine) -> None:
    """Serving in overtime is not being on duty just before."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 59)])],
        visits=[visit(55), visit(56)],
    ) == ["55: 55-65 by 0", "56: open at 60"]


def test_r6_duty_may_go_on_after_the_close(engine: Engine) -> None:
    """Who is on duty until 70 is held like the others, also past that end."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 70)])],
        visits=[visit(55), visit(56), visit(57)],
    ) == ["55: 55-65 by 0", "56: 65-75 by 0", "57: 75-85 by 0"]


def test_r6_at_the_latest_close_whoever_waits_is_sent_home(engine: Engine) -> None:
    """Half an hour after the close, although duty goes on."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 200)])],
        visits=[visit(50, service=35), visit(51), visit(52)],
        latest_close=30,
    ) == ["50: 50-85 by 0", "51: 85-95 by 0", "52: open at 90"]


def test_r6_the_latest_close_comes_before_dispatch(engine: Engine) -> None:
    """An officer who is free at that instant takes nobody any more."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 60)])],
        visits=[visit(50, service=40), visit(51)],
        latest_close=30,
    ) == ["50: 50-90 by 0", "51: open at 90"]


def test_r6_the_latest_close_comes_before_abandonment(engine: Engine) -> None:
    """Patience until 90, sent home at 90."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 60)])],
        visits=[visit(50, service=50), visit(51, patience=39), visit(52, patience=37)],
        latest_close=30,
    ) == ["50: 50-100 by 0", "51: open at 90", "52: abandoned at 89"]


def test_r6_patience_runs_on_after_the_close(engine: Engine) -> None:
    """Saved at the close, gone before the officer is free."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 60)])],
        visits=[visit(50, service=30), visit(51, patience=20)],
    ) == ["50: 50-80 by 0", "51: abandoned at 71"]


def test_r6_the_latest_close_is_at_most_the_next_door_opening(engine: Engine) -> None:
    """Doors open at midnight, ten minutes after the close: sent home then, and back at once."""
    assert trace(
        engine,
        days=2,
        sessions=[(1300, 1430), (1440, 1500)],
        officers=[officer(duty=[(1300, 1430), (1440, 1500)])],
        visits=[visit(1420, service=30), visit(1421)],
    ) == ["1420: 1420-1d10 by 0", "1421: sent home at 1d0", "1d0: 1d10-1d20 by 0"]


def test_r6_doors_that_open_before_the_close_make_it_the_latest(engine: Engine) -> None:
    """Tickets for the next date are given already; whoever waits at the close has to go."""
    assert trace(
        engine,
        days=2,
        sessions=[(1300, 1430), (1440, 1500)],
        doors=[(1280, 1430), (1420, 1500)],
        officers=[officer(duty=[(1300, 1430), (1440, 1500)])],
        visits=[visit(1415, service=30), visit(1425)],
    ) == ["1415: 1415-1d5 by 0", "1425: open at 1430"]


def test_r6_a_latest_close_of_0_sends_home_at_the_close(engine: Engine) -> None:
    """Nobody is called after the close, not even at that instant."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 60)])],
        visits=[visit(50), visit(56)],
        latest_close=0,
    ) == ["50: 50-60 by 0", "56: open at 60"]


# At the close: send home


def test_r6_send_home_comes_before_dispatch(engine: Engine) -> None:
    """The officer who is free at the close takes nobody, on duty or not."""
    assert trace(
        engine,
        sessions=[(0, 60)],
        officers=[officer(duty=[(0, 90)])],
        visits=[visit(50), visit(56)],
        at_close_serve=False,
    ) == ["50: 50-60 by 0", "56: open at 60"]


def test_r6_sent_home_arrives_again_when_the_doors_open(engine: Engine) -> None:
    """Not when the session begins: the ticket is of 10 minutes before."""
    assert trace(
        engine,
        days=2,
        sessions=TWO_DATES,
        doors=[(0, 60), (1430, 1500)],
        officers=[officer(duty=TWO_DATES)],
        visits=[visit(55), visit(56)],
        at_close_serve=False,
    ) == ["55: 55-65 by 0", "56: sent home at 60", "1430: 1d0-1d10 by 0"]


def test_r6_the_new_visit_has_the_same_class_service_and_patience(engine: Engine) -> None:
    """Class 0 for 7 minutes goes first; patience of 5 minutes begins anew."""
    assert trace(
        engine,
        days=2,
        sessions=TWO_DATES,
        doors=[(0, 60), (1430, 1500)],
        officers=[officer(duty=[(1440, 1500)])],
        visits=[visit(30), visit(50, priority=0, service=7), visit(58, patience=5)],
        at_close_serve=False,
    ) == [
        "30: sent home at 60",
        "1430: 1d7-1d17 by 0",
        "50: sent home at 60",
        "1430: 1d0-1d7 by 0",
        "58: sent home at 60",
        "1430: abandoned at 1435",
    ]


def test_r6_sent_home_again_and_again(engine: Engine) -> None:
    """The last time no opening is left: open, with the instant of leaving the line."""
    assert trace(
        engine,
        days=3,
        sessions=[*TWO_DATES, (2880, 2940)],
        officers=[officer("b")],
        visits=[visit(30)],
    ) == ["30: sent home at 60", "1d0: sent home at 1d60", "2d0: open at 2d60"]


def test_r6_an_opening_at_the_horizon_is_none(engine: Engine) -> None:
    """The next session is not simulated."""
    assert trace(
        engine, days=1, sessions=TWO_DATES, officers=[officer("b")], visits=[visit(30)]
    ) == ["30: open at 60"]


def test_r6_an_opening_counts_although_its_session_ends_after_the_horizon(engine: Engine) -> None:
    """Back at 23:30, and waiting still at 24:00."""
    assert trace(
        engine,
        days=1,
        sessions=[(0, 60), (1410, 1500)],
        officers=[officer("b")],
        visits=[visit(30)],
        at_close_serve=False,
    ) == ["30: open"]


# Which instants close


def test_r6_a_session_over_midnight_closes_at_its_end(engine: Engine) -> None:
    """It belongs to its first date; midnight is no close, and the second date has none."""
    assert trace(
        engine,
        days=2,
        sessions=[(1380, 1500)],
        officers=[officer(duty=[(1470, 1480)])],
        visits=[visit(1430), visit(1431), visit(1432)],
    ) == ["1430: 1d30-1d40 by 0", "1431: open at 1d60", "1432: open at 1d60"]


def test_r6_a_session_that_the_horizon_cuts_does_not_close(engine: Engine) -> None:
    """Neither when it would go on, nor when it ends there."""
    for end in (1500, 1440):
        assert trace(
            engine, sessions=[(1380, end)], officers=[officer("b")], visits=[visit(1430)]
        ) == ["1430: open"]


def test_r6_patience_that_ended_before_the_horizon_did_so(engine: Engine) -> None:
    """However the session would have closed there, and whenever anything else happened."""
    for serve in (True, False):
        assert trace(
            engine,
            sessions=[(1380, 1440)],
            officers=[officer("b", duty=[(1380, 1440)])],
            visits=[visit(1400, patience=10), visit(1400, patience=40), visit(1435, patience=5)],
            at_close_serve=serve,
            latest_close=0,
        ) == ["1400: abandoned at 1410", "1400: open", "1435: open"]


def test_r6_who_is_open_never_closes(engine: Engine) -> None:
    """Round the clock, nobody is sent home at midnight."""
    assert trace(
        engine,
        days=2,
        officers=[officer(duty=[(1500, 1600)])],
        visits=[visit(1000)],
        at_close_serve=False,
    ) == ["1000: 1d60-1d70 by 0"]
