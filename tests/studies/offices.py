"""Small scenarios for the tests of studies."""

from __future__ import annotations

from typing import Any

from sim.measures.tally import Tally
from sim.model.journal import Journal
from sim.model.spec import Scenario
from sim.model.tables import System


def office(**changes: Any) -> Scenario:
    """A counter with one desk, open on weekdays, that some visitors find too slow."""
    return Scenario.model_validate(
        {
            "name": "office",
            "seed": 7,
            "period": {"start": "2025-03-03", "days": 5},
            "procedures": {
                "file": {
                    "counter_time": {"law": "exponential", "mean": 12},
                    "patience": {"law": "exponential", "mean": 60},
                    "return_after_abandon": {"share": 0.5},
                }
            },
            "sites": {
                "desk": {
                    "officers": [{"count": 1, "absence": 0.1, "reserve": 1}],
                    "arrivals": {"file": {"per_hour": 6}},
                }
            },
            **changes,
        }
    )


class Record:
    """A sink that remembers what it was told; it may stop the work after some replications."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.journals: dict[tuple[str, int], Journal | None] = {}
        self.stop_after = stop_after

    def begin(self, label: str, system: System, planned: int) -> None:
        """Remember the beginning."""
        assert isinstance(system, System)
        self.told.append(("begin", label, planned))

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        """Remember a replication, or interrupt the work as Ctrl-C does."""
        if self.stop_after is not None and len(self.journals) == self.stop_after:
            raise KeyboardInterrupt
        assert tally.replication == replication
        self.journals[label, replication] = journal
        self.told.append(("replication", label, replication))

    def extend(self, label: str, planned: int) -> None:
        """Remember that there will be more."""
        self.told.append(("extend", label, planned))
