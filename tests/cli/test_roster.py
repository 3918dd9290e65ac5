"""`roster`, from what is typed to what is printed and saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import Result

from sim.errors import ScenarioError, UsageError
from sim.model.scenario_file import load

Invoke = Callable[..., Result]
SLOW = ("--workers", "1", "--engine", "reference", "-n", "2")
"""So that coverage sees all, and nothing is compiled."""

OFFICE = """\
name: Office
period: {start: 2025-03-03, days: 2}
calendar: {hours: {mon-tue: ["08:00-13:00"]}, holidays: none}
targets: [within 20 min >= 80%]
procedures:
  papers: {counter_time: {law: exponential, mean: 10}}
  land: {counter_time: {law: exponential, mean: 15}}
roster:
  step: 60
  full_days: [4 h]
  part_days: [3 h]
  lunch: {window: "10:00-12:00", length: 60, from_work: 3 h}
  leave: [{site: desk, group: land desk, weekdays: tue}]
sites:
  desk:
    name: Quầy một
    officers:
      - {name: papers desk, count: 3, serves: [papers], absence: 10%}
      - {name: land desk, count: 2, serves: [land]}
      - {name: both, count: 1}
    arrivals: {papers: {per_hour: 9}, land: {per_hour: 4}}
  other:
    officers: [{count: {"08:00": 2, "10:00": 1}}]
    arrivals: {papers: {per_hour: 3}}
