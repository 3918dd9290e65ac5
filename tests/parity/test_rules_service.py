"""R1 to R4, sentence by sentence: who serves whom, and when officers come and go."""

from __future__ import annotations

from tests.parity.conftest import Engine
from tests.parity.traces import just_before, officer, trace, visit, worked

BREAK = [(0, 10), (20, 50)]
SHORT_MIDDLE = [(0, 10), (20, 25), (30, 60)]


# R1: availability


def test_r1_duty_is_half_open(engine: Engine) -> None:
    """On duty from the first instant, off duty at the last."""
    assert trace(
        engine,
        officers=[officer(duty=[(10, 20)])],
        visits=[visit(10, service=1), visit(just_before(20), service=1), visit(20)],
    ) == ["10: 10-11 by 0", "19.59999: 19.59999-20.59999 by 0", "20: open"]


def test_r1_overlapping_and_touching_duties_are_one(engine: Engine) -> None:
    """A roster in pieces is the same roster: no end within it, no new start of idleness."""
    visits = [visit(0), visit(1), visit(30)]
    peer = officer(duty=[(5, 40)])
    pieces = [(0, 12), (10, 25), (25, 40)]
    whole = trace(engine, officers=[officer(duty=[(0, 40)]), peer], visits=visits)
    assert whole == ["0: 0-10 by 0", "1: 5-15 by 1", "30: 30-40 by 0"]
    assert trace(engine, officers=[officer(duty=pieces), peer], visits=visits) == whole


def test_r1_busy_officers_are_not_available(engine: Engine) -> None:
    """One visit at a time."""
    assert trace(engine, visits=[visit(0), visit(0)]) == ["0: 0-10 by 0", "0: 10-20 by 0"]


def test_r1_duty_before_the_session_serves(engine: Engine) -> None:
    """Who came through the early doors is served as soon as somebody is on duty."""
    assert trace(
        engine,
        sessions=[(30, 60)],
        doors=[(0, 60)],
        officers=[officer(duty=[(10, 60)])],
        visits=[visit(5)],
    ) == ["5: 10-20 by 0"]


def test_r1_duty_through_the_break_serves(engine: Engine) -> None:
    """An officer on duty between two sessions goes on with the line."""
    assert trace(
        engine,
        sessions=[(0, 60), (90, 150)],
        officers=[officer(duty=[(0, 150)])],
        visits=[visit(50, service=20), visit(55), visit(56)],
    ) == ["50: 50-70 by 0", "55: 70-80 by 0", "56: 80-90 by 0"]


# R2: the order of officers


def test_r2_fewest_skills_first(engine: Engine) -> None:
    """The specialist is taken before the generalist."""
    assert trace(engine, officers=[officer("a b"), officer("a")], visits=[visit(0)]) == [
        "0: 0-10 by 1"
    ]


def test_r2_skills_are_counted_by_purpose(engine: Engine) -> None:
    """A whole procedure counts four, whichever purposes occur; two single purposes count two."""
    assert trace(engine, officers=[officer("a"), officer("a/file b/file")], visits=[visit(0)]) == [
        "0: 0-10 by 1"
    ]


def test_r2_skills_come_before_idleness(engine: Engine) -> None:
    """The specialist who is idle since this instant precedes the generalist idle for long."""
    assert trace(engine, officers=[officer("a b"), officer("a")], visits=[visit(0), visit(10)]) == [
        "0: 0-10 by 1",
        "10: 10-20 by 1",
    ]


def test_r2_longest_idle_comes_before_lowest_index(engine: Engine) -> None:
    """Officer 1 is idle since 6, officer 0 since 10."""
    assert trace(
        engine,
        officers=[officer(), officer()],
        visits=[visit(0), visit(1, service=5), visit(12)],
    ) == ["0: 0-10 by 0", "1: 1-6 by 1", "12: 12-22 by 1"]


def test_r2_idleness_begins_with_the_present_duty(engine: Engine) -> None:
    """Officer 0 is back since 20, officer 1 on duty since 5."""
    assert trace(
        engine,
        officers=[officer(duty=[(0, 10), (20, 100)]), officer(duty=[(5, 100)])],
        visits=[visit(30)],
    ) == ["30: 30-40 by 1"]


