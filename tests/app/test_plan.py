"""The page of whole plans: a plan is changed, sent, run, and looked at again."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.app import plan_results, plan_upload, working
from sim.app.plan_draft import Draft, Folder
from sim.app.plan_upload import Reading
from tests.app.pages import app, plain, until_over
from tests.app.test_plan_results import two_runs

TWO_DESKS = {f"kept/scenario/{lang}": "two-desks" for lang in ("en", "vi")}


class Ended:
    """A study that has ended at once."""

    is_over = is_done = True
    words: tuple[str, ...] = ()

    def __init__(self, out: Path) -> None:
        self.out = out


def _page(root: Path, lang: str = "en", **inputs: object) -> AppTest:
    return app(root, "plan", lang, **TWO_DESKS, **inputs)


def _draft(driver: AppTest) -> Draft:
    found: Draft = driver.session_state["plan/drafts"]["two-desks"]
    return found


def _change(driver: AppTest, row: int, **cells: Any) -> AppTest:
    """Change cells, which the driver has no way to type into."""
    rows = [dict(each) for each in _draft(driver).rows]
    rows[row] |= cells
    _draft(driver).put(rows)
    return driver.run()


def _send(driver: AppTest, name: str) -> AppTest:
    driver.file_uploader[0].set_value((name, b"x", "text/csv"))
    return driver.run()


def test_what_is_wrong_is_told_at_once_and_cannot_be_run(tmp_path: Path) -> None:
    driver = _page(tmp_path)
    assert not driver.error
    assert driver.button(key="plan/run").disabled is False
    _change(driver, 0, count=None)
    assert "Row 1\\: count\\: this cell is empty" in driver.error[0].value
    assert driver.button(key="plan/run").disabled
    assert driver.button(key="plan/stress").disabled
    assert not driver.exception
    driver.button[0].click().run()
    assert not driver.error
    assert _draft(driver).rows == _draft(driver).base


def test_what_is_wrong_is_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    driver = _change(_page(tmp_path, "vi"), 0, duty="noon")
    assert "giờ trực = noon: giờ trực để trống nghĩa là mọi buổi làm việc" in plain(
        driver.error[0].value
    )


def test_many_faults_are_cut_and_warnings_do_not_hold_up(tmp_path: Path) -> None:
    driver = _page(tmp_path)
    rows = [dict(_draft(driver).rows[0]) | {"site": f"s{n}"} for n in range(15)]
    _draft(driver).put(rows)
    driver.run()
    assert driver.error[0].value.endswith("- ... and 5 more.")
    own = _draft(driver).base
    _draft(driver).put([*own[:3], dict(own[3]) | {"group": "generalists", "serves": "all"}])
    driver.run()
    assert not driver.error
    assert "Did you mean generalist" in driver.warning[0].value
    assert driver.button(key="plan/run").disabled is False


def test_totals_follow_and_outlive_another_page_and_language(tmp_path: Path) -> None:
    driver = _change(_page(tmp_path), 3, count=5)
    assert list(driver.dataframe[1].value["Change"]) == [4, 4]
    driver.radio(key="page").set_value("results").run()
    driver.radio(key="lang").set_value("vi").run()
    driver.radio(key="page").set_value("plan").run()
    assert not driver.exception
    assert list(driver.dataframe[1].value["Thay đổi"]) == [4, 4]
    assert _draft(driver).start.loc[4, "count"] == 5


def test_a_bad_file_leaves_the_table_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Reading(rows=None, told=("<b>x</b>.csv:2: [count](http://a) = -1: no.",))
    monkeypatch.setattr(plan_upload, "read", lambda *_: bad)
    driver = _send(_change(_page(tmp_path), 3, count=5), "<b>x</b>.csv")
    assert "is not taken" in driver.error[0].value
    assert "<b>" not in driver.error[0].value
    assert "](http" not in driver.error[0].value
    assert _draft(driver).rows[3]["count"] == 5


def test_a_good_file_fills_the_table_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = _page(tmp_path)
    rows = [dict(each) for each in _draft(driver).base]
    rows[0]["count"] = 9
    read: list[str] = []

    def reading(name: str, *_: object) -> Reading:
        read.append(name)
        return Reading(rows=tuple(rows), told=("a column is not read",))

    monkeypatch.setattr(plan_upload, "read", reading)
    _send(driver, "good.csv")
    assert "good\\.csv is in the table now" in driver.success[0].value
    assert "a column is not read" in driver.warning[0].value
    assert _draft(driver).rows[0]["count"] == 9
    _change(driver, 0, count=2)
    assert (read, _draft(driver).rows[0]["count"]) == (["good.csv"], 2)


def test_a_row_is_added(tmp_path: Path) -> None:
    driver = _page(tmp_path)
    add = next(each for each in driver.button if each.label == "Add the row")
    driver.number_input[0].set_value(2)
    driver.text_input[0].set_value("08:00-09:00")
    add.click().run()
    added = _draft(driver).rows[2]
    assert (added["group"], added["count"], added["duty"]) == (
        "certification desk", 2, "08:00-09:00",
    )  # fmt: skip
    assert not driver.error


def test_the_plan_as_it_stands_is_what_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison with a target of the user's own, and hard days, each with a file of its own."""
    begun: list[list[str]] = []
    monkeypatch.setattr(working, "begin", lambda _page, words, *_: begun.append(words))
    driver = _change(_page(tmp_path), 3, count=5)
    driver.number_input(key="kept/plan/minutes").set_value(15)
    driver.number_input(key="kept/plan/percent").set_value(80)
    driver.button(key="plan/run").click().run()
    driver.button(key="plan/stress").click().run()
    (compare, file, flag, plan, *more), (run, _, _, other, *rest) = begun
    assert (compare, Path(file).stem, flag, run) == ("compare", "two-desks", "--plan", "run")
    assert more == [
        "-n", "10", "--report", "--set", "wait_target=15", "--set",
        'targets=[{goal: "within 15 min >= 80%"}]',
    ]  # fmt: skip
    assert rest == ["-n", "10", "--stress", "--target", "within 15 min >= 80%"]
    assert plan != other
    assert Path(plan).read_bytes().startswith(b"PK")
    assert not str(plan).startswith(str(tmp_path))


