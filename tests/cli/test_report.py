"""`report`, and `--report`, from what is typed to the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

from sim.cli import guard
from sim.cli.report import beside
from sim.errors import UsageError
from tests.report.page.made import results

Invoke = Callable[..., Result]
SLOW = ("--workers", "1", "--engine", "reference")


def test_a_page_beside_the_results_of_a_run(office: Path, invoke: Invoke) -> None:
    """What the scenario file marks as assumed is kept beside the results, and listed; weekdays of
    sites are kept by replication."""
    text = Path("small.yaml").read_text()
    Path("small.yaml").write_text(text.replace("count: 2}]", "count: 2}]  # assumed: two of them"))
    found = invoke("run", "small.yaml", "-n", "1", *SLOW, "--out", "out", "--report")
    assert found.stdout.endswith(f"Report: {office / 'out' / 'report.html'}\n")
    (kept,) = json.loads(Path("out/assumptions.json").read_text("utf-8"))
    assert kept == {"file": "small.yaml", "place": "sites.office.officers", "text": "two of them"}
    page = Path("out/report.html").read_text("utf-8")
    assert "two of them" in page
    assert "Citizens wait " in page
    kept = pd.read_parquet("out/replications.parquet")
    week = kept[kept["scope_type"] == "site/weekday"]
    assert set(week["kpi"]) == {"wait_mean", "arrivals_per_day", "utilisation"}
    assert set(week["scope"].str.partition("/")[0]) == {"office"}
    assert "site/weekday" not in Path("out/summary.csv").read_text("utf-8")


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With JSON on the output, what is said goes to where errors go."""
    folder = results(tmp_path / "results", ["before"])
    beside(folder, "en", quiet=True, err=False)
    assert capsys.readouterr().out == ""
    beside(folder, "en", quiet=False, err=True)
    assert capsys.readouterr().err == f"Report: {folder / 'report.html'}\n"


@pytest.mark.jit
def test_a_page_of_a_comparison_made_later_elsewhere(office: Path, invoke: Invoke) -> None:
    """From the folder alone, in another language."""
    invoke("compare", "small.yaml", "large.yaml", "-n", "2", "--workers", "1", "--out", "out")
    assert not Path("out/report.html").exists()
    for name in ("small.yaml", "large.yaml"):
        Path(name).unlink()
    told = invoke("report", "out", "--out", "page.html", "--lang", "vi")
    assert told.stdout == "Báo cáo: page.html\n"
    assert "So sánh small, large" in Path("page.html").read_text("utf-8")


def test_where_the_page_goes(tmp_path: Path, invoke: Invoke) -> None:
    """Into the first folder unless told otherwise; a folder is no file."""
    folder = results(tmp_path / "results")
    assert invoke("report", str(folder)).return_value == 0
    assert (folder / "report.html").is_file()
    refused = invoke("report", str(folder), "--out", str(tmp_path)).exception
    assert isinstance(refused, UsageError)
    assert "this is a folder" in str(refused)


def test_what_is_no_results_folder_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and a sentence."""
    assert guard.run(["report", str(tmp_path)]) == 2
    assert "this is no results folder" in capsys.readouterr().err


def test_hard_days_have_no_report(office: Path, invoke: Invoke) -> None:
    """--stress has files of its own."""
    refused = invoke("run", "small.yaml", "--stress", "--report").exception
    assert isinstance(refused, UsageError)
    assert "leave --stress out" in str(refused)
