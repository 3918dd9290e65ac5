"""R10, sentence by sentence: stages at the close, who stands by, and who is sent home.

Unless a trace says otherwise the site closes at 60, when all go off duty.
"""

from __future__ import annotations

from dataclasses import replace

from tests.parity.conftest import Engine
from tests.parity.dossier_traces import lives_of, office, sent
from tests.parity.stage_traces import at, desks, passed, passed_in, passing, play, run, stood_by
from tests.parity.traces import site, visit

DAY = [(0, 60)]
TWO_DATES = [(0, 60), (1440, 1500)]
OVER_NIGHT = [(1300, 1430), (1440, 1500)]
LATE = passing(50, 15, 10, 5)
"""At the guide until 65, at the desk until 75, at the cashier until 80, if nothing hinders."""


def told(engine: Engine, **described: object) -> tuple[list[str], list[str]]:
    """(what became of the visits, who stood by); closing at 60 unless it is said."""
    outcome = run(engine, **{"sessions": DAY, "officers": desks(DAY)} | described)
    return passed_in(*outcome), stood_by(outcome[2])


# Closing: who stands by


def test_r10_officers_stand_by_until_the_last_visit_is_through(engine: Engine) -> None:
    """The guide until 65, serving; the desk and the cashier until they are reached."""
    assert told(engine, visits=[LATE]) == (
        ["50: 50-65 by 0 > 65-75 by 1 > 75-80 by 2"],
        ["1: 60-65", "2: 60-75"],
    )


def test_r10_an_officer_for_two_stages_stands_by_between(engine: Engine) -> None:
    """Free at 65, called again at 75."""
    officers = [at("guide cashier", duty=DAY), at("desk", duty=DAY)]
    assert told(engine, officers=officers, visits=[LATE]) == (
        ["50: 50-65 by 0 > 65-75 by 1 > 75-80 by 0"],
        ["0: 65-75", "1: 60-65"],
    )


def test_r10_who_can_serve_the_present_stage_alone_is_let_go(engine: Engine) -> None:
    """A second guide goes at 60, a second cashier when the visit is called for the last time."""
    officers = [*desks(DAY), *desks(DAY, "guide cashier")]
    assert told(engine, officers=officers, visits=[LATE])[1] == ["1: 60-65", "2: 60-75", "4: 60-75"]


def test_r10_officers_are_told_by_their_row_among_all_sites(engine: Engine) -> None:
    """In order of row, then of time: those of the second site are 3, 4 and 5."""
    sites = [
        site(sessions=DAY, officers=desks(DAY), visits=[replace(LATE, dossier=number)])
        for number in range(2)
    ]
    assert stood_by(play(engine, *sites)[2]) == ["1: 60-65", "2: 60-75", "4: 60-65", "5: 60-75"]


def test_r10_a_stage_that_nobody_serves_lies_between(engine: Engine) -> None:
    """The cashier stands by all the same, until the visit is sent home for want of a desk."""
    assert told(engine, officers=desks(DAY, "guide cashier"), visits=[LATE]) == (
        ["50: 50-65 by 0 > open at 65"],
        ["1: 60-65"],
    )


def test_r10_an_abandonment_lets_go(engine: Engine) -> None:
    """Patience of 35 from 36 on is over at 71, and with it what the cashier is there for."""
    officers = [at("guide", duty=DAY), at("desk b", duty=DAY), at("cashier", duty=DAY)]
    visits = [visit(30, "b", service=60), passing(31, 5, 10, 5, patience=35)]
    assert told(engine, officers=officers, visits=visits) == (
        ["30: 30-90 by 1", "31: 31-36 by 0 > abandoned at 71"],
        ["2: 60-71"],
    )


def test_r10_who_is_needed_by_another_visit_stands_by_after_an_abandonment(engine: Engine) -> None:
    """The second visit gives up at 71, the first one still comes at 80."""
    visits = [passing(20, 10, 50, 5), passing(31, 5, 10, 5, patience=35)]
    assert told(engine, visits=visits) == (
        ["20: 20-30 by 0 > 30-80 by 1 > 80-85 by 2", "31: 31-36 by 0 > abandoned at 71"],
        ["2: 60-80"],
    )


