"""Sweeps as they are told: tables, rows, curves, workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sim.report import sweep_book
from sim.report.figures import sweep as figure
from sim.report.results import Results, gather
from sim.report.sweep import frame, render
from sim.report.text import as_text
from sim.report.words import Lang
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.sweep.study import Sweep, sweep
from sim.studies.sweep.values import grid
from tests.studies.offices import Record, office


@pytest.fixture(scope="module")
def found() -> Sweep:
    """One to three desks at one of two offices, with costs, on two lines."""
    keys, points = grid(["at_close=serve,send_home", "sites.b.staff=1..3"])
    pairs = []
    for point in points:
        sites = {
            name: {
                "name": label, "officers": [{"count": n, "source": "post"}],
                "arrivals": {"file": {"per_hour": 9}}, "at_close": point.values[0],
            }
            for name, label, n in (("b", "=HYPERLINK(1)", int(point.values[1])), ("a", "A", 1))
        }  # fmt: skip
        cost = {"officer_hour": {"post": 53000}, "citizen_hour": 40000}
        pairs.append((point, office(sites=sites, cost=cost)))
    return sweep(keys, pairs, Settings(replications=3, executor=Threads(1)), Record())


@pytest.fixture(scope="module")
def results(found: Sweep) -> Results:
    """The same as every report has them."""
    return gather(found.runs)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_tables_say_points_steps_and_knees(found: Sweep, results: Results, lang: Lang) -> None:
    """No line is wider than a terminal."""
    text = as_text(render(found, results, "wait_mean", lang), colour=False)
    assert max(map(len, text.splitlines())) <= 100
    flat = " ".join(text.split())
    assert "=HYPERLINK(1)" in flat
    for word in {"en": ("what each point gives", "Knee of the curve"), "vi": ("Điểm gãy",)}[lang]:
        assert word in flat
    assert "staff=1 \N{RIGHTWARDS ARROW} 2" in flat


def test_rows_have_the_change_from_the_point_before(found: Sweep) -> None:
    """The first of each line has none; means agree with the runs."""
    rows = frame(found)
    here = rows[(rows["scope"] == "b") & (rows["kpi"] == "wait_mean")]
    assert list(here["step_from"]) == [
        "", "at_close=serve, staff=1", "at_close=serve, staff=2",
        "", "at_close=send_home, staff=1", "at_close=send_home, staff=2",
    ]  # fmt: skip
    means = here["mean"].to_list()
    assert here["step_mean"].isna().to_list() == [True, False, False] * 2
    assert here["step_mean"].iloc[1] == pytest.approx(means[1] - means[0])
    assert {"at_close", "sites.b.staff"} <= set(rows.columns)


def test_a_sweep_of_few_points_says_that_there_is_no_knee(results: Results, found: Sweep) -> None:
    """Of the head count itself: every officer adds one."""
    text = as_text(render(found, results, "staff"), colour=False)
    assert "No clear knee" in " ".join(text.split())


def test_curves_and_workbook(found: Sweep, results: Results, tmp_path: Path) -> None:
    """A picture that is not blank; numbers are numbers, names never formulas; plans come along."""
    figure.write(tmp_path, found, results, "wait_mean")
    assert (tmp_path / "sweep.png").stat().st_size > 10_000
    sweep_book.write(tmp_path / "sweep.xlsx", found, results)
    book = openpyxl.load_workbook(tmp_path / "sweep.xlsx")
    sheet = book["sweep"]
    names = {cell.value: cell.data_type for cell in sheet["B"][1:]}
    assert names == {"A": "s", "=HYPERLINK(1)": "s"}
    assert isinstance(sheet["E2"].value, (int, float))
    assert len(book.sheetnames) == 1 + len(found.points) + 1
