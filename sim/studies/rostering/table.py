"""Needs that somebody wrote as a table: site, group or procedures, weekday, from, officers.

A row says how many officers are needed from a time of day on, for half an hour or until `to`.
Where a site is named at all, what no row names is 0 there.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from sim.errors import UsageError, quoted, told_by
from sim.model.spec import Scenario, Site
from sim.model.tables import Ints
from sim.model.words import parse_clock, parse_weekdays, write_clock
from sim.said import Said, together
from sim.studies.rostering.load import N_SLOTS, SLOT_MINUTES
from sim.studies.rostering.needs import N_DAYS, Need, Needs
from sim.studies.staffing.lines import lines_of

COLUMNS = ("site", "group", "procedures", "weekday", "from", "to", "officers")
MOST_OFFICERS = 10_000
_Read = TypeVar("_Read")
_Line = tuple[str, tuple[int, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it was written, by column; cells that are empty are left out."""

    place: str
    """Where it stands, for messages: `needs.csv:3`, `needs.xlsx, row 3`."""
    cells: Mapping[str, Any]


def needs_from(rows: Iterable[Row], scenario: Scenario) -> Needs:
    """The needs that rows say.

    Raises
    ------
    UsageError
        A cell cannot be read, or names what is not there.
    """
    found: dict[str, dict[_Line, Ints]] = {}
    for row in rows:
        site_id = _named(row, "site", scenario.sites)
        line = _line(row, scenario, scenario.sites[site_id])
        days = _cell(row, "weekday", lambda value: parse_weekdays(value))
        start = _cell(row, "from", _on_the_grid)
        end = start + SLOT_MINUTES
        if "to" in row.cells:
            end = _cell(row, "to", _on_the_grid)
        if end <= start:
            raise _wrong(row, "to", Said("it is not after {time}.", time=write_clock(start)))
        n = _cell(row, "officers", _officers)
        empty = np.zeros((N_DAYS, N_SLOTS), np.int64)
        officers = found.setdefault(site_id, {}).setdefault(line, empty)
        for day in days:
            officers[day, start // SLOT_MINUTES : end // SLOT_MINUTES] = n
    if not found:
        raise UsageError(Said("--needs: there is no row of needs in the file."))
    return {
        site_id: tuple(
            Need(line=name, groups=groups, officers=officers, procedures=procedures)
            for (name, groups, procedures), officers in lines.items()
        )
        for site_id, lines in found.items()
    }


def _line(row: Row, scenario: Scenario, site: Site) -> _Line:
    """The name of a row's line, the groups that may cover it, and the procedures that it is for."""
    names = [group.name for group in site.officers]
    if ("group" in row.cells) == ("procedures" in row.cells):
        rule = Said("a row names a group, or procedures, and not both.")
        raise _wrong(row, "group", rule)
    if "group" in row.cells:
        name = _named(row, "group", dict.fromkeys(names))
        return name, (names.index(name),), ()
    asked = [each.strip() for each in str(row.cells["procedures"]).split(";") if each.strip()]
    for each in asked:
        if each not in scenario.procedures:
            raise _wrong(row, "procedures", _not_there(each, scenario.procedures))
    serving = [
        set(line.groups) for line in lines_of(scenario, site) if set(line.procedures) & set(asked)
    ]
    groups = tuple(sorted(set.intersection(*serving))) if serving else ()
    if not groups:
        raise _wrong(row, "procedures", Said("no group of the site serves all of these."))
    return " + ".join(names[g] for g in groups), groups, tuple(asked)


def _named(row: Row, column: str, known: Mapping[str, Any]) -> str:
    name = _cell(row, column, lambda value: str(value).strip())
    if name not in known:
        raise _wrong(row, column, _not_there(name, known))
    return name


def _not_there(name: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(name, known, 1, 0.5)
    rule = Said("there is no {name} in the scenario.", name=name)
    return together([rule, Said("Did you mean {name}?", name=close[0]) if close else ""])


def _cell(row: Row, column: str, read: Callable[[Any], _Read]) -> _Read:
    if column not in row.cells:
        raise UsageError(
            Said(
                "--needs {place}, {column}: something is needed here.",
                place=row.place,
                column=column,
            )
        )
    try:
        return read(row.cells[column])
    except ValueError as error:
        raise _wrong(row, column, told_by(error)) from None


def _wrong(row: Row, column: str, rule: str) -> UsageError:
    return UsageError(
        Said(
            "--needs {place}, {column} = {value}: {rule}",
            place=row.place,
            column=column,
            value=quoted(row.cells.get(column, "")),
            rule=rule,
        )
    )


def _on_the_grid(value: Any) -> int:
    text = value.strftime("%H:%M") if hasattr(value, "strftime") else str(value).strip()
    minute = parse_clock(text[:5] if text.count(":") == 2 else text)
    if minute % SLOT_MINUTES:
        raise ValueError(Said("needs are told by half-hours: :00 or :30."))
    return minute


def _officers(value: Any) -> int:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number <= MOST_OFFICERS or number != int(number):
        raise ValueError(
            Said(
                "a whole number from {least:,} to {most:,} is needed here.",
                least=0,
                most=MOST_OFFICERS,
            )
        )
    return int(number)
