"""What a search for staff left in its folder: read, and told in sentences and tables."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.errors import UsageError
from sim.report.app_staff_words import FIND
from sim.report.listed import listed
from sim.report.numbers import Estimate, interval, number
from sim.report.words import Lang, said, say

if TYPE_CHECKING:
    from sim.model.spec import Scenario
    from sim.model.targets import Target

Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The fewest officers of a folder, beside the scenario with them."""

    rows: Sequence[Row]
    """Of staff.csv."""
    targets: Sequence[Target]
    free: bool
    plan: Scenario
    """With the officers found."""


def found(raw_json: bytes, raw_csv: bytes, plan: Scenario) -> Found:
    """The answer that two files hold.

    Raises
    ------
    UsageError
        They hold none.
    """
    from sim.model.spec import Target

    try:
        told: dict[str, Any] = json.loads(raw_json)
        rows = rows_of(raw_csv)
        targets = [
            Target(goal=goal, every="interval" if every else "day")
            for goal, _, every in (str(each).partition(", every") for each in told["targets"])
        ]
        answer = Found(rows=rows, targets=targets, free=bool(told["free"]), plan=plan)
        assert rows
        assert all(cell is not None for row in rows for cell in row.values())
        assert _so_many(rows, "en")
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        raise UsageError(said(FIND, "no_sense")) from None
    return answer


def rows_of(raw: bytes) -> list[Row]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def whole(row: Row, key: str) -> int:
    """A whole number of a row; 0 where there is none."""
    return int(float(row[key] or 0))


def figure(row: Row, key: str) -> float:
    """A number of a row; NaN where there is none."""
    return float(row.get(key) or math.nan)


def is_true(row: Row, key: str) -> bool:
    """Whether a row says so."""
    return row.get(key) == "true"


def change(by: int, lang: Lang) -> str:
    """So many more or fewer than now."""
    key = "more" if by > 0 else "fewer" if by < 0 else "same"
    return say(FIND, key, lang, n=number(abs(by), 0, lang))


def moved(rows: Sequence[Row], now: str, then: str, lang: Lang) -> list[str]:
    """Where there are to be more officers, and where fewer; those that change most first."""
    changes = [(whole(row, then) - whole(row, now), row["name"]) for row in rows]
    said = []
    for key, sign in (("up", 1), ("down", -1)):
        some = sorted(
            ((by, name) for by, name in changes if by * sign > 0), key=lambda each: -sign * each[0]
        )
        if some:
            names = [f"{name} {number(by, 0, lang, signed=True)}" for by, name in some]
            said.append(say(FIND, key, lang, sites=listed(names, lang)))
    return said


def headline(rows: Sequence[Row], lang: Lang) -> str:
    """How many officers are needed, or that the bounds do not allow so many."""
    unmet = [row for row in rows if not is_true(row, "feasible")]
    one = rows[0]["name"] if len(rows) == 1 else None
    if unmet:
        if one is not None:
            return say(FIND, "short_one", lang, site=one)
        return say(FIND, "short", lang, n=len(unmet), sites=len(rows))
    values = _so_many(rows, lang)
    if one is not None:
        key = "need_one_one" if whole(rows[0], "officers") == 1 else "need_one"
        return say(FIND, key, lang, site=one, **values)
    return say(FIND, "need", lang, sites=len(rows), **values)


def _so_many(rows: Sequence[Row], lang: Lang, *, enough: bool = False) -> dict[str, str]:
    """The officers that were found at all sites, or so many that they meet the targets."""
    keys = ["needed" if enough and row["needed"] else "officers" for row in rows]
    officers = sum(whole(row, key) for row, key in zip(rows, keys, strict=True))
    now = sum(whole(row, "officers_now") for row in rows)
    return {"officers": number(officers, 0, lang), "change": change(officers - now, lang)}


def where(rows: Sequence[Row], lang: Lang) -> list[str]:
    """What the bounds allow where they do not allow enough, and where officers come and go."""
    unmet = [row for row in rows if not is_true(row, "feasible")]
    said = []
    if unmet:
        said.append(say(FIND, "allowed", lang, **_so_many(rows, lang)))
        if all(row["needed"] for row in unmet):
            said.append(say(FIND, "enough", lang, **_so_many(rows, lang, enough=True)))
    return said + (moved(rows, "officers_now", "officers", lang) if len(rows) > 1 else [])


