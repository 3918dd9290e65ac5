"""D4 and D5, sentence by sentence: acceptance, due days, and the work of the unit."""

from __future__ import annotations

from sim.model.tables import Intake
from tests.parity.conftest import Engine
from tests.parity.dossier_traces import (
    filed,
    hours,
    lives,
    lives_of,
    office,
    play,
    sent,
    visits,
)
from tests.parity.traces import just_before, officer

TWO_OFFICERS = [officer(duty=hours(0, 1)), officer(duty=hours(0, 1))]


# D4: acceptance and due days


def test_d4_due_at_the_end_of_a_working_day(engine: Engine) -> None:
    """So many after the day of acceptance; no deadline, no due day."""
    filings = [filed(500, deadline=0), filed(510, deadline=1), filed(520, deadline=3), filed(530)]
    assert lives(engine, "accepted due", filings) == [
        "accepted 510, due 960",
        "accepted 520, due 1d960",
        "accepted 530, due 3d960",
        "accepted 540",
    ]


def test_d4_days_are_the_units_working_days(engine: Engine) -> None:
    """Its third day is the fourth date."""
    filings = [filed(500, deadline=2)]
    assert lives(engine, "due", filings, unit_hours=hours(0, 2, 3, 4)) == ["due 3d960"]


def test_d4_a_day_ends_with_its_last_session(engine: Engine) -> None:
    """Also one that goes on past midnight: accepted at 10 past, on the day before."""
    unit_hours = [(480, 600), (1380, 1460), *hours(1, 2, 3)]
    described = {"sessions": [(480, 1480)], "unit_hours": unit_hours, "cut_off": 1440}
    assert lives(engine, "accepted due", [filed(1440, deadline=1)], **described) == [
        "accepted 1d10, due 1d960"
    ]
    assert lives(engine, "accepted due", [filed(1460, deadline=1)], **described) == [
        "accepted 1d30, due 2d960"
    ]


def test_d4_accepted_after_the_last_session_counts_from_the_next_day(engine: Engine) -> None:
    """Exactly at its end is still that day."""
    for service, due in ((10, 1), (just_before(11), 2)):
        filings = [filed(950, service=service, deadline=1)]
        assert lives(engine, "due", filings) == [f"due {due}d960"]


def test_d4_from_the_cut_off_on_nothing_is_due_the_same_day(engine: Engine) -> None:
    """At 900 sharp already; a deadline of a day is none the longer for it."""
    for deadline, service, due in (
        (0, just_before(10), "960"),
        (0, 10, "1d960"),
        (1, just_before(10), "1d960"),
        (1, 10, "1d960"),
    ):
        filings = [filed(890, service=service, deadline=deadline)]
        assert lives(engine, "due", filings) == [f"due {due}"]


def test_d4_after_the_last_session_the_cut_off_is_that_of_the_next_day(engine: Engine) -> None:
    """Due at the end of the next day, and not of the one after."""
    filings = [filed(955, service=20, deadline=0)]
    assert lives(engine, "accepted due", filings) == ["accepted 975, due 1d960"]


def test_d4_where_no_unit_follows_acceptance_is_the_end(engine: Engine) -> None:
    """Whatever was drawn."""
    filings = [filed(500, "d", effort=30, deadline=1, needs_mending=True, fetched=True)]
    assert visits(engine, filings) == ["0 file 500: 500-510 by 0"]
    assert lives(engine, "accepted due job ready finished ending", filings) == [
        "accepted 510, ready 510, finished 510, done"
    ]


# D4: mending


def test_d4_what_needs_mending_joins_when_it_is_mended(engine: Engine) -> None:
    """On the third day; two working days were lost."""
    filings = [filed(500, deadline=1, effort=30, needs_mending=True, mend_delay=2, mend_clock=600)]
    assert visits(engine, filings)[1:] == ["0 supplement 2d600: 2d600-2d605 by 0"]
    assert lives(engine, "accepted due job", filings) == [
        "accepted 510, due 3d960, job 2d605-2d635"
    ]


def test_d4_the_days_lost_are_the_units(engine: Engine) -> None:
    """The unit is shut on the second day."""
    filings = [filed(500, deadline=1, needs_mending=True, mend_delay=2, mend_clock=600)]
    assert lives(engine, "due", filings, unit_hours=hours(0, 2, 3, 4)) == ["due 3d960"]


def test_d4_mended_after_the_close_costs_one_day_more(engine: Engine) -> None:
    """The visit begins at 958 and ends at 963."""
    filings = [filed(500, deadline=1, needs_mending=True, mend_clock=958)]
    assert lives(engine, "due", filings) == ["due 3d960"]


def test_d4_without_a_deadline_there_is_none_to_move(engine: Engine) -> None:
    """It joins, and is done."""
    filings = [filed(500, needs_mending=True, mend_clock=600)]
    assert lives(engine, "due job ending", filings) == ["job 1d605-1d605, done"]


