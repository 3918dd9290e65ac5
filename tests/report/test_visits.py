"""The journal in words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.model.tables import JOURNAL_DTYPE, Fate, Purpose
from sim.report.visits import digest, visit_table

SYSTEM = SimpleNamespace(
    site_ids=("di-an", "thuan-an"), procedure_ids=("land",), commune_ids=("25741",)
)


def small_journal() -> np.ndarray:
    """Two visits: one served, one that booked and did not come and has no home commune."""
    rows = np.zeros(2, JOURNAL_DTYPE)
    rows["visit"] = [0, 1]
    rows["site"] = [1, 0]
    rows["commune"] = [0, -1]
    rows["purpose"] = [Purpose.FILE, Purpose.ENQUIRE]
    rows["fate"] = [Fate.SERVED, Fate.NO_SHOW]
    rows["called_at"] = [5, -1]
    rows["officer"] = [2, -1]
    rows["measured"] = [True, False]
    return rows


def test_visit_table_has_ids_in_words() -> None:
    """Numbers of sites, procedures, fates become names; -1 stays where nothing happened."""
    table = visit_table("base", 7, SYSTEM, small_journal())
    rows = table.to_pylist()
    assert rows[0] == {
        "scenario": "base", "replication": 7, "visit": 0, "dossier": 0, "commune": "25741",
        "site": "thuan-an", "procedure": "land", "purpose": "file", "repetition": 0,
        "priority": 0, "booked_at": 0, "arrived_at": 0, "called_at": 5, "left_at": 0,
        "officer": 2, "fate": "served", "measured": True,
    }  # fmt: skip
    assert rows[1]["commune"] is None
    assert (rows[1]["called_at"], rows[1]["fate"], rows[1]["site"]) == (-1, "no_show", "di-an")
    assert table.schema.field("arrived_at").type == "int64"


def test_digest_sees_every_bit() -> None:
    """Equal journals have equal digests, and one changed instant another."""
    one, other = small_journal(), small_journal()
    assert digest(one) == digest(other)
    other["called_at"][0] += 1
    assert digest(one) != digest(other)
