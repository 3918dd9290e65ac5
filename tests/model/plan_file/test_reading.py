"""Rows to officer groups: what they change, and every fault at its cell."""

from __future__ import annotations

import pickle
from datetime import datetime, time
from typing import Any

import pytest

from sim.errors import Problem
from sim.model import rules
from sim.model.plan_file import COLUMNS, Formula, Planned, Row, Table, planned
from sim.model.plan_file.reading import MOST_TOLD
from sim.model.scenario_file import loads
from sim.model.spec import OfficerGroup, Scenario
from sim.report.catalogue import tongue

SCENARIO = """\
name: Two offices
period: {start: 2025-01-06, days: 5}
calendar: {hours: {mon-fri: ["07:30-11:30", "13:30-17:00"]}}
policy: {branch: {staff_at_least: 3}}
procedures:
  papers: {counter_time: 8}
  land: {counter_time: 12}
sites:
  north:
    name: Chi nhánh Bắc
    tier: branch
    staff: 5
    off_counter: 1
    officers:
      - {name: desk, count: 3, serves: [papers], absence: 0.1, source: post}
      - {name: land desk, count: 1, serves: [land], duty: ["07:30-11:30"]}
    arrivals: {papers: {per_hour: 5}, land: {per_hour: 2}}
  south:
    tier: branch
    officers: [{count: 2}]
    arrivals: {papers: {per_hour: 5}}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loads(SCENARIO)


def plan(scenario: Scenario, *rows: dict[str, Any]) -> Planned:
    """The scenario with a plan on a sheet, whose first row is row 2."""
    letters = dict(zip(COLUMNS, "ABCDEFGHIJ", strict=True))
    numbered = tuple(Row(number=n, cells=cells) for n, cells in enumerate(rows, 2))
    table = Table(file="plan.xlsx", sheet="plan", letters=letters, rows=numbered)
    return planned(scenario, table)


def told(found: Planned) -> list[str]:
    return [str(each).removeprefix("plan.xlsx, sheet plan") for each in found.problems]


def test_a_cell_is_told_in_another_language_also_from_another_process(scenario: Scenario) -> None:
    """Place, rule and hint; heads and values as the file has them."""
    found = plan(scenario, row("nroth", "desk", -1))
    told = [pickle.loads(pickle.dumps(each)).told(tongue("vi")) for each in found.problems]
    assert told == [
        "plan.xlsx, trang plan, ô D2: count = -1: chỗ này cần một số nguyên từ 0 đến 10.000.",
        "plan.xlsx, trang plan, ô A2: site = nroth: không có nơi tiếp nhận này. Có phải là north "
        "không?",
    ]


def row(site: Any, group: Any, count: Any, **more: Any) -> dict[str, Any]:
    return {"site": site, "group": group, "count": count, **more}


def test_what_is_not_mentioned_stays_as_it_is(scenario: Scenario) -> None:
    """Other sites, other groups, and what a row is silent about; the head count follows."""
    found = plan(scenario, row("north", "desk", 5, duty="off"))
    north = found.scenario.sites["north"]
    assert found.problems == ()
    assert found.scenario.sites["south"] is scenario.sites["south"]
    assert north.officers[1] is scenario.sites["north"].officers[1]
    assert north.officers[0] == OfficerGroup(
        name="desk", count=5, serves=("papers",), absence=0.1, source="post", duty=()
    )
    assert (north.staff, north.off_counter) == (7, 1)


def test_an_empty_duty_is_the_sessions(scenario: Scenario) -> None:
    """Also of a group that had hours of its own."""
    found = plan(scenario, row("north", "land desk", 1))
    assert found.scenario.sites["north"].officers[1].duty is None


def test_several_rows_are_shifts_in_their_order(scenario: Scenario) -> None:
    """What one row says of the group is said for all; a shift of nobody is none."""
    hours = "07:30-11:30, 13:30-17:00"
    found = plan(
        scenario,
        row("north", "desk", 2, duty="mon 07:30-09:00", source="none", reserve=1),
        row("south", "officers", "4", serves="papers, land"),
        row("north", "desk", 0, duty="10:00-11:00"),
        row("north", "desk", 1, absence="8,5%"),
    )
    assert found.problems == ()
    group = found.scenario.sites["north"].officers[0]
    assert [(shift.count, dict(shift.duty)) for shift in group.shifts] == [
        (2, {"mon": ((450, 540),)}),
        (1, dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ((450, 690), (810, 1020)))),
    ]
    assert (group.count, group.duty, group.reserve, group.source) == (3, None, 1, None)
    assert group.absence == pytest.approx(0.085)
    assert found.scenario.sites["south"].officers[0].serves == ("papers", "land")
    again = plan(found.scenario, row("north", "desk", 3, duty=hours))
    assert again.scenario.sites["north"].officers[0].shifts == ()


def test_a_count_of_nothing_takes_a_group_away(scenario: Scenario) -> None:
    """Nobody is in it any more; what nobody then serves is told at the site's row."""
    found = plan(scenario, row("south", "officers", 1), row("north", "land desk", 0))
    assert found.scenario.sites["north"].officers[1].size == 0
    assert [each.split(": ", 1) for each in told(found)] == [
        [", D3", "sites.north.arrivals.land: nobody at this site serves land."],
        [", D2", "sites.south.staff = 1: the policy asks for at least 3 at every branch."],
    ]
    assert found.faulty


