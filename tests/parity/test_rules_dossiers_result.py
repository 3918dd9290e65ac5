"""D6 to D8, sentence by sentence: results, those who stay for them, and ends of visits."""

from __future__ import annotations

from sim.model.journal import journal
from sim.model.tables import Intake, Purpose
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
from tests.parity.traces import clock, just_before, officer

HALF_NEXT_DAY = [(1 << 63, 1)]
ALL_NEXT_DAY = [(ALL_SHARES, 1)]
WEEK = {"days": 7, "sessions": hours(*range(7))}
NOBODY_GIVES_OUT = {"officers": [officer("a/file b", duty=hours(*range(7)))], "balk_at": 0}


# D6: sent, or fetched


def test_d6_what_is_sent_is_in_hand_when_ready(engine: Engine) -> None:
    """No visit follows."""
    filings = [filed(500, effort=30, lead=20, deadline=3)]
    assert visits(engine, filings)[1:] == []
    assert lives(engine, "ready finished ending", filings) == ["ready 560, finished 560, done"]


def test_d6_fetched_on_the_due_day(engine: Engine) -> None:
    """Ready long before."""
    filings = [filed(500, effort=30, deadline=2, fetched=True, collect_clock=600)]
    assert visits(engine, filings)[1:] == ["0 collect 2d600: 2d600-2d603 by 0"]
    assert lives(engine, "ready finished ending", filings) == ["ready 540, finished 2d603, done"]


def test_d6_or_on_the_first_day_that_begins_with_the_result(engine: Engine) -> None:
    """Ready on the due day itself, or after it, or due never: the day after."""
    for lead, deadline, day in ((480, 1, 2), (960, 1, 3), (0, -1, 1), (0, 0, 1)):
        filings = [filed(500, lead=lead, deadline=deadline, fetched=True, collect_clock=600)]
        assert visits(engine, filings)[1:] == [f"0 collect {day}d600: {day}d600-{day}d603 by 0"]


def test_d6_days_are_the_sites_working_days(engine: Engine) -> None:
    """Due on the second day, on which the site is shut; then two more of its days."""
    filings = [filed(500, deadline=1, fetched=True, collect_clock=600, collect_delay=2)]
    assert visits(engine, filings, days=9, sessions=hours(0, 3, 5, 6, 8))[1:] == [
        "0 collect 6d600: 6d600-6d603 by 0"
    ]


def test_d6_the_due_date_is_the_date_of_the_working_day(engine: Engine) -> None:
    """Which ends at 10 past midnight: fetched on that day, before it has ended."""
    unit_hours = [(480, 960), (1440 + 1380, 2890), *hours(3, 4)]
    filings = [filed(500, deadline=1, fetched=True, collect_clock=600)]
    assert lives(engine, "due", filings, unit_hours=unit_hours) == ["due 2d10"]
    assert visits(engine, filings, unit_hours=unit_hours)[1:] == [
        "0 collect 1d600: 1d600-1d603 by 0"
    ]


def test_d6_mended_late_it_is_fetched_late(engine: Engine) -> None:
    """On the due day as it was moved."""
    filings = [
        filed(500, deadline=1, needs_mending=True, mend_clock=600, fetched=True, collect_clock=700)
    ]
    assert visits(engine, filings)[2:] == ["0 collect 2d700: 2d700-2d703 by 0"]


def test_d6_what_comes_by_post_may_be_fetched(engine: Engine) -> None:
    """It is drawn, whatever the channel."""
    filings = [sent(500, fetched=True, collect_clock=600), sent(520)]
    assert visits(engine, filings) == ["0 collect 1d600: 1d600-1d603 by 0"]
    assert lives(engine, "finished", filings) == ["finished 1d603", "finished 530"]


def test_d6_after_the_last_working_day_nobody_fetches(engine: Engine) -> None:
    """The result lies there at the horizon."""
    filings = [filed(500, fetched=True, collect_delay=4)]
    assert lives(engine, "ready finished ending", filings) == ["ready 510, open"]


# D6: in vain


def test_d6_who_cannot_collect_comes_again_three_times(engine: Engine) -> None:
    """On the next working days; the fourth time was once too often."""
    filings = [filed(500, fetched=True, collect_clock=600)]
    assert visits(engine, filings, **NOBODY_GIVES_OUT, **WEEK)[1:] == [
        f"0 collect {day}d600: balked at {day}d600" for day in (1, 2, 3, 4)
    ]
    assert lives(engine, "finished ending", filings, **NOBODY_GIVES_OUT, **WEEK) == ["unclaimed"]


