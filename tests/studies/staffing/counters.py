"""Small sites to staff, and somebody who is told how the work goes on."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.parallel import Threads
from sim.studies.staffing.least import Findings, Settings, Study
from tests.studies.offices import Record
from tests.studies.staffing.made_up import made_up


def counters(**changes: Any) -> Scenario:
    """A branch with two desks and a generalist, and a point with one desk that is overrun."""
    return Scenario.model_validate(
        {
            "name": "counters",
            "seed": 3,
            "period": {"start": "2025-03-03", "days": 2},
            "calendar": {"hours": {"mon-fri": ["08:00-10:00", "10:30-12:00"]}, "holidays": "none"},
            "procedures": {
                "land": {
                    "counter_time": {"law": "exponential", "mean": 14},
                    "patience": {"law": "exponential", "mean": 90},
                },
                "papers": {"counter_time": {"law": "gamma", "mean": 6, "cv": 0.6}},
                "rare": {"counter_time": {"law": "fixed", "value": 5}},
            },
            "sites": {
                "branch": {
                    "tier": "branch",
                    "off_counter": 1,
                    "officers": [
                        {"name": "land", "count": 1, "serves": ["land"]},
                        {"name": "papers", "count": 1, "serves": ["papers"]},
                        {"name": "all", "count": 1},
                    ],
                    "arrivals": {
                        "land": {"per_hour": 9},
                        "papers": {"per_hour": {"08:00": 20, "09:00": 8}},
                        "rare": {"per_hour": 1},
                    },
                },
                "point": {
                    "tier": "point",
                    "officers": [{"name": "reception", "count": 1, "serves": ["papers"]}],
                    "arrivals": {"papers": {"per_hour": 18}},
                },
            },
            **changes,
        }
    )


class Told:
    """Remembers the parts of the work."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.steps = 0

    def stage(self, key: str, **_facts: int) -> None:
        """Remember it."""
        self.stages.append(key)

    def step(self) -> None:
        """Count it."""
        self.steps += 1


def found(scenario: Scenario, *lines: Any, real: bool = False, **settings: Any) -> Findings:
    """What a study finds, on one thread; of made-up simulations unless they are to be real."""
    targets = [Target.model_validate(line) for line in lines]
    study = Study(
        scenario,
        targets,
        Settings(**{"replications": 6, "executor": Threads(1), **settings}),
        Told(),
    )
    with nullcontext() if real else made_up():
        return study.run("counters", Record())
