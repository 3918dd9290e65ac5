"""Every law holds of what the engines do, and of no journal with a fault of its kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.engines import compiled, reference
from sim.memory import Memory
from sim.model.tables import Channel, Fate
from sim.studies.audit import sample
from sim.studies.audit.findings import LAWS, Finding, together
from sim.studies.audit.laws import judged, past_of
from sim.studies.audit.layout import layout_of
from sim.studies.audit.study import audited
from tests.parity.faults import LOST
from tests.parity.generator import large_tables, random_tables
from tests.parity.mutants import engine_with
from tests.parity.staged import staged_tables
from tests.studies.audit.faulty import FAULTS, Told, office, served

ALL = 10_000
ONE_SITE_WITH_ALL = 262


def broken(told: Told) -> dict[str, Finding]:
    """The laws that do not hold, of all that can be played again."""
    findings = everything(told)
    return {finding.law: finding for finding in findings if not finding.holds}


def everything(told: Told) -> tuple[Finding, ...]:
    return together(audited(told[0], layout_of(told[0]), told[1], told[2], 1, ALL))


def test_all_laws_hold_of_an_office() -> None:
    """And each has something to look at."""
    told = office()
    assert {int(Fate.ABANDONED), int(Fate.SENT_HOME)} <= set(told[2].fate.tolist())
    findings = everything(told)
    assert tuple(finding.law for finding in findings) == LAWS
    assert all(finding.holds and not finding.largest for finding in findings)
    assert all(dict(finding.counted) for finding in findings)
    held = {finding.law: dict(finding.counted) for finding in findings}
    assert held["on_duty"]["held"] > 0
    assert held["little"]["site_days"] == 2
    assert held["engines"]["compared"] == 17


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_law(fault: str) -> None:
    """And the first case is named with the place and instants."""
    spoil, law = FAULTS[fault]
    told = office()
    found = broken((told[0], told[1], spoil(told)))
    assert law in found
    first = found[law].offences[0]
    assert first.site == "site-0"
    assert first.officer >= 0 or first.dossier >= 0 or first.instants


def test_discrepancies_are_measured() -> None:
    """A minute too late is a minute; two minutes beside idle officers are two."""
    told = office()
    found = broken((*told[:2], FAULTS["shift_a_start, waits"][0](told)))
    assert found["waits"].largest == 60_000
    found = broken((*told[:2], FAULTS["call_late, little"][0](told)))
    assert found["nobody_idle"].largest == 120_000
    assert found["little"].largest == 120_000


def test_a_journal_with_too_few_rows_is_told_of() -> None:
    """Nothing else is looked at then."""
    told = office()
    short = replace(told[2], fate=told[2].fate[1:])
    assert [each.law for each in everything((*told[:2], short))] == ["visits"]
    short = replace(told[2], lives=told[2].lives[1:])
    assert [each.law for each in everything((*told[:2], short))] == ["dossiers"]


def test_a_visit_that_the_engine_forgets_breaks_littles_law() -> None:
    """The journal says that it waits on; the replay knows better."""
    run = engine_with(LOST)
    system, workload = random_tables(4)
    found = broken((system, workload, run(system, workload)))
    assert {"little", "nobody_idle"} & set(found)


def test_an_officer_who_does_not_exist_is_no_reason_to_fail() -> None:
    """He is said to lack the skill."""
    told = office()
    officer = told[2].officer.copy()
    officer[served(told)[0]] = 99
    assert "skills" in broken((*told[:2], replace(told[2], officer=officer)))


@pytest.mark.parametrize("seed", range(6))
def test_all_laws_hold_of_random_sites(seed: int) -> None:
    """Holds, breaks, stages, live choice, intake work, returns: whatever the corpus has."""
    system, workload = random_tables(seed)
    assert not broken((system, workload, reference.run(system, workload)))


@pytest.mark.jit
def test_all_laws_hold_of_many_random_sites() -> None:
    """Of the compiled engine's journals."""
    seeds = [
        seed
        for seed in range(6, 50)
        if broken((*random_tables(seed), compiled.run(*random_tables(seed), Memory())))
    ]
    assert seeds == []


@pytest.mark.jit
def test_all_laws_hold_of_a_large_site() -> None:
    system, workload = large_tables(0)
    assert not broken((system, workload, compiled.run(system, workload, Memory())))


