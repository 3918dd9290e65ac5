"""What must always hold, on the reference engine; the compiled one is equal to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines import reference
from sim.model.journal import journal
from sim.model.records import LIFE_DTYPE
from sim.model.tables import Ending, Fate, Outcome, Purpose, System, Workload
from tests.parity.choice_faults import CHOICE_MUTANTS
from tests.parity.corpus import played
from tests.parity.generator import large_tables, random_tables
from tests.parity.laws import check_laws
from tests.parity.mutants import engine_with
from tests.parity.traces import officer, play, site, visit

pytestmark = pytest.mark.jit  # no engine is reached that the comparison of both does not reach

CORPUS = range(200)


def corpus() -> list[tuple[System, Workload, Outcome]]:
    """Cases that are always the same, and what happens there."""
    return [played(seed) for seed in CORPUS]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(10_000, 2**31))
def test_the_laws_hold(seed: int) -> None:
    """One fate each, nobody idle beside a line, ticket order, Little: see `laws`."""
    system, workload = random_tables(seed)
    check_laws(system, workload, reference.run(system, workload))


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_the_laws_hold_at_a_large_site(seed: int) -> None:
    """The same for scores of officers."""
    system, workload = large_tables(seed)
    check_laws(system, workload, reference.run(system, workload))


@pytest.mark.xdist_group("corpus")
def test_every_fate_occurs_in_the_corpus() -> None:
    """Each fate many times, else the corpus would prove little."""
    fates: Counter[int] = Counter()
    for each in corpus():
        fates.update(journal(*each)["fate"].tolist())
    assert min(fates[fate] for fate in Fate) > 100


@pytest.mark.xdist_group("corpus")
def test_every_ending_and_turn_of_a_life_occurs_in_the_corpus() -> None:
    """Each ending, and each way in which a visitor who stays for the result may leave."""
    endings: Counter[int] = Counter()
    turns: Counter[str] = Counter()
    for _, workload, outcome in corpus():
        lives, drawn = outcome.lives, workload.dossiers
        endings.update(lives["ending"].tolist())
        left = lives["released_at"] >= 0
        in_vain = left & (lives["released_at"] != lives["ready_at"])
        waited = lives["released_at"] > lives["accepted_at"]
        mended = drawn["needs_mending"] & (lives["begun_at"] >= 0)
        turns["with the result at once"] += int(np.sum(left & ~in_vain & ~waited))
        turns["with the result later"] += int(np.sum(left & ~in_vain & waited))
        turns["at the end of the day"] += int(np.sum(in_vain & waited))
        turns["too late to stay"] += int(np.sum(in_vain & ~waited))
        turns["mended"] += int(np.sum(mended))
        turns["at work at the horizon"] += int(
            np.sum((lives["begun_at"] >= 0) & (lives["done_at"] < 0))
        )
        turns["waits at the horizon"] += int(
            np.sum((lives["due_at"] >= 0) & (lives["begun_at"] < 0))
        )
    assert min(endings[ending] for ending in Ending) > 20
    assert min(turns.values()) > 100


@pytest.mark.xdist_group("corpus")
def test_units_are_shared_between_sites() -> None:
    """Dossiers of several sites meet in one unit, so that sites have to be played together."""
    shared = 0
    for _, workload, _ in corpus():
        drawn = workload.dossiers
        pairs = {(int(row["unit"]), int(row["site"])) for row in drawn if row["unit"] >= 0}
        shared += len(pairs) > len({unit for unit, _ in pairs})
    assert shared > 50


@pytest.mark.xdist_group("corpus")
def test_half_of_the_corpus_is_on_whole_minutes() -> None:
    """Ties happen where instants are coarse."""
    arrivals = [workload.visits.arrived_at for _, workload, _ in corpus()]
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


def other_lives(change: Callable[[np.ndarray], None]) -> Callable[[Outcome], dict[str, object]]:
    """The outcome's lives with a change."""

    def changed(outcome: Outcome) -> dict[str, object]:
        lives = outcome.lives.copy()
        change(lives)
        return {"lives": lives}

    return changed


