"""`--resume`: the same files as if nothing had happened, or a sentence that says why not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from sim.cli import guard, resuming
from sim.cli.progress import Bar
from sim.cli.resuming import passing
from sim.errors import UsageError
from sim.report import unfinished
from sim.report.claim import Claim
from sim.studies.keeping import Kept
from sim.studies.parallel import Threads
from sim.studies.trials import Trial
from tests.studies.staffing.counters import counters
from tests.studies.test_keeping import Squares

Invoke = Callable[..., Result]
FEW = ("-n", "3", "--workers", "1")
SAME = ("summary.csv", "replications.parquet")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures and no workbook."""
    monkeypatch.setattr("sim.report.figures.write_all", lambda *_: None)
    monkeypatch.setattr("sim.report.workbook.write", lambda *_: None)


@pytest.fixture
def stop_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], None]:
    """End the work when so many replications were told of, as an error or a kill would."""

    def set_to(most: int | None) -> None:
        told = []

        def replication(*_: object) -> None:
            told.append(1)
            if most is not None and len(told) > most:
                raise RuntimeError("killed")

        monkeypatch.setattr(Bar, "replication", replication)

    return set_to


def test_a_command_goes_on_where_it_was_ended(
    office: Path, invoke: Invoke, stop_after: Callable[[int | None], None]
) -> None:
    """In --out, and without it in the newest folder of results/: files and digest are the same."""
    stop_after(None)
    compare = ("compare", "small.yaml", "large.yaml", *FEW)
    assert invoke(*compare, "--out", "whole").return_value == 0
    for out in (("--out", "out"), ()):
        stop_after(4)
        ended = invoke(*compare, *out)
        assert isinstance(ended.exception, RuntimeError)
        (kept,) = office.glob("**/*.partial")
        (note,) = ended.exception.__notes__
        assert f"What was finished is kept in {kept}; type the same command with --resume" in note
        assert {each.name for each in kept.iterdir()} == {
            "UNFINISHED.txt", "kept", "pid", "unfinished.json",
        }  # fmt: skip
        stop_after(None)
        found = invoke(*compare, *out, "--resume")
        assert found.return_value == 0, found.exception
        folder = kept.with_name(kept.name.removesuffix(".partial"))
        assert not kept.exists()
        for name in SAME:
            assert (folder / name).read_bytes() == (office / "whole" / name).read_bytes()
        manifest = json.loads((folder / "manifest.json").read_text())
        assert manifest["settings"]["resumed"] == 5
        assert not {"kept", "unfinished.json"} & {each.name for each in folder.iterdir()}


