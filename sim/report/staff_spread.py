"""What a budget of officers left in its folder: told in sentences and a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from sim.errors import UsageError
from sim.report.app_staff_words import FIND
from sim.report.numbers import Estimate, interval, number
from sim.report.staff_found import Row, figure, moved, rows_of, whole
from sim.report.words import Lang, said, say

WAITING = "waiting_hours_per_day"
UNIT = "h/day"


def spread(raw: bytes) -> list[Row]:
    """The rows of budget.csv.

    Raises
    ------
    UsageError
        It is no such table.
    """
    try:
        rows = rows_of(raw)
        assert rows
        for row in rows:
            for key in ("officers_now", "officers_best"):
                whole(row, key)
            assert row["name"] is not None
    except (ValueError, KeyError, TypeError, AssertionError):
        raise UsageError(said(FIND, "no_sense")) from None
    return rows


def headline(rows: Sequence[Row], lang: Lang) -> str:
    """How the officers are best spread."""
    changed = sum(row["officers_now"] != row["officers_best"] for row in rows)
    if not changed:
        return say(FIND, "unchanged", lang)
    officers = sum(whole(row, "officers_best") for row in rows)
    told = {"officers": number(officers, 0, lang), "sites": len(rows)}
    return say(FIND, "spread", lang, n=changed, **told)


def waits(summary: bytes, differences: bytes | None, lang: Lang) -> str:
    """What the spread does to how long all citizens wait together; empty where it does nothing."""
    here = [each for each in rows_of(summary) if _is_waiting(each)]
    apart = [each for each in rows_of(differences or b"") if _is_waiting(each)]
    if not here or not apart:
        return ""
    by = apart[-1]
    if here[-1]["scenario"] != by["scenario"]:
        return ""
    moved_by = Estimate(*(figure(by, key) for key in ("mean", "ci_low", "ci_high")))
    now, then = figure(here[0], "mean"), figure(here[-1], "mean")
    if not moved_by.high < 0 and not moved_by.low > 0:
        return say(FIND, "no_gain", lang, now=interval(Estimate(then), UNIT, lang))
    key = "saves" if moved_by.mean < 0 else "costs"
    flipped = Estimate(*(abs(each) for each in moved_by))
    values = {"by": interval(_sorted(flipped), UNIT, lang)}
    values |= {"now": interval(Estimate(then), UNIT, lang)}
    return say(FIND, key, lang, then=interval(Estimate(now), UNIT, lang), **values)


def _sorted(found: Estimate) -> Estimate:
    return Estimate(found.mean, min(found.low, found.high), max(found.low, found.high))


def _is_waiting(row: Row) -> bool:
    return row.get("scope_type") == "network" and row.get("kpi") == WAITING


def notes(rows: Sequence[Row], lang: Lang) -> list[str]:
    """Where officers come and go, and what the figures are."""
    said = moved(rows, "officers_now", "officers_best", lang)
    staff = sum(whole(row, "staff_best") for row in rows)
    if staff != sum(whole(row, "officers_best") for row in rows):
        said.append(say(FIND, "people", lang, n=number(staff, 0, lang)))
    return [*said, say(FIND, "half_width", lang)]


def table(rows: Sequence[Row], lang: Lang) -> dict[str, list[Any]]:
    """A row for each site; those that change most first."""
    rows = sorted(
        rows, key=lambda row: -abs(whole(row, "officers_best") - whole(row, "officers_now"))
    )

    def hours(key: str) -> Callable[[Row], str]:
        return lambda row: _hours(row, key, lang)

    columns: dict[str, Callable[[Row], Any]] = {
        "place": lambda row: row["name"],
        "now": lambda row: whole(row, "officers_now"),
        "best": lambda row: whole(row, "officers_best"),
        "difference": lambda row: whole(row, "officers_best") - whole(row, "officers_now"),
        "hours_now": hours("hours_now"),
        "hours_best": hours("hours_best"),
        "one_more": hours("one_more_saves"),
        "one_less": hours("one_less_costs"),
        "unserved_now": lambda row: _count(row, "unserved_now", lang),
        "unserved_best": lambda row: _count(row, "unserved_best", lang),
        "bound": lambda row: _bound(row, lang),
    }
    filled = {say(FIND, key, lang): [of(row) for row in rows] for key, of in columns.items()}
    return {head: cells for head, cells in filled.items() if any(cell != "" for cell in cells)}


def _hours(row: Row, key: str, lang: Lang) -> str:
    found = Estimate(*(figure(row, f"{key}{end}") for end in ("", "_low", "_high")))
    return "" if math.isnan(found.mean) else interval(found, UNIT, lang)


def _count(row: Row, key: str, lang: Lang) -> str:
    return number(figure(row, key), 1, lang)


def _bound(row: Row, lang: Lang) -> str:
    from sim.report.budget_words import BUDGET

    return say(BUDGET, row["bound"], lang) if row.get("bound") in BUDGET else ""
