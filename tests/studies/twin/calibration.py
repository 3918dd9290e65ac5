"""How often a formula is called right, wrong, or not clear, where it is known what it is.

    python -m tests.studies.twin.calibration

Offices that never close are just what formulas are of: in them the formula is exact. Told to say
more or less than it does by a known part, it is wrong by that. So rates of error and power are
those of the whole way from the simulation to the verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.model.spec import Scenario
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from sim.studies.trials import Trials
from sim.studies.twin import days
from sim.studies.twin.reasons import Reason, Span, verdict
from sim.studies.twin.rows import Row, rows
from sim.studies.twin.sums import Sums, summed
from tests.studies.offices import office

ALWAYS = {"hours": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"}
OFF = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.7, 2.0)
"""What the formula is made to say, by what it says."""
PATIENT: Any = None
LAWS: dict[str, tuple[dict[str, Any], float, Any]] = {
    # Counter times, tickets an hour of three officers with a mean of 8 minutes, patience.
    "M/M/3, load 0.6": ({"law": "exponential", "mean": 8}, 13.5, PATIENT),
    "M/M/3, load 0.8": ({"law": "exponential", "mean": 8}, 18.0, PATIENT),
    "M/M/3+M, load 1.2": (
        {"law": "exponential", "mean": 8}, 27.0, {"law": "exponential", "mean": 15},
    ),
    "M/M/3+D, load 1.2": (
        {"law": "exponential", "mean": 8}, 27.0, {"law": "fixed", "value": 15},
    ),
    "M/G/3, cv 0.5, load 0.8": ({"law": "gamma", "mean": 8, "cv": 0.5}, 18.0, PATIENT),
}  # fmt: skip


def always(time: dict[str, Any], per_hour: float, patience: Any, n: int = 3) -> Scenario:
    """An office that never closes, for 60 days."""
    return office(
        period={"start": "2025-01-06", "days": 60}, warm_up={"days": 5}, calendar=ALWAYS,
        procedures={"any": {"counter_time": time} | ({"patience": patience} if patience else {})},
        sites={
            "office": {"officers": [{"count": n}], "arrivals": {"any": {"per_hour": per_hour}}}
        },
    )  # fmt: skip


def found(scenario: Scenario, seed: int, replications: int) -> list[Sums]:
    """What a run of a twin has, without the chain."""
    settings = Settings(replications=replications, executor=Threads(2))
    trials = Trials(scenario, seed=seed, engine=settings.engine, executor=settings.executor)
    done = {n: one for n, (one,) in trials.run([scenario], range(replications), summed)}
    return [done[n] for n in sorted(done)]


def judged(scenario: Scenario, seeds: range, replications: int) -> Iterator[Row]:
    """The rows of runs with each of the seeds."""
    system = Trials(scenario, seed=0, engine="compiled", executor=Threads(1)).system
    with patch.object(days, "waits", lambda day: np.ones(len(day.officers))):
        for seed in seeds:
            yield from rows(scenario, system, found(scenario, seed, replications))


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Shares of rows by verdict."""

    right: float
    misled: float
    unclear: float


def rates(those: list[Row], off: float) -> Rates:
    """Of a formula that is made to say so many times what it says."""
    count = Counter(verdict(_scaled(row.says, off), row.wait) for row in those)
    n = len(those)
    return Rates(
        right=count[Reason.AGREES] / n, misled=count[None] / n, unclear=count[Reason.UNCLEAR] / n
    )


def _scaled(says: Span, off: float) -> Span:
    return Span(value=off * says.value, low=off * says.low, high=off * says.high)


def table(seeds: int = 20, replications: tuple[int, ...] = (4, 10, 30)) -> Iterator[str]:
    """Lines in Markdown: right / misled, in per cent of rows."""
    yield "| Office | n | " + " | ".join(f"× {off}" for off in OFF) + " |"
    yield "|---|---|" + "---|" * len(OFF)
    for name, law in LAWS.items():
        for n in replications:
            those = list(judged(always(*law), range(seeds), n))
            cells = [
                f"{100 * each.right:.0f} / {100 * each.misled:.1f}"
                for each in (rates(those, off) for off in OFF)
            ]
            yield f"| {name} | {n} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    import click

    for line in table():
        click.echo(line)
