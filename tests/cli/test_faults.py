"""Files that cannot be written, and files that go while work goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sim.errors import UsageError
from sim.report.plans import source
from sim.report.store import ResultsFolder
from sim.studies.regression import checking

Invoke = Callable[..., Result]
RUN = ("run", "small.yaml", "-n", "2", "--workers", "1", "--out", "out", "-q")


def _no_work(*_: object, **__: object) -> None:
    raise AssertionError("work was begun")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--junit", "file/j.xml"), r"--junit file/j\.xml: nothing can be written there \(Not a"),
        (("--markdown", "no/m.md"), r"--markdown no/m\.md: nothing can be written there \(No such"),
        (("--junit", "."), r"--junit \.: nothing can be written there \(Is a directory\)"),
        (("--update", "--baselines", "file"), r"file/small\.json: nothing can be written there"),
        (("--update", "--baselines", "taken"), r"taken/small\.json: nothing can be written there"),
    ],
)
def test_what_cannot_be_written_is_told_before_the_work(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], says: str
) -> None:
    """Not after minutes of it."""
    Path("file").write_text("")
    Path("taken", "small.json").mkdir(parents=True)
    monkeypatch.setattr(checking, "check", _no_work)
    monkeypatch.setattr(checking, "make_baseline", _no_work)
    found = invoke("check", "small.yaml", *asked)
    assert isinstance(found.exception, UsageError)
    assert found.exception.args[0].count("\n") == 0
    with pytest.raises(UsageError, match=says):
        raise found.exception


def test_a_results_folder_that_takes_nothing_is_told_before_the_work(
    office: Path, invoke: Invoke
) -> None:
    """A file where the folder of all results should be."""
    Path("results").write_text("")
    found = invoke("run", "small.yaml", "-n", "2")
    assert isinstance(found.exception, UsageError)
    assert "nothing can be written there (Not a directory)" in str(found.exception)


def test_a_home_that_is_not_there_is_told(office: Path, invoke: Invoke) -> None:
    """`~name` of nobody."""
    for option in ("--out", "--plan"):
        found = invoke("run", "small.yaml", option, "~no-such-user/x")
        assert isinstance(found.exception, UsageError)
        assert str(found.exception).startswith(option)


def test_files_that_go_or_change_after_they_were_read_change_nothing(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is read before the work; nothing is read twice."""
    assert invoke(*RUN).return_value == 0
    expected = (office / "out" / "summary.csv").read_bytes()
    shutil.rmtree("out")
    begin = ResultsFolder.begin

    def gone(folder: ResultsFolder, *what: Any) -> None:
        begin(folder, *what)
        Path("small.yaml").unlink()

    monkeypatch.setattr(ResultsFolder, "begin", gone)
    assert invoke(*RUN).return_value == 0
    assert (office / "out" / "summary.csv").read_bytes() == expected


def test_a_file_that_goes_while_it_is_read_is_told(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there a moment ago."""
    opened = Path.open

    def gone(path: Path, *how: Any, **more: Any) -> Any:
        if path.suffix == ".csv":
            path.unlink()
        return opened(path, *how, **more)

    (office / "communes.csv").write_text("id\n")
    text = (office / "small.yaml").read_text() + "communes: {csv: communes.csv}\n"
    (office / "small.yaml").write_text(text)
    monkeypatch.setattr(Path, "open", gone)
    found = invoke("validate", "small.yaml")
    assert found.return_value == 2
    assert "cannot be read: No such file or directory" in found.stderr


def test_a_plan_that_is_replaced_meanwhile_is_the_one_that_was_read(tmp_path: Path) -> None:
    """And the record is of that one."""
    (tmp_path / "plan.csv").write_text("site,count\n")
    found = source(str(tmp_path / "plan.csv"))
    (tmp_path / "plan.csv").write_text("another")
    assert found.raw == b"site,count\n"
    assert found.record["sha256"] != source(str(tmp_path / "plan.csv")).record["sha256"]


def test_a_folder_that_is_tidied_away_meanwhile_does_not_cost_the_results(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in memory is written."""
    begin = ResultsFolder.begin

    def gone(folder: ResultsFolder, *what: Any) -> None:
        begin(folder, *what)
        shutil.rmtree(folder.partial)

    monkeypatch.setattr(ResultsFolder, "begin", gone)
    found = invoke(*RUN)
    assert found.return_value == 0
    assert json.loads((office / "out" / "manifest.json").read_text())["replications"] == 2
    assert {each.name for each in office.iterdir()} == {"small.yaml", "large.yaml", "out"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_trouble_in_a_worker_is_told_and_leaves_nothing(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    """Short memory in one of its threads."""
    from sim.studies import experiment

    def short(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(experiment, "tally", short)
    found = invoke("run", "small.yaml", "-n", "3", "--workers", workers, "--out", "out")
    assert isinstance(found.exception, MemoryError)
    assert {each.name for each in office.iterdir()} == {"small.yaml", "large.yaml"}


def test_two_that_begin_in_the_same_second_have_a_place_each(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is refused for the other."""
    from sim import clock
    from sim.report.store import place

    now = clock.start()
    first, second = place(None, ["a"], now), place(None, ["a"], now)
    assert second.name == f"{first.name}-2"
    for each in (ResultsFolder(first), ResultsFolder(second)):
        each.abandon()