def test_r2_idleness_begins_with_the_end_of_service_if_later(engine: Engine) -> None:
    """Officer 0 served until 25, past the duty's start at 20; officer 1 until 27."""
    assert trace(
        engine,
        officers=[officer(duty=[(0, 15), (20, 100)]), officer(duty=[(0, 100)])],
        visits=[visit(0, service=25), visit(1, service=26), visit(30)],
    ) == ["0: 0-25 by 0", "1: 1-27 by 1", "30: 30-40 by 0"]


def test_r2_lowest_index_last(engine: Engine) -> None:
    """Peers idle since the same instant are taken in their order."""
    assert trace(
        engine, officers=[officer(), officer(), officer()], visits=[visit(5), visit(5)]
    ) == ["5: 5-15 by 0", "5: 5-15 by 1"]


def test_r2_a_visit_that_nobody_can_serve_waits(engine: Engine) -> None:
    """Idle officers without the skill, or with another purpose of it, are no help."""
    assert trace(engine, officers=[officer("b a/collect")], visits=[visit(0)]) == ["0: open"]


# R3: dispatch


def test_r3_lowest_class_first(engine: Engine) -> None:
    """Class 0 goes before an earlier ticket of class 1."""
    assert trace(engine, visits=[visit(0), visit(1), visit(2, priority=0)]) == [
        "0: 0-10 by 0",
        "1: 20-30 by 0",
        "2: 10-20 by 0",
    ]


def test_r3_class_counts_across_skills(engine: Engine) -> None:
    """The line is one for all that the officer can serve."""
    assert trace(engine, visits=[visit(0), visit(1, "a"), visit(2, "b", priority=0)]) == [
        "0: 0-10 by 0",
        "1: 20-30 by 0",
        "2: 10-20 by 0",
    ]


def test_r3_then_the_earliest_ticket(engine: Engine) -> None:
    """Arrival decides, not the number of the dossier or the procedure."""
    assert trace(engine, visits=[visit(0), visit(2, "a"), visit(1, "b")]) == [
        "0: 0-10 by 0",
        "2: 20-30 by 0",
        "1: 10-20 by 0",
    ]


def test_r3_tickets_of_one_instant_go_by_dossier(engine: Engine) -> None:
    """Dossier 1 precedes dossier 2, whatever they come for."""
    assert trace(
        engine,
        visits=[
            visit(0, dossier=0),
            visit(1, "a", service=1, dossier=2),
            visit(1, "b", service=2, dossier=1),
        ],
    ) == ["0: 0-10 by 0", "1: 10-12 by 0", "1: 12-13 by 0"]


def test_r3_only_within_the_skills(engine: Engine) -> None:
    """An earlier ticket for something else is passed over."""
    assert trace(engine, officers=[officer("a")], visits=[visit(0), visit(1, "b"), visit(2)]) == [
        "0: 0-10 by 0",
        "1: open",
        "2: 10-20 by 0",
    ]


def test_r3_officers_choose_in_the_order_of_r2(engine: Engine) -> None:
    """At 10 both are free: the specialist takes "a", so that the generalist can take "b"."""
    assert trace(
        engine,
        officers=[officer("a b"), officer("a")],
        visits=[visit(0, "b"), visit(0, "a"), visit(1, "a"), visit(2, "b")],
    ) == ["0: 0-10 by 0", "0: 0-10 by 1", "1: 10-20 by 1", "2: 10-20 by 0"]


def test_r3_goes_on_while_somebody_can_serve(engine: Engine) -> None:
    """All who come on duty at 20 take somebody, the longest waiting first."""
    team = [officer(duty=[(20, 60)]) for _ in range(3)]
    assert trace(engine, officers=team, visits=[visit(3), visit(2), visit(1), visit(0)]) == [
        "3: 30-40 by 0",
        "2: 20-30 by 2",
        "1: 20-30 by 1",
        "0: 20-30 by 0",
    ]


# R4: overruns and breaks


