"""The page that finds staff: what can be asked, and the answer of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.app import working
from sim.model.scenario_file import dump, loads
from tests.app.networks import NETWORK
from tests.app.pages import LONG, app, until_over
from tests.report.test_staff_found import ABOUT, APART, HEADS, ROWS, SPREAD, SUMMARY

AT = "kept/staff/net"


def _app(root: Path, lang: str = "en") -> AppTest:
    """The page, with a scenario of three places."""
    (root / "own").mkdir(exist_ok=True)
    (root / "own" / "net.yaml").write_text(NETWORK, "utf-8")
    driver = AppTest.from_function(_page, default_timeout=LONG, args=(str(root), lang))
    driver.session_state["page"] = "staff"
    driver.session_state[f"kept/scenario/{lang}"] = "net"
    return driver.run()


def _page(root: str, lang: str) -> None:
    from pathlib import Path

    from sim.app.screen import show
    from sim.app.setup import Setup

    show(Setup(Path(root), Path(root) / "own"), lang)  # type: ignore[arg-type]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that the page begins, which nobody carries out."""
    found: list[list[str]] = []
    monkeypatch.setattr(working, "begin", lambda _page, words, *_: found.append(list(words)))
    return found


def _find(driver: AppTest) -> None:
    next(each for each in driver.button if each.label == "Find them").click().run()


def test_the_targets_of_the_scenario_are_there_and_asked_as_they_are(
    tmp_path: Path, asked: list[list[str]]
) -> None:
    driver = _app(tmp_path)
    assert driver.number_input(key=f"{AT}/0/x/within").value == 20
    assert driver.number_input(key=f"{AT}/0/limit/within").value == 90
    assert driver.number_input(key=f"{AT}/tier/branch/most_people").value == 6
    _find(driver)
    assert asked == [["staff", str(tmp_path / "own" / "net.yaml"), "-n", "20"]]


def test_targets_are_changed_added_and_left_out(tmp_path: Path, asked: list[list[str]]) -> None:
    driver = _app(tmp_path)
    driver.button(key="staff/net/add").click().run()
    driver.selectbox(key=f"{AT}/2/what").set_value("mean").run()
    driver.number_input(key=f"{AT}/2/limit/mean").set_value(12)
    driver.checkbox(key=f"{AT}/2/every").check()
    driver.selectbox(key=f"{AT}/2/where").set_value("tier/branch").run()
    _find(driver)
    targets = json.loads(asked[-1][-1].removeprefix("targets="))
    assert targets == [
        {"goal": "within 20 min >= 90%"},
        {"goal": "mean wait <= 12 min", "every": "interval", "tiers": ["branch"]},
    ]
    driver.button(key="staff/net/0/remove").click().run()
    driver.selectbox(key=f"{AT}/2/where").set_value("some").run()
    assert driver.error[0].value.startswith("Name the sites")
    assert next(each for each in driver.button if each.label == "Find them").disabled
    driver.multiselect(key=f"{AT}/2/sites").set_value(["p1"]).run()
    _find(driver)
    assert json.loads(asked[-1][-1].removeprefix("targets="))[0]["sites"] == ["p1"]
    driver.button(key="staff/net/2/remove").click().run()
    assert driver.error[0].value.startswith("Without a target")


def test_bounds_of_tiers_and_sites_are_asked_for(tmp_path: Path, asked: list[list[str]]) -> None:
    driver = _app(tmp_path)
    driver.number_input(key=f"{AT}/tier/branch/most_people").set_value(1).run()
    assert driver.error[0].value == "Branches\\: the least is more than the most\\."
    driver.number_input(key=f"{AT}/tier/branch/most_people").set_value(9).run()
    driver.multiselect(key=f"{AT}/bounded").set_value(["p1"]).run()
    driver.number_input(key=f"{AT}/bounds/p1/least_people").set_value(2)
    driver.selectbox(key="kept/staff/per").set_value("group").run()
    _find(driver)
    assert asked[-1][4:] == [
        "--set", 'policy={"branch": {"staff_at_least": 2, "staff_at_most": 9}}',
        "--set", 'staffing.bounds={"p1": {"staff_at_least": 2}}', "--per", "group",
    ]  # fmt: skip
    driver.checkbox(key=f"{AT}/free").check().run()
    _find(driver)
    assert asked[-1][4:6] == ["--free", "--set"]
    assert not any(word.startswith("policy=") for word in asked[-1])


