"""Journals: every visit and every dossier as rows."""

from __future__ import annotations

from sim.model.journal import chronicle, digest, digest_of_all, journal, life_stories
from sim.model.records import DOSSIER_DTYPE, LIFE_DTYPE, LIFE_STORY_DTYPE
from sim.model.tables import NEVER, Channel, Ending, Fate, Purpose
from tests.measures.offices import office, served
from tests.measures.staged import make_staged_run, passed, staged
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
    assert len(both.stages) == 0


def test_stages_name_their_visit_and_count_with_it() -> None:
    """The first visit was sent home from the second stage and came again; one of before."""
    system = staged(SYSTEM, {0: ["desk", "files"], 1: ["guide", "desk"]})
    first = passed("08:00", ("08:01", "08:05", 0), ("08:09", "08:10", 0), day=1, procedure=1)
    first.stops[1].called, first.stops[1].officer = NEVER, NEVER
    first.stops[1].fate = first.fate = Fate.SENT_HOME
    again = passed("09:00", ("09:01", "09:05", 0), ("09:09", "09:10", 0), day=1, procedure=1)
    again.origin, again.site = first, 1
    first.dossier = Dossier(filed=at(1, "07:00"), procedure=1)
    enquiry = served("11:00", "11:00", "11:10", 1, purpose=Purpose.ENQUIRE)
    enquiry.dossier = Dossier(filed=at(0, "10:00"))
    before = passed("10:00", ("10:00", "10:10", 0), ("24:00", "24:05", 0))
    before.dossier = enquiry.dossier
    rows = chronicle(system, *make_staged_run(system, SITES, [again, enquiry, first, before]))
    stages = rows.stages
    assert stages["dossier"].tolist() == [0, 0, 1, 1, 1, 1]
    assert stages["repetition"].tolist() == [0, 0, 0, 0, 1, 1]
    assert stages["visit"].tolist() == [0, 0, 2, 2, 3, 3]
    assert rows.visits["site"][stages["visit"]].tolist() == stages["site"].tolist()
    assert stages["site"].tolist() == [0, 0, 0, 0, 1, 1]
    assert stages["procedure"].tolist() == [0, 0, 1, 1, 1, 1]
    assert stages["stage"].tolist() == [0, 1, 2, 3, 2, 3]
    assert stages["stage_number"].tolist() == [0, 1] * 3
    assert stages["measured"].tolist() == [False] * 2 + [True] * 4
    assert stages["fate"].tolist() == [0, 0, Fate.SERVED, Fate.SENT_HOME, 0, 0]
    assert stages["joined_at"][3] == at(1, "08:05")
    assert stages["called_at"].tolist()[2:4] == [at(1, "08:01"), NEVER]
    assert stages["left_at"][5] == at(1, "09:10")


def test_a_digest_sees_every_bit() -> None:
    """Equal runs have equal digests; one changed instant, life or stage gives another."""

    def run(of: str = "", column: str = "", by: int = 0) -> str:
        dossiers = [Dossier(filed=at(1, "00:00"), procedure=0)]
        workload, outcome = make_run(SYSTEM, SITES, [], dossiers)
        if of == "dossiers":
            workload.dossiers[column] += by
        elif of:
            getattr(outcome, of)[column] += by
        return digest(workload, outcome)

    assert run() == run()
    assert len(run()) == 64
    found = [run(), run("dossiers", "filed_at", 1), run("lives", "ready_at", 1),
             run("lives", "ending", 1), run("dossiers", "dossiers", 1)]  # fmt: skip
    assert len(set(found)) == len(found)


def test_a_digest_sees_each_visit_and_stage() -> None:
    """A call a millisecond later, another officer, and a stage joined later show."""
    system = staged(SYSTEM, {0: ["desk", "files"], 1: ["guide", "desk"]})
    visit = passed("08:00", ("08:01", "08:05", 0), ("08:09", "08:10", 0), day=1, procedure=1)
    visit.dossier = Dossier(filed=at(1, "07:00"), procedure=1)
    workload, outcome = make_staged_run(system, SITES, [visit])
    before = [digest(workload, outcome)]
    for change in (
        lambda: outcome.called_at.__iadd__(1), lambda: outcome.officer.__iadd__(1),
        lambda: workload.visits.arrived_at.__iadd__(1),
    ):  # fmt: skip
        change()
        before.append(digest(workload, outcome))
    outcome.stages["joined_at"] += 1
    before.append(digest(workload, outcome))
    assert len(set(before)) == 5
    assert digest_of_all(before) != digest_of_all(before[::-1])
