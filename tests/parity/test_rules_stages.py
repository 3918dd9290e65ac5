"""R10, sentence by sentence: the way through the stages, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.model.journal import journal
from sim.model.tables import MINUTE
from tests.parity.choice_traces import tell_map, undecided
from tests.parity.conftest import Engine
from tests.parity.corpus import played
from tests.parity.dossier_traces import enquired, lives_of, office, sent
from tests.parity.small_sites import ALL_SHARES, Undecided
from tests.parity.stage_traces import at, passed, passed_in, passing, play, run
from tests.parity.traces import clock, site, tell, visit

DESKS = [at("guide"), at("desk"), at("cashier")]
TWO_DESKS = DESKS[:2]
TWO_DATES = [(0, 60), (1440, 1500)]
COMES_BACK = ALL_SHARES


# The way


def test_r10_one_desk_after_the_other(engine: Engine) -> None:
    """The second visit waits for the guide until 5, for the desk from 10 to 15."""
    assert passed(engine, officers=DESKS, visits=[passing(0, 5, 10, 3), passing(1, 5, 10, 3)]) == [
        "0: 0-5 by 0 > 5-15 by 1 > 15-18 by 2",
        "1: 5-10 by 0 > 15-25 by 1 > 25-28 by 2",
    ]


def test_r10_the_first_stage_needs_its_own_skill(engine: Engine) -> None:
    """That of filing is not enough where the desk comes second."""
    visits = [passing(0, 5, 10)]
    assert passed(engine, way="guide desk", officers=[at("desk")], visits=visits) == ["0: open"]
    assert passed(engine, way="desk guide", officers=[at("desk")], visits=visits) == [
        "0: 0-5 by 0 > open"
    ]


def test_r10_the_productive_share_of_the_site_holds_for_every_stage(engine: Engine) -> None:
    """6, 3 and no minutes at three quarters: 8, 4, and the least there is."""
    here = replace(site(officers=[at("guide desk cashier")], visits=[]), productive=0.75)
    here = replace(here, visits=(replace(passing(0, 6, 3, 0), dossier=0),))
    assert passed_in(*play(engine, here)) == ["0: 0-8 by 0 > 8-12 by 0 > 12-12.00001 by 0"]


def test_r10_times_are_rounded_at_each_stage(engine: Engine) -> None:
    """2 and 3 ms at a share of 0.8: 2.5 and 3.75 ms, so 3 and 4."""
    one = replace(passing(0, 0, 0), dossier=0, stages=(2.0, 3.0))
    here = replace(site(officers=[at("guide desk")], visits=[one]), productive=0.8)
    rows = play(engine, here, way="guide desk")[2].stages
    assert (rows["left_at"] - rows["called_at"]).tolist() == [3, 4]


def test_r10_one_officer_for_all_stages_takes_the_earliest_ticket(engine: Engine) -> None:
    """At 5 the second visit (ticket of 1) goes before the first, whose new ticket is of 5."""
    assert passed(
        engine,
        officers=[at("guide desk cashier")],
        visits=[passing(0, 5, 10, 3), passing(1, 5, 10, 3)],
    ) == [
        "0: 0-5 by 0 > 10-20 by 0 > 30-33 by 0",
        "1: 5-10 by 0 > 20-30 by 0 > 33-36 by 0",
    ]


def test_r10_an_officer_idle_before_may_come_first(engine: Engine) -> None:
    """Fewest skills at 5, or else longest idle: not the officer who has just become free."""
    for second in ("desk", "guide desk"):
        assert passed(
            engine,
            way="guide desk",
            officers=[at("guide desk"), at(second)],
            visits=[passing(0, 5, 10)],
        ) == ["0: 0-5 by 0 > 5-15 by 1"]


def test_r10_the_officer_just_freed_is_idle_since_then(engine: Engine) -> None:
    """Alone in reach at 5, for the visit just served as for any other."""
    assert passed(
        engine,
        way="guide desk",
        officers=[at("guide desk"), at("guide", duty=[(0, 1)])],
        visits=[passing(2, 3, 10)],
    ) == ["2: 2-5 by 0 > 5-15 by 0"]


def test_r10_tickets_of_one_instant_go_by_visit_index(engine: Engine) -> None:
    """Both leave a guide at 6; that of dossier 1 was called first."""
    assert passed(
        engine,
        way="guide desk",
        officers=[at("guide"), at("guide"), at("desk")],
        visits=[passing(1, 5, 10, dossier=0), passing(0, 6, 10, dossier=1)],
    ) == ["1: 1-6 by 1 > 6-16 by 2", "0: 0-6 by 0 > 16-26 by 2"]


def test_r10_an_arrival_of_that_instant_has_its_place_among_them(engine: Engine) -> None:
    """Dossier 0 arrives at 6 as dossier 1 joins the line, and is called first at 10."""
    assert passed(
        engine,
        way="guide desk",
        officers=[at("guide"), at("desk b")],
        visits=[visit(6, "b"), passing(0, 6, 10), visit(1, "b", service=9)],
    ) == ["6: 10-20 by 1", "0: 0-6 by 0 > 20-30 by 1", "1: 1-10 by 1"]


def test_r10_who_moves_on_is_there_before_who_arrives(engine: Engine) -> None:
    """An idle officer takes the visit that moves on at 6: dispatch comes before arrivals."""
    assert passed(
        engine,
        way="guide desk",
        officers=[at("guide"), at("desk b")],
        visits=[visit(6, "b"), passing(0, 6, 10)],
    ) == ["6: 16-26 by 1", "0: 0-6 by 0 > 6-16 by 1"]


def test_r10_the_class_stays(engine: Engine) -> None:
    """Class 0 first at every stage."""
    assert passed(
        engine,
        way="guide desk",
        officers=[at("guide"), at("guide"), at("desk")],
        visits=[passing(0, 5, 10), passing(0, 5, 10, priority=0)],
    ) == ["0: 0-5 by 0 > 15-25 by 2", "0: 0-5 by 1 > 5-15 by 2"]


def test_r10_only_visits_to_file_pass_stages(engine: Engine) -> None:
    """Who enquires does not; intake work goes to the desk, whatever stands before it."""
    here = office(
        [enquired(500), sent(600)],
        officers=[at("guide cashier a/enquire"), at("desk")],
    )
    system, workload, outcome = play(engine, here)
    assert passed_in(system, workload, outcome) == ["500: 500-505 by 0"]
    assert lives_of("intake ending", outcome) == [
        "intake 505-515 by 1, done",
        "intake 600-610 by 1, done",
    ]


# Leaving


def test_r10_patience_begins_anew_at_each_stage(engine: Engine) -> None:
    """13 minutes: over at 14 by the first ticket, but the second is of 13, and 26 is in time."""
    assert passed(
        engine,
        way="guide desk",
        officers=TWO_DESKS,
        visits=[passing(0, 6, 20), passing(1, 7, 10, patience=13)],
    ) == ["0: 0-6 by 0 > 6-26 by 1", "1: 6-13 by 0 > 26-36 by 1"]


def test_r10_patience_ends_at_a_later_stage(engine: Engine) -> None:
    """12 minutes from 13 on; without a return the dossier is lost."""
    told = run(
        engine,
        way="guide desk",
        officers=TWO_DESKS,
        visits=[passing(0, 6, 20), passing(1, 7, 10, patience=12)],
    )
    assert passed_in(*told) == ["0: 0-6 by 0 > 6-26 by 1", "1: 6-13 by 0 > abandoned at 25"]
    assert lives_of("intake ending", told[2]) == ["intake 0-26 by 1, done", "lost"]


def test_r10_who_returns_begins_anew(engine: Engine) -> None:
    """At the time of day of the arrival, not of the stage; the same times."""
    assert passed(
        engine,
        way="guide desk",
        days=2,
        sessions=TWO_DATES,
        returns=[(COMES_BACK, 1)],
        officers=TWO_DESKS,
        visits=[passing(0, 6, 20), passing(1, 7, 10, patience=12)],
    ) == [
        "0: 0-6 by 0 > 6-26 by 1",
        "1: 6-13 by 0 > abandoned at 25",
        "1d1: 1d1-1d8 by 0 > 1d8-1d18 by 1",
    ]


def test_r10_who_returns_the_same_day_does_so_at_once(engine: Engine) -> None:
    """1 is over: at 25, when the visit was given up."""
    assert passed(
        engine,
        way="guide desk",
        returns=[(COMES_BACK, 0)],
        officers=TWO_DESKS,
        visits=[passing(0, 6, 20), passing(1, 7, 10, patience=12)],
    ) == [
        "0: 0-6 by 0 > 6-26 by 1",
        "1: 6-13 by 0 > abandoned at 25",
        "25: 25-32 by 0 > 32-42 by 1",
    ]


def test_r10_who_is_turned_away_reaches_no_stage(engine: Engine) -> None:
    """The doors open at 10 the next day; from the first stage then."""
    assert passed(
        engine,
        way="guide desk",
        days=2,
        sessions=[(0, 60), (1450, 1500)],
        returns=[(COMES_BACK, 1)],
        officers=TWO_DESKS,
        visits=[passing(0, 6, 20), passing(1, 7, 10, patience=12)],
    )[2:] == ["1d1: turned away at 1d1", "1d10: 1d10-1d17 by 0 > 1d17-1d27 by 1"]


def test_r10_balking_counts_all_lines(engine: Engine) -> None:
    """Two wait for the desk at 4: who finds the guide busy leaves. Who moves on stays at 7."""
    visits = [passing(0, 1, 50), passing(1, 1, 10), passing(2, 1, 10)]
    visits += [passing(3, 4, 10), passing(4, 1, 10)]
    assert passed(engine, way="guide desk", officers=TWO_DESKS, visits=visits, balk_at=2) == [
        "0: 0-1 by 0 > 1-51 by 1",
        "1: 1-2 by 0 > 51-61 by 1",
        "2: 2-3 by 0 > 61-71 by 1",
        "3: 3-7 by 0 > 71-81 by 1",
        "4: balked at 4",
    ]


# What is told


def test_r10_intake_is_from_the_first_call_to_the_last_end(engine: Engine) -> None:
    """By the officer of the last stage; accepted when that ends."""
    visits = [passing(0, 5, 10, 3), passing(1, 5, 10, 3)]
    outcome = run(engine, officers=DESKS, visits=visits)[2]
    assert lives_of("intake accepted ending", outcome) == [
        "intake 0-18 by 2, accepted 18, done",
        "intake 5-28 by 2, accepted 28, done",
    ]


@pytest.mark.parametrize("at_desk", [5, 10])
def test_r10_the_horizon_in_mid_stage(engine: Engine, at_desk: int) -> None:
    """The service is told to its end, even at 24:00 nobody moves on, and there was no intake."""
    told = run(engine, officers=DESKS, visits=[passing(1430, 5, at_desk, 3)])
    assert passed_in(*told) == [f"1430: 1430-1435 by 0 > 1435-1d{at_desk - 5} by 1"]
    (row,) = journal(*told)
    assert tell(row) == "1430: open"
    assert (clock(row["called_at"]), row["officer"]) == ("1430", 1)
    assert lives_of("intake ending", told[2]) == ["open"]


def test_r10_the_horizon_in_the_last_stage(engine: Engine) -> None:
    """Served, with its true end, but nothing has come of it yet."""
    told = run(engine, way="guide desk", officers=TWO_DESKS, visits=[passing(1430, 5, 10)])
    assert passed_in(*told) == ["1430: 1430-1435 by 0 > 1435-1d5 by 1"]
    assert tell(journal(*told)[0]) == "1430: 1430-1d5 by 1"
    assert lives_of("intake accepted ending", told[2]) == ["intake 1430-1d5 by 1, open"]


def test_r10_waiting_for_a_stage_at_the_horizon(engine: Engine) -> None:
    """Nobody is at the desk."""
    assert passed(engine, officers=[at("guide")], visits=[passing(1430, 5, 10, 3)]) == [
        "1430: 1430-1435 by 0 > open"
    ]


def test_r10_rows_are_in_order_of_visit_and_stage(engine: Engine) -> None:
    """Across sites, with the number of each; no row for who has no stages."""
    first = site(officers=DESKS, visits=[passing(2, 1, 2, 3, dossier=1)])
    second = site(officers=[at("b")], visits=[visit(0, "b", dossier=2)])
    third = site(officers=DESKS, visits=[passing(9, 1, 2, 3, dossier=0)])
    rows = play(engine, first, second, third)[2].stages
    names = ("dossier", "repetition", "stage", "site")
    assert [tuple(int(row[name]) for name in names) for row in rows] == [
        *((0, 0, stage, 2) for stage in range(3)),
        *((1, 0, stage, 0) for stage in range(3)),
    ]
    assert [clock(row["joined_at"]) for row in rows] == ["9", "10", "12", "2", "3", "5"]


def test_r10_waiting_at_every_stage_is_observed(reference: Engine) -> None:
    """The second visit waits 4 minutes for the guide and 5 for the desk; another one 2."""
    visits = [passing(0, 5, 10, 3), passing(1, 5, 10, 3), visit(3, "b"), visit(0, "b", service=5)]
    outcome = run(reference, officers=[*DESKS, at("b")], visits=visits)[2]
    assert outcome.waiting_time is not None
    assert outcome.waiting_time.tolist() == [11 * MINUTE]


@pytest.mark.jit
@pytest.mark.xdist_group("corpus")
def test_r10_without_stages_nothing_is_told_of_them(engine: Engine) -> None:
    """And nobody stands by: officers held are let go as soon as nobody is there to be served."""
    for seed in range(40):
        outcome = engine(*played(seed)[:2])
        assert len(outcome.stages) == len(outcome.held) == 0


# The choice of a site in the run


def choosing(minute: int, *times: int) -> Undecided:
    """One who chooses, with the service at each stage."""
    one = undecided(minute)
    stages = tuple(float(MINUTE * time) for time in times)
    return replace(one, dossier=replace(one.dossier, number=0, stages=stages))


def test_r10_the_stages_of_who_chooses_are_those_at_the_site(engine: Engine) -> None:
    """At half the productive share they take twice as long."""
    there = replace(site(officers=DESKS, visits=[]), productive=0.5)
    told = play(
        engine,
        site(officers=DESKS, visits=[]),
        there,
        map=tell_map(2, [5, 0], home=0, home_included=True),
        undecided=(choosing(10, 3, 4, 1),),
    )
    assert passed_in(*told) == ["10: 10-16 by 0 > 16-24 by 1 > 24-26 by 2"]
    assert told[2].stages["site"].tolist() == [1, 1, 1]


def test_r10_who_chooses_sees_those_who_wait_for_the_desk_now(engine: Engine) -> None:
    """One at site 0 does; the two at site 1 still wait for the guide."""
    busy = [(0, 1, 60), (1, 1, 1)]
    slow = [(0, 1, 60), (1, 60, 1), (2, 1, 1), (3, 1, 1)]
    numbered = enumerate(busy + slow, 1)
    visits = [passing(*one, dossier=number) for number, one in numbered]
    told = play(
        engine,
        site(officers=TWO_DESKS, visits=visits[:2]),
        site(officers=TWO_DESKS, visits=visits[2:]),
        way="guide desk",
        map=tell_map(2, [0, 0], home=0, home_included=True),
        undecided=(choosing(10, 1, 1),),
    )
    assert told[2].lives["site"][0] == 1
