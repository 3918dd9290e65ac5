"""Files that users send as plans: read by a program of its own, which may fail in every way."""

from __future__ import annotations

import io
import runpy
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from sim.app import bounded, plan_upload
from sim.app.plan_upload import MOST_BYTES, MOST_LINES, Reading, read
from sim.model import scenario_file
from sim.model.plan_file import plan_rows
from sim.report.plans import rows_workbook

ROOT = Path(__file__).resolve().parents[2]
TWO_DESKS = ROOT / "scenarios" / "two-desks.yaml"
HEADS = ["site", "group", "count", "duty"]


def _reader(script: str) -> tuple[str, ...]:
    return sys.executable, "-S", "-c", f"import sys\n{script}"


def _read(name: str, script: str, content: bytes = b"x") -> Reading:
    return read(name, content, TWO_DESKS, "en", _reader(script))


def test_a_good_file_becomes_rows() -> None:
    """What the program has written is taken as it is, guarded text and numbers alike."""
    head = "site,name,group,count,duty,serves,absence,reserve,source,off_counter"
    script = (
        "assert sys.argv[3] == '--plan' and sys.argv[4].endswith('plan.csv'), sys.argv\n"
        "assert sys.argv[7:] == ['--lang', 'en'], sys.argv\n"
        f"open(sys.argv[6], 'w').write('\\ufeff{head}\\na,\\'=1+1,g,2,,all,0.08,0,none,\\n')\n"
        "sys.stderr.write('Warning: ' + sys.argv[4] + ': look\\n')"
    )
    found = _read("../../etc/my_plan.csv", script)
    assert found.rows is not None
    (row,) = found.rows
    assert row == {
        "site": "a", "name": "=1+1", "group": "g", "count": 2, "duty": None, "serves": "all",
        "absence": 0.08, "reserve": 0, "source": "none", "off_counter": None,
    }  # fmt: skip
    assert found.told == ("Warning: my_plan.csv: look",)


def test_problems_name_the_file_as_the_user_does_and_are_not_endless() -> None:
    script = (
        "for n in range(100): sys.stderr.write(sys.argv[4] + ':%d: \\x1b[31mbad\\n' % n)\n"
        "sys.exit(2)"
    )
    found = _read("C:\\plans\\Kế hoạch.xlsx", script)
    assert found.rows is None
    assert len(found.told) == MOST_LINES + 1
    assert found.told[0] == "Kế hoạch.xlsx:0: \\x1b[31mbad"
    assert found.told[-1] == "... and 80 more."


@pytest.mark.parametrize("script", ["sys.exit(70)", "raise MemoryError", "sys.exit(2)"])
def test_what_fails_inside_is_a_sentence(script: str) -> None:
    found = _read("p.xlsx", script)
    said = "p.xlsx: this cannot be read. Save it anew as .xlsx or as CSV UTF-8."
    assert found == Reading(rows=None, told=(said,))


def test_a_reading_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_upload, "PATIENCE", 0.1)
    found = _read("p.csv", "import threading; threading.Event().wait()")
    assert found == Reading(
        rows=None, told=("p.csv: reading it takes too long. Keep the plan alone in the file.",)
    )


def test_other_kinds_and_large_files_are_not_even_tried() -> None:
    for name, content, said in (
        ("p.exe", b"", "ends in .xlsx or .csv"),
        ("", b"", "ends in .xlsx or .csv"),
        ("p.csv", b"x" * (MOST_BYTES + 1), "at most 5 MB"),
    ):
        found = _read(name, "raise AssertionError", content)
        assert found.rows is None
        assert said in found.told[0]


def test_bounds_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    told: list[Any] = []
    monkeypatch.setattr(resource, "setrlimit", lambda *each: told.append(each))
    bounded.bound()
    most = bounded.MOST_BYTES
    assert told[0] == (resource.RLIMIT_AS, (most, most))
    assert len(told) == 2
    monkeypatch.setitem(sys.modules, "resource", None)
    bounded.bound()
    assert len(told) == 2


def test_within_bounds_a_command_is_what_it_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["bounded", "--version"])
    monkeypatch.delitem(sys.modules, "sim.app.bounded")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("sim.app.bounded", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("motcua ")


def _book(change: Callable[[Any], None], rows: int = 1) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for _ in range(rows):
        sheet.append(["branch", "generalist", 2, None])
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        for n in range(3):
            parts.writestr(f"xl/worksheets/sheet{n}.xml", b"0" * 60 * 1024**2)
    return stream.getvalue()


BAD = {
    "formula.xlsx": (lambda: _book(lambda sheet: sheet.__setitem__("C2", "=1+1")), "formula"),
    "merged.xlsx": (lambda: _book(lambda sheet: sheet.merge_cells("A2:A3"), 2), "merged"),
    "heads.xlsx": (lambda: _book(lambda sheet: sheet.__setitem__("C1", "how many")), "no column"),
    "bomb.xlsx": (_bomb, "unpacks to more"),
    "rubbish.xlsx": (lambda: bytes(range(256)) * 40, "no Excel workbook"),
    "rubbish.csv": (lambda: bytes(range(256)) * 40, "UTF-8"),
    "empty.csv": (lambda: b"", "empty"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_told_by_the_real_reader(name: str) -> None:
    make, said = BAD[name]
    found = read(name, make(), TWO_DESKS, "en")
    assert found.rows is None
    assert name in found.told[0]
    assert said in " ".join(found.told)


@pytest.mark.slow
def test_bad_files_are_told_in_the_language_of_the_page() -> None:
    """The reader is a program of its own, which says so itself."""
    found = read("plan.xlsx", _book(lambda sheet: sheet.__setitem__("C2", -1)), TWO_DESKS, "vi")
    assert found.rows is None
    assert found.told == (
        "plan.xlsx, trang Sheet, ô C2: count = -1: chỗ này cần một số nguyên từ 0 đến 10.000.",
    )


@pytest.mark.slow
def test_good_files_are_read_by_the_real_reader() -> None:
    own = plan_rows(scenario_file.load(TWO_DESKS))
    same = read("same.xlsx", rows_workbook(own, "vi"), TWO_DESKS, "vi")
    assert same == Reading(rows=tuple(own), told=())
    text = "\ufeffsite;group;count;duty\nbranch;generalist;3;\n".encode()
    found = read("excel.csv", text, TWO_DESKS, "en")
    assert found.rows is not None
    assert [row["count"] for row in found.rows] == [1, 1, 1, 3]
