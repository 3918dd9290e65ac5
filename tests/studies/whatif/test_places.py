"""Places for simulations: so many at once, shared, and left when nobody asks for more."""

from __future__ import annotations

from threading import Event, Lock

import pytest

from sim.studies.whatif.places import Places


def forever() -> float:
    return 60.0


def test_all_numbers_are_worked_on_and_no_more_than_there_are_places_at_once() -> None:
    places, lock, both = Places(2), Lock(), Event()
    at_once, most = 0, 0

    def task(number: int) -> int:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
            if at_once == 2:
                both.set()
        both.wait(10)
        with lock:
            at_once -= 1
        return number * number

    found = dict(pair for done in places.run(task, range(9), forever) for pair in done)
    assert found == {n: n * n for n in range(9)}
    assert most == 2


def test_when_patience_ends_nothing_is_handed_over_and_work_goes_on() -> None:
    places, go = Places(1), Event()
    waits = iter([0.0, 0.0, 60.0])
    work = places.run(lambda _: go.wait(10), range(1), lambda: next(waits))
    assert next(work) == []
    assert next(work) == []
    go.set()
    assert next(work) == [(0, True)]
    assert list(work) == []


def test_who_stops_asking_stops_the_work() -> None:
    places, done = Places(1), list[int]()
    work = places.run(done.append, range(100), forever)
    next(work)
    work.close()
    assert list(places.run(lambda number: number, [0], forever)) == [[(0, 0)]]
    assert len(done) <= 2


def test_a_failure_of_the_work_is_told() -> None:
    def fails(_: int) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(Places(1).run(fails, range(2), forever))


def test_there_is_a_place_for_each_core_unless_told_otherwise() -> None:
    assert Places().number >= 1
    assert Places(3).number == 3