def test_r4_who_serves_at_the_end_of_duty_finishes_and_leaves(engine: Engine) -> None:
    """Service is not interrupted, and the next in line is not called."""
    assert trace(engine, officers=[officer(duty=[(0, 15)])], visits=[visit(10), visit(12)]) == [
        "10: 10-20 by 0",
        "12: open",
    ]


def test_r4_relief_starts_on_time_and_leaving_brings_nobody_in(engine: Engine) -> None:
    """Officer 1 begins at 15 beside officer 0, who leaves at 20 without a successor."""
    assert trace(
        engine,
        officers=[officer(duty=[(0, 15)]), officer(duty=[(15, 40)])],
        visits=[visit(10), visit(11), visit(12)],
    ) == ["10: 10-20 by 0", "11: 15-25 by 1", "12: 25-35 by 1"]


def test_r4_an_overrun_shortens_the_break(engine: Engine) -> None:
    """By default duty goes on as planned after a break, or when the overrun ends."""
    officers = [officer(duty=BREAK)]
    visits = [visit(5, service=12), visit(18)]
    assert trace(engine, officers=officers, visits=visits) == ["5: 5-17 by 0", "18: 20-30 by 0"]
    assert worked(engine, officers=officers, visits=visits) == ["0-10", "20-50"]
    assert trace(engine, officers=officers, visits=[visit(5, service=20), visit(18)]) == [
        "5: 5-25 by 0",
        "18: 25-35 by 0",
    ]


def test_r4_extend_keeps_the_full_break(engine: Engine) -> None:
    """Ten minutes of break from the end of the overrun at 17."""
    officers = [officer(duty=BREAK)]
    visits = [visit(5, service=12), visit(18)]
    assert trace(engine, officers=officers, visits=visits, extend_breaks=True) == [
        "5: 5-17 by 0",
        "18: 27-37 by 0",
    ]
    assert worked(engine, officers=officers, visits=visits, extend_breaks=True) == [
        "0-10",
        "27-50",
    ]


def test_r4_extend_needs_an_overrun(engine: Engine) -> None:
    """Service that ends with the duty leaves the break as planned."""
    described = {"officers": [officer(duty=BREAK)], "visits": [visit(0), visit(18)]}
    assert trace(engine, extend_breaks=True, **described) == ["0: 0-10 by 0", "18: 20-30 by 0"]
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "20-50"]


def test_r4_extend_when_the_overrun_passes_the_planned_start(engine: Engine) -> None:
    """Busy until 32, when duty should have begun at 20: it begins at 42."""
    described = {"officers": [officer(duty=BREAK)], "visits": [visit(5, service=27), visit(18)]}
    assert trace(engine, extend_breaks=True, **described) == ["5: 5-32 by 0", "18: 42-52 by 0"]
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "42-50"]


def test_r4_extend_at_most_to_the_end_of_the_next_duty(engine: Engine) -> None:
    """The break would end at 27: the duty of 20 to 25 is lost, the one at 30 is not touched."""
    described = {
        "officers": [officer(duty=SHORT_MIDDLE)],
        "visits": [visit(5, service=12), visit(18)],
    }
    assert trace(engine, extend_breaks=True, **described) == ["5: 5-17 by 0", "18: 30-40 by 0"]
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "", "30-60"]


def test_r4_extend_again_when_the_overrun_outlasts_the_next_duty(engine: Engine) -> None:
    """Busy until 28, past the lost duty: the next break of 5 minutes begins then."""
    described = {
        "officers": [officer(duty=SHORT_MIDDLE)],
        "visits": [visit(5, service=23), visit(18)],
    }
    assert trace(engine, extend_breaks=True, **described) == ["5: 5-28 by 0", "18: 33-43 by 0"]
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "", "33-60"]


def test_r4_extend_again_past_the_start_after_next(engine: Engine) -> None:
    """Busy until 35, past the planned start at 30."""
    described = {
        "officers": [officer(duty=SHORT_MIDDLE)],
        "visits": [visit(5, service=30), visit(18)],
    }
    assert trace(engine, extend_breaks=True, **described) == ["5: 5-35 by 0", "18: 40-50 by 0"]
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "", "40-60"]