def test_d6_the_fourth_time_may_be_a_good_one(engine: Engine) -> None:
    """Somebody hands out results from the fifth day on."""
    officers = [officer("a/file", duty=hours(0)), officer("a", duty=hours(4))]
    filings = [filed(500, fetched=True, collect_clock=600)]
    described = {"officers": officers, "balk_at": 0}
    assert lives(engine, "finished ending", filings, **described, **WEEK) == [
        "finished 4d603, done"
    ]


def test_d6_giving_up_is_in_vain_too(engine: Engine) -> None:
    """At the time of day drawn for it, though the last arrival was at the opening of the doors."""
    filings = [filed(500, fetched=True, collect_clock=470, patience=5)]
    officers = [officer("a/file", duty=hours(0))]
    doors = [(480, 960), (1440 + 475, 1440 + 960), (2880 + 460, 2880 + 960)]
    described = {"sessions": hours(0, 1, 2), "doors": doors, "officers": officers}
    assert visits(engine, filings, **described)[1:] == [
        "0 collect 1d475: abandoned at 1d480",
        "0 collect 2d470: abandoned at 2d475",
    ]
    assert lives(engine, "ending", filings, **described) == ["open"]


def test_d6_coming_back_of_ones_own_accord_is_not_in_vain(engine: Engine) -> None:
    """All return, any number of times."""
    filings = [filed(500, fetched=True, collect_clock=600, patience=5)]
    described = {"officers": [officer("a/file", duty=hours(0))], "returns": ALL_NEXT_DAY}
    assert visits(engine, filings, **described, **WEEK)[1:] == [
        f"0 collect {day}d600: abandoned at {day}d605" for day in range(1, 7)
    ]
    assert lives(engine, "ending", filings, **described, **WEEK) == ["open"]


def test_d6_being_sent_home_is_not_in_vain(engine: Engine) -> None:
    """Sent home five times, the visitor is back at the next opening each time."""
    filings = [filed(500, fetched=True, collect_clock=600)]
    officers = [officer("a/file", duty=hours(0)), officer("a", duty=hours(6))]
    assert visits(engine, filings, officers=officers, **WEEK)[1:] == [
        "0 collect 1d600: sent home at 1d960",
        *(f"0 collect {day}d480: sent home at {day}d960" for day in (2, 3, 4, 5)),
        "0 collect 6d480: 6d480-6d483 by 1",
    ]


def test_d6_days_count_from_giving_up(engine: Engine) -> None:
    """Patience of a day and an hour: on the day after it has ended."""
    filings = [filed(500, fetched=True, collect_clock=600, patience=1500)]
    officers = [officer("a/file", duty=hours(0))]
    sessions = [(480, 960), (1440 + 480, 2880 + 700), (2880 + 720, 2880 + 960), *hours(3)]
    assert visits(engine, filings, officers=officers, sessions=sessions)[1:3] == [
        "0 collect 1d600: abandoned at 2d660",
        "0 collect 3d600: open at 3d960",
    ]


# D7: on the spot


def test_d7_whoever_stays_has_the_result_when_it_is_ready(engine: Engine) -> None:
    """Though it was to be fetched; the journal says when the visitor left."""
    filings = [filed(500, effort=30, deadline=0, fetched=True)]
    assert lives(engine, "accepted ready released finished ending", filings, on_the_spot="a") == [
        "accepted 510, ready 540, released 540, finished 540, done"
    ]
    row = journal(*play(engine, office(filings), on_the_spot="a"))[0]
    assert (clock(row["left_at"]), clock(row["released_at"])) == ("510", "540")


def test_d7_ready_at_the_end_of_the_day_is_in_time(engine: Engine) -> None:
    """At 960 sharp."""
    filings = [filed(880, effort=70, deadline=0)]
    assert lives(engine, "due released finished", filings, on_the_spot="a") == [
        "due 960, released 960, finished 960"
    ]


def test_d7_not_ready_by_then_it_is_fetched(engine: Engine) -> None:
    """Due the next day, on which it is ready: fetched the day after, though it was to be sent."""
    filings = [filed(880, effort=80, deadline=0, collect_clock=600)]
    assert lives(engine, "due job released finished", filings, on_the_spot="a") == [
        "due 1d960, job 890-1d490, released 960, finished 2d603"
    ]
    assert visits(engine, filings, on_the_spot="a")[1:] == ["0 collect 2d600: 2d600-2d603 by 0"]


