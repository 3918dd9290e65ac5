"""D1 to D3, sentence by sentence: how a dossier is filed, taken in, and found wanting."""

from __future__ import annotations

from sim.model.tables import Channel, Intake
from tests.parity.conftest import Engine
from tests.parity.dossier_traces import (
    enquired,
    filed,
    hours,
    lives,
    missing,
    office,
    play,
    sent,
    visits,
)
from tests.parity.small_sites import ALL_SHARES
from tests.parity.traces import officer, worked_in

NEXT_DAY = [(ALL_SHARES, 1)]


# D1: at the counter


def test_d1_at_the_counter_intake_is_the_visit_to_file(engine: Engine) -> None:
    """The end of its service is the acceptance."""
    assert lives(engine, "intake accepted ending", [filed(500), filed(505)]) == [
        "intake 500-510 by 0, accepted 510, done",
        "intake 510-520 by 0, accepted 520, done",
    ]


def test_d1_intake_is_the_visit_that_is_served(engine: Engine) -> None:
    """Sent home at the close, served the next morning."""
    assert lives(
        engine,
        "intake accepted",
        [filed(945, service=20), filed(950)],
        at_close_serve=False,
    ) == [
        "intake 945-965 by 0, accepted 965",
        "intake 1d480-1d490 by 0, accepted 1d490",
    ]


# D1: online and by post


def test_d1_what_is_sent_makes_no_visit(engine: Engine) -> None:
    """An officer works on it when it comes."""
    filings = [sent(500), sent(520, by=Channel.ONLINE)]
    assert visits(engine, filings) == []
    assert lives(engine, "intake accepted", filings) == [
        "intake 500-510 by 0, accepted 510",
        "intake 520-530 by 0, accepted 530",
    ]


def test_d1_what_is_sent_knows_no_doors(engine: Engine) -> None:
    """Filed at night, it lies there when duty begins."""
    assert lives(engine, "intake", [sent(100), sent(1200)]) == [
        "intake 480-490 by 0",
        "intake 1d480-1d490 by 0",
    ]


# D1: one who files online and comes to enquire


def test_d1_an_enquirers_work_comes_when_service_ends(engine: Engine) -> None:
    """The officer who served is free for it at that instant."""
    filings = [enquired(500, filed_at=490)]
    assert visits(engine, filings) == ["0 enquire 500: 500-505 by 0"]
    assert lives(engine, "intake accepted", filings) == ["intake 505-515 by 0, accepted 515"]


def test_d1_an_enquirers_work_comes_when_patience_ends(engine: Engine) -> None:
    """At 505: after what was sent at 503, before what was sent at 506."""
    filings = [filed(490, service=30), enquired(500, patience=5), sent(503), sent(506)]
    assert lives(engine, "intake", filings) == [
        "intake 490-520 by 0",
        "intake 530-540 by 0",
        "intake 520-530 by 0",
        "intake 540-550 by 0",
    ]


def test_d1_an_enquirers_work_comes_at_once_on_balking(engine: Engine) -> None:
    """At 500, before what was sent then with a higher number."""
    filings = [filed(490, service=30), enquired(500), sent(500), sent(499)]
    assert visits(engine, filings, balk_at=0)[1] == "1 enquire 500: balked at 500"
    assert lives(engine, "intake", filings, balk_at=0)[1:] == [
        "intake 530-540 by 0",
        "intake 540-550 by 0",
        "intake 520-530 by 0",
    ]


def test_d1_an_enquirers_work_comes_when_doors_are_shut(engine: Engine) -> None:
    """Turned away at 470; duty begins at 480 with the work, and the visitor is back then."""
    filings = [enquired(470)]
    assert lives(engine, "intake", filings) == ["intake 480-490 by 0"]
    assert visits(engine, filings) == [
        "0 enquire 470: turned away at 470",
        "0 enquire 480: 490-495 by 0",
    ]


def test_d1_an_enquirers_work_comes_with_the_first_end_alone(engine: Engine) -> None:
    """Sent home at 960, before what was sent at 970; served the next day, which brings nothing."""
    filings = [filed(950, service=30), enquired(955), sent(970)]
    assert lives(engine, "intake", filings, at_close_serve=False)[1:] == [
        "intake 1d480-1d490 by 0",
        "intake 1d495-1d505 by 0",
    ]
    assert visits(engine, filings, at_close_serve=False)[1:] == [
        "1 enquire 955: sent home at 960",
        "1 enquire 1d480: 1d490-1d495 by 0",
    ]


def test_d1_an_enquirers_work_comes_at_a_close_that_nothing_follows(engine: Engine) -> None:
    """The visit is open then, and the officer on duty until 1000."""
    filings = [filed(950, service=30), enquired(955)]
    described = {
        "days": 1,
        "sessions": hours(0),
        "officers": [officer(duty=[(480, 1000)])],
        "at_close_serve": False,
    }
    assert visits(engine, filings, **described)[1] == "1 enquire 955: open at 960"
    assert lives(engine, "intake", filings, **described)[1] == "intake 980-990 by 0"


