"""From what was typed to scenarios: shipped names, paths, did-you-mean, warnings."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.language import spoken, tell
from sim.errors import Problem, ScenarioError, UsageError
from sim.report.catalogue import tongue
from sim.said import Said, together

if TYPE_CHECKING:
    from sim.model.plan_file import Table
    from sim.model.scenario_file import Loaded
    from sim.report.plans import Source

PHASES = ("phase-1", "phase-2", "phase-3")
"""What `compare` compares when nothing is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A scenario that was loaded, and how it is called from now on."""

    label: str
    path: Path
    loaded: Loaded


def find(typed: str) -> Path:
    """The file of a path or of a shipped name: `phase-2`, `motcua:phase-2`.

    Raises
    ------
    UsageError
        There is no such file; names the ones that are nearest.
    """
    from sim.model.scenario_file.files import SHIPPED, SHIPPED_PREFIX, is_there

    if typed.startswith(SHIPPED_PREFIX):
        name = typed.removeprefix(SHIPPED_PREFIX)
        known = _shipped()
        if name in known:
            return _near(SHIPPED / f"{name}.yaml")
        rule = Said("{typed}: there is no such shipped scenario.", typed=typed)
        raise UsageError(together([rule, _nearest(name, known)]))
    path = Path(typed)
    if is_there(path):
        return path
    if typed in _shipped():
        return _near(SHIPPED / f"{typed}.yaml")
    folder = path.parent
    siblings = [str(file) for file in folder.glob("*.y*ml")] if is_there(folder) else []
    rule = Said("{typed}: there is no such scenario file.", typed=typed)
    raise UsageError(together([rule, _nearest(typed, [*siblings, *_shipped()])]))


def _shipped() -> list[str]:
    from sim.model.scenario_file.files import SHIPPED

    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def _near(path: Path) -> Path:
    """The path as seen from here, which messages then write."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _nearest(typed: str, known: Sequence[str]) -> str:
    typed = typed[:200]  # to seek the nearest of endless names takes long, and finds nothing
    stems = {Path(name).stem: name for name in known}
    close = difflib.get_close_matches(typed, known, 1, 0.6)
    close += [stems[stem] for stem in difflib.get_close_matches(Path(typed).stem, stems, 1, 0.6)]
    if close:
        return Said("Did you mean {name}?", name=close[0])
    shipped = [name for name in known if "/" not in name and not name.endswith((".yaml", ".yml"))]
    return Said("Shipped are {names}.", names=", ".join(shipped)) if shipped else ""


def load(
    typed: Sequence[str], sets: Sequence[str], *, strict: bool, plan: Source | None = None
) -> list[Named]:
    """Load every scenario, staff it by the plan, and show warnings on stderr.

    Raises
    ------
    UsageError
        A file is not there.
    ScenarioError
        Every problem of every file; under `strict` warnings are problems.
    """
    from sim.model import scenario_file

    paths = [find(each) for each in typed]
    table = plan_table(plan)
    found: list[Named] = []
    problems: list[Problem] = []
    of_plan: dict[str, list[Problem]] = {}
    for label, path in zip(labels(paths), paths, strict=True):
        try:
            loaded = scenario_file.read(path, sets=sets)
        except ScenarioError as error:
            problems += error.problems
            continue
        if table is not None:
            loaded, of_plan[label] = with_plan(loaded, table)
        found.append(Named(label=label, path=path, loaded=loaded))
        if strict:
            problems += loaded.warnings
        else:
            show_warnings(loaded.warnings)
    problems += _told_once(of_plan)
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    return found


def beside_own(named: Named, sets: Sequence[str], plan: Source) -> list[Named]:
    """The scenario with its own plan of staff, and the one that a plan has staffed."""
    from sim.model import scenario_file
    from sim.model.words import LONGEST_TITLE

    loaded = named.loaded
    name = f"{loaded.scenario.name}, {Path(plan.file).stem}"[:LONGEST_TITLE]
    called = loaded.scenario.model_copy(update={"name": name})
    staffed = replace(named, label=f"{named.label}-plan", loaded=replace(loaded, scenario=called))
    return [replace(named, loaded=scenario_file.read(named.path, sets=sets)), staffed]


def plan_table(plan: Source | None) -> Table | None:
    """The rows of a plan, if there is one.

    Raises
    ------
    ScenarioError
        The file holds no plan.
    """
    if plan is None:
        return None
    from sim.report.plans import read

    return read(plan)


def with_plan(loaded: Loaded, table: Table) -> tuple[Loaded, list[Problem]]:
    """The scenario staffed by a plan, with the warnings about that, and the faults."""
    from sim.model.plan_file import planned

    found = planned(loaded.scenario, table)
    kept = [each for each in loaded.warnings if (each.path, each.rule) not in found.gone]
    fresh = [each for each in found.problems if each.warning]
    staffed = replace(loaded, scenario=found.scenario, warnings=(*kept, *fresh))
    return staffed, [each for each in found.problems if not each.warning]


def _told_once(of_plan: dict[str, list[Problem]]) -> list[Problem]:
    """Faults of a plan; where not all scenarios have them, with the scenario."""
    several = len(of_plan) > 1
    shared = {
        each
        for problems in of_plan.values()
        for each in problems
        if all(each in others for others in of_plan.values())
    }
    return [
        each
        if each in shared or not several
        else replace(each, hint=together([each.hint, Said("In {label}.", label=label)]))
        for label, problems in of_plan.items()
        for each in problems
    ]


def labels(paths: Sequence[Path]) -> list[str]:
    """The stem of each file, with a number where it comes again."""
    found: list[str] = []
    for path in paths:
        label, n = path.stem, 1
        while label in found:
            n += 1
            label = f"{path.stem}-{n}"
        found.append(label)
    return found


def show_warnings(warnings: Sequence[Problem]) -> None:
    """Tell on stderr what is worth a look."""
    for problem in warnings:
        tell(Said("Warning: {message}", message=problem.told(tongue(spoken()))))
