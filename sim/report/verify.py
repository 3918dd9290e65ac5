"""What the check against theory found: a table to read, and rows to compute with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import ScopeType
from sim.report.numbers import number
from sim.report.text import ruled
from sim.report.verify_words import MEASURE, PART, SYSTEM, VERIFY
from sim.report.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.verification.systems import Exact
    from sim.studies.verification.table import Case, Table

FOLDER = "scenarios/verify"
"""Where the scenarios are, as seen from the project."""
_DIGITS = 4


def render(table: Table, lang: Lang = "en", sets: Sequence[str] = ()) -> RenderableType:
    """What `verify` prints."""
    return Group(*_notes(table, lang, sets), _cases(table, lang), _conclusion(table, lang))


def _notes(table: Table, lang: Lang, sets: Sequence[str]) -> Iterable[Text]:
    n = len(table.systems)
    head = "title" if n > 1 else "title_one"
    yield Text(say(VERIFY, head, lang, cases=len(table.cases), systems=n), "bold")
    allowed = number(table.allowed, 2, lang)
    yield Text(
        say(VERIFY, "basis", lang, folder=FOLDER, replications=table.replications, allowed=allowed)
    )
    if sets:
        yield Text(say(VERIFY, "sets", lang, sets="; ".join(sets)))


def _cases(table: Table, lang: Lang) -> RenderableType:
    keys = ("measure", "expected", "got", "error", "off", "verdict")
    shown = ruled("", [say(VERIFY, key, lang) for key in keys])
    for system in table.systems:
        shown.add_row(Text(f"{title(system, lang)} ({system.source})", "bold"))
        for case in table.cases:
            if case.system is system:
                is_off = table.is_off(case)
                shown.add_row(
                    f"  {measure(case, lang)}",
                    value(case, case.known.expected, lang),
                    value(case, case.got, lang),
                    number(100 * case.relative_error, 2, lang),
                    number(case.off, 2, lang, signed=True),
                    say(VERIFY, "is_off" if is_off else "ok", lang),
                    style="bold red" if is_off else None,
                )
        shown.add_section()
    return shown


def _conclusion(table: Table, lang: Lang) -> Text:
    furthest = max(table.cases, key=lambda case: abs(case.off))
    words = {
        "cases": len(table.cases),
        "case": f"{title(furthest.system, lang)}, {measure(furthest, lang)}",
        "allowed": number(table.allowed, 2, lang),
    }
    far = number(abs(furthest.off), 2, lang)
    if table.off:
        text = say(VERIFY, "some_off", lang, off=len(table.off), most=far, **words)
        return Text(text, "bold red")
    noticed = number(100 * median(table.noticed(case) for case in table.cases), 1, lang)
    return Text(say(VERIFY, "all_agree", lang, off=far, noticed=noticed, **words), "bold")


def title(system: Exact, lang: Lang) -> str:
    """What a system is called."""
    return say(SYSTEM, system.name, lang)


def measure(case: Case, lang: Lang) -> str:
    """What is measured, and of what part of the system unless it is the whole."""
    name = say(MEASURE, case.known.measure, lang)
    scope = case.known.scope
    if scope.scope_type is ScopeType.NETWORK:
        return name
    return f"{name}, {say(PART, scope.scope, lang)}"


def unit(case: Case) -> str:
    """The unit of a measure, as in the catalogue; a ratio is a share."""
    column = COLUMN.get(case.known.measure)
    return "share" if column is None else KPIS[column].unit


def value(case: Case, amount: float, lang: Lang) -> str:
    """An amount of a measure in four digits, shares in per cent; a dash where none was measured."""
    amount *= 100 if unit(case) == "share" else 1
    size = math.floor(math.log10(abs(amount))) if amount and math.isfinite(amount) else 0
    return number(amount, max(_DIGITS - 1 - size, 0), lang)


def markdown(table: Table, lang: Lang = "en") -> str:
    """The table for a page of documentation."""
    keys = ("system", "measure", "expected", "got", "error", "off", "verdict")
    lines = [_row(say(VERIFY, key, lang) for key in keys), "|---|---|--:|--:|--:|--:|---|"]
    told = ""
    for case in table.cases:
        head = f"{title(case.system, lang)} (`{case.system.name}`, {case.system.source})"
        cells = (
            "" if head == told else head,
            measure(case, lang),
            value(case, case.known.expected, lang),
            value(case, case.got, lang),
            number(100 * case.relative_error, 2, lang),
            number(case.off, 2, lang, signed=True),
            say(VERIFY, "is_off" if table.is_off(case) else "ok", lang),
        )
        lines.append(_row(cells))
        told = head
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def frame(table: Table) -> pd.DataFrame:
    """A row for each case: the rows of `verify.csv`."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "system": case.system.name,
                "source": case.system.source,
                "scope_type": str(case.known.scope.scope_type),
                "scope": case.known.scope.scope,
                "measure": case.known.measure,
                "unit": unit(case),
                "expected": case.known.expected,
                "got": case.got,
                "standard_error": case.error,
                "standard_errors_off": case.off if math.isfinite(case.off) else math.nan,
                "allowed": table.allowed,
                "error_noticed": table.noticed(case),
                "verdict": "off" if table.is_off(case) else "ok",
            }
            for case in table.cases
        ]
    )
