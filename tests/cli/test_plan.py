"""`plan`, and `--plan` of the commands that simulate or validate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
from click.testing import Result

from sim.errors import ScenarioError, UsageError
from sim.model import scenario_file

Invoke = Callable[..., Result]
HEADS = "site,group,count,duty"


def test_a_plan_goes_out_is_changed_and_comes_back(office: Path, invoke: Invoke) -> None:
    """The resolved scenario has its officers; tables and manifest say where they are from."""
    found = invoke("plan", "small.yaml", "--out", "plan.xlsx")
    assert (found.return_value, found.stdout) == (None, "Written: plan.xlsx\n")
    book = openpyxl.load_workbook("plan.xlsx")
    book["plan"]["D2"].value = 4
    book.save("plan.xlsx")
    found = invoke(
        "run", "small.yaml", "-n", "1", "--plan", "plan.xlsx", "--out", "out", "--workers", "1"
    )
    assert found.return_value == 0
    assert "Staffed by the plan plan.xlsx" in found.stdout
    assert scenario_file.load("out/scenario.resolved.yaml").sites["office"].staff == 4
    settings = json.loads(Path("out/manifest.json").read_text())["settings"]
    digest = hashlib.sha256(Path("plan.xlsx").read_bytes()).hexdigest()
    assert settings["plan"] == {"file": "plan.xlsx", "sheet": None, "sha256": digest}
    about = openpyxl.load_workbook("out/summary.xlsx")["Read me"]
    assert ("Staffed by the plan", "plan.xlsx") in about.iter_rows(values_only=True)


def test_a_plan_of_a_plan_with_a_set(office: Path, invoke: Invoke) -> None:
    """--set first, then the plan; in Vietnamese, as CSV."""
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,7,08:00-09:00\n")
    invoke(
        "plan", "small.yaml", "--set", "sites.office.officers[0].absence=10%", "--plan", "plan.csv",
        "--out", "vi.csv", "--lang", "vi",
    )  # fmt: skip
    assert Path("vi.csv").read_text("utf-8-sig").splitlines()[1] == (
        "office,office,officers,7,08:00-09:00,all,0.1,0,none,0"
    )


def test_every_scenario_is_staffed_in_a_comparison(office: Path, invoke: Invoke) -> None:
    """Small and large become the same."""
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,3,\n")
    found = invoke(
        "compare", "small.yaml", "large.yaml", "-n", "1", "--plan", "plan.csv", "--json", "--quiet"
    )
    rows = json.loads(found.stdout)
    staff = [row["mean"] for row in rows if (row["scope"], row["kpi"]) == ("office", "staff")]
    assert staff == [3, 3]


def test_faults_of_a_plan_are_told_once_or_with_their_scenario(
    office: Path, invoke: Invoke
) -> None:
    """What only one scenario has names it."""
    text = Path("large.yaml").read_text().replace("office:", "hall:")
    Path("hall.yaml").write_text(text)
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,3,\nboth,officers,-1,\n")
    told = invoke("compare", "small.yaml", "hall.yaml", "--plan", "plan.csv").exception
    assert isinstance(told, ScenarioError)
    assert [str(each) for each in told.problems] == [
        "plan.csv:3: count = -1: a whole number from 0 to 10,000 is needed here.",
        "plan.csv:3: site = both: there is no such site. Known here: office. In small.",
        "plan.csv:2: site = office: there is no such site. Known here: hall. In hall.",
        "plan.csv:3: site = both: there is no such site. Known here: hall. In hall.",
    ]


def test_validate_judges_the_scenario_with_the_plan(office: Path, invoke: Invoke) -> None:
    """Faults at their cells; warnings that the plan puts right are gone, new ones are told."""
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,2,noon\n")
    found = invoke("validate", "small.yaml", "--plan", "plan.csv")
    assert (found.return_value, found.stderr[:26]) == (2, "plan.csv:2: duty = noon: d")
    text = Path("small.yaml").read_text().replace("    officers", "    tier: branch\n    officers")
    Path("low.yaml").write_text(text + "policy: {branch: {staff_at_least: 3}}\n")
    assert "at least 3" in invoke("validate", "low.yaml").stderr
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,3,\n")
    found = invoke("validate", "low.yaml", "--plan", "plan.csv")
    assert (found.return_value, found.stderr) == (0, "")
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,0,\n")
    found = invoke("validate", "low.yaml", "--plan", "plan.csv", "--json")
    rows = json.loads(found.stdout)
    assert {(row["file"], row["line"]) for row in rows} >= {("plan.csv", 2)}


def test_warnings_of_a_plan_are_errors_where_strictness_is_asked_for(
    office: Path, invoke: Invoke
) -> None:
    """As those of the scenario."""
    Path("plan.csv").write_text(f"{HEADS},serves\noffice,oficers,1,,all\n")
    assert "Did you mean officers?" in invoke("validate", "small.yaml", "--plan", "plan.csv").stderr
    found = invoke("plan", "small.yaml", "--plan", "plan.csv", "--out", "new.csv", "--strict")
    assert isinstance(found.exception, ScenarioError)
    assert "this becomes a new group" in str(found.exception)
    assert not Path("new.csv").exists()


def test_what_cannot_be_a_plan(office: Path, invoke: Invoke) -> None:
    """Told before any work."""
    told = invoke("run", "small.yaml", "--plan", "none.csv").exception
    assert isinstance(told, UsageError)
    assert str(told) == "--plan none.csv: there is no such file."
    Path("plan.xlsx").write_bytes(b"PK")
    told = invoke("run", "small.yaml", "--plan", "plan.xlsx").exception
    assert isinstance(told, ScenarioError)
    assert "this is no Excel workbook" in str(told)
    assert not Path("results").exists()


def test_one_scenario_is_compared_with_its_own_plan(office: Path, invoke: Invoke) -> None:
    """The base keeps its officers; the plan has a name of its own; so has what is told."""
    Path("plan.csv").write_text(f"{HEADS}\noffice,officers,3,\n")
    found = invoke(
        "compare", "small.yaml", "-n", "1", "--plan", "plan.csv", "--out", "out", "--workers", "1"
    )
    assert found.return_value == 0
    assert "Staffed by the plan plan.csv (small-plan)" in found.stdout
    names = {"small": ("small", 2), "small-plan": ("small, plan", 3)}
    for label, (name, staff) in names.items():
        scenario = scenario_file.load(f"out/{label}.resolved.yaml")
        assert (scenario.name, scenario.sites["office"].staff) == (name, staff)
