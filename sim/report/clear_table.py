"""The rows of decisions.csv and best.csv, and their sheets in summary.xlsx."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from sim.model.check import UNITS
from sim.report.cells import head_cells, new_sheet, number_cell, text_cell
from sim.report.clear_words import CLEAR
from sim.report.words import KPI, SCOPE_TYPE, UNIT, Lang, say
from sim.studies.clear.decisions import Decision, Verdict
from sim.studies.clear.zones import better

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.results import Results
    from sim.studies.clear.study import Best, Cleared

_FORMS = {"share": "0.00%", "working days": "#,##0.00"}
_FORM, _WHOLE = "#,##0.00", "#,##0"


def gain(decision: Decision) -> str:
    """`better` or `worse`, where a difference is decided of a measure that has a good side."""
    sign = {Verdict.LOWER: -1, Verdict.HIGHER: 1}.get(decision.verdict, 0) * better(decision.kpi)
    return {1: "better", -1: "worse"}.get(sign, "")


def verdict_key(decision: Decision) -> str:
    """The word for a decision."""
    side = gain(decision)
    return f"{decision.verdict}_{side}" if side else str(decision.verdict)


def frame(cleared: Cleared) -> pd.DataFrame:
    """A row for each decision; ends that are nowhere yet are left empty."""
    import pandas as pd

    names = (
        "scenario", "against", "scope_type", "scope", "kpi", "unit", "difference", "low", "high",
        "zone", "verdict", "gain", "replications", "replications_needed",
    )  # fmt: skip
    rows = [
        (
            each.label, cleared.runs[0].label, str(each.scope_type), each.scope, each.kpi,
            UNITS[each.kpi], each.difference, _finite(each.low), _finite(each.high), each.zone,
            str(each.verdict), gain(each), each.replications, each.needed,
        )
        for each in cleared.decisions
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(names))


def best_frame(best: Best) -> pd.DataFrame:
    """A row for each scenario of the contest."""
    import pandas as pd

    found = best.selection
    return pd.DataFrame(
        {
            "scenario": list(best.labels),
            "kpi": best.kpi,
            "unit": UNITS[best.kpi],
            "mean": list(best.means),
            "zone": best.zone,
            "standing": [standing(best, n) for n in range(len(best.labels))],
            "replications": [out or found.at for out in found.out_at],
        }
    )


def standing(best: Best, number: int) -> str:
    """How a scenario came out: `best`, `out`, or `in` while there is no winner."""
    if best.selection.winner == number:
        return "best"
    return "out" if best.selection.out_at[number] else "in"


def add_sheets(book: Any, cleared: Cleared, results: Results, lang: Lang) -> None:
    """The sheets of a workbook in the making."""
    if cleared.decisions:
        _decisions(book, cleared, results, lang)
    if cleared.best is not None:
        _best(book, cleared.best, results, lang)


def _decisions(book: Any, cleared: Cleared, results: Results, lang: Lang) -> None:
    words = (
        "scenario", "kind", "name", "site_measure", "unit", "decision", "difference", "low",
        "high", "zone", "replications", "needed",
    )  # fmt: skip
    widths = (18, 16, 38, 34, 14, 28, *[14] * 6)
    sheet = new_sheet(book, say(CLEAR, "sheet", lang), widths, "D2")
    sheet.append(head_cells(sheet, [say(CLEAR, word, lang).replace("-\n", "") for word in words]))
    titles = {run.label: results.title(run, lang) for run in results.runs}
    for each in cleared.decisions:
        unit = UNITS[each.kpi]
        texts = (
            titles[each.label],
            say(SCOPE_TYPE, str(each.scope_type), lang),
            results.name(str(each.scope_type), each.scope, lang),
            say(KPI, each.kpi, lang),
            say(UNIT, unit, lang, currency=results.currency),
            say(CLEAR, verdict_key(each), lang),
        )
        form = _FORMS.get(unit, _FORM)
        values = (each.difference, _finite(each.low), _finite(each.high), each.zone)
        sheet.append(
            [
                *(text_cell(sheet, text) for text in texts),
                *(number_cell(sheet, value, form) for value in values),
                number_cell(sheet, each.replications, _WHOLE),
                number_cell(sheet, each.needed, _WHOLE),
            ]
        )
    last = get_column_letter(len(words))
    sheet.auto_filter.ref = f"A1:{last}{len(cleared.decisions) + 1}"


def _best(book: Any, best: Best, results: Results, lang: Lang) -> None:
    sheet = new_sheet(book, say(CLEAR, "best_sheet", lang), (28, 34, 14, 14, 14, 16, 14), "B2")
    words = ("scenario", "site_measure", "unit", "mean", "zone", "decision", "replications")
    sheet.append(head_cells(sheet, [say(CLEAR, word, lang).replace("-\n", "") for word in words]))
    unit = UNITS[best.kpi]
    form = _FORMS.get(unit, _FORM)
    for number, (run, mean) in enumerate(zip(results.runs, best.means, strict=True)):
        key = {"best": "winner", "in": "still_in", "out": "out"}[standing(best, number)]
        sheet.append(
            [
                text_cell(sheet, results.title(run, lang)),
                text_cell(sheet, say(KPI, best.kpi, lang)),
                text_cell(sheet, say(UNIT, unit, lang, currency=results.currency)),
                number_cell(sheet, mean, form),
                number_cell(sheet, best.zone, form),
                text_cell(sheet, say(CLEAR, key, lang)),
                number_cell(sheet, best.selection.out_at[number] or best.selection.at, _WHOLE),
            ]
        )


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan
