"""What must hold between the parts of a scenario, each fault told with its path.

Field rules stand beside their field in `spec`, rules within one object in its class. Here are the
relations: names that must exist, groups that must add up, hours that must fit each other, people
who must have a counter to go to. Every problem is found, not only the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.errors import Problem
from sim.model.rules import (
    dossiers,
    hours,
    province,
    roster,
    service,
    siting,
    size,
    staffing,
    targets,
)
from sim.model.spec import Scenario


def problems(scenario: Scenario, *, doubtful: Collection[str] = ()) -> list[Problem]:
    """Everything that is wrong between the parts of a scenario, warnings included.

    What depends on `doubtful` parts (`calendar`, `communes`, `units`) is left out, for a scenario
    in which they are themselves at fault.
    """
    # What is too large is not looked at any further: to do so would take the memory as well.
    return list(size.problems(scenario)) or list(_found(scenario, doubtful))


def _found(scenario: Scenario, doubtful: Collection[str]) -> Iterator[Problem]:
    yield from hours.period_problems(scenario)
    yield from hours.profile_problems(scenario)
    if "calendar" not in doubtful:
        yield from hours.calendar_problems(scenario)
        yield from hours.step_problems(scenario)
        yield from roster.problems(scenario)
    yield from service.problems(scenario)
    yield from staffing.problems(scenario)
    yield from targets.problems(scenario)
    yield from dossiers.problems(scenario)
    if "units" not in doubtful:
        yield from dossiers.unit_problems(scenario)
    if "communes" not in doubtful:
        yield from dossiers.size_problems(scenario)
        yield from province.problems(scenario)
        yield from siting.problems(scenario)
