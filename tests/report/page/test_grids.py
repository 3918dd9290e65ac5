"""Sweeps in a report: what is read, what is said, what the tables hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.report.numbers import Estimate
from sim.report.page import grids
from sim.report.page.glance import first_screen
from sim.report.page.grid_sections import WAIT, key_name, tables
from sim.report.page.grids import Grid, Point, Step, numbers
from sim.report.page.names import Names
from sim.report.page.reading import Evidence, read
from sim.report.page.writing import html
from tests.report.page.made import swept

SITE = ("site", "binh")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return read([swept(tmp_path_factory.mktemp("made") / "swept", 7)])


def _grid(waits: dict[str, float], steps: dict[str, Estimate]) -> Grid:
    """One key, whose values are the labels."""
    points = tuple(Point(label=each, values=(each,)) for each in waits)
    before = dict(zip(list(waits)[1:], waits, strict=False))
    return Grid(
        keys=("sites.binh.officers[0].count",), points=points, scopes=(SITE,),
        units={WAIT: "min"},
        cells={(each, SITE, WAIT): Estimate(wait) for each, wait in waits.items()},
        steps={
            (each, SITE, WAIT): Step(before=before[each], change=change)
            for each, change in steps.items()
        },
    )  # fmt: skip


def _said(evidence: Evidence, grid: Grid, lang: str = "en") -> list[str]:
    (folder,) = evidence.folders
    language = "vi" if lang == "vi" else "en"
    told = replace(evidence, folders=(replace(folder, grid=grid),))
    return first_screen(told, Names(evidence.runs, language), language)


def test_the_table_of_a_sweep_is_read(evidence: Evidence) -> None:
    """Keys, points, values and steps, as they are in the file."""
    grid = evidence.grid
    assert grid is not None
    assert grid.keys == ("sites.binh.staff",)
    assert [point.values for point in grid.points] == [(str(n),) for n in range(1, 8)]
    assert grid.scopes == (SITE,)
    assert grid.at("staff=2", SITE, WAIT).mean == pytest.approx(31.0)
    assert grid.steps["staff=2", SITE, WAIT] == Step(
        before="staff=1", change=Estimate(-0.5, -1.0, 0.0)
    )
    assert ("staff=1", SITE, WAIT) not in grid.steps


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "", "point,staff\n", "point,mean\nx,y\n", "\x00", "point,scope\n1,2,3\n"]
)
def test_what_is_no_table_of_a_sweep_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "sweep.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="run the sweep again") as told:
        grids.read(tmp_path)
    assert ("is no table of a sweep" in str(told.value)) is (text != "")


def test_a_table_that_is_none_at_all(tmp_path: Path) -> None:
    """A folder of that name."""
    (tmp_path / "sweep.csv").mkdir()
    with pytest.raises(UsageError, match="no table that can be read"):
        grids.read(tmp_path)


def test_what_each_step_buys_is_said(evidence: Evidence) -> None:
    """The first two steps, the last that changes anything, and from where on none does."""
    waits = {"1": 40.0, "2": 25.0, "3": 18.0, "4": 17.0, "5": 17.0, "6": 16.99}
    clear = Estimate(-1.0, -1.4, -0.6)
    steps = {
        "2": Estimate(-15.0, -16.0, -14.0), "3": Estimate(-7.0, -8.0, -6.0), "4": clear,
        "5": Estimate(0.0, -0.2, 0.2), "6": Estimate(-0.01, -0.02, -0.005),
    }  # fmt: skip
    told = _said(evidence, _grid(waits, steps))
    assert told[:6] == [
        "Chi nhánh Bình: with officers from 1 to 6 the mean wait goes from 40.0 to 17.0 min.",
        "The step from 1 to 2 cuts the mean wait by 15.0 min (95 % interval 14.0–16.0).",
        "The step from 2 to 3 cuts the mean wait by 7.0 min (95 % interval 6.0–8.0).",
        "The step from 3 to 4 cuts the mean wait by 1.0 min (95 % interval 0.6–1.4).",
        "From 4 on no step changes the mean wait beyond chance and by as much as 0.1 min.",
        "The mean wait is within the target of 20 min from 3 on.",
    ]
    assert (
        "giảm thời gian chờ trung bình 15,0 phút" in _said(evidence, _grid(waits, steps), "vi")[1]
    )


def test_steps_that_lengthen_or_are_unclear(evidence: Evidence) -> None:
    """Each by what was found; one replication has no interval."""
    waits = {"1": 10.0, "2": 12.0, "3": 12.5}
    steps = {"2": Estimate(2.0, 1.5, 2.5), "3": Estimate(0.5, -0.5, 1.5)}
    told = _said(evidence, _grid(waits, steps))
    assert told[1].startswith("The step from 1 to 2 lengthens the mean wait by 2.0 min")
    assert told[2] == (
        "Whether the step from 2 to 3 changes the mean wait cannot be told from chance "
        "(95 % interval −0.5 to +1.5 min)."
    )
    alone = _said(evidence, _grid({"1": 9.0, "2": 8.0}, {"2": Estimate(-1.0)}))
    assert alone[1] == "The step from 1 to 2 changes the mean wait by −1.0 min."
    assert not any("no step changes" in each for each in [*told, *alone])
    assert _said(evidence, _grid({"1": 9.0, "2": 8.0}, {}))[0].endswith("from 9.0 to 8.0 min.")


def test_values_that_are_no_numbers(evidence: Evidence) -> None:
    """The longest and the shortest wait are named instead of the ends."""
    (first, *_) = _said(evidence, _grid({"hold": 12.0, "serve": 9.0, "send": 15.0}, {}))
    assert first == (
        "Chi nhánh Bình: the mean wait is longest with officers = send (15.0 min) and shortest "
        "with officers = serve (9.0 min)."
    )
    assert numbers(["1", "5%"]) == (1.0, 0.05)
    assert numbers(["1", "serve"]) is None


def test_grids_of_two_keys_have_a_sentence_a_line(evidence: Evidence) -> None:
    """Four of them; the rest is counted."""
    points = tuple(
        Point(label=f"{a}/{b}", values=(str(a), str(b))) for a in range(6) for b in range(2)
    )
    grid = Grid(
        keys=("absence", "demand.scale"), points=points, scopes=(SITE,), units={WAIT: "min"},
        cells={(point.label, SITE, WAIT): Estimate(9.0) for point in points}, steps={},
    )  # fmt: skip
    assert [len(line) for line in grid.lines] == [2] * 6
    told = _said(evidence, grid)
    assert told[1].startswith("Chi nhánh Bình, absence = 1: with scale from 0 to 1")
    assert told[4] == "2 more lines are in the figure and the tables."


def test_nobody_served_at_any_point(evidence: Evidence) -> None:
    grid = replace(_grid({"1": 9.0}, {}), cells={})
    assert _said(evidence, grid)[0] == "Nobody was served at any point."


def test_tables_have_every_point_and_every_step(evidence: Evidence) -> None:
    """Steps beyond chance are bold; there is none to the first point."""
    grid = evidence.grid
    assert grid is not None
    ((name, (points, steps)),) = tables(grid, Names(evidence.runs, "en"), "en")
    assert name == "Chi nhánh Bình"
    assert [row.name for row in points.rows] == [f"staff={n}" for n in range(1, 8)]
    assert points.heads[0] == "Staff [persons]"
    assert steps.rows[0].name == "staff=1 → 2"
    assert len(steps.rows) == 6
    clear = _grid({"1": 9.0, "2": 8.0}, {"2": Estimate(-1.0, -1.5, -0.5)})
    ((_, (_, (row))),) = tables(clear, Names(evidence.runs, "en"), "en")
    assert row.rows[0].cells[0].strong


def test_the_page_of_a_sweep(evidence: Evidence) -> None:
    """Its title, its figure and its tables; more than six points can be chosen from."""
    text = html(evidence)
    assert "<h1>Swept" not in text
    assert "staff from 1 to 7</h1>" in text
    assert 'data-figure="swept"' in text
    assert 'id="runs"' in text
    assert "6 of 7 are shown here." in text
    assert key_name('sites."a.b".absence', "en") == "absence"
    assert key_name("at_break", "vi") == "at_break"
