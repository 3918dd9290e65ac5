"""Each stress against what it has to be, on scenarios that can be counted by hand."""

from __future__ import annotations

from sim.studies.stress.cases import (
    KEYS,
    absent,
    desk_closed,
    hard_day,
    more_demand,
    stresses,
)
from sim.studies.trials import differ_in_staff_alone
from tests.studies.siting.town import town
from tests.studies.stress.offices import house, three


def test_all_stresses_in_order() -> None:
    plan = house()
    found = stresses(plan)
    assert tuple(each.key for each in found) == KEYS
    alike = [each for each in found if each.staff_alone]
    assert [each.key for each in alike] == ["absent", "desk_closed"]
    assert all(differ_in_staff_alone(plan, each.scenario) for each in alike)


def test_the_hard_day_has_the_warm_up_of_the_plan_and_no_run_out() -> None:
    leads = {"warm_up": {"days": 3}, "run_out": {"days": 4}}
    found = hard_day(house(calendar={"holidays": "VN"}, **leads))
    assert found.told == {"date": "2025-02-03", "kind": "after_tet"}
    assert found.scenario.period.length == 1
    assert found.scenario.warm_up is not None
    assert found.scenario.warm_up.days == 3
    assert found.scenario.run_out is not None
    assert found.scenario.run_out.days == 0


def test_results_are_waited_for_where_a_target_asks_for_them() -> None:
    found = hard_day(house(targets=["on time >= 95%"], run_out={"days": 4}))
    assert found.told == {"date": "2025-03-03", "kind": "busiest"}
    assert found.scenario.run_out is not None
    assert found.scenario.run_out.days == 4


def test_more_demand_scales_every_rate_and_no_timetable() -> None:
    arrivals = {
        "land": {"per_hour": {"07:30": 10, "09:00": 20}},
        "papers": {"at": ["08:00"]},
    }
    sites = {
        "rates": house().sites["house"].model_dump(exclude_none=True),
        "times": {"officers": [{"count": 1}], "arrivals": arrivals},
        "nobody": {"officers": [{"count": 1}]},
    }
    found = more_demand(house(sites=sites), 1.5)
    rates, times = (found.scenario.sites[id_].arrivals or {} for id_ in ("rates", "times"))
    assert rates["land"].per_hour == 30
    assert rates["papers"].per_day == 120
    assert times["land"].per_hour == ((450, 15), (540, 30))
    assert times["papers"].at == (480,)
    assert found.skipped == {"times": "timetable"}


def test_more_demand_of_a_province_is_its_scale() -> None:
    found = more_demand(town(), 1.5)
    assert found.scenario.demand is not None
    assert found.scenario.demand.scale == 1.5
    assert not found.skipped


def test_two_of_the_largest_group_are_absent() -> None:
    found = absent(house())
    site = found.scenario.sites["house"]
    assert [group.size for group in site.officers] == [2, 3, 1]
    assert site.staff == 6
    assert found.groups == {"house": ("land", 2)}
    assert not found.skipped


def test_nobody_is_absent_whose_work_nobody_could_do() -> None:
    found = absent(three())
    sizes = {id_: site.officer_count for id_, site in found.scenario.sites.items()}
    assert sizes == {"one": 1, "two": 1, "four": 2}
    assert found.skipped == {"one": "none_absent", "two": "one_absent"}
    assert found.groups == {"two": ("officers", 1), "four": ("officers", 2)}


def test_the_largest_desk_is_closed_that_others_can_stand_in_for() -> None:
    found = desk_closed(house())
    assert [group.size for group in found.scenario.sites["house"].officers] == [0, 3, 1]
    assert found.groups == {"house": ("land", 4)}


def test_a_desk_that_nobody_stands_in_for_stays_open() -> None:
    """Neither the land desk, whose work is nobody else's, nor those who do everything."""
    desks = [
        {"name": "land", "count": 4, "serves": ["land"]},
        {"name": "papers", "count": 1, "serves": ["papers"]},
        {"name": "more papers", "count": 1, "serves": ["papers"]},
    ]
    arrivals = {"land": {"per_hour": 2}}
    found = desk_closed(house(sites={"house": {"officers": desks, "arrivals": arrivals}}))
    assert found.groups == {"house": ("more papers", 1)}
    found = desk_closed(three())
    assert not found.groups
    assert found.skipped == dict.fromkeys(("one", "two", "four"), "no_desk")
