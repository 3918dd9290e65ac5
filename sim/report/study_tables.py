"""Tables that studies leave in their folders, with heads that people read."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import visible
from sim.report.app_column_words import COLUMN, VALUE
from sim.report.audit_words import COUNTED, LAWS
from sim.report.target_text import line_text
from sim.report.words import KPI, SCOPE, SCOPE_TYPE, UNIT, Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.page.names import Names

SHOWN: dict[str, tuple[str, ...]] = {
    "decisions.csv": (
        "scenario", "scope", "kpi", "verdict", "difference", "low", "high", "unit", "zone",
        "replications", "replications_needed",
    ),
    "best.csv": ("scenario", "kpi", "unit", "mean", "zone", "standing", "replications"),
    "staff.csv": (
        "name", "tier", "officers_now", "officers", "staff", "target", "value_now", "value",
        "value_one_less", "unit", "days_met", "feasible", "confirmed", "replications",
    ),
    "stress.csv": (
        "name", "tier", "target", "stress", "value", "low", "high", "unit", "verdict", "days_met",
    ),
    "sweep.csv": (
        "point", "scope", "kpi", "unit", "mean", "ci_low", "ci_high", "step_mean",
        "step_low", "step_high", "replications",
    ),
    "siting.csv": (
        "rank", "plan", "name", "points", "residents", "records_per_day", "staff", "counters",
        "furthest_km", "plan_minutes",
    ),
    "budget.csv": (
        "name", "tier", "officers_now", "officers_best", "officers_at_least", "officers_at_most",
        "hours_now", "hours_best", "saves", "one_more_saves",
    ),
    "budget-moves.csv": ("kind", "from", "to", "saves", "saves_low", "saves_high"),
    "unmet.csv": ("site", "weekday", "from", "to", "line", "short"),
    "roster.csv": ("site", "group", "person", "weekday", "from", "to", "break", "hours"),
    "cover.csv": (
        "site", "line", "weekday", "from", "to", "officers", "covered", "short", "on_duty_at_site",
    ),
    "twin.csv": (
        "name", "line", "hour", "formula", "load", "wait_formula", "wait_simulated", "low", "high",
        "difference", "explanation",
    ),
    "verify.csv": (
        "system", "source", "measure", "unit", "expected", "got", "verdict",
        "standard_errors_off", "allowed",
    ),
    "audit.csv": ("scenario", "law", "checked", "violations", "holds"),
}  # fmt: skip
"""Columns that are shown of each file, in this order; the file itself has more."""
PART = ("site", "group", "person", "from", "to", "break", "point", "plan", "name", "scenario")
"""Columns of others' words, which are shown as they are."""
IN_UNIT = (
    "mean", "low", "high", "ci_low", "ci_high", "difference", "zone", "value", "value_now",
    "value_one_less", "step_mean", "step_low", "step_high", "expected", "got",
)  # fmt: skip
"""Columns whose unit is in the column `unit`: shares are shown in per cent."""
SHARES = ("days_met", "load")
_COUNTED = re.compile(rf"({'|'.join(COUNTED)})=([0-9]{{1,15}})")
MOST_BYTES = 32 * 1024**2
"""Of a table that is shown."""


class Unreadable(Exception):
    """A table that cannot be shown; why, as the key of a word or as a sentence."""


def read(file: Path) -> pd.DataFrame:
    """The columns of a table that are shown.

    Raises
    ------
    Unreadable
        It is too large, no table, or has none of the columns.
    """
    import pandas as pd

    if file.stat().st_size > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        found: pd.DataFrame = pd.read_csv(
            io.BytesIO(file.read_bytes()), keep_default_na=False, na_values=[""],
            dtype=dict.fromkeys((*PART, "tier", "unit", "verdict", "formula"), "string"),
        )  # fmt: skip
    except (ValueError, UnicodeError, OverflowError) as error:
        raise Unreadable(str(error).partition("\n")[0][:200]) from None
    shown = SHOWN[file.name]
    if len([name for name in shown if name in found.columns]) < 2:
        raise Unreadable("no_columns")
    return found