def test_r4_extend_not_again_when_the_overrun_ends_with_the_next_duty(engine: Engine) -> None:
    """Busy until 25 sharp does not outlast a duty that ends at 25."""
    described = {
        "officers": [officer(duty=SHORT_MIDDLE)],
        "visits": [visit(5, service=20), visit(18)],
    }
    assert worked(engine, extend_breaks=True, **described) == ["0-10", "", "30-60"]


def test_r4_a_gap_over_midnight_is_no_break(engine: Engine) -> None:
    """The duty's last instant is on one date, the next start on another: nothing to extend."""
    described = {
        "days": 2,
        "officers": [officer(duty=[(1400, 1430), (1450, 1500)])],
        "visits": [visit(1425), visit(1440)],
        "extend_breaks": True,
    }
    assert trace(engine, **described) == ["1425: 1425-1435 by 0", "1d0: 1d10-1d20 by 0"]
    assert worked(engine, **described) == ["1400-1430", "1d10-1d60"]


def test_r4_a_duty_until_midnight_ends_on_its_own_date(engine: Engine) -> None:
    """The last instant of a duty until 24:00 is before midnight, so no break follows."""
    described = {
        "days": 2,
        "officers": [officer(duty=[(1400, 1440), (1450, 1500)])],
        "visits": [visit(1435)],
        "extend_breaks": True,
    }
    assert worked(engine, **described) == ["1400-1d0", "1d10-1d60"]


def test_r4_a_duty_past_midnight_ends_on_the_next_date(engine: Engine) -> None:
    """Duty until 00:01 and again from 00:10: a break of nine minutes from the end at 00:05."""
    described = {
        "days": 2,
        "officers": [officer(duty=[(1400, 1441), (1450, 1500)])],
        "visits": [visit(1435)],
        "extend_breaks": True,
    }
    assert worked(engine, **described) == ["1400-1d1", "1d14-1d60"]


def test_r4_time_lost_to_a_longer_break_is_not_duty(engine: Engine) -> None:
    """At the close the officer should be back since 20, but is not before 27: nobody is held."""
    assert trace(
        engine,
        sessions=[(0, 25)],
        officers=[officer(duty=BREAK)],
        visits=[visit(5, service=12), visit(18)],
        extend_breaks=True,
    ) == ["5: 5-17 by 0", "18: open at 25"]


def test_r4_the_overrun_includes_time_held(engine: Engine) -> None:
    """Held until 25 over a break of 20 minutes: duty begins at 45."""
    described = {
        "sessions": [(0, 10), (30, 60)],
        "officers": [officer(duty=[(0, 10), (30, 60)])],
        "visits": [visit(5), visit(6), visit(30)],
        "at_break_serve": True,
        "extend_breaks": True,
    }
    assert trace(engine, **described) == ["5: 5-15 by 0", "6: 15-25 by 0", "30: 45-55 by 0"]
    assert worked(engine, **described) == ["0-10", "45-60"]


def test_r4_a_hold_past_the_planned_start_extends_too(engine: Engine) -> None:
    """Held until 35; who came at 30 is not among the tickets the hold is for."""
    described = {
        "sessions": [(0, 10), (30, 60)],
        "officers": [officer(duty=[(0, 10), (30, 60)])],
        "visits": [visit(5), visit(6), visit(7), visit(30)],
        "at_break_serve": True,
        "extend_breaks": True,
    }
    assert trace(engine, **described) == [
        "5: 5-15 by 0",
        "6: 15-25 by 0",
        "7: 25-35 by 0",
        "30: 55-65 by 0",
    ]
    assert worked(engine, **described) == ["0-10", "55-60"]


def test_r4_an_overrun_past_the_horizon_counts_in_full(engine: Engine) -> None:
    """The service under way ends after the horizon; the duty of before it was not worked."""
    described = {"visits": [visit(1410, service=40)], "extend_breaks": True}
    lost = [officer(duty=[(1380, 1420), (1425, 1435)])]
    late = [officer(duty=[(1380, 1420), (1425, 1500)])]
    assert worked(engine, officers=lost, **described) == ["1380-1420", ""]
    assert worked(engine, officers=late, **described) == ["1380-1420", "1d15-1d60"]
