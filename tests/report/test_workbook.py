"""summary.xlsx: numbers as numbers, text as text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sim.report import workbook
from tests.report import fakes

pytestmark = pytest.mark.xdist_group("workbook")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = fakes.phases(n_points=2, n_replications=3)
    for run in results.runs:
        run.scenario.sites["point-00"].name = '=HYPERLINK("http://x","y")'
        run.scenario.sites["center"].name = "Bell\x07"
    file = tmp_path_factory.mktemp("book") / "summary.xlsx"
    workbook.write(file, results)
    return file


def test_sheets(path: Path) -> None:
    """A sheet that explains, one a kind of scope, intervals and differences."""
    assert openpyxl.load_workbook(path).sheetnames == [
        "Read me", "Network and tiers", "Intervals", "Districts", "Sites", "Procedures", "Hours",
        "Weekdays", "Officers", "Differences",
    ]  # fmt: skip


def test_scenarios_stand_side_by_side(path: Path) -> None:
    """A column a measure and scenario, with unit and number format, below a frozen head."""
    sheet = openpyxl.load_workbook(path)["Network and tiers"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["Id", "Name", "Visits that arrive [visits/day]\nPhase I"]
    column = heads.index("Utilisation of officers [%]\nPhase III")
    cell = sheet[2][column]
    assert (sheet["B2"].value, cell.number_format, cell.data_type) == ("Whole network", "0.0%", "n")
    assert 0 < cell.value < 1
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.column_dimensions["B"].width == 38


def test_text_never_becomes_a_formula(path: Path) -> None:
    """Names that begin like formulas stay text, also when the cell is edited."""
    book = openpyxl.load_workbook(path)
    rows = {row[0].value: row[1] for row in book["Sites"].iter_rows(min_row=2)}
    assert rows["point-00"].data_type == "s"
    assert rows["point-00"].value == '=HYPERLINK("http://x","y")'
    assert rows["point-00"].quotePrefix
    assert rows["center"].value == "Bell\N{REPLACEMENT CHARACTER}"
    desks = {row[0].value: row[0] for row in book["Officers"].iter_rows(min_row=2)}
    assert desks["=1+1"].data_type == "s"
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_differences_have_intervals_and_a_verdict(path: Path) -> None:
    """Whether a difference is beyond chance follows from its interval."""
    sheet = openpyxl.load_workbook(path)["Differences"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[5] for row in rows} == {"Phase I"}
    for *_, low, high, verdict in rows:
        assert verdict == ("yes" if low > 0 or high < 0 else "no")


def test_changes_on_the_command_line_are_on_the_first_sheet(tmp_path: Path) -> None:
    """As text, whatever they begin with."""
    found = replace(fakes.results([fakes.run("a", tiers=False)]), sets=("a.b=1", "c=2"))
    workbook.write(tmp_path / "c.xlsx", found)
    rows = openpyxl.load_workbook(tmp_path / "c.xlsx")["Read me"].iter_rows(values_only=True)
    assert ("Changed by --set", "a.b=1; c=2") in [row[:2] for row in rows]


def test_one_replication_and_an_interrupt(tmp_path: Path) -> None:
    """Without intervals cells are empty, and the first sheet says what is missing."""
    runs = [fakes.run(label, tiers=False, n_replications=1) for label in "ab"]
    runs[0].interrupted = True
    workbook.write(tmp_path / "b.xlsx", fakes.results(runs), "vi")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert "Cấp huyện" not in book.sheetnames
    row = [cell.value for cell in book["Chênh lệch"][2]]
    assert row[6] is not None
    assert row[7:9] == [None, None]
    assert row[9] in (None, "")
    texts = [cell.value for row in book["Hướng dẫn"] for cell in row]
    assert "Bị dừng giữa chừng: chỉ có phần đã xong." in texts


def test_stages_have_a_sheet_where_there_are_any(tmp_path: Path) -> None:
    """A row a line, by site and stage, with the measures of tickets alone."""
    run = fakes.with_stages(fakes.run("mm3", tiers=False, n_replications=2), "office")
    workbook.write(tmp_path / "stages.xlsx", fakes.results([run]), "vi")
    sheet = openpyxl.load_workbook(tmp_path / "stages.xlsx")["Công đoạn"]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [
        (f"office/{stage}", f"office – {stage}") for stage in ("guide", "desk", "cashier")
    ]
    heads = [str(head) for head in rows[0]]
    wait = heads.index("Thời gian chờ trung bình [phút]")
    assert rows[1][wait] == pytest.approx(0.3 * rows[2][wait])
    assert not any("sử dụng" in head for head in heads)


def test_costs_are_told_in_their_currency_and_the_plan_on_the_first_sheet(tmp_path: Path) -> None:
    """Whole numbers, with the currency in the head; blank without costs."""
    results = fakes.results([fakes.run("a", tiers=False, n_replications=2, currency="VND")])
    workbook.write(tmp_path / "summary.xlsx", replace(results, plan="plan.csv"))
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    heads = [cell.value for cell in book["Sites"][1]]
    cell = book["Sites"][2][heads.index("Cost of officers' hours [VND/day]")]
    assert (cell.number_format, cell.data_type) == ("#,##0", "n")
    about = list(book["Read me"].iter_rows(values_only=True))
    assert ("Staffed by the plan", "plan.csv") in about
    assert results.currency == "VND"
    assert fakes.results([fakes.run("a", tiers=False, n_replications=2)]).currency == ""
