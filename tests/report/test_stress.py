"""What a plan under stress is told in: tables, rows, workbook, by made-up counts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sim.report import stress_book
from sim.report.figures import stress as figure
from sim.report.stress import about, cell, render
from sim.report.stress_table import AS_IS, counts, frame, missed, rows
from sim.report.stress_words import STRESS
from sim.report.text import as_text
from sim.studies.stress.cases import more_demand
from sim.studies.stress.study import StressReport
from tests.studies.stress.offices import LINE, Shown, three, told

STAYS = more_demand(three())
BEFORE = {"one": 90, "two": 70, "four": 95}


def report(**options: Any) -> StressReport:
    """`four` breaks under more demand, `two` misses as planned, `one` is on the line."""
    return told(
        BEFORE,
        demand={"one": 80, "two": 60, "four": 20},
        absent={"one": 10, "two": 65, "four": 75},
        **options,
    )


def text(found: StressReport, lang: Any = "en", **shown: Any) -> str:
    """As it is printed."""
    return as_text(render(found, Shown(**shown), lang))  # type: ignore[arg-type]


def test_sites_are_counted_by_the_worst_of_their_targets() -> None:
    """Nobody of `one` can be absent, so that it is not counted there."""
    as_is, demand, absent = counts(report())
    assert (as_is.key, as_is.sites, as_is.held, as_is.broken, as_is.breaks) == (AS_IS, 3, 2, 1, 0)
    assert (demand.held, demand.on_the_line, demand.broken, demand.breaks) == (0, 1, 2, 1)
    assert (absent.sites, absent.broken, absent.breaks, absent.unsure) == (2, 2, 1, 0)


def test_those_that_break_come_first_the_worst_of_them_first() -> None:
    found = report()
    order = [row.before.site for row in missed(found, found.targets[0])]
    assert order == ["four", "two"]
    (one,) = (row for row in rows(found) if row.before.site == "one")
    assert dict(one.under)["absent"] is None


def test_the_printed_tables() -> None:
    told_ = text(report(), sets=("seed=3",), plan="plan.xlsx")
    assert told_.startswith("office under stress: which targets break\n")
    assert "seed=3" in told_
    assert "plan.xlsx" in told_
    assert max(map(len, told_.splitlines())) <= 100
    lines = [line.split() for line in told_.splitlines()]
    assert [
        "Office",
        "four",
        "95.0",
        "±",
        "0.0",
        "20.0",
        "±",
        "0.0",
        "×",
        "75.0",
        "±",
        "0.0",
        "×",
    ] in lines
    assert ["demand", "+20", "%", "3", "0", "1", "2", "1", "0"] in lines
    assert "one absent: 1; none to spare: 1" in re.sub(r"\s+", " ", told_)


def test_nothing_broken_is_said(tmp_path: Path) -> None:
    found = told(BEFORE | {"two": 99}, desk_closed=BEFORE | {"two": 99})
    assert f"No target breaks: {LINE}." in text(found)
    vietnamese = text(found, "vi")
    assert "Không mục tiêu nào bị vỡ: chờ không quá 20 phút ≥ 80 %." in vietnamese
    assert LINE not in vietnamese
    assert figure.write(tmp_path, found, Shown()) is None  # type: ignore[arg-type]


def test_what_is_unsure_capped_or_idle_is_marked() -> None:
    found = told(
        {"one": 90, "two": 70, "four": -1}, replications=1, targets=(LINE, "p90 wait <= 5 min"),
        after_tet={"one": 90, "two": 70, "four": -1},
    )  # fmt: skip
    said = text(found)
    assert "One replication: no intervals." in said
    assert "nobody came" in said
    assert "Busiest day: 2025-03-03 alone" in said
    assert "p90 wait <= 5 min [min]" in said


def test_a_wait_past_what_is_counted_is_told_as_such() -> None:
    found = told(BEFORE, targets=("p90 wait <= 5 min",))
    long = replace(found.before[0], value=480.6)
    assert cell(long, "en").startswith("over 480")
    assert cell(long, "vi").startswith("trên 480")


def test_timetables_that_stay_are_told() -> None:
    timed = replace(STAYS, skipped={"a": "timetable", "b": "timetable"})
    said = [each.plain for each in about(timed, 3, "en")]
    assert said[1] == "What comes by timetable stays as it is (sites: 2)."


def test_the_day_after_tet_is_told_with_its_date() -> None:
    facts = {"date": "2025-02-03", "kind": "after_tet"}
    (said,) = about(replace(STAYS, key="after_tet", told=facts), 40, "en")
    assert said.plain.startswith("After Tết: 2025-02-03 alone")
    (said,) = about(replace(STAYS, key="after_tet", told=facts), 40, "vi")
    assert "03/02/2025" in said.plain


def test_an_interrupt_is_told_with_what_is_missing() -> None:
    said = re.sub(r"\s+", " ", text(report(interrupted=True)))
    assert "Interrupted: 2 of the plan's replications are done." in said
    assert "Not looked at: busiest day, desk closed." in said
    all_: Any = dict.fromkeys(("after_tet", "demand", "absent", "desk_closed"), BEFORE)
    said = text(told(BEFORE, interrupted=True, **all_))
    assert "rests on fewer replications" in said


def test_the_table_says_how_many_more_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.report.stress.MOST", 1)
    assert "... and 1 more; stress.csv has all." in text(report())


def test_rows_have_every_site_target_and_stress() -> None:
    table = frame(report())
    assert len(table) == 3 * 3
    row = table[(table["site"] == "four") & (table["stress"] == "demand")].iloc[0]
    assert (row["value"], row["met"], row["verdict"]) == (0.2, False, "broken")
    assert row["change"] == pytest.approx(-0.75)
    row = table[(table["site"] == "four") & (table["stress"] == "absent")].iloc[0]
    assert (row["group"], row["fewer"], row["under"]) == ("officers", 2, True)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_workbook_has_numbers_as_numbers(tmp_path: Path, lang: Any) -> None:
    path = tmp_path / "stress.xlsx"
    stress_book.write(path, report(), Shown(), lang)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(path)
    about, overview, rows_ = book.worksheets
    assert about["A1"].value.startswith("office")
    assert overview["B2"].value == 3
    assert rows_.max_row == 10
    assert isinstance(rows_["I2"].value, float)
    assert not [
        c for sheet in book for line in sheet.iter_rows() for c in line if c.data_type == "f"
    ]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_figure_has_a_cell_for_each_value(tmp_path: Path, lang: Any) -> None:
    shown: Any = Shown()
    drawn = figure.draw(report(), shown, lang)
    assert drawn is not None
    texts = [each.get_text() for each in drawn.axes[0].texts]
    marks = ["95.0", "20.0 ×", "75.0 ×", "70.0 ×", "60.0 ×", "65.0 ×"]
    assert texts == [mark.replace(".", ",") if lang == "vi" else mark for mark in marks]
    assert figure.write(tmp_path, report(), shown, lang) == tmp_path / "stress.png"


def test_the_figure_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "MOST", 1)
    many = {f"{site}": 10 for site in BEFORE}
    monkeypatch.setattr(figure, "LEAST", 1)
    drawn = figure.draw(told(BEFORE, demand=many), Shown(), "en")  # type: ignore[arg-type]
    assert drawn is not None
    assert any("The 1 worst of 3." in each.get_text() for each in drawn.texts)


@pytest.mark.parametrize("key", STRESS)
def test_both_languages_say_it_with_the_same_blanks(key: str) -> None:
    word = STRESS[key]
    assert word.en.strip()
    assert word.vi.strip()
    assert sorted(re.findall(r"{\w+}", word.en)) == sorted(re.findall(r"{\w+}", word.vi))
