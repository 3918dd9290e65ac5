"""Results folders are whole or not there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.errors import UsageError
from sim.report import store
from sim.report.manifest import Order
from sim.report.results import Results
from sim.report.store import ResultsFolder, place, resolved_names, safe_name
from tests.report import fakes
from tests.report.test_visits import SYSTEM, small_journal, with_stages

NOW = datetime(2025, 3, 1, 8, 5, 9, tzinfo=UTC)
ORDER = Order(command=("run", "a"), started=NOW)
TALLY: Any = SimpleNamespace(
    numerator=np.ones(2), denominator=np.ones(2), value=np.ones(2), count=np.ones(2)
)


@pytest.fixture(scope="module")
def results() -> Results:
    return fakes.results([fakes.run("a", n_points=1, n_replications=2)])


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures and no workbook, where a test is about the folder alone."""
    monkeypatch.setattr(store.figures, "write_all", lambda *_: None)
    monkeypatch.setattr(store.workbook, "write", lambda *_: None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("phase-2", "phase-2"),
        ("Giai đoạn I", "Giai-doan-I"),
        ("../../etc/passwd", "etc-passwd"),
        ("a b:c*?", "a-b-c"),
        ("CON", "_CON"),
        ("nul.yaml", "_nul.yaml"),
        ("東京", "scenario"),
        ("x" * 99, "x" * 60),
    ],
)
def test_safe_name(text: str, name: str) -> None:
    """Names hold on every system, and never lead elsewhere."""
    assert safe_name(text) == name


def test_place_is_new_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stem and time, and a number where that is taken or in the making."""
    monkeypatch.chdir(tmp_path)
    first = place(None, ["Đất đai", "b"], NOW)
    assert first == tmp_path / "results" / "Dat-dai-b-20250301-080509"
    first.mkdir(parents=True)
    (tmp_path / "results" / "Dat-dai-b-20250301-080509-2.partial").mkdir()
    assert place(None, ["Đất đai", "b"], NOW).name == "Dat-dai-b-20250301-080509-3"


def test_place_refuses_what_would_be_lost(tmp_path: Path) -> None:
    """Empty folders and earlier results may be taken, other files not."""
    assert place(tmp_path / "new", ["a"], NOW) == tmp_path / "new"
    assert place(tmp_path, ["a"], NOW) == tmp_path
    (tmp_path / "thesis.docx").write_text("years")
    with pytest.raises(UsageError, match="this folder holds other files, which would be lost"):
        place(tmp_path, ["a"], NOW)
    with pytest.raises(UsageError, match="this is a file; name a folder"):
        place(tmp_path / "thesis.docx", ["a"], NOW)
    with pytest.raises(UsageError, match="root of a drive"):
        place(Path("/"), ["a"], NOW)
    (tmp_path / "manifest.json").write_text('{"name": "a web app"}')
    with pytest.raises(UsageError, match="other files"):
        place(tmp_path, ["a"], NOW)
    (tmp_path / "manifest.json").write_text('{"motcua": "0.1"}')
    assert place(tmp_path, ["a"], NOW) == tmp_path


def test_finish_moves_a_whole_folder_into_place(tmp_path: Path, results: Results) -> None:
    """While working there is only the partial folder; afterwards only the whole one."""
    folder = ResultsFolder(tmp_path / "out")
    folder.begin("a", SYSTEM, 2)
    for replication in (1, 0):
        folder.replication("a", replication, TALLY, None)
    folder.extend("a", 4)
    assert not (tmp_path / "out").exists()
    assert folder.finish(results, ORDER, ["name: A\n"]) == tmp_path / "out"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "dossiers.png", "manifest.json", "queue.png", "replications.parquet",
        "scenario.resolved.yaml", "summary.csv", "summary.xlsx", "utilisation.png", "waits.png",
        "worst-sites.png",
    ]  # fmt: skip
    assert (tmp_path / "out" / "scenario.resolved.yaml").read_text() == "name: A\n"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["interrupted"], manifest["journal_digest"]) == (False, None)
    assert len(pd.read_csv(tmp_path / "out" / "summary.csv")) == len(results.summary)
    assert pq.read_table(tmp_path / "out" / "replications.parquet").num_rows == sum(
        table.num_rows for table in results.tables[0]
    )


@pytest.mark.usefixtures("plain")
def test_finish_of_a_comparison(tmp_path: Path) -> None:
    """Differences, and a resolved scenario for each run."""
    found = fakes.phases(n_points=1, n_replications=2)
    ResultsFolder(tmp_path / "out").finish(found, ORDER, ["1", "2", "3"])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"differences.csv", "phase-1.resolved.yaml", "phase-3.resolved.yaml"} <= names
    frame = pd.read_csv(tmp_path / "out" / "differences.csv")
    assert set(frame["against"]) == {"phase-1"}
    assert set(frame["scenario"]) == {"phase-2", "phase-3"}


@pytest.mark.usefixtures("plain")
def test_interrupted_work_becomes_a_whole_folder_that_says_so(tmp_path: Path) -> None:
    """The mark is in the manifest."""
    run = fakes.run("a", n_points=1, n_replications=2)
    run.interrupted = True
    ResultsFolder(tmp_path / "out").finish(fakes.results([run]), ORDER, [""])
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["interrupted"] is True


def _journals(folder: ResultsFolder, order: tuple[int, ...]) -> None:
    folder.begin("a", SYSTEM, 2)
    for replication in order:
        journal = with_stages()
        journal.stages["joined_at"][1] += replication
        journal.visits["officer"] = replication
        journal.dossiers["due_at"] = replication
        folder.replication("a", replication, TALLY, journal)


@pytest.mark.usefixtures("plain")
def test_visits_are_in_order_whatever_finished_first(tmp_path: Path, results: Results) -> None:
    """The journal does not depend on which replication came first."""
    for name, order in (("x", (0, 1)), ("y", (1, 0))):
        folder = ResultsFolder(tmp_path / name)
        _journals(folder, (*order, 9))  # the ninth was cut off by an interrupt
        folder.finish(results, ORDER, [""])
        table = pq.read_table(tmp_path / name / "visits.parquet")
        assert table["officer"].to_pylist() == [0, 0, 1, 1]
        table = pq.read_table(tmp_path / name / "dossiers.parquet")
        assert table["due_at"].to_pylist() == [0, 0, 1, 1]
        table = pq.read_table(tmp_path / name / "stages.parquet")
        assert table["joined_at"].to_pylist() == [0, 7, 0, 8]


@pytest.mark.usefixtures("plain")
def test_the_file_of_stages_is_there_without_any(tmp_path: Path, results: Results) -> None:
    """With no rows, so that a script finds the columns that it expects."""
    folder = ResultsFolder(tmp_path / "out")
    folder.begin("a", SYSTEM, 2)
    for replication in (0, 1):
        folder.replication("a", replication, TALLY, small_journal())
    folder.finish(results, ORDER, [""])
    table = pq.read_table(tmp_path / "out" / "stages.parquet")
    assert len(table) == 0
    assert {"stage", "joined_at", "called_at"} <= set(table.column_names)


@pytest.mark.usefixtures("plain")
def test_an_earlier_results_folder_is_replaced_whole(tmp_path: Path, results: Results) -> None:
    """Nothing of the earlier results stays."""
    ResultsFolder(tmp_path / "out").finish(results, ORDER, ["1"])
    (tmp_path / "out" / "old.txt").write_text("old")
    ResultsFolder(tmp_path / "out").finish(results, ORDER, ["2"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    assert not (tmp_path / "out" / "old.txt").exists()
    assert (tmp_path / "out" / "scenario.resolved.yaml").read_text() == "2"


@pytest.mark.usefixtures("plain")
def test_a_folder_that_filled_meanwhile_is_not_overwritten(
    tmp_path: Path, results: Results
) -> None:
    """What was computed stays beside it."""
    folder = ResultsFolder(tmp_path / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years")
    with pytest.raises(UsageError, match="other files"):
        folder.finish(results, ORDER, [""])
    assert (tmp_path / "out" / "thesis.docx").exists()
    assert (folder.partial / "summary.csv").exists()


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    """The second is refused while the first is at work; what a dead one left is cleared."""
    folder = ResultsFolder(tmp_path / "out")
    with pytest.raises(UsageError, match="another run is at work here"):
        ResultsFolder(tmp_path / "out")
    (folder.partial / "rest.csv").write_text("half")
    folder._claim.release()
    assert not (ResultsFolder(tmp_path / "out").partial / "rest.csv").exists()


def test_an_unwritable_place_is_refused_before_any_work(tmp_path: Path) -> None:
    """A file stands where a folder is needed."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="nothing can be written there"):
        ResultsFolder(tmp_path / "file" / "out")


