"""What must always hold, on the reference engine; the compiled one is equal to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines import reference
from sim.model.tables import Fate, journal
from tests.parity.generator import large_tables, random_tables
from tests.parity.laws import check_laws
from tests.parity.traces import officer, play, site, visit

CORPUS = range(200)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=st.integers(10_000, 2**31))
def test_the_laws_hold(seed: int) -> None:
    """One fate each, nobody idle beside a line, ticket order, Little: see `laws`."""
    system, workload = random_tables(seed)
    check_laws(system, workload, reference.run(system, workload))


@pytest.mark.parametrize("seed", range(2))
def test_the_laws_hold_at_a_large_site(seed: int) -> None:
    """The same for scores of officers."""
    system, workload = large_tables(seed)
    check_laws(system, workload, reference.run(system, workload))


def test_every_fate_occurs_in_the_corpus() -> None:
    """Each fate many times, else the corpus would prove little."""
    fates: Counter[int] = Counter()
    for seed in CORPUS:
        system, workload = random_tables(seed)
        fates.update(journal(system, workload, reference.run(system, workload))["fate"].tolist())
    assert min(fates[fate] for fate in Fate) > 100


def test_half_of_the_corpus_is_on_whole_minutes() -> None:
    """Ties happen where instants are coarse."""
    arrivals = [random_tables(seed)[1].visits.arrived_at for seed in CORPUS]
    on_minutes = [bool(np.all(own[own >= 0] % 60_000 == 0)) for own in arrivals]
    assert sum(on_minutes) >= len(CORPUS) // 2


def test_a_run_does_not_change_its_arguments() -> None:
    """The same workload gives the same outcome again."""
    system, workload = random_tables(7)
    first, second = (reference.run(system, workload) for _ in range(2))
    assert np.array_equal(journal(system, workload, first), journal(system, workload, second))
    assert np.array_equal(first.worked_from, second.worked_from)


def test_the_observer_sees_who_waits() -> None:
    """One waits from 1 to 10, one from 5 to 9, one from 1438 to the horizon: 15 minutes."""
    here = site(
        officers=[officer(duty=[(0, 1400)])],
        visits=[visit(0), visit(1), visit(5, patience=4), visit(1438)],
    )
    _, _, outcome = play(reference.run, here)
    assert outcome.waiting_time is not None
    assert outcome.waiting_time.tolist() == [15 * 60_000]


BROKEN = {
    "called a millisecond early": lambda o: {
        "called_at": np.where(o.fate == 0, o.called_at - 1, -1)
    },
    "all served by officer 0": lambda o: {"officer": np.where(o.fate == 0, 0, -1)},
    "nobody is ever called": lambda o: {
        "fate": np.full_like(o.fate, Fate.OPEN),
        "called_at": np.full_like(o.called_at, -1),
        "left_at": np.full_like(o.left_at, -1),
        "officer": np.full_like(o.officer, -1),
    },
    "the observer misses a millisecond": lambda o: {"waiting_time": o.waiting_time - 1},
    "a duty begins before its plan": lambda o: {"worked_from": o.worked_from - 1},
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_laws_can_be_broken(how: str) -> None:
    """A check that nothing fails is no check."""
    system, workload = random_tables(4)
    outcome = reference.run(system, workload)
    check_laws(system, workload, outcome)
    with pytest.raises(AssertionError):
        check_laws(system, workload, replace(outcome, **BROKEN[how](outcome)))
