"""What `run --twin` prints: how often formulas are right, why not, and where they mislead most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.numbers import NOTHING, Estimate, interval, number
from sim.report.text import ruled
from sim.report.twin_table import because
from sim.report.twin_words import TWIN
from sim.report.words import TEXT, Lang, say
from sim.studies.twin.formulas import Formula
from sim.studies.twin.reasons import LEAST, Reason
from sim.studies.twin.rows import Row, by_reason, is_judged, misleading, without_formula

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.twin.study import TwinReport

MOST = 15
"""Rows of the table of the most misleading ones."""
MOST_NONE = 5


def render(report: TwinReport, results: Results, lang: Lang = "en") -> RenderableType:
    """Notes, reasons counted, and the worst rows."""
    parts: list[RenderableType] = [*notes(report, results, lang)]
    judged = [row for row in report.rows if is_judged(row)]
    if judged:
        parts.append(_reasons(judged, lang))
    for title, rows, most in (
        ("worst", misleading(report.rows), MOST),
        ("none_title", without_formula(report.rows), MOST_NONE),
    ):
        if rows:
            parts.append(_rows(title, rows[:most], results, lang))
        if len(rows) > most:
            parts.append(Text(say(TWIN, "more", lang, more=len(rows) - most)))
    return Group(*parts)


def notes(report: TwinReport, results: Results, lang: Lang) -> Iterable[Text]:
    """What was done, and how it came out."""
    run, period = report.run, report.run.scenario.period
    yield Text(say(TWIN, "title", lang, scenario=run.scenario.name), "bold")
    if results.sets:
        yield Text(say(TEXT, "sets", lang, sets="; ".join(results.sets)))
    if results.plan:
        yield Text(say(TEXT, "plan", lang, plan=results.plan))
    yield Text(
        say(
            TWIN, "basis", lang, days=period.length, first=period.first, last=period.last,
            replications=len(run.replications), seed=run.seed,
        )
    )  # fmt: skip
    yield Text(say(TWIN, "inputs", lang))
    judged = [row for row in report.rows if is_judged(row)]
    right = [row for row in judged if row.reason is Reason.AGREES]
    unclear = [row for row in judged if row.reason is Reason.UNCLEAR]
    yield Text(
        say(
            TWIN, "result", lang, judged=number(len(judged), 0, lang), least=LEAST,
            right=number(len(right), 0, lang), share=number(100 * _share(right, judged), 0, lang),
            wrong=number(len(misleading(judged)), 0, lang),
            none=number(len(without_formula(judged)), 0, lang),
            unclear=number(len(unclear), 0, lang),
        )
        + " "
        + say(TWIN, "near", lang),
        "bold",
    )  # fmt: skip
    if run.interrupted:
        yield Text(say(TWIN, "interrupted", lang, done=len(run.replications)), "bold red")


def _share(some: Sequence[Row], of: Sequence[Row]) -> float:
    """Of tickets."""
    total = sum(row.tickets for row in of)
    return sum(row.tickets for row in some) / total if total else 0.0


def _reasons(judged: Sequence[Row], lang: Lang) -> RenderableType:
    keys = ("reason", "rows", "of_tickets", "mean_formula", "mean_simulated")
    table = ruled(say(TWIN, "reasons", lang), [say(TWIN, key, lang) for key in keys])
    for each, rows in by_reason(judged):
        table.add_row(
            say(TWIN, each, lang), number(len(rows), 0, lang),
            number(100 * _share(rows, judged), 1, lang),
            number(_mean(rows, [row.said.wait for row in rows]), 1, lang),
            number(_mean(rows, [row.wait.value for row in rows]), 1, lang),
        )  # fmt: skip
    return table


def _mean(rows: Sequence[Row], values: Sequence[float]) -> float:
    """By tickets; NaN where there is a value that is not known."""
    total = sum(row.tickets for row in rows)
    return sum(row.tickets * value for row, value in zip(rows, values, strict=True)) / total


def _rows(title: str, rows: Sequence[Row], results: Results, lang: Lang) -> RenderableType:
    keys = ("site", "hour", "formula", "says", "simulated")
    heads = [*(say(TWIN, key, lang) for key in keys), say(TWIN, "reason", lang)]
    table = ruled(say(TWIN, title, lang), heads)
    table.columns[0].overflow = "fold"
    last = table.columns[-1]
    last.justify, last.ratio, last.min_width = "left", 1, 34
    for row in rows:
        table.add_row(
            place(row, results, lang), f"{row.hour:02d}", name(row.formula, lang),
            minutes(row.said.wait, lang), simulated(row, lang), because(row, lang),
        )  # fmt: skip
    return table


def place(row: Row, results: Results, lang: Lang) -> str:
    """A site, and of several lines there which."""
    found = results.name("site", row.site, lang)
    return f"{found}: {row.line}" if row.line else found


def name(formula: Formula, lang: Lang) -> str:
    """What a formula is called."""
    return say(TWIN, "no_formula", lang) if formula is Formula.NONE else str(formula)


def minutes(value: float, lang: Lang) -> str:
    """Or a dash for none."""
    return number(value, 1, lang) if isfinite(value) else NOTHING


def simulated(row: Row, lang: Lang) -> str:
    """The mean wait with its interval."""
    return interval(Estimate(row.wait.value, row.wait.low, row.wait.high), "min", lang)
