"""Replications on other machines: an executor on a Dask cluster, and the one home of `distributed`.

Dask runs whatever it is sent, on both sides: use schedulers of people you trust alone.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast

from sim.errors import UsageError
from sim.said import Said
from sim.studies.crew import Client, Crew, Tell
from sim.studies.flight import Flight
from sim.studies.parallel import Task

Result = TypeVar("Result")

LOCAL = "local"
"""The address of a cluster that is started here and ends with the work."""

REACHED_WITHIN = 10.0
"""Seconds to wait for the scheduler."""


class Cluster:
    """Where a Dask scheduler is, or `local`; connected at the first use, until it is closed."""

    def __init__(self, address: str, tell: Tell | None = None) -> None:
        self.address = address
        self._tell: Tell = tell if tell is not None else _say_nothing
        self._client: Client | None = None
        self._crew: Crew | None = None
        self._close: list[Callable[[], object]] = []

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def run(self, task: Task[Result], numbers: Iterable[int]) -> Iterator[tuple[int, Result]]:
        """Results as they finish.

        Raises
        ------
        UsageError
            The scheduler is not reached, or there is no worker that may work for us.
        ClusterError
            The cluster was lost, or a replication ends every worker that it is given to.
        """
        client, crew = self._open()
        flight = Flight(client, crew, task)
        try:
            yield from flight.results(numbers)
        finally:
            flight.drop()

    def _open(self) -> tuple[Client, Crew]:
        if self._client is None or self._crew is None:
            try:
                self._client = connect(self.address, self._close)
                self._crew = Crew(self._client, self.address, self._tell)
                self._crew.gather()
            except BaseException:
                self.close()
                raise
        return self._client, self._crew

    def close(self) -> None:
        """Leave the cluster; a local one ends, with all it left on the disk."""
        self._client = self._crew = None
        while self._close:
            # Whoever interrupts this wants to leave, and so does everybody else.
            with suppress(Exception, KeyboardInterrupt):
                self._close.pop()()


def _say_nothing(_: str) -> None:
    """Nobody listens."""


def connect(address: str, close: list[Callable[[], object]]) -> Client:
    """A client of the cluster at an address; what has to be closed afterwards, the last first.

    Raises
    ------
    UsageError
        `distributed` is not installed, or the scheduler is not reached.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise UsageError(
            Said(
                "--cluster {address}: a cluster needs {library}, which is not installed; type: "
                'pip install "motcua[cluster]"',
                address=address,
                library=str(error.name),
            )
        ) from error
    # What matters of its log, lost connections and workers, is told as sentences.
    for name in ("distributed", "distributed.client"):
        log = logging.getLogger(name)
        close.append(partial(log.setLevel, log.level))
        log.setLevel(logging.CRITICAL)
    where = _start_here(close) if address == LOCAL else _reached(address)
    client = distributed.Client(  # type: ignore[no-untyped-call]
        where, timeout=REACHED_WITHIN, set_as_default=False, name="motcua"
    )
    close.append(lambda: client.close(timeout=REACHED_WITHIN))  # type: ignore[no-untyped-call]
    return cast(Client, client)


def _reached(address: str) -> str:
    """Where a scheduler answers; raise UsageError where none does."""
    import asyncio

    from distributed.comm.core import connect as knock
    from distributed.security import Security

    async def reach(where: str) -> None:
        keys = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        door = await knock(where, timeout=REACHED_WITHIN, **keys)  # type: ignore[no-untyped-call]
        await door.close()

    # A client that cannot connect would hold this program up at its end.
    try:
        where = _written_in(address) if address.endswith(".json") else address
        asyncio.run(reach(where))
    except Exception as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(
            Said(
                "--cluster {address}: no Dask scheduler is reached there ({why}). Is it running, "
                "and is this the address that it printed, such as tcp://10.0.0.5:8786?",
                address=address,
                why=why,
            )
        ) from error
    return where


def _written_in(file: str) -> str:
    """The address in a file that a scheduler wrote (`--scheduler-file`)."""
    return str(json.loads(Path(file).read_text("utf-8"))["address"])


def _start_here(close: list[Callable[[], object]]) -> Any:
    """Start a cluster of processes of this machine, one for each core, for this program alone."""
    import dask
    import distributed

    folder = tempfile.TemporaryDirectory(prefix="motcua-", ignore_cleanup_errors=True)
    close.append(folder.cleanup)
    # Ctrl-C reaches all programs of a terminal; only this one says what becomes of the work.
    deaf = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
    # Samples of what workers do, and pages that tell of it, are for a dashboard: there is none.
    quiet: dict[str, Any] = {
        "distributed.worker.profile.enabled": False,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    with dask.config.set(quiet):
        cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=os.cpu_count() or 1, threads_per_worker=1, processes=True,
            host="127.0.0.1", dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False}, memory_limit=0,
            local_directory=folder.name, preload=[deaf], silence_logs=logging.CRITICAL,
        )  # fmt: skip
    close.append(lambda: cluster.close(timeout=REACHED_WITHIN))
    return cluster
