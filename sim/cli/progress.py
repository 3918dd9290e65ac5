"""A bar with the time left, on a terminal, or lines for a program; and what Ctrl-C does."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from sim.cli.language import told
from sim.report.progress import Lines
from sim.said import Said

if TYPE_CHECKING:
    from rich.progress import Progress

    from sim.measures.tally import Tally
    from sim.model.journal import Journal
    from sim.model.tables import System
    from sim.studies.experiment import Sink


INTERRUPTED, HUNG_UP, TERMINATED = 130, 129, 143
"""Exit codes after Ctrl-C, SIGHUP and SIGTERM: 128 and the number of the signal."""

_STOPS = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
if hasattr(signal, "SIGHUP"):  # not on Windows
    _STOPS[signal.SIGHUP] = HUNG_UP


class Bar:
    """One bar for all scenarios together; silent where nobody looks."""

    def __init__(self, n_scenarios: int, replications: int, *, shown: bool) -> None:
        self._total = n_scenarios * replications
        self._planned: dict[str, int] = {}
        self._label, self._done, self._lines = "", 0, Lines()
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
        self._show(label)

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None  # noqa: ARG002
    ) -> None:  # fmt: skip
        """Move on by one."""
        self.step()

    def extend(self, label: str, planned: int) -> None:
        """Make room for more, and show whose turn it is."""
        self._total += planned - self._planned[label]
        self._planned[label] = planned
        self._show(label)

    def plan(self, label: str, more: int) -> None:
        """Show whose turn it is, and make room for more."""
        self._total += more
        self._show(label)

    def step(self, label: str | None = None) -> None:
        """Move on by one, and show whose turn it is."""
        self._done += 1
        self._show(label)

    def _show(self, label: str | None) -> None:
        self._label = self._label if label is None else label
        self._lines.tell(self._label, self._done, self._total)
        if self._progress is not None and self._task is not None:
            self._progress.update(
                self._task, description=self._label, completed=self._done, total=self._total
            )


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn(told(Said("replications,"))), TimeLeft(), TextColumn(told(Said("left"))),
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
    """The system asks to stop: work is kept as after Ctrl-C, the exit code differs."""

    def __init__(self, exit_code: int = TERMINATED) -> None:
        self.exit_code = exit_code


class Interrupts:
    """The first Ctrl-C stops the simulation and keeps its results; the second quits at once.

    So do SIGTERM, by which a system shuts programs down, and SIGHUP, which comes when a terminal
    is closed; a program that was started deaf to one of them, as by nohup, stays deaf to it. Once
    `saving`, the first does nothing any more, because what is left takes a moment only.
    """

    def __init__(self) -> None:
        self.count = 0
        self.saving = False
        self.exit_code = INTERRUPTED
        """What to leave with after an interrupt."""
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Interrupts:
        for number in _STOPS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for number, before in self._before.items():
            signal.signal(number, before)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        code = _STOPS[signal.Signals(number)]
        if self.count > 1:
            _say(Said("Quit; what was not saved is lost."))
            os._exit(code)
        if self.saving:
            _say(Said("Saving; press Ctrl-C again to quit at once."))
            return
        self.exit_code = code
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        raise Terminated(code)


def _say(words: str) -> None:
    """Say something from within a signal, to whoever is still there."""
    with suppress(OSError):
        os.write(2, f"\n{told(words)}\n".encode())
