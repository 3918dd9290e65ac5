"""`staff --budget`: what is printed and kept, and what cannot be done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner

from sim.cli import budget
from sim.cli.options import Options
from sim.cli.scenarios import Named, load
from sim.errors import UsageError
from sim.model.scenario_file import dump
from sim.report.plans import source
from tests.studies.staffing.three_offices import three_offices


@dataclass(frozen=True, kw_only=True)
class Order:
    """What was asked for."""

    named: Named
    options: Options
    free: bool = False
    budget: int | str | None = None
    command: Sequence[str] = field(default=("staff", "offices.yaml"))


def options(**changes: Any) -> Options:
    """Few replications, and the engine that needs no compiler."""
    asked: dict[str, Any] = {
        "replications": 2, "precision": None, "seed": None, "engine": "reference", "workers": 1,
        "out": Path("out"), "sets": (), "journal": False, "lang": "en", "strict": False,
        "quiet": False, "as_json": False,
    }  # fmt: skip
    return Options(**{**asked, **changes})


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Named:
    """Three offices in a folder that we are in."""
    few = {"bounds": {name: {"staff_at_most": 5} for name in "abc"}}
    (tmp_path / "offices.yaml").write_text(dump(three_offices(staffing=few)), "utf-8")
    monkeypatch.chdir(tmp_path)
    return load(["offices.yaml"], (), strict=False)[0]


def test_a_budget_is_spread_printed_and_kept(named: Named, capsys: Any) -> None:
    """A table, and a folder like that of any other study with what belongs to this one."""
    assert budget.carry_out(Order(named=named, options=options())) == 0
    told = capsys.readouterr().out
    assert told.startswith("7 officers over 3 sites so that citizens wait least: Three offices\n")
    assert f"Results: {Path('out').resolve()}" in told
    names = {path.name for path in Path("out").iterdir()}
    assert {"budget.csv", "budget-moves.csv", "budget.xlsx", "budget.png"} <= names
    assert {"summary.csv", "summary.xlsx", "now.resolved.yaml", "best.resolved.yaml"} <= names
    best = load(["out/best.resolved.yaml"], (), strict=False)[0].loaded.scenario
    rows = pd.read_csv("out/budget.csv").set_index("site")
    for id_, site in best.sites.items():
        assert site.officer_count == rows.loc[id_, "officers_best"]
    planned = load(["offices.yaml"], (), strict=False, plan=source("out/budget.xlsx"))[
        0
    ].loaded.scenario
    assert {id_: site.officers for id_, site in planned.sites.items()} == {
        id_: site.officers for id_, site in best.sites.items()
    }
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert [each["label"] for each in manifest["scenarios"]] == ["now", "best"]


@pytest.mark.jit
def test_rows_as_json_and_words_in_vietnamese(named: Named, capsys: Any) -> None:
    asked = options(as_json=True, quiet=True)
    assert budget.carry_out(Order(named=named, options=asked, budget=8)) == 0
    rows = json.loads(capsys.readouterr().out)
    assert sum(row["officers_best"] for row in rows) == 8
    asked = options(lang="vi", quiet=True)
    assert budget.carry_out(Order(named=named, options=asked, budget="+1", free=True)) == 0
    assert capsys.readouterr().out.startswith("Bố trí 8 công chức cho 3 nơi")


def test_what_cannot_be_done_leaves_nothing(named: Named, monkeypatch: Any) -> None:
    """Told before the work; a fault on the way leaves no folder."""
    with pytest.raises(UsageError, match="--budget 2: the sites must have 3"):
        budget.carry_out(Order(named=named, options=options(), budget=2))
    with pytest.raises(UsageError, match="--journal: plans that are compared keep no"):
        budget.carry_out(Order(named=named, options=options(journal=True)))
    assert not list(Path().glob("out*"))

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("sim.studies.staffing.budget.spread", fail)
    with pytest.raises(RuntimeError):
        budget.carry_out(Order(named=named, options=options()))
    assert not list(Path().glob("out*"))


@pytest.mark.parametrize(
    ("typed", "officers"),
    [(None, 40), (45, 45), ("45", 45), ("1,045", 1045), ("+5", 45), ("-5", 35), ("−5", 35)],
)
def test_numbers_may_be_relative(typed: int | str | None, officers: int) -> None:
    assert budget.officers_of(typed, 40) == officers


@pytest.mark.parametrize("typed", ["many", "-40", 0, "4.5"])
def test_what_is_no_number_of_officers_is_refused(typed: int | str) -> None:
    with pytest.raises(UsageError, match=r"such as 40 or, for five more than the 40"):
        budget.officers_of(typed, 40)


def test_few_replications_do_unless_a_number_is_asked_for(named: Named) -> None:
    """By default few, whatever the command's own default; as many as were typed."""
    seen: list[int] = []

    @click.command()
    @click.option("--replications", "-n", default=30)
    def command(replications: int) -> None:
        seen.append(budget._replications(options(replications=replications)))

    for arguments in ([], ["-n", "30"], ["-n", "3"]):
        CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert seen == [budget.REPLICATIONS, 30, 3]
    assert budget._replications(options(replications=17)) == 17
