"""`--cluster` on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sim.cli import cluster as way
from sim.cli import guard
from sim.cli.commands import group
from sim.errors import UsageError
from sim.studies import remote
from sim.studies.parallel import Threads
from tests.cli.orders import STUDIES, left, write_scenarios
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
@pytest.mark.parametrize("name", STUDIES)
def test_a_cluster_finds_what_threads_find(
    name: str, tmp_path: Path, there: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files, to the last bit, of every command that simulates."""
    write_scenarios(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", lambda *_, **__: None)
    study, found = STUDIES[name], []
    if study.before:
        assert guard.run([*study.before, "--engine", "reference", "--workers=1"]) == 0
    for out, where in (("a", "--workers=1"), ("b", f"--cluster={there.scheduler_address}")):
        code = guard.run(study.typed(out, "--engine", "reference", where))
        assert code in (0, 1)
        found.append((code, left(study, out)))
    assert found[0] == found[1]


@pytest.mark.slow
def test_workers_of_another_version_are_named_by_every_command(
    tmp_path: Path, there: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is worked on, and nothing is left."""
    write_scenarios(tmp_path)
    monkeypatch.chdir(tmp_path)
    for study in STUDIES.values():
        if study.before:
            assert guard.run([*study.before, "--engine", "reference", "--workers=1"]) == 0
    monkeypatch.setattr(remote.sim, "__version__", "9.9")
    remote.identity.cache_clear()
    before = sorted(tmp_path.rglob("*"))
    try:
        for name, study in STUDIES.items():
            where = f"--cluster={there.scheduler_address}"
            assert guard.run(study.typed("out", "--engine", "reference", where)) == guard.BAD_INPUT
            said = capfd.readouterr().err
            assert "may not work" in said, name
            assert "instead of 9.9" in said, name
            assert sorted(tmp_path.rglob("*")) == before, name
    finally:
        monkeypatch.undo()
        remote.identity.cache_clear()
