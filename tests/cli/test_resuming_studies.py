"""Each command that simulates, ended in its midst and resumed: the same files, no work twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli import guard
from sim.studies.keeping import key_of
from sim.studies.parallel import Task, Threads
from sim.studies.twin import days
from tests.cli.orders import STUDIES, Study, left, write_scenarios

HOW = ("--workers", "1", "--engine", "reference")


class Work:
    """Counts what is worked on, and ends it when so much was done."""

    def __init__(self) -> None:
        self.done: list[tuple[str | None, int]] = []
        self.most: int | None = None
        self.error: type[BaseException] = KeyboardInterrupt

    def run(
        self, real: Callable[..., Any], where: Threads, task: Task[Any], numbers: Iterable[int]
    ) -> Iterator[tuple[int, Any]]:
        for number, found in real(where, task, numbers):
            if self.most is not None and len(self.done) >= self.most:
                raise self.error
            self.done.append((key_of(task), number))
            yield number, found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    counts, real = Work(), Threads.run
    monkeypatch.setattr(
        Threads, "run", lambda where, task, numbers: counts.run(real, where, task, numbers)
    )
    return counts


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with scenarios; nothing is drawn, and the chain of `--twin` is not worked out."""
    write_scenarios(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", lambda *_, **__: None)
    monkeypatch.setattr("sim.report.workbook.write", lambda *_: None)
    monkeypatch.setattr(days, "waits", lambda day: np.ones(len(day.officers)))
    return tmp_path


def typed(study: Study, out: str, *more: str) -> list[str]:
    return study.typed(out, *HOW, *more)


def digest(out: str) -> object:
    file = Path(out, "manifest.json")
    return json.loads(file.read_text("utf-8")).get("journal_digest") if file.exists() else None


SLOW = {"run", "run --precision", "compare", "staff", "site", "check", "check --update"}
"""Studies that take long, or are resumed in other fast tests too."""


def _ends() -> Iterator[Any]:
    """Ctrl-C in the fast part, and of one what nobody foresaw."""
    for name in STUDIES:
        for error in (KeyboardInterrupt, RuntimeError):
            fast = name not in SLOW and (error is KeyboardInterrupt or name == "sweep")
            yield pytest.param(name, error, marks=() if fast else pytest.mark.slow)


@pytest.mark.parametrize(("name", "error"), [*_ends()])
def test_ended_in_its_midst_it_goes_on_to_the_same_files(
    name: str, error: type[BaseException], work: Work, here: Path
) -> None:
    """By Ctrl-C, and by what nobody foresaw; nothing is left of that afterwards."""
    study = STUDIES[name]
    if study.before:
        assert guard.run([*study.before, *HOW]) == 0
        work.done.clear()
    code = guard.run(typed(study, "whole"))
    assert code in (0, 1)
    whole, undisturbed = left(study, "whole"), list(work.done)
    assert None not in {key for key, _ in undisturbed}, "work that is not kept"
    assert len(set(undisturbed)) == len(undisturbed), "work done twice"
    for file in study.files if not study.before else ():
        Path(file).unlink()

    work.done.clear()
    work.most, work.error = len(undisturbed) // 2, error
    assert work.most > 0
    assert guard.run(typed(study, "out")) not in (0, 1)
    ended = set(work.done)

    work.done.clear()
    work.most = None
    assert guard.run(typed(study, "out", "--resume")) == code
    assert not ended & set(work.done), "what was kept is simulated again"
    assert sorted([*ended, *work.done]) == sorted(undisturbed)
    assert left(study, "out") == whole
    assert digest("out") == digest("whole")
    assert not [
        each for each in here.glob("**/*") if each.match("*.partial") or each.name == "kept"
    ]