def test_the_files_of_a_session_go_with_it() -> None:
    folder = Folder()
    one, other = (folder.new_file("plan.xlsx", each) for each in (b"1", b"2"))
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    path = folder.path
    del folder
    gc.collect()
    assert not path.exists()


def test_a_scenario_with_targets_is_judged_by_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(working, "begin", lambda _page, words, *_: begun.append(words))
    driver = app(tmp_path, "plan", **{"kept/scenario/en": "phase-1"})
    assert driver.radio(key="kept/plan/targets/phase-1").value == "own_targets"
    driver.button(key="plan/run").click().run()
    assert "--set" not in begun[0]


def test_hard_days_are_shown_and_a_change_since_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "run-two-desks"
    folder.mkdir()
    (folder / "scenario.resolved.yaml").write_text((two_desks_file()).read_text("utf-8"), "utf-8")
    head = "site,name,target,unit,stress,under,value,verdict"
    rows = ["as_is,false,0.95,held", "after_tet,true,0.5,broken"]
    lines = [f"branch,<b>B</b>,within 20 min >= 90%,share,{row}" for row in rows]
    (folder / "stress.csv").write_text("\n".join([head, *lines]), "utf-8")
    driver = _page(tmp_path, job=("plan", Ended(folder)))
    said = " ".join(each.value for each in driver.markdown)
    assert "As planned\\, 0 of 1 sites" in said or "As planned, 0 of 1 sites" in said
    assert "after Tết" in said
    assert "<b>" not in said
    assert "changed since" in driver.info[0].value
    assert list(driver.dataframe[2].value["after Tết"]) == ["× missed 50.0 %"]


def two_desks_file() -> Path:
    return Path(__file__).resolve().parents[2] / "scenarios" / "two-desks.yaml"


@pytest.mark.slow
def test_a_changed_plan_is_run_and_what_it_does_is_told(tmp_path: Path) -> None:
    driver = _change(_page(tmp_path), 3, count=3)
    driver.slider(key="kept/plan/replications").set_value(2)
    driver.button(key="plan/run").click().run()
    until_over(driver)
    assert [each.value for each in driver.error] == []
    assert not driver.exception
    said = " ".join(each.value for each in driver.markdown)
    assert "2 more than the scenario" in said
    assert "falls by" in said
    assert not driver.info
    (folder,) = tmp_path.iterdir()
    assert (folder / "report.html").is_file()
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert [each["label"] for each in told["scenarios"]] == ["two-desks", "two-desks-plan"]


@pytest.mark.parametrize(("runs", "said"), [(2, "At one site a target breaks"), (1, "Stopped bef")])
def test_a_comparison_is_told_and_one_that_was_stopped_early_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: int, said: str
) -> None:
    """One that has the scenario's own plan alone has nothing to compare."""
    evidence = SimpleNamespace(runs=two_runs()[:runs])
    monkeypatch.setattr(plan_results, "_evidence", lambda *_: evidence)
    (tmp_path / "run").mkdir()
    driver = _page(tmp_path, job=("plan", Ended(tmp_path / "run")))
    told = driver.markdown if runs == 2 else driver.error
    assert said in " ".join(each.value for each in told)
    assert "<b>" not in " ".join(each.value for each in driver.markdown)
    if runs == 2:
        assert driver.dataframe[2].value["Officers"][0] == "1 → 1"