def test_d7_accepted_from_the_cut_off_on_nobody_stays(engine: Engine) -> None:
    """Gone at 900, though it is ready at 905, and back on the next day, when it is due."""
    filings = [filed(890, effort=5, deadline=0, collect_clock=600)]
    assert lives(engine, "due ready released finished", filings, on_the_spot="a") == [
        "due 1d960, ready 905, released 900, finished 1d603"
    ]
    filings = [filed(890, service=just_before(10), deadline=0)]
    assert lives(engine, "due finished", filings, on_the_spot="a") == [
        "due 960, finished 899.59999"
    ]


def test_d7_accepted_after_the_last_session_nobody_stays(engine: Engine) -> None:
    """Without a cut-off; due on the next day all the same, once."""
    filings = [filed(955, effort=5, deadline=0, collect_clock=600)]
    described = {"on_the_spot": "a", "cut_off": 1440}
    assert lives(engine, "due released finished", filings, **described) == [
        "due 1d960, released 965, finished 2d603"
    ]


def test_d7_accepted_at_the_end_of_the_last_session(engine: Engine) -> None:
    """In time, if there is no job to do; else gone at that very instant."""
    described = {"on_the_spot": "a", "cut_off": 1440}
    filings = [filed(950, deadline=0)]
    assert lives(engine, "due released finished", filings, **described) == [
        "due 960, released 960, finished 960"
    ]
    filings = [filed(950, deadline=0, effort=10, collect_clock=600)]
    assert lives(engine, "due job released finished", filings, **described) == [
        "due 1d960, job 1d480-1d490, released 960, finished 2d603"
    ]


def test_d7_leaving_does_not_renew_the_place_in_the_unit(engine: Engine) -> None:
    """Dossier 2 left at 960 and is due the next day like dossier 1, accepted before it."""
    filings = [
        filed(870, "b", effort=120, deadline=0),
        filed(875, "b", effort=10, deadline=1),
        filed(885, effort=10, deadline=0),
    ]
    described = {"on_the_spot": "a", "cut_off": 1440}
    assert lives(engine, "accepted due job", filings, **described) == [
        "accepted 880, due 960, job 880-1d520",
        "accepted 890, due 1d960, job 1d530-1d540",
        "accepted 900, due 1d960, job 1d520-1d530",
    ]


def test_d7_who_filed_online_or_by_post_is_not_there(engine: Engine) -> None:
    """Nor one who came to enquire."""
    filings = [sent(500), enquired(520, fetched=True, collect_clock=600)]
    told = lives(engine, "ready released finished", filings, on_the_spot="a")
    assert told == ["ready 510, finished 510", "ready 535, finished 1d603"]


def test_d7_who_brings_what_was_missing_stays(engine: Engine) -> None:
    """Whatever the channel it was filed by."""
    for filing in (
        sent(500, outcome=Intake.INCOMPLETE, supplement_clock=600, effort=30, deadline=0),
        missing(500, effort=30, deadline=0),
    ):
        assert lives(engine, "accepted released finished", [filing], on_the_spot="a") == [
            "accepted 1d605, released 1d635, finished 1d635"
        ]


def test_d7_for_what_needs_mending_nobody_stays(engine: Engine) -> None:
    """Neither on acceptance nor when it is mended; it is sent, as was drawn."""
    filings = [filed(500, needs_mending=True, mend_clock=600, effort=30, deadline=0)]
    assert lives(engine, "accepted due ready released finished", filings, on_the_spot="a") == [
        "accepted 510, due 1d960, ready 1d635, finished 1d635"
    ]


def test_d7_a_day_that_outlasts_the_horizon_releases_nobody(engine: Engine) -> None:
    """Still there at the horizon, and still due on that day."""
    described = {"days": 1, "on_the_spot": "a", "unit_hours": [(480, 1500), *hours(1, 2)]}
    filings = [filed(500, effort=1000, deadline=0), filed(520, deadline=0)]
    assert lives(engine, "due job released ending", filings, **described) == [
        "due 1d60, job 510-, open",
        "due 1d60, job 530-530, released 530, done",
    ]


# D8: ends of visits