def readable(
    found: pd.DataFrame, name: str, lang: Lang, names: Names | None = None
) -> pd.DataFrame:
    """The table as people read it: heads and values in their language, shares in per cent."""
    import pandas as pd

    found = _named(_explained(_with_unit(found), lang), names)
    columns = [each for each in SHOWN[name] if each in found.columns]
    shares = found["unit"].eq("share") if "unit" in found.columns else None
    table: dict[str, Any] = {}
    for each in columns:
        values = found[each]
        if values.isna().all():
            continue
        is_number = pd.api.types.is_numeric_dtype(values) and values.dtype != bool
        if is_number:
            values = values.astype(float) if values.isna().any() else values
            if each in SHARES:
                values = 100.0 * values
            elif each in IN_UNIT and shares is not None:
                values = values.where(~shares, _percent(values, apart="difference" in columns))
            values = values.round(2)
        elif each not in PART:
            gains = found["gain"] if each == "verdict" and "gain" in found.columns else None
            values = _said(values, each, gains, lang)
        if not is_number:
            values = values.map(lambda value: visible(str(value)), na_action="ignore")
        head = say(COLUMN, each, lang)
        while head in table:
            head += "\N{ZERO WIDTH SPACE}"
        table[head] = values
    return pd.DataFrame(table)


def _percent(shares: pd.Series[Any], *, apart: bool) -> pd.Series[Any]:
    """Shares in per cent, or how far they are apart; an interval ends where nothing can be."""
    return (100.0 * shares).clip(-100.0 if apart else 0.0, 100.0)


def _with_unit(found: pd.DataFrame) -> pd.DataFrame:
    """A column `unit` where only the target tells of it."""
    if "unit" in found.columns or "target" not in found.columns:
        return found
    units = ["share" if "%" in str(each) else "min" for each in found["target"]]
    return found.assign(unit=units)


def _explained(found: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """What tables explain in English, said anew from their numbers."""
    from sim.report.twin_table import explanation

    if lang == "en" or not {"explanation", "reason"} <= set(found.columns):
        return found
    told = []
    for row in found.to_dict("records"):
        try:
            told.append(explanation({str(key): value for key, value in row.items()}, lang))
        except (KeyError, ValueError, TypeError):  # no row of ours
            told.append(str(row["explanation"]))
    return found.assign(explanation=told)


def _named(found: pd.DataFrame, names: Names | None) -> pd.DataFrame:
    """Runs and sites by their names."""
    if names is None:
        return found
    if "scenario" in found.columns:
        told = [names.runs.get(label, label) for label in found["scenario"]]
        found = found.assign(scenario=told)
    if "points" in found.columns:
        told = [_places(each, names) for each in found["points"]]
        found = found.assign(points=told)
    if {"scope_type", "scope"} <= set(found.columns):
        places = zip(found["scope_type"].astype(str), found["scope"].astype(str), strict=True)
        found = found.assign(scope=[names.scope(*place) for place in places])
    return found


def _places(ids: object, names: Names) -> str:
    """Names of sites whose ids are written with spaces between."""
    return ", ".join(names.scope("site", each) for each in str(ids).split()) if ids == ids else ""


def _said(values: pd.Series[Any], column: str, gains: pd.Series[Any] | None, lang: Lang) -> Any:
    """Codes of a column in words; what is no code stays as it is."""
    import pandas as pd

    if gains is not None:
        joined = [
            f"{one}/{other}" if isinstance(other, str) and other else str(one)
            for one, other in zip(values, gains, strict=True)
        ]
        values = pd.Series(joined, index=values.index)
    return values.map(lambda value: word(value, column, lang))


def _checked(text: str, lang: Lang) -> str:
    """What an audit looked at, such as `visits=25343; waits=812`."""
    from sim.report.audit import checked

    counted = _COUNTED.findall(text)
    if "; ".join(f"{unit}={n}" for unit, n in counted) != text:
        return text
    return checked([(unit, int(n)) for unit, n in counted], lang)


def word(value: object, column: str, lang: Lang) -> str:
    """A code in words."""
    text = "" if value is None or value != value else str(value)
    if column in ("kpi", "measure"):
        known = KPI if text in KPI else VALUE
        return say(known, text, lang) if text in known else text
    if column == "law":
        return say(LAWS, text, lang) if text in LAWS else text
    if column == "checked":
        return _checked(text, lang)
    if column == "target":
        return line_text(text, lang)
    if column == "unit":
        return say(UNIT, text, lang) if text in UNIT and "{" not in UNIT[text].en else text
    if column == "scope_type":
        return say(SCOPE_TYPE, text, lang) if text in SCOPE_TYPE else text
    for key in (f"{column}/{text}", f"tier/{text}", f"network/{text}"):
        if column in ("tier", "weekday", "scope") and key in SCOPE:
            return say(SCOPE, key, lang)
    key = text.lower() if isinstance(value, bool) else text
    if key in VALUE and column not in ("scope", "source", "line", "system"):
        return say(VALUE, key, lang)
    return text
