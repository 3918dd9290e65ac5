"""Names of others on all pages: whatever they hold, nothing of it is obeyed.

The browser shows as it is written what Streamlit does not read as Markdown: that is tested in a
browser, see `test_hostile_in_browser`.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from sim.app import plan_upload
from sim.app.downloads import file_name
from sim.app.inert import inert, shown
from sim.app.screen import PAGES
from sim.app.unfinished import to_go_on
from sim.errors import holds_controls
from sim.model.scenario_file import dump, loads
from sim.report.progress import Progress
from sim.report.words import LANGS, Lang
from sim.studies.whatif import Answer, Change, WhatIf
from tests.app.answers import answer
from tests.app.hostile import BAD, FILE, SHORT, WILD, active, compared, studied, unfinished, written
from tests.app.networks import NETWORK
from tests.app.pages import app, own_app
from tests.report.test_staff_found import ABOUT, FINE, HEADS

AT_WORK = {"is_over": False, "is_done": False, "stopped": False, "before": 0}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario of others, and a what-if that nobody simulates."""

    def ask(_study: WhatIf, change: Change) -> Iterator[Answer]:
        yield answer(-3, -1, change=change)

    monkeypatch.setattr(WhatIf, "ask", ask)
    (tmp_path / "own").mkdir()
    written(tmp_path / "own")
    return tmp_path


def _chosen(**more: object) -> dict[str, object]:
    return {f"kept/scenario/{lang}": FILE for lang in LANGS} | more


def test_a_scenario_of_others_is_inert_on_all_pages(root: Path) -> None:
    lang: Lang
    for page, lang in zip(PAGES, cycle(LANGS), strict=False):
        assert active(own_app(root, page, lang, session=_chosen())) == []
    progress = Progress(WILD, 1, 3)
    job = SimpleNamespace(**AT_WORK, words=("compare", WILD), progress=progress, out=root / "x")
    driver = own_app(root, "compare", lang, session=_chosen(job=("compare", job)))
    assert any("hacked" in each.value for each in driver.code)
    assert active(driver) == []
    bad = SimpleNamespace(
        words=(), is_over=True, is_done=False, late=False, stopped=False, code=2, out=root / "x",
        said=[f"Error: {WILD}"],
    )  # fmt: skip
    driver = own_app(root, "staff", lang, session=_chosen(job=("staff", bad)))
    assert "hacked" in driver.error[-1].value
    assert active(driver) == []


def test_what_is_changed_and_kept_of_a_site_is_inert(root: Path) -> None:
    driver = own_app(root, "site", session=_chosen())
    driver.slider(key=f"kept/{FILE}/branch/0/staff/{SHORT}").set_value(4).run()
    driver.button(key="site/keep").click().run()
    assert any("4 in place of" in each.value for each in driver.markdown)
    assert active(driver) == []


