"""Each measure on a handful of visits, worked out by hand."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, ScopeType, scopes_of
from sim.measures.tally import tally
from sim.model.tables import HOUR, MINUTE, Fate, Purpose
from tests.measures.offices import MORNING, measure, office, read, served
from tests.measures.toys import Dossier, Group, Site, Visit, at, between, make_run, make_system

THREE = [
    served("08:00", "08:00", "08:10"),
    served("08:05", "08:10", "08:30"),
    served("08:06", "08:30", "08:40"),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("arrivals_per_day", 3),
        ("served_per_day", 3),
        ("wait_mean", (0 + 5 + 24) / 3),
        ("wait_p50", 5),
        ("wait_p90", 24),
        ("wait_p95", 24),
        ("wait_p99", 24),
        ("wait_max", 24),
        ("wait_all_mean", 29 / 3),
        ("wait_open_mean", 29 / 3),
        ("waited_share", 2 / 3),
        ("within_target_share", 2 / 3),
        ("over_60min_share", 0),
        ("abandoned_share", 0),
        ("balked_share", 0),
        ("sent_home_share", 0),
        ("turned_away_share", 0),
        ("no_show_share", 0),
        ("time_at_site_mean", (10 + 25 + 34) / 3),
        ("queue_mean", 29 / 480),
        ("queue_max", 2),
        ("utilisation", 40 / 480),
        ("overtime_per_day", 0),
        ("staff", 2),
        ("officer_hours_per_day", 8),
        ("waiting_hours_per_day", 29 / 60),
        ("officer_cost_per_day", nan),
        ("citizen_cost_per_day", nan),
        ("filed_per_day", 3),
        ("completed_per_day", 3),
        ("turnaround_mean", nan),
        ("turnaround_p50", nan),
        ("turnaround_p90", nan),
        ("on_time_share", nan),
        ("visits_per_dossier", 1),
        ("citizen_time_mean", (10 + 25 + 34) / 3),
        ("travel_mean", nan),
        ("lost_share", 0),
        ("open_at_end", 0),
    ],
)
def test_three_visits_and_one_officer(name: str, expected: float) -> None:
    """Waits of 0, 5 and 24 minutes on the one open day of a three-day period."""
    found = read(measure([office(staff=2)], THREE), name)
    assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_every_measure_has_a_line_in_the_table_above() -> None:
    """The table of three visits leaves no measure out but facts, and those of communes' means."""
    (mark,) = test_three_visits_and_one_officer.pytestmark
    measured = [kpi.name for kpi in KPIS if kpi.kind.name not in ("FACT", "TENTH")]
    assert [name for name, _ in mark.args[1]] == measured


def test_a_wait_over_the_break_runs_by_the_clock_but_queues_in_open_time_only() -> None:
    """From 11:50 to 13:10: 80 minutes by the clock, 20 of them open, 10 in each hour."""
    result = measure([office()], [served("11:50", "13:10", "13:20")])
    found = {name: read(result, name) for name in ("wait_mean", "wait_open_mean", "queue_mean")}
    assert found == pytest.approx({"wait_mean": 80, "wait_open_mean": 20, "queue_mean": 20 / 480})
    assert read(result, "over_60min_share") == 1
    for hour in ("11", "13"):
        assert read(result, "queue_mean", "hour", hour) == pytest.approx(10 / 60)
    assert read(result, "queue_mean", "hour", "14") == 0
    assert Scope(ScopeType.HOUR, "12") not in result.scopes.rows


def test_whoever_waits_at_the_opening_is_in_the_queue_of_that_hour() -> None:
    """Two take tickets before the doors' session and are called just after it has begun."""
    visits = [served("07:30", "08:10", "08:20"), served("07:40", "08:10", "08:20")]
    result = measure([office()], visits)
    assert read(result, "queue_max", "hour", "08") == 2
    assert read(result, "queue_max", "hour", "09") == 0
    assert read(result, "queue_mean", "hour", "08") == pytest.approx(20 / 60)


def test_leavings_come_before_arrivals_at_one_instant() -> None:
    """One is called, and another gives up, as the next two arrive: never more than two wait."""
    visits = [
        served("08:00", "08:30", "08:40"),
        Visit(arrived=at(0, "08:10"), left=at(0, "08:30"), fate=Fate.ABANDONED),
        served("08:30", "08:50", "08:55"),
        served("08:30", "08:55", "08:59"),
    ]
    assert read(measure([office()], visits), "queue_max") == 2