def test_a_new_group_says_what_it_serves(scenario: Scenario) -> None:
    """It comes last; all else about it is as usual unless it is said."""
    found = plan(scenario, row("north", 7.0, 2.0, serves="all", off_counter=0))
    assert [each.name for each in found.scenario.sites["north"].officers] == [
        "desk", "land desk", "7",
    ]  # fmt: skip
    assert found.scenario.sites["north"].officers[2] == OfficerGroup(name="7", count=2)
    assert (found.scenario.sites["north"].staff, found.problems) == (6, ())


def test_an_unknown_group_is_a_typing_error_unless_it_serves_something(scenario: Scenario) -> None:
    """And even then it is, perhaps, where its name is almost that of one that stays."""
    found = plan(scenario, row("north", "dessk", 2))
    assert told(found) == [
        ", C2: group = dessk: this site has no such group, and a new one says what it serves. Did "
        "you mean desk?"
    ]
    warned = plan(scenario, row("north", "dessk", 2, serves="papers"))
    assert not warned.faulty
    assert told(warned) == [
        ", C2: group = dessk: this becomes a new group, and desk stays as it is. Did you mean desk?"
    ]


def test_all_wrong_cells_are_told_at_once(scenario: Scenario) -> None:
    """With sheet, cell, value and rule."""
    found = plan(
        scenario,
        row("north", "desk", 2.5, duty="noon"),
        row("nroth", "desk", 1),
        row("chi nhánh bắc", "desk", 10_001, absence=8, reserve="two", source="mars"),
        {"group": "desk", "count": datetime(2025, 3, 2)},
        row("north", "a/b", True, serves="papers, all", duty=time(7, 30)),
        row("north", "desk", Formula("=B2+1"), serves=3.5, off_counter=-1),
        row("north", datetime(2025, 3, 2, 7, 30), 1, absence="few"),
    )
    day = "a date or a time to Excel."
    assert told(found) == [
        ", D2: count = 2.5: a whole number from 0 to 10,000 is needed here.",
        ", E2: duty = noon: duty is left empty for the sessions, or written as "
        '"07:30-11:30, 13:30-17:00", or by weekday as "mon-fri 07:30-11:30, 13:30-17:00; sat '
        '07:30-11:30".',
        ", A3: site = nroth: there is no such site. Did you mean north?",
        ", D4: count = 10001: a whole number from 0 to 10,000 is needed here.",
        ', G4: absence = 8: a share is a number from 0 to 1, or a percentage such as "18%".',
        ", H4: reserve = two: a whole number from 0 to 10,000 is needed here.",
        ", I4: source = mars: source is center, department, post, commune or none.",
        ", A4: site = chi nhánh bắc: there is no such site. Did you mean north?",
        ", A5: site: this cell is empty, and a row has its site, group and count.",
        ", D5: count = 2025-03-02: a whole number from 0 to 10,000 is needed here.",
        ', C6: group = a/b: a name has 1 to 80 letters, no "/", and no blank at either end.',
        ", D6: count = TRUE: a whole number from 0 to 10,000 is needed here.",
        ', E6: duty = 07:30:00: duty is text such as "07:30-11:30, 13:30-17:00"; format the cell '
        "as text.",
        ", F6: serves = papers, all: serves: all, or procedures and procedure/purpose with commas "
        "between.",
        ", D7: count = =B2+1: nobody has worked out this formula: open the file in Excel and save "
        "it.",
        ", F7: serves = 3.5: text is needed here.",
        f", C8: group = 2025-03-02 07:30:00: text is needed here, and this is {day}",
        ', G8: absence = few: a share is a number from 0 to 1, or a percentage such as "18%".',
        ", J7: off_counter = -1: a whole number from 0 to 1,000,000,000 is needed here.",
    ]
    assert found.faulty
    assert found.scenario is scenario


