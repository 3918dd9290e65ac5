"""The table of an audit, in both languages, and its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sim.model.tables import MINUTE, NEVER
from sim.report import audit
from sim.report.audit_words import AUDIT, CASE, COUNTED, LAWS
from sim.report.text import as_text
from sim.report.words import Lang
from sim.studies.audit import findings
from sim.studies.audit.findings import Finding, Offence
from sim.studies.audit.study import Audit

OFFENCE = Offence(
    replication=3, site="=one", dossier=12, purpose=2, repetition=1, officer=0, off=90_000,
    instants=(("joined", 9 * 60 * MINUTE), ("called", 9 * 60 * MINUTE + 1), ("left", NEVER)),
)  # fmt: skip
GOOD = Finding(law="ticket_order", counted=(("pairs", 12_345),))
BAD = Finding(
    law="waits", counted=(("waits", 7), ("held", 0)), violations=2, largest=90_000,
    offences=(OFFENCE,),
)  # fmt: skip
LITTLE = Finding(law="little", counted=(("site_days", 2),), violations=1, largest=MINUTE)


def made(*found: Finding) -> Audit:
    return Audit(
        label="small", first_day=date(2025, 3, 3), replications=4, findings=found, seconds=1.5
    )


def text(*found: Finding, lang: Lang = "en") -> str:
    return as_text(audit.render([made(*found)], lang), colour=False)


def test_a_sound_run_is_said_to_be_so() -> None:
    said = text(GOOD)
    assert "Audit of small" in said
    assert "12,345 pairs" in said
    assert "Every law holds." in said
    assert "BROKEN" not in said


def test_a_broken_law_is_told_with_its_first_cases() -> None:
    said = " ".join(text(GOOD, BAD, LITTLE).split())
    assert "2 of 3 laws are broken" in said
    assert "7 waits" in said
    assert "held" not in said
    assert (
        "replication 3, site =one, visit to collect of dossier 12, no. 2, officer 1, ticket "
        "2025-03-03 09:00:00.000, called 2025-03-03 09:00:00.001, left never, off by 90.000 s"
    ) in said
    assert "1.000 visit min" in said


def test_what_nobody_looked_at_does_not_hold() -> None:
    assert not made().holds
    assert "Nothing was checked" in text()


def test_it_speaks_vietnamese() -> None:
    said = " ".join(text(GOOD, BAD, LITTLE, lang="vi").split())
    assert "2 trong 3 quy luật bị vi phạm" in said
    assert "12.345 cặp" in said
    assert "1,000 lượt phút" in said
    assert "lượt đến để nhận kết quả của hồ sơ 12, lần 2" in said


def test_rows_and_record_keep_what_was_found() -> None:
    rows = audit.frame([made(GOOD, BAD)])
    assert list(rows.columns) == list(audit.COLUMNS)
    assert rows["holds"].tolist() == [True, False]
    assert rows["checked"].tolist() == ["pairs=12345", "waits=7; held=0"]
    (kept,) = audit.record([made(GOOD, BAD)])
    assert kept["violations"] == {"ticket_order": 0, "waits": 2}
    assert not kept["holds"]


def test_the_sheet_has_a_row_for_each_law(tmp_path: Path) -> None:
    """Names that look like formulas stay text."""
    book: Any = Workbook(write_only=True)
    audit.add_sheet(book, [made(GOOD, BAD)], "en")
    book.save(tmp_path / "some.xlsx")
    sheet = load_workbook(tmp_path / "some.xlsx")["Audit"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][0] == "Scenario"
    assert [row[5] for row in cells[1:]] == ["holds", "BROKEN"]
    assert cells[2][6].startswith("replication 3, site =one")


def test_a_case_of_little_else() -> None:
    """A window, a dossier without a visit, an officer alone."""
    said = audit.case(made(), Offence(replication=0, dossier=5), "en")
    assert said == "replication 0, dossier 5"
    assert audit.case(made(), Offence(replication=0, officer=1), "en").endswith("officer 2")


def test_every_law_and_count_has_words() -> None:
    assert set(LAWS) == set(findings.LAWS)


@pytest.mark.parametrize("words", [AUDIT, LAWS, COUNTED, CASE])
def test_both_languages_ask_for_the_same(words: dict[str, Any]) -> None:
    for word in words.values():
        names = [
            {part.partition("}")[0] for part in said.split("{")[1:]} for said in (word.en, word.vi)
        ]
        assert names[0] == names[1]


def test_nothing_looked_at_is_nothing() -> None:
    assert audit.checked((("waits", 0),), "en") == "0"