def test_a_long_queue_is_counted_whoever_leaves_it_first() -> None:
    """Forty arrive minute by minute, are called last come first from 10:00 on, six leave early."""
    visits = [
        Visit(
            arrived=at(0, f"08:{k:02d}"),
            called=at(0, f"10:{40 - k:02d}"),
            left=at(0, "11:00"),
            officer=0,
        )
        for k in range(40)
    ]
    for k in range(6):
        left = at(0, f"08:{k + 30:02d}")
        visits[k] = Visit(arrived=at(0, f"08:{k:02d}"), left=left, fate=Fate.ABANDONED)
    result = measure([office()], visits)
    assert read(result, "queue_max") == 34
    assert read(result, "queue_max", "hour", "09") == 34
    assert read(result, "queue_max", "hour", "10") == 34
    assert read(result, "queue_max", "hour", "11") == 0


def test_a_steady_queue_keeps_its_length() -> None:
    """Somebody arrives every minute and waits for thirteen: as one comes, one has just left."""
    visits = [
        served(f"08:{k:02d}", f"{8 + (k + 13) // 60:02d}:{(k + 13) % 60:02d}", "11:00")
        for k in range(60)
    ]
    assert read(measure([office()], visits), "queue_max") == 13


def test_waits_are_whole_but_queues_are_cut_at_the_ends_of_the_period() -> None:
    """Arriving on the period's last evening counts in full, on the evening before it not at all."""
    sessions = [(at(0, "00:00"), at(3, "00:00"))]
    groups = [Group(duties=[list(sessions)])]
    site = Site(sessions=sessions, groups=groups, open_days=[0, 1, 2])
    visits = [served("23:50", "24:10", "24:20", day) for day in (0, 1)]
    result = measure([site], visits, period=(1, 2))
    assert read(result, "served_per_day") == 1
    assert read(result, "wait_mean") == 20
    assert read(result, "queue_mean") == pytest.approx((10 + 10) / (24 * 60))
    assert read(result, "queue_max", "hour", "00") == 1
    assert read(result, "queue_max", "hour", "12") == 0
    assert read(result, "utilisation") == pytest.approx(10 / (24 * 60))


@pytest.mark.parametrize(
    ("arrived", "within_of", "over", "over_of"),
    [
        ("23:45", 0, 0, 0),
        ("23:40", 0, 0, 0),
        ("23:39", 1, 0, 0),
        ("23:00", 1, 0, 0),
        ("22:59", 1, 1, 1),
    ],
)
def test_an_open_visit_counts_once_it_is_decided(
    arrived: str, within_of: int, over: int, over_of: int
) -> None:
    """Waiting at the horizon it is late when it has waited for longer than target or hour."""
    site = Site(sessions=[(at(0, "08:00"), at(1, "08:00"))], groups=[Group(duties=[[]])])
    visits = [Visit(arrived=at(0, arrived), fate=Fate.OPEN)]
    result = measure([site], visits, n_days=1, period=(0, 1))
    within, late = COLUMN["within_target_share"], COLUMN["over_60min_share"]
    assert (result.numerator[0, within], result.denominator[0, within]) == (0, within_of)
    assert (result.numerator[0, late], result.denominator[0, late]) == (over, over_of)
    waited = (at(1, "00:00") - at(0, arrived)) / MINUTE
    assert read(result, "wait_all_mean") == waited
    assert read(result, "queue_mean") == pytest.approx(waited / (16 * 60))
    assert isnan(read(result, "wait_mean"))


def test_an_open_visit_that_left_at_the_close_waited_until_then() -> None:
    """There is no further opening, so it is open, but its wait ended at 17:00."""
    visits = [Visit(arrived=at(0, "16:30"), left=at(0, "17:00"), fate=Fate.OPEN)]
    result = measure([office()], visits)
    assert read(result, "wait_all_mean") == 30
    assert read(result, "within_target_share") == 0
    assert isnan(read(result, "over_60min_share"))
    assert read(result, "queue_mean") == pytest.approx(30 / 480)


