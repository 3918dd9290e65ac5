"""`run --audit` and `compare --audit`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from click.testing import Result
from openpyxl import load_workbook

from sim.cli.audit import auditor_of
from sim.engines import reference
from sim.errors import UsageError
from sim.model.tables import Outcome, System, Workload
from sim.studies.parallel import Threads

Invoke = Callable[..., Result]
HOW = ("-n", "2", "--workers", "1", "--engine", "reference", "--out", "out")


def test_an_audit_is_printed_and_kept(office: Path, invoke: Invoke) -> None:
    """A table on the screen, rows, a sheet and a part of the manifest in the folder."""
    found = invoke("run", "small.yaml", "--audit", *HOW)
    assert found.return_value == 0
    assert "Audit of small" in found.stdout
    assert "Every law holds." in found.stdout
    rows = pd.read_csv(office / "out" / "audit.csv")
    assert len(rows) == 12
    assert rows["holds"].all()
    kept = json.loads((office / "out" / "manifest.json").read_text("utf-8"))["audit"]
    assert kept[0]["replications"] == 2
    assert kept[0]["checked"]["engines"]["whole_days"] > 0
    assert "Audit" in load_workbook(office / "out" / "summary.xlsx").sheetnames


@pytest.mark.usefixtures("office")
def test_scenarios_are_audited_side_by_side(invoke: Invoke) -> None:
    """With --json the table goes to stderr."""
    found = invoke("compare", "small.yaml", "large.yaml", "--audit", "--json", *HOW)
    assert found.return_value == 0
    assert json.loads(found.stdout)
    assert found.stderr.count("Every law holds.") == 2


@pytest.mark.usefixtures("office")
def test_a_broken_law_is_exit_code_1(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """And everything is saved all the same."""
    right = reference.run

    def wrong(system: System, workload: Workload) -> Outcome:
        outcome = right(system, workload)
        return replace(outcome, called_at=outcome.called_at - (outcome.called_at > 0))

    monkeypatch.setattr(reference, "run", wrong)
    found = invoke("run", "small.yaml", "--audit", *HOW)
    assert found.return_value == 1
    assert "BROKEN" in found.stdout
    assert "laws are broken" in found.stdout
    assert "off by 0.001 s" in " ".join(found.stdout.split())
    assert not pd.read_csv("out/audit.csv")["holds"].all()


@pytest.mark.usefixtures("office")
def test_stress_has_no_audit(invoke: Invoke) -> None:
    found: Any = invoke("run", "small.yaml", "--stress", "--audit")
    assert isinstance(found.exception, UsageError)
    assert "--audit: --stress and --twin have none" in str(found.exception)


def test_nothing_is_audited_that_cannot_be_looked_at() -> None:
    """Replications kept from before, or worked on elsewhere."""
    for how, said in (
        ({"resume": True, "executor": Threads(1)}, "with --resume"),
        ({"resume": False, "executor": object()}, "leave --cluster out"),
    ):
        asked: Any = SimpleNamespace(seed=1, **how)
        with pytest.raises(UsageError, match=said):
            auditor_of([], asked)
