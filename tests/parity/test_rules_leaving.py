"""R5, R7 and R8, sentence by sentence: who leaves unserved, who returns, who never comes."""

from __future__ import annotations

from tests.parity.conftest import Engine
from tests.parity.small_sites import ALL_SHARES
from tests.parity.traces import officer, trace, visit

SAME_DAY = [(ALL_SHARES, 0)]
NEXT_DAY = [(ALL_SHARES, 1)]

# Words by the first elements of the SplitMix64 sequences that they begin, as shares of 2^64.
HIGH = 0  # 0.88
MIDDLE = 1  # 0.57
LOW_HIGH = 3  # 0.11, 0.70
LOW_LOW_HIGH = 7  # 0.39, 0.02, 0.90


# R5: patience


def test_r5_who_has_no_patience_left_leaves(engine: Engine) -> None:
    """Five minutes after the ticket."""
    assert trace(engine, visits=[visit(0), visit(1, patience=5)]) == [
        "0: 0-10 by 0",
        "1: abandoned at 6",
    ]


def test_r5_service_that_can_start_at_that_instant_starts(engine: Engine) -> None:
    """Patience until 10, and at 10 an officer is free."""
    assert trace(engine, visits=[visit(0), visit(1, patience=9)]) == [
        "0: 0-10 by 0",
        "1: 10-20 by 0",
    ]


def test_r5_service_by_an_officer_who_starts_at_that_instant_starts(engine: Engine) -> None:
    """Patience until 10, and at 10 duty begins."""
    assert trace(engine, officers=[officer(duty=[(10, 50)])], visits=[visit(5, patience=5)]) == [
        "5: 10-20 by 0"
    ]


def test_r5_who_is_being_served_does_not_leave(engine: Engine) -> None:
    """Patience ends with the wait."""
    assert trace(engine, visits=[visit(0, patience=1)]) == ["0: 0-10 by 0"]


def test_r5_patience_runs_over_a_break(engine: Engine) -> None:
    """The clock does not stop at noon."""
    assert trace(
        engine,
        sessions=[(0, 60), (90, 150)],
        officers=[officer(duty=[(0, 60), (90, 150)])],
        visits=[visit(50), visit(56, patience=10)],
    ) == ["50: 50-60 by 0", "56: abandoned at 66"]


# R5: returning


