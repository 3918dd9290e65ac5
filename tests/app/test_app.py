"""The pages of the app, with Streamlit's own test driver; what they are made of, with fakes."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import pytest

from sim.app.drawing import MEASURES, chart, rows
from sim.app.folders import below, content, results_folders
from sim.app.inert import inert
from sim.app.site_answer import table, verdict
from sim.app.starting import options
from sim.errors import UsageError
from tests.app.answers import answer as _answer
from tests.app.pages import app

NAN = math.nan


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [(-3, -1, "verdict_falls"), (1, 3, "verdict_rises"), (-1, 2, "verdict_chance"),
     (NAN, NAN, "verdict_nobody")],
)  # fmt: skip
def test_the_verdict_goes_by_the_interval_of_the_difference(
    low: float, high: float, key: str
) -> None:
    assert verdict(_answer(low, high), "en")[0] == key


def test_nothing_changed_is_said_so() -> None:
    assert verdict(_answer(0, 0, staff=0), "en") == ("verdict_same", {})


def test_the_table_has_both_plans_and_a_signed_difference() -> None:
    found = table(_answer(1, 3), "en")
    assert found["Measure"][0] == "Mean wait [min]"
    assert [found[head][0] for head in ("Base plan", "Changed", "Difference")] == [
        "10.0 ± 0.5", "12.0", "+2.0 ± 1.0",
    ]  # fmt: skip


def test_the_day_is_drawn_from_first_to_last_half_hour_with_gaps() -> None:
    found = rows(_answer(1, 3), "wait", "en")
    assert [(each["hour"], each["value"]) for each in found[:4]] == [
        (8.0, None), (8.5, 5.0), (9.0, None), (9.5, None),
    ]  # fmt: skip
    assert len(found) == 8
    assert all(chart(_answer(1, 3), each, "vi")["data"]["values"] for each in MEASURES)


def test_names_are_inert() -> None:
    text = inert("<b>[x](javascript:1)</b> :red[y]\n# $z$ `q` ![i](http://a)")
    assert "\n" not in text
    for sign in "<>[]()`#$:!":
        assert text.count(sign) == text.count(f"\\{sign}")


def test_no_path_leads_out_of_the_root(tmp_path: Path) -> None:
    root = tmp_path / "results"
    (root / "run").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("secret", "utf-8")
    (root / "run" / "summary.csv").symlink_to(tmp_path / "secret.csv")
    for parts in (("..",), ("run", "../../secret.csv"), ("/etc",), ("run", "summary.csv")):
        with pytest.raises(UsageError, match="outside"):
            below(root, *parts)
    with pytest.raises(UsageError, match="outside"):
        content(root, "run", "summary.csv")
    assert content(root, "run", "summary.xlsx") is None


def test_only_finished_folders_are_listed_the_newest_first(tmp_path: Path) -> None:
    for n, name in enumerate(("old", "new", "half.partial")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}", "utf-8")
        os.utime(tmp_path / name / "manifest.json", (n, n))
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "old")
    assert results_folders(tmp_path) == ["new", "old"]
    assert results_folders(tmp_path / "none") == []


def test_large_files_are_not_handed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.app.folders.MOST_BYTES", 2)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "summary.csv").write_text("abc", "utf-8")
    with pytest.raises(UsageError, match="larger"):
        content(tmp_path, "run", "summary.csv")


def test_the_server_is_private_and_shows_no_traceback() -> None:
    found: dict[str, Any] = options("127.0.0.1", 8501)
    assert found["server_address"] == "127.0.0.1"
    assert found["browser_gatherUsageStats"] is False
    assert found["client_showErrorDetails"] == "none"


def test_no_results_are_told_and_the_language_switches(tmp_path: Path) -> None:
    driver = app(tmp_path, "results")
    assert driver.info[0].value.startswith("There are no results yet")
    assert driver.query_params["page"] == "results"
    driver.radio(key="lang").set_value("vi").run()
    assert driver.title[0].value == "Kết quả"
    assert not driver.exception


def test_a_broken_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "manifest.json").write_text("{", "utf-8")
    driver = app(tmp_path, "results")
    assert len(driver.error) == 1
    assert not driver.exception


def test_what_fails_inside_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(error: Exception) -> Any:
        def raising(*_: Any) -> None:
            raise error

        return raising

    for error, said in (
        (ZeroDivisionError("x"), "could not be done"),
        (OSError(28, "no room"), "no room"),
    ):
        monkeypatch.setattr("sim.app.screen.PAGES", {"results": fail(error)})
        driver = app(tmp_path, "results")
        assert said in driver.error[0].value
        assert not driver.exception


@pytest.mark.jit
def test_a_slider_changes_the_figures(tmp_path: Path) -> None:
    driver = app(tmp_path, "site", session={"kept/scenario": "two-desks"})
    assert driver.subheader[0].value.startswith("Nothing is changed")
    slider = next(each for each in driver.slider if str(each.key).split("/")[-2] == "staff")
    slider.set_value(int(slider.value) + 3).run()
    assert "falls" in driver.subheader[0].value
    assert not driver.exception
    driver.button(key="as_is").click().run()
    assert driver.subheader[0].value.startswith("Nothing is changed")
