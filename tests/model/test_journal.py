"""Journals: every visit and every dossier as rows."""

from __future__ import annotations

from sim.model.journal import chronicle, journal, life_stories
from sim.model.records import DOSSIER_DTYPE, LIFE_DTYPE, LIFE_STORY_DTYPE
from sim.model.tables import NEVER, Channel, Ending, Purpose
from tests.measures.offices import office, served
from tests.measures.toys import Dossier, at, make_run, make_system

SITES = [office(id="a"), office(id="b")]
SYSTEM = make_system(
    SITES, period=(1, 2), procedures=2, communes=1, clocks=[], unit_clock=[0, 0, 0],
    unit_at={(1, 0): 2},
)  # fmt: skip


def test_dossiers_are_told_from_filing_to_the_end() -> None:
    """The unit is that of the site where it decides; measured are those filed in the period."""
    dossiers = [
        Dossier(filed=at(0, "09:00"), procedure=0, unit=1, commune=0, n=3),
        Dossier(
            filed=at(1, "00:00"), procedure=1, channel=Channel.POST,
            intake=(at(1, "08:00"), at(1, "08:10"), 0), accepted=at(1, "08:10"),
            due=at(2, "17:00"), begun=at(1, "09:00"), done=at(1, "10:00"), ready=at(2, "08:00"),
            finished=at(2, "09:00"), ending=Ending.DONE,
        ),
        Dossier(filed=at(2, "00:00"), procedure=0, site=1),
    ]  # fmt: skip
    rows = life_stories(SYSTEM, *make_run(SYSTEM, SITES, [], dossiers))
    assert rows["dossier"].tolist() == [0, 1, 2]
    assert rows["unit"].tolist() == [1, 2, NEVER]
    assert rows["measured"].tolist() == [False, True, False]
    assert (rows["dossiers"][0], rows["commune"][0], rows["site"][2]) == (3, 0, 1)
    names = (
        "intake_from", "intake_to", "accepted_at", "due_at", "begun_at", "done_at", "ready_at",
        "released_at", "finished_at",
    )  # fmt: skip
    assert [rows[name][1] for name in names] == [
        at(1, "08:00"), at(1, "08:10"), at(1, "08:10"), at(2, "17:00"), at(1, "09:00"),
        at(1, "10:00"), at(2, "08:00"), NEVER, at(2, "09:00"),
    ]  # fmt: skip
    assert (rows["channel"][1], rows["ending"][1]) == (Channel.POST, Ending.DONE)


def test_every_column_of_a_life_is_in_its_story() -> None:
    """All that became of a dossier; of what was drawn, what a reader can use."""
    names = set(LIFE_STORY_DTYPE.names)
    assert set(LIFE_DTYPE.names) <= names
    drawn = {"commune", "site", "procedure", "unit", "channel", "dossiers", "filed_at", "outcome"}
    assert drawn <= set(DOSSIER_DTYPE.names) & names
    assert names - set(LIFE_DTYPE.names) - drawn == {"dossier", "measured"}


def test_visits_are_in_order_of_dossier_purpose_and_repetition() -> None:
    """With the dossier's procedure and commune, and the release of whoever stayed."""
    spot = Dossier(
        filed=at(1, "08:00"), procedure=1, commune=0, accepted=at(1, "08:20"),
        released=at(1, "09:00"),
    )  # fmt: skip
    later = Dossier(filed=at(1, "08:01"))
    visits = [
        served("08:01", "08:20", "08:30", 1, dossier=later),
        served("10:00", "10:10", "10:20", 1, dossier=spot, caused=True, purpose=Purpose.COLLECT),
        served("08:00", "08:00", "08:20", 1, dossier=spot, procedure=1, commune=0),
    ]
    run = make_run(SYSTEM, SITES, visits)
    rows = journal(SYSTEM, *run)
    assert rows["dossier"].tolist() == [0, 0, 1]
    assert rows["purpose"].tolist() == [Purpose.FILE, Purpose.COLLECT, Purpose.FILE]
    assert rows["procedure"].tolist() == [1, 1, 0]
    assert rows["released_at"].tolist() == [at(1, "09:00"), at(1, "10:20"), at(1, "08:30")]
    both = chronicle(SYSTEM, *run)
    assert both.visits.tobytes() == rows.tobytes()
    assert both.dossiers.tobytes() == life_stories(SYSTEM, *run).tobytes()
