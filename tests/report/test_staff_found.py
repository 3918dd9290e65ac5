"""What a search for staff found, in sentences and tables."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sim.errors import UsageError
from sim.model.scenario_file import loads
from sim.report import staff_spread
from sim.report.staff_found import (
    Found,
    bound_of,
    found,
    headline,
    notes,
    parts,
    table,
    troubles,
    verdict,
)
from tests.app.networks import NETWORK

HEADS = (
    "site,name,officers_now,officers,staff,target,value_now,value,low,high,value_one_less,binding,"
    "on_the_line,feasible,needed,confirmed,parts"
)
FINE = "within 20 min >= 90%,0.8,0.93,0.92,0.94,0.85,,false,true,,true,"
ROWS = {
    "b1": f"b1,First branch,3,5,5,{FINE}",
    "b2": "b2,Second branch,2,4,5,mean wait <= 10 min,12,9,8,10,11,policy_most,true,true,,true,",
    "p1": f"p1,Point,1,1,1,{FINE.replace(',,false', ',skills,false')}",
}
ABOUT = {"targets": ["within 20 min >= 90%", "mean wait <= 10 min, every half-hour"], "free": False}


def _found(*rows: str, **about: Any) -> Found:
    text = "\n".join([HEADS, *(rows or ROWS.values())]) + "\n"
    return found(json.dumps(ABOUT | about).encode(), text.encode("utf-8-sig"), loads(NETWORK))


def test_the_answer_begins_with_how_many_are_needed() -> None:
    assert headline(_found().rows, "en") == "3 sites need 10 officers: 4 more than now."
    assert headline(_found(ROWS["p1"]).rows, "en") == "Point needs one officer: as many as now."
    fewer = ROWS["b1"].replace("3,5,5", "3,2,2")
    assert headline(_found(fewer).rows, "en") == "First branch needs 2 officers: 1 fewer than now."


def test_where_the_bounds_do_not_allow_enough_the_answer_begins_with_that() -> None:
    short = ROWS["b1"].replace("false,true,,true", "false,false,9,true")
    assert headline(_found(short).rows, "en") == "First branch cannot meet the targets."
    answer = _found(short, ROWS["p1"])
    assert headline(answer.rows, "en") == "1 of 2 sites cannot meet the targets."
    assert notes(answer, "en")[:2] == [
        "Within the bounds: 6 officers, 2 more than now.",
        "To meet the targets everywhere: 10 officers, 6 more than now.",
    ]
    assert notes(answer, "en")[-2].startswith("This is not said of")
    assert table(answer, "en")["Would do"] == ["9", ""]
    hopeless = ROWS["b1"].replace("false,true,,true", "false,false,,true")
    said = notes(_found(hopeless), "en")
    assert said[0].startswith("Within the bounds")
    assert not said[1].startswith("To meet")


def test_one_fewer_than_a_bound_is_no_figure_of_the_search() -> None:
    assert table(_found(), "en")["With one fewer"] == ["85.0 %", "", "85.0 %"]


def test_sites_that_gain_and_lose_are_named_the_largest_change_first() -> None:
    less = ROWS["p1"].replace("Point,1,1,1", "Point,3,1,1")
    said = notes(_found(ROWS["b2"].replace("2,4,5", "2,3,4"), ROWS["b1"], less), "en")
    assert said[:3] == [
        "More officers: First branch +2, Second branch +1.", "Fewer officers: Point −2.",
        "With those off the counter that makes 10 people.",
    ]  # fmt: skip
    assert said[3] == "Targets: within 20 min ≥ 90 %; mean wait ≤ 10 min, every half-hour."
    assert said[-1].startswith("On the line:")


def test_sites_without_a_target_are_counted() -> None:
    assert notes(_found(ROWS["b1"]), "en")[-1] == "2 sites have no target and keep their officers."


def test_the_table_tells_the_service_the_bound_and_the_test() -> None:
    told = table(_found(), "en")
    assert told["Difference"] == [2, 2, 0]
    assert told["Service now"] == ["80.0 %", "12.0 min", "80.0 %"]
    assert told["Service then"][:2] == ["93.0 ± 1.0 %", "9.0 ± 1.0 min"]
    # Six people may be there, one of them off the counter.
    assert told["Held by"] == ["", "bound: at most 6 people", "somebody for all that is served"]
    assert told["Put to the test"] == ["yes", "yes; on the line", "yes"]
    assert "Held by" not in table(_found(ROWS["b1"]), "en")


def test_the_lower_bound_is_told_as_people() -> None:
    least = ROWS["b2"].replace("policy_most", "policy_least")
    answer = _found(least)
    assert bound_of(answer, answer.rows[0], "en") == "bound: at least 2 people"
    gone = replace(answer, rows=[{**answer.rows[0], "site": "gone"}])
    assert bound_of(gone, gone.rows[0], "en") == ""


def test_what_is_missed_and_what_is_open_is_told_apart() -> None:
    short = ROWS["b1"].replace("false,true,,true", "false,false,9,true")
    hopeless = ROWS["b2"].replace("true,true,,true", "false,false,,true")
    unsettled = ROWS["p1"].replace("false,true,,true", "false,true,,false")
    answer = _found(short, hopeless, unsettled)
    said = troubles(answer, "en")
    assert said[0].endswith("5 officers, the most allowed, reach 93.0 ± 1.0 %; 9 would do.")
    assert "not met with any number" in said[1]
    assert said[2].startswith("Not settled: Point.")
    assert [verdict(row, "en") for row in answer.rows] == [
        "target not met", "target not met", "not settled",
    ]  # fmt: skip
    assert troubles(_found(), "en") == []


def test_parts_are_told_where_there_are_any() -> None:
    assert parts(_found(), "en") == {}
    told = parts(_found(ROWS["b1"] + "desk 4; land 1"), "en")
    assert told == {"Site": ["First branch"], "Officers": ["desk 4; land 1"]}


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"targets": [3], "free": true}', b'{"targets": []}', b"[" * 10_000]
)
def test_what_is_no_answer_is_a_sentence(raw: bytes) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        found(raw, "\n".join([HEADS, ROWS["b1"]]).encode(), loads(NETWORK))


@pytest.mark.parametrize("raw", ["", "site\n1\n", HEADS, ROWS["b1"].join([HEADS + "\n", ""])[:150]])
def test_a_table_that_is_none_is_a_sentence(raw: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        found(json.dumps(ABOUT).encode(), raw.encode(), loads(NETWORK))


SPREAD = b"""\
site,name,officers_now,officers_best,staff_best,bound,hours_now,hours_now_low,hours_now_high,\
hours_best,hours_best_low,hours_best_high,one_more_saves,one_more_saves_low,one_more_saves_high,\
one_less_costs,one_less_costs_low,one_less_costs_high,unserved_now,unserved_best
p1,Point,1,1,1,,1,0.5,1.5,1,0.5,1.5,,,,,,,0.1,0.1
b1,First branch,3,5,5,most,20,19,21,5,4,6,1,0.5,1.5,3,2,4,6,2
b2,Second branch,4,2,3,,2,1,3,3,2,4,1,0.5,1.5,3,2,4,0,0
"""
SUMMARY = b"""\
scenario,scope_type,scope,kpi,mean,ci_low,ci_high
now,network,all,wait_mean,9,8,10
now,network,all,waiting_hours_per_day,23,22,24
best,network,all,waiting_hours_per_day,9,8,10
"""
APART = "scenario,scope_type,kpi,mean,ci_low,ci_high\nbest,network,waiting_hours_per_day,{}\n"


def test_a_spread_tells_what_changes_and_the_table_what_changes_most_first() -> None:
    rows = staff_spread.spread(SPREAD)
    assert (
        staff_spread.headline(rows, "en") == "The best spread of 8 officers changes 2 of 3 sites."
    )
    assert staff_spread.notes(rows, "en")[:3] == [
        "More officers: First branch +2.", "Fewer officers: Second branch −2.",
        "With those off the counter that makes 9 people.",
    ]  # fmt: skip
    told = staff_spread.table(rows, "en")
    assert told["Site"] == ["First branch", "Second branch", "Point"]
    assert told["Waited then [h/day]"] == ["5.0 ± 1.0", "3.0 ± 1.0", "1.0 ± 0.5"]
    assert told["One more saves [h/day]"][2] == ""
    assert told["Not served now [visits/day]"] == ["6.0", "0.0", "0.1"]
    assert told["Held by"][0]


def test_where_nothing_changes_the_plan_is_the_best() -> None:
    rows = [each for each in staff_spread.spread(SPREAD) if each["site"] == "p1"]
    assert staff_spread.headline(rows, "en").startswith("The plan of now is the best")
    assert staff_spread.notes(rows, "en") == [
        "± is the half-width of the 95 % interval; figures are for an open day."
    ]


@pytest.mark.parametrize(
    ("apart", "says"),
    [
        ("-14,-15,-13", "Citizens wait 14.0 ± 1.0 h less a day, 9.0 h in place of 23.0 h in all"),
        ("14,13,15", "Citizens wait 14.0 ± 1.0 h more a day"),
        ("1,-1,3", "How long citizens wait cannot be told from that of now: 9.0 h a day."),
    ],
)
def test_what_a_spread_does_to_waits_goes_by_its_interval(apart: str, says: str) -> None:
    assert staff_spread.waits(SUMMARY, APART.format(apart).encode(), "en").startswith(says)


def test_without_a_difference_nothing_is_said_of_waits() -> None:
    assert staff_spread.waits(SUMMARY, None, "en") == ""
    other = APART.format("1,0,2").replace("best", "third").encode()
    assert staff_spread.waits(SUMMARY, other, "en") == ""


@pytest.mark.parametrize("raw", [b"", b"site\n1\n", SPREAD.replace(b",3,5,", b",x,5,"), b"\xff"])
def test_a_spread_that_is_none_is_a_sentence(raw: bytes) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        staff_spread.spread(raw)
