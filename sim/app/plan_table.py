"""The rows of a plan of staff as a table on a page: shown, changed, judged, added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sim.report.app_plan_words import PLANS
from sim.report.catalogue import tongue
from sim.report.plan_words import PLAN_HEAD
from sim.report.words import SCOPE, Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.errors import Problem
    from sim.model.plan_file import Planned, PlanRow, Table
    from sim.model.spec import Scenario

WHOLE = ("count", "reserve", "off_counter")
"""Columns of whole numbers."""
PERCENT = "absence"
"""The column of a share, which people see in per cent."""
NUMBERS = (*WHOLE, PERCENT)
TIERS = ("center", "branch", "point")


@dataclass(frozen=True, kw_only=True)
class Added:
    """A row that is added to a plan."""

    site: str
    group: str
    count: int
    duty: str = ""
    serves: str = ""
    """What a group serves that is new; empty: as before."""


def frame(rows: Sequence[PlanRow]) -> pd.DataFrame:
    """The rows as people see them: shares in per cent, whole numbers whole, the first row 1."""
    import pandas as pd

    from sim.model.plan_file import COLUMNS

    found = pd.DataFrame([[row[column] for column in COLUMNS] for row in rows], columns=COLUMNS)
    for column in WHOLE:
        found[column] = found[column].astype("Int64")
    found[PERCENT] = [_times_100(row[PERCENT]) for row in rows]
    found[PERCENT] = found[PERCENT].astype("Float64")
    found.index = pd.RangeIndex(1, len(rows) + 1)
    return found


def rows_of(shown: pd.DataFrame) -> list[PlanRow]:
    """The rows that `frame` shows, with what was changed in them."""
    return [
        {str(column): _value(str(column), value) for column, value in row.items()}
        for row in shown.to_dict("records")
    ]


def _value(column: str, value: Any) -> Any:
    if value is None or value != value or str(value) == "<NA>":
        return None
    if column in WHOLE:
        return int(value)
    if column == PERCENT:
        return float(Decimal(repr(float(value))) / 100)
    return str(value).strip() or None


def _times_100(share: float | None) -> float | None:
    """By the digits that people see, so that what comes back is the same to the bit."""
    return None if share is None else float(Decimal(repr(float(share))) * 100)


def table(rows: Sequence[PlanRow], lang: Lang) -> Table:
    """The rows as those who judge plans want them."""
    from sim.model.plan_file import COLUMNS, Row, Table

    cells = [{key: value for key, value in row.items() if value is not None} for row in rows]
    return Table(
        file="", letters=dict.fromkeys(COLUMNS, ""),
        rows=tuple(Row(number=n, cells=each) for n, each in enumerate(cells, 1)),
        heads={column: say(PLAN_HEAD, column, lang) for column in COLUMNS},
    )  # fmt: skip


def judged(rows: Sequence[PlanRow], scenario: Scenario, lang: Lang) -> Planned:
    """The scenario staffed by the rows, and all that is wrong with them."""
    from sim.model.plan_file import planned

    return planned(scenario, table(rows, lang))


def in_words(problem: Problem, lang: Lang) -> str:
    """A problem of the table, at its row, in a language."""
    told = replace(problem, file="", line=None).told(tongue(lang))
    if problem.line is None:
        return told
    return say(PLANS, "at_row", lang, row=problem.line, told=told)


def with_row(rows: Sequence[PlanRow], new: Added, scenario: Scenario) -> list[PlanRow]:
    """The rows with another one: behind those of its group, else of its site, else the last."""
    from sim.model.plan_file import COLUMNS

    row: PlanRow = dict.fromkeys(COLUMNS) | {
        "site": new.site, "name": scenario.sites[new.site].name or new.site, "group": new.group,
        "count": new.count, "duty": new.duty.strip() or None, "serves": new.serves.strip() or None,
    }  # fmt: skip
    of_site = [n for n, each in enumerate(rows) if each["site"] == new.site]
    of_group = [n for n in of_site if rows[n]["group"] == new.group]
    at = (of_group or of_site or [len(rows) - 1])[-1] + 1
    return [*rows[:at], row, *rows[at:]]


def officers(rows: Sequence[PlanRow]) -> Counter[str]:
    """Officers by site; rows that say no number have none."""
    found: Counter[str] = Counter()
    for row in rows:
        found[str(row["site"])] += int(row["count"] or 0)
    return found


def totals(
    rows: Sequence[PlanRow], before: Sequence[PlanRow], scenario: Scenario, lang: Lang
) -> dict[str, list[Any]]:
    """Officers in the plan, and by how many more than in the scenario.

    All sites, each tier, and each site: those that change first.
    """
    now, was = officers(rows), officers(before)
    names, counts, changes = [say(PLANS, "all_sites", lang)], [now.total()], [0]
    changes[0] = now.total() - was.total()
    for tier in TIERS:
        ids = [id_ for id_, site in scenario.sites.items() if site.tier == tier]
        if ids:
            names.append(say(SCOPE, f"tier/{tier}", lang))
            counts.append(_sum(now, ids))
            changes.append(_sum(now, ids) - _sum(was, ids))
    order = sorted(scenario.sites, key=lambda id_: now[id_] == was[id_])
    for id_ in order:
        names.append(scenario.sites[id_].name or id_)
        counts.append(now[id_])
        changes.append(now[id_] - was[id_])
    return {
        say(PLANS, "where", lang): names,
        say(PLANS, "officers", lang): counts,
        say(PLANS, "change", lang): changes,
    }


def _sum(counts: Mapping[str, int], ids: Sequence[str]) -> int:
    return sum(counts[id_] for id_ in ids)
