"""The bar, and what Ctrl-C does."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from sim.cli import progress
from sim.cli.progress import Bar, Interrupts, Several, Terminated


def test_bar_counts_replications_of_all_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    """Two scenarios of ten, and five more that a precision asked for."""
    none: Any = None
    with Bar(2, 10, shown=True) as bar:
        bar.begin("a", none, 10)
        bar.replication("a", 0, none, None)
        bar.extend("a", 15)
        assert bar._progress is not None
        (task,) = bar._progress.tasks
        assert (task.description, task.completed, task.total) == ("a", 1, 25)
        bar.begin("b", none, 10)
        assert (task.description, task.total) == ("b", 25)
        bar.extend("b", 12)
        assert task.total == 27
    assert capsys.readouterr().out == ""


def test_bar_that_nobody_sees_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Into a file there is no bar."""
    none: Any = None
    with Bar(1, 3, shown=False) as bar:
        bar.begin("a", none, 3)
        bar.replication("a", 0, none, None)
        bar.extend("a", 4)
    assert tuple(capsys.readouterr()) == ("", "")


def test_several_sinks_are_told_in_order() -> None:
    """The folder first, then the bar."""
    told: list[tuple[Any, ...]] = []

    class Ear:
        def __init__(self, name: str) -> None:
            self.name = name

        def begin(self, *what: Any) -> None:
            told.append((self.name, "begin", *what))

        def replication(self, *what: Any) -> None:
            told.append((self.name, "replication", *what))

        def extend(self, *what: Any) -> None:
            told.append((self.name, "extend", *what))

    none: Any = None
    both = Several(Ear("x"), Ear("y"))
    both.begin("a", none, 3)
    both.replication("a", 0, none, None)
    both.extend("a", 5)
    assert told == [
        (name, *what)
        for what in (
            ("begin", "a", None, 3),
            ("replication", "a", 0, None, None),
            ("extend", "a", 5),
        )
        for name in "xy"
    ]


def test_the_first_interrupt_stops_and_the_second_quits(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The second does not wait for anything."""
    quits: list[int] = []
    monkeypatch.setattr(progress.os, "_exit", lambda code: quits.append(code))
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.count == 1
        monkeypatch.setattr(progress.os, "_exit", _leave(quits))
        with pytest.raises(SystemExit):
            os.kill(os.getpid(), signal.SIGINT)
    assert quits == [130]
    assert "Quit; what was not saved is lost." in capfd.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_the_system_may_end_the_work_like_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """SIGTERM stops and keeps, a second one quits; both have its own exit code."""
    quits: list[int] = []
    before = signal.getsignal(signal.SIGTERM)
    with Interrupts() as interrupts:
        assert interrupts.exit_code == 130
        with pytest.raises(Terminated):
            os.kill(os.getpid(), signal.SIGTERM)
        assert interrupts.exit_code == 143
        monkeypatch.setattr(progress.os, "_exit", _leave(quits))
        with pytest.raises(SystemExit):
            os.kill(os.getpid(), signal.SIGTERM)
    assert quits == [143]
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_closed_terminal_ends_the_work_like_ctrl_c() -> None:
    """SIGHUP stops and keeps; its words may have nowhere to go."""
    with Interrupts() as interrupts:
        with pytest.raises(Terminated) as stop:
            os.kill(os.getpid(), signal.SIGHUP)
        assert (stop.value.exit_code, interrupts.exit_code) == (129, 129)


def test_a_program_started_deaf_stays_deaf() -> None:
    """By nohup, say."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Interrupts() as interrupts:
            os.kill(os.getpid(), signal.SIGHUP)
            assert interrupts.count == 0
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_saving_goes_on_where_nobody_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error may be closed."""

    def closed(*_: object) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(progress.os, "write", closed)
    with Interrupts() as interrupts:
        interrupts.saving = True
        os.kill(os.getpid(), signal.SIGTERM)
        assert interrupts.count == 1


def _leave(quits: list[int]) -> Any:
    def leave(code: int) -> None:
        quits.append(code)
        raise SystemExit(code)

    return leave


def test_saving_is_not_stopped_by_the_first_interrupt(capfd: pytest.CaptureFixture[str]) -> None:
    """Only told that it is under way."""
    with Interrupts() as interrupts:
        interrupts.saving = True
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.count == 1
    assert "Saving; press Ctrl-C again to quit at once." in capfd.readouterr().err
