"""Tables that scenario files point at: communes, and observed values of empirical laws."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from functools import reduce

from sim.errors import Problem, cut
from sim.model.scenario_file.entries import BROKEN, Entry, Location
from sim.model.scenario_file.files import A_TABLE, Folder, Refused
from sim.model.scenario_file.paths import write_path
from sim.model.scenario_file.yaml_text import plain_word
from sim.model.words import LONGEST_LIST, did_you_mean
from sim.said import Said

MAX_ROWS = 200_000
MAX_TOLD = 5
"""Cells of one column that are complained about one by one."""

_TEXT_COLUMNS = ("code", "name", "kind", "district")
_COMMUNE_COLUMNS = (*_TEXT_COLUMNS, "lat", "lon", "area_km2", "population")

_NOT_CSV: dict[str, str] = {
    rule: rule
    for rule in (
        Said("unexpected end of data"),
        Said("field larger than field limit (131072)"),
        Said("',' expected after '\"'"),
    )
}
"""What Python says of text that is no CSV."""

_Reader = Callable[[Entry, Folder, list[Problem]], Entry]


def expand(root: Entry, folder: Folder) -> tuple[Entry, list[Problem]]:
    """The tree with every `csv` reference replaced by what the file says.

    `communes: {csv: FILE}` becomes communes by code (others given beside it go before the
    file's), and `{law: empirical, csv: FILE, column: NAME}` becomes values and weights.
    """
    problems: list[Problem] = []

    def visit(entry: Entry, at: Location) -> Entry:
        if isinstance(entry.value, tuple):
            return entry.with_value(
                tuple(visit(each, (*at, i)) for i, each in enumerate(entry.value))
            )
        if not isinstance(entry.value, dict):
            return entry
        if "csv" in entry.value and at == ("communes",):
            return told(_communes, entry, at)
        law = entry.value.get("law")
        if "csv" in entry.value and law is not None and law.value == "empirical":
            return told(_observed, entry, at)
        return entry.with_value({key: visit(each, (*at, key)) for key, each in entry.value.items()})

    def told(
        read: Callable[[Entry, Folder, list[Problem]], Entry], entry: Entry, at: Location
    ) -> Entry:
        found: list[Problem] = []
        made = read(entry, folder, found)
        for problem in found:
            reference = entry.value["csv"]
            path = write_path(root, (*at, "csv"))
            problems.append(problem if problem.file else _at(problem, reference, path))
        return made

    return visit(root, ()), problems


def _at(problem: Problem, reference: Entry, path: str) -> Problem:
    return Problem(
        file=reference.file,
        line=reference.line,
        path=path,
        value=reference.shown,
        rule=problem.rule,
        hint=problem.hint,
    )


def _rows(
    entry: Entry, folder: Folder, problems: list[Problem]
) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    """The file's name for messages, and its rows by column with their lines."""
    reference = entry.value["csv"]
    try:
        name, text = folder.text_of(reference.value, A_TABLE)
    except Refused as refused:
        problems.append(Problem(rule=refused.rule, hint=refused.hint))
        return "", []
    rows = []
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        for row in reader:
            if any(row.values()):
                cells = {k.strip(): (v or "").strip() for k, v in row.items() if isinstance(k, str)}
                rows.append((reader.line_num, cells))
            if len(rows) > MAX_ROWS:
                rule = Said("the file has more than {most:,} rows.", most=MAX_ROWS)
                problems.append(Problem(rule=rule))
                return name, []
    except csv.Error as error:
        why = _NOT_CSV.get(str(error), str(error))
        rule = Said("this is not CSV: {reason}.", reason=why)
        problems.append(Problem(file=name, line=reader.line_num + 1, rule=rule))
        return name, []
    if not rows:
        problems.append(Problem(rule=Said("the file has no rows below its heading.")))
    return name, rows


def _communes(entry: Entry, folder: Folder, problems: list[Problem]) -> Entry:
    name, rows = _rows(entry, folder, problems)
    others = {key: each for key, each in entry.value.items() if key != "csv"}
    columns = list(rows[0][1]) if rows else []
    if rows and "kind" not in columns and "type" in columns:
        rows = [(line, row | {"kind": row["type"]}) for line, row in rows]
        columns.append("kind")
    missing = [column for column in _COMMUNE_COLUMNS if rows and column not in columns]
    if missing:
        names = reduce(lambda some, one: Said("{some} or {one}", some=some, one=one), missing)
        rule = Said("the file has no column {name}.", name=names)
        hint = Said("Its columns are: {names}.", names=cut(", ".join(columns), LONGEST_LIST))
        problems.append(Problem(rule=rule, hint=hint))
        rows = []
    if not rows:
        return entry.with_value(BROKEN)
    communes: dict[str, Entry] = {}
    for line, row in rows:
        code = row["code"]
        if code in communes:
            rule = Said(
                "this commune is there twice, first in line {line}.", line=communes[code].line
            )
            problems.append(Problem(file=name, line=line, path=f"communes.{code}", rule=rule))
            continue
        cells = {
            column: Entry(
                row[column] if column in _TEXT_COLUMNS else plain_word(row[column]), name, line
            )
            for column in _COMMUNE_COLUMNS[1:]
        }
        communes[code] = Entry(cells, name, line)
    return entry.with_value(communes | others)


def _observed(entry: Entry, folder: Folder, problems: list[Problem]) -> Entry:
    rest = {key: each for key, each in entry.value.items() if key not in ("csv", "column")}
    name, rows = _rows(entry, folder, problems)
    column = entry.value.get("column")
    wanted = str(column.value) if column is not None else ""
    if rows and wanted not in rows[0][1]:
        rule = (
            Said("the file has no column {name}.", name=wanted)
            if wanted
            else Said("column: says which one to read.")
        )
        problems.append(Problem(rule=rule, hint=did_you_mean(wanted, rows[0][1])))
        rows = []
    counts: Counter[float] = Counter()
    faulty = 0
    for line, row in rows:
        value = plain_word(row[wanted])
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            counts[value] += 1
        else:
            faulty += 1
            if faulty <= MAX_TOLD:
                rule = Said("a number is needed here.")
                problems.append(
                    Problem(file=name, line=line, path=wanted, value=row[wanted], rule=rule)
                )
    if faulty > MAX_TOLD:
        rule = Said(
            "{more} more cells of column {name} are no numbers.",
            more=faulty - MAX_TOLD,
            name=wanted,
        )
        problems.append(Problem(rule=rule))
    if not counts:
        return entry.with_value(BROKEN)
    values = tuple(entry.with_value(value) for value in sorted(counts))
    weights = tuple(entry.with_value(counts[value]) for value in sorted(counts))
    made = {"values": entry.with_value(values), "weights": entry.with_value(weights)}
    return entry.with_value(rest | made)
