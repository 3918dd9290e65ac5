"""What `--audit` prints and keeps: law by law what was checked, and where it does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.model.tables import MINUTE, NEVER, SECOND
from sim.report.audit_words import AUDIT, CASE, COUNTED, LAWS
from sim.report.cells import head_cells, new_sheet, number_cell, text_cell
from sim.report.numbers import number
from sim.report.text import ruled
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook

    from sim.studies.audit.findings import Finding, Offence
    from sim.studies.audit.study import Audit

NAME = "audit.csv"
COLUMNS = (
    "scenario", "law", "checked", "violations", "largest_ms", "holds", "first_cases",
)  # fmt: skip


def render(audits: Sequence[Audit], lang: Lang = "en") -> RenderableType:
    """A table for each run, and the first cases of every law that does not hold."""
    parts: list[RenderableType] = []
    for audit in audits:
        parts += [
            *[Text("")] * bool(parts),
            Text(say(AUDIT, "title", lang, scenario=audit.label), "bold"),
            Text(say(AUDIT, "basis", lang, replications=audit.replications)),
            *([_table(audit, lang)] if audit.findings else []),
            *_conclusion(audit, lang),
        ]
    return Group(*parts)


def _table(audit: Audit, lang: Lang) -> RenderableType:
    heads = ("law", "checked", "violations", "largest", "verdict")
    table = ruled("", [say(AUDIT, name, lang) for name in heads])
    table.columns[1].justify, table.columns[1].ratio = "left", 1
    for finding in audit.findings:
        table.add_row(
            say(LAWS, finding.law, lang), checked(finding.counted, lang),
            number(finding.violations, 0, lang),
            largest(finding, lang), _verdict(finding, lang),
        )  # fmt: skip
    return table


def _verdict(finding: Finding, lang: Lang) -> Text:
    if finding.holds:
        return Text(say(AUDIT, "holds", lang))
    return Text(say(AUDIT, "broken", lang), "bold red")


def _conclusion(audit: Audit, lang: Lang) -> Iterator[Text]:
    broken = [finding for finding in audit.findings if not finding.holds]
    if not audit.findings:
        yield Text(say(AUDIT, "unseen", lang), "bold red")
        return
    if not broken:
        yield Text(say(AUDIT, "all_hold", lang), "bold")
        return
    told = say(AUDIT, "some_broken", lang, n=len(broken), laws=len(audit.findings))
    yield Text(told, "bold red")
    for finding in broken:
        yield Text(say(LAWS, finding.law, lang))
        for offence in finding.offences:
            yield Text(f"  {case(audit, offence, lang)}")


def checked(counted: Iterable[tuple[str, int]], lang: Lang) -> str:
    """What was looked at, such as "25,343 visits"; what there was none of is left out."""
    told = [say(COUNTED, unit, lang, n=number(n, 0, lang)) for unit, n in counted if n]
    return ", ".join(told) or say(AUDIT, "nothing", lang)


def largest(finding: Finding, lang: Lang) -> str:
    """The largest discrepancy, in seconds, or of a queue in visit minutes."""
    if finding.law == "little":
        return say(AUDIT, "visit_minutes", lang, value=_number(finding.largest / MINUTE, lang))
    return say(AUDIT, "seconds", lang, value=_number(finding.largest / SECOND, lang))


def _number(value: float, lang: Lang) -> str:
    return number(value, 3 if value else 0, lang)


def case(audit: Audit, offence: Offence, lang: Lang) -> str:
    """Where a law does not hold: replication, site, visit or officer, and instants."""
    parts = [say(CASE, "replication", lang, n=offence.replication)]
    if offence.site:
        parts.append(say(CASE, "site", lang, site=offence.site))
    if offence.purpose != NEVER:
        purpose = say(CASE, f"purpose_{offence.purpose}", lang)
        parts.append(
            say(
                CASE, "visit", lang, purpose=purpose, dossier=offence.dossier,
                repetition=offence.repetition + 1,
            )
        )  # fmt: skip
    elif offence.dossier != NEVER:
        parts.append(say(CASE, "dossier", lang, dossier=offence.dossier))
    if offence.officer != NEVER:
        parts.append(say(CASE, "officer", lang, officer=offence.officer + 1))
    for name, at in offence.instants:
        parts.append(say(CASE, name, lang, at=clock(audit, at, lang)))
    if offence.off:
        off = say(AUDIT, "seconds", lang, value=_number(offence.off / SECOND, lang))
        parts.append(say(CASE, "off", lang, off=off))
    return ", ".join(parts)


def clock(audit: Audit, at: int, lang: Lang) -> str:
    """An instant as date and time of day, to the millisecond."""
    if at == NEVER:
        return say(CASE, "never", lang)
    when = datetime.combine(audit.first_day, time_of_day()) + timedelta(milliseconds=at)
    return when.isoformat(" ", "milliseconds")


def frame(audits: Sequence[Audit]) -> pd.DataFrame:
    """The rows of audit.csv, one for each run and law."""
    import pandas as pd

    rows = [
        (
            audit.label, finding.law, "; ".join(f"{unit}={n}" for unit, n in finding.counted),
            finding.violations, finding.largest, finding.holds,
            " | ".join(case(audit, offence, "en") for offence in finding.offences),
        )
        for audit in audits
        for finding in audit.findings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def record(audits: Sequence[Audit]) -> list[dict[str, Any]]:
    """What the manifest keeps."""
    return [
        {
            "scenario": audit.label,
            "replications": audit.replications,
            "holds": audit.holds,
            "violations": {finding.law: finding.violations for finding in audit.findings},
            "checked": {finding.law: dict(finding.counted) for finding in audit.findings},
            "seconds": round(audit.seconds, 3),
        }
        for audit in audits
    ]


def add_sheet(book: Workbook, audits: Sequence[Audit], lang: Lang) -> None:
    """The sheet of the workbook: one row for each run and law."""
    sheet = new_sheet(book, say(AUDIT, "sheet", lang), [18, 52, 70, 12, 18, 12, 90], "C2")
    names = ("scenario", "law", "checked", "violations", "largest", "verdict", "first_cases")
    sheet.append(head_cells(sheet, [say(AUDIT, name, lang) for name in names]))
    for audit in audits:
        for finding in audit.findings:
            cases = "\n".join(case(audit, offence, lang) for offence in finding.offences)
            verdict = say(AUDIT, "holds" if finding.holds else "broken", lang)
            texts = (audit.label, say(LAWS, finding.law, lang), checked(finding.counted, lang))
            sheet.append(
                [
                    *(text_cell(sheet, text) for text in texts),
                    number_cell(sheet, finding.violations, "#,##0"),
                    *(text_cell(sheet, t) for t in (largest(finding, lang), verdict, cases)),
                ]
            )
