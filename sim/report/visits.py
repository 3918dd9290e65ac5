"""visits.parquet: every visit of every replication, as in the journal but with ids in words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.model.tables import NEVER, Fate, Purpose, System

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN = (
    "visit", "dossier", "commune", "site", "procedure", "purpose", "repetition", "priority",
    "booked_at", "arrived_at", "called_at", "left_at", "officer", "fate", "measured",
)  # fmt: skip
"""Columns in their order, behind `scenario` and `replication`."""


def visit_table(
    label: str, replication: int, system: System, journal: NDArray[np.void]
) -> pa.Table:
    """One replication's visits: ids and names as dictionaries, instants in int64 ms.

    `officer` is the number within the site. -1 says that something did not happen; a visit
    without a home commune has a null there.
    """
    import pyarrow as pa

    words: dict[str, tuple[str, ...]] = {
        "commune": system.commune_ids,
        "site": system.site_ids,
        "procedure": system.procedure_ids,
        "purpose": tuple(purpose.name.lower() for purpose in Purpose),
        "fate": tuple(fate.name.lower() for fate in Fate),
    }
    zeros = np.zeros(len(journal), np.int32)
    columns: dict[str, Any] = {
        "scenario": pa.DictionaryArray.from_arrays(zeros, pa.array([label])),
        "replication": np.full(len(journal), replication, np.int32),
    }
    for name in _PLAIN:
        values = np.ascontiguousarray(journal[name])
        if name in words:
            index = pa.array(values.astype(np.int32), mask=values == NEVER)
            ids = pa.array(words[name], pa.string())
            columns[name] = pa.DictionaryArray.from_arrays(index, ids)
        else:
            columns[name] = pa.array(values)
    return pa.table(columns)


def digest(journal: NDArray[np.void]) -> str:
    """A fingerprint of a journal: equal ones are equal to the last bit."""
    return hashlib.sha256(np.ascontiguousarray(journal).tobytes()).hexdigest()
