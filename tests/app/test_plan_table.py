"""The rows of a plan as a table: what is shown comes back, and what is wrong is told at its row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from sim.app.inert import inert
from sim.app.plan_table import Added, frame, in_words, judged, rows_of, totals, with_row
from sim.model import scenario_file
from sim.model.plan_file import plan_rows
from sim.model.spec import Scenario

ROOT = Path(__file__).resolve().parents[2]


@cache
def two_desks() -> Scenario:
    return scenario_file.load(ROOT / "scenarios" / "two-desks.yaml")


def test_what_is_shown_comes_back_to_the_bit() -> None:
    rows = plan_rows(two_desks())
    rows[0]["absence"], rows[1]["off_counter"] = 0.083, None
    shown = frame(rows)
    assert shown.loc[1, "absence"] == 8.3
    assert shown.index[0] == 1
    assert rows_of(shown) == rows


def test_a_cell_that_is_emptied_is_empty() -> None:
    shown = frame(plan_rows(two_desks()))
    shown["count"] = pd.array([None, 1, 1, 1], "Int64")
    shown["duty"] = ["", " 08:00-09:00 ", None, float("nan")]
    rows = rows_of(shown)
    assert [row["count"] for row in rows] == [None, 1, 1, 1]
    assert [row["duty"] for row in rows] == [None, "08:00-09:00", None, None]


def test_faults_are_told_at_their_row_and_bring_no_mark_of_their_own() -> None:
    rows = plan_rows(two_desks())
    rows[0]["count"], rows[3]["duty"] = None, "<b>7-8</b> [x](http://a)"
    found = judged(rows, two_desks(), "en")
    first, second = (in_words(each, "en") for each in found.problems)
    assert found.faulty
    assert first.startswith("Row 1: count: this cell is empty")
    assert second.startswith("Row 4: duty = <b>7-8</b> [x](http://a): ")
    assert "<b>" not in inert(second)
    assert "[x](" not in inert(second)
    assert in_words(judged([], two_desks(), "en").problems[0], "en").startswith("the table has no")


def test_faults_are_told_in_the_language_of_the_page() -> None:
    """Heads, rule and hint; what was typed stays as it is."""
    rows = plan_rows(two_desks())
    rows[0]["count"], rows[1]["duty"], rows[2]["source"] = None, "8h-7h30x", "sở"
    found = judged(rows, two_desks(), "vi")
    assert [in_words(each, "vi") for each in found.problems] == [
        "Dòng 1: số người: ô này trống, mà mỗi dòng phải có nơi tiếp nhận, nhóm và số người.",
        'Dòng 2: giờ trực = 8h-7h30x: giờ trong ngày được viết theo dạng "HH:MM", từ "00:00" đến '
        '"24:00".',
        "Dòng 3: nguồn = sở: source là center, department, post, commune hoặc none.",
    ]


def test_a_changed_plan_staffs_the_scenario() -> None:
    rows = plan_rows(two_desks())
    rows[3]["count"] = 5
    found = judged(rows, two_desks(), "en")
    assert not found.problems
    assert found.scenario.sites["branch"].officers[-1].count == 5


def test_a_row_is_added_behind_its_group_or_its_site() -> None:
    rows = plan_rows(two_desks())
    again = with_row(rows, Added(site="branch", group="land desk", count=1), two_desks())
    assert [row["group"] for row in again[2:5]] == ["land desk", "land desk", "generalist"]
    new = Added(site="branch", group="help", count=2, duty=" 08:00-09:00", serves="all")
    more = with_row(rows, new, two_desks())
    assert (more[-1]["group"], more[-1]["duty"]) == ("help", "08:00-09:00")
    assert not judged(more, two_desks(), "en").problems
    assert len(with_row([], new, two_desks())) == 1


def test_officers_are_added_up_and_sites_that_change_come_first() -> None:
    scenario = two_desks()
    site = scenario.sites["branch"]
    several = scenario.model_copy(
        update={"sites": {"a": site, "b": site.model_copy(update={"tier": "point", "name": "B"})}}
    )
    before = plan_rows(several)
    rows = [dict(row) for row in before]
    rows[-1]["count"] = 4
    rows[0]["count"] = None
    rows[0]["count"] = 1
    found = totals(rows, before, several, "en")
    assert found == {
        "Where": ["All sites", "Reception points", "B", "a"],
        "Officers": [11, 7, 7, 4], "Change": [3, 3, 3, 0],
    }  # fmt: skip