def notes(answer: Found, lang: Lang) -> list[str]:
    """Where officers come and go, and what the figures are."""
    from sim.report.target_text import goal_text

    said = where(answer.rows, lang)
    staff = sum(whole(row, "staff") for row in answer.rows)
    if staff != sum(whole(row, "officers") for row in answer.rows):
        said.append(say(FIND, "people", lang, n=number(staff, 0, lang)))
    targets = "; ".join(goal_text(each, lang) for each in answer.targets)
    said += [say(FIND, "asked", lang, targets=targets), say(FIND, "sure", lang)]
    if not all(is_true(row, "feasible") for row in answer.rows):
        said.append(say(FIND, "sure_but", lang))
    if any(map(is_near, answer.rows)):
        said.append(say(FIND, "near_note", lang))
    left = len(answer.plan.sites) - len(answer.rows)
    if left:
        said.append(say(FIND, "untargeted_one" if left == 1 else "untargeted", lang, n=left))
    return said


def troubles(answer: Found, lang: Lang) -> list[str]:
    """What does not come out as it was asked."""
    said = []
    for row in answer.rows:
        if is_true(row, "feasible"):
            continue
        needed = row["needed"]
        values = {
            "site": row["name"], "officers": whole(row, "officers"),
            "value": value(row, "value", lang),
        }  # fmt: skip
        said.append(
            say(FIND, "unmet", lang, needed=whole(row, "needed"), **values)
            if needed else say(FIND, "hopeless", lang, **values)
        )  # fmt: skip
    unsettled = [row["name"] for row in answer.rows if is_open(row)]
    if unsettled:
        said.append(say(FIND, "open", lang, sites=listed(unsettled, lang)))
    return said


def is_open(row: Row) -> bool:
    """Whether the targets are met, as far as is known, but the test has not settled it."""
    return is_true(row, "feasible") and not is_true(row, "confirmed")


def is_near(row: Row) -> bool:
    """Whether a site that was settled is on the line."""
    return is_true(row, "confirmed") and is_true(row, "on_the_line") and is_true(row, "feasible")


def value(row: Row, key: str, lang: Lang) -> str:
    """`91.2 ± 0.4 %`, or a wait: how the target is kept that is kept worst."""
    from sim.model.targets import parse_goal

    at = figure(row, key)
    if math.isnan(at) or not row["target"]:
        return ""
    goal = parse_goal(row["target"].partition(", every")[0])
    is_wait = goal.measure in ("mean", "percentile")
    ends = (figure(row, "low"), figure(row, "high")) if key == "value" else (math.nan, math.nan)
    text = interval(Estimate(at, *ends), "min" if is_wait else "share", lang)
    return say(FIND, "minutes_of" if is_wait else "percent_of", lang, value=text)


def one_fewer(row: Row, lang: Lang) -> str:
    """Service with one officer fewer than needed; nothing where a bound says how many there are."""
    return "" if row["binding"].startswith("policy") else value(row, "value_one_less", lang)


def bound_of(answer: Found, row: Row, lang: Lang) -> str:
    """The bound that holds a site's officers where they are, as people."""
    from sim.studies.staffing.bounds import bounds

    key = row["binding"]
    if not key:
        return ""
    if key == "skills":
        return say(FIND, "skills", lang)
    limits = bounds(answer.plan, free=answer.free).get(row["site"])
    if limits is None:
        return ""
    off = answer.plan.sites[row["site"]].off_counter
    if key == "policy_least":
        return say(FIND, "bound_least", lang, n=(limits.policy_least or 0) + off)
    return say(FIND, "bound_most", lang, n=limits.most + off)


def verdict(row: Row, lang: Lang) -> str:
    """Whether the answer was put to the test."""
    key = (
        "is_unmet" if not is_true(row, "feasible")
        else "is_open" if is_open(row)
        else "is_near" if is_near(row)
        else "is_tested"
    )  # fmt: skip
    return say(FIND, key, lang)


def table(answer: Found, lang: Lang) -> dict[str, list[Any]]:
    """A row for each site."""
    rows = answer.rows
    columns: dict[str, Callable[[Row], Any]] = {
        "place": lambda row: row["name"],
        "now": lambda row: whole(row, "officers_now"),
        "needed": lambda row: whole(row, "officers"),
        "difference": lambda row: whole(row, "officers") - whole(row, "officers_now"),
        "value_now": lambda row: value(row, "value_now", lang),
        "value": lambda row: value(row, "value", lang),
        "value_less": lambda row: one_fewer(row, lang),
        "would_do": lambda row: row["needed"] and str(whole(row, "needed")),
        "bound": lambda row: bound_of(answer, row, lang),
        "tested": lambda row: verdict(row, lang),
    }
    filled = {say(FIND, key, lang): [of(row) for row in rows] for key, of in columns.items()}
    return {head: cells for head, cells in filled.items() if any(cell != "" for cell in cells)}


def parts(answer: Found, lang: Lang) -> dict[str, list[str]]:
    """Officers by group or half-hour of each site; nothing where they are one number."""
    some = [row for row in answer.rows if row.get("parts")]
    if not some:
        return {}
    return {
        say(FIND, "place", lang): [row["name"] for row in some],
        say(FIND, "officers_in", lang): [row["parts"] for row in some],
    }
