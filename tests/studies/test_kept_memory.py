"""What a worker keeps from one replication to the next cannot be seen in a result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import DTypeLike, NDArray

from sim.engines import compiled
from sim.measures.tally import tally
from sim.memory import Memory
from sim.model import system as systems
from sim.model.journal import journal
from sim.model.scenario_file import load
from sim.model.spec import Scenario
from sim.model.tables import Fate, Outcome, Purpose, System, Workload
from sim.sampling.workload import Sampler
from sim.studies.bench import branches
from tests.studies.offices import office

pytestmark = pytest.mark.jit  # the same lines as elsewhere, run again

VALID = Path(__file__).parents[1] / "scenarios" / "valid"


class Dirty(Memory):
    """Memory in which nothing can be taken for granted: all but the rows kept is rubbish."""

    def table(self, name: str, rows: int, dtype: DTypeLike, keep: int = 0) -> NDArray[Any]:
        table = super().table(name, rows, dtype, keep)
        table[keep:].view(np.uint8)[:] = 0xA5
        return table


def _crowded(days: int) -> Scenario:
    """Branches with half the officers that they need: many are sent home and come again."""
    scenario = branches(2, days=days)
    demand = {
        id_: site.model_copy(update={"officers": site.officers[:2]})
        for id_, site in scenario.sites.items()
    }
    return scenario.model_copy(update={"sites": demand})


def _lives(name: str) -> Scenario:
    """A scenario with back offices, intake work and every kind of follow-up visit."""
    return load(VALID / f"{name}.yaml")


def assert_same(
    system: System, one: tuple[Workload, Outcome], other: tuple[Workload, Outcome]
) -> None:
    """Every visit and every dossier, and every duty as it was worked."""
    assert (journal(system, *one) == journal(system, *other)).all()
    assert (one[0].dossiers == other[0].dossiers).all()
    assert (one[1].lives == other[1].lives).all()
    assert (one[1].worked_from == other[1].worked_from).all()
    assert (one[1].caused_start == other[1].caused_start).all()


@pytest.mark.jit
def test_runs_in_kept_memory_are_those_in_fresh_memory() -> None:
    """Larger and smaller ones in turn, with dossiers that go on to units and without."""
    memory = Memory()
    fates, purposes = np.zeros(len(Fate), int), np.zeros(len(Purpose), int)
    for scenario in (
        _crowded(3), _lives("dossiers"), branches(3, days=8), _lives("dossiers_of_an_office"),
        _crowded(6), _lives("dossiers"), branches(1, days=2),
    ):  # fmt: skip
        system = systems.build(scenario)
        sampler = Sampler(scenario, system, scenario.seed)
        for replication in (1, 0):
            workload = sampler.draw(replication, memory)
            outcome = compiled.run(system, workload, memory)
            fresh = sampler.draw(replication)
            assert_same(system, (workload, outcome), (fresh, compiled.run(system, fresh)))
            fates += np.bincount(outcome.caused_fate, minlength=len(Fate))
            purposes += np.bincount(outcome.caused_purpose, minlength=len(Purpose))
    assert fates.sum() > 1000
    assert (purposes[:3] > 100).all()


def _overrun() -> Scenario:
    """An office that serves one in eight of those who come, every day more: its tables grow."""
    return office(
        period={"start": "2025-03-03", "days": 30},
        at_close="send_home",
        procedures={"file": {"counter_time": 60}},
    )


@pytest.mark.jit
@pytest.mark.parametrize("name", ["dossiers", "dossiers_of_an_office", "crowded", "overrun"])
def test_what_memory_holds_before_cannot_be_seen(name: str) -> None:
    """Neither draws nor the engine read what they have not written, nor do they when tables
    grow in the middle of a run."""
    made = {"crowded": lambda: _crowded(6), "overrun": _overrun}
    scenario = made[name]() if name in made else _lives(name)
    system = systems.build(scenario)
    sampler = Sampler(scenario, system, scenario.seed)
    dirty = Dirty()
    for replication in (2, 0):
        workload, fresh = sampler.draw(replication, dirty), sampler.draw(replication)
        outcome = compiled.run(system, workload, dirty)
        assert_same(system, (workload, outcome), (fresh, compiled.run(system, fresh)))
        grows = len(outcome.caused_fate) > 2 * len(workload.visits) + len(workload.dossiers) + 64
        assert grows == (name == "overrun")


def test_an_outcome_lasts_until_the_next_run() -> None:
    """The workload that is handed in is left as it was; a run without memory keeps nothing."""
    scenario = _lives("dossiers_of_an_office")
    system = systems.build(scenario)
    sampler, memory = Sampler(scenario, system, scenario.seed), Memory()
    workload = sampler.draw(0)
    before = workload.dossiers.copy(), workload.visits.arrived_at.copy()
    outcome = compiled.run(system, workload)
    lives = outcome.lives.copy()
    compiled.run(system, sampler.draw(1, memory), memory)
    again = compiled.run(system, workload, memory)
    assert (workload.dossiers == before[0]).all()
    assert (workload.visits.arrived_at == before[1]).all()
    assert (outcome.lives == lives).all()
    assert (again.lives == lives).all()


@pytest.mark.jit
def test_tallies_in_kept_memory_are_those_in_fresh_memory() -> None:
    memory = Memory()
    for scenario in (_crowded(3), _lives("dossiers"), branches(3, days=8), branches(1, days=2)):
        system = systems.build(scenario)
        sampler = Sampler(scenario, system, scenario.seed)
        for replication in (1, 0):
            workload = sampler.draw(replication, memory)
            outcome = compiled.run(system, workload, memory)
            measured = tally(system, workload, outcome, memory=memory)
            fresh = sampler.draw(replication)
            expected = tally(system, fresh, compiled.run(system, fresh))
            for table in ("numerator", "denominator", "value", "count"):
                np.testing.assert_array_equal(getattr(measured, table), getattr(expected, table))


def test_a_tally_has_nothing_in_the_memory() -> None:
    memory = Memory()
    scenario = branches(1, days=3)
    system = systems.build(scenario)
    sampler = Sampler(scenario, system, scenario.seed)

    def replication(number: int) -> tuple[np.ndarray, ...]:
        workload = sampler.draw(number, memory)
        measured = tally(system, workload, compiled.run(system, workload, memory), memory=memory)
        return measured.numerator, measured.denominator, measured.value, measured.count

    first = replication(0)
    before = [table.copy() for table in first]
    replication(1)
    for table, copy in zip(first, before, strict=True):
        np.testing.assert_array_equal(table, copy)
