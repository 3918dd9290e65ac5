"""Simulated measures beside exact ones, and what the whole table says.

A case is off when its estimate is further from the exact value than chance would have it: more
standard errors than Student's t exceeds with probability `LEVEL` / number of cases on either side
together (Bonferroni), so that a table without a fault says so with at least 1 - `FALSE_ALARM`,
however its cases hang together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from sim.errors import UsageError
from sim.measures.estimate import Estimates, t_quantile
from sim.measures.kpis import COLUMN
from sim.memory import Memories
from sim.model import scenario_file
from sim.model.scenario_file.files import SHIPPED
from sim.model.spec import Scenario
from sim.model.tables import Floats
from sim.said import Said
from sim.studies.experiment import Run, Settings, Sink, run
from sim.studies.verification.systems import LITTLE, Exact, Known

FALSE_ALARM = 1e-3
"""Probability that anything at all is called off in a table without a fault, at most."""
LEVEL = FALSE_ALARM / 4.0
"""What is shared out among the cases. Student's t is exact for normal replications; of means with
a skewness of 0.6, about the largest of any case here, it is exceeded several times as often so far
out, though by hardly more where the skewness is 0.35 or less, as it is of nearly all."""
FOLDER = SHIPPED / "verify"
_MINUTES_PER_DAY = 1440.0


@dataclass(frozen=True, kw_only=True)
class Case:
    """One measure of one system: what it ought to be, and what was simulated."""

    system: Exact
    known: Known
    got: float
    error: float
    """Standard error of `got`."""

    @property
    def off(self) -> float:
        """Standard errors from the exact value."""
        away = self.got - self.known.expected
        if self.error > 0.0:
            return away / self.error
        return 0.0 if away == 0.0 else math.copysign(math.inf, away)

    @property
    def relative_error(self) -> float:
        """Standard error as a share of the exact value."""
        return self.error / abs(self.known.expected)


@dataclass(frozen=True, kw_only=True)
class Table:
    """All cases, judged together."""

    cases: tuple[Case, ...]
    runs: tuple[Run, ...]
    """One for each system, in the order of the cases."""
    replications: int

    @cached_property
    def allowed(self) -> float:
        """Standard errors off that chance may explain."""
        return t_quantile(1.0 - LEVEL / 2.0 / len(self.cases), self.replications - 1)

    def is_off(self, case: Case) -> bool:
        """Whether chance alone does not explain it."""
        return not abs(case.off) <= self.allowed

    def noticed(self, case: Case) -> float:
        """The error, as a share of the exact value, that would be noticed as often as not."""
        return self.allowed * case.relative_error

    @property
    def off(self) -> tuple[Case, ...]:
        """The cases that chance does not explain."""
        return tuple(case for case in self.cases if self.is_off(case))

    @property
    def systems(self) -> tuple[Exact, ...]:
        """In the order of the cases."""
        return tuple(dict.fromkeys(case.system for case in self.cases))


def file_of(system: Exact) -> Path:
    """The scenario of a system."""
    return FOLDER / f"{system.name}.yaml"


def loaded(system: Exact, sets: Sequence[str] = ()) -> Scenario:
    """The scenario of a system, changed by `sets`.

    Raises
    ------
    UsageError
        This installation came without the scenario files.
    ScenarioError
        A change does not fit.
    """
    file = file_of(system)
    if not file.exists():
        raise UsageError(
            Said(
                "{file}: this scenario file is missing; verify works in a checkout of the whole "
                "project, with its folder scenarios/verify.",
                file=str(file),
            )
        )
    return scenario_file.load(file, sets=sets)


def verify(
    systems: Iterable[Exact],
    settings: Settings,
    sink: Sink,
    scenario_of: Callable[[Exact], Scenario] = loaded,
) -> Table:
    """Simulate systems one after the other, and put each beside its theory.

    Raises
    ------
    KeyboardInterrupt
        Stopped before the end: a table with fewer replications here than there says nothing.
    """
    if settings.replications < 2:
        raise ValueError("A standard error needs at least two replications.")
    memories = Memories()
    cases: list[Case] = []
    runs = []
    for system in systems:
        found = run(scenario_of(system), system.name, settings, sink, memories)
        if found.interrupted:
            raise KeyboardInterrupt
        runs.append(found)
        cases += [judged(system, known, found.estimates) for known in system.known()]
    return Table(cases=tuple(cases), runs=tuple(runs), replications=settings.replications)


def judged(system: Exact, known: Known, estimates: Estimates) -> Case:
    """What replications say of one measure."""
    row = estimates.scopes.index(known.scope)
    if known.measure == LITTLE:
        got, pull = _little(estimates, row)
    else:
        column = COLUMN[known.measure]
        got, pull = float(estimates.mean[row, column]), estimates.pull[:, row, column]
    error = float(pull.std(ddof=1)) / math.sqrt(len(pull))
    return Case(system=system, known=known, got=got, error=error)


def _little(estimates: Estimates, row: int) -> tuple[float, Floats]:
    """Mean queue / (arrivals × mean wait of all) of an office that never shuts, and its pulls."""
    columns = [COLUMN[name] for name in ("queue_mean", "arrivals_per_day", "wait_all_mean")]
    queue, arrivals, wait = (float(estimates.mean[row, column]) for column in columns)
    got = queue / (arrivals / _MINUTES_PER_DAY * wait)
    relative = estimates.pull[:, row, columns] / estimates.mean[row, columns]
    return got, got * (relative @ np.array([1.0, -1.0, -1.0]))
