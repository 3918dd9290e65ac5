"""Scenario files: YAML to `Scenario`, and `Scenario` to its resolved YAML.

    load(path) -> Scenario          everything wrong with it at once, as one ScenarioError
    dump(scenario) -> str           every default written out; loads again as the same scenario

A file goes through `files` (may it be read?), `yaml_text` (entries with lines), `layers`
(extends, remove, merge), the types of `spec`, and `rules`. Nothing else in the project knows YAML.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import Problem, ScenarioError
from sim.model import rules
from sim.model.calendar import lead_days, leads
from sim.model.scenario_file.complaints import place, problems_of, salvaged
from sim.model.scenario_file.entries import MOST_TOLD, Entry, Location, more_of, one_line
from sim.model.scenario_file.files import A_SCENARIO, Folder, Refused, read_text, root_of
from sim.model.scenario_file.layers import SET, Sheet, sheets, stacked, with_sets
from sim.model.scenario_file.paths import PathError, Pick, parse_path, split_assignment
from sim.model.scenario_file.schema import json_schema, write_schema
from sim.model.scenario_file.write import dump
from sim.model.spec import Scenario

__all__ = [
    "Loaded",
    "PathError",
    "dump",
    "json_schema",
    "load",
    "loads",
    "read",
    "read_each",
    "reads",
    "split_assignment",
    "write_schema",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scenario and what the user should know about it."""

    scenario: Scenario
    warnings: tuple[Problem, ...] = ()
    """What may be meant, but is worth a look: an error where strictness is asked for."""
    files: tuple[str, ...] = ()
    """The scenario files that were read, the lowest layer first."""


def load(path: Path | str, *, sets: Sequence[str] = (), root: Path | None = None) -> Scenario:
    """The scenario of a file, in its resolved form.

    `sets` are assignments like `sites.office.staff=4`, put in place after all layers. `root` is
    the folder that nothing outside of is read: by default the shipped `scenarios/` for files in
    there, and else the file's own folder.

    Raises
    ------
    ScenarioError
        With every problem found, each with its file, line, path, value and rule.
    """
    return read(path, sets=sets, root=root).scenario


def loads(
    text: str, *, name: str = "scenario", sets: Sequence[str] = (), root: Path | None = None
) -> Scenario:
    """The scenario of a text, as `load`; other files are sought in `root`, or where we are.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    return reads(text, name=name, sets=sets, root=root).scenario


def read(path: Path | str, *, sets: Sequence[str] = (), root: Path | None = None) -> Loaded:
    """The scenario of a file together with the warnings about it; see `load`.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    (loaded,) = read_each(path, [sets], root=root)
    return loaded


def read_each(
    path: Path | str, sets: Iterable[Sequence[str]], *, root: Path | None = None
) -> list[Loaded]:
    """The scenario of a file under each of several lists of assignments; its text is read once.

    Raises
    ------
    ScenarioError
        With every problem found under the first list that has any.
    """
    file = Path(path)
    try:
        text = read_text(file, A_SCENARIO)
    except Refused as refused:
        problem = Problem(file=str(path), rule=refused.rule, hint=refused.hint)
        raise ScenarioError(problem) from None
    folder = Folder(file.resolve().parent, root or root_of(file), str(file.parent))
    written = _written(text, str(path), folder)
    return [_resolved(*written, each) for each in sets]


def reads(
    text: str, *, name: str = "scenario", sets: Sequence[str] = (), root: Path | None = None
) -> Loaded:
    """The scenario of a text together with the warnings about it; see `loads`.

    Raises
    ------
    ScenarioError
        With every problem found.
    """
    where = root or Path.cwd()
    return _resolved(*_written(text, name, Folder(where, where, str(root or ""))), sets)


def _written(text: str, name: str, folder: Folder) -> tuple[list[Sheet], Entry, list[Problem]]:
    """The layers of a text, the tree that they make, and what is wrong with either."""
    found, problems = sheets(text, name, folder)
    tree, wrong = stacked(found)
    return found, tree, [*problems, *wrong]


def _resolved(
    found: list[Sheet], tree: Entry, problems: list[Problem], sets: Sequence[str]
) -> Loaded:
    tree, wrong = with_sets(tree, tuple(sets))
    problems = [*problems, *wrong]
    scenario, wrong = problems_of(Scenario, tree)
    problems += wrong
    if scenario is None:
        whole, touched = salvaged(Scenario, tree)
        related = [] if whole is None else _related(tree, whole, touched)
        raise ScenarioError(_once([*problems, *(each for each in related if not each.warning)]))
    related = _related(tree, scenario, [])
    problems += [problem for problem in related if not problem.warning]
    if problems:
        raise ScenarioError(_once(problems))
    return _loaded(tree, scenario, related, found)


def _loaded(tree: Entry, scenario: Scenario, warned: list[Problem], found: list[Sheet]) -> Loaded:
    try:
        lead_days(scenario)
    except ScenarioError as error:
        raise ScenarioError([_placed(tree, each) for each in error.problems]) from None
    # Written out as what they are: working days are other dates about another period.
    warm_up, run_out = leads(scenario)
    return Loaded(
        scenario=scenario.model_copy(update={"warm_up": warm_up, "run_out": run_out}),
        warnings=tuple(_few(warned)),
        files=tuple(sheet.name for sheet in found),
    )


def _related(tree: Entry, scenario: Scenario, touched: list[Location]) -> list[Problem]:
    """What the rules find, at its place in the file.

    Problems are left out that may merely follow from a fault on the way to their place, or below.
    """
    doubtful = {step for location in touched for step in location if step == "calendar"}
    doubtful |= {location[0] for location in touched if location == ("communes",)}
    doubtful |= {location[0] for location in touched if location[0] == "units"}
    return [
        _placed(tree, problem)
        for problem in rules.problems(scenario, doubtful={str(each) for each in doubtful})
        if not any(_on_one_way(_judged(problem), location) for location in touched)
    ]


def _judged(problem: Problem) -> Location:
    location = _location(problem.path)
    return location[:-1] if location[-1:] == ("staff",) else location  # judged by the whole site


def _on_one_way(one: Location, other: Location) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


def _placed(tree: Entry, problem: Problem) -> Problem:
    location = _location(problem.path)
    at = place(tree, location, problem.rule)
    return Problem(
        file=at.file,
        line=at.line,
        path=at.path if tree.at(location) is not None else problem.path,
        value=problem.value or at.value,
        rule=problem.rule,
        hint=problem.hint,
        warning=problem.warning,
    )


def _location(path: str) -> Location:
    """The keys and positions of a path as the rules write it, without names in brackets."""
    location: Location = ()
    for step in parse_path(path) if path else ():
        if isinstance(step, Pick):
            location = (*location, int(step.name))
        else:
            location = (*location, step)
    return location


def _once(problems: list[Problem]) -> list[Problem]:
    """The problems without repetitions, in the order of the files' lines."""
    told = (
        replace(
            each, path=one_line(each.path), value=one_line(each.value), rule=one_line(each.rule)
        )
        for each in problems
    )
    return _few(sorted(dict.fromkeys(told), key=_order))


def _few(problems: list[Problem]) -> list[Problem]:
    """As many as anybody reads, and how many more there are."""
    if len(problems) <= MOST_TOLD + 1:
        return problems
    return [*problems[:MOST_TOLD], *more_of(len(problems), problems[0].file)]


def _order(problem: Problem) -> tuple[bool, str, int]:
    return problem.file == SET, problem.file, problem.line or sys.maxsize