def test_interrupted_results_can_be_taken_up(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C leaves whole results, and in them what it takes to go on."""
    run = ("run", "small.yaml", *FEW, "--out", "out")

    def interrupt(self: object, label: str, replication: int, *_: object) -> None:
        if replication == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Bar, "replication", interrupt)
        found = invoke(*run)
    assert found.return_value == 130
    assert f"with --resume --out {office / 'out'}" in found.stdout
    assert (office / "out" / "kept").is_dir()
    found = invoke(*run, "--resume")
    assert found.return_value == 0
    assert {each.name for each in office.iterdir()} == {"large.yaml", "small.yaml", "out"}
    invoke(*run[:-1], "whole")
    for name in SAME:
        assert Path("out", name).read_bytes() == Path("whole", name).read_bytes()
    digests = [
        json.loads(Path(out, "manifest.json").read_text())["journal_digest"]
        for out in ("out", "whole")
    ]
    assert digests[0] == digests[1]
    assert not Path("out", "kept").exists()


def test_what_does_not_fit_is_told(
    office: Path, invoke: Invoke, stop_after: Callable[[int | None], None],
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    stop_after(1)
    invoke("run", "small.yaml", *FEW)
    stop_after(None)

    def told(*arguments: str) -> str:
        assert guard.run(arguments) == guard.BAD_INPUT
        return capfd.readouterr().err

    run = ("run", "small.yaml", *FEW)
    assert "--seed was not given" in told(*run, "--seed", "4", "--resume")
    assert "--engine was compiled" in told(*run, "--engine", "reference", "--resume")
    assert "it is of small" in told("run", "large.yaml", *FEW, "--resume")
    assert "small said something else then" in told(*run, "--set", "wait_target=9", "--resume")
    assert "it is of `run`" in told("compare", "small.yaml", *FEW, "--resume")
    assert "no unfinished work is kept there" in told(*run, "--resume", "--out", "none")
    (partial,) = Path("results").glob("*.partial")
    out = str(partial).removesuffix(".partial")
    assert "--seed was not given" in told(*run, "--seed", "4", "--resume", "--out", out)
    assert "Add --resume to go on with them" in told(*run, "--out", out)
    monkeypatch.setattr("sim.studies.identity.code", lambda: "other")
    from sim.studies import identity

    identity.here.cache_clear()
    assert "another version of the program made it" in told(*run, "--resume")
    assert "Finish it with that version" in told(*run, "--resume", "--out", out)
    monkeypatch.undo()
    identity.here.cache_clear()
    monkeypatch.chdir(office)
    busy = Claim(Path(out).resolve(), keep=True)
    assert "another run is at work here" in told(*run, "--resume")
    busy.release()
    shutil.rmtree(partial)
    assert "no unfinished work is kept in results" in told(*run, "--resume")


def test_a_damaged_note_is_no_request(tmp_path: Path) -> None:
    """Nor is a folder without work."""
    asked = unfinished.Asked(command="run", scenarios={}, settings={}, program="")
    for n, text in enumerate(("{", "[]", "{}", '{"command": 1}')):
        (tmp_path / f"{n}.partial" / "kept" / "a").mkdir(parents=True)
        (tmp_path / f"{n}.partial" / "kept" / "a" / "0.part").touch()
        (tmp_path / f"{n}.partial" / unfinished.ASKED).write_text(text)
    with pytest.raises(UsageError, match="no unfinished work is kept in"):
        unfinished.resumable(None, asked, tmp_path)


@pytest.mark.jit
def test_staff_ended_in_its_search_goes_on_from_there(
    tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was simulated is not simulated again."""
    from sim.model.scenario_file import dump

    (tmp_path / "counters.yaml").write_text(dump(counters()), "utf-8")
    monkeypatch.chdir(tmp_path)
    command = (
        "staff", "counters.yaml", "--target", "within 20 min >= 90%", "-n", "4", "--workers", "1",
    )  # fmt: skip
    worked: list[tuple[Any, int]] = []
    real, stop = Trial.__call__, [0]

    def counted(self: Any, number: int) -> Any:
        if stop[0] and len(worked) == stop[0]:
            raise KeyboardInterrupt
        worked.append((self, number))
        return real(self, number)

    monkeypatch.setattr(Trial, "__call__", counted)
    assert invoke(*command, "--out", "whole").return_value == 0
    n = len(worked)
    worked.clear()
    stop[0] = n // 2
    assert guard.run([*command, "--out", "out"]) == 130
    stop[0] = 0
    worked.clear()
    assert invoke(*command, "--out", "out", "--resume").return_value == 0
    assert len(worked) == n - n // 2
    for name in (*SAME, "staff.csv", "plan.yaml"):
        assert Path("out", name).read_bytes() == Path("whole", name).read_bytes()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*, resume: bool = False) -> Any:
    return SimpleNamespace(out=None, resume=resume, executor=Threads(1))


def _ended_by(error: type[BaseException], executor: Any) -> None:
    list(executor.run(Squares(), range(2)))
    raise error


def test_check_keeps_nothing_but_what_is_not_finished(here: Path) -> None:
    """Replications lie in results/ while work goes on, and after what ended it."""
    for error in (KeyboardInterrupt, RuntimeError):
        with pytest.raises(error), passing(asked(), ["check"], {}) as executor:
            _ended_by(error, executor)
        (partial,) = here.glob("results/check-*.partial")
        with passing(asked(resume=True), ["check"], {}) as executor:
            assert isinstance(executor, Kept)
            assert [n for n, _ in executor.run(Squares(), range(3))] == [0, 1, 2]
            assert executor.parts.taken == 2
            assert executor.parts.folder == partial / "kept"
        assert not Path("results").exists()


def test_check_leaves_nothing_after_an_answer(here: Path) -> None:
    """Such as that a tolerance cannot be resolved: it would be the same again."""
    with pytest.raises(UsageError), passing(asked(), ["check"], {}) as executor:
        _ended_by(UsageError, executor)
    assert not any(here.glob("results/*"))


def test_check_goes_without_where_nothing_can_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resuming.os, "access", lambda *_: False)
    with passing(asked(), ["check"], {}) as executor:
        assert isinstance(executor, Threads)
    assert not Path("results").exists()


def test_check_has_the_option(invoke: Invoke) -> None:
    assert "--resume" in invoke("check", "--help").stdout
