"""What is printed, drawn and written of formulas beside a simulation."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from sim.report import twin_book
from sim.report.figures import twin as figure
from sim.report.text import as_text
from sim.report.twin import MOST, render
from sim.report.twin_table import because, explanation, frame
from sim.report.twin_words import TWIN
from sim.report.words import LANGS, Lang, say
from sim.studies.twin.formulas import NOTHING_SAID, Formula, Impatience, Said, Station
from sim.studies.twin.reasons import Reason, Span
from sim.studies.twin.rows import Row
from sim.studies.twin.study import TwinReport
from tests.studies.stress.offices import Shown, three

STATION = Station(
    rate=0.3, service=8.0, scv=1.0, servers=3, impatience=Impatience(laws=((1.0, None),))
)


def row(**changes: Any) -> Row:
    """Ten o'clock at an office that a formula does not see through."""
    shares = Span(value=0.5, low=0.4, high=0.6)
    made: dict[str, Any] = {
        "site": "one", "line": "", "hour": 10, "tickets": 18.0, "first": 17.0, "count": 900.0,
        "officers": 2.9, "station": STATION, "formula": Formula.MMC,
        "said": Said(wait=4.0, waited=0.6, within=0.9, utilisation=0.8),
        "says": Span(value=4.0, low=3.8, high=4.2), "wait": Span(value=31.0, low=29.0, high=33.0),
        "waited": shares, "within": shares, "utilisation": shares, "queue": 12.0, "told": 29.0,
        "effects": {Reason.CARRY_OVER: 25.0}, "shares": {Reason.SKILLS: 0.1}, "day_cv": 0.1,
        "reason": Reason.CARRY_OVER,
    }  # fmt: skip
    return Row(**made | changes)


NONE = row(
    hour=11, formula=Formula.NONE, said=NOTHING_SAID, says=Span(value=nan, low=nan, high=nan),
    reason=Reason.OVERLOAD, effects={}, station=replace(STATION, rate=0.5), line="land",
)  # fmt: skip
RIGHT = row(hour=9, reason=Reason.AGREES, wait=Span(value=4.0, low=3.5, high=4.5))

OPEN = row(hour=8, reason=Reason.UNCLEAR, wait=Span(value=4.0, low=3.0, high=5.0))


def report(*rows: Row, interrupted: bool = False) -> TwinReport:
    run: Any = SimpleNamespace(
        scenario=three(), replications=(0, 1), seed=7, interrupted=interrupted
    )
    return TwinReport(run=run, rows=rows)


def printed(told: TwinReport, lang: Any = "en", **shown: Any) -> str:
    results: Any = Shown(**shown)
    return as_text(render(told, results, lang))


def test_a_planner_sees_where_a_formula_misleads() -> None:
    text = " ".join(printed(report(row(), NONE, RIGHT, OPEN)).split())
    assert "4 site-hours with at least 30 tickets: formulas are right at 1 (25 % of" in text
    assert "would have misled at 1, say nothing at 1, and at 1 more" in text
    assert "Office one 10 M/M/c 4.0 31.0 ± 2.0 12.0 wait already at 10:00" in text
    assert "Office one: land 11 none – 31.0 ± 2.0 load 133 % of 2.9 officers" in text


def test_it_speaks_vietnamese() -> None:
    text = printed(report(row(), RIGHT), "vi")
    assert "hàng chờ dồn sang" in text
    assert "31,0 ± 2,0" in text


def test_long_tables_are_cut_and_changes_told() -> None:
    many = [row(hour=n % 24) for n in range(MOST + 3)]
    text = printed(report(*many, interrupted=True), sets=("a=1",), plan="plan.xlsx")
    assert "... and 3 more" in text
    assert "a=1" in text
    assert "plan.xlsx" in text
    assert "Interrupted: 2 replications" in text