def test_d1_an_enquirers_work_comes_at_filing_when_nobody_comes(engine: Engine) -> None:
    """A no-show files like everybody who does not enquire."""
    filings = [enquired(None, filed_at=500)]
    assert visits(engine, filings) == ["0 enquire no-show"]
    assert lives(engine, "intake", filings) == ["intake 500-510 by 0"]


def test_d1_an_enquirers_work_never_comes_while_the_visit_waits(engine: Engine) -> None:
    """Nobody can serve the visit, and the horizon comes before any close."""
    filings = [enquired(600)]
    described = {
        "days": 1,
        "sessions": [(480, 1500)],
        "officers": [officer("a/file", duty=[(480, 1500)])],
    }
    assert visits(engine, filings, **described) == ["0 enquire 600: open"]
    assert lives(engine, "intake accepted ending", filings, **described) == ["open"]


def test_d1_work_has_its_place_among_the_arrivals_of_its_instant(engine: Engine) -> None:
    """Dossier 0 cannot enquire, balks, and its work takes the officer before dossier 1 comes."""
    filings = [enquired(500), filed(500)]
    described = {"officers": [officer("a/file", duty=hours(0))], "balk_at": 0}
    assert visits(engine, filings, **described) == [
        "0 enquire 500: balked at 500",
        "1 file 500: balked at 500",
    ]
    assert lives(engine, "intake ending", filings, **described) == [
        "intake 500-510 by 0, done",
        "lost",
    ]


# D2: who does intake work, and when


def test_d2_intake_work_needs_the_skill_to_file(engine: Engine) -> None:
    """Officer 0 may do anything else."""
    officers = [
        officer("a/enquire a/collect a/supplement b", duty=hours(0)),
        officer("a/file", duty=hours(0)),
    ]
    assert lives(engine, "intake", [sent(500)], officers=officers) == ["intake 500-510 by 1"]


def test_d2_the_first_officer_in_the_order_of_r2(engine: Engine) -> None:
    """The one with the fewest skills."""
    officers = [officer("a b", duty=hours(0)), officer("a", duty=hours(0))]
    assert lives(engine, "intake", [sent(500)], officers=officers) == ["intake 500-510 by 1"]


def test_d2_who_worked_was_not_idle(engine: Engine) -> None:
    """Officer 1 has been idle for longer after the work of officer 0, whose index is lower."""
    officers = [officer("a", duty=hours(0)), officer("a", duty=hours(0))]
    assert lives(engine, "intake", [sent(500), filed(520), filed(540)], officers=officers) == [
        "intake 500-510 by 0",
        "intake 520-530 by 1",
        "intake 540-550 by 0",
    ]


def test_d2_visits_go_first(engine: Engine) -> None:
    """The visit of 499, though the work lies there since 491."""
    assert lives(engine, "intake", [filed(490), sent(491), filed(499)]) == [
        "intake 490-500 by 0",
        "intake 510-520 by 0",
        "intake 500-510 by 0",
    ]


def test_d2_visits_without_the_skill_do_not_count(engine: Engine) -> None:
    """Whoever cannot serve the one who waits takes up what lies there."""
    officers = [officer("a", duty=hours(0))]
    assert lives(engine, "intake", [filed(490), sent(491), filed(492, "b")], officers=officers) == [
        "intake 490-500 by 0",
        "intake 500-510 by 0",
        "",
    ]


def test_d2_first_come_first_begun(engine: Engine) -> None:
    """By arrival, then by dossier; across skills."""
    filings = [filed(490), sent(492), sent(491, "b"), sent(491, "a")]
    assert lives(engine, "intake", filings) == [
        "intake 490-500 by 0",
        "intake 520-530 by 0",
        "intake 500-510 by 0",
        "intake 510-520 by 0",
    ]


def test_d2_who_is_only_held_takes_none(engine: Engine) -> None:
    """After the close the visit of 955 is served, and the work lies over night."""
    filings = [filed(950, service=20), filed(955), sent(954)]
    assert lives(engine, "intake", filings) == [
        "intake 950-970 by 0",
        "intake 970-980 by 0",
        "intake 1d480-1d490 by 0",
    ]


def test_d2_work_that_arrives_while_an_officer_is_off_duty_waits(engine: Engine) -> None:
    """Duty ends at 600 and begins at 660; nobody is held over that break."""
    duty = [(480, 600), (660, 960)]
    assert lives(engine, "intake", [sent(600), sent(599)], officers=[officer(duty=duty)]) == [
        "intake 660-670 by 0",
        "intake 599-609 by 0",
    ]


def test_d2_whoever_is_at_work_at_the_close_is_held_for_visits(engine: Engine) -> None:
    """The visit of 955 is served when the work is done."""
    assert lives(engine, "intake", [sent(950, intake=20), filed(955), sent(956)]) == [
        "intake 950-970 by 0",
        "intake 970-980 by 0",
        "intake 1d480-1d490 by 0",
    ]


def test_d2_work_holds_nobody(engine: Engine) -> None:
    """Of two on duty at the close one serves on; the other goes, and no work is begun."""
    officers = [officer("a", duty=hours(0, 1)), officer("a", duty=hours(0, 1))]
    filings = [filed(940, service=30), sent(945, intake=20), sent(946)]
    assert lives(engine, "intake", filings, officers=officers) == [
        "intake 940-970 by 0",
        "intake 945-965 by 1",
        "intake 1d480-1d490 by 0",
    ]