def test_a_plan_that_is_sent_is_inert(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"{WILD}: {BAD}\n".encode()
    for code in (2, 1):
        done = subprocess.CompletedProcess([], code, b"", said)
        monkeypatch.setattr(plan_upload, "_run", lambda _, done=done: done)
        driver = own_app(root, "plan", session=_chosen())
        driver.file_uploader[0].set_value((f"{WILD}{code}.csv", b"x", "text/csv"))
        driver.run()
        assert "is not taken" in driver.error[0].value.replace("\\", "")
        assert active(driver) == []


def test_what_became_of_a_plan_is_inert(root: Path) -> None:
    hard = root / "hard"
    hard.mkdir()
    (hard / "scenario.resolved.yaml").write_text(dump(loads(NETWORK)), "utf-8")
    columns = ("site", "name", "target", "unit", "stress", "under", "value", "verdict")
    rows = [["b1", BAD, WILD, "share", "as_is", "false", "0.5", "broken"],
            ["b1", BAD, WILD, "share", "after_tet", "true", "0.4", "broken"]]  # fmt: skip
    pd.DataFrame(rows, columns=columns).to_csv(hard / "stress.csv", index=False)
    for folder in (hard, compared(root / "pair")):
        ended = SimpleNamespace(words=(), is_over=True, is_done=True, out=folder)
        driver = own_app(root, "plan", session=_chosen(job=("plan", ended)))
        assert any(each.value.startswith("####") for each in driver.markdown)
        assert active(driver) == []


def test_staff_that_was_found_is_inert(root: Path) -> None:
    text = NETWORK.replace("name: First branch", f"name: '{BAD}'")
    (root / "own" / "net.yaml").write_text(text, "utf-8")
    folder = root / WILD
    folder.mkdir()
    told = {"scenarios": [{"resolved": "plan.yaml"}]}
    row = f'b1,"{BAD}",3,5,5,{FINE.replace("false,true", "false,false")}desk 5'
    files = {
        "manifest.json": json.dumps(told), "staff.json": json.dumps(ABOUT),
        "staff.csv": f"{HEADS}\n{row}\n",
        "plan.yaml": dump(loads(text, sets=["sites.b1.staff=5"])),
    }  # fmt: skip
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    ended = SimpleNamespace(words=("staff", "net.yaml"), is_over=True, is_done=True, out=folder)
    session = {"kept/scenario/vi": "net", "job": ("staff", ended)}
    driver = own_app(root, "staff", "vi", session=session)
    assert "hacked" in driver.subheader[1].value
    driver.multiselect(key="kept/staff/net/bounded").set_value(["b1"]).run()
    assert any("hacked" in each.label for each in driver.number_input)
    assert active(driver) == []


@pytest.mark.parametrize("kind", ["compare", "staff", "verify"])
def test_results_of_others_are_inert(root: Path, kind: str) -> None:
    make = compared if kind == "compare" else lambda folder: studied(folder, kind)
    make(root / WILD)
    unfinished(root)
    driver = app(root, "results", "vi")
    assert any("hacked" in each for each in driver.selectbox[0].options)
    assert active(driver) == []
    for table in driver.dataframe:
        texts = table.value.select_dtypes(exclude="number").to_numpy().ravel()
        assert not [each for each in texts if holds_controls(str(each))]


def test_no_folder_says_what_program_is_started(tmp_path: Path) -> None:
    assert to_go_on(["sh", "-c", "rm", "run", "x"], Path("o")) == "motcua run x --resume --out o"
    assert to_go_on(["/evil/motcua", "run"], Path("o")) == "motcua run --resume --out o"
    assert to_go_on(["rm", "-rf", "/"], Path("o")) == ""
    assert "\u202e" not in to_go_on(["motcua", "run", "\u202e"], Path("o"))


def test_names_of_downloads_lead_nowhere() -> None:
    assert file_name("../../.bashrc") == "bashrc"
    assert file_name("a\r\nb\u202e\\c:d.csv") == "a-b-c-d.csv"
    assert file_name("Dĩ An-1.zip") == "Dĩ An-1.zip".replace(" ", "-")
    assert file_name("..") == "motcua"


def test_marks_that_steer_are_written_out_everywhere() -> None:
    for text in (inert(WILD), shown(WILD), shown("a\nb\tc")):
        assert not holds_controls(text)
    assert shown("x" * 500) == "x" * 97 + "..."


def test_the_test_itself_finds_what_is_active(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what makes names inert, every page of others' names is found out."""

    def as_it_is(text: str, *_: Any) -> str:
        return text

    compared(root / "pair")
    for place in ("overview", "results", "site", "site_inputs"):
        monkeypatch.setattr(f"sim.app.{place}.inert", as_it_is)
    assert {each.partition(".")[0] for each in active(app(root, "results"))} >= {
        "subheader", "markdown", "caption", "expander",
    }  # fmt: skip
    driver = own_app(root, "site", session=_chosen())
    assert active(driver)
