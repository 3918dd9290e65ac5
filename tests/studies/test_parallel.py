"""Where replications are worked on cannot be seen in what they give."""

import pickle
from collections.abc import Iterator

import numpy as np
import pytest

from sim.measures.service import serviced
from sim.model.targets import Target
from sim.studies.experiment import Replication
from sim.studies.parallel import Threads
from sim.studies.staffing.budget_trials import Spreads
from sim.studies.staffing.lines import by_line
from sim.studies.staffing.load import Loaded
from sim.studies.trials import Both, Trial, Trials, nothing, tallied
from tests.studies.offices import office


class Squares:
    """Counts how often it is made ready."""

    prepared = 0

    def prepare(self) -> None:
        self.prepared += 1

    def __call__(self, number: int) -> int:
        if number == 13:
            raise ValueError("thirteen")
        return number * number


@pytest.mark.parametrize("workers", [0, 1, 2, 4])
def test_threads_work_on_every_number_once(workers: int) -> None:
    task = Squares()
    found = dict(Threads(workers).run(task, range(9)))
    assert found == {number: number * number for number in range(9)}
    assert task.prepared == 1


def test_no_more_is_taken_than_there_are_workers() -> None:
    """So memory is bounded, however many numbers there are."""
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    some = Threads(2).run(Squares(), numbers())
    next(some)
    assert len(taken) == 2
    some.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_fails_in_a_thread_fails_here(workers: int) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(Threads(workers).run(Squares(), [13]))


@pytest.mark.parametrize("journal", [False, True])
def test_a_replication_gives_the_same_wherever_it_is_made_ready(journal: bool) -> None:
    here = Replication(office(), 5, "reference", journal=journal, digest=True)
    here.prepare()
    there = pickle.loads(pickle.dumps(here))
    there.prepare()
    (one, rows, told), (other, other_rows, other_told) = here(3), there(3)
    assert told == other_told != ""
    assert np.array_equal(one.numerator, other.numerator, equal_nan=True)
    assert np.array_equal(one.value, other.value, equal_nan=True)
    assert (rows is None) is (other_rows is None) is not journal


def test_a_pickled_task_is_small() -> None:
    """It goes as what it was made of: nothing that was made ready goes along."""
    task = Replication(office(), 5, "reference")
    before = len(pickle.dumps(task))
    task.prepare()
    task(0)
    assert len(pickle.dumps(task)) == before


def test_a_trial_gives_the_same_wherever_it_is_made_ready() -> None:
    scenario = office()
    targets = (Target.model_validate({"goal": "within 20 min >= 90%"}),)
    trials = Trials(scenario, seed=4, engine="reference", executor=Threads(1))
    measures = (Both(tallied, serviced(targets)), Both(nothing, serviced(targets, by_line)))
    here = Trial(trials, (scenario, scenario), measures)
    there = pickle.loads(pickle.dumps(here))
    here.prepare()
    there.prepare()
    for (one, service), (other, other_service) in zip(here(2), there(2), strict=True):
        assert (one is None) is (other is None)
        if one is not None:
            assert np.array_equal(one.numerator, other.numerator, equal_nan=True)
        assert np.array_equal(service.slot, other_service.slot)
        assert service.names == other_service.names


def test_every_measure_of_a_study_can_be_pickled() -> None:
    spreads = Spreads(Trials(office(), engine="reference"))
    for measure in (
        tallied,
        nothing,
        Loaded(by_line),
        serviced((), by_line),
        Both(tallied, nothing),
    ):
        assert pickle.loads(pickle.dumps(measure)) == measure
    assert pickle.loads(pickle.dumps(spreads.trials)).seed == spreads.trials.seed
