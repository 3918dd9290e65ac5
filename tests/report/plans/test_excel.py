"""Plans in workbooks: which sheet, which cells, and nothing that ends in a traceback."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from sim.errors import ScenarioError
from sim.model.plan_file import Formula, Table
from sim.report.plans import Source, excel, heads, read

HEADS = ["site", "name", "group", "count", "duty"]
NORTH = ["north", "N", "desk", 2, "07:30-11:30"]


def book(*sheets: tuple[str, list[list[Any]]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def raw(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def table(content: bytes | Workbook, sheet: str | None = None, file: str = "plan.xlsx") -> Table:
    content = content if isinstance(content, bytes) else raw(content)
    return read(Source(file=file, sha256="", sheet=sheet, raw=content))


def refusal(content: bytes | Workbook, sheet: str | None = None, file: str = "plan.xlsx") -> str:
    with pytest.raises(ScenarioError) as told:
        table(content, sheet, file)
    return str(told.value)


def test_values_keep_their_kind_and_know_their_cells() -> None:
    """Numbers, text, numbers as text, dates and times; blank rows are left out."""
    rows = [
        ["A plan"], [], HEADS, NORTH, [None] * 5, ["south", None, 7, "3", time(7, 30)],
        ["", "only a name", None, None], ["east", "E", " desk\xa0", datetime(2025, 3, 2), None],
    ]  # fmt: skip
    found = table(book(("plan", rows)))
    assert [row.number for row in found.rows] == [4, 6, 8]
    assert found.rows[0].cells == {
        "site": "north", "name": "N", "group": "desk", "count": 2, "duty": "07:30-11:30",
    }  # fmt: skip
    assert found.rows[1].cells == {"site": "south", "group": 7, "count": "3", "duty": time(7, 30)}
    assert found.rows[2].cells["group"] == "desk"
    assert str(found.problem(8, "count", "?", value=2.5)) == (
        "plan.xlsx, sheet plan, D8: count = 2.5: ?"
    )
    assert str(found.problem(8, "reserve", "?")) == "plan.xlsx, sheet plan, row 8: reserve: ?"


def test_which_sheet_is_read() -> None:
    """The one asked for; the one called plan, in either language; else the first that fits."""
    rows, other = [HEADS, NORTH], [HEADS, ["south", "", "desk", 1, ""]]
    named = book(("about", [["x"]]), ("other", other), ("Kế hoạch", rows))
    assert table(named).sheet == "Kế hoạch"  # as motcua once called it
    renamed = book(("about", [["x"]]), ("other", other), ("Phương án", rows))
    assert table(renamed).sheet == "Phương án"
    assert table(named, sheet="OTHER").rows[0].cells["site"] == "south"
    found = table(book(("about", [["x"]]), ("a", rows), ("b", other)))
    assert found.sheet == "a"
    assert list(map(str, found.warnings)) == [
        "plan.xlsx, sheet a: the plan on this sheet is taken, and there are more: b. For another "
        'one, write "plan.xlsx#b".'
    ]
    hidden = book(("a", rows), ("b", other))
    hidden["a"].sheet_state = "hidden"
    assert table(hidden).sheet == "b"
    assert refusal(named, sheet="x") == (
        "plan.xlsx: there is no sheet x. There are: about, other, Kế hoạch."
    )
    assert refusal(book(("a", [["x"]]), ("b", []))) == (
        "plan.xlsx: no sheet has the columns site, group, count and duty. There are: a, b."
    )


def test_a_formula_counts_by_its_value() -> None:
    """The one that Excel worked out; without one it is told to be a formula."""
    content = raw(book(("plan", [HEADS, ["north", "", "desk", "=1+1", "=A1"]])))
    (row,) = table(content).rows
    assert row.cells["count"] == Formula("=1+1")
    worked_out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(worked_out, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            new.writestr(name, part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    (row,) = table(worked_out.getvalue()).rows
    assert (row.cells["count"], row.cells["duty"]) == (2, Formula("=A1"))


def test_merged_cells_are_refused_and_hidden_rows_are_told() -> None:
    """Where merging hides values; a merged title above the heads hides none."""
    made = book(("plan", [["A plan"], HEADS, NORTH, [None, None, "land desk", 1, None]]))
    made["plan"].merge_cells("A1:E1")
    made["plan"].merge_cells("A3:A4")
    made["plan"].merge_cells("G3:G4")
    assert refusal(made) == (
        "plan.xlsx, sheet plan, A3:A4: these cells are merged, and each row needs a value of its "
        "own. Unmerge them and fill the value in."
    )
    made = book(("plan", [HEADS, *[NORTH] * 7]))
    for number in range(2, 9):
        made["plan"].row_dimensions[number].hidden = True
    (warning,) = table(made).warnings
    assert str(warning) == (
        "plan.xlsx, sheet plan: 7 hidden rows are read too (2, 3, 4, 5, 6 ...)."
    )


def test_heads_that_are_missing_or_doubled() -> None:
    """Told on the sheet, with those that are there."""
    assert refusal(book(("plan", [["site", "group", "count", "x"], ["a", "b", 1]]))) == (
        "plan.xlsx, sheet plan, row 1: the table has no column duty. Its columns are: site, group, "
        "count, x."
    )
    assert refusal(book(("plan", []))).startswith("plan.xlsx, sheet plan: the table has no column")
    assert "this column is there twice" in refusal(book(("plan", [[*HEADS, "Số người"], NORTH])))


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name.replace("__", "/"), part)
    return stream.getvalue()


def mangled(part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in which one part has something else."""
    stream = io.BytesIO()
    good = raw(book(("plan", [HEADS, NORTH])))
    with zipfile.ZipFile(io.BytesIO(good)) as whole, zipfile.ZipFile(stream, "w") as made:
        for name in whole.namelist():
            content = whole.read(name)
            made.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]><worksheet>&j;</worksheet>"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 and then nothing", "this is no Excel workbook that can be read."),
        (b"no zip at all", "this is no Excel workbook that can be read."),
        (raw(book(("plan", [HEADS, NORTH])))[:-200], "this is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "this workbook has a password, or is "
         "of before 2007. Save it as .xlsx without a password."),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "this is no Excel"),
        (mangled(SHEET, b"<sheetData>", b"<sheetData"), "this is no Excel workbook"),
        (mangled(SHEET, b'r="A2"', b'r="?"'), "this is no Excel workbook"),
        (mangled("xl/workbook.xml", b"<sheets>", b"<sheets><sheet/>"), "this is no Excel workbook"),
        (zipped(xl__worksheets__x=LAUGHS, **{"[Content_Types].xml": b""}), "this is no Excel"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, told: str) -> None:
    """Cut off, of another program, before 2007, with a password, or made to do harm."""
    assert refusal(content).startswith(f"plan.xlsx: {told}")