def test_nothing_to_tell() -> None:
    few = row(reason=Reason.FEW)
    text = printed(report(few))
    assert "0 site-hours" in text
    assert "Office one" not in text
    shown: Any = Shown()
    assert figure.draw(report(few), shown, "en") is None
    assert figure.write(Path("nowhere"), report(few), shown) is None


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_said_in_both_languages(reason: Reason) -> None:
    for lang in LANGS:
        assert say(TWIN, reason, lang)
        told = because(row(reason=reason, station=replace(STATION, rate=0.5)), lang)
        assert told
        assert "{" not in told


@pytest.mark.parametrize("lang", LANGS)
def test_a_row_of_the_file_is_explained_as_the_row_itself(lang: Lang, tmp_path: Path) -> None:
    """Also where a queue would never settle, which the file leaves blank."""
    found = [row(), NONE, row(reason=Reason.SKILLS), row(reason=Reason.SHORT)]
    frame(report(*found)).to_csv(tmp_path / "twin.csv", index=False)
    kept = pd.read_csv(tmp_path / "twin.csv").to_dict("records")
    told = [explanation({str(key): value for key, value in each.items()}, lang) for each in kept]
    assert told == [because(each, lang) for each in found]
    assert len(set(told)) == len(found)


def test_rows_in_long_form() -> None:
    table = frame(report(row(), NONE))
    assert list(table["site"]) == ["one", "one"]
    first = table.iloc[0]
    assert (first["formula"], first["reason"]) == ("M/M/c", "carry_over")
    assert (first["wait_formula"], first["wait_simulated"]) == (4.0, 31.0)
    assert first["difference"] == pytest.approx(27.0)
    assert first["explanation"] == because(row(), "en")
    assert (first["low"], first["high"]) == (29.0, 33.0)
    assert first["effect_carry_over"] == 25.0
    assert first["share_skills"] == 0.1
    assert first["settling_time"] < inf
    assert table.iloc[1].isna()["wait_formula"]
    assert table.iloc[1].isna()["settling_time"]


def test_a_sheet_of_the_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    shown: Any = Shown()
    nobody = row(line="=1+1", station=replace(STATION, servers=0))
    twin_book.sheet(report(row(), NONE, nobody), shown, "en")(book)
    book.save(tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["Formulas"]
    rows = list(sheet.values)
    assert rows[0][:5] == ("Id", "Site", "Line", "Hour", "Formula")
    assert rows[1][:5] == ("one", "Office one", None, 10, "M/M/c")
    assert rows[1][8:13] == (4.0, 31.0, 29.0, 33.0, 27.0)
    assert rows[2][8] is None
    assert rows[3][2] == "=1+1"
    assert sheet["C4"].data_type == "s"
    assert rows[3][7] is None


def test_the_figure_has_a_dot_for_each_row(tmp_path: Path) -> None:
    """On a log scale, the line through it, a label for each reason and one for the rest."""
    reasons = [each for each in Reason if each not in (Reason.FEW, Reason.AGREES, Reason.UNCLEAR)]
    rows = [row(reason=each) for each in reasons] + [RIGHT, NONE, OPEN]
    rows += [row(line="land", reason=Reason.DAYS, wait=Span(value=0.0, low=nan, high=nan))]
    shown: Any = Shown()
    drawn = figure.draw(report(*rows), shown, "en")
    assert drawn is not None
    (axes,) = drawn.axes
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels[0] == "formula is right (1)"
    assert labels[1] == "not clear yet (1)"
    assert labels[2] == "days differ (2)"
    assert labels[-1].startswith("other reasons")
    assert not [text for text in axes.texts if text.get_text() == "10"]
    (alone,) = figure.draw(report(row()), shown, "en").axes
    assert [text.get_text() for text in alone.texts if text.get_text().isdigit()] == ["10"]
    assert figure.write(tmp_path, report(row()), shown, "vi") == tmp_path / "twin.png"
    assert (tmp_path / "twin.png").stat().st_size > 10_000