@pytest.mark.usefixtures("plain")
def test_a_full_disk_costs_the_visits_but_not_the_results(
    tmp_path: Path, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work goes on, and the trouble is told."""
    folder = ResultsFolder(tmp_path / "out")
    _journals(folder, (0,))

    def full(*args: object, **tables: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_parquet", full)
        folder.replication("a", 1, TALLY, small_journal())
    folder.replication("a", 2, TALLY, small_journal())
    assert "writing failed (No space left on device)" in folder.trouble
    folder.finish(results, ORDER, [""])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "summary.csv" in names
    assert not {"visits.parquet", "dossiers.parquet", "stages.parquet"} & names


def test_a_disk_that_stays_full_is_told(
    tmp_path: Path, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the folder that holds what there is."""

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    folder = ResultsFolder(tmp_path / "out")
    monkeypatch.setattr(store, "write_parquet", full)
    with pytest.raises(UsageError, match=r"out\.partial: writing failed \(No space left"):
        folder.finish(results, ORDER, [""])
    assert not (tmp_path / "out").exists()
    folder.abandon()
    assert list(tmp_path.iterdir()) == []


def test_resolved_names_are_unique() -> None:
    """Also where labels differ in letters that a file name cannot keep."""
    assert resolved_names(["a"]) == ["scenario.resolved.yaml"]
    assert resolved_names(["a b", "a:b", "A-B"]) == [
        "a-b.resolved.yaml", "a-b-2.resolved.yaml", "A-B-3.resolved.yaml",
    ]  # fmt: skip
