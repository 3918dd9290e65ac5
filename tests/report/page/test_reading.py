"""Folders that can be read, and those that cannot: a sentence each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import UsageError
from sim.report.page.reading import MOST_RUNS, MOST_SHOWN, read, spread
from sim.report.page.writing import html, write
from tests.report.page.made import results, swept


def test_several_folders_are_told_apart(tmp_path: Path) -> None:
    """Labels that come twice have their folder behind them; plans of staff are found."""
    one, two = (results(tmp_path / name, ["before"]) for name in ("one", "two"))
    shutil.copy(two / "before.resolved.yaml", two / "plan.yaml")
    found = read([one, two])
    assert [run.label for run in found.runs] == ["before (one)", "before (two)"]
    assert [name for name, _ in found.folders[1].plans] == ["plan.yaml"]
    assert "Plan: plan.yaml" in html(found)


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _foreign(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"else": 1}')


def _no_scenarios(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"motcua": "1", "scenarios": []}')


def _outside(folder: Path) -> None:
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    content["scenarios"][0]["resolved"] = "../other.yaml"
    (folder / "manifest.json").write_text(json.dumps(content))


def _other_label(folder: Path) -> None:
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    content["scenarios"][0]["label"] = "nobody"
    (folder / "manifest.json").write_text(json.dumps(content))


def _no_summary(folder: Path) -> None:
    (folder / "summary.csv").unlink()


def _summary_of_text(folder: Path) -> None:
    (folder / "summary.csv").write_text("a,b\n1,2\n")


def _no_parquet(folder: Path) -> None:
    (folder / "replications.parquet").write_bytes(b"PAR1")


def _no_scenario(folder: Path) -> None:
    (folder / "before.resolved.yaml").write_text("name: x\n")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_no_manifest, "this is no results folder"),
        (_foreign, "this is no results folder"),
        (_no_scenarios, "does not tell of any scenario"),
        (_outside, "does not tell of any scenario"),
        (_other_label, "has no rows of the scenario nobody;"),
        (_no_summary, "summary.csv is not there"),
        (_summary_of_text, "summary.csv cannot be read"),
        (_no_parquet, "replications.parquet cannot be read"),
        (_no_scenario, "is no valid scenario"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, spoil: Callable[[Path], None], rule: str) -> None:
    """Each with the file and what to do."""
    folder = results(tmp_path / "results")
    spoil(folder)
    with pytest.raises(UsageError, match=rule):
        read([folder])


def test_unfinished_and_too_many(tmp_path: Path) -> None:
    """A folder in the making is no result; what is beyond the bound is named."""
    with pytest.raises(UsageError, match="not finished"):
        read([tmp_path / "run.partial"])
    labels = [f"n={n}" for n in range(MOST_RUNS + 2)]
    found = read([results(tmp_path / "results", labels)])
    assert [run.label for run in found.runs] == labels[:MOST_RUNS]
    assert [run.label for run in found.shown] == labels[:MOST_SHOWN]
    assert "has room for 12 scenarios; left out: n=12, n=13." in html(found)


def test_of_a_sweep_points_are_taken_evenly(tmp_path: Path) -> None:
    """Both ends and what lies between; the grid has all."""
    found = read([swept(tmp_path / "swept", 23)])
    numbers = [int(run.label.partition("=")[2]) for run in found.runs]
    assert numbers == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23]
    assert [run.label for run in found.shown] == [
        "staff=1",
        "staff=5",
        "staff=9",
        "staff=15",
        "staff=19",
        "staff=23",
    ]
    assert found.grid is not None
    assert len(found.grid.points) == 23
    assert len(found.folders[0].left_out) == 11
    assert "11 of 23 points are left out of the figures by site" in html(found)


def test_places_that_are_spread() -> None:
    """As even as can be, with both ends."""
    assert spread(3, 6) == [0, 1, 2]
    assert spread(10, 4) == [0, 3, 6, 9]
    assert (spread(5, 1), spread(5, 0)) == ([0], [])


def test_what_is_no_folder_of_runs_is_told_what_to_do(tmp_path: Path) -> None:
    """A staffing plan is a file; `verify` has a report of its own."""
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"is a file.*run phase-2 --plan plan\.xlsx --report"):
        read([file])
    folder = results(tmp_path / "verify")
    (folder / "verify.md").write_text("| System |\n", "utf-8")
    with pytest.raises(UsageError, match="of `verify`, whose report is made already: open"):
        read([folder])


def test_older_folders_lack_something_and_say_so(tmp_path: Path) -> None:
    """Without values by replication and assumptions: the sections say it, the rest is there."""
    folder = results(tmp_path / "results")
    (folder / "replications.parquet").unlink()
    (folder / "assumptions.json").unlink()
    text = html(read([folder]))
    assert text.count("values by replication (replications.parquet)") == 1
    assert "the assumptions, which earlier versions did not keep" in text
    assert "were not simulated on the same citizens" in text


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """Said in a sentence; nothing half is left."""
    folder = results(tmp_path / "results")
    with pytest.raises(UsageError, match="cannot be written"):
        write([folder], tmp_path / "nowhere" / "report.html")
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write([folder], tmp_path / "taken")
    assert not list(tmp_path.glob("*.partial"))
