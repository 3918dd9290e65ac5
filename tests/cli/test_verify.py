"""`verify`, from what is typed to what is printed, saved and answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from sim.cli import verify as way
from sim.errors import ScenarioError, UsageError
from sim.studies.verification import table as tables

Invoke = Callable[..., Result]
SLOW = ("-n", "2", "--workers", "1", "--engine", "reference")
"""So that coverage sees all, and nothing is compiled."""
SHORT = ("--set", "period.days=1", "--set", "warm_up={days: 0}", "--set", "run_out={days: 0}")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_verify_prints_and_saves(here: Path, invoke: Invoke) -> None:
    """With two replications nothing can be told apart, and nothing is off."""
    found = invoke("verify", "mg1-fixed", *SLOW, *SHORT, "--out", "out")
    assert found.return_value == 0
    assert found.stdout.startswith("The simulator beside exact theory: 4 measures of one system\n")
    assert found.stdout.endswith(f"Results: {here / 'out'}\n")
    names = {path.name for path in Path("out").iterdir()}
    assert names == {
        "manifest.json", "mg1-fixed.resolved.yaml", "summary.csv", "verify.csv", "verify.md",
        "verify.png",
    }  # fmt: skip
    assert list(pd.read_csv("out/verify.csv")["measure"])[:2] == ["wait_mean", "waited_share"]
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert manifest["settings"]["replications"] == 2
    assert manifest["scenarios"][0]["file"].endswith("mg1-fixed.yaml")


def test_what_is_off_makes_the_exit_code(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows as JSON; the place is told aside, or not at all."""
    monkeypatch.setattr(tables, "LEVEL", 0.999999)
    asked = ("verify", "mg1-fixed", "mg1-fixed", *SLOW, *SHORT)
    found = invoke(*asked, "--json", "--seed", "5", "--out", "out")
    assert found.return_value == 1
    rows = json.loads(found.stdout)
    assert len(rows) == 4
    assert "off" in {row["verdict"] for row in rows}
    assert "Results: " in found.stderr
    quiet = invoke(*asked, "--quiet", "--lang", "vi", "--out", "out")
    assert quiet.stdout.startswith("Mô phỏng so với lý thuyết")
    assert "out" not in quiet.stdout.splitlines()[-1]
    assert not quiet.stderr


def test_names_that_are_none_are_told(invoke: Invoke) -> None:
    with pytest.raises(UsageError, match=r"mm33: there is no such system. Did you mean mm3\?"):
        raise_of(invoke("verify", "mm33"))
    with pytest.raises(UsageError, match=r"nonsense: there is no such system\. There are mm3, "):
        raise_of(invoke("verify", "nonsense"))
    with pytest.raises(ScenarioError, match="no_such_key"):
        raise_of(invoke("verify", "mm3", "--set", "no_such_key=1"))
    with pytest.raises(UsageError, match="--replications = 1: a whole number from 2 "):
        raise_of(invoke("verify", "-n", "1"))


def test_all_are_verified_unless_some_are_named() -> None:
    assert len(way.chosen(())) == len(way.chosen(tuple(reversed(way_names())))) >= 20
    assert [each.name for each in way.chosen(("mm12", "mm3", "mm12"))] == ["mm12", "mm3"]


def test_nothing_is_left_of_a_table_that_was_stopped(
    here: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "verify", stopped)
    found = invoke("verify", "mg1-fixed", *SLOW, *SHORT)
    assert isinstance(found.exception, (KeyboardInterrupt, SystemExit)) or found.exit_code
    assert not list(here.rglob("verify-*"))


def way_names() -> list[str]:
    return [each.name for each in way.chosen(())]


def raise_of(found: Result) -> None:
    assert found.exception is not None
    raise found.exception
