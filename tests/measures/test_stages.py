"""Visits through stages, worked out by hand."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from sim.measures.scopes import ScopeType, comes_to, scopes_of
from sim.measures.tally import Tally, tally
from sim.model.spec import Scenario
from sim.model.tables import NEVER, Ending, Fate
from tests.measures.offices import office, read, served
from tests.measures.staged import (
    Held,
    StagedVisit,
    Stop,
    make_staged_run,
    passed,
    staged,
    told,
)
from tests.measures.toys import Dossier, Group, Site, Visit, at, make_system

TWO = {0: ["desk", "cashier"]}


def hall(**changes: object) -> Site:
    """The usual office with an officer at the desk and one at the cashier's."""
    usual = office()
    duty = usual.sessions
    groups = [Group(name=name, duties=[list(duty)]) for name in ("desk", "cashier")]
    return office(**({"groups": groups} | changes))


def measure(
    visits: list[Visit],
    stages: dict[int, list[str]] = TWO,
    sites: list[Site] | None = None,
    dossiers: list[Dossier] | None = None,
    held: list[Held] | None = None,
    **how: object,
) -> Tally:
    sites = sites or [hall()]
    system = staged(make_system(sites, **how), stages)  # type: ignore[arg-type]
    return tally(system, *make_staged_run(system, sites, visits, dossiers, held=held))


def left(arrived: str, joined: str, gone: str, fate: Fate = Fate.ABANDONED) -> StagedVisit:
    """Served at once by the desk until `joined`, then waits for the cashier until it leaves."""
    stops = [
        Stop(joined=at(0, arrived), called=at(0, arrived), left=at(0, joined), officer=0),
        Stop(joined=at(0, joined), left=at(0, gone), fate=fate),
    ]
    return told(StagedVisit(arrived=at(0, arrived), stops=stops, fate=fate))


def test_the_wait_of_a_visit_is_the_sum_of_its_waits() -> None:
    """12 and 14 minutes are within a target of 20 each, and together they are not."""
    visits: list[Visit] = [
        passed("08:00", ("08:12", "08:20", 0), ("08:34", "08:40", 1)),
        passed("08:30", ("08:30", "08:45", 0), ("08:45", "08:50", 1)),
        served("09:00", "09:10", "09:30"),
    ]
    visits[2].procedure = 1
    result = measure(visits, procedures=2)
    assert read(result, "wait_mean") == (26 + 0 + 10) / 3
    assert read(result, "wait_mean", "procedure", "procedure 0") == 13
    assert (read(result, "wait_p50"), read(result, "wait_max")) == (10, 26)
    assert read(result, "wait_max", "hour", "08") == 26
    assert read(result, "waited_share") == pytest.approx(2 / 3)
    assert read(result, "within_target_share") == pytest.approx(2 / 3)
    assert read(result, "served_per_day") == read(result, "arrivals_per_day") == 3
    assert read(result, "time_at_site_mean") == (40 + 20 + 30) / 3
    assert read(result, "queue_mean") == pytest.approx(36 / 480)
    assert read(result, "queue_max") == 1


def test_closed_time_between_two_lines_is_no_open_wait() -> None:
    """Ten minutes at the desk; at the cashier's from 11:50 over the break until 13:05."""
    result = measure([passed("11:30", ("11:40", "11:50", 0), ("13:05", "13:10", 1))])
    assert read(result, "wait_mean") == 10 + 75
    assert read(result, "wait_open_mean") == 10 + 15
    assert read(result, "wait_open_mean", "site/stage", "office/cashier") == 15
    assert read(result, "over_60min_share") == 1


def test_those_at_several_lines_wait_at_once() -> None:
    """One for the cashier and two for the desk at 08:15; nobody while they are served."""
    visits: list[Visit] = [
        passed("08:00", ("08:00", "08:10", 0), ("08:20", "08:30", 1)),
        passed("08:12", ("08:30", "08:31", 0), ("08:31", "08:32", 1)),
        passed("08:15", ("08:40", "08:41", 0), ("08:41", "08:42", 1)),
    ]
    result = measure(visits)
    assert read(result, "queue_max") == 3
    assert read(result, "queue_mean", "hour", "08") == pytest.approx((10 + 18 + 25) / 60)


def test_a_group_is_told_by_the_stages_that_it_served() -> None:
    """Waits in its own line, services it gave, also to those who later left; its time alone."""
    visits: list[Visit] = [
        passed("08:00", ("08:12", "08:20", 0), ("08:34", "08:40", 1)),
        left("08:30", "08:45", "09:30"),
    ]
    result = measure(visits)
    assert read(result, "served_per_day") == 1
    assert read(result, "served_per_day", "officers", "desk") == 2
    assert read(result, "served_per_day", "site/officers", "office/cashier") == 1
    assert read(result, "wait_mean", "officers", "desk") == 6
    assert read(result, "wait_p50", "officers", "desk") == 0
    assert read(result, "wait_max", "officers", "desk") == 12
    assert read(result, "wait_max", "site/officers", "office/cashier") == 14
    assert read(result, "utilisation", "officers", "desk") == pytest.approx((8 + 15) / 480)
    assert read(result, "utilisation", "officers", "cashier") == pytest.approx(6 / 480)
    assert read(result, "utilisation") == pytest.approx((23 + 6) / 960)


