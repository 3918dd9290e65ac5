"""A scenario with a plan in it, judged by all rules, which are told at the plan's cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.errors import Problem
from sim.model import rules
from sim.model.plan import with_groups
from sim.model.plan_file.reading import Staffing, read_staffing
from sim.model.plan_file.table import Table
from sim.model.spec import Scenario
from sim.model.words import write_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A scenario staffed by a plan, and what there is to say about it."""

    scenario: Scenario
    problems: tuple[Problem, ...]
    """Faults and warnings; with a fault the scenario is not to be used."""
    gone: frozenset[tuple[str, str]]
    """Path and rule of what was wrong, or worth a warning, before and is no more."""

    @property
    def faulty(self) -> bool:
        """Whether there is more than warnings."""
        return any(not each.warning for each in self.problems)


def planned(scenario: Scenario, table: Table) -> Planned:
    """The scenario with the officers of a plan; what the plan does not mention stays as it is."""
    staffing, problems = read_staffing(table, scenario)
    if any(not each.warning for each in problems):
        told = (*problems, *table.warnings)
        return Planned(scenario=scenario, problems=told, gone=frozenset())
    after = staffed(scenario, staffing)
    old, new = rules.problems(scenario), rules.problems(after)
    known = {_key(each) for each in old}
    fresh = [_at_cell(each, after, staffing, table) for each in new if _key(each) not in known]
    return Planned(
        scenario=after,
        problems=(*problems, *fresh, *table.warnings),
        gone=frozenset(
            (each.path, each.rule) for each in old if _key(each) not in {_key(e) for e in new}
        ),
    )


def staffed(scenario: Scenario, staffing: Staffing) -> Scenario:
    """The scenario with other groups and staff off the counter; head counts follow."""
    sites = dict(scenario.sites)
    groups = dict(staffing.groups)
    for id_, heads in staffing.off_counter.items():
        sites[id_] = sites[id_].model_copy(update={"off_counter": heads})
        groups.setdefault(id_, sites[id_].officers)
    return with_groups(scenario.model_copy(update={"sites": sites}), groups)


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.value, problem.rule


def _at_cell(problem: Problem, scenario: Scenario, staffing: Staffing, table: Table) -> Problem:
    """A problem of the scenario, told at the cell from which it comes, if one can be named."""
    for id_, row in staffing.first_row.items():
        path = f"sites.{write_step(id_)}"
        if problem.path != path and not problem.path.startswith(f"{path}."):
            continue
        column, inside = "count", problem.path.removeprefix(path)
        for i, group in enumerate(scenario.sites[id_].officers):
            if inside.startswith(f".officers[{i}]"):
                row = staffing.row_of.get((id_, group.name), row)
                column = "serves" if ".serves" in inside else "group"
        at = table.problem(row, column, "")
        return replace(problem, file=at.file, line=at.line)
    at = table.problem(None, "", "")
    return replace(problem, file=at.file, line=None)