def test_d4_missing_first_and_mended_then(engine: Engine) -> None:
    """Two visits to supplement; the dossier is accepted with the first."""
    filings = [
        filed(
            500,
            outcome=Intake.INCOMPLETE,
            supplement_clock=600,
            needs_mending=True,
            mend_clock=700,
            deadline=1,
        )
    ]
    assert visits(engine, filings)[1:] == [
        "0 supplement 1d600: 1d600-1d605 by 0",
        "0 supplement 2d700: 2d700-2d705 by 0",
    ]
    assert lives(engine, "accepted due job", filings) == [
        "accepted 1d605, due 3d960, job 2d705-2d705"
    ]


def test_d4_never_mended_it_stays_open(engine: Engine) -> None:
    """With the due day as it was on acceptance."""
    filings = [filed(500, deadline=1, needs_mending=True, mend_delay=5)]
    assert lives(engine, "accepted due job ending", filings) == ["accepted 510, due 1d960, open"]


# D5: which dossier is next


def test_d5_earliest_due_first(engine: Engine) -> None:
    """Not the first to be accepted."""
    filings = [
        filed(480, effort=60, deadline=3),
        filed(490, effort=10, deadline=3),
        filed(500, effort=10, deadline=1),
    ]
    assert lives(engine, "job", filings) == ["job 490-550", "job 560-570", "job 550-560"]


def test_d5_those_without_a_deadline_come_last(engine: Engine) -> None:
    """Whatever the others have."""
    filings = [
        filed(480, effort=60),
        filed(490, effort=10),
        filed(500, effort=10, deadline=3),
    ]
    assert lives(engine, "job", filings) == ["job 490-550", "job 560-570", "job 550-560"]


def test_d5_then_the_first_accepted_then_the_lowest_number(engine: Engine) -> None:
    """Dossiers 1 and 2 are accepted at 510 by two officers, 3 at 500."""
    filings = [
        filed(480, effort=60, deadline=1),
        filed(500, effort=10, deadline=1),
        filed(500, effort=10, deadline=1),
        filed(490, effort=10, deadline=1),
    ]
    assert lives(engine, "accepted job", filings, officers=TWO_OFFICERS) == [
        "accepted 490, job 490-550",
        "accepted 510, job 560-570",
        "accepted 510, job 570-580",
        "accepted 500, job 550-560",
    ]


def test_d5_by_acceptance_though_it_joins_later(engine: Engine) -> None:
    """Accepted on the first day and mended on the second, it goes before one accepted then."""
    filings = [
        filed(1440 + 480, effort=60, deadline=1),
        filed(500, effort=10, deadline=1, needs_mending=True, mend_clock=500),
        filed(1440 + 490, effort=10, deadline=1),
    ]
    assert lives(engine, "accepted due job", filings) == [
        "accepted 1d490, due 2d960, job 1d490-1d550",
        "accepted 510, due 2d960, job 1d550-1d560",
        "accepted 1d500, due 2d960, job 1d560-1d570",
    ]


def test_d5_mended_ones_are_compared_with_each_other(engine: Engine) -> None:
    """Of three that wait, the second joins first and the first joins second."""
    mended = {"effort": 10, "deadline": 1, "needs_mending": True}
    filings = [
        filed(1440 + 480, effort=60, deadline=1),
        filed(500, mend_clock=510, **mended),
        filed(520, mend_clock=500, **mended),
        filed(540, mend_clock=520, **mended),
    ]
    assert lives(engine, "accepted due job", filings) == [
        "accepted 1d490, due 2d960, job 1d490-1d550",
        "accepted 510, due 2d960, job 1d550-1d560",
        "accepted 530, due 2d960, job 1d560-1d570",
        "accepted 550, due 2d960, job 1d570-1d580",
    ]


def test_d5_all_who_join_in_an_instant_are_compared(engine: Engine) -> None:
    """At 500 the processor is free again, and two are accepted."""
    filings = [
        filed(480, effort=10),
        filed(490, effort=10, deadline=2),
        filed(490, effort=10, deadline=1),
    ]
    assert lives(engine, "job", filings, officers=TWO_OFFICERS) == [
        "job 490-500",
        "job 510-520",
        "job 500-510",
    ]


def test_d5_who_joins_when_the_unit_opens_is_compared(engine: Engine) -> None:
    """At 600 one waits and one is accepted, which is due earlier."""
    filings = [filed(500, effort=10, deadline=2), filed(590, effort=10, deadline=1)]
    unit_hours = [(600, 960), *hours(*range(1, 9))]
    assert lives(engine, "job", filings, unit_hours=unit_hours) == ["job 610-620", "job 600-610"]


def test_d5_so_many_processors(engine: Engine) -> None:
    """Two of three are begun at once."""
    filings = [filed(480, effort=60), filed(490, effort=60), filed(500, effort=60)]
    assert lives(engine, "job", filings, processors=2) == [
        "job 490-550",
        "job 500-560",
        "job 550-610",
    ]


