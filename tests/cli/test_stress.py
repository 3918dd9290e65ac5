"""`run --stress`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from click.exceptions import Abort
from click.testing import Result

from sim.cli import stress
from sim.errors import UsageError
from tests.studies.stress.offices import Shown, told

Invoke = Callable[..., Result]
ASKED = ("run", "small.yaml", "--stress", "-n", "2", "--workers", "1", "--engine", "reference")
TARGET = ("--target", "within 20 min >= 80%")


def test_stress_prints_and_saves(office: Path, invoke: Invoke) -> None:
    """Tables on the screen, a results folder like any other with rows, workbook and figure."""
    found = invoke(*ASKED, *TARGET, "--target", "mean wait <= 0.1 min", "--out", "out")
    assert found.return_value == 0
    assert found.stdout.startswith("small under stress: which targets break\n")
    assert found.stdout.endswith(f"Results: {office / 'out'}\n")
    names = {path.name for path in Path("out").iterdir()}
    assert {"stress.csv", "stress.xlsx", "stress.png", "summary.csv", "waits.png"} <= names
    table = pd.read_csv("out/stress.csv")
    assert list(table["stress"].unique()) == [
        "as_is", "after_tet", "demand", "absent", "desk_closed",
    ]  # fmt: skip
    assert set(table["target"]) == {"within 20 min >= 80%", "mean wait <= 0.1 min"}
    assert "targets" in Path("out/scenario.resolved.yaml").read_text("utf-8")


def test_stress_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The rows of stress.csv, with null for what is not known."""
    asked: Any = SimpleNamespace(as_json=True, lang="en")
    shown: Any = Shown()
    stress._tell(told({"one": 90, "two": 70, "four": 95}, replications=1), shown, asked)
    rows = json.loads(capsys.readouterr().out)
    assert [row["site"] for row in rows] == ["four", "one", "two"]
    assert rows[0]["low"] is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), 'Give --target, as in --target "within 20 min >= 90%"'),
        (("--target", "soon"), "--target soon: a target is written as"),
        (("--target", "p100 wait <= 3 min"), "a percentile lies between 0 and 100"),
        (("--target", "utilisation <= 85%, every half-hour"), "is judged over the day"),
        ((*TARGET, "--journal"), "--stress keeps none"),
        ((*TARGET, "--precision"), "--stress compares equal numbers"),
        (("--set", 'targets=[{goal: "mean wait <= 5 min", tiers: [point]}]'), "is for no site of"),
    ],
)
def test_what_cannot_be_done_is_told_before_the_work(
    office: Path, invoke: Invoke, more: tuple[str, ...], said: str
) -> None:
    found = invoke(*ASKED, *more, "--out", "out")
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)
    assert not Path("out.partial").exists()


def test_a_target_without_stress_is_refused(office: Path, invoke: Invoke) -> None:
    found = invoke("run", "small.yaml", *TARGET)
    assert isinstance(found.exception, UsageError)
    assert "targets are judged with --stress" in str(found.exception)


def test_an_interrupt_leaves_nothing_or_what_is_done(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first replication nothing is kept; after it the exit code is 130."""
    from sim.cli.progress import Bar

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "replication", stop)
    found = invoke(*ASKED, *TARGET, "-q", "--out", "out")
    assert found.return_value == 130
    assert "Not looked at: busiest day, demand +20 %." in " ".join(found.stdout.split())
    monkeypatch.setattr(Bar, "begin", stop)
    found = invoke(*ASKED, *TARGET, "-q", "--out", "other")
    assert isinstance(found.exception, Abort)  # what the runner makes of an interrupt
    assert not Path("other.partial").exists()


def test_there_are_fewer_replications_than_of_a_run_unless_asked(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(stress, "carry_out", lambda order: asked.append(order.options))
    invoke("run", "small.yaml", "--stress")
    invoke("run", "small.yaml", "--stress", "-n", "30")
    assert [each.replications for each in asked] == [stress.REPLICATIONS, 30]
