"""`--cluster` on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sim.cli import cluster as way
from sim.cli.commands import group
from sim.errors import UsageError
from sim.studies.parallel import Threads
from tests.clusters import two_workers


class Fake(Threads):
    """Threads that say when they are opened and closed."""

    told: list[str] = []  # noqa: RUF012 - of all of them

    def __new__(cls, address: str) -> Fake:
        cls.told.append(f"open {address}")
        return super().__new__(cls)

    def __init__(self, address: str) -> None:
        super().__init__(1)

    def close(self) -> None:
        self.told.append("close")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr(way, "_connected", Fake)
    Fake.told.clear()
    yield Fake.told
    Fake.told.clear()


COMMANDS = ("run", "compare", "sweep", "staff", "roster", "site", "check", "verify")


@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_simulates_takes_a_cluster(command: str) -> None:
    taken = {each.name for each in group.commands[command].params}
    assert "cluster" in taken


@pytest.mark.parametrize(
    "asked",
    [("run", "small.yaml", "-n", "2"), ("sweep", "small.yaml", "--set", "wait_target=9..10")],
)
def test_a_command_opens_one_cluster_and_closes_it(
    asked: tuple[str, ...], office: Path, invoke: Callable[..., Result], fake: list[str]
) -> None:
    found = invoke(*asked, "--engine", "reference", "--out", "out", "--cluster", " there:1 ")
    assert found.exception is None
    assert fake == ["open there:1", "close"]


def test_it_is_closed_when_the_command_fails(
    office: Path, invoke: Callable[..., Result], fake: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fake, "run", lambda *_: 1 / 0)
    found = invoke("run", "small.yaml", "--out", "out", "--cluster", "there:1")
    assert isinstance(found.exception, ZeroDivisionError)
    assert fake == ["open there:1", "close"]
    assert not (office / "out").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--cluster", "local", "--workers", "3"), "--workers 3 --cluster local: how many"),
        (("--cluster", " "), "--cluster: the address of a Dask scheduler is needed"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    more: tuple[str, ...], said: str, office: Path, invoke: Callable[..., Result]
) -> None:
    found = invoke("run", "small.yaml", "--out", "out", *more)
    assert isinstance(found.exception, UsageError)
    assert said in str(found.exception)


def test_outside_of_a_command_there_is_an_executor_too() -> None:
    from sim.studies.cluster import Cluster

    assert way.executor(2, None) == Threads(2)
    found = way.executor(0, "there:1")
    assert isinstance(found, Cluster)
    assert found.address == "there:1"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with two_workers(tmp_path_factory.mktemp("workers")) as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        ("run", "small.yaml", "-n", "4"),
        ("sweep", "small.yaml", "--set", "sites.office.staff=2..3", "-n", "3"),
        ("staff", "small.yaml", "--target", "within 20 min >= 50%", "-n", "8"),
    ],
)
def test_a_cluster_finds_what_threads_find(
    asked: tuple[str, ...], office: Path, invoke: Callable[..., Result], there: Any
) -> None:
    for out, where in (("a", "--workers=1"), ("b", f"--cluster={there.scheduler_address}")):
        found = invoke(*asked, "--engine", "reference", "--out", out, where)
        assert found.exception is None, found.exception
    tables = sorted(each.name for each in (office / "a").glob("*.csv"))
    assert tables
    for name in tables:
        assert (office / "a" / name).read_bytes() == (office / "b" / name).read_bytes()
