"""Plans for people: sheets that explain themselves, text that stays text."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from sim.errors import UsageError
from sim.model.plan_file import COLUMNS, plan_rows, planned
from sim.model.scenario_file import loads
from sim.model.spec import Scenario
from sim.report.plan_words import PLAN, PLAN_HEAD
from sim.report.plans import Source, add_sheets, read, source, write
from sim.report.plans.write import csv_bytes, workbook_bytes
from sim.report.words import LANGS

OFFICE = """\
name: Office
period: {start: 2025-01-06, days: 5}
calendar: {hours: {mon-fri: ["07:30-11:30"]}, holidays: none}
procedures: {"=1+1": {counter_time: 8}, "@a": {counter_time: 8}}
sites:
  "-north":
    name: "=HYPERLINK(1)"
    off_counter: 2
    officers:
      - {name: +desk, count: 3, serves: ["=1+1", "@a"], absence: 0.085, reserve: 1}
      - {name: "'=x", count: {"07:30": 2, "09:00": 1}, source: post}
    arrivals: {"=1+1": {per_hour: 5}}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loads(OFFICE)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_written_and_read_in_any_form_and_language(
    scenario: Scenario, kind: str, lang: str, tmp_path: Path
) -> None:
    """The same rows come back."""
    file = tmp_path / f"plan.{kind}"
    write(file, scenario, lang)
    found = planned(scenario, read(source(str(file))))
    assert found.problems == ()
    assert plan_rows(found.scenario) == plan_rows(scenario)
    assert list(tmp_path.iterdir()) == [file]


def test_a_sheet_is_ready_to_be_worked_with(scenario: Scenario) -> None:
    """Heads frozen and filtered, numbers as numbers with their format, text never a formula."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(scenario)))
    assert book.sheetnames == ["plan", "columns"]
    sheet = book["plan"]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:J4")
    assert [cell.value for cell in sheet[2]] == [
        "-north", "=HYPERLINK(1)", "+desk", 3, None, "=1+1, @a", 0.085, 1, "none", 2,
    ]  # fmt: skip
    assert [cell.data_type for cell in sheet[2]] == [*"sssn", "n", "s", *"nnsn"]
    assert all(cell.quotePrefix for cell in sheet[2][:3])
    assert (sheet["D2"].number_format, sheet["G2"].number_format) == ("0", "0.0%")
    assert [sheet.column_dimensions[letter].width for letter in "AD"] == [20, 9]


def test_csv_has_no_formula_either(scenario: Scenario) -> None:
    """The mark that Excel looks for, and an apostrophe before what it would work out."""
    text = csv_bytes(scenario).decode("utf-8-sig")
    assert csv_bytes(scenario).startswith(b"\xef\xbb\xbf")
    assert text.splitlines() == [
        "site,name,group,count,duty,serves,absence,reserve,source,off_counter",
        "'-north,'=HYPERLINK(1),'+desk,3,,\"'=1+1, @a\",0.085,1,none,2",
        "'-north,'=HYPERLINK(1),''=x,1,,all,0,0,post,",
        "'-north,'=HYPERLINK(1),''=x,1,mon-fri 07:30-09:00,,,,,",
    ]


def test_several_plans_in_one_workbook(scenario: Scenario) -> None:
    """A sheet each, by labels made fit for Excel, and one that explains, in either language."""
    book = Workbook(write_only=True)
    labels = ["n=12", "a/b: *", "A-b- -", "x" * 40, "X" * 40, "''"]
    add_sheets(book, dict.fromkeys(labels, scenario), "vi")
    stream = io.BytesIO()
    book.save(stream)
    made = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    assert made.sheetnames == [
        "n=12", "a-b- -", "A-b- - 2", "x" * 31, "X" * 27 + " 2", "plan", "các cột",
    ]  # fmt: skip
    assert made["n=12"]["C1"].value == "nhóm"
    chosen = read(Source(file="p.xlsx", sha256="", sheet="A-b- - 2", raw=stream.getvalue()))
    assert len(chosen.rows) == 3
    texts = [row[1].value for row in made["các cột"].iter_rows() if len(row) > 1]
    assert {word.vi for key, word in PLAN.items() if key in COLUMNS} <= set(texts)


def test_a_plan_is_never_written_over_another(scenario: Scenario, tmp_path: Path) -> None:
    """Nor anywhere else where it cannot be."""
    file = tmp_path / "plan.csv"
    write(file, scenario)
    before = file.read_bytes()
    for place, told in (
        (file, "this is there already, with what was changed in it; name another file."),
        (tmp_path / "plan.ods", "a plan is written as .xlsx or .csv."),
        (tmp_path / "no" / "plan.csv", "nothing can be written there"),
        (tmp_path / ("x" * 300 + ".csv"), "nothing can be written there"),
    ):
        with pytest.raises(UsageError, match=f"^--out .*{told}"):
            write(place, scenario)
    assert file.read_bytes() == before


def test_where_a_plan_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name, sheet and digest; a name with a # in it that is there is a name."""
    monkeypatch.chdir(tmp_path)
    Path("a#b.csv").write_bytes(b"x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert source("a#b.csv").record == {"file": "a#b.csv", "sheet": None, "sha256": digest}
    Path("a.xlsx").write_bytes(b"x")
    assert (source("a.xlsx#b").typed, source("a.xlsx#b").sheet) == ("a.xlsx#b", "b")
    Path("large.csv").write_bytes(b"x" * (16 * 1024**2 + 1))
    for name, told in (
        ("none.xlsx", "there is no such file."),
        (".", "an Excel workbook or a CSV file is needed here."),
        ("large.csv", "a plan has at most 16 MiB."),
        ("x" * 300, "it cannot be read"),
        ("a\0b", "there is no such file."),
    ):
        with pytest.raises(UsageError, match=told):
            source(name)


def test_both_languages_have_every_word() -> None:
    """No head is the same as another one in either language, so that either can be read."""
    for table in (PLAN, PLAN_HEAD):
        assert all(
            text.strip() == text and text for word in table.values() for text in (word.en, word.vi)
        )
    assert tuple(PLAN_HEAD) == COLUMNS
    heads = [text for word in PLAN_HEAD.values() for text in (word.en, word.vi)]
    assert len(set(heads)) == len(heads)
