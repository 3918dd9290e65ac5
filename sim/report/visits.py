"""{visits,dossiers,stages}.parquet: the journal of every replication, ids and names in words."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.model.journal import Journal
from sim.model.records import LIFE_STORY_DTYPE, STAGE_STORY_DTYPE
from sim.model.tables import NEVER, Channel, Ending, Fate, Intake, Purpose, System

if TYPE_CHECKING:
    import pyarrow as pa

_OF_VISITS = (
    "visit", "dossier", "commune", "site", "procedure", "purpose", "repetition", "priority",
    "dossiers", "booked_at", "arrived_at", "called_at", "left_at", "released_at", "officer",
    "fate", "measured",
)  # fmt: skip
"""Columns of visits in their order, behind `scenario` and `replication`."""


def visit_table(label: str, replication: int, system: System, journal: Journal) -> pa.Table:
    """One replication's visits: ids and names as dictionaries, instants in int64 ms.

    `officer` is the number within the site, `dossiers` how many were handed in together. -1 says
    that something did not happen; a visit without a home commune has a null there.
    """
    columns: dict[str, Any] = {name: journal.visits[name] for name in _OF_VISITS[:8]}
    columns["dossiers"] = journal.dossiers["dossiers"][journal.visits["dossier"]]
    columns |= {name: journal.visits[name] for name in _OF_VISITS[9:]}
    return _table(label, replication, system, columns)


def dossier_table(label: str, replication: int, system: System, journal: Journal) -> pa.Table:
    """One replication's dossiers, likewise; one without a processing unit has a null there."""
    columns = {name: journal.dossiers[name] for name in LIFE_STORY_DTYPE.names or ()}
    return _table(label, replication, system, columns)


def stage_table(label: str, replication: int, system: System, journal: Journal) -> pa.Table:
    """One replication's stages, likewise, by the names that they have in the scenario."""
    columns = {name: journal.stages[name] for name in STAGE_STORY_DTYPE.names or ()}
    # Procedures share names of stages; a dictionary holds each word once.
    names = list(dict.fromkeys(system.stage_name))
    place = np.array([names.index(name) for name in system.stage_name], np.int64)
    columns["stage"] = place[columns["stage"]]
    return _table(label, replication, system, columns)


def _table(label: str, replication: int, system: System, columns: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    words: dict[str, tuple[str, ...]] = {
        "commune": system.commune_ids,
        "site": system.site_ids,
        "procedure": system.procedure_ids,
        "unit": system.unit_ids,
        "stage": tuple(dict.fromkeys(system.stage_name)),
        "purpose": _names(Purpose),
        "fate": _names(Fate),
        "channel": _names(Channel),
        "outcome": _names(Intake),
        "ending": _names(Ending),
    }
    n = len(columns["dossier"])
    zeros = np.zeros(n, np.int32)
    table: dict[str, Any] = {
        "scenario": pa.DictionaryArray.from_arrays(zeros, pa.array([label])),
        "replication": np.full(n, replication, np.int32),
    }
    for name, column in columns.items():
        values: NDArray[Any] = np.ascontiguousarray(column)
        if name in words:
            index = pa.array(values.astype(np.int32), mask=values == NEVER)
            ids = pa.array(words[name], pa.string())
            table[name] = pa.DictionaryArray.from_arrays(index, ids)
        else:
            table[name] = pa.array(values)
    return pa.table(table)


def _names(codes: type[IntEnum]) -> tuple[str, ...]:
    return tuple(code.name.lower() for code in codes)
