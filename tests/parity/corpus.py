"""Random cases and what happens there, worked out once for all tests of a process."""

from __future__ import annotations

from functools import cache

from sim.engines import reference
from sim.model.tables import Outcome, System, Workload
from tests.parity.generator import random_tables


@cache
def played(seed: int) -> tuple[System, Workload, Outcome]:
    """The case of this number by the reference engine."""
    system, workload = random_tables(seed)
    return system, workload, reference.run(system, workload)
