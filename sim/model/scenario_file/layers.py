"""One file on top of another: `extends`, `remove`, and the merging of maps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import Problem, ScenarioError, quoted, told_by
from sim.model.scenario_file.complaints import problems_of, salvaged
from sim.model.scenario_file.csv_files import expand
from sim.model.scenario_file.entries import Entry
from sim.model.scenario_file.files import (
    A_SCENARIO,
    SHIPPED,
    SHIPPED_PREFIX,
    Folder,
    Refused,
    is_there,
    read_text,
)
from sim.model.scenario_file.paths import PathError, find, split_assignment
from sim.model.scenario_file.sites import join_points, settle_staff
from sim.model.scenario_file.yaml_text import compose
from sim.model.spec import Layer
from sim.model.words import WEEKDAYS, did_you_mean, parse_weekdays
from sim.said import Said

_LAYER_KEYS = tuple(Layer.model_fields)
_ARRIVAL_FORMS = ("per_hour", "per_day", "at")
_UNIT_SIZES = ("processors", "load")
SET = "--set"
"""The file that messages name for what the command line says."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as it was read: what it says of itself, and what of the scenario."""

    name: str
    content: Entry
    words: Entry
    """The entries of `extends`, `remove` and `merge`."""
    layer: Layer


def sheets(text: str, name: str, folder: Folder) -> tuple[list[Sheet], list[Problem]]:
    """The file of this text and those it extends, the lowest first, with what is wrong with them.

    Raises
    ------
    ScenarioError
        If one of the files cannot be read at all.
    """
    found: list[Sheet] = []
    problems: list[Problem] = []
    seen: list[Path] = [(folder.path / Path(name).name).resolve()]
    while True:
        sheet, wrong = _sheet(text, name, folder)
        problems += wrong
        found.insert(0, sheet)
        if sheet.layer.extends is None:
            return found, problems
        reference = sheet.words.value["extends"]
        try:
            path, name, folder = _below(sheet.layer.extends, folder)
            if path in seen:
                raise Refused(Said("this file is extended by itself, by way of the others."))
            seen.append(path)
            text = read_text(path, A_SCENARIO)
        except Refused as refused:
            place = Problem(
                file=reference.file,
                line=reference.line,
                path="extends",
                value=sheet.layer.extends,
                rule=refused.rule,
                hint=refused.hint,
            )
            raise ScenarioError([*problems, place]) from None


def _below(reference: str, folder: Folder) -> tuple[Path, str, Folder]:
    """The extended file: its path, its name in messages, and the folder it reads from."""
    if reference.startswith(SHIPPED_PREFIX):
        stem = reference.removeprefix(SHIPPED_PREFIX)
        shipped = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
        if stem not in shipped:
            hint = did_you_mean(stem, shipped)
            raise Refused(Said("no scenario called {name} is shipped.", name=quoted(stem)), hint)
        path = (SHIPPED / f"{stem}.yaml").resolve()
        return path, reference, Folder(SHIPPED, SHIPPED, str(SHIPPED))
    path, name = folder.find(reference, A_SCENARIO)
    if not is_there(path) or path.is_dir():
        siblings = (
            [each.name for each in path.parent.glob("*.yaml")] if is_there(path.parent) else []
        )
        raise Refused(
            Said("this file is not there."), did_you_mean(path.name, siblings, all_of=False)
        )
    return path, name, Folder(path.parent, folder.root, str(Path(name).parent))


def _sheet(text: str, name: str, folder: Folder) -> tuple[Sheet, list[Problem]]:
    root, problems = compose(text, name)
    if root is None:
        raise ScenarioError(Problem(file=name, rule=Said("the file is empty.")))
    if not isinstance(root.value, dict):
        raise ScenarioError(
            problems
            or Problem(file=name, rule=Said("a scenario is a map, such as name: My office."))
        )
    words = root.with_value({k: v for k, v in root.value.items() if k in _LAYER_KEYS})
    layer, wrong = problems_of(Layer, words)
    if any(problem.path == "extends" for problem in wrong):
        raise ScenarioError([*problems, *wrong])
    if layer is None:
        layer, _ = salvaged(Layer, words)
    content = root.with_value({k: v for k, v in root.value.items() if k not in _LAYER_KEYS})
    content, unread = expand(content, folder)
    return Sheet(name, content, words, layer or Layer()), problems + wrong + unread


def stacked(found: list[Sheet]) -> tuple[Entry, list[Problem]]:
    """The scenario that the files say together, laid one on top of the other."""
    tree = Entry({}, found[-1].name, 1)
    problems: list[Problem] = []
    for sheet in found:
        below = tree
        for i, path in enumerate(sheet.layer.remove):
            tree, wrong = _without(tree, path, sheet.words.at(("remove", i)))
            problems += wrong
        below = tree = settle_staff(below, tree)
        tree = merged(tree, sheet.content)
        tree = Entry(tree.value, sheet.content.file, sheet.content.line)
        tree = settle_staff(below, tree)
        for i, merge in enumerate(sheet.layer.merge):
            tree, wrong = join_points(tree, merge, sheet.words, i)
            problems += wrong
    return tree, problems


