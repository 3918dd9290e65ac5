"""D9, sentence by sentence: where those go who look at all sites when they file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sim.model.tables import MINUTE, Ending, Intake
from tests.parity.choice_traces import run, undecided, went
from tests.parity.conftest import Engine
from tests.parity.dossier_traces import clock_of, filed, hours, lives_of, office, sent
from tests.parity.small_sites import Unit
from tests.parity.traces import just_before, officer

A_MILLISECOND = Fraction(1, MINUTE)


# the least of travel and wait


def test_d9_nearest_where_nobody_waits(engine: Engine) -> None:
    """Home would be nearer, and is no choice."""
    sites = [office([]), office([]), office([])]
    assert went(engine, sites, [0, 10, 5], [undecided(500)]) == ["2 file 500: 500-510 by 0"]


def test_d9_home_may_be_a_choice(engine: Engine) -> None:
    """It is the nearest."""
    sites = [office([]), office([]), office([])]
    came = went(engine, sites, [4, 10, 5], [undecided(500)], home_included=True)
    assert came == ["0 file 500: 500-510 by 0"]


def test_d9_a_wait_may_be_longer_than_the_road(engine: Engine) -> None:
    """5 and 10 until the officer at 2 has served, against 14."""
    sites = [office([]), office([]), office([filed(490, service=60)])]
    assert went(engine, sites, [0, 14, 5], [undecided(500)]) == ["1 file 500: 500-510 by 0"]


def test_d9_the_road_may_be_longer_than_a_wait(engine: Engine) -> None:
    """5 and 10 against 16: the wait is what one would expect, not the 50 that it will be."""
    sites = [office([]), office([]), office([filed(490, service=60)])]
    assert went(engine, sites, [0, 16, 5], [undecided(500)]) == ["2 file 500: 550-560 by 0"]


def test_d9_ties_go_to_the_lowest_number(engine: Engine) -> None:
    """15 at both, whichever of them is the nearer."""
    busy, idle = office([filed(490, service=60)]), office([])
    near = went(engine, [office([], first=1), busy, idle], [0, 5, 15], [undecided(500)])
    assert near == ["1 file 500: 550-560 by 0"]
    far = went(engine, [office([], first=1), idle, busy], [0, 15, 5], [undecided(500)])
    assert far == ["1 file 500: 500-510 by 0"]


def test_d9_a_millisecond_nearer_is_nearer(engine: Engine) -> None:
    """5 and 10 against one millisecond less."""
    sites = [office([], first=1), office([filed(490, service=60)]), office([])]
    came = went(engine, sites, [0, 5, just_before(15)], [undecided(500)])
    assert came == ["2 file 500: 500-510 by 0"]


def test_d9_only_sites_that_accept(engine: Engine) -> None:
    """Not at 2."""
    sites = [office([]), office([]), office([])]
    came = went(engine, sites, [0, 10, 5], [undecided(500)], accepts=[0, 1])
    assert came == ["1 file 500: 500-510 by 0"]


# the wait


def test_d9_those_who_wait_are_before_one(engine: Engine) -> None:
    """Two wait: 3 * 10 minutes; and 34 are less than 5 and 30."""
    queue = [filed(490, service=60), filed(492), filed(493, "b")]
    sites = [office([], first=3), office([], first=3), office(queue)]
    assert went(engine, sites, [0, 34, 5], [undecided(500)])[0].startswith("1 ")
    assert went(engine, sites, [0, 36, 5], [undecided(500)])[0].startswith("2 ")


def test_d9_officers_share_the_line_and_waits_are_rounded_down(engine: Engine) -> None:
    """Two officers: half of 10 minutes and a millisecond is 5, and 5 and 5 are not more than 10."""
    queue = [filed(490, service=60), filed(491, service=60)]
    two = [officer(duty=hours(0)), officer(duty=hours(0))]
    sites = [office([], first=2), office(queue, officers=two), office([], first=2)]
    came = went(engine, sites, [0, 5, 10], [undecided(500)], mean=10 + A_MILLISECOND)
    assert came == ["1 file 500: 550-560 by 0"]


def test_d9_one_idle_officer_is_enough(engine: Engine) -> None:
    """No wait, although the other is busy."""
    two = [officer(duty=hours(0)), officer(duty=hours(0))]
    sites = [office([], first=1), office([], first=1), office([filed(490)], officers=two)]
    assert went(engine, sites, [0, 6, 5], [undecided(495)]) == ["2 file 495: 495-505 by 1"]


def test_d9_who_becomes_idle_at_that_instant_is_idle(engine: Engine) -> None:
    """At 500 the service is over; a millisecond before it is not."""
    sites = [office([], first=1), office([], first=1), office([filed(490)])]
    assert went(engine, sites, [0, 6, 5], [undecided(500)]) == ["2 file 500: 500-510 by 0"]
    early = went(engine, sites, [0, 6, 5], [undecided(just_before(500))])
    assert early == ["1 file 499.59999: 499.59999-509.59999 by 0"]


def test_d9_means_are_those_of_the_site(engine: Engine) -> None:
    """5 and 20 at site 2, against 20."""
    sites = [office([], first=1), office([], first=1), office([filed(490, service=60)])]
    came = went(engine, sites, [0, 20, 5], [undecided(500)], mean=[1, 1, 20])
    assert came == ["1 file 500: 500-510 by 0"]


def test_d9_only_those_count_whom_the_same_officers_serve(engine: Engine) -> None:
    """One waits for b, whom the officer for a serves too, and two for c."""
    queue = [filed(490, service=60), filed(491, "c", service=60)]
    queue += [filed(492, "b"), filed(493, "c"), filed(494, "c")]
    staff = [officer("a b", duty=hours(0)), officer("c d", duty=hours(0))]
    sites = [office([], first=5), office([], first=5), office(queue, officers=staff)]
    assert went(engine, sites, [0, 26, 5], [undecided(500)])[0].startswith("2 ")
    assert went(engine, sites, [0, 24, 5], [undecided(500)])[0].startswith("1 ")


def test_d9_intake_work_keeps_officers_busy_and_is_no_line(engine: Engine) -> None:
    """One is worked on, two lie there: 10 minutes to wait, as where nobody waits."""
    sites = [office([], first=3), office([], first=3), office([sent(490, intake=60)] * 3)]
    assert went(engine, sites, [0, 16, 5], [undecided(500)]) == ["2 file 500: 550-560 by 0"]
    assert went(engine, sites, [0, 14, 5], [undecided(500)]) == ["1 file 500: 500-510 by 0"]


def test_d9_whose_patience_ends_then_has_left(engine: Engine) -> None:
    """At 500 nobody waits any more, a millisecond before one does."""
    queue = [filed(490, service=60), filed(492, patience=8)]
    sites = [office([], first=2), office([], first=2), office(queue)]
    assert went(engine, sites, [0, 16, 5], [undecided(500)])[0].startswith("2 ")
    assert went(engine, sites, [0, 16, 5], [undecided(just_before(500))])[0].startswith("1 ")


# sites left out


def test_d9_shut_doors(engine: Engine) -> None:
    """Site 2 opens at 600, and officers are there before."""
    late = office([], sessions=hours(0, start=600), officers=[officer()])
    sites = [office([]), office([]), late]
    came = went(engine, sites, [0, 10, 5], [undecided(599), undecided(600)])
    assert came == ["1 file 599: 599-609 by 0", "2 file 600: 600-610 by 0"]


def test_d9_doors_that_shut_at_that_instant(engine: Engine) -> None:
    """Site 2 gives tickets until 700."""
    early = office([], doors=[(480, 700)], sessions=hours(0))
    sites = [office([]), office([]), early]
    choosing = [undecided(just_before(700)), undecided(700)]
    assert [each[0] for each in went(engine, sites, [0, 10, 5], choosing)] == ["2", "1"]


def test_d9_a_closing_instant_counts_as_shut(engine: Engine) -> None:
    """At 700 site 2 closes for the date, and opens for one that begins at midnight before."""
    sessions = [(480, 700), (1440, 2400)]
    here = office([], sessions=sessions, doors=[(480, 700), (700, 2400)], officers=[officer()])
    choosing = [undecided(700), undecided(720)]
    came = went(engine, [office([]), office([]), here], [0, 10, 5], choosing)
    assert came == ["1 file 700: 700-710 by 0", "2 file 720: 720-730 by 0"]


def test_d9_nobody_with_the_skill_on_duty(engine: Engine) -> None:
    """At 2 the officer for a comes at 520."""
    staff = [officer("b", duty=hours(0)), officer("a", duty=[(520, 960)])]
    sites = [office([]), office([]), office([], officers=staff)]
    choosing = [undecided(just_before(520)), undecided(520)]
    assert [each[0] for each in went(engine, sites, [0, 10, 5], choosing)] == ["1", "2"]


def test_d9_another_purpose_is_another_skill(engine: Engine) -> None:
    """At 2 one may only collect."""
    sites = [office([]), office([]), office([], officers=[officer("a/collect", duty=hours(0))])]
    assert went(engine, sites, [0, 10, 5], [undecided(500)]) == ["1 file 500: 500-510 by 0"]


def test_d9_who_works_beyond_duty_is_not_there(engine: Engine) -> None:
    """Duty has ended at 500, at that instant already, and the service goes on."""
    over = office([filed(490, service=60)], officers=[officer(duty=[(480, 500), (600, 960)])])
    sites = [office([], first=1), office([], first=1), over]
    choosing = [undecided(just_before(500)), undecided(500)]
    assert [each[0] for each in went(engine, sites, [0, 50, 5], choosing)] == ["2", "1"]


def at_a_break(engine: Engine, *queue: int, at: int = 530) -> str:
    """Site 2 has a break from 520 to 540, doors that open at 525, and a service until 535."""
    here = office(
        [filed(515, service=20), *(filed(minute) for minute in queue)],
        sessions=[(480, 520), (540, 960)],
        doors=[(480, 520), (525, 960)],
        at_break_serve=True,
    )
    n = 1 + len(queue)
    sites = [office([], first=n), office([], first=n), here]
    return went(engine, sites, [0, 50, 5], [undecided(at)])[0]


def test_d9_who_is_held_is_there(engine: Engine) -> None:
    """For the ticket of 518; nobody serves the one of 530 before 545 all the same."""
    assert at_a_break(engine, 518) == "2 file 530: 545-555 by 0"


def test_d9_who_has_nobody_left_is_not_held(engine: Engine) -> None:
    """Busy over the break, with no ticket of before it, or with one of after it."""
    assert at_a_break(engine) == "1 file 530: 530-540 by 0"
    assert at_a_break(engine, 526) == "1 file 530: 530-540 by 0"


def test_d9_home_where_all_others_are_left_out(engine: Engine) -> None:
    """There the doors are shut too, and the visitor comes again when they open."""
    sites = [office([]), office([]), office([])]
    came = went(engine, sites, [50, 10, 5], [undecided(470)])
    assert came == ["0 file 470: turned away at 470", "0 file 480: 480-490 by 0"]


def test_d9_home_even_without_anybody_who_serves(engine: Engine) -> None:
    """The last resort is not looked at."""
    sites = [office([], officers=[officer("b", duty=hours(0))]), office([]), office([])]
    came = went(engine, sites, [0, 10, 5], [undecided(500)], accepts=[0])
    assert came == ["0 file 500: sent home at 960", *went_home_again(engine)]


def went_home_again(engine: Engine) -> list[str]:
    """Day after day, the last of them without a next."""
    again = [f"0 file {day}d480: sent home at {day}d960" for day in range(1, 4)]
    return [*again, "0 file 4d480: open at 4d960"]


# turns


def test_d9_one_after_the_other(engine: Engine) -> None:
    """The second finds the officer at 2 busy, the third waits behind nobody at 1."""
    sites = [office([]), office([]), office([])]
    came = went(engine, sites, [0, 10, 5], [undecided(500)] * 3)
    assert came == [
        "2 file 500: 500-510 by 0",
        "1 file 500: 500-510 by 0",
        "2 file 500: 510-520 by 0",
    ]


def test_d9_an_earlier_number_has_arrived(engine: Engine) -> None:
    """Dossier 0 comes to site 2 at 500 as well."""
    sites = [office([], first=1), office([], first=1), office([filed(500)])]
    assert went(engine, sites, [0, 10, 5], [undecided(500)]) == ["1 file 500: 500-510 by 0"]


def test_d9_a_later_number_has_not(engine: Engine) -> None:
    """Who chooses has number 0, and is served before number 1."""
    sites = [office([], first=2), office([], first=2), office([filed(500)], first=1)]
    came = went(engine, sites, [0, 10, 5], [undecided(500)], first=0)
    assert came == ["2 file 500: 500-510 by 0"]


def test_d9_intake_work_has_its_turn(engine: Engine) -> None:
    """What was sent with number 0 is begun when number 1 looks in."""
    sites = [office([], first=1), office([], first=1), office([sent(500)])]
    assert went(engine, sites, [0, 10, 5], [undecided(500)]) == ["1 file 500: 500-510 by 0"]


def test_d9_one_who_has_chosen_may_balk(engine: Engine) -> None:
    """The site is looked at for the wait alone; who balks is lost."""
    here = office([filed(490, service=60)], balk_at=0)
    sites = [office([], first=1), office([], first=1), here]
    outcome = run(engine, sites, [0, 50, 5], [undecided(500)])[2]
    assert went(engine, sites, [0, 50, 5], [undecided(500)]) == ["2 file 500: balked at 500"]
    assert outcome.lives["ending"][1] == Ending.LOST


# what depends on the site


def test_d9_service_goes_by_the_productive_share(engine: Engine) -> None:
    """Half of the time serves, so that it takes twice as long, rounded."""
    sites = [office([]), office([], productive=0.5)]
    assert went(engine, sites, [0, 5], [undecided(500)]) == ["1 file 500: 500-520 by 0"]
    third = [office([]), office([], productive=0.3)]
    came = went(engine, third, [0, 5], [undecided(500, service=1 / MINUTE)])
    assert came == ["1 file 500: 500-500.00003 by 0"]


def test_d9_nothing_takes_less_than_a_millisecond(engine: Engine) -> None:
    """A fifth of one is one."""
    came = went(engine, [office([]), office([])], [0, 5], [undecided(500, service=0.2 / MINUTE)])
    assert came == ["1 file 500: 500-500.00001 by 0"]


def test_d9_later_visits_come_to_the_site_chosen(engine: Engine) -> None:
    """To supplement on its next working day but one, and to collect, at its pace."""
    here = office([], sessions=hours(0, 2, 4), productive=0.5)
    choosing = undecided(
        500, outcome=Intake.INCOMPLETE, supplement_delay=1, supplement_clock=600, fetched=True
    )
    assert went(engine, [office([]), here], [0, 5], [choosing]) == [
        "1 file 500: 500-520 by 0",
        "1 supplement 2d600: 2d600-2d610 by 0",
        "1 collect 4d480: 4d480-4d486 by 0",
    ]


def test_d9_unit_and_lead_time_go_by_the_site_chosen(engine: Engine) -> None:
    """Half of a standard day of the unit of site 1, which is 100 minutes, or as drawn."""
    clocks = (
        clock_of(hours(*range(9))),
        replace(clock_of(hours(*range(9), start=600)), standard_day=100 * MINUTE),
    )
    told = []
    for unit_at in ({(0, 0): 0, (0, 1): 1}, {}):
        choosing = undecided(500, lead_days=0.5, lead=10, unit=0, effort=20)
        _, _, outcome = run(
            engine,
            [office([]), office([])],
            [0, 5],
            [choosing],
            clocks=clocks,
            units=(Unit(clock=0), Unit(clock=1)),
            unit_at=unit_at,
        )
        told += lives_of("accepted job ready", outcome)
    assert told == [
        "accepted 510, job 600-620, ready 670",
        "accepted 510, job 510-530, ready 540",
    ]


def test_d9_the_last_millisecond_is_in_time(engine: Engine) -> None:
    """Of five days, for a service that goes on after them."""
    sites = [office([], sessions=[(0, 6 * 1440)]) for _ in range(2)]
    came = went(engine, sites, [0, 5], [undecided(just_before(5 * 1440))])
    assert came == ["1 file 4d1439.59999: 4d1439.59999-5d9.59999 by 0"]