@pytest.mark.jit
def test_windows_cover_most_of_what_happens() -> None:
    """Of the corpus, whose sites are often open at midnight, many visits are played again."""
    n = n_all = 0
    for seed in range(30):
        system, workload = random_tables(seed)
        outcome = reference.run(system, workload)
        past = past_of(system, layout_of(system), workload, outcome)
        windows = sample.candidates(system, workload, past)
        n += sum(len(sample.rows_of(past.visits, window)) for window in windows)
        n_all += int(np.sum(past.visits.came >= 0))
    assert n == n_all


def test_a_window_with_too_many_visits_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes on at its end is compared as far as it is known."""
    system, workload = random_tables(9)
    outcome = reference.run(system, workload)
    past = past_of(system, layout_of(system), workload, outcome)
    monkeypatch.setattr(sample, "MOST_VISITS", 5)
    monkeypatch.setattr(sample, "crossed", lambda *_: _only_ends(system))
    windows = sample.chosen(system, workload, past, seed=3)
    assert len(windows) == 1
    assert windows[0].until - windows[0].since < system.horizon
    found = sample.replayed(system, workload, outcome, past, windows)
    assert all(finding.holds for finding in found)


def _only_ends(system: object) -> np.ndarray:
    n_sites, n_days = len(system.site_ids), system.n_days  # type: ignore[attr-defined]
    found = np.ones((n_sites, n_days + 1), np.bool_)
    found[:, [0, -1]] = False
    return found


def test_laws_of_a_journal_need_no_replay() -> None:
    """Ten of them."""
    system, workload, outcome = office()
    layout = layout_of(system)
    past = past_of(system, layout, workload, outcome)
    found = judged(system, layout, workload, outcome, past)
    assert [each.law for each in found] == list(LAWS[:10])


@pytest.mark.parametrize("seed", [1, 3, 7])
def test_all_laws_hold_where_visits_pass_stages(seed: int) -> None:
    """With officers who stand by for visits that are still on their way."""
    system, workload = staged_tables(seed)
    outcome = reference.run(system, workload)
    assert len(outcome.stages)
    assert not broken((system, workload, outcome))


@pytest.mark.jit
def test_all_laws_hold_of_many_staged_sites() -> None:
    seeds = [
        seed
        for seed in range(8, 100)
        if broken((*staged_tables(seed), compiled.run(*staged_tables(seed), Memory())))
    ]
    assert seeds == []


@pytest.mark.parametrize(
    ("column", "law"),
    [("called_at", "waits"), ("joined_at", "visits"), ("left_at", "waits"), ("fate", "visits")],
)
def test_faults_at_a_stage_are_found(column: str, law: str) -> None:
    """A stage that the row of its visit does not know, or that takes another time."""
    system, workload = staged_tables(1)
    outcome = reference.run(system, workload)
    stages = outcome.stages.copy()
    row = int(np.flatnonzero((stages["stage"] == 1) & (stages["fate"] == Fate.SERVED))[0])
    stages[column][row] += 1
    assert law in broken((system, workload, replace(outcome, stages=stages)))


@pytest.mark.parametrize(
    ("column", "change", "law"),
    [
        ("intake_officer", 1, "engines"), ("intake_officer", 90, "skills"),
        ("intake_from", -60_000, "dossiers"), ("intake_from", 60_000, "minutes"),
        ("intake_to", 60_000_000, "one_at_a_time"),
    ],
)  # fmt: skip
def test_faults_of_intake_work_are_found(column: str, change: int, law: str) -> None:
    """By somebody else, at another time, or for too long."""
    system, workload = random_tables(ONE_SITE_WITH_ALL)
    outcome = reference.run(system, workload)
    worked = (workload.dossiers["channel"] != Channel.COUNTER) & (outcome.lives["intake_from"] > 0)
    lives = outcome.lives.copy()
    lives[column][np.flatnonzero(worked)] += change
    assert law in broken((system, workload, replace(outcome, lives=lives)))


def test_a_duty_that_is_moved_otherwise_is_found() -> None:
    """Where breaks may be extended, the replay knows by how much."""
    for seed in range(60):
        system, workload = random_tables(seed)
        if system.extend_breaks[0]:
            break
    outcome = reference.run(system, workload)
    duties = slice(*workload.roster.duty_start[system.officer_start[:2]].tolist())
    worked = outcome.worked_from.copy()
    rows = np.arange(len(worked))[duties]
    rows = rows[worked[rows] + 1 < workload.roster.duty_to[rows]]
    worked[rows] += 1
    found = broken((system, workload, replace(outcome, worked_from=worked)))
    assert found["engines"].largest >= 1
