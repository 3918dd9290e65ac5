"""The page of results on folders made by hand: what it shows first, and what is wrong in words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sim.model.scenario_file import dump, loads
from sim.report.app_compare_words import COMPARE
from sim.report.page_words import PAGE
from sim.report.words import say
from sim.studies.identity import here, short
from tests.app.networks import NETWORK
from tests.app.pages import app, plain
from tests.report.page.made import results, swept
from tests.report.test_staff_found import ABOUT, HEADS, ROWS


def _shown(driver: AppTest) -> str:
    """All texts of a page."""
    assert not driver.exception
    kinds = ("subheader", "markdown", "caption", "warning", "error", "info")
    return plain("\n".join(each.value for kind in kinds for each in driver.get(kind)))


def _change(folder: Path, **changes: Any) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(manifest | changes), "utf-8")


def test_the_answer_comes_first_in_words_then_in_a_table(tmp_path: Path) -> None:
    results(tmp_path / "a", procedure="<script>")
    driver = app(tmp_path, "results")
    assert not driver.error
    assert not driver.warning
    first = plain(driver.subheader[0].value)
    assert first.startswith("After cuts the mean wait in the whole network by ")
    table = driver.table[0].value
    assert [plain(head) for head in table.columns] == [
        "Measure", "Before", "After", "After: change",
    ]  # fmt: skip
    row = table.iloc[list(table.iloc[:, 0].map(plain)).index("Mean wait [min]")]
    assert row.iloc[3].startswith("**")
    shown = _shown(driver)
    assert "4 replications; seed 1" in shown
    assert "at once" in shown
    assert "motcua compare before after" in driver.code[0].value
    driver.radio(key="lang").set_value("vi").run()
    assert "giảm thời gian chờ trung bình" in _shown(driver)


def test_a_scenario_and_a_tier_are_chosen_in_the_language_of_the_page(tmp_path: Path) -> None:
    results(tmp_path / "a")
    driver = app(tmp_path, "results")
    driver.selectbox(key="kept/overview/sites/tier/en").set_value("branch").run()
    driver.selectbox(key="kept/overview/hours/en").set_value("queue_mean").run()
    driver.radio(key="lang").set_value("vi").run()
    box = driver.selectbox(key="kept/overview/hours/vi")
    assert (box.value, box.options[1]) == ("queue_mean", "Hàng chờ trong ngày")
    assert driver.selectbox(key="kept/overview/sites/tier/vi").value == "branch"
    assert "Bên trái số không" in _shown(driver)


def _opened(root: Path, query: dict[str, str]) -> AppTest:
    """The app at an address."""
    return app(root, "", query=query)


def test_an_address_leads_to_a_folder_and_none_leads_elsewhere(tmp_path: Path) -> None:
    for name in ("a", "c"):
        results(tmp_path / name)
    for wanted, found in (("a", "a"), ("../a", "c")):
        driver = _opened(tmp_path, {"page": "results", "folder": wanted})
        assert driver.title[0].value == "Results"
        assert driver.query_params["folder"] == found
        assert bool(driver.warning) is (wanted != found)
        assert not driver.exception
    driver.radio(key="page").set_value("compare").run()
    assert "folder" not in driver.query_params
    assert _opened(tmp_path, {"page": "../x"}).title[0].value == "Compare scenarios"


def test_folders_are_filtered_by_study_and_by_words(tmp_path: Path) -> None:
    for n in range(7):
        _change(results(tmp_path / f"f{n}"), started=f"2025-02-0{n + 1}T08:00:00")
    _change(tmp_path / "f3", command=["motcua", "run", "x", "--stress"])
    driver = app(tmp_path, "results")
    driver.text_input(key="kept/results/search").set_value("f5 comparison").run()
    box = driver.selectbox(key="kept/results/folder/en")
    assert (box.value, len(box.options)) == ("f5", 1)
    assert box.options[0].startswith("2025-02-06 08:00 · Comparison · Before")
    driver.text_input(key="kept/results/search").set_value("nothing").run()
    assert "No results folder fits" in _shown(driver)


def test_other_studies_show_their_tables_and_the_runs_on_demand(tmp_path: Path) -> None:
    folder = results(tmp_path / "a")
    _change(folder, command=["motcua", "run", "x", "--stress"])
    (folder / "stress.csv").write_text(
        "name,target,unit,stress,value,verdict\nAn Phú,mean wait <= 9 min,min,as_is,7,held\n"
        "<b>,mean wait <= 9 min,min,new,8,held\n", "utf-8",
    )  # fmt: skip
    (folder / "twin.csv").write_text("", "utf-8")
    (folder / "sweep.csv").write_text(
        "point,kpi,unit,mean\na,wait_mean,min,1\na,staff,persons,2\n", "utf-8"
    )
    (folder / "best.csv").write_text("scenario,kpi\n", "utf-8")
    (folder / "stress.png").write_bytes(b"no picture")
    driver = app(tmp_path, "results")
    tables = {tuple(each.value.columns)[:2]: each.value for each in driver.dataframe}
    assert list(tables["Site", "Target"]["Stress"]) == ["as planned", "new"]
    assert list(tables["Point of the grid", "Measure"]["Mean"]) == [1.0]
    shown = _shown(driver)
    assert "twin.csv cannot be shown as a table" in shown
    assert "best.csv: no rows" in shown
    assert "stress.png is no picture" in shown
    assert "cuts the mean wait" not in shown
    (folder / "sweep.csv").unlink()  # it is no whole one, as the page on the runs asks for
    driver.toggle(key="kept/results/simulated/a").set_value(True).run()
    assert "cuts the mean wait" in _shown(driver)


@pytest.mark.parametrize("name", ["sweep.csv", "summary.csv", "replications.parquet"])
def test_files_that_cannot_be_read_are_named_as_on_the_page(tmp_path: Path, name: str) -> None:
    """Where the folder of results lies on the machine is told to nobody."""
    folder = swept(tmp_path / "a", 3)
    (folder / name).write_text("x,y\n1,2\n", "utf-8")
    driver = app(tmp_path, "results")
    if not driver.warning:  # of a sweep the runs are asked for
        driver.toggle(key="kept/results/simulated/a").set_value(True).run()
    told = " ".join(plain(each.value) for each in driver.warning)
    assert f"a/{name} " in told
    assert str(tmp_path) not in told


def _study(folder: Path, command: Sequence[str], **files: str) -> None:
    """A folder of a study on the three places."""
    folder.mkdir()
    told = {"motcua": "1", "command": ["motcua", *command], "scenarios": [{"resolved": "p.yaml"}]}
    named = {name.replace("_", "."): text for name, text in files.items()}
    plan = dump(loads(NETWORK))
    all_files = {"manifest.json": json.dumps(told), "p.yaml": plan, **named}
    for name, text in {**all_files, "scenario.resolved.yaml": plan}.items():
        (folder / name).write_text(text, "utf-8")


def test_hard_days_and_staff_are_told_in_words_and_broken_ones_as_tables(tmp_path: Path) -> None:
    stress = (
        "site,name,target,unit,stress,under,value,verdict\n"
        "b1,First,within 20 min >= 90%,share,as_is,false,0.95,held\n"
        "b1,First,within 20 min >= 90%,share,after_tet,true,0.5,broken\n"
    )
    run = ("run", "net", "--stress")
    _study(tmp_path / "hard", run, stress_csv=stress)
    _study(tmp_path / "odd", run, stress_csv=stress.replace("held", "unheard"))
    rows = "\n".join([HEADS, *ROWS.values()])
    staff = {"staff_csv": rows, "staff_json": json.dumps(ABOUT)}
    _study(tmp_path / "least", ("staff", "net"), **staff)
    _study(tmp_path / "none", ("staff", "net"), staff_csv=rows, staff_json="{")
    pages = {n: app(tmp_path, "results", query={"folder": n}) for n in
             ("hard", "odd", "least", "none")}  # fmt: skip
    assert "As planned, 0 of 1 sites" in _shown(pages["hard"])
    assert pages["hard"].dataframe[0].value.iloc[0, 0] == "First"
    assert len(pages["hard"].dataframe) == 1
    assert "Target" not in pages["hard"].dataframe[0].value.columns  # one for all: told below
    assert "Target: within 20 min ≥ 90 %." in _shown(pages["hard"])
    assert "could not be done" in pages["odd"].error[0].value
    assert list(pages["odd"].dataframe[0].value["Site"]) == ["First", "First"]
    assert "3 sites need 10 officers: 4 more than now." in _shown(pages["least"])
    assert "cannot be read" in _shown(pages["none"])
    assert "First branch" in list(pages["none"].dataframe[0].value["Site"])


def test_pictures_are_shown(tmp_path: Path) -> None:
    pictures = Path(__file__).resolve().parents[2] / "docs" / "pictures"
    folder = results(tmp_path / "a")
    shutil.copy(min(pictures.glob("*.png"), key=lambda file: file.stat().st_size), folder / "a.png")
    driver = app(tmp_path, "results")
    driver.radio(key="lang").set_value("vi").run()
    (image,) = driver.get("image")
    (one,) = image.proto.imgs
    assert one.alt == "Hình a.png; số liệu của hình có trong các bảng của thư mục này."
    assert not driver.exception


def test_charts_say_what_they_are_in_the_language_of_the_page(tmp_path: Path) -> None:
    """To a screen reader, which sees nothing else of them."""
    results(tmp_path / "a")
    driver = app(tmp_path, "results")
    driver.radio(key="lang").set_value("vi").run()
    told = [chart.proto.alt for chart in driver.get("vega_lite_chart")]
    assert len(told) > 1
    assert told[0] == say(COMPARE, "by_tier", "vi")
    english = {COMPARE[key].en for key in ("by_tier", "by_hour")} | {PAGE["sites_heading"].en}
    assert not [each for each in told if not each or each.split(":")[0] in english]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("manifest.json", "{", "it is not known what this folder is"),
        ("summary.csv", None, "is not there"),
        ("summary.csv", "a,b\n", "cannot be read"),
        ("before.resolved.yaml", "name: x", "is no valid scenario"),
        ("before.resolved.yaml", "extends: ../../secret.yaml", "is no valid scenario"),
        ("assumptions.json", "{{{", "does not keep the assumptions"),
        ("replications.parquet", None, "does not hold values by replication"),
    ],
)
def test_what_is_wrong_in_a_folder_is_a_sentence_and_files_can_be_had(
    tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    file = results(tmp_path / "root" / "a") / name
    (tmp_path / "secret.yaml").write_text("name: secret", "utf-8")
    if text is None:
        file.unlink()
    else:
        file.write_text(text, "utf-8")
    shown = _shown(driver := app(tmp_path / "root", "results"))
    assert said in shown
    assert "secret" not in shown.replace("secret.yaml", "")
    assert "Downloads" in shown
    assert driver.get("download_button")


def test_what_fails_inside_leaves_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results(tmp_path / "a")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("sim.app.results.told", fail)
    shown = _shown(app(tmp_path, "results"))
    assert "could not be done" in shown
    assert "Downloads" in shown


def test_a_link_in_a_folder_is_told_and_nothing_is_shown(tmp_path: Path) -> None:
    folder = results(tmp_path / "root" / "a")
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (folder / "report.html").symlink_to(tmp_path / "secret.html")
    driver = app(tmp_path / "root", "results")
    assert "a/report.html: this is a link" in plain(driver.error[0].value)
    assert len(driver.subheader) == 0


def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    _change(results(tmp_path / "a"), interrupted=True)
    (tmp_path / "a" / "unfinished.json").write_text(json.dumps({"program": short(here())}), "utf-8")
    driver = app(tmp_path, "results")
    assert driver.code[0].value == f"motcua compare before after --resume --out {tmp_path / 'a'}"


def test_what_another_version_left_is_not_gone_on_with(tmp_path: Path) -> None:
    """It would be refused at the terminal."""
    _change(results(tmp_path / "a"), interrupted=True)
    for known in (None, "another"):
        if known:
            told = json.dumps({"program": known})
            (tmp_path / "a" / "unfinished.json").write_text(told, "utf-8")
        driver = app(tmp_path, "results")
        assert "run the study again" in plain(driver.warning[0].value)
        assert not any("--resume" in each.value for each in driver.code)


def test_files_too_large_to_hand_out_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results(tmp_path / "a")
    monkeypatch.setattr("sim.app.downloads.MOST_BYTES", 100)
    shown = _shown(app(tmp_path, "results"))
    assert "more than the app packs" in shown
    assert "summary.csv (0 MB) is larger" in shown


def test_the_report_is_written_and_opened_in_a_frame_of_its_own(tmp_path: Path) -> None:
    results(tmp_path / "a")
    driver = app(tmp_path, "results")
    driver.button(key="make_report").click().run()
    driver.toggle(key="open_report/a").set_value(True).run()
    (frame,) = driver.get("iframe")
    assert 'sandbox="allow-scripts allow-modals allow-downloads"' in frame.proto.srcdoc
    assert "default-src &#x27;none&#x27;" in frame.proto.srcdoc
    assert (tmp_path / "a" / "report.html").stat().st_size > 1000


def test_what_the_runs_do_not_tell_is_left_out_and_said(tmp_path: Path) -> None:
    folder = results(tmp_path / "a")
    values = pd.read_parquet(folder / "replications.parquet")
    values[values["scope_type"] == "network"].to_parquet(folder / "replications.parquet")
    summary = pd.read_csv(folder / "summary.csv")
    summary[summary["scope_type"] != "tier"].to_csv(folder / "summary.csv", index=False)
    shown = _shown(app(tmp_path, "results"))
    assert "does not tell waits by hour" in shown
    assert "No site of this tier" in shown


def test_a_run_alone_is_told_without_differences(tmp_path: Path) -> None:
    results(tmp_path / "a", labels=("before",))
    shown = _shown(app(tmp_path, "results"))
    assert "Citizens wait" in shown
    assert "Sites that gain" not in shown