def test_r5_returns_on_the_next_working_day_at_the_same_time_of_day(engine: Engine) -> None:
    """The time of day is that of the arrival, not of the abandonment."""
    assert trace(
        engine,
        days=2,
        returns=NEXT_DAY,
        sessions=[(0, 60), (1440, 1500)],
        officers=[officer(duty=[(1440, 1500)])],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15", "1d5: 1d5-1d15 by 0"]


def test_r5_days_without_a_session_do_not_count(engine: Engine) -> None:
    """The next working day is the third date."""
    assert trace(
        engine,
        days=3,
        returns=NEXT_DAY,
        sessions=[(0, 60), (2880, 2940)],
        officers=[officer(duty=[(2880, 2940)])],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15", "2d5: 2d5-2d15 by 0"]


def test_r5_the_delay_is_counted_in_working_days(engine: Engine) -> None:
    """Two working days after the first of four is the third."""
    assert trace(
        engine,
        days=4,
        returns=[(ALL_SHARES, 2)],
        sessions=[(0, 60), (1440, 1500), (2880, 2940), (4320, 4380)],
        officers=[officer(duty=[(1440, 4380)])],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15", "2d5: 2d5-2d15 by 0"]


def test_r5_days_count_from_the_arrival(engine: Engine) -> None:
    """Arrived at 23:50, gone at 00:10: the working day after the arrival's has just begun."""
    assert trace(
        engine,
        days=3,
        returns=NEXT_DAY,
        sessions=[(1400, 1500), (2800, 2900)],
        officers=[officer(duty=[(2800, 2900)])],
        visits=[visit(1430, patience=20)],
    ) == ["1430: abandoned at 1d10", "1d1430: 1d1430-2d0 by 0"]


def test_r5_nobody_returns_before_leaving(engine: Engine) -> None:
    """Waited past the same time of the next day: back at the instant of leaving."""
    assert trace(
        engine,
        days=3,
        returns=NEXT_DAY,
        sessions=[(0, 2000), (2010, 2800)],
        officers=[officer(duty=[(1510, 2000)])],
        visits=[visit(5, patience=1500)],
    ) == ["5: abandoned at 1d65", "1d65: 1d70-1d80 by 0"]


def test_r5_delay_0_is_the_same_day_at_the_instant_of_leaving(engine: Engine) -> None:
    """A new ticket with patience anew, each time."""
    assert trace(
        engine,
        returns=SAME_DAY,
        officers=[officer(duty=[(40, 100)])],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15", "15: abandoned at 25", "25: abandoned at 35", "35: 40-50 by 0"]


def test_r5_the_new_visit_has_the_same_class_and_service(engine: Engine) -> None:
    """Back in class 0 behind an earlier ticket of class 1, and served first, for 7 minutes."""
    assert trace(
        engine,
        returns=SAME_DAY,
        officers=[officer(duty=[(20, 100)])],
        visits=[visit(5, patience=10, priority=0, service=7), visit(6)],
    ) == ["5: abandoned at 15", "15: 20-27 by 0", "6: 27-37 by 0"]


def test_r5_nobody_returns_at_or_after_the_horizon(engine: Engine) -> None:
    """The next working day is not simulated any more."""
    assert trace(
        engine,
        returns=NEXT_DAY,
        sessions=[(0, 60), (1440, 1500)],
        officers=[officer("b")],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15"]


def test_r5_nobody_returns_when_there_are_too_few_working_days(engine: Engine) -> None:
    """One working day is left, and the delay is two."""
    assert trace(
        engine,
        days=2,
        returns=[(ALL_SHARES, 2)],
        sessions=[(0, 60), (1440, 1500)],
        officers=[officer("b")],
        visits=[visit(5, patience=10)],
    ) == ["5: abandoned at 15"]


def test_r5_who_returns_to_shut_doors_is_turned_away(engine: Engine) -> None:
    """Gone in the break, back in the break."""
    assert trace(
        engine,
        returns=SAME_DAY,
        sessions=[(0, 20), (60, 80)],
        officers=[officer(duty=[(60, 80)])],
        visits=[visit(12, patience=10)],
    ) == ["12: abandoned at 22", "22: turned away at 22", "60: 60-70 by 0"]


def test_r5_each_repetition_is_drawn_anew(engine: Engine) -> None:
    """With a share of a half, one returns not at all, one once, one twice."""
    described = {"returns": [(1 << 63, 0)], "officers": [officer("b")]}
    gone = ["5: abandoned at 15", "15: abandoned at 25", "25: abandoned at 35"]
    for word, visits in ((MIDDLE, 1), (LOW_HIGH, 2), (LOW_LOW_HIGH, 3)):
        comes = visit(5, patience=10, word=word)
        assert trace(engine, visits=[comes], **described) == gone[:visits]


def test_r5_the_delay_is_drawn_too(engine: Engine) -> None:
    """Below 0.25 back the same day, below 0.75 the next, otherwise not."""
    described = {
        "days": 2,
        "returns": [(1 << 62, 0), (3 << 62, 1)],
        "sessions": [(0, 60), (1440, 1500)],
        "officers": [officer(duty=[(20, 60), (1440, 1500)])],
    }
    back = {LOW_HIGH: ["15: 20-30 by 0"], MIDDLE: ["1d5: 1d5-1d15 by 0"], HIGH: []}
    for word, again in back.items():
        comes = visit(5, patience=10, word=word)
        assert trace(engine, visits=[comes], **described) == ["5: abandoned at 15", *again]


# R7: balking


def test_r7_who_finds_so_many_waiting_leaves_at_once(engine: Engine) -> None:
    """The second in line finds one waiting; itself it does not count."""
    assert trace(engine, visits=[visit(0), visit(1), visit(2)], balk_at=1) == [
        "0: 0-10 by 0",
        "1: 10-20 by 0",
        "2: balked at 2",
    ]


def test_r7_who_can_be_served_at_once_does_not_look_at_the_line(engine: Engine) -> None:
    """Somebody waits for "b", which nobody serves; "a" is free, then is not."""
    assert trace(
        engine,
        officers=[officer("a")],
        visits=[visit(0, "b"), visit(0, "a"), visit(1, "a")],
        balk_at=1,
    ) == ["0: open", "0: 0-10 by 0", "1: balked at 1"]


def test_r7_balk_at_0_is_a_site_without_a_line(engine: Engine) -> None:
    """Served at once or not at all."""
    assert trace(engine, visits=[visit(0), visit(1), visit(10)], balk_at=0) == [
        "0: 0-10 by 0",
        "1: balked at 1",
        "10: 10-20 by 0",
    ]


def test_r7_looks_after_the_abandonments_of_the_instant(engine: Engine) -> None:
    """At 6 the one who waited has just left."""
    assert trace(engine, visits=[visit(0), visit(1, patience=5), visit(6)], balk_at=1) == [
        "0: 0-10 by 0",
        "1: abandoned at 6",
        "6: 10-20 by 0",
    ]


def test_r7_looks_after_the_dispatch_of_the_instant(engine: Engine) -> None:
    """At 10 the one who waited has just been called."""
    assert trace(engine, visits=[visit(0), visit(1), visit(10)], balk_at=1) == [
        "0: 0-10 by 0",
        "1: 10-20 by 0",
        "10: 20-30 by 0",
    ]


def test_r7_counts_earlier_arrivals_of_the_instant(engine: Engine) -> None:
    """Of two who arrive together the first waits and the second leaves."""
    assert trace(engine, visits=[visit(0), visit(1), visit(1)], balk_at=1) == [
        "0: 0-10 by 0",
        "1: 10-20 by 0",
        "1: balked at 1",
    ]


def test_r7_who_balks_does_not_return(engine: Engine) -> None:
    """Returning is for those who abandon."""
    assert trace(engine, returns=SAME_DAY, visits=[visit(0), visit(1)], balk_at=0) == [
        "0: 0-10 by 0",
        "1: balked at 1",
    ]


# R8: no-shows


def test_r8_who_does_not_come_takes_no_place(engine: Engine) -> None:
    """A no-show has no arrival, and the journal keeps it."""
    assert trace(engine, visits=[visit(0), visit(None), visit(0)]) == [
        "0: 0-10 by 0",
        "no-show",
        "0: 10-20 by 0",
    ]