@pytest.mark.parametrize(
    ("wait", "within", "over"), [(20, 1, 0), (21, 0, 0), (60, 0, 0), (61, 0, 1)]
)
def test_a_wait_as_long_as_the_limit_keeps_it(wait: int, within: int, over: int) -> None:
    """Twenty minutes are within the target, an hour is not over an hour."""
    called = f"{8 + wait // 60:02d}:{wait % 60:02d}"
    result = measure([office()], [served("08:00", called, "10:00")])
    assert read(result, "within_target_share") == within
    assert read(result, "over_60min_share") == over


def test_fates_are_shares_of_all_visits_and_no_shows_count_by_their_slot() -> None:
    """Eight visits, one of each fate and one more served after it came back."""
    noon = at(0, "11:00")
    gone = Visit(arrived=noon, left=noon + 5 * MINUTE, fate=Fate.ABANDONED)
    visits = [
        served("08:00", "08:00", "08:10"),
        gone,
        Visit(arrived=noon, left=noon, fate=Fate.BALKED),
        Visit(arrived=noon, left=at(0, "17:00"), fate=Fate.SENT_HOME),
        Visit(arrived=at(0, "17:00"), left=at(0, "17:00"), fate=Fate.TURNED_AWAY),
        Visit(booked=at(0, "08:30"), fate=Fate.NO_SHOW),
        Visit(arrived=at(2, "08:00"), fate=Fate.OPEN),
        served("08:30", "08:40", "08:50", 1, origin=gone),
    ]
    result = measure([office()], visits)
    shares = ("abandoned", "balked", "sent_home", "turned_away", "no_show")
    assert {read(result, f"{fate}_share") for fate in shares} == {1 / 8}
    assert read(result, "arrivals_per_day") == 7
    assert read(result, "served_per_day") == 2
    assert read(result, "no_show_share", "hour", "08") == 1 / 4
    assert read(result, "no_show_share", "hour", "11") == 0
    assert read(result, "wait_all_mean") == pytest.approx((0 + 5 + 360 + 16 * 60 + 10) / 5)
    assert read(result, "within_target_share") == 2 / 5


@pytest.mark.parametrize("purpose", list(Purpose))
def test_whoever_stays_for_the_result_is_at_the_site_until_then(purpose: Purpose) -> None:
    """Ten minutes of service and thirty for the result, after a visit that was the acceptance."""
    spot = Dossier(accepted=at(0, "08:20"), ready=at(0, "08:50"), released=at(0, "08:50"))
    visits = [
        served("08:05", "08:10", "08:20", dossier=spot, purpose=purpose),
        served("09:05", "09:10", "09:20", dossier=spot, purpose=purpose, caused=True),
    ]
    result = measure([office()], visits, on_the_spot=[0])
    stays = 30 if purpose in (Purpose.FILE, Purpose.SUPPLEMENT) else 0
    assert read(result, "time_at_site_mean") == (15 + stays + 15) / 2
    assert read(result, "wait_mean") == 5
    assert read(result, "utilisation") == pytest.approx(20 / 480)


def test_visits_caused_during_the_run_count_like_those_drawn() -> None:
    """To supplement and to collect: their procedure and commune are those of the dossier."""
    dossier = Dossier(procedure=1, commune=1)
    visits = [
        served("08:00", "08:00", "08:10", dossier=dossier, procedure=1, commune=1),
        served("09:00", "09:05", "09:15", 1, dossier=dossier, caused=True,
               purpose=Purpose.SUPPLEMENT),
        served("09:00", "09:20", "09:30", 2, dossier=dossier, caused=True,
               purpose=Purpose.COLLECT),
    ]  # fmt: skip
    result = measure([office()], visits, procedures=2, communes=2)
    for scope in (("network", "all"), ("procedure", "procedure 1"), ("commune", "commune 1")):
        assert read(result, "served_per_day", *scope) == 3
        assert read(result, "wait_mean", *scope) == pytest.approx(25 / 3)
    assert read(result, "wait_mean", "purpose", "collect") == 20
    assert read(result, "wait_mean", "purpose", "supplement") == 5


def test_a_no_show_whose_slot_is_outside_the_period_does_not_count() -> None:
    """The slot decides for those who never came."""
    visits = [Visit(booked=at(day, "08:30"), fate=Fate.NO_SHOW) for day in (0, 1)]
    result = measure([office()], visits, period=(1, 3))
    assert result.numerator[0, COLUMN["no_show_share"]] == 1


