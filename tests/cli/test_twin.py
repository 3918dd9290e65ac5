"""`run --twin`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import Result

from sim.errors import UsageError
from sim.studies.twin import days

Invoke = Callable[..., Result]
ASKED = ("run", "small.yaml", "--twin", "-n", "2", "--workers", "1", "--engine", "reference")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chain of the day takes long without the compiler."""
    monkeypatch.setattr(days, "waits", lambda day: np.ones(len(day.officers)))


def test_it_prints_and_saves(office: Path, invoke: Invoke) -> None:
    """A results folder like any other, with rows, a sheet and a figure."""
    found = invoke(*ASKED, "--out", "out")
    assert found.return_value == 0
    assert found.stdout.startswith("small: formulas beside the simulation\n")
    assert "Journal digest: " in found.stdout
    names = {path.name for path in Path("out").iterdir()}
    assert {"twin.csv", "twin.png", "summary.csv", "summary.xlsx", "waits.png"} <= names
    table = pd.read_csv("out/twin.csv")
    assert list(table["hour"]) == [8, 9]
    assert "Formulas" in openpyxl.load_workbook("out/summary.xlsx").sheetnames


def test_it_speaks_json(office: Path, invoke: Invoke) -> None:
    found = invoke(*ASKED, "--json", "-q", "--out", "out")
    rows = json.loads(found.stdout)
    assert [row["hour"] for row in rows] == [8, 9]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--journal",), "--twin keeps none"),
        (("--precision",), "--twin takes a fixed number"),
        (("--stress",), "one at a time"),
    ],
)
def test_what_cannot_be_done_is_told(
    office: Path, invoke: Invoke, more: tuple[str, ...], said: str
) -> None:
    found = invoke(*ASKED, *more, "--out", "out")
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)
    assert not Path("out.partial").exists()


def test_an_interrupt_before_the_first_replication_leaves_nothing(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.cli.progress import Bar

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Bar, "begin", stop)
    invoke(*ASKED, "--out", "out")
    assert not Path("out.partial").exists()
