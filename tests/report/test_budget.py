"""What `staff --budget` prints, and its rows, of a small budget that was really spread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from sim.report import budget_book
from sim.report.budget import LISTED, BudgetReport, frame, hours, move_frame, render
from sim.report.budget_words import BUDGET
from sim.report.text import WIDTH, as_text
from sim.report.words import LANGS
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.staffing.bounds import bounds
from sim.studies.staffing.budget import spread
from sim.studies.staffing.budget_given import Budget
from sim.studies.staffing.budget_moves import Interval
from tests.studies.offices import Record
from tests.studies.staffing.three_offices import three_offices

NAMES = {name: f"Chi nhánh Nơi {name.upper()}" for name in "abc"}


def report_of(officers_spread: int = 7, n: int = 3, **changes: Any) -> BudgetReport:
    """A budget over the three offices, each with at most four at the counters."""
    staffing = {"bounds": {name: {"staff_at_most": 5} for name in "abc"}}
    scenario = three_offices(**{"staffing": staffing, **changes})
    budget = Budget(scenario=scenario, officers=officers_spread, limits=bounds(scenario))
    asked = Settings(replications=n, executor=Threads(1), engine="reference")
    return BudgetReport(spread=spread(budget, asked, Record()), names=NAMES)


@pytest.fixture(scope="module")
def report() -> BudgetReport:
    """Seven officers."""
    return report_of()


def changed(report: BudgetReport, **changes: Any) -> BudgetReport:
    """The report of a study that found something else."""
    return replace(report, spread=replace(report.spread, **changes))


def test_the_table_says_what_to_do(report: BudgetReport) -> None:
    """Plans, moves and sites, no wider than a screen."""
    text = as_text(render(report))
    assert text.startswith("7 officers over 3 sites so that citizens wait least: Three offices\n")
    assert "3 replications, seed 5; the search used 3 others" in text
    assert "Officers are those at counters: 7, which makes 10 people" in text
    assert "No other spread within the bounds is better" in text
    assert "The moves that lead there\n  one officer from Nơi B to Nơi A saves " in text
    assert "hours a day\n" in text
    assert "Moves away from the best plan that cost least" in text
    assert "The best plan saves " in text
    assert "against the plan as it is." in text
    assert "What counts" not in text
    assert max(map(len, text.splitlines())) <= WIDTH
    row = next(line for line in text.splitlines() if line.startswith(" Nơi A"))
    assert row.split()[2:5] == ["2", "4", "5"]
    assert row.rstrip().endswith("most")


def test_what_to_mind_is_told(report: BudgetReport) -> None:
    """A proof that is not whole, curves that bend or rise, bounds broken, visits not served."""
    found = replace(report.spread.found, at_least=report.spread.found.cost - 1.25)
    before, best = report.spread.totals
    totals = (before, replace(best, unserved=before.unserved + 3))
    told = changed(
        report, found=found, bends=("a",), rises=("a", "b"), joined=True, totals=totals, n_moves=40
    )
    text = " ".join(as_text(render(told)).split())
    assert "another spread may save up to 1.2 h a day more" in text
    assert "searched further: Nơi A." in text
    assert "do harm, beyond chance, at Nơi A, Nơi B:" in text
    assert "Sites share back offices" in text
    assert "Mind: 3.0 more visits a day are not served" in text
    assert "The largest of the 40 moves that lead there" in text
    cut = replace(report.spread.runs[-1], interrupted=True)
    text = as_text(render(changed(report, runs=(report.spread.runs[0], cut))))
    assert "Interrupted: figures from the 3 replications" in text


def test_weights_are_told_and_counted() -> None:
    objective = {"waiting": 1, "unserved": 0.5, "overtime": 2}
    few = {"bounds": {"a": {"staff_at_most": 2}}, "objective": objective}
    report = report_of(8, 2, staffing=few)
    text = as_text(render(report))
    assert "1.00 for an hour waited, 0.50 h for a visit not served, 2.00 for" in text
    assert "What counts" in text
    assert "breaks the bounds at Nơi A." in text
    assert "as it is, 8 within bounds" in text
    assert "Mind:" not in text


def test_a_plan_that_is_best_is_told_in_a_line() -> None:
    text = as_text(render(report_of(7, 2, officers=(4, 1, 2))))
    assert "The plan as it is spreads its officers best." in text
    assert "Sites whose officers change" not in text
    assert "Sites that change: 0, that keep their officers: 3" in text


def test_long_tables_are_cut(report: BudgetReport) -> None:
    """A province has more sites than a screen has lines; a note names few."""
    site = report.spread.sites[0]
    many = tuple(replace(site, best=site.best + 1) for _ in range(LISTED + 5))
    text = as_text(render(changed(report, sites=many, bends=tuple("abcabcabc"))))
    assert f"The {LISTED} sites that change most" in text
    assert sum(line.startswith(" Nơi A") for line in text.splitlines()) == LISTED
    assert "and 4 more" in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_can_be_said(report: BudgetReport, lang: Any) -> None:
    text = as_text(render(report, lang))
    assert "{" not in text
    assert ("saves" in text) is (lang == "en")
    assert all(word.en and word.vi for word in BUDGET.values())


def test_a_lone_center_goes_by_what_it_is(report: BudgetReport) -> None:
    scenario = report.spread.budget.scenario
    center = scenario.sites["a"].model_copy(update={"tier": "center"})
    sites = {**scenario.sites, "a": center}
    budget = replace(report.spread.budget, scenario=scenario.model_copy(update={"sites": sites}))
    assert changed(report, budget=budget).name("a", "vi") == "Trung tâm tỉnh"
    assert report.name("unknown", "en") == "unknown"


def test_hours_have_the_digits_that_mean_something() -> None:
    def told(mean: float, half: float) -> str:
        return hours(Interval(mean=mean, low=mean - half, high=mean + half), "en")

    assert told(1234.4, 5.6) == "1,234 ± 6"
    assert told(12.34, 0.56) == "12.3 ± 0.6"
    assert told(12.34, 0.01) == "12.3 ± <0.1"
    assert told(12.34, float("nan")) == "12.3"
    assert hours(None, "en") == "–"


def test_rows_have_all_figures(report: BudgetReport) -> None:
    rows = frame(report)
    assert list(rows["site"]) == ["a", "b", "c"]
    assert rows["officers_best"].sum() == rows["officers_now"].sum() == 7
    assert (rows["staff_best"] == rows["officers_best"] + 1).all()
    assert (rows["saves_low"] <= rows["saves"]).all()
    assert np.isnan(rows.loc[rows["officers_best"] == 1, "one_less_costs"]).all()
    moves = move_frame(report)
    assert set(moves["kind"]) == {"towards", "away"}
    assert list(move_frame(changed(report, moves=(), runners_up=()))) == list(moves)


def test_the_workbook_has_numbers_as_numbers(report: BudgetReport, tmp_path: Path) -> None:
    """Sites and moves, and a sheet that explains."""
    budget_book.write(tmp_path / "budget.xlsx", report, "vi")
    book = openpyxl.load_workbook(tmp_path / "budget.xlsx")
    assert book.sheetnames == ["giải thích", "bố trí", "bước chuyển", "phương án", "các cột"]
    rows = list(book["bố trí"].values)
    assert rows[1][:5] == ("a", "Chi nhánh Nơi A", "branch", 2, 4)
    assert rows[1][8] == "nhiều nhất"
    assert isinstance(rows[1][9], float)
    moves = list(book["bước chuyển"].values)
    assert moves[1][1:3] == ("Chi nhánh Nơi B", "Chi nhánh Nơi A")
    assert str(book["giải thích"]["A1"].value).startswith("Bố trí 7 công chức")
