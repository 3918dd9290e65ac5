"""`sweep`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from sim.errors import ScenarioError, UsageError

Invoke = Callable[..., Result]
SLOW = ("-n", "2", "--workers", "1", "--engine", "reference")
STAFF = ("--set", "sites.office.staff=1..3")


def test_a_sweep_prints_and_saves(office: Path, invoke: Invoke) -> None:
    """Table, knee, rows, curves, workbook, and what any run leaves behind."""
    out = office / "out"
    result = invoke("sweep", "small.yaml", *STAFF, *SLOW, "--out", str(out))
    assert result.return_value == 0
    assert "staff=1 \N{RIGHTWARDS ARROW} 2" in result.output
    assert {each.name for each in out.iterdir()} >= {
        "sweep.csv", "sweep.png", "sweep.xlsx", "summary.csv", "manifest.json",
        "replications.parquet", "staff-1.resolved.yaml", "assumptions.json",
    }  # fmt: skip
    rows = pd.read_csv(out / "sweep.csv")
    assert list(rows["point"].unique()) == ["staff=1", "staff=2", "staff=3"]
    staff = rows[rows["kpi"] == "staff"]["mean"]
    assert list(staff) == [1, 2, 3]
    assert "1..3" in " ".join(json.loads((out / "manifest.json").read_text())["settings"]["set"])


def test_as_json_it_prints_the_rows(office: Path, invoke: Invoke) -> None:
    """The same rows, and nothing else on standard output."""
    result = invoke("sweep", "small.yaml", *STAFF, *SLOW, "--out", "out", "--json", "-q")
    found = json.loads(result.stdout)
    assert {row["point"] for row in found} == {"staff=1", "staff=2", "staff=3"}


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        ((), "nothing varies"),
        ((*STAFF, "--kpi", "wait_maen"), "Did you mean wait_mean?"),
        ((*STAFF, "--journal"), "a sweep keeps no visits"),
        ((*STAFF, "--precision", "5%"), "give --replications"),
    ],
)
def test_what_cannot_be_done_is_told_before_the_work(
    office: Path, invoke: Invoke, arguments: tuple[str, ...], rule: str
) -> None:
    """In a sentence, and no folder is left."""
    with pytest.raises(UsageError) as raised:
        raise invoke("sweep", "small.yaml", *arguments).exception or AssertionError
    assert rule in str(raised.value)
    assert not (office / "results").exists()


def test_a_point_that_is_at_fault_is_told_with_its_value(office: Path, invoke: Invoke) -> None:
    """Minus one officer."""
    result = invoke("sweep", "small.yaml", "--set", "sites.office.staff=1,-1")
    assert isinstance(result.exception, ScenarioError)
    assert "-1" in str(result.exception)


def test_a_plan_is_swept_too(office: Path, invoke: Invoke) -> None:
    """The plan of a file at every point; its faults are told."""
    Path("plan.csv").write_text("site,group,count,duty\noffice,officers,2,08:00-09:00\n", "utf-8")
    wait = ("--set", "wait_target=5,10")
    result = invoke("sweep", "small.yaml", *wait, *SLOW, "--plan", "plan.csv", "--out", "out")
    assert result.return_value == 0
    rows = pd.read_csv("out/sweep.csv")
    hours = rows[(rows["kpi"] == "officer_hours_per_day")]["mean"]
    assert list(hours) == [2.0, 2.0]
    Path("plan.csv").write_text("site,group,count,duty\nnowhere,officers,2,\n", "utf-8")
    result = invoke("sweep", "small.yaml", *wait, *SLOW, "--plan", "plan.csv", "--out", "out")
    assert isinstance(result.exception, ScenarioError)