def _without(tree: Entry, path: str, said: Entry | None) -> tuple[Entry, list[Problem]]:
    try:
        found = find(tree, path)
    except PathError as error:
        place = said or tree
        problem = Problem(
            file=place.file,
            line=place.line,
            path="remove",
            value=path,
            rule=told_by(error),
            hint=error.hint,
        )
        return tree, [problem]
    # Backwards, so that taking an item out of a list moves none that is still to go.
    for location in sorted(found, key=lambda at: tuple(map(_sort_key, at)), reverse=True):
        tree = tree.put(location, None)
    return tree, []


def _sort_key(step: str | int) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (0, step)


def merged(below: Entry, above: Entry, *, arrivals: bool = False) -> Entry:
    """What two entries say together: maps merge key by key, all else is replaced.

    A map that names its law replaces the one below whole; so do arrivals (`arrivals`: these are
    one procedure's) that name another of per_hour, per_day and at. A unit's processors replace
    its load, and the other way round.
    """
    if not isinstance(below.value, dict) or not isinstance(above.value, dict):
        return above
    if "law" in above.value:
        return above
    low, high = below.value, above.value
    if arrivals:
        forms = [form for form in _ARRIVAL_FORMS if form in high]
        if forms and forms != [form for form in _ARRIVAL_FORMS if form in low]:
            return above
    if _is_weekly(low) and _is_weekly(high):
        low, high = _by_day(low), _by_day(high)
    entries = dict(low)
    for key, entry in high.items():
        entries[key] = (
            _merged_arrivals(low[key], entry)
            if key == "arrivals" and key in low
            else _merged_units(low[key], entry)
            if key == "units" and key in low
            else merged(low[key], entry)
            if key in low
            else entry
        )
    return above.with_value(entries)


def _merged_arrivals(below: Entry, above: Entry) -> Entry:
    if not isinstance(below.value, dict) or not isinstance(above.value, dict):
        return above
    entries = dict(below.value)
    for key, entry in above.value.items():
        entries[key] = merged(below.value[key], entry, arrivals=True) if key in entries else entry
    return above.with_value(entries)


def _merged_units(below: Entry, above: Entry) -> Entry:
    if not isinstance(below.value, dict) or not isinstance(above.value, dict):
        return above
    entries = dict(below.value)
    for key, entry in above.value.items():
        entries[key] = merged(_unsized(entries[key], entry), entry) if key in entries else entry
    return above.with_value(entries)


def _unsized(below: Entry, above: Entry) -> Entry:
    """A unit without its size, if another entry says one."""
    if not isinstance(below.value, dict) or not isinstance(above.value, dict):
        return below
    if not any(size in above.value for size in _UNIT_SIZES):
        return below
    return below.with_value({k: v for k, v in below.value.items() if k not in _UNIT_SIZES})


def _is_weekly(entries: dict[str, Entry]) -> bool:
    """Whether the keys are weekdays; ranges of them are then merged day by day."""
    try:
        days = [day for key in entries for day in parse_weekdays(key)]
    except ValueError:
        return False
    return 0 < len(days) == len(set(days))


def _by_day(entries: dict[str, Entry]) -> dict[str, Entry]:
    days = {day: entry for key, entry in entries.items() for day in parse_weekdays(key)}
    return {WEEKDAYS[day]: days[day] for day in sorted(days)}


def with_sets(tree: Entry, sets: tuple[str, ...]) -> tuple[Entry, list[Problem]]:
    """The scenario with every `path=value` of the command line put in place, in their order."""
    below, problems = tree, []
    for each in sets:
        path = text = ""
        try:
            path, text = split_assignment(each)
            value, wrong = compose(text, SET, lined=False)
            if value is None:
                raise PathError(Said("a value is missing after the equals sign."))
            problems += [replace(problem, path=path, value=text) for problem in wrong]
            tree = _assigned(tree, path, value)
        except PathError as error:
            problem = Problem(file=SET, path=path or each, value=text, rule=told_by(error))
            problems.append(replace(problem, hint=error.hint))
        except ScenarioError as error:
            problems.append(replace(error.problems[0], path=path, value=text))
    return settle_staff(below, tree), problems


def _assigned(tree: Entry, path: str, value: Entry) -> Entry:
    for location in find(tree, path, new=True):
        if location[0] in _LAYER_KEYS:
            raise PathError(Said("{key} belongs to a file and cannot be set.", key=location[0]))
        at = location[:-1]
        parent = tree.at(at)
        if len(location) == 5 and location[2] == "arrivals" and location[4] in _ARRIVAL_FORMS:
            above = Entry({location[4]: value}, SET)
            tree = tree.put(at, merged(parent, above, arrivals=True) if parent else above)
        elif len(location) == 3 and location[0] == "units" and location[2] in _UNIT_SIZES:
            above = Entry({location[2]: value}, SET)
            tree = tree.put(at, merged(_unsized(parent, above), above) if parent else above)
        else:
            tree = tree.put(location, value)
    return tree