def test_who_passes_one_group_twice_counts_twice_for_it() -> None:
    """Guide and desk are one officer."""
    result = measure([passed("08:00", ("08:10", "08:20", 0), ("08:50", "09:00", 0))])
    assert read(result, "served_per_day") == 1
    assert read(result, "served_per_day", "officers", "desk") == 2
    assert read(result, "wait_mean", "officers", "desk") == 20
    assert read(result, "wait_max", "officers", "desk") == 30
    assert read(result, "wait_max") == 40


def test_a_line_is_told_by_site_and_name_of_its_stage() -> None:
    """Both procedures pay at one cashier's; whoever left the line is in its shares."""
    visits: list[Visit] = [
        passed("08:00", ("08:12", "08:20", 0), ("08:34", "08:40", 1)),
        passed("09:00", ("09:00", "09:05", 1), ("09:11", "09:20", 0), procedure=1),
        left("08:30", "08:45", "10:00"),
        left("16:30", "16:45", "17:00", Fate.SENT_HOME),
    ]
    result = measure(visits, {0: ["desk", "cashier"], 1: ["cashier", "records"]}, procedures=2)
    scopes = [s.scope for s in result.scopes.rows if s.scope_type is ScopeType.SITE_STAGE]
    assert scopes == ["office/desk", "office/cashier", "office/records"]

    def line(name: str, stage: str) -> float:
        return read(result, name, "site/stage", f"office/{stage}")

    assert [line("arrivals_per_day", s) for s in ("desk", "cashier", "records")] == [3, 4, 1]
    assert [line("served_per_day", s) for s in ("desk", "cashier", "records")] == [3, 2, 1]
    assert [line("wait_mean", s) for s in ("desk", "cashier", "records")] == [4, 7, 6]
    assert [line("wait_max", s) for s in ("desk", "cashier", "records")] == [12, 14, 6]
    assert line("wait_all_mean", "cashier") == (14 + 0 + 75 + 15) / 4
    assert line("waited_share", "cashier") == 0.5
    assert line("within_target_share", "cashier") == 0.5
    assert line("over_60min_share", "cashier") == 0.25
    assert (line("abandoned_share", "cashier"), line("abandoned_share", "desk")) == (0.25, 0)
    assert line("sent_home_share", "cashier") == 0.25
    for name in ("balked_share", "time_at_site_mean", "queue_mean", "utilisation", "staff"):
        assert isnan(line(name, "cashier"))


def test_waits_of_those_without_a_home_commune_are_no_waits_of_a_line() -> None:
    """The last row of all is the cashier's line, where nobody waits but for 14 minutes."""
    visits: list[Visit] = [
        passed("08:00", ("08:00", "08:20", 0), ("08:34", "08:40", 1)),
        passed("09:00", ("09:02", "09:05", 0), ("09:05", "09:08", 1)),
    ]
    result = measure(visits)
    assert result.scopes.rows[-1].scope == "office/cashier"
    assert read(result, "wait_max", "site/stage", "office/cashier") == 14
    assert read(result, "wait_p50", "site/stage", "office/cashier") == 0


def test_who_leaves_a_later_line_counts_all_that_was_waited() -> None:
    """Ten minutes for the desk and 55 for the cashier are over an hour, and not served."""
    visit = left("08:00", "08:30", "09:25")
    visit.stops[0].called = visit.called = at(0, "08:10")
    result = measure([visit])
    assert read(result, "abandoned_share") == 1
    assert read(result, "wait_all_mean") == 65
    assert read(result, "over_60min_share") == 1
    assert read(result, "served_per_day") == 0
    assert isnan(read(result, "wait_mean"))


@pytest.mark.parametrize(("since", "wait", "is_late"), [("23:50", 8, False), ("23:35", 23, True)])
def test_who_is_under_way_at_the_horizon_is_undecided_by_what_was_waited(
    since: str, wait: int, is_late: bool
) -> None:
    """Called to the desk at 23:58 of the last day after 8 or 23 minutes, served past midnight."""
    stop = Stop(joined=at(0, since), called=at(0, "23:58"), left=at(1, "00:10"), officer=0)
    visit = told(StagedVisit(arrived=at(0, since), stops=[stop], fate=Fate.OPEN))
    assert visit.left == NEVER
    result = measure([visit], n_days=1, period=(0, 1))
    assert read(result, "wait_all_mean") == wait
    assert isnan(read(result, "over_60min_share"))
    within = read(result, "within_target_share")
    assert (within == 0) if is_late else isnan(within)
    assert read(result, "served_per_day", "site/stage", "office/desk") == 1
    assert read(result, "arrivals_per_day", "site/stage", "office/cashier") == 0
    assert read(result, "served_per_day") == 0


