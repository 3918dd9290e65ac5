"""`compare --until-clear` and `--best`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from click.testing import Result
from openpyxl import load_workbook

from sim.cli import clear
from sim.errors import UsageError
from tests.report.test_clear import DECISIONS, cleared, shown

Invoke = Callable[..., Result]
ASKED = ("compare", "small.yaml", "large.yaml", "-n", "20", "--workers", "1")


def test_it_goes_on_until_it_is_clear_or_has_enough(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables behind those of a comparison, rows, a sheet more, and all replications kept."""
    monkeypatch.setattr("sim.report.figures.write_all", lambda *_: [])
    found = invoke(
        *ASKED, "--until-clear", "--best", "wait_mean", "--at-most", "24", "--engine", "reference",
        "--out", "out",
    )  # fmt: skip
    assert found.return_value == 0
    assert found.stdout.startswith("small, large side by side")
    assert "What is decided: each scenario against small" in found.stdout
    assert "Which scenario is best: Mean wait" in found.stdout
    assert found.stdout.endswith(f"Results: {office / 'out'}\n")
    rows = pd.read_csv("out/decisions.csv")
    assert list(rows["kpi"]) == [
        "wait_mean", "within_target_share", "abandoned_share", "served_per_day", "utilisation",
    ]  # fmt: skip
    by_kpi = rows.set_index("kpi")
    assert by_kpi.loc["abandoned_share", "verdict"] == "no_difference"
    assert by_kpi.loc["utilisation", "verdict"] == "lower"
    assert set(pd.read_csv("out/best.csv")["scenario"]) == {"small", "large"}
    assert load_workbook("out/summary.xlsx").sheetnames[-2:] == ["Decisions", "Best"]
    ended = set(rows["replications"])
    assert ended <= {20, 24}
    assert set(pd.read_csv("out/summary.csv")["replications"]) == {max(ended)}


@pytest.mark.jit
def test_workers_and_engines_cannot_be_seen(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows to the last bit, also after replications were added."""
    monkeypatch.setattr("sim.report.figures.write_all", lambda *_: [])
    more = ("--until-clear", "--at-most", "24", "--quiet", "--indifference", "wait_mean=0.01")
    texts = []
    for n, how in enumerate((("1", "compiled"), ("3", "compiled"), ("2", "reference"))):
        asked = [*ASKED[:-1], how[0], "--engine", how[1], *more, "--out", f"out-{n}"]
        assert invoke(*asked).return_value == 0
        texts.append(Path(f"out-{n}/decisions.csv").read_bytes())
    assert len(set(texts)) == 1
    assert b",24," in texts[0]


def test_json_has_both_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """Rows as an object of two arrays, whatever was asked."""
    options: Any = SimpleNamespace(as_json=True, lang="en")
    for found, n_best in ((cleared(), 2), (cleared(best=None), 0)):
        clear._tell(found, shown(found), options)
        told = json.loads(capsys.readouterr().out)
        assert len(told["decisions"]) == len(DECISIONS)
        assert len(told["best"]) == n_best


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--indifference", "wait_mean=1"), "--indifference: add --until-clear, or --best"),
        (("--at-most", "9"), "--at-most: add --until-clear"),
        (("--error", "1%"), "--error: add --until-clear"),
        (("--clear-for", "tiers"), "--clear-for: add --until-clear"),
        (("--best", "wait_mean", "--clear-for", "tiers"), "--best is of the network"),
        (("--best", "utilisation"), "neither more nor less"),
        (("--until-clear", "--error", "60%"), "--error = 60%: a probability up to a half"),
        (("--until-clear", "--error", "x"), "--error = x"),
        (("--until-clear", "--at-most", "many"), "--at-most = many: a whole number from 1 to"),
        (("--until-clear", "--at-most", "19"), "--at-most = 19: the first look alone has 20"),
        (("--until-clear", "-n", "19"), "--replications = 19: with --until-clear and --best"),
        (("--until-clear", "--precision"), "--precision: --until-clear and --best decide"),
        (("--until-clear", "--indifference", "x=1"), "--indifference x=1: x is no measure"),
    ],
)
def test_what_cannot_be_asked_is_told(
    office: Path,
    invoke: Invoke,
    more: tuple[str, ...],
    said: str,
) -> None:
    """Before anything is run, and with the option as it was typed."""
    found = invoke(*ASKED, *more)
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)


def test_one_scenario_has_no_rival(office: Path, invoke: Invoke) -> None:
    found = invoke("compare", "small.yaml", "--until-clear")
    assert "name two scenarios at least" in str(found.exception)


def test_an_interrupt_before_anything_leaves_nothing(
    office: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.studies.clear.study.compare", stop)
    invoke(*ASKED, "--until-clear", "--out", "out")
    assert [path.name for path in office.iterdir() if path.is_dir()] == []