"""


@pytest.fixture(autouse=True)
def unrendered() -> None:
    """Its figure is rendered here: no test of the report has a roster."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `office.yaml`; we are in it."""
    (tmp_path / "office.yaml").write_text(OFFICE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_roster_prints_and_saves(here: Path, invoke: Invoke) -> None:
    """A week for everybody, tables, a workbook, a picture, and a scenario that runs."""
    found = invoke("roster", "office.yaml", "--site", "desk", *SLOW, "--out", "out")
    assert found.exception is None
    assert found.return_value == 0
    told = found.stdout
    assert told.startswith("Rosters: Office\nNeed: the least officers by formulas")
    for text in ("proven optimal at all sites", "Leave of the week from 2025-03-03", "leave",
                 "The week at Quầy một", "papers desk 3", "Replay: 2 replications"):  # fmt: skip
        assert text in told
    names = {path.name for path in Path("out").iterdir()}
    assert {"roster.yaml", "roster.csv", "cover.csv", "needs.csv", "unmet.csv", "roster.xlsx",
            "roster.png", "plan.xlsx", "summary.csv", "differences.csv"} <= names  # fmt: skip
    shifts = pd.read_csv("out/roster.csv")
    cover = pd.read_csv("out/cover.csv")
    assert (shifts.groupby(["person", "weekday"]).size() == 1).all()
    assert not ((shifts["person"] == "land desk 2") & (shifts["weekday"] == "tue")).any()
    on_duty = cover.drop_duplicates(["weekday", "from"])["on_duty_at_site"].sum()
    assert shifts["hours"].sum() == on_duty
    assert (cover["officers"] == cover["covered"] + cover["short"]).all()
    plan = load("out/roster.yaml")
    assert plan.sites["desk"].officers[0].absence == 0.1
    hours = sum(
        shift.count * sum(b - a for spans in shift.duty.values() for a, b in spans) / 60
        for group in plan.sites["desk"].officers
        for shift in group.shifts
    )
    assert hours == shifts["hours"].sum()
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert [each["label"] for each in manifest["scenarios"]] == ["office", "roster"]
    _the_workbook_is_for_printing(shifts)
    assert invoke("validate", "office.yaml", "--plan", "out/plan.xlsx").return_value == 0


def _the_workbook_is_for_printing(shifts: pd.DataFrame) -> None:
    """Officers down, weekdays across, the same shifts as in the table."""
    book = openpyxl.load_workbook("out/roster.xlsx")
    assert book.sheetnames == ["Week", "Unmet", "Half-hours", "About"]
    sheet = book["Week"]
    assert sheet.page_setup.orientation == "landscape"
    assert [cell.value for cell in sheet[1]] == ["Site", "Officer", "Mon", "Tue", "Hours [h]"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [
        "papers desk 1", "papers desk 2", "papers desk 3", "land desk 1", "land desk 2", "both 1",
    ]  # fmt: skip
    assert rows[4][3] == "leave"
    assert {row[1]: row[4] for row in rows if row[4]} == (
        shifts.groupby("person")["hours"].sum().to_dict()
    )


@pytest.mark.slow
def test_needs_written_are_needs_read(here: Path, invoke: Invoke) -> None:
    """The same roster from needs.csv, and from a workbook of it; steps are the need as planned."""
    first = invoke("roster", "office.yaml", *SLOW, "--json", "--out", "out")
    sites = json.loads(first.stdout)["sites"]
    assert [each["site"] for each in sites] == ["desk", "other"]
    assert sites[1]["need_hours"] == 2 * (2 * 2 + 3)
    pd.read_csv("out/needs.csv").to_excel("needs.xlsx", index=False)
    for file in ("out/needs.csv", "needs.xlsx"):
        again = invoke("roster", "office.yaml", *SLOW, "--json", "--needs", file, "--out", "two")
        rows = json.loads(again.stdout)
        assert rows["needs"] == "file"
        assert [each["officers"] for each in rows["sites"]] == [each["officers"] for each in sites]


def test_unmet_need_is_listed(here: Path, invoke: Invoke) -> None:
    """Eight are needed at ten, and there are two who may: the best partial roster."""
    text = "site;group;weekday;from;to;officers\ndesk;land desk;mon;10:00;11:00;8\n"
    text += "desk;papers desk;mon-tue;08:00;09:00;1\nother;officers;mon;08:00;09:00;1\n"
    Path("needs.csv").write_text(text, "utf-8")
    found = invoke("roster", "office.yaml", *SLOW, "--needs", "needs.csv", "--out", "out")
    assert found.exception is None
    assert "Need: as needs.csv says." in found.stdout
    rows = pd.read_csv("out/unmet.csv").to_dict("records")
    assert rows == [{"site": "desk", "weekday": "mon", "from": "10:00", "to": "11:00",
                     "line": "land desk", "short": 6}]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--site", "dsk"), "--site dsk: there is no such site. Did you mean desk?"),
        (("--week", "next"), "--week next: a date such as 2025-03-03"),
        (("--time-limit", "0"), "--time-limit = 0: some seconds are needed"),
        (("--time-limit", "soon"), "--time-limit = soon: some seconds are needed"),
        (("--journal",), "--journal: roster keeps none"),
        (("--needs", "no.csv"), "--needs no.csv: there is no such file."),
        (("--needs", "office.yaml"), "a .csv or .xlsx file is needed here"),
        (("--needs", "bad.csv"), "the first row names the columns, and officers is not among"),
        (("--needs", "bad.xlsx"), "this is no Excel workbook"),
        (("--needs", "latin.csv"), "it cannot be read as UTF-8 text"),
        (("--target", "fast"), "--target fast: a target is written as"),
    ],
)
def test_what_cannot_be_done_is_told(
    here: Path, invoke: Invoke, arguments: tuple[str, ...], said: str
) -> None:
    Path("bad.csv").write_text("site,group,weekday,from\n")
    Path("bad.xlsx").write_text("no workbook")
    Path("latin.csv").write_bytes("site,\xe9".encode("latin-1"))
    found = invoke("roster", "office.yaml", *SLOW, *arguments, "--out", "o")
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)
    assert not Path("o.partial").exists()


def test_contradictory_rules_are_problems_of_the_file(here: Path, invoke: Invoke) -> None:
    found = invoke("roster", "office.yaml", "--set", "roster.lunch.length=3 h")
    assert isinstance(found.exception, ScenarioError)
    assert "roster.lunch.window" in str(found.exception)


@pytest.mark.slow
def test_leave_counts_in_the_week_asked_for(here: Path, invoke: Invoke) -> None:
    leave = "roster.leave=[{site: desk, group: both, from: 2025-03-10, to: 2025-03-14}]"
    asked = ("roster", "office.yaml", "--site", "desk", *SLOW, "--json", "--set", leave)
    away = []
    for week in ("2025-03-05", "2025-03-12"):
        rows = json.loads(invoke(*asked, "--week", week, "--out", "out").stdout)
        away.append(rows["sites"][0]["officers"][-1]["away"])
    assert away == [[], ["mon", "tue", "wed", "thu", "fri"]]
