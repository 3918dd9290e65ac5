"""The journal in words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.model.journal import Journal
from sim.model.records import JOURNAL_DTYPE, LIFE_STORY_DTYPE, STAGE_STORY_DTYPE
from sim.model.tables import Channel, Ending, Fate, Intake, Purpose
from sim.report.visits import dossier_table, stage_table, visit_table

SYSTEM = SimpleNamespace(
    site_ids=("di-an", "thuan-an"),
    procedure_ids=("land",),
    commune_ids=("25741",),
    unit_ids=("land office",),
    stage_name=("desk", "cashier", "desk"),
)


def small_journal() -> Journal:
    """Two visits: one served, one that booked and did not come and has no home commune.

    Two dossiers: one handed in with two others and late, one lost that came by post.
    """
    visits = np.zeros(2, JOURNAL_DTYPE)
    visits["visit"] = [0, 1]
    visits["site"] = [1, 0]
    visits["dossier"] = [1, 0]
    visits["commune"] = [0, -1]
    visits["purpose"] = [Purpose.FILE, Purpose.ENQUIRE]
    visits["fate"] = [Fate.SERVED, Fate.NO_SHOW]
    visits["called_at"] = [5, -1]
    visits["released_at"] = [9, -1]
    visits["officer"] = [2, -1]
    visits["measured"] = [True, False]
    dossiers = np.zeros(2, LIFE_STORY_DTYPE)
    dossiers["dossier"] = [0, 1]
    dossiers["commune"] = [-1, 0]
    dossiers["unit"] = [-1, 0]
    dossiers["dossiers"] = [1, 3]
    dossiers["channel"] = [Channel.POST, Channel.COUNTER]
    dossiers["outcome"] = [Intake.HOPELESS, Intake.COMPLETE]
    dossiers["ready_at"] = [-1, 7]
    dossiers["ending"] = [Ending.LOST, Ending.UNCLAIMED]
    dossiers["measured"] = [False, True]
    return Journal(visits, dossiers, np.zeros(0, STAGE_STORY_DTYPE))


def with_stages() -> Journal:
    """The first visit passed a desk, and left the line for the cashier."""
    stages = np.zeros(2, STAGE_STORY_DTYPE)
    stages["dossier"] = stages["site"] = 1
    stages["stage"] = stages["stage_number"] = [0, 1]
    stages["joined_at"] = [0, 7]
    stages["called_at"], stages["left_at"] = [5, -1], [7, 9]
    stages["officer"], stages["fate"] = [2, -1], [Fate.SERVED, Fate.ABANDONED]
    stages["measured"] = True
    return small_journal()._replace(stages=stages)


def test_visit_table_has_ids_in_words() -> None:
    """Numbers of sites, procedures, fates become names; -1 stays where nothing happened."""
    table = visit_table("base", 7, SYSTEM, small_journal())
    rows = table.to_pylist()
    assert rows[0] == {
        "scenario": "base", "replication": 7, "visit": 0, "dossier": 1, "commune": "25741",
        "site": "thuan-an", "procedure": "land", "purpose": "file", "repetition": 0,
        "priority": 0, "dossiers": 3, "booked_at": 0, "arrived_at": 0, "called_at": 5,
        "left_at": 0, "released_at": 9, "officer": 2, "fate": "served", "measured": True,
    }  # fmt: skip
    assert list(rows[0]) == table.column_names
    assert rows[1]["commune"] is None
    assert (rows[1]["called_at"], rows[1]["fate"], rows[1]["site"]) == (-1, "no_show", "di-an")
    assert table.schema.field("arrived_at").type == "int64"


def test_dossier_table_tells_each_life() -> None:
    """Channel, unit, outcome and ending in words, every instant as it is."""
    table = dossier_table("base", 7, SYSTEM, small_journal())
    rows = table.to_pylist()
    assert rows[1] == {
        "scenario": "base", "replication": 7, "dossier": 1, "commune": "25741", "site": "di-an",
        "procedure": "land", "unit": "land office", "channel": "counter", "dossiers": 3,
        "filed_at": 0, "intake_from": 0, "intake_to": 0, "intake_officer": 0,
        "outcome": "complete", "accepted_at": 0, "due_at": 0, "begun_at": 0, "done_at": 0,
        "ready_at": 7, "released_at": 0, "finished_at": 0, "ending": "unclaimed",
        "measured": True,
    }  # fmt: skip
    other = rows[0]
    assert (other["unit"], other["commune"], other["ready_at"]) == (None, None, -1)
    assert (other["channel"], other["outcome"], other["ending"]) == ("post", "hopeless", "lost")


def test_stage_table_has_a_row_for_every_stage_that_was_reached() -> None:
    """By name and number; the same columns where there are none."""
    table = stage_table("base", 7, SYSTEM, with_stages())
    rows = table.to_pylist()
    assert rows[1] == {
        "scenario": "base", "replication": 7, "visit": 0, "dossier": 1, "site": "thuan-an",
        "procedure": "land", "repetition": 0, "stage": "cashier", "stage_number": 1,
        "joined_at": 7, "called_at": -1, "left_at": 9, "officer": -1, "fate": "abandoned",
        "measured": True,
    }  # fmt: skip
    assert [row["stage"] for row in rows] == ["desk", "cashier"]
    assert table["stage"].combine_chunks().dictionary.to_pylist() == ["desk", "cashier"]
    empty = stage_table("base", 7, SYSTEM, small_journal())
    assert (len(empty), empty.schema) == (0, table.schema)


def test_stages_of_a_name_are_told_by_it_in_every_procedure() -> None:
    """The third stage of the system is the desk of another procedure."""
    journal = with_stages()
    journal.stages["stage"] = [2, 1]
    rows = stage_table("base", 7, SYSTEM, journal).to_pylist()
    assert [row["stage"] for row in rows] == ["desk", "cashier"]
