"""Plans as CSV: as Excel writes it in any country, and whatever else people hand in."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.model.plan_file import Table
from sim.report.plans import Source, read
from sim.report.tables import guarded


def table(raw: bytes, file: str = "plan.csv") -> Table:
    return read(Source(file=file, sha256="", raw=raw))


def refusal(raw: bytes, file: str = "plan.csv") -> list[str]:
    with pytest.raises(ScenarioError) as told:
        table(raw, file)
    return list(map(str, told.value.problems))


PLAIN = 'site,group,count,duty\nnorth,desk,2,"07:30-11:30, 13:30-17:00"\n'
VIETNAMESE = "Mã nơi tiếp nhận;Nhóm;Số người;Giờ trực\nnorth;desk;2;07:30-11:30, 13:30-17:00\n"
TABBED = "SITE\tGroup \t count\tDuty\nnorth\tdesk\t2\t07:30-11:30, 13:30-17:00\n"


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        f"sep=,\n{PLAIN}".encode(),
        VIETNAMESE.encode("utf-8-sig"),
        VIETNAMESE.replace("Số người", "so nguoi").encode(),
        f"sep=;\r\n{VIETNAMESE}".encode("utf-8-sig"),
        TABBED.encode("utf-16"),
        b"\xfe\xff" + TABBED.encode("utf-16-be"),
        f"\n\nA plan of ours,,,\n\n{PLAIN}\n,,,\n".encode(),
    ],
)
def test_one_plan_in_many_forms(raw: bytes) -> None:
    """Commas, semicolons or tabs; with marks, titles, blank rows; heads in either language."""
    (row,) = table(raw).rows
    assert row.cells == {
        "site": "north", "group": "desk", "count": "2", "duty": "07:30-11:30, 13:30-17:00",
    }  # fmt: skip


def test_lines_are_those_of_the_file() -> None:
    """Also below a title and a cell of two lines."""
    raw = b'a title\n\nsite,group,count,duty\n"no\nrth",desk,2,\n\nsouth,desk,1,\n'
    assert [row.number for row in table(raw).rows] == [4, 7]
    assert [row.number for row in table(b"sep=,\nsite,group,count,duty\na,b,1,\n").rows] == [3]


def test_names_in_any_order_and_columns_of_ones_own() -> None:
    """What is no column of a plan is not read; what may have been meant for one is told."""
    found = table(b"note,count,absense,group,duty,site,name\nx,1,3%,desk,,north,N\ny,,,,,,M\n")
    (row,) = found.rows
    assert row.cells == {"count": "1", "group": "desk", "site": "north", "name": "N"}
    assert list(map(str, found.warnings)) == [
        "plan.csv:1: absense: no such column is read. Did you mean absence?"
    ]
    assert all(each.warning for each in found.warnings)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "plan.csv: this file is empty."),
        (b"\n \n", "plan.csv: the table has no column site or group or count or duty. The first "
         "row names the columns site, name, group, count and duty."),
        (b"site;group;count\na;b;1", "plan.csv:1: the table has no column duty. Its columns are: "
         "site, group, count."),
        (b"site,group,count,duty,Count\na,b,1,,2",
         "plan.csv:1: Count: this column is there twice."),
        ("site,group,count,duty\nB\xe0n,b,1,".encode("cp1258"), "plan.csv:2: this is not UTF-8 "
         "text. In Excel, save as CSV UTF-8, or as .xlsx."),
        (PLAIN.encode("utf-16-le"), "plan.csv:1: this is not UTF-8 text."),
        (b"\xff\xfe\x00", "plan.csv:1: this is not UTF-8 text."),
        (b"site,group,count,duty\na,b,1,07:30-11:30, 13:30-17:00\n", "plan.csv:2: this row has 5 "
         "cells, and the heads are 4. Text with a separator in it goes into double quotes."),
        (b'site,group,count,duty\na,"b,1,\n',
         "plan.csv:2: this is not CSV: unexpected end of data."),
        (b"site,group,count,duty\n" + b"a,b,1,\n" * 20_001, "plan.csv: a plan has at most 20,000 "
         "rows."),
        (b"x" * 200_000, "plan.csv:1: this is not CSV: field larger than field limit"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_its_line(raw: bytes, told: str) -> None:
    """One sentence, and what to do where it is not plain."""
    (only,) = refusal(raw)
    assert only.startswith(told)


def test_a_sheet_of_a_file_without_sheets() -> None:
    """Only workbooks have any."""
    with pytest.raises(ScenarioError, match=r"plan\.csv: this file has no sheets. Leave #x out."):
        read(Source(file="plan.csv", sha256="", sheet="x", raw=PLAIN.encode()))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@x", "'=1", "plain", "'plain", ""])
def test_text_that_looks_like_a_formula_is_guarded(text: str) -> None:
    """An apostrophe goes before it, and is taken off again."""
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@"))
    if text:
        (row,) = table(f"site,group,count,duty\n{safe},b,1,\n".encode()).rows
        assert row.cells["site"] == text
