"""Changes of one site as scenarios, and those that are out of place."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import UsageError
from sim.model.laws import (
    DurationLaw,
    Empirical,
    Exponential,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
)
from sim.studies.whatif.change import Change, applied, online_share, scaled_law
from tests.studies.offices import office


@pytest.mark.parametrize(
    "law",
    [
        Fixed(value=6), Exponential(mean=5), Lognormal(mean=7, cv=0.5), Uniform(low=1, high=3),
        Triangular(low=1, mode=2, high=6), Empirical(values=(1, 2, 4), weights=(1, 1, 2)),
    ],
)  # fmt: skip
def test_a_law_scaled_is_as_many_times_as_long_and_as_spread(law: DurationLaw) -> None:
    scaled = scaled_law(law, 1.5)
    assert type(scaled) is type(law)
    assert scaled.expectation() == pytest.approx(1.5 * law.expectation())
    assert scaled.variation() == pytest.approx(law.variation())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"absence": 1.5}, "absence: 1.5 is not from 0 to 1"),
        ({"demand": 0}, "demand: 0 is not from 0.1 to 10"),
        ({"counter_time": 11}, "counter_time: 11 is not"),
        ({"online": -0.1}, "online: -0.1 is not"),
        ({"patience": 0}, "patience: 0 is not"),
        ({"staff": {"a": -1}}, "staff of a: -1 is not"),
        ({"demand": float("nan")}, "demand: nan is not"),
        ({"hours": {"mon-fri": ["9:99"]}}, "hours: .*Write such as"),
        ({"hours": {"someday": ["09:00-10:00"]}}, "hours: .*Write such as"),
    ],
)
def test_a_value_out_of_its_range_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Change(**change)


def test_changes_are_values() -> None:
    one = Change(staff={"b": 1, "a": 2}, hours={"mon-tue": ["08:00-09:00"]})
    other = Change(staff={"a": 2, "b": 1}, hours={"tue": ["08:00-09:00"], "mon": ["08:00-09:00"]})
    assert one == other
    assert hash(one) == hash(other)
    assert one.groups == {"a": 2, "b": 1}
    assert Change(staff=one.staff, hours=one.hours) == one


def test_without_a_change_the_scenario_is_the_same() -> None:
    scenario = office()
    assert applied(scenario, "desk", Change(), {}) == scenario


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"staff": {"clerks": 2}}, "staff of clerks: desk has no such group.*It has officers"),
        ({"staff": {"officers": 0}}, "nobody is left to serve at desk"),
        ({"online": 0.5}, "online: visits are given at the site"),
    ],
)
def test_a_change_that_does_not_fit_the_site_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        applied(office(), "desk", Change(**change), {})


def test_demand_at_a_site_scales_rates_and_leaves_timetables() -> None:
    def arrivals(said: dict[str, Any]) -> Any:
        scenario = office(sites={"desk": {"officers": [{"count": 1}], "arrivals": {"file": said}}})
        found = applied(scenario, "desk", Change(demand=2), {}).sites["desk"].arrivals
        assert found is not None
        return found["file"]

    assert arrivals({"per_day": 40}).per_day == 80
    assert arrivals({"per_hour": 6}).per_hour == 12
    steps = arrivals({"per_hour": {"08:00": 2, "09:00": 3}}).per_hour
    assert [rate for _, rate in steps] == [4, 6]
    assert arrivals({"at": ["08:00"]}).at == (480,)


def test_times_at_the_counter_are_scaled_with_their_stages() -> None:
    stages = [{"name": "guide", "time": 2}, {"name": "desk"}]
    scenario = office(
        procedures={"file": {"counter_time": 10, "enquire_time": 4, "stages": stages}}
    )
    found = applied(scenario, "desk", Change(counter_time=1.5), {}).procedures["file"]
    assert found.counter_time.expectation() == 15
    assert found.enquire_time is not None
    assert found.enquire_time.expectation() == 6
    assert found.supplement_time is None
    assert found.stages[0].time is not None
    assert found.stages[0].time.expectation() == 3
    assert found.stages[1].time is None


def test_patience_has_another_mean_and_those_without_any_get_one() -> None:
    found = applied(office(), "desk", Change(patience=30), {}).procedures["file"].patience
    assert found == Exponential(mean=30)
    endless = office(procedures={"file": {"counter_time": 10}})
    assert applied(endless, "desk", Change(patience=30), {}).procedures["file"].patience == found


def test_hours_go_to_the_calendar_of_the_site_alone() -> None:
    scenario = office(calendar={"holidays": "VN"})
    found = applied(scenario, "desk", Change(hours={"mon": ["08:00-10:00"]}), {})
    assert found.calendar == scenario.calendar
    keeps = found.sites["desk"].calendar
    assert keeps is not None
    assert keeps.hours == {"mon": ((480, 600),)}
    assert keeps.holidays == "VN"


def province() -> Any:
    """Two procedures, a tenth and half of them online, and some by post."""
    return office(
        procedures={
            "a": {"counter_time": 5, "level": "commune", "per_1000": 1, "online": 0.1},
            "b": {"counter_time": 5, "level": "commune", "per_1000": 1, "online": 0.5, "post": 0.2},
            "c": {"counter_time": 5, "level": "center", "per_1000": 1, "online": 0.3},
        },
        communes={
            "1": {
                "name": "one", "kind": "ward", "district": "d", "lat": 11, "lon": 106,
                "area_km2": 4, "population": 1000,
            }
        },
        sites={"desk": {"tier": "point", "commune": "1", "officers": [{"count": 1}]}},
    )  # fmt: skip


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.6, 0.9])
def test_the_share_online_is_met_over_all_that_the_site_gets(share: float) -> None:
    weights = {"a": 1.0, "b": 1.0}
    found = applied(province(), "desk", Change(online=share), weights).procedures
    assert online_share(found, weights) == pytest.approx(share)
    assert all(each.online + each.post <= 1 + 1e-9 for each in found.values())
    assert found["c"].online == 0.3
    assert found["b"].post == 0.2


def test_more_online_than_does_not_come_by_post_is_refused() -> None:
    with pytest.raises(UsageError, match=r"online: 0\.95 is more than 0\.9"):
        applied(province(), "desk", Change(online=0.95), {"a": 1.0, "b": 1.0})


def test_demand_of_a_province_is_that_of_its_residents() -> None:
    found = applied(province(), "desk", Change(demand=1.5), {"a": 1.0})
    assert found.demand is not None
    assert found.demand.scale == 1.5
    assert online_share(found.procedures, {}) == 0.0
