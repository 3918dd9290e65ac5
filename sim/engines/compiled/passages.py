"""What the kernel noted of stages (R10), as the tables of an outcome."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.kernel.state import SERVED, Space
from sim.model.records import HELD_DTYPE, STAGE_DTYPE
from sim.model.tables import NEVER, Records


def stages_of(visits: NDArray[Any], space: Space, run: Any) -> Records:
    """`STAGE_DTYPE`: where a visit was not served at a stage, it ended there as the visit did."""
    passed = space.stages.passed[: run.n_passed]
    rows = passed["row"]
    served = passed["called_at"] != NEVER
    table = np.empty(len(rows), STAGE_DTYPE)
    for name in ("joined_at", "called_at", "site", "officer", "stage"):
        table[name] = passed[name]
    for name in ("dossier", "repetition"):
        table[name] = visits[name][rows]
    table["left_at"] = np.where(served, passed["left_at"], visits["left_at"][rows])
    table["fate"] = np.where(served, SERVED, visits["fate"][rows])
    return table[np.lexsort((table["stage"], table["repetition"], table["dossier"]))]


def held_of(space: Space, run: Any) -> Records:
    """`HELD_DTYPE`, by officer and time."""
    stood_by = space.stages.stood_by[: run.n_stood_by]
    table = np.empty(len(stood_by), HELD_DTYPE)
    for name in HELD_DTYPE.names or ():
        table[name] = stood_by[name]
    return table[np.lexsort((table["since"], table["officer"]))]