def test_d2_an_overrun_with_work_extends_the_break(engine: Engine) -> None:
    """Ten minutes over, so that the next duty begins ten minutes later."""
    sessions = [(480, 600), (660, 960)]
    described = {"sessions": sessions, "extend_breaks": True}
    filings = [sent(595, intake=15), filed(660)]
    assert lives(engine, "intake", filings, days=1, **described) == [
        "intake 595-610 by 0",
        "intake 670-680 by 0",
    ]
    played = play(engine, office(filings, **described), days=1)
    assert worked_in(*played) == ["480-600", "670-960"]


def test_d2_work_does_not_count_for_balking(engine: Engine) -> None:
    """One visit may wait, whatever lies there."""
    filings = [filed(490, service=30), sent(495), filed(500), filed(501)]
    assert visits(engine, filings, balk_at=1) == [
        "0 file 490: 490-520 by 0",
        "2 file 500: 520-530 by 0",
        "3 file 501: balked at 501",
    ]


def test_d2_work_goes_on_past_the_horizon_and_none_begins_there(engine: Engine) -> None:
    """Its true end is told, and is no acceptance."""
    described = {"days": 1, "officers": [officer(duty=[(480, 3000)])]}
    filings = [sent(1430, intake=20), sent(1431)]
    assert lives(engine, "intake accepted ending", filings, **described) == [
        "intake 1430-1d10 by 0, open",
        "open",
    ]


# D3: the end of intake


def test_d3_hopeless_is_lost(engine: Engine) -> None:
    """At the counter and by post."""
    filings = [filed(500, outcome=Intake.HOPELESS), sent(520, outcome=Intake.HOPELESS)]
    assert lives(engine, "intake accepted ending", filings) == [
        "intake 500-510 by 0, lost",
        "intake 520-530 by 0, lost",
    ]


def test_d3_what_is_missing_is_brought_some_working_days_later(engine: Engine) -> None:
    """That visit's end is the acceptance."""
    filings = [missing(500, delay=2)]
    assert visits(engine, filings) == [
        "0 file 500: 500-510 by 0",
        "0 supplement 2d600: 2d600-2d605 by 0",
    ]
    assert lives(engine, "accepted ending", filings) == ["accepted 2d605, done"]


def test_d3_days_are_the_sites_working_days(engine: Engine) -> None:
    """Open on the first and the fourth day."""
    assert visits(engine, [missing(500)], sessions=hours(0, 3))[1:] == [
        "0 supplement 3d600: 3d600-3d605 by 0"
    ]


def test_d3_days_count_from_the_end_of_intake(engine: Engine) -> None:
    """Filed before midnight, taken in after it: tomorrow is the day after."""
    sessions = [(480, 1460), *hours(1, 2)]
    assert visits(engine, [missing(1435)], sessions=sessions)[1:] == [
        "0 supplement 2d600: 2d600-2d605 by 0"
    ]


def test_d3_work_too_may_find_something_missing(engine: Engine) -> None:
    """What was sent brings a visitor."""
    filings = [sent(500, outcome=Intake.INCOMPLETE, supplement_clock=600)]
    assert visits(engine, filings) == ["0 supplement 1d600: 1d600-1d605 by 0"]


def test_d3_follow_ups_come_when_doors_are_open(engine: Engine) -> None:
    """Else when they open next; at the closing instant they are shut."""
    sessions = [
        (480, 600),
        (660, 960),
        *hours(1, start=500, end=600),
        *hours(1, start=660),
        *hours(2),
    ]
    came = {499: 500, 500: 500, 599: 599, 600: 660, 620: 660, 959: 959}
    for clock, arrival in came.items():
        told = visits(engine, [missing(490, clock=clock)], sessions=sessions)
        assert told[1].startswith(f"0 supplement 1d{arrival}: ")
    told = visits(engine, [missing(490, clock=960)], sessions=sessions)
    assert told[1].startswith("0 supplement 2d480: ")


def test_d3_nobody_comes_after_the_last_working_day(engine: Engine) -> None:
    """The dossier stays open."""
    for delay, clock in ((3, 600), (2, 970)):
        filings = [missing(500, delay=delay, clock=clock)]
        assert visits(engine, filings, days=3, sessions=hours(0, 1, 2))[1:] == []
        assert lives(engine, "accepted ending", filings, days=3, sessions=hours(0, 1, 2)) == [
            "open"
        ]


def test_d3_whichever_visit_of_the_chain_is_served(engine: Engine) -> None:
    """Gave up on the second day, served on the third."""
    filings = [missing(500, patience=3), filed(1440 + 590, service=30)]
    assert visits(engine, filings, returns=NEXT_DAY)[1:3] == [
        "0 supplement 1d600: abandoned at 1d603",
        "0 supplement 2d600: 2d600-2d605 by 0",
    ]
    assert lives(engine, "accepted ending", filings, returns=NEXT_DAY)[0] == "accepted 2d605, done"