def test_a_number_of_officers_is_told_beside_what_there_is(
    tmp_path: Path, asked: list[list[str]]
) -> None:
    driver = _app(tmp_path)
    driver.radio(key="kept/staff/way").set_value("budget").run()
    assert any(each.value == "There are 6 now." for each in driver.caption)
    driver.number_input(key=f"{AT}/officers").set_value(8).run()
    assert any(each.value.startswith("+2 against now") for each in driver.caption)
    _find(driver)
    assert asked[-1][2:] == ["-n", "6", "--budget", "8"]


def _answered(root: Path, files: dict[str, bytes], plan: str) -> AppTest:
    """The page once a search has left these files."""
    folder = root / "staff-net"
    folder.mkdir()
    told = {"scenarios": [{"label": "net", "resolved": "net.yaml"}, {"resolved": "plan.yaml"}]}
    files = {"manifest.json": json.dumps(told).encode(), "plan.yaml": plan.encode(), **files}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    driver = _app(root)
    driver.session_state["job"] = (
        "staff",
        SimpleNamespace(words=("staff", "own/net.yaml"), is_over=True, is_done=True, out=folder),
    )
    return driver.run()


def _plan() -> str:
    return dump(loads(NETWORK, sets=["sites.b1.staff=5", "sites.b2.staff=5", "name=Plan"]))


def test_the_fewest_are_told_and_taken_to_what_if(tmp_path: Path) -> None:
    rows = "\n".join([HEADS, *ROWS.values()]).encode()
    files = {"staff.json": json.dumps(ABOUT).encode(), "staff.csv": rows}
    driver = _answered(tmp_path, files, _plan())
    assert not driver.exception
    assert driver.subheader[1].value == "3 sites need 10 officers\\: 4 more than now\\."
    assert list(driver.dataframe[0].value["To have"]) == [5, 4, 1]
    labels = [each.proto.label for each in driver.get("download_button")]
    assert "Download the plan as Excel" in labels
    assert len(labels) == 4
    driver.session_state["page"] = "staff"
    driver.selectbox(key="staff/look").set_value("b2").run()
    taken: list[Any] = []
    driver.session_state["turn"] = 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sim.app.screen", fromlist=["PAGES"]).PAGES, "site", _told(taken))
        driver.button(key="staff/go").click().run()
    assert taken == [True]
    state = driver.session_state
    assert (state["kept/scenario/en"], state["kept/site/net"]) == ("net", "b2")
    assert state["kept/net/b2/4/staff/desk"] == 4


def _told(taken: list[Any]) -> Any:
    return lambda *_: taken.append(True)


def test_what_is_missed_is_a_warning_and_parts_a_table(tmp_path: Path) -> None:
    short = ROWS["b1"].replace("false,true,,true", "false,false,9,true") + "desk 5"
    files = {
        "staff.json": json.dumps(ABOUT).encode(),
        "staff.csv": "\n".join([HEADS, short]).encode(),
    }
    driver = _answered(tmp_path, files, dump(loads(NETWORK)))
    assert "cannot be met" in driver.warning[0].value
    assert list(driver.dataframe[1].value["Officers"]) == ["desk 5"]
    assert not any(each.key == "staff/go" for each in driver.button)


def test_a_spread_is_told(tmp_path: Path) -> None:
    apart = APART.format("-14,-15,-13").encode()
    files = {"budget.csv": SPREAD, "summary.csv": SUMMARY, "differences.csv": apart}
    driver = _answered(tmp_path, files, _plan())
    assert driver.subheader[1].value.startswith("The best spread of 8 officers")
    assert any(each.value.startswith("**Citizens wait 14") for each in driver.markdown)
    assert list(driver.dataframe[0].value["Difference"]) == [2, -2, 0]


def test_a_folder_that_holds_no_answer_is_a_sentence(tmp_path: Path) -> None:
    driver = _answered(tmp_path, {"manifest.json": b"{}"}, _plan())
    assert "cannot be read" in driver.error[0].value
    assert not driver.exception


@pytest.mark.jit
@pytest.mark.slow
def test_a_search_is_made_and_told(tmp_path: Path) -> None:
    driver = app(tmp_path, "staff", "vi")
    driver.selectbox(key="kept/scenario/vi").set_value("two-desks").run()
    driver.slider(key="kept/staff/replications/least").set_value(4)
    next(each for each in driver.button if each.label == "Tìm").click().run()
    until_over(driver)
    assert [each.value for each in driver.error] == []
    assert driver.subheader[1].value.startswith("branch cần 6 công chức")
