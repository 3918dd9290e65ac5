"""`staff`, from what is typed to what is printed, saved and written."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from sim.cli import guard
from sim.cli.staff import Steps
from sim.cli.targets import wanted
from sim.errors import UsageError
from sim.model.scenario_file import dump, load
from sim.model.targets import Target
from tests.report import fakes
from tests.studies.staffing.counters import counters
from tests.studies.staffing.made_up import made_up

Invoke = Callable[..., Result]
GOAL = ("--target", "within 20 min >= 90%")
FEW = ("--workers", "1", "-n", "8")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is simulated, and the figures of runs are left out."""
    from sim.report import figures, results

    monkeypatch.setattr(figures, "write_all", lambda *_: None)
    monkeypatch.setattr(results, "gather", lambda runs, *_: fakes.results(list(runs)))
    with made_up():
        yield


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `counters.yaml`; we are in it."""
    (tmp_path / "counters.yaml").write_text(dump(counters()), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("quick")
def test_staff_prints_and_saves(here: Path, invoke: Invoke) -> None:
    """A table, and a folder with the plan, the workbook, the figure and runs of both."""
    found = invoke("staff", "counters.yaml", *GOAL, *FEW, "--out", "out")
    assert found.return_value == 0
    assert found.stdout.startswith("The least staff that meets the targets: counters\n")
    assert "With at least 95 % for all sites at once" in found.stdout
    assert found.stdout.endswith(f"Results: {here / 'out'}\n")
    names = {path.name for path in Path("out").iterdir()}
    files = {"staff.csv", "staff.json", "staff.xlsx", "staff.png", "plan.yaml"}
    assert files | {"summary.csv", "differences.csv", "manifest.json"} <= names
    rows = list(csv.DictReader(Path("out/staff.csv").read_text("utf-8").splitlines()))
    assert [row["site"] for row in rows] == ["branch", "point"]
    told = json.loads(Path("out/staff.json").read_text("utf-8"))
    assert [each["officers"] for each in told["sites"]] == [int(row["officers"]) for row in rows]
    plan = load(Path("out/plan.yaml"))
    assert [plan.sites[row["site"]].officer_count for row in rows] == [
        int(row["officers"]) for row in rows
    ]
    book = load_workbook("out/staff.xlsx")
    assert book.sheetnames[:2] == ["Read me", "Least staff"]
    assert book["Least staff"]["E2"].value == int(rows[0]["officers"])
    assert "plan" in book.sheetnames
    labels = [
        each["label"] for each in json.loads(Path("out/manifest.json").read_text())["scenarios"]
    ]
    assert labels == ["counters", "plan"]


@pytest.mark.usefixtures("quick")
def test_json_has_a_row_for_each_site(here: Path, invoke: Invoke) -> None:
    """And nothing else on stdout."""
    asked = ("--set", "sites.branch.off_counter=2", "--set", "sites.branch.staff=5", "--json")
    found = invoke("staff", "counters.yaml", *GOAL, *FEW, *asked, "--out", "out", "--lang", "vi")
    told = json.loads(found.stdout)
    assert told["targets"] == ["within 20 min >= 90%"]
    for each in told["sites"]:
        assert each["staff"] == each["officers"] + (2 if each["site"] == "branch" else 0)
        assert each["next_smaller"]["officers"] == each["officers"] - 1
        assert each["targets"][0]["value"] >= 0.9 or each["on_the_line"]
        assert {"binding", "confirmed", "feasible", "needed", "next_larger"} <= set(each)
    assert here.joinpath("out", "staff.png").exists()


@pytest.mark.jit
@pytest.mark.parametrize("per", ["group", "interval"])
def test_plans_by_group_and_by_half_hour_are_files_that_run(
    here: Path, invoke: Invoke, per: str
) -> None:
    """Their officers are in the plan as they are in the table."""
    asked = ("--per", per, "--workers", "1", "-n", "4", "--out", "out")
    found = invoke("staff", "counters.yaml", *GOAL, *asked)
    assert found.return_value == 0
    told = json.loads(Path("out/staff.json").read_text("utf-8"))
    plan = load(here / "out" / "plan.yaml")
    for each in told["sites"]:
        assert plan.sites[each["site"]].officer_count == each["officers"]
    assert load_workbook("out/staff.xlsx").sheetnames[2] == "Groups and half-hours"


@pytest.mark.usefixtures("quick")
def test_what_the_bounds_do_not_allow_is_told(here: Path, invoke: Invoke) -> None:
    """It is an answer: exit code 0."""
    policy = {"point": {"staff_at_least": 1, "staff_at_most": 1}}
    (here / "counters.yaml").write_text(dump(counters(policy=policy)), "utf-8")
    found = invoke("staff", "counters.yaml", *GOAL, *FEW, "-q")
    assert found.return_value == 0
    text = " ".join(found.stdout.split())
    assert "point: within 20 min ≥ 90 % cannot be met within the bounds. 1 officers" in text
    assert "policy: at most 1" in text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "counters says nothing of how long people may wait. Give --target, as in"),
        (("--target", "soon"), '--target soon: a target is written as "within 20 min >= 90%"'),
        (("--target", "on time >= 9%, every half-hour"), "is judged over the day"),
        ((*GOAL, "--journal"), "--journal: staff keeps none"),
        ((*GOAL, "--precision", "5%"), "--precision: plans are compared on equal numbers"),
        ((*GOAL, "-n", "1"), "--replications = 1: a whole number from 2"),
        ((*GOAL, "--budget", "0"), "--budget = 0: a number of officers is needed here"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_said_before_the_work(
    here: Path, asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, and nothing is left behind."""
    assert guard.run(["staff", "counters.yaml", *asked]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error
    assert not (here / "results").exists()


def test_targets_typed_take_the_place_of_the_file_s() -> None:
    """As they do for every half-hour."""
    own = counters(targets=["mean wait <= 5 min"])
    assert wanted(own, ()) == own.targets
    assert wanted(own, ("abandoned <= 3%", "within 20 min >= 90%, every half-hour")) == (
        Target(goal="abandoned <= 3%"),
        Target(goal="within 20 min >= 90%", every="interval"),
    )
    with pytest.raises(UsageError, match="is for no site"):
        wanted(counters(targets=[{"goal": "abandoned <= 3%", "tiers": ["center"]}]), ())


def test_an_interrupt_leaves_nothing_behind(
    here: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a search is no answer."""
    from sim.studies.staffing.least import Study

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Study, "run", stop)
    found = invoke("staff", "counters.yaml", *GOAL, "--out", "out")
    assert found.exit_code != 0
    assert not list(here.glob("out*"))


def test_a_terminal_sees_how_the_work_goes_on() -> None:
    """Part by part, and replications counted."""
    with Steps("en", shown=True) as steps:
        steps.stage("look", look=1, sites=3, replications=20)
        steps.step()
        assert steps._status is not None
        assert str(steps._status.status) == "Test 1: 20 replications, 3 sites (1)"
