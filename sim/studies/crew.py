"""The workers of a cluster: who they are, and whether they may work for this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from sim.errors import MotcuaError, UsageError
from sim.said import Said
from sim.studies import remote

Tell = Callable[[str], None]

AHEAD = 3
"""Replications asked for at a time for each thread of a worker, so that none waits for the next."""

BEAT = 1.0
"""Seconds between looks at which workers there are."""

WORKERS_WITHIN = 60.0
"""Seconds without any worker before giving up."""

_NAMED = 3
"""Workers named in a message; of more, the number is told."""


class ClusterError(MotcuaError):
    """A cluster did not do its work, and what to do about it."""


class Future(Protocol):
    """What is to come; as `distributed.Future`."""

    key: Any
    status: str

    def add_done_callback(self, fn: Callable[[Any], None], /) -> Any:
        """Call a function when it is there, from another thread."""

    def result(self, timeout: float | None = None) -> Any:
        """What came, or what went wrong, raised."""


class Client(Protocol):
    """The side of `distributed.Client` that is used."""

    status: str

    def submit(self, func: Callable[..., Any], *args: Any, **how: Any) -> Any:
        """Ask for a call."""

    def cancel(self, futures: Any) -> Any:
        """Ask for it no longer."""

    def nthreads(self) -> Mapping[str, int]:
        """Threads of each worker there is."""

    def run(self, function: Callable[..., Any], *args: Any, **how: Any) -> Any:
        """Call a function on workers at once."""

    def close(self, timeout: Any = ...) -> Any:
        """Leave the cluster."""


class Crew:
    """The workers of a cluster: who may work for us, and who may not and why."""

    def __init__(
        self, client: Client, address: str, tell: Tell,
        clock: Callable[[], float] = time.monotonic, pause: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._client, self.address, self._tell = client, address, tell
        self._clock, self._pause = clock, pause
        self.good: dict[str, int] = {}
        """Threads of each worker that may."""
        self.strangers: dict[str, str] = {}
        """Why each other one may not."""
        self._gathered = self._told_of_digits = False
        self._looked_at = self._seen_at = clock()

    @property
    def room(self) -> int:
        """How many replications may be asked for at a time."""
        return AHEAD * sum(self.good.values())

    def gather(self) -> None:
        """Wait for a first worker; raise UsageError where any there is may not work for us."""
        self.look()
        while not self.good and not self.strangers:
            self._pause(BEAT / 10)
            self.look()
        if self.strangers:
            raise UsageError(
                Said(
                    "--cluster {address}: {workers} may not work for this motcua: {why}. Install "
                    "the same there and start the workers again.",
                    address=self.address,
                    workers=_named(self.strangers),
                    why=next(iter(self.strangers.values())),
                )
            )
        self._gathered = True

    def look_now_and_then(self) -> None:
        """Look again if the last look is a beat ago."""
        if self._clock() - self._looked_at >= BEAT:
            self.look()

    def look(self) -> None:
        """See who is there, and ask those who are new who they are.

        Raises
        ------
        UsageError
            There has been nobody for a while who may work.
        ClusterError
            The scheduler does not answer.
        """
        try:
            there = dict(self._client.nthreads())
            new = [each for each in there if each not in self.good and each not in self.strangers]
            told = self._ask(new) if new else {}
        except (OSError, TimeoutError, RuntimeError, ValueError) as error:
            raise lost(self.address) from error
        self._looked_at = self._clock()
        for worker, answer in told.items():
            self._judge(worker, answer, there[worker])
        self.good = {each: there[each] for each in self.good if each in there}
        self.strangers = {each: why for each, why in self.strangers.items() if each in there}
        if self.good:
            self._seen_at = self._looked_at
        elif self._looked_at - self._seen_at > WORKERS_WITHIN:
            raise UsageError(
                Said(
                    "--cluster {address}: there has been no worker for {seconds:.0f} seconds that "
                    "may work for this motcua. Start some, with: dask worker {address}",
                    address=self.address,
                    seconds=WORKERS_WITHIN,
                )
            )

    def _ask(self, workers: list[str]) -> Mapping[str, object]:
        """What workers say who they are, or what went wrong there."""
        said = self._client.run(eval, remote.ASK_IDENTITY, workers=workers, on_error="return")
        return dict(said)

    def _judge(self, worker: str, answer: object, threads: int) -> None:
        here = remote.identity()
        if isinstance(answer, ModuleNotFoundError) and answer.name == "sim":
            self.refuse(worker, Said("motcua is not installed there"))
        elif isinstance(answer, ImportError):
            self.refuse(worker, Said("its code does not load there ({why})", why=str(answer)))
        elif isinstance(answer, OSError | TimeoutError):
            # It left while it was asked; if it is still there, it is asked again.
            return
        elif not isinstance(answer, Mapping):
            self.refuse(worker, Said("it does not say what it has ({answer})", answer=str(answer)))
        elif why := remote.differences(here, answer):
            self.refuse(worker, why)
        else:
            self.good[worker] = threads
            if remote.moves_digits(here, answer) and not self._told_of_digits:
                self._told_of_digits = True
                self._tell(
                    Said(
                        "Worker {worker} has another processor or system than this machine: last "
                        "digits may differ from those of a run here.",
                        worker=worker,
                    )
                )

    def refuse(self, worker: str, why: str) -> None:
        """Give a worker nothing from now on."""
        self.good.pop(worker, None)
        if worker not in self.strangers:
            self.strangers[worker] = why
            if self._gathered:
                told = Said("Worker {worker} is given nothing: {why}.", worker=worker, why=why)
                self._tell(told)


def lost(address: str) -> ClusterError:
    """The scheduler went away while it was needed."""
    return ClusterError(
        Said(
            "The Dask scheduler at {address} does not answer any more, so the work cannot go on. "
            "See whether it still runs, and start again.",
            address=address,
        )
    )


def _named(workers: Iterable[str]) -> Said:
    names = sorted(workers)
    told = ", ".join(names[:_NAMED])
    if len(names) == 1:
        return Said("worker {names}", names=told)
    if len(names) <= _NAMED:
        return Said("workers {names}", names=told)
    return Said("workers {names} and {more} more", names=told, more=len(names) - _NAMED)