def test_rows_that_contradict_each_other(scenario: Scenario) -> None:
    """Of a group and of a site; the same said twice is no contradiction."""
    found = plan(
        scenario,
        row("north", "desk", 2, serves="papers", off_counter=1),
        row("north", "desk", 1, serves="papers", off_counter=1),
        row("north", "desk", 1, serves="all", off_counter=2),
    )
    assert sorted(told(found)) == [
        ", F4: serves: the rows of a group agree, and row 2 says something else.",
        ", J4: off_counter = 2: the rows of a site agree, and row 2 says 1.",
    ]


@pytest.mark.parametrize(
    ("text", "serves"),
    [
        ("all", "all"),
        ("papers", ("papers",)),
        ("papers/collect,\n land", ("papers/collect", "land")),
        ('"papers", land', ("papers", "land")),
    ],
)
def test_what_a_group_serves(scenario: Scenario, text: str, serves: object) -> None:
    """Commas between, quotes where a name has one itself."""
    found = plan(scenario, row("north", "new", 1, serves=text))
    assert found.scenario.sites["north"].officers[2].serves == serves


def test_codes_may_be_numbers(scenario: Scenario) -> None:
    """What serves one procedure whose code is 25741 is a number to Excel."""
    found = plan(scenario, row("north", "new", 1, serves=25741.0))
    assert told(found) == [
        ", F2: sites.north.officers[2].serves[0] = 25741: there is no procedure 25741. Known here: "
        "papers, land."
    ]
    assert "serves: all, or procedures" in told(plan(scenario, row("x", "y", 1, serves='"a"b')))[0]


def test_rules_are_told_at_the_cells_that_break_them(scenario: Scenario) -> None:
    """A skill at its group, staff below a policy at the site; what was so before is not told."""
    found = plan(
        scenario,
        row("south", "officers", 2),
        row("south", "extra", 1, serves="papers, lnad"),
        row("north", "desk", 1, off_counter=0),
    )
    assert told(found) == [
        ", D4: sites.north.staff = 2: the policy asks for at least 3 at every branch.",
        ", F3: sites.south.officers[1].serves[1] = lnad: there is no procedure lnad. Did you mean "
        "land?",
    ]
    assert found.gone == {("sites.south.staff", "the policy asks for at least 3 at every branch.")}


def test_staff_off_the_counter_alone(scenario: Scenario) -> None:
    """A row has a group all the same; heads are those of the site."""
    found = plan(scenario, row("north", "land desk", 1, duty="07:30-11:30", off_counter="2"))
    north = found.scenario.sites["north"]
    assert (north.off_counter, north.staff, north.officers) == (
        2, 6, scenario.sites["north"].officers,
    )  # fmt: skip


def test_no_rows_and_far_too_many_faults(scenario: Scenario) -> None:
    """Nothing is no plan, and a hundred faults are enough to see."""
    assert told(plan(scenario)) == [": the table has no rows below its heads."]
    found = plan(scenario, *(row("north", "desk", -1) for _ in range(MOST_TOLD + 7)))
    assert len(found.problems) == MOST_TOLD + 1
    assert told(found)[-1] == ": and 7 more problems."


def test_what_is_wrong_elsewhere_names_the_file(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of no site of the plan cannot be told at a cell."""

    def problems(judged: Scenario) -> list[Problem]:
        return [] if judged is scenario else [Problem(path="units.back", rule="it has no work.")]

    monkeypatch.setattr(rules, "problems", problems)
    assert told(plan(scenario, row("north", "desk", 1))) == [": units.back: it has no work."]


def test_long_values_are_cut(scenario: Scenario) -> None:
    """And the sites that there are are named, if they are few."""
    found = plan(scenario, row("x" * 70, "desk", 1))
    assert f"site = {'x' * 57}...: there is no such site." in told(found)[0]
    assert told(found)[0].endswith("Known here: north, south.")
