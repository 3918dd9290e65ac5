"""`site`, from what is typed to what is printed, saved and written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from sim.cli import guard
from sim.errors import Infeasible, ScenarioError, UsageError
from sim.model.scenario_file import dump, load
from tests.studies.siting.town import WAITS, town

Invoke = Callable[..., Result]
DAY = {"start": "2025-03-03", "days": 1}
SLOW = ("--workers", "1", "--engine", "reference")
"""So that coverage sees all, and nothing is compiled."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `town.yaml`; we are in it."""
    (tmp_path / "town.yaml").write_text(dump(town(period=DAY)), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def waits(here: Path) -> str:
    """A results folder, as far as it is read."""
    folder = here / "earlier"
    folder.mkdir()
    rows = [("town", "site", id_, "wait_all_mean", wait) for id_, wait in WAITS.items()]
    names = ["scenario", "scope_type", "scope", "kpi", "mean"]
    pd.DataFrame(rows, columns=names).to_csv(folder / "summary.csv", index=False)
    return str(folder)


def test_site_prints_saves_and_writes(here: Path, invoke: Invoke) -> None:
    """A table, a folder with plans, map and runs, and the best plan as a scenario that runs."""
    asked = ("town.yaml", "-n", "2", *SLOW, "--out", "out", "--write", "best.yaml")
    found = invoke("site", *asked)
    assert found.return_value == 0
    assert found.stdout.startswith("Where new branches should stand, on top of Town\n")
    assert "Proven gap to the best possible: 0.00 %." in found.stdout
    assert found.stdout.endswith(f"Results: {here / 'out'}\nWritten: best.yaml\n")
    names = {path.name for path in Path("out").iterdir()}
    assert {"siting.png", "siting.csv", "best-plan.yaml", "plan-1.yaml", "plan-3.yaml"} <= names
    assert not {"visits.parquet", "siting.partial"} & names
    table = pd.read_csv("out/siting.csv")
    assert sorted(table["rank"].unique()) == [1, 2, 3]
    assert table["plan_minutes"].is_monotonic_increasing
    manifest = json.loads(Path("out/manifest.json").read_text())
    labels = [each["label"] for each in manifest["scenarios"]]
    assert labels[0] == "town"
    assert sorted(labels[1:]) == ["plan-1", "plan-2", "plan-3"]
    differences = pd.read_csv("out/differences.csv")
    assert set(differences["against"]) == {"town"}
    written, kept = load("best.yaml"), load("out/best-plan.yaml")
    assert written.sites == kept.sites
    again = invoke("run", "best.yaml", "-n", "1", *SLOW, "-q", "--out", "again")
    assert again.return_value == 0


@pytest.mark.slow
def test_waits_of_an_earlier_run_spare_that_run(waits: str, invoke: Invoke) -> None:
    """Only plans are simulated; JSON has their rows; in Vietnamese too."""
    asked = ("site", "town.yaml", "-n", "2", *SLOW, "--waits", waits)
    found = invoke(*asked, "--json", "--out", "out")
    rows = json.loads(found.stdout)
    assert {row["plan"] for row in rows} == {"plan-1", "plan-2", "plan-3"}
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert len(manifest["scenarios"]) == 3
    assert manifest["scenarios"][0]["file"].startswith("plan-")
    told = invoke(*asked, "--lang", "vi", "-q", "--journal", "--out", "out")
    assert told.stdout.startswith("Nên đặt chi nhánh mới ở đâu, trên nền Town\n")
    assert Path("out/visits.parquet").exists()


def test_an_infeasible_siting_names_its_bound_and_leaves_nothing(
    here: Path, waits: str, invoke: Invoke
) -> None:
    found = invoke(
        "site", "town.yaml", "--waits", waits, "--set", "siting.records_at_least=900", "--out", "o"
    )
    assert isinstance(found.exception, Infeasible)
    assert "records_at_least = 900 is " in str(found.exception)
    assert not Path("o").exists()
    assert not Path("o.partial").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "choice.rule=live"), "choice.rule = live: new branches can be sited where"),
        (("--waits", "nowhere"), "--waits nowhere: this is no results folder"),
        (("--write", "town.yaml"), "this is the scenario to build on"),
        (("--write", "no/where.yaml"), "name a file in a folder that is there"),
        (("--write", "w.yaml", "--set", "wait_target=15"), "the file would not have --set wait"),
        (("--precision", "5%"), "plans are compared on equal numbers"),
    ],
)
def test_what_cannot_be_done_is_told_before_the_work(
    here: Path, invoke: Invoke, arguments: tuple[str, ...], said: str
) -> None:
    found = invoke("site", "town.yaml", *arguments, "--out", "o")
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)
    assert not Path("o.partial").exists()


def test_a_file_that_could_not_read_its_base_is_not_written(here: Path, invoke: Invoke) -> None:
    """A scenario reads only what is below its folder."""
    (here / "below").mkdir()
    found = invoke("site", "town.yaml", "--write", "below/best.yaml")
    assert isinstance(found.exception, UsageError)
    assert "a scenario reads only what is below its folder" in str(found.exception)


def test_the_waits_of_another_scenario_are_refused(waits: str, here: Path, invoke: Invoke) -> None:
    """Of several, none of which has the name; one alone is taken, and must know the sites."""
    path = Path(waits, "summary.csv")
    rows = pd.read_csv(path)
    several = pd.concat([rows.assign(scenario="x"), rows.assign(scenario="y")])
    several.to_csv(path, index=False)
    found = invoke("site", "town.yaml", "--waits", waits)
    assert "there is no scenario town in it, only x, y." in str(found.exception)
    rows[rows["scope"] != "point-a1"].to_csv(path, index=False)
    found = invoke("site", "town.yaml", "--waits", waits, "--out", "o")
    assert "it says nothing about the wait at point-a1" in str(found.exception)


def test_a_scenario_without_bounds_says_what_to_add(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = invoke("site", "small.yaml", "--out", "o")
    assert isinstance(found.exception, UsageError)
    assert str(found.exception).startswith("small: it has no siting section")


def test_a_candidate_that_is_not_a_point_is_a_problem_of_the_file(
    here: Path, invoke: Invoke
) -> None:
    found = invoke("site", "town.yaml", "--set", "siting.candidates=[a1, b]")
    assert isinstance(found.exception, ScenarioError)
    assert "siting.candidates[1] = b: this is a branch" in str(found.exception)


@pytest.mark.slow
def test_the_command_in_the_head_leaves_out_what_changes_nothing(here: Path, waits: str) -> None:
    """Where results go, and how many work on them."""
    asked = ["site", "town.yaml", "-n", "1", *SLOW, "-q", "--waits", waits, "--out=o"]
    assert guard.run([*asked, "--write", "best.yaml"]) == 0
    head = Path("best.yaml").read_text("utf-8")
    assert f"town.yaml -n 1 --engine reference -q --waits {waits} --write best.yaml\n" in head
    assert guard.run([*asked[:-1], "--out", "p", "--workers=1", "--write", "best.yaml"]) == 0
    assert Path("best.yaml").read_text("utf-8") == head