def test_stages_count_with_their_visit_wherever_they_lie() -> None:
    """Arrived in the period, and paid after it; arrived before, and paid in it."""
    inside = passed("17:00", ("23:50", "23:55", 0), ("24:30", "24:35", 1), day=1)
    before = passed("23:30", ("23:40", "23:50", 0), ("24:10", "24:20", 1))
    result = measure([inside, before], period=(1, 2), sites=[hall(open_days=[1])])
    assert read(result, "served_per_day", "site/stage", "office/cashier") == 1
    assert read(result, "wait_mean", "site/stage", "office/cashier") == 35
    assert read(result, "wait_mean") == 410 + 35
    assert read(result, "utilisation", "officers", "cashier") == 1  # ten minutes, no duty
    assert read(result, "overtime_per_day", "officers", "cashier") == 10


def test_standing_by_is_overtime_and_not_busy() -> None:
    """The cashier stands by until 17:20, serves until 17:30; the desk beyond the period."""
    visit = passed("16:50", ("16:50", "17:20", 0), ("17:20", "17:30", 1))
    held = [(1, at(0, "17:00"), at(0, "17:20")), (0, at(0, "23:30"), at(1, "00:30"))]
    result = measure([visit], held=held, period=(0, 1))
    assert read(result, "overtime_per_day", "officers", "cashier") == 20 + 10
    assert read(result, "overtime_per_day", "site/officers", "office/desk") == 20 + 30
    assert read(result, "overtime_per_day") == 80
    assert read(result, "overtime_per_day", "weekday", "mon") == 80
    assert read(result, "utilisation", "officers", "cashier") == pytest.approx(10 / (480 + 30))
    assert read(result, "utilisation") == pytest.approx((30 + 10) / (960 + 80))


def test_officers_held_are_those_of_their_site() -> None:
    """Rows of officers are counted over all sites."""
    sites = [hall(id="a"), hall(id="b"), hall(id="c")]
    held = [(1, at(0, "17:00"), at(0, "17:20")), (4, at(0, "17:00"), at(0, "17:07"))]
    result = measure([], sites=sites, held=held)
    minutes = [read(result, "overtime_per_day", "site", site) for site in "abc"]
    assert minutes == [20, 0, 7]
    assert read(result, "overtime_per_day", "site/officers", "c/desk") == 7


def test_a_citizens_time_is_all_from_arrival_to_leaving() -> None:
    """Waits and services of every stage, also of those who leave before the last one."""
    dossier = Dossier(filed=at(0, "08:00"), ending=Ending.LOST)
    visit = left("08:00", "08:30", "09:25")
    visit.dossier = dossier
    whole = passed("10:00", ("10:05", "10:10", 0), ("10:30", "10:35", 1))
    whole.dossier = Dossier(filed=at(0, "10:00"), ending=Ending.DONE)
    result = measure([visit, whole])
    assert read(result, "citizen_time_mean") == (85 + 35) / 2
    assert read(result, "visits_per_dossier") == 1


def test_a_site_has_the_lines_of_what_comes_to_it() -> None:
    """None where no procedure has stages; with them, those of the procedures that come."""
    sites = [hall(id="a"), hall(id="b")]
    plain = make_system(sites, procedures=2)
    assert not any(s.scope_type is ScopeType.SITE_STAGE for s in scopes_of(plain).rows)
    system = staged(plain, {0: ["guide", "desk"], 1: ["desk", "cashier"]})
    comes = np.array([[True, True], [False, True]])
    scopes = scopes_of(system, comes=comes)
    lines = [s.scope for s in scopes.rows if s.scope_type is ScopeType.SITE_STAGE]
    assert lines == ["a/guide", "a/desk", "a/cashier", "b/desk", "b/cashier"]
    by_name = dict(zip(lines, range(len(scopes) - len(lines), len(scopes)), strict=True))
    assert scopes.site_stage_row[0].tolist() == [
        by_name[f"a/{name}"] for name in ("guide", "desk", "desk", "cashier")
    ]
    assert scopes.site_stage_row[1].tolist() == [
        len(scopes),
        *[by_name["b/desk"]] * 2,
        len(scopes) - 1,
    ]
    assert scopes.open_days[-1] == 1


def test_what_comes_to_a_site_is_what_arrives_there() -> None:
    """Of a site scenario."""
    officers = [{"count": 1, "serves": "all"}]
    scenario = Scenario.model_validate(
        {
            "name": "Two offices",
            "period": {"from": "2025-01-06", "to": "2025-01-07"},
            "procedures": {"a": {"counter_time": 5}, "b": {"counter_time": 5}},
            "sites": {
                "y": {"officers": officers, "arrivals": {"b": {"per_hour": 3}}},
                "x": {
                    "officers": officers,
                    "arrivals": {"a": {"per_hour": 3}, "b": {"per_hour": 3}},
                },
            },
        }
    )
    assert comes_to(scenario).tolist() == [[True, True], [False, True]]