def test_an_entity_that_grows_without_end_is_refused() -> None:
    """The parser gives up before it has grown."""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    laughs = LAUGHS.partition(b"<worksheet>")[0]
    content = mangled(SHEET, start, laughs + start + b"&j;")
    assert refusal(content).startswith("plan.xlsx: this is no Excel workbook")


def test_a_damaged_part_is_refused() -> None:
    """Its checksum does not fit, or it cannot be unpacked."""
    good = bytearray(raw(book(("plan", [HEADS, *[NORTH] * 50]))))
    start = bytes(good).index(b"xl/worksheets/sheet1.xml") + 40
    for bad in (b"\0" * 30, b"\xff" * 30):
        good[start : start + 30] = bad
        assert refusal(bytes(good)).startswith("plan.xlsx: this is no Excel workbook")


def test_bounds_hold_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Size of all parts, their number, and the cells of the sheets."""
    many = raw(book(("plan", [HEADS, *[NORTH] * 300])))
    monkeypatch.setattr(excel, "MOST_TAGS", 1000)
    assert "far more cells than a plan has. Keep the plan alone in it." in refusal(many)
    monkeypatch.setattr(excel, "MOST_BYTES", 1024**2)
    bomb = zipped(xl__worksheets__sheet1=b"\0" * (1024**2 + 1))
    assert len(bomb) < 10_000
    assert refusal(bomb) == "plan.xlsx: this workbook unpacks to more than 1 MiB."
    monkeypatch.setattr(excel, "MOST_PARTS", 3)
    assert "unpacks to more than" in refusal(many)


def test_a_sheet_that_is_far_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell at the very bottom makes no million rows of it, nor one far out a row of thousands."""
    made = book(("plan", [HEADS, NORTH]))
    made["plan"].cell(1_048_576, 1, "north")
    made["plan"].cell(2, 16_384, "far out")
    assert [row.number for row in table(made).rows] == [2, 1_048_576]
    monkeypatch.setattr(heads, "MOST_ROWS", 5)
    assert refusal(book(("plan", [HEADS, *[NORTH] * 6]))) == (
        "plan.xlsx, sheet plan: a plan has at most 5 rows."
    )


def test_a_head_as_it_once_was_is_still_read() -> None:
    """Workbooks that people have kept say `dự bị` where it is `dự phòng` now."""
    for head in ("dự bị", "dự phòng", "reserve"):
        (row,) = table(book(("plan", [[*HEADS, head], [*NORTH, 3]]))).rows
        assert row.cells["reserve"] == 3
