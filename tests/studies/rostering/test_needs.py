"""What has to be covered: planned, computed, or read from a table."""

from __future__ import annotations

from datetime import date, time

import numpy as np
import pytest

from sim.errors import ScenarioError, UsageError
from sim.model.spec import Scenario, Target
from sim.studies.rostering import needs
from sim.studies.rostering.load import N_SLOTS, WeekLoad
from sim.studies.rostering.people import alike, people_of
from sim.studies.rostering.table import Row, needs_from

MONDAY = date(2025, 3, 3)
SLOT_8 = 16
"""The half-hour from 8:00."""


def office(**changes: object) -> Scenario:
    """Desks for two procedures, and somebody for both."""
    return Scenario.model_validate(
        {
            "name": "office",
            "period": {"start": "2025-03-03", "days": 7},
            "calendar": {"hours": {"mon-tue": ["08:00-10:00"]}},
            "procedures": {"papers": {"counter_time": 8}, "land": {"counter_time": 15}},
            "sites": {
                "desk": {
                    "officers": [
                        {"name": "papers desk", "count": 3, "serves": ["papers"]},
                        {"name": "land desk", "count": 2, "serves": ["land"]},
                        {"name": "both", "count": 1},
                    ],
                    "arrivals": {"papers": {"per_hour": 6}, "land": {"per_hour": 6}},
                }
            },
            **changes,
        }
    )


def load(busy: float, arrivals: float = 1.0, service: float = 10.0) -> WeekLoad:
    """The same at both lines of the office on Monday at 8:00."""
    names = ("desk/land desk + both", "desk/papers desk + both")
    there = np.zeros((2, 7, N_SLOTS))
    there[:, 0, SLOT_8] = 1
    return WeekLoad(
        names=names, arrivals=there * arrivals, busy=there * busy,
        service=np.full(2, service), leaving=np.zeros(2),
    )  # fmt: skip


def computed(busy: float, line: str, scenario: Scenario | None = None, **asked: object) -> int:
    """Officers for a load on Monday at 8:00."""
    target = Target.model_validate(asked or {"goal": "within 10 min >= 90%"})
    found = needs.computed(scenario or office(), "desk", load(busy), [target])
    (one,) = [each for each in found if each.line == f"{line} + both"]
    assert one.officers.sum() == one.officers[0, SLOT_8]
    return int(one.officers[0, SLOT_8])


def test_steps_are_the_need_where_they_are_planned() -> None:
    scenario = office()
    assert needs.planned(scenario.sites["desk"]) == ()
    groups = [
        {"name": "a", "count": {"08:00": 2, "09:00": 1}},
        {"name": "b", "count": 3},
    ]
    site = office(sites={"desk": {"officers": groups, "arrivals": {"papers": {"per_hour": 1}}}})
    a, b = needs.planned(site.sites["desk"])
    assert (a.line, a.groups, b.line, b.groups) == ("a", (0,), "b", (1,))
    assert a.officers[3, SLOT_8 - 1 : SLOT_8 + 3].tolist() == [0, 2, 2, 1]
    a, b = needs.within_hours(site, "desk", (a, b))
    assert a.officers.sum(axis=1).tolist() == [6, 6, 0, 0, 0, 0, 0]
    assert b.officers[0].sum() == 12


def test_formulas_give_the_least_officers() -> None:
    """2 Erlang and 10 min of service, M/M/c: 84 % within 10 min with 3 officers, 98 % with 4."""
    assert computed(2.0, "land desk") == 4
    assert computed(2.0, "land desk", goal="within 1 min >= 90%") == 5
    assert computed(2.0, "land desk", goal="p90 wait <= 10 min") == 4
    assert computed(2.0, "land desk", goal="on time >= 95%") == 1
    assert computed(0.0, "land desk") == 1


def test_absence_asks_for_more_and_reserves_for_less() -> None:
    """With a fifth absent, 5 of whom all but 2 may come are 89.9 % within 10 min: 6 are needed.

    Reserves for three of the absent leave a day without enough to chance of one in 600.
    """
    groups = [
        {"name": "papers desk", "count": 3, "serves": ["papers"], "absence": 0.2},
        {"name": "land desk", "count": 2, "serves": ["land"], "absence": 0.2, "reserve": 3},
        {"name": "both", "count": 1, "absence": 0.2},
    ]
    arrivals = {"papers": {"per_hour": 6}, "land": {"per_hour": 6}}
    scenario = office(sites={"desk": {"officers": groups, "arrivals": arrivals}})
    assert computed(2.0, "papers desk", scenario) == 6
    assert computed(2.0, "land desk", scenario) == 4


def test_the_need_of_a_cell_is_the_most_of_its_half_hours() -> None:
    officers = np.zeros((7, N_SLOTS), np.int64)
    officers[0, 16], officers[0, 17], officers[1, 0] = 2, 3, 4
    need = needs.Need(line="a", groups=(0,), officers=officers)
    assert needs.at(need, 0, 480, 495) == 2
    assert needs.at(need, 0, 480, 540) == 3
    assert needs.at(need, 0, 1440, 1470) == 4


def rows(*some: dict[str, object]) -> list[Row]:
    """Rows of a file."""
    return [Row(place=f"needs.csv:{n}", cells=each) for n, each in enumerate(some, 2)]


