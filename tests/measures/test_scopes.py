"""Which parts of a network are told apart, and in which order."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest

from sim.measures.scopes import Scope, ScopeType, purposes_of, scopes_of
from sim.model.spec import Scenario
from sim.model.tables import Purpose
from tests.measures.test_access import province as province_of_three
from tests.measures.toys import Group, Site, between, make_system

TUESDAY = date(2025, 1, 7)


def province() -> list[Site]:
    """A branch with a break and a Saturday, a point with an early officer, a night desk."""
    branch = [between(day, span) for day in (0, 1) for span in ("07:30-11:30", "13:30-17:00")]
    branch.append(between(4, "08:00-10:00"))
    point = [between(0, "08:00-09:00")]
    night = [between(1, "22:00-25:30")]
    return [
        Site(
            id="di-an",
            tier="branch",
            district="Dĩ An",
            staff=13,
            sessions=branch,
            groups=[Group(duties=[branch]), Group(name="land desk"), Group(duties=[branch])],
        ),
        Site(
            id="point",
            tier="point",
            district="Bến Cát",
            staff=2,
            sessions=point,
            groups=[Group(name="land desk", duties=[[between(0, "06:59-09:00")]])],
        ),
        Site(id="zoo", staff=1, sessions=night),
    ]


def test_scopes_are_those_that_can_occur_in_a_stable_order() -> None:
    """The whole list of a small province, hour by hour; the last hours are of a night desk."""
    system = make_system(
        province(), n_days=7, period=(0, 6), first_day=TUESDAY, procedures=2, communes=1
    )
    scopes = scopes_of(system)
    listed: dict[str, list[str]] = {}
    for scope in scopes.rows:
        listed.setdefault(scope.scope_type.value, []).append(scope.scope)
    branch_hours = ["07", "08", "09", "10", "11", "13", "14", "15", "16"]
    assert listed == {
        "network": ["all"],
        "tier": ["branch", "point"],
        "district": ["Bến Cát", "Dĩ An"],
        "site": ["di-an", "point", "zoo"],
        "procedure": ["procedure 0", "procedure 1"],
        "purpose": ["file", "supplement", "collect", "enquire"],
        "hour": ["00", "01", "06", *branch_hours, "22", "23"],
        "weekday": ["tue", "wed", "thu", "sat"],
        "officers": ["desk", "land desk"],
        "commune": ["commune 0"],
        "site/hour": [
            *[f"di-an/{hour}" for hour in branch_hours],
            *["point/06", "point/07", "point/08"],
            *["zoo/00", "zoo/01", "zoo/22", "zoo/23"],
        ],
        "site/weekday": [
            *[f"di-an/{day}" for day in ("tue", "wed", "sat")],
            *["point/tue", "zoo/wed", "zoo/thu"],
        ],
        "site/officers": ["di-an/desk", "di-an/land desk", "point/land desk"],
    }
    assert list(listed) == sorted(listed, key=list(listed).index)
    assert scopes.index()[scopes.rows[7]] == 7


def test_only_the_period_decides_which_hours_and_weekdays_there_are() -> None:
    """A period of the second day has neither the first nor the fifth."""
    system = make_system(province(), n_days=7, period=(1, 2), first_day=TUESDAY)
    scopes = {(scope.scope_type.value, scope.scope) for scope in scopes_of(system).rows}
    assert {name for kind, name in scopes if kind == "weekday"} == {"wed"}
    assert {name for kind, name in scopes if kind == "hour"} >= {"22", "23"}
    assert not {("hour", "00"), ("hour", "06")} & scopes


def test_a_session_of_many_days_has_every_hour_and_weekday() -> None:
    """An office that never closes."""
    site = Site(sessions=[(between(0, "00:00-24:00")[0], between(9, "00:00-24:00")[1])])
    kinds = [s.scope_type for s in scopes_of(make_system([site], n_days=10, period=(0, 10))).rows]
    assert kinds.count("hour") == kinds.count("site/hour") == 24
    assert kinds.count("weekday") == 7


def test_open_days_are_days_with_any_site_of_the_scope_open() -> None:
    """Counted in the period, by site, by group through its sites, by weekday on that weekday."""
    system = make_system(
        province(), n_days=7, period=(0, 6), first_day=TUESDAY, procedures=1, communes=1
    )
    scopes = scopes_of(system)
    days = {
        f"{scope.scope_type.value} {scope.scope}": scopes.open_days[row]
        for row, scope in enumerate(scopes.rows)
    }
    assert {name: days[name] for name in days if "site/hour" not in name} == {
        "network all": 3,
        "tier branch": 3,
        "tier point": 1,
        "district Bến Cát": 1,
        "district Dĩ An": 3,
        "site di-an": 3,
        "site point": 1,
        "site zoo": 1,
        "procedure procedure 0": 3,
        **{f"purpose {name}": 3 for name in ("file", "supplement", "collect", "enquire")},
        **{f"hour {name}": 3 for name in ("00", "01", "06", "07", "08", "09", "10", "11")},
        **{f"hour {name}": 3 for name in ("13", "14", "15", "16", "22", "23")},
        "weekday tue": 1,
        "weekday wed": 1,
        "weekday thu": 0,
        "weekday sat": 1,
        "officers desk": 3,
        "officers land desk": 3,
        "commune commune 0": 3,
        "site/officers di-an/desk": 3,
        "site/officers di-an/land desk": 3,
        "site/officers point/land desk": 1,
        **{f"site/weekday di-an/{name}": 1 for name in ("tue", "wed", "sat")},
        "site/weekday point/tue": 1,
        "site/weekday zoo/wed": 1,
        "site/weekday zoo/thu": 0,
    }
    assert days["site/hour di-an/15"] == 3
    assert days["site/hour zoo/01"] == 1


def test_staff_is_the_head_count_of_scopes_made_of_sites() -> None:
    """Other scopes have none."""
    scopes = scopes_of(make_system(province(), n_days=7, period=(0, 6), first_day=TUESDAY))
    staff = {scope.scope: scopes.staff[row] for row, scope in enumerate(scopes.rows)}
    names = ("all", "branch", "point", "Dĩ An", "di-an", "zoo")
    assert [staff[name] for name in names] == [16, 13, 2, 13, 13, 1]
    assert all(isnan(staff[name]) for name in ("procedure 0", "file", "08", "tue", "desk"))


def desk(**procedure: object) -> Scenario:
    """One procedure at one desk, where some who file online enquire."""
    return Scenario.model_validate(
        {
            "name": "desk",
            "period": {"start": "2025-03-03", "days": 5},
            "demand": {"enquire_share": 0.3},
            "units": {"office": {"processors": 1}},
            "procedures": {"file": {"counter_time": 5, **procedure}},
            "sites": {"a": {"officers": [{"count": 1}], "arrivals": {"file": {"per_hour": 6}}}},
        }
    )


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        ({}, []),
        ({"incomplete": 0.1}, ["supplement"]),
        ({"incomplete": 0.1, "comes_back": 0}, []),
        ({"unit": "office", "needs_supplement": 0.1}, ["supplement"]),
        ({"needs_supplement": 0.1, "collect": 1}, []),
        ({"unit": "office", "collect": 0.1}, ["collect"]),
        ({"unit": "office", "on_the_spot": True}, ["collect"]),
        ({"online": 0.1, "enquire_time": 5}, []),
    ],
)
def test_purposes_are_those_that_can_occur(
    procedure: dict[str, object], expected: list[str]
) -> None:
    """Nobody collects where no unit makes a result; a result on the spot may come too late."""
    purposes = purposes_of(desk(**procedure))
    assert [purpose.name.lower() for purpose in purposes] == ["file", *expected]
    scopes = scopes_of(make_system([Site()]), purposes)
    found = [scope.scope for scope in scopes.rows if scope.scope_type is ScopeType.PURPOSE]
    assert found == ["file", *expected]
    assert scopes.rows[scopes.purpose_row[Purpose.FILE]] == Scope(ScopeType.PURPOSE, "file")
    assert (scopes.purpose_row < len(scopes)).sum() == len(found)


@pytest.mark.parametrize(("online", "share", "expected"), [(0.1, 0.3, 1), (0.1, 0, 0), (0, 1, 0)])
def test_residents_who_file_online_may_enquire(online: float, share: float, expected: int) -> None:
    """Not those of an office that is given its arrivals, and nobody without the habit."""
    scenario = province_of_three(demand={"enquire_share": share})
    procedures = {
        id_: each.model_copy(update={"online": online}) for id_, each in scenario.procedures.items()
    }
    found = purposes_of(scenario.model_copy(update={"procedures": procedures}))
    assert found.count(Purpose.ENQUIRE) == expected


def test_without_a_demand_nobody_enquires() -> None:
    """Arrivals given at the site need no demand."""
    scenario = desk(online=0.1, enquire_time=5).model_copy(update={"demand": None})
    assert purposes_of(scenario) == (Purpose.FILE,)