def test_d8_turned_away_comes_again_when_doors_open_next(engine: Engine) -> None:
    """As often as need be; at the horizon it is the end, but nothing is lost."""
    filings = [filed(970), filed(5 * 1440 - 1)]
    assert visits(engine, filings) == [
        "0 file 970: turned away at 970",
        "0 file 1d480: 1d480-1d490 by 0",
        "1 file 4d1439: turned away at 4d1439",
    ]
    assert lives(engine, "ending", filings) == ["done", "open"]


def test_d8_an_opening_at_that_instant_is_not_the_next(engine: Engine) -> None:
    """Doors that open with the close let nobody in then."""
    sessions = [*hours(0), (1440 + 480, 1440 + 960), *hours(2)]
    doors = [(480, 960), (960, 1440 + 960), (2880 + 470, 2880 + 960)]
    assert visits(engine, [filed(960)], sessions=sessions, doors=doors) == [
        "0 file 960: turned away at 960",
        "0 file 2d470: 2d480-2d490 by 0",
    ]


def test_d8_who_gives_up_filing_loses_the_dossier(engine: Engine) -> None:
    """Balked, stayed away, gave up without coming back; enquiring changes nothing."""
    filings = [filed(490, service=60), filed(500), filed(None), enquired(500), filed(540, "d")]
    assert lives(engine, "ending", filings, balk_at=0) == ["done", "lost", "lost", "done", "lost"]
    filings = [filed(490, service=60), filed(500, patience=5)]
    assert lives(engine, "ending", filings) == ["done", "lost"]


def test_d8_who_gives_up_a_supplement_loses_the_dossier(engine: Engine) -> None:
    """Also that which was asked for in processing, which keeps its acceptance."""
    busy = filed(1440 + 590, "b", service=60)
    needy = filed(510, needs_mending=True, mend_clock=600, patience=9)
    filings = [missing(500, patience=9), needy, busy]
    assert lives(engine, "accepted ending", filings)[:2] == ["lost", "accepted 520, lost"]
    assert visits(engine, filings, balk_at=0)[1] == "0 supplement 1d600: balked at 1d600"


def test_d8_who_would_come_back_too_late_leaves_it_open(engine: Engine) -> None:
    """The draw says tomorrow, and there is none."""
    filings = [filed(490, service=60), filed(500, patience=5)]
    described = {"days": 1, "returns": ALL_NEXT_DAY}
    assert lives(engine, "ending", filings, **described) == ["done", "open"]


def test_d8_each_chain_of_visits_has_draws_of_its_own(engine: Engine) -> None:
    """The word of this dossier brings the first supplement back (0.04), and not the second (0.64);
    for filing it would have said no (0.57).
    """
    filings = [missing(500, patience=5, return_word=1)]
    described = {"officers": [officer("a/file", duty=hours(0))], "returns": HALF_NEXT_DAY}
    assert visits(engine, filings, **described)[1:] == [
        "0 supplement 1d600: abandoned at 1d605",
        "0 supplement 2d600: abandoned at 2d605",
    ]
    assert lives(engine, "ending", filings, **described) == ["lost"]


def test_d8_repetitions_count_on_whatever_the_reason(engine: Engine) -> None:
    """A supplement at intake is number 0, the one to mend number 1, with the second draw (0.64)."""
    filings = [
        missing(500, patience=5, return_word=1, needs_mending=True, mend_clock=700),
        filed(2880 + 690, "b", service=60),
    ]
    rows = journal(*play(engine, office(filings), returns=HALF_NEXT_DAY))
    supplements = rows[rows["purpose"] == Purpose.SUPPLEMENT]
    assert supplements["repetition"].tolist() == [0, 1]
    assert lives(engine, "accepted ending", filings, returns=HALF_NEXT_DAY)[0] == (
        "accepted 1d605, lost"
    )


def test_d8_follow_ups_have_the_class_of_the_dossier(engine: Engine) -> None:
    """A visit that comes again keeps its own, which was that of the booking."""
    filings = [
        filed(950, service=20, priority=2, fetched=True, deadline=1, collect_clock=600),
        filed(955, booked_class=0, priority=2, fetched=True, deadline=1, collect_clock=600),
    ]
    outcome = play(engine, office(filings, at_close_serve=False))[2]
    told = zip(
        outcome.caused_dossier.tolist(),
        outcome.caused_purpose.tolist(),
        outcome.caused_priority.tolist(),
        strict=True,
    )
    assert list(told) == [
        (1, Purpose.FILE, 0),
        (0, Purpose.COLLECT, 2),
        (1, Purpose.COLLECT, 2),
    ]