def test_d5_two_sites_share_a_unit(engine: Engine) -> None:
    """The dossier of the second site has the lower number and goes first."""
    one = office([filed(490, effort=10, deadline=1)], first=2)
    other = office([filed(480, effort=20, deadline=1), filed(490, effort=10, deadline=1)])
    assert lives_of("accepted job", play(engine, one, other)[2]) == [
        "accepted 490, job 490-510",
        "accepted 500, job 510-520",
        "accepted 500, job 520-530",
    ]


def test_d5_a_unit_opens_when_another_site_has_closed(engine: Engine) -> None:
    """It keeps its own hours, not those of either site."""
    one = office([filed(490, effort=30)], sessions=hours(0, end=600))
    other = office([filed(700, effort=30)], first=1, sessions=hours(0, start=660))
    unit_hours = [(580, 595), (650, 730), (800, 900)]
    assert lives_of("job", play(engine, one, other, unit_hours=unit_hours)[2]) == [
        "job 580-665",
        "job 710-810",
    ]


# D5: open time


def test_d5_work_goes_on_in_open_time_alone(engine: Engine) -> None:
    """Twenty minutes before the close, ten the next morning."""
    assert lives(engine, "job", [filed(930, effort=30)]) == ["job 940-1d490"]


def test_d5_work_over_several_days(engine: Engine) -> None:
    """Days on which the unit is shut do not count."""
    filings = [filed(930, effort=20 + 480 + 1)]
    assert lives(engine, "job", filings, unit_hours=hours(0, 2, 3)) == ["job 940-3d481"]


def test_d5_used_up_exactly_it_ends_with_the_session(engine: Engine) -> None:
    """Not with the start of the next one."""
    assert lives(engine, "job", [filed(930, effort=20)]) == ["job 940-960"]


def test_d5_nothing_is_begun_at_the_end_of_a_session(engine: Engine) -> None:
    """Accepted at 960; and at 940 the processor, free at 960, begins nothing."""
    assert lives(engine, "job", [filed(950, effort=10)]) == ["job 1d480-1d490"]
    filings = [filed(930, effort=20), filed(940, effort=10)]
    assert lives(engine, "job", filings) == ["job 940-960", "job 1d480-1d490"]


def test_d5_a_session_begins_with_what_waits(engine: Engine) -> None:
    """Accepted at 1d480, the instant at which the unit opens."""
    filings = [sent(1440 + 470, effort=10)]
    officers = [officer(duty=[(1440 + 470, 1440 + 960)])]
    assert lives(engine, "accepted job", filings, officers=officers) == [
        "accepted 1d480, job 1d480-1d490"
    ]


def test_d5_no_effort_no_processor(engine: Engine) -> None:
    """Done on joining, while the unit is shut, and busy."""
    filings = [filed(940, effort=900), filed(950), filed(955)]
    assert lives(engine, "job ready", filings)[1:] == [
        "job 960-960, ready 960",
        "job 970-970, ready 970",
    ]


def test_d5_lead_time_is_open_time_after_the_job(engine: Engine) -> None:
    """It may use up a session exactly, begin while the unit is shut, and take days."""
    for service, effort, lead, ready in (
        (10, 10, 20, "540"),
        (10, 10, 440, "960"),
        (10, 10, 441, "1d481"),
        (10, 450, 1, "1d481"),
        (10, 0, 30 + 480 * 2, "2d540"),
    ):
        filings = [filed(500, service=service, effort=effort, lead=lead)]
        assert lives(engine, "ready", filings) == [f"ready {ready}"]


def test_d5_lead_time_holds_no_processor(engine: Engine) -> None:
    """The next job is begun when the first is done."""
    filings = [filed(480, effort=20, lead=100), filed(490, effort=20)]
    assert lives(engine, "job ready", filings) == [
        "job 490-510, ready 610",
        "job 510-530, ready 530",
    ]


def test_d5_an_instant_at_the_horizon_is_not_reached(engine: Engine) -> None:
    """Job and lead time that would end at 1440."""
    described = {"days": 1, "unit_hours": [(480, 1500), *hours(1, 2)]}
    filings = [filed(500, effort=930), filed(510, effort=0, lead=920)]
    assert lives(engine, "job ready ending", filings, **described) == [
        "job 510-, open",
        "job 520-520, open",
    ]
    filings = [filed(500, effort=just_before(930)), filed(510, lead=just_before(920))]
    assert lives(engine, "ready", filings, **described) == ["ready 1439.59999"] * 2


def test_d5_what_is_not_begun_is_open(engine: Engine) -> None:
    """The unit does not open before the horizon."""
    filings = [filed(955, effort=10, deadline=1)]
    assert lives(engine, "accepted due job ending", filings, days=1) == [
        "accepted 965, due 2d960, open"
    ]