def test_a_table_of_needs() -> None:
    found = needs_from(
        rows(
            {"site": "desk", "group": "land desk", "weekday": "mon-tue", "from": "08:00",
             "to": "09:30", "officers": "2"},
            {"site": "desk", "group": "land desk", "weekday": "tue", "from": time(9, 0),
             "officers": 1.0},
            {"site": "desk", "procedures": "papers", "weekday": "mon", "from": "08:30:00",
             "officers": 3},
            {"site": "desk", "procedures": "papers; land", "weekday": "mon", "from": "08:00",
             "officers": 1},
        ),
        office(),
    )["desk"]  # fmt: skip
    assert [(each.line, each.groups, each.procedures) for each in found] == [
        ("land desk", (1,), ()),
        ("papers desk + both", (0, 2), ("papers",)),
        ("both", (2,), ("papers", "land")),
    ]
    assert found[0].officers[1, 15:20].tolist() == [0, 2, 2, 1, 0]
    assert found[1].officers[0, 17] == 3


GOOD = {"site": "desk", "group": "both", "weekday": "mon", "from": "08:00", "officers": 1}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"site": "dsk"}, "site = dsk: there is no dsk in the scenario. Did you mean desk?"),
        ({"site": "elsewhere"}, "site = elsewhere: there is no elsewhere in the scenario."),
        ({"group": "bot"}, "group = bot: there is no bot in the scenario. Did you mean both?"),
        ({"procedures": "land"}, "group = both: a row names a group, or procedures, and not both."),
        ({"weekday": "monday"}, "weekday = monday: a weekday is one of"),
        ({"from": "08:10"}, "from = 08:10: needs are told by half-hours"),
        ({"from": 8}, "from = 8: a time of day is written as"),
        ({"to": "07:00"}, "to = 07:00: it is not after 08:00."),
        ({"officers": 1.5}, "officers = 1.5: a whole number from 0 to 10,000"),
        ({"officers": "many"}, "officers = many: a whole number from 0 to 10,000"),
    ],
)
def test_a_wrong_cell_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        needs_from(rows(GOOD, GOOD | changes), office())
    assert str(caught.value).startswith(f"--needs needs.csv:3, {said}")


def test_what_is_missing_is_named() -> None:
    without = {key: value for key, value in GOOD.items() if key != "officers"}
    with pytest.raises(UsageError, match=r"--needs needs\.csv:2, officers: something is needed"):
        needs_from(rows(without), office())
    with pytest.raises(UsageError, match="there is no row of needs"):
        needs_from([], office())
    unknown = {"site": "desk", "procedures": "lnd", "weekday": "mon", "from": "08:00"}
    with pytest.raises(UsageError, match=r"there is no lnd in the scenario\. Did you mean land"):
        needs_from(rows(unknown), office())


def test_procedures_that_nobody_serves_together() -> None:
    groups = [{"name": "a", "count": 1, "serves": ["papers"]},
              {"name": "b", "count": 1, "serves": ["land"]}]  # fmt: skip
    arrivals = {"papers": {"per_hour": 6}, "land": {"per_hour": 6}}
    scenario = office(sites={"desk": {"officers": groups, "arrivals": arrivals}})
    asked = {"site": "desk", "procedures": "papers; land", "weekday": "mon", "from": "08:00"}
    with pytest.raises(UsageError, match="no group of the site serves all of these"):
        needs_from(rows(asked), scenario)


def leave(*some: dict[str, object]) -> Scenario:
    """The office with leave of the papers desk."""
    each = [{"site": "desk", "group": "papers desk", **one} for one in some]
    return office(roster={"leave": each})


def test_people_on_leave_are_different_people() -> None:
    people = people_of(leave({"weekdays": "mon"}, {"weekdays": "mon-tue"}), "desk", MONDAY)
    assert [(each.name, sorted(each.away)) for each in people[:3]] == [
        ("papers desk 1", []),
        ("papers desk 2", [0, 1]),
        ("papers desk 3", [0]),
    ]
    assert [(one.group, one.members) for one in alike(people)] == [
        (0, (0,)), (0, (1,)), (0, (2,)), (1, (3, 4)), (2, (5,)),
    ]  # fmt: skip


def test_leave_that_no_one_takes_whole_is_shared() -> None:
    scenario = leave(
        {"weekdays": "mon", "officers": 3}, {"weekdays": "tue", "officers": 2},
        {"weekdays": "mon,tue", "officers": 0}, {"weekdays": "tue-wed"},
    )  # fmt: skip
    people = people_of(scenario, "desk", MONDAY)[:3]
    away = sorted(sorted(each.away) for each in people)
    assert sum(map(len, away)) == 3 + 2 + 2
    assert all(0 in each for each in away)


def test_too_many_on_leave_in_the_week_asked_for() -> None:
    dates = {"from": "2025-03-03", "to": "2025-03-03"}
    with pytest.raises(ScenarioError, match="4 officers of papers desk at desk are away on mon"):
        people_of(leave({"officers": 3, **dates}, {"weekdays": "mon"}), "desk", MONDAY)
    people_of(leave({"officers": 3, **dates}, {"weekdays": "mon"}), "desk", date(2025, 3, 10))