def test_r10_the_end_of_duty_while_held(engine: Engine) -> None:
    """Standing by on duty is none: it counts from 70 on."""
    officers = [*desks(DAY, "guide desk"), at("cashier", duty=[(0, 70)])]
    assert told(engine, officers=officers, visits=[LATE]) == (
        ["50: 50-65 by 0 > 65-75 by 1 > 75-80 by 2"],
        ["1: 60-65", "2: 70-75"],
    )


def test_r10_duty_that_begins_while_held(engine: Engine) -> None:
    """On duty from 70 to 73; the hold goes on."""
    officers = [*desks(DAY, "guide desk"), at("cashier", duty=[(0, 60), (70, 73)])]
    assert told(engine, officers=officers, visits=[LATE]) == (
        ["50: 50-65 by 0 > 65-75 by 1 > 75-80 by 2"],
        ["1: 60-65", "2: 60-70", "2: 73-75"],
    )


def test_r10_the_horizon_cuts_standing_by(engine: Engine) -> None:
    """Closed at 1430, and the guide is busy until 1450."""
    session = [(1300, 1430)]
    assert told(
        engine, sessions=session, officers=desks(session), visits=[passing(1420, 30, 10, 5)]
    ) == (["1420: 1420-1d10 by 0"], ["1: 1430-1d0", "2: 1430-1d0"])


def test_r10_held_and_on_duty_there_is_intake_work_to_do(engine: Engine) -> None:
    """From 62 to 82; who is off duty stands by instead, and leaves the work."""
    for duty, life, visits, stood in [
        ([(0, 70)], ["intake 62-82 by 2"], "82-87", ["1: 60-65"]),
        (DAY, [""], "75-80", ["1: 60-65", "2: 60-75"]),
    ]:
        officers = [*desks(DAY, "guide desk"), at("cashier b/file", duty=duty)]
        here = office([sent(62, "b", intake=20)], sessions=DAY, officers=officers)
        here = replace(here, visits=(replace(LATE, dossier=1),))
        outcome = play(engine, here)
        assert lives_of("intake", outcome[2])[:1] == life
        assert passed_in(*outcome) == [f"50: 50-65 by 0 > 65-75 by 1 > {visits} by 2"]
        assert stood_by(outcome[2]) == stood


# Closing: who is sent home


def test_r10_sent_home_at_the_close_by_the_stage_waited_for(engine: Engine) -> None:
    """The desk is not held, the guide is: who waits for the guide may stay, and goes after that."""
    officers = [at("guide", duty=DAY), at("desk", duty=[(0, 50)])]
    visits = [passing(40, 5, 30), passing(41, 5, 10), passing(42, 15, 10), passing(43, 5, 10)]
    assert told(engine, way="guide desk", officers=officers, visits=visits) == (
        [
            "40: 40-45 by 0 > 45-75 by 1",
            "41: 45-50 by 0 > open at 60",
            "42: 50-65 by 0 > open at 65",
            "43: 65-70 by 0 > open at 70",
        ],
        [],
    )


def test_r10_sent_home_between_stages_comes_again_from_the_first(engine: Engine) -> None:
    """When the doors open next; the same times."""
    officers = [at("guide", duty=TWO_DATES), at("desk", duty=[(1440, 1500)])]
    visits = [passing(50, 15, 10)]
    assert passed(
        engine, way="guide desk", days=2, sessions=TWO_DATES, officers=officers, visits=visits
    ) == ["50: 50-65 by 0 > sent home at 65", "1d0: 1d0-1d15 by 0 > 1d15-1d25 by 1"]


def test_r10_joining_at_the_close_is_judged_by_the_close(engine: Engine) -> None:
    """At 60 with a desk held, and without."""
    one = passing(50, 10, 10, 5)
    assert told(engine, visits=[one]) == (
        ["50: 50-60 by 0 > 60-70 by 1 > 70-75 by 2"],
        ["2: 60-70"],
    )
    assert told(engine, officers=desks(DAY, "guide"), visits=[one]) == (
        ["50: 50-60 by 0 > open at 60"],
        [],
    )


def test_r10_duty_that_begins_after_the_close_saves_nobody(engine: Engine) -> None:
    """On duty at the desk when the visit comes there, but not held."""
    officers = [at("guide", duty=DAY), at("desk", duty=[(62, 100)])]
    assert told(engine, way="guide desk", officers=officers, visits=[passing(50, 15, 10)]) == (
        ["50: 50-65 by 0 > open at 65"],
        [],
    )