def test_over_several_sites_means_add_and_maxima_do_not() -> None:
    """A queue here and a longer one there, in offices open for different lengths of time."""
    short = [between(0, MORNING)]
    sites = [
        office(id="a", tier="branch", district="d", staff=3),
        Site(id="b", tier="branch", sessions=short, groups=[Group(duties=[short, short])], staff=4),
    ]
    visits = [
        served("08:00", "09:00", "09:10"),
        *[served("08:00", "08:30", "08:40", site=1) for _ in range(2)],
    ]
    result = measure(sites, visits)
    for scope in (("network", "all"), ("tier", "branch")):
        assert read(result, "queue_mean", *scope) == pytest.approx(60 / 480 + 60 / 240)
        assert read(result, "queue_max", *scope) == 2
        assert read(result, "staff", *scope) == 7
        assert read(result, "officer_hours_per_day", *scope) == 8 + 2 * 4
        assert read(result, "wait_max", *scope) == 60
    assert read(result, "queue_mean", "district", "d") == pytest.approx(60 / 480)
    assert read(result, "queue_mean", "hour", "08") == pytest.approx(60 / 60 + 60 / 60)


def test_queues_of_procedures_and_purposes_add_up_to_that_of_the_network() -> None:
    """A minute waited belongs to one procedure and one purpose."""
    visits = [
        served("08:00", "08:10", "08:20", procedure=1, commune=0),
        served("08:00", "08:20", "08:30", purpose=Purpose.ENQUIRE, commune=1),
    ]
    result = measure([office()], visits, procedures=2, communes=2)
    assert read(result, "queue_mean", "procedure", "procedure 1") == pytest.approx(10 / 480)
    assert read(result, "queue_mean", "purpose", "enquire") == pytest.approx(20 / 480)
    assert read(result, "wait_mean", "commune", "commune 1") == 20
    assert isnan(read(result, "queue_mean", "commune", "commune 1"))


def test_without_visits_waits_are_blank_and_the_rest_is_nought() -> None:
    """An idle office has an empty queue and idle officers, but no mean wait."""
    result = measure([office()], [])
    assert isnan(read(result, "wait_mean"))
    assert isnan(read(result, "wait_p50"))
    assert isnan(read(result, "abandoned_share"))
    idle = ("arrivals_per_day", "queue_mean", "queue_max", "utilisation", "overtime_per_day")
    assert {read(result, name) for name in idle} == {0}
    assert read(result, "officer_hours_per_day") == 8


def test_a_site_that_never_opens_has_no_queue_to_tell() -> None:
    """Without open time both measures of the queue are blank."""
    result = measure([office(sessions=[])], [])
    assert isnan(read(result, "queue_mean"))
    assert isnan(read(result, "queue_max"))


def test_ranks_are_exact_for_round_numbers() -> None:
    """Of 100 waits of 1 to 100 minutes the ninetieth is the 90 % quantile, not the next one."""
    waits = range(1, 101)
    visits = [
        Visit(
            arrived=at(0, "08:00"),
            called=at(0, "08:00") + wait * MINUTE,
            left=at(0, "10:00"),
            officer=0,
        )
        for wait in waits
    ]
    result = measure([office()], visits)
    names = ("wait_p50", "wait_p90", "wait_p95", "wait_p99", "wait_max")
    assert [read(result, name) for name in names] == [50, 90, 95, 99, 100]
    assert result.count[0, COLUMN["wait_p50"]] == 100


@pytest.mark.parametrize("unit", [1, 500, 500 * HOUR])
def test_the_shortest_and_the_longest_waits_are_sorted_alike(unit: int) -> None:
    """Waits of a few milliseconds and of hundreds of days need few and many digits."""
    waits = [7, 3, 9, 1, 5]
    visits = [
        Visit(arrived=0, called=wait * unit, left=wait * unit + 1, officer=0) for wait in waits
    ]
    site = Site(sessions=[(0, at(300, "00:00"))], groups=[Group(duties=[[]])])
    result = measure([site], visits, n_days=300)
    assert read(result, "wait_p50") == 5 * unit / MINUTE
    assert read(result, "wait_max") == 9 * unit / MINUTE


def test_scopes_may_be_made_once_for_many_replications() -> None:
    """Passing the scopes changes nothing."""
    sites = [office()]
    system = make_system(sites)
    run = make_run(system, sites, THREE, replication=5)
    once = tally(system, *run)
    again = tally(system, *run, scopes_of(system))
    assert again.replication == 5
    assert np.array_equal(once.numerator, again.numerator, equal_nan=True)
