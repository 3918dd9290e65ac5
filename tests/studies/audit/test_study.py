"""The audit of whole runs, and the beginnings that both engines play."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engines import reference
from sim.measures.tally import Tally
from sim.model import system as systems
from sim.model.journal import Journal
from sim.model.tables import DAY, Outcome, System, Workload
from sim.sampling.workload import Sampler
from sim.studies import experiment
from sim.studies.audit import sample, whole
from sim.studies.audit.laws import past_of
from sim.studies.audit.layout import layout_of
from sim.studies.audit.study import Auditor
from sim.studies.compare import compare
from sim.studies.experiment import Settings
from sim.studies.parallel import Threads
from tests.studies.offices import Record, office


class Both(Record):
    """A sink that passes on to an auditor."""

    def __init__(self, auditor: Auditor) -> None:
        super().__init__()
        self.auditor = auditor

    def begin(self, label: str, system: System, planned: int) -> None:
        self.auditor.begin(label, system, planned)

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        self.auditor.replication(label, replication, tally, journal)
        self.auditor.extend(label, 3)


def settings(auditor: Auditor, **others: Any) -> Settings:
    return Settings(replications=3, engine="reference", watch=auditor.watch, **others)


def test_every_replication_of_a_run_is_audited() -> None:
    """By several threads; of one replication both engines play all that happens."""
    auditor = Auditor(seed=7, windows=2)
    run = experiment.run(office(), "office", settings(auditor, executor=Threads(2)), Both(auditor))
    (audit,) = auditor.audits()
    assert audit.holds
    assert (audit.label, audit.replications) == ("office", 3)
    assert audit.first_day == run.system.first_day
    counted = {finding.law: dict(finding.counted) for finding in audit.findings}
    assert counted["visits"]["drawn"] > 100
    assert counted["engines"]["whole_days"] == 5
    assert counted["little"]["site_days"] == 6
    assert audit.seconds > 0


@pytest.mark.jit
def test_an_audit_changes_no_result() -> None:
    """Nor does the number of workers change the audit."""
    found = []
    for workers in (1, 2):
        auditor = Auditor(seed=7)
        run = experiment.run(
            office(),
            "office",
            settings(auditor, executor=Threads(workers), digest=True),
            Both(auditor),
        )
        (audit,) = auditor.audits()
        found.append((run.digest, audit.findings))
    plain = experiment.run(
        office(), "office", Settings(replications=3, engine="reference", digest=True), Record()
    )
    assert found[0] == found[1]
    assert found[0][0] == plain.digest


@pytest.mark.jit
def test_scenarios_that_are_compared_are_audited_one_by_one() -> None:
    auditor = Auditor(seed=7, windows=1)
    pairs = [("one", office()), ("two", office())]
    compare(pairs, settings(auditor, executor=Threads(1)), Both(auditor), own_periods=False)
    assert [audit.label for audit in auditor.audits()] == ["one", "two"]
    assert all(audit.replications == 3 for audit in auditor.audits())


@pytest.fixture
def drawn() -> tuple[System, Workload, Outcome]:
    scenario = office()
    system = systems.build(scenario)
    workload = Sampler(scenario, system, 7).draw(0)
    return system, workload, reference.run(system, workload)


def test_of_much_the_first_days_are_played(drawn: tuple[System, Workload, Outcome]) -> None:
    """As many as there is room for, one at the least, at most all."""
    system, workload, outcome = drawn
    assert whole.days_of(system, workload) == 5
    assert whole.days_of(system, workload, most=1) == 1
    short, less = whole.shortened(system, workload, 2)
    assert short.horizon == 2 * DAY
    assert 0 < len(less.visits) < len(workload.visits)
    assert less.visits.arrived_at.max() < 2 * DAY
    for days in (1, 2, 5):
        found = whole.compared(system, workload, outcome, days)
        assert found.holds
        assert dict(found.counted)["whole_days"] == days


@pytest.mark.parametrize("days", [2, 5])
def test_another_journal_is_noticed(drawn: tuple[System, Workload, Outcome], days: int) -> None:
    """One call, of the first day, is a millisecond late."""
    system, workload, outcome = drawn
    called = outcome.called_at.copy()
    called[np.flatnonzero(called > 0)[2]] += 1
    found = whole.compared(system, workload, replace(outcome, called_at=called), days)
    assert found.violations == 1
    assert found.offences[0].site == "desk"


def test_another_life_is_noticed(drawn: tuple[System, Workload, Outcome]) -> None:
    """Visits are all the same; then the replication is all that can be named."""
    system, workload, outcome = drawn
    lives = outcome.lives.copy()
    lives["finished_at"][0] += 1
    found = whole.compared(system, workload, replace(outcome, lives=lives), 5)
    assert found.violations == 1
    assert found.offences[0].site == ""


def test_windows_are_a_matter_of_the_seed(drawn: tuple[System, Workload, Outcome]) -> None:
    """Days at sites with visits, as many as asked for."""
    system, workload, outcome = drawn
    past = past_of(system, layout_of(system), workload, outcome)
    assert len(sample.candidates(system, workload, past)) == 5
    picks = [sample.chosen(system, workload, past, seed, 2) for seed in (1, 1, 2, 3, 4)]
    assert picks[0] == picks[1]
    assert any(each != picks[0] for each in picks)
    assert all(len(each) == 2 for each in picks)
    assert all(window.until - window.since == DAY for window in picks[0])


def test_large_windows_leave_no_room_for_others(
    drawn: tuple[System, Workload, Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit any more is passed over."""
    system, workload, outcome = drawn
    past = past_of(system, layout_of(system), workload, outcome)
    sizes = [
        len(sample.rows_of(past.visits, window))
        for window in sample.candidates(system, workload, past)
    ]
    monkeypatch.setattr(sample, "MOST_VISITS", max(sizes) + 1)
    assert len(sample.chosen(system, workload, past, seed=1)) == 1
