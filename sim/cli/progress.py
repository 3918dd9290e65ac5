"""A bar with the time left, on a terminal; and what Ctrl-C does."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress

    from sim.measures.tally import Tally
    from sim.model.journal import Journal
    from sim.model.tables import System
    from sim.studies.experiment import Sink


INTERRUPTED, TERMINATED = 130, 143
"""Exit codes after Ctrl-C and after SIGTERM: 128 and the number of the signal."""

_STOPS = (signal.SIGINT, signal.SIGTERM)


class Bar:
    """One bar for all scenarios together; silent where nobody looks."""

    def __init__(self, n_scenarios: int, replications: int, *, shown: bool) -> None:
        self._total = n_scenarios * replications
        self._planned: dict[str, int] = {}
        self._progress = _progress() if shown else None
        self._task = None
        if self._progress is not None:
            self._task = self._progress.add_task("", total=self._total)

    def __enter__(self) -> Bar:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._progress is not None:
            self._progress.stop()

    def begin(self, label: str, system: System, planned: int) -> None:  # noqa: ARG002
        """Show whose turn it is."""
        self._planned[label] = planned
        self._update(description=label, total=self._total)

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None  # noqa: ARG002
    ) -> None:  # fmt: skip
        """Move on by one."""
        self._update(advance=1)

    def extend(self, label: str, planned: int) -> None:
        """Make room for more, and show whose turn it is."""
        self._total += planned - self._planned[label]
        self._planned[label] = planned
        self._update(description=label, total=self._total)

    def plan(self, label: str, more: int) -> None:
        """Show whose turn it is, and make room for more."""
        self._total += more
        self._update(description=label, total=self._total)

    def step(self, label: str | None = None) -> None:
        """Move on by one, and show whose turn it is."""
        self._update(advance=1, **({} if label is None else {"description": label}))

    def _update(self, **changes: Any) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, **changes)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("replications,"), TimeLeft(), TextColumn("left"),
        console=Console(file=sys.stderr), transient=True,
    )  # fmt: skip


class Several:
    """Tells several sinks, in their order."""

    def __init__(self, *sinks: Sink) -> None:
        self._sinks = sinks

    def begin(self, label: str, system: System, planned: int) -> None:
        """Pass on."""
        for sink in self._sinks:
            sink.begin(label, system, planned)

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        """Pass on."""
        for sink in self._sinks:
            sink.replication(label, replication, tally, journal)

    def extend(self, label: str, planned: int) -> None:
        """Pass on."""
        for sink in self._sinks:
            sink.extend(label, planned)


class Terminated(KeyboardInterrupt):
    """The system asks to stop (SIGTERM): work is kept as after Ctrl-C, the exit code differs."""


class Interrupts:
    """The first Ctrl-C stops the simulation and keeps its results; the second quits at once.

    So does SIGTERM, by which a system shuts programs down. Once `saving`, the first does nothing
    any more, because what is left takes a moment only.
    """

    def __init__(self) -> None:
        self.count = 0
        self.saving = False
        self.exit_code = INTERRUPTED
        """What to leave with after an interrupt."""
        self._before: list[Any] = []

    def __enter__(self) -> Interrupts:
        self._before = [signal.signal(number, self._on_signal) for number in _STOPS]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for number, before in zip(_STOPS, self._before, strict=True):
            signal.signal(number, before)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if self.count > 1:
            os.write(2, b"\nQuit; what was not saved is lost.\n")
            os._exit(code)
        if self.saving:
            os.write(2, b"\nSaving; press Ctrl-C again to quit at once.\n")
            return
        self.exit_code = code
        raise Terminated if code == TERMINATED else KeyboardInterrupt
