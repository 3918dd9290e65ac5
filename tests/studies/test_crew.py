"""Who may work for this process, on fake clusters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sim.errors import UsageError
from sim.studies import crew as crews
from sim.studies import remote
from sim.studies.crew import ClusterError, Crew


class Company:
    """A cluster by what its workers say who they are."""

    status = "running"

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []
        self.fails: Exception | None = None

    def nthreads(self) -> Mapping[str, int]:
        if self.fails:
            raise self.fails
        return dict.fromkeys(self.answers, 2)

    def run(self, function: Any, asked: str, *, workers: list[str], on_error: str) -> Any:
        assert function(asked) == remote.identity()
        assert on_error == "return"
        self.asked.append(workers)
        return {each: self.answers[each] for each in workers}


class Clock:
    """Time goes on by a second with each look."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def alike(**changes: str) -> dict[str, str]:
    return remote.identity() | {name.replace("_", " "): value for name, value in changes.items()}


def crew_of(company: Any) -> tuple[Crew, list[str]]:
    told: list[str] = []
    return Crew(company, "tcp://there:1", told.append, Clock(), lambda _: None), told


def test_a_crew_asks_each_worker_once_and_makes_room_for_its_threads() -> None:
    company = Company(a=alike(), b=alike())
    crew, told = crew_of(company)
    crew.gather()
    crew.look()
    assert company.asked == [["a", "b"]]
    assert crew.room == 2 * 2 * crews.AHEAD
    assert told == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (alike(motcua="0.0.1"), "motcua 0.0.1 instead of"),
        (alike(model_version="99"), "model version 99 instead of"),
        (alike(numpy="1.0", code="x"), "numpy 1.0 instead of"),
        (alike(numba="0.1"), "numba 0.1 instead of"),
        (alike(python="3.9"), "python 3.9 instead of"),
        (alike(code="x"), "other code under the same version"),
        ({}, "motcua unknown instead of"),
        (ModuleNotFoundError("No module named 'sim'", name="sim"), "motcua is not installed"),
        (ImportError("cannot import name 'x'", name="sim.y"), "does not load there (cannot"),
        (ValueError("odd"), "does not say what it has (odd)"),
    ],
)
def test_a_stranger_is_named_with_what_differs(answer: Any, why: str) -> None:
    crew, warned = crew_of(Company(good=alike(), bad=answer))
    with pytest.raises(UsageError) as told:
        crew.gather()
    assert warned == []
    assert "--cluster tcp://there:1: worker bad may not work" in str(told.value)
    assert why in str(told.value)
    assert "Install the same there" in str(told.value)


def test_of_many_strangers_three_are_named() -> None:
    crew, _ = crew_of(Company(**{f"w{n}": alike(code="x") for n in range(5)}))
    with pytest.raises(UsageError, match="workers w0, w1, w2 and 2 more may not"):
        crew.gather()


def test_a_stranger_who_joins_later_is_given_nothing_and_told_of_once() -> None:
    company = Company(a=alike())
    crew, told = crew_of(company)
    crew.gather()
    company.answers["late"] = alike(code="x")
    crew.look_now_and_then()
    crew.look()
    assert list(crew.good) == ["a"]
    assert len(told) == 1
    assert told[0].startswith("Worker late is given nothing: other code")
    del company.answers["late"]
    crew.look()
    assert crew.strangers == {}


def test_who_leaves_while_asked_is_asked_again() -> None:
    company = Company(a=OSError("gone"))
    crew, _ = crew_of(company)
    crew.look()
    company.answers["a"] = alike()
    crew.gather()
    assert company.asked == [["a"], ["a"]]
    assert list(crew.good) == ["a"]


def test_other_processors_are_told_of_once_and_work() -> None:
    crew, told = crew_of(Company(a=alike(cpu_features="MMX"), b=alike(libc="musl")))
    crew.gather()
    assert sorted(crew.good) == ["a", "b"]
    assert len(told) == len([each for each in told if "last digits may differ" in each]) == 1


def test_without_workers_it_gives_up_after_a_while() -> None:
    crew, _ = crew_of(Company())
    with pytest.raises(UsageError, match=r"no worker for 60 seconds .* dask worker tcp://there:1"):
        crew.gather()


def test_it_looks_no_more_often_than_every_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(a=alike())
    crew, _ = crew_of(company)
    monkeypatch.setattr(crews, "BEAT", 1e9)
    crew.look_now_and_then()
    assert company.asked == []


def test_a_scheduler_that_is_gone_is_told_of() -> None:
    company = Company(a=alike())
    crew, _ = crew_of(company)
    company.fails = OSError("closed")
    with pytest.raises(ClusterError, match="scheduler at tcp://there:1 does not answer any more"):
        crew.look()
