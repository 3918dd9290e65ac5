"""Replications on their way, on a fake cluster that does what it is told, in the order asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from sim.studies import crew as crews
from sim.studies import flight as flights
from sim.studies.crew import AHEAD, ClusterError, Crew
from sim.studies.flight import Flight
from sim.studies.remote import ASK_WORK, Refused, identity


class Tenfold:
    """A task."""

    def prepare(self) -> None:
        """Nothing to do."""

    def __call__(self, number: int) -> int:
        return 10 * number


class Future:
    """Comes at once when somebody wants to know, as its number's answer says."""

    def __init__(self, key: str, answer: Any, status: str = "finished") -> None:
        self.key, self.status = key, status
        self._answers = list(answer) if isinstance(answer, list) else [answer]

    def add_done_callback(self, fn: Callable[[Any], None]) -> None:
        if self.status != "waiting":
            fn(self)

    def result(self, timeout: float | None = None) -> Any:
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Client:
    """A cluster of workers with a thread each; `answers` says what becomes of a number."""

    status = "running"

    def __init__(self, *workers: str, answers: dict[int, Any] | None = None) -> None:
        self.there: dict[str, Any] = dict.fromkeys(workers, identity())
        self.answers = answers or {}
        self.statuses: dict[int, str] = {}
        self.asked: list[tuple[int, Any]] = []
        self.keys: list[str] = []
        self.cancelled: list[Any] = []
        self.on_look: Callable[[], None] = lambda: None

    def submit(self, func: Any, *args: Any, key: str, workers: Any = None) -> Any:
        self.keys.append(key)
        if func is bytes:
            return Future(key, args[0])
        assert args[0] == ASK_WORK
        number = args[1]["number"]
        self.asked.append((number, workers))
        answer = self.answers.pop(number, 10 * number)
        return Future(key, answer, self.statuses.pop(number, "finished"))

    def cancel(self, futures: list[Any]) -> None:
        self.cancelled += futures

    def nthreads(self) -> dict[str, int]:
        self.on_look()
        return dict.fromkeys(self.there, 1)

    def run(self, function: Any, asked: str, *, workers: list[str], on_error: str) -> Any:
        return {each: self.there[each] for each in workers}

    def close(self, timeout: float = 0) -> None:
        """Nothing to do."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (crews, flights):
        monkeypatch.setattr(module, "BEAT", 0.0)


def flight_on(client: Client) -> Flight:
    crew = Crew(client, "there", lambda _: None)
    crew.gather()
    return Flight(client, crew, Tenfold())


def killed() -> Exception:
    error = type("KilledWorker", (Exception,), {})("task")
    vars(error).update(allowed_failures=3, last_worker=SimpleNamespace(address="tcp://w:1"))
    return error


def test_every_number_comes_once() -> None:
    client = Client("a", "b")
    found = list(flight_on(client).results(range(20)))
    assert sorted(found) == [(number, 10 * number) for number in range(20)]
    assert len(set(client.keys)) == 21


def test_no_more_is_taken_than_a_few_for_each_thread() -> None:
    client = Client("a", "b")
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    some = flight_on(client).results(numbers())
    next(some)
    assert len(taken) == 2 * AHEAD


def test_a_task_goes_once_with_its_content_for_a_name() -> None:
    client = Client("a")
    for _ in range(2):
        list(flight_on(client).results(range(3)))
    tasks = [key for key in client.keys if key.startswith("motcua-task-")]
    assert len(tasks) == 2
    assert len(set(tasks)) == 1


def test_what_is_lost_after_it_was_done_is_waited_for() -> None:
    client = Client("a", answers={1: [TimeoutError(), TimeoutError(), 10]})
    assert sorted(flight_on(client).results(range(3))) == [(0, 0), (1, 10), (2, 20)]
    assert [number for number, _ in client.asked] == [0, 1, 2]


@pytest.mark.parametrize("no", [Refused("other code"), ModuleNotFoundError("no", name="sim.x")])
def test_what_a_late_stranger_refuses_others_do(no: Any) -> None:
    client = Client("a", answers={2: no})
    flight = flight_on(client)
    client.there["late"] = identity() | {"code": "other"}
    found = list(flight.results(range(4)))
    assert sorted(found) == [(number, 10 * number) for number in range(4)]
    assert (2, ["a"]) in client.asked


def test_what_only_workers_were_asked_for_that_left_is_asked_anew() -> None:
    client = Client("a", "stranger")
    flight = flight_on(Client("a"))
    crew = flight._crew
    flight._client = client  # type: ignore[assignment]
    crew._client = client
    client.there["stranger"] = identity() | {"code": "other"}
    crew.look()
    client.statuses[1] = "waiting"

    def leave() -> None:
        client.there.pop("a", None)
        client.there["b"] = identity()

    client.on_look = leave
    found = list(flight.results(range(3)))
    assert sorted(found) == [(0, 0), (1, 10), (2, 20)]
    assert (1, ["a"]) in client.asked
    assert (1, ["b"]) in client.asked
    assert len(client.cancelled) == 1


def test_a_replication_that_kills_every_worker_ends_in_a_sentence() -> None:
    client = Client("a", answers={1: killed()})
    with pytest.raises(
        ClusterError, match=r"Replication 1 was given to 4 workers, .* was tcp://w:1\. Most often"
    ):
        list(flight_on(client).results(range(3)))


@pytest.mark.parametrize("error", [ValueError("thirteen"), ImportError("x", name="pandas")])
def test_what_fails_there_fails_here(error: Exception) -> None:
    with pytest.raises(type(error), match=str(error)):
        list(flight_on(Client("a", answers={1: error})).results(range(3)))


@pytest.mark.parametrize(
    ("running", "said"), [("running", "cancelled on the cluster"), ("closed", "does not answer")]
)
def test_what_is_cancelled_by_others_is_told(running: str, said: str) -> None:
    client = Client("a")
    client.statuses[1] = "cancelled"
    flight = flight_on(client)
    client.status = running
    with pytest.raises(ClusterError, match=said):
        list(flight.results(range(3)))


def test_what_is_dropped_is_cancelled_and_comes_no_more() -> None:
    client = Client("a")
    client.statuses.update({1: "waiting", 2: "waiting"})
    flight = flight_on(client)
    some = flight.results(range(3))
    assert next(some) == (0, 0)
    flight.drop()
    assert len(client.cancelled) == 3  # two replications and the task
    assert list(some) == []


def test_with_nobody_left_it_waits_for_the_next_worker() -> None:
    client = Client("a")
    flight = flight_on(client)
    client.there.clear()
    flight._crew.look()
    looks = iter(range(3))

    def come() -> None:
        if next(looks, None) is None:
            client.there["b"] = identity()

    client.on_look = come
    assert dict(flight.results(range(2))) == {0: 0, 1: 10}
