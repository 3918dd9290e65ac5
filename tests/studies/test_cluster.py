"""Replications on a real cluster on loopback: the same bits, whoever dies."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import UsageError
from sim.measures.tally import Tally
from sim.model.journal import Journal
from sim.studies import cluster as clusters
from sim.studies import experiment
from sim.studies.cluster import Cluster
from sim.studies.crew import ClusterError
from sim.studies.experiment import Run, Settings
from sim.studies.parallel import Executor, Threads
from tests.clusters import two_workers, until
from tests.studies.offices import Record, office

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with two_workers(tmp_path_factory.mktemp("workers")) as started:
        yield started


@pytest.fixture
def executor(there: Any) -> Iterator[Cluster]:
    with Cluster(there.scheduler_address) as found:
        yield found


def run(where: Executor, sink: Record, replications: int = 16) -> Run:
    settings = Settings(replications=replications, engine="reference", executor=where, digest=True)
    return experiment.run(office(), "office", settings, sink)


def same(one: Run, other: Run) -> None:
    assert one.digests == other.digests
    assert one.digest == other.digest is not None
    for left, right in zip(one.tallies, other.tallies, strict=True):
        for table in ("value", "numerator", "denominator"):
            assert np.array_equal(getattr(left, table), getattr(right, table), equal_nan=True)


class Killer(Record):
    """Kills a worker process at the first result."""

    victim: int | None = None

    def __init__(self, where: Cluster) -> None:
        super().__init__()
        self.where = where

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        super().replication(label, replication, tally, journal)
        if self.victim is None:
            assert self.where._client is not None
            self.victim = min(self.where._client.run(os.getpid).values())
            os.kill(self.victim, signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_with_a_worker_killed_nothing_is_lost_and_nothing_comes_twice(executor: Cluster) -> None:
    here = run(Threads(1), Record())
    sink = Killer(executor)
    found = run(executor, sink)
    assert sink.victim is not None
    came = [told[2] for told in sink.told if told[0] == "replication"]
    assert sorted(came) == list(range(16))
    assert not found.interrupted
    same(found, here)


def test_an_interrupt_keeps_what_came_and_leaves_no_work_behind(
    executor: Cluster, there: Any
) -> None:
    found = run(executor, Record(stop_after=2))
    assert found.interrupted
    assert len(found.replications) == 2
    until(lambda: not there.scheduler.tasks)


@pytest.mark.slow
def test_an_error_of_a_replication_comes_as_it_is(executor: Cluster) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(executor.run(Fails(), range(14)))


class Fails:
    """A task that does not like 13."""

    def prepare(self) -> None:
        """Nothing to do."""

    def __call__(self, number: int) -> int:
        if number == 13:
            raise ValueError("thirteen")
        return number


class Deadly(Fails):
    """A task that takes its worker along."""

    def __call__(self, number: int) -> int:
        os._exit(1)


@pytest.mark.slow
def test_a_task_that_kills_every_worker_ends_in_a_sentence(
    executor: Cluster, there: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there.scheduler, "allowed_failures", 0)
    with pytest.raises(ClusterError, match="Replication 0 was given to 1 workers"):
        list(executor.run(Deadly(), range(1)))


@pytest.mark.slow
def test_workers_of_another_version_are_named_early_and_given_nothing_late(there: Any) -> None:
    told: list[str] = []
    with Cluster(there.scheduler_address, told.append) as early:
        list(early.run(Fails(), range(2)))
        before = dict(there.new_spec["options"])
        there.new_spec["options"] = {
            **before, "preload": ["import sim; sim.__version__ = '9.9'"]
        }  # fmt: skip
        try:
            there.scale(3)
            until(lambda: len(there.scheduler.workers) == 3)
            assert early._crew is not None
            early._crew.look()
            here = run(Threads(1), Record())
            same(run(early, Record()), here)
            assert len(told) == 1
            assert "motcua 9.9 instead of" in told[0]
            with (
                Cluster(there.scheduler_address) as late,
                pytest.raises(UsageError, match=r"motcua 9\.9 instead of"),
            ):
                list(late.run(Fails(), range(2)))
        finally:
            there.new_spec["options"] = before
            there.scale(2)
            until(lambda: len(there.scheduler.workers) == 2)


@pytest.mark.slow
def test_a_local_cluster_gives_the_same_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clusters.tempfile, "tempdir", str(tmp_path))
    with Cluster("local") as where:
        found = run(where, Record())
        assert where._client is not None
        workers = list(where._client.run(os.getpid).values())
        assert list(tmp_path.iterdir())
    same(found, run(Threads(1), Record()))
    assert not list(tmp_path.glob("motcua-*"))
    for each in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nonsense", "missing port"),
        ("127.0.0.1:1", "Timed out|in 0.2 s|refused"),
        ("none.json", "No such file"),
        ("bogus://there:1", "unknown address scheme"),
    ],
)
def test_where_no_scheduler_is_reached_it_is_told(
    address: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "REACHED_WITHIN", 0.2)
    with pytest.raises(UsageError, match=f"--cluster {address}: no Dask scheduler .*({why})"):
        list(Cluster(address).run(Fails(), [1]))


@pytest.mark.slow
def test_a_file_that_a_scheduler_wrote_says_where_it_is(there: Any, tmp_path: Path) -> None:
    file = tmp_path / "scheduler.json"
    file.write_text(f'{{"address": "{there.scheduler_address}"}}')
    with Cluster(str(file)) as where:
        assert dict(where.run(Fails(), range(3))) == {0: 0, 1: 1, 2: 2}


def test_without_distributed_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r'pip install "motcua\[cluster\]"'):
        list(Cluster("local").run(Fails(), [1]))
