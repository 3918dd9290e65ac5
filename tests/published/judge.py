"""Run a published case and put what comes out beside what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np

from sim.measures.estimate import t_quantile
from sim.measures.kpis import COLUMN
from sim.model.scenario_file import load
from sim.model.tables import MINUTE, Fate, Floats
from sim.studies.experiment import Journal, Run, Settings, run
from tests.published.cases import Case, Figure
from tests.studies.offices import Record

FOLDER = Path(__file__).parents[2] / "scenarios" / "published"
REPLICATIONS = 30
"""As `run` has by default, so that the page shows what people get."""
FEWER = 10
"""Replications of a wrong model, which is far off."""
FALSE_ALARM = 1e-4
"""Error rate of each comparison: how often chance alone pushes a right model out of tolerance."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A figure as simulated."""

    mean: float
    error: float
    """Standard error."""
    replications: int

    @property
    def half_width(self) -> float:
        """Of the 95 % interval."""
        return t_quantile(0.975, self.replications - 1) * self.error

    @property
    def chance(self) -> float:
        """What chance alone exceeds at the error rate only."""
        return t_quantile(1 - FALSE_ALARM / 2, self.replications - 1) * self.error

    def agrees(self, figure: Figure) -> bool:
        """Whether the published value is within its own tolerance and chance."""
        chance = self.chance * (sqrt(2) if figure.is_simulation else 1)
        return abs(self.mean - figure.published) <= figure.within + chance

    def is_exact(self, exact: float) -> bool:
        """Whether only chance separates it from theory."""
        return abs(self.mean - exact) <= self.chance


@cache
def simulated(name: str, sets: tuple[str, ...] = ()) -> tuple[Run, dict[int, Journal]]:
    """The replications of a case, and its visits where bands of waits are asked for."""
    scenario = load(FOLDER / f"{name}.yaml", sets=sets)
    record = Record()
    keep = name == "cyprus-kep"
    settings = Settings(replications=FEWER if sets else REPLICATIONS, journal=keep)
    made = run(scenario, name, settings, record)
    journals = {number: each for (_, number), each in record.journals.items() if each is not None}
    return made, journals


def found(case: Case, figure: Figure, sets: tuple[str, ...] = ()) -> Found:
    """What the simulation says of a figure."""
    made, journals = simulated(case.name, sets)
    if figure.band is not None:
        return _share_of_waits([journals[n] for n in sorted(journals)], *figure.band)
    estimates = made.estimates
    row, column = estimates.scopes.index(figure.scope), COLUMN[figure.kpi]
    return _found(float(estimates.mean[row, column]), estimates.pull[:, row, column])


def _found(mean: float, pull: Floats) -> Found:
    n = len(pull)
    return Found(mean=mean, error=float(pull.std(ddof=1)) / sqrt(n), replications=n)


def _share_of_waits(journals: list[Journal], low: float, high: float) -> Found:
    """Of those served, who waited from `low` to below `high` minutes: a ratio of totals."""
    counts = []
    for journal in journals:
        visits = journal.visits
        served = visits[visits["fate"] == Fate.SERVED]
        wait = (served["called_at"] - served["arrived_at"]) / MINUTE
        counts.append((((low <= wait) & (wait < high)).sum(), len(served)))
    inside, total = np.array(counts, np.float64).T
    share = inside.sum() / total.sum()
    return _found(float(share), (inside - share * total) / total.mean())
