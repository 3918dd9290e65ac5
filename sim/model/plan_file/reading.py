"""From a table to the scenario that it staffs: rows to groups, each fault at its cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sim.errors import Problem
from sim.model.calendar import Week, week_of
from sim.model.plan_file.duty_text import Duty, duty_of, read_duty
from sim.model.plan_file.table import (
    Findings,
    Row,
    Table,
    read_count,
    read_heads,
    read_share,
    read_text,
    read_word,
)
from sim.model.spec import OfficerGroup, Scenario, Shift, Site
from sim.model.words import did_you_mean, parse_serves
from sim.said import Said

MOST_TOLD = 100
"""Problems of one file that are told one by one."""
SOURCES = ("center", "department", "post", "commune")
NOBODY = "none"
"""What `source` says where nobody in particular sends the officers."""
_OF_GROUP = ("serves", "absence", "reserve", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """What a table says about the sites that it mentions."""

    groups: dict[str, tuple[OfficerGroup, ...]]
    """All groups of each site, in their order in the scenario, new ones last."""
    off_counter: dict[str, int]
    first_row: dict[str, int]
    """The first row of each site."""
    row_of: dict[tuple[str, str], int]
    """The first row of each (site, group)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row whose site, group, count and duty are understood."""

    row: int
    site: str
    group: str
    count: int
    duty: Duty
    rest: dict[str, Any]
    """What it says of the group as a whole, by column."""


def read_staffing(table: Table, scenario: Scenario) -> tuple[Staffing, list[Problem]]:
    """What the rows say about the sites of a scenario, and everything that is wrong with them."""
    found = Findings(table)
    lines = [line for row in table.rows if (line := _line(row, scenario, found)) is not None]
    off_counter = _off_counter(table, scenario, found)
    by_group: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        by_group.setdefault((line.site, line.group), []).append(line)
    made: dict[str, dict[str, OfficerGroup]] = {}
    for (id_, name), own in by_group.items():
        site = scenario.sites[id_]
        hours = week_of((site.calendar or scenario.calendar).hours)
        group = _group(own, site, hours, found)
        if group is not None:
            made.setdefault(id_, {})[name] = group
    _warn_of_near_names(by_group, scenario, found)
    staffing = Staffing(
        groups={id_: _in_order(scenario.sites[id_], each) for id_, each in made.items()},
        off_counter=off_counter,
        first_row=_first((line.site, line.row) for line in lines),
        row_of={key: own[0].row for key, own in by_group.items()},
    )
    if not table.rows:
        rule = Said("the table has no rows below its heads.")
        found.problems.append(table.problem(None, "", rule))
    return staffing, _bounded(found.problems, table)


def _warn_of_near_names(
    by_group: dict[tuple[str, str], list[_Line]], scenario: Scenario, found: Findings
) -> None:
    """New groups that are called almost like one that the plan does not mention, and so stays."""
    for (id_, name), own in by_group.items():
        known = [group.name for group in scenario.sites[id_].officers]
        left = [each for each in known if (id_, each) not in by_group]
        close = get_close_matches(name, left, 1, 0.8) if name not in known else []
        if close and own[0].rest.get("serves") is not None:
            rule = Said("this becomes a new group, and {other} stays as it is.", other=close[0])
            hint = Said("Did you mean {name}?", name=close[0])
            found.add(own[0].row, "group", rule, value=name, hint=hint, warning=True)


def _bounded(problems: list[Problem], table: Table) -> list[Problem]:
    more = len(problems) - MOST_TOLD
    if more <= 0:
        return problems
    rest = table.problem(None, "", Said("and {more} more problems.", more=more))
    return [*problems[:MOST_TOLD], rest]


def _first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    first: dict[str, int] = {}
    for name, row in pairs:
        first.setdefault(name, row)
    return first


def _line(row: Row, scenario: Scenario, found: Findings) -> _Line | None:
    """What a row says; None if it is not all understood, which is told."""
    before = len(found.problems)
    for column in ("site", "group", "count"):
        if column not in row.cells:
            rule = Said("this cell is empty, and a row has its site, group and count.")
            found.add(row.number, column, rule)
    id_ = found.cell(row, "site", read_word)
    name = found.cell(row, "group", read_word)
    count = found.cell(row, "count", read_count)
    duty = found.cell(row, "duty", lambda value: read_duty(_duty_text(value)))
    readers = {
        "serves": read_serves, "absence": read_share, "reserve": read_count,
        "source": read_source,
    }  # fmt: skip
    rest = {
        column: found.cell(row, column, read)
        for column, read in readers.items()
        if column in row.cells
    }
    if id_ is not None and id_ not in scenario.sites:
        hint = _which_site(id_, scenario)
        found.add(row.number, "site", Said("there is no such site."), value=id_, hint=hint)
    if len(found.problems) > before or id_ is None or name is None or count is None:
        return None
    return _Line(row=row.number, site=id_, group=name, count=count, duty=duty, rest=rest)


def _which_site(typed: str, scenario: Scenario) -> str:
    """A hint at the site that was meant, also where its name was written in place of its id."""
    named = [
        id_ for id_, site in scenario.sites.items() if (site.name or "").lower() == typed.lower()
    ]
    if len(named) == 1:
        return Said("Did you mean {name}?", name=named[0])
    return did_you_mean(typed, scenario.sites, all_of=len(scenario.sites) <= 12)


def _duty_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(
            Said('duty is text such as "07:30-11:30, 13:30-17:00"; format the cell as text.')
        )
    return value


def read_serves(value: Any) -> str | tuple[str, ...]:
    """`all`, or procedures with commas between; in double quotes, if one has a comma itself."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else value
    text = read_text(str(text) if type(text) is int else text)
    try:
        (words,) = csv.reader([text.replace("\n", " ")], skipinitialspace=True, strict=True)
    except (csv.Error, ValueError):
        raise ValueError(Said("serves: all, or procedures with commas between.")) from None
    words = [word.strip() for word in words if word.strip()]
    if words == ["all"]:
        return "all"
    try:
        return parse_serves(words)
    except ValueError:
        raise ValueError(
            Said("serves: all, or procedures and procedure/purpose with commas between.")
        ) from None