def test_r10_it_may_help_where_somebody_is_held(engine: Engine) -> None:
    """The desk that is held is busy until 90: enough to stay for."""
    officers = [at("guide", duty=DAY), at("desk b", duty=DAY), at("desk", duty=[(62, 100)])]
    visits = [passing(50, 15, 10), visit(50, "b", service=40)]
    assert told(engine, way="guide desk", officers=officers, visits=visits) == (
        ["50: 50-65 by 0 > 65-75 by 2", "50: 50-90 by 1"],
        [],
    )


def test_r10_whoever_is_held_but_on_the_last_job_may_be_waited_for(engine: Engine) -> None:
    """The desk is busy until 90, and takes the visit then."""
    officers = [at("guide", duty=DAY), at("desk b", duty=DAY)]
    visits = [passing(50, 15, 10), visit(50, "b", service=40)]
    assert told(engine, way="guide desk", officers=officers, visits=visits) == (
        ["50: 50-65 by 0 > 90-100 by 1", "50: 50-90 by 1"],
        [],
    )


# The clearing


def test_r10_at_the_clearing_all_are_let_go_and_nobody_joins_after(engine: Engine) -> None:
    """At 70; the visit at the desk until 75 is sent home then, the one that waits at 70."""
    assert told(engine, latest_close=10, visits=[LATE, passing(51, 1, 10, 5)]) == (
        ["50: 50-65 by 0 > 65-75 by 1 > open at 75", "51: 65-66 by 0 > open at 70"],
        ["1: 60-65", "2: 60-70"],
    )


def test_r10_joining_at_the_clearing_is_cleared(engine: Engine) -> None:
    """At 70, although the desk stands by."""
    assert told(engine, latest_close=10, visits=[passing(50, 20, 10, 5)]) == (
        ["50: 50-70 by 0 > open at 70"],
        ["1: 60-70", "2: 60-70"],
    )


def test_r10_send_home_clears_at_the_close(engine: Engine) -> None:
    """Nobody is held, nobody joins after: at 60 one who waits goes, at 65 one who was served."""
    for rule in ({"at_close_serve": False}, {"latest_close": 0}):
        assert told(engine, visits=[LATE, passing(51, 1, 1, 1)], **rule) == (
            ["50: 50-65 by 0 > open at 65", "51: open at 60"],
            [],
        )


def test_r10_after_the_clearing_on_duty_is_no_help(engine: Engine) -> None:
    """The desk is on duty and idle at 65."""
    officers = [at("guide", duty=DAY), at("desk", duty=[(0, 100)])]
    assert told(
        engine,
        way="guide desk",
        officers=officers,
        visits=[passing(50, 15, 10)],
        at_close_serve=False,
    ) == (["50: 50-65 by 0 > open at 65"], [])


def test_r10_nobody_joins_until_the_doors_open(engine: Engine) -> None:
    """One minute before midnight sent home, to come again at midnight; at midnight, not."""
    described = {
        "days": 2,
        "sessions": OVER_NIGHT,
        "officers": desks(OVER_NIGHT),
        "latest_close": 0,
    }
    assert passed(engine, visits=[passing(1420, 19, 10, 5)], **described) == [
        "1420: 1420-1439 by 0 > sent home at 1439",
        "1d0: 1d0-1d19 by 0 > 1d19-1d29 by 1 > 1d29-1d34 by 2",
    ]
    assert passed(engine, visits=[passing(1420, 20, 10, 5)], **described) == [
        "1420: 1420-1d0 by 0 > 1d0-1d10 by 1 > 1d10-1d15 by 2"
    ]


def test_r10_the_doors_that_open_next_clear_the_hall(engine: Engine) -> None:
    """Joined at the very instant, sent home, and back at once, behind nobody."""
    assert told(
        engine,
        days=2,
        sessions=OVER_NIGHT,
        officers=desks(OVER_NIGHT),
        visits=[passing(1420, 20, 10, 5)],
    ) == (
        [
            "1420: 1420-1d0 by 0 > sent home at 1d0",
            "1d0: 1d0-1d20 by 0 > 1d20-1d30 by 1 > 1d30-1d35 by 2",
        ],
        ["1: 1430-1d0", "2: 1430-1d0"],
    )