def later(name: str) -> Callable[[Outcome], dict[str, object]]:
    """An instant of the lives a millisecond later, where there is one."""

    def change(lives: np.ndarray) -> None:
        lives[name][lives[name] >= 0] += 1

    return other_lives(change)


def set_to(name: str, value: int) -> Callable[[Outcome], dict[str, object]]:
    """The same for all dossiers."""

    def change(lives: np.ndarray) -> None:
        lives[name] = value

    return other_lives(change)


BROKEN_LIVES = {
    **{
        f"{name} is a millisecond late": later(name)
        for name in LIFE_DTYPE.names
        if name.endswith(("_at", "_from", "_to"))
    },
    "nobody took it in": set_to("intake_officer", -1),
    "all are done": set_to("ending", Ending.DONE),
    "nobody is lost": set_to("ending", Ending.OPEN),
    "no job is begun": set_to("begun_at", -1),
    "no job is done": set_to("done_at", -1),
    "nobody is released": set_to("released_at", -1),
    "nobody collects": lambda o: (
        {
            name: getattr(o, name)[o.caused_purpose != Purpose.COLLECT]
            for name in o.__slots__
            if name.startswith("caused_") and name != "caused_start"
        }
        | {"caused_start": np.array([0, int(np.sum(o.caused_purpose != Purpose.COLLECT))])}
    ),
    "visits are caused in another order": lambda o: {
        name: getattr(o, name)[::-1]
        for name in o.__slots__
        if name.startswith("caused_") and name != "caused_start"
    },
}
ONE_SITE_WITH_ALL = 262
ONE_WITH_CHOICES = 93
NEAREST_ALONE = next(each for each in CHOICE_MUTANTS if each.fault == "waits do not count")


@pytest.mark.parametrize("how", BROKEN)
def test_the_laws_can_be_broken(how: str) -> None:
    """A check that nothing fails is no check."""
    system, workload = random_tables(4)
    outcome = reference.run(system, workload)
    check_laws(system, workload, outcome)
    with pytest.raises(AssertionError):
        check_laws(system, workload, replace(outcome, **BROKEN[how](outcome)))


@pytest.mark.parametrize("how", BROKEN_LIVES)
def test_the_laws_of_lives_can_be_broken(how: str) -> None:
    """At a site where all that can become of a dossier does."""
    system, workload = random_tables(ONE_SITE_WITH_ALL)
    outcome = reference.run(system, workload)
    check_laws(system, workload, outcome)
    with pytest.raises(AssertionError):
        check_laws(system, workload, replace(outcome, **BROKEN_LIVES[how](outcome)))


@pytest.mark.parametrize("how", ["nearest alone", "another site"])
def test_the_law_of_choices_can_be_broken(how: str) -> None:
    """Those who look at no queue are found out, and so is a life with another site."""
    system, workload = random_tables(ONE_WITH_CHOICES)
    outcome = reference.run(system, workload)
    check_laws(system, workload, outcome)
    if how == "nearest alone":
        other = engine_with(NEAREST_ALONE)(system, workload)
    else:
        lives = outcome.lives.copy()
        lives["site"] = (lives["site"] + 1) % len(system.site_ids)
        other = replace(outcome, lives=lives)
    with pytest.raises(AssertionError):
        check_laws(system, workload, other)


@pytest.mark.xdist_group("corpus")
def test_choices_are_many_and_differ() -> None:
    """In two of five cases of the corpus: between sites, and for home as the last resort."""
    n_cases = n_home = n_away = 0
    for system, workload, outcome in corpus():
        if len(workload.live) == 0:
            continue
        n_cases += 1
        number = workload.live["dossier"]
        drawn = workload.dossiers[number]
        home = system.live_home[drawn["commune"], drawn["procedure"]]
        is_home = outcome.lives["site"][number] == home
        n_home += int(np.sum(is_home))
        n_away += int(np.sum(~is_home))
    assert n_cases == 2 * len(CORPUS) // 5
    assert min(n_home, n_away) > 500