def read_source(value: Any) -> str | None:
    """Who sends the officers; `none` for nobody in particular."""
    text = read_text(value).lower()
    if text not in (*SOURCES, NOBODY):
        raise ValueError(
            Said("source is {sources} or {none}.", sources=", ".join(SOURCES), none=NOBODY)
        )
    return None if text == NOBODY else text


def _group(lines: list[_Line], site: Site, hours: Week, found: Findings) -> OfficerGroup | None:
    """The group that some rows make, of what it was before and what they change."""
    first = lines[0]
    rest = _agreed(lines, found)
    known = {group.name: group for group in site.officers}
    before = known.get(first.group)
    if rest is None:
        return None
    if before is None and rest.get("serves") is None:
        hint = did_you_mean(first.group, known)
        rule = Said("this site has no such group, and a new one says what it serves.")
        found.add(first.row, "group", rule, value=first.group, hint=hint)
        return None
    group = before or OfficerGroup(name=first.group, count=0)
    working = [line for line in lines if line.count > 0]
    duty, shifts = (working or lines)[0].duty, []
    if len(working) > 1:
        shifts = [
            Shift(count=line.count, duty=duty_of(hours) if line.duty is None else line.duty)
            for line in working
        ]
    return group.model_copy(
        update={
            **rest, "count": sum(line.count for line in lines), "shifts": tuple(shifts),
            "duty": None if shifts else duty,
        }
    )  # fmt: skip


def _agreed(lines: list[_Line], found: Findings) -> dict[str, Any] | None:
    """What the rows of a group say of it as a whole; None if they contradict each other."""
    said: dict[str, tuple[Any, int]] = {}
    agreed = True
    for line in lines:
        for column in _OF_GROUP:
            if column not in line.rest:
                continue
            value, row = said.setdefault(column, (line.rest[column], line.row))
            if value != line.rest[column]:
                rule = Said(
                    "the rows of a group agree, and row {row} says something else.", row=row
                )
                found.add(line.row, column, rule)
                agreed = False
    return {column: value for column, (value, _) in said.items()} if agreed else None


def _off_counter(table: Table, scenario: Scenario, found: Findings) -> dict[str, int]:
    """Staff off the counter, of the sites where some row says it."""
    said: dict[str, tuple[int, int]] = {}
    for row in table.rows:
        heads = found.cell(row, "off_counter", read_heads)
        try:
            id_ = read_word(row.cells.get("site"))
        except ValueError:
            continue
        if heads is None or id_ not in scenario.sites:
            continue
        value, first = said.setdefault(id_, (heads, row.number))
        if value != heads:
            rule = Said(
                "the rows of a site agree, and row {first} says {value}.", first=first, value=value
            )
            found.add(row.number, "off_counter", rule, value=heads)
    return {id_: value for id_, (value, _) in said.items()}


def _in_order(site: Site, made: dict[str, OfficerGroup]) -> tuple[OfficerGroup, ...]:
    """The groups of a site in their old order; those that the rows do not mention as they are."""
    old = tuple(made.pop(group.name, group) for group in site.officers)
    return old + tuple(made.values())
