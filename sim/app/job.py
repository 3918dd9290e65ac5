"""A command of motcua at work for one user: begun, watched, stopped.

Studies run as programs of their own, as somebody at a terminal would start them: what they write is
the same to the bit, a study that takes all memory ends alone, and stopping is what Ctrl-C does. The
end of their standard input tells them to stop, so that they end even where this program is killed.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from threading import Event, Thread
from weakref import WeakSet

from sim.app.turns import Turns
from sim.errors import in_one_line
from sim.report.progress import ASKED, LINES, Progress, parse

TICK = 0.25
"""Seconds between looks at whether anybody still wants the result."""
PATIENCE = 10.0
"""Seconds that a browser may be away, as while a page is loaded again, or a stop may take."""
PROGRAM = Path(__file__).with_name("program.py")
MOST_LINES = 20
"""Of what a command says to people, the last ones."""
LONGEST = 500
"""Letters of such a line."""
BROKEN = 70
"""The exit code of a fault of ours; what is said then is for whoever mends it."""

_ALIVE: WeakSet[Job] = WeakSet()


class Job:
    """One command, from its turn to its end; all but `stop` and what is read is of its thread."""

    def __init__(
        self, words: Sequence[str], out: Path, turns: Turns, is_wanted: Callable[[], bool],
        program: Sequence[str] | None = None, *, minutes: float = inf,
    ) -> None:  # fmt: skip
        """Begin, as soon as it has its turn. `words` are typed behind the name of the program.

        `is_wanted` is asked now and then, from another thread: once nobody has wanted the result
        for a while, the command is stopped, and so it is after so many `minutes` of work. `out` is
        where its results will be.

        Raises
        ------
        UsageError
            Too many wait already.
        """
        self.words, self.out = tuple(words), out
        self.progress: Progress | None = None
        """How far it is; None before it has said so."""
        self.code: int | None = None
        """Its exit code, once it has ended; None where it never began."""
        self.stopped = False
        """Whether it was asked to stop."""
        self.late = False
        """Whether it was stopped because it took longer than it may."""
        self.said: deque[str] = deque(maxlen=MOST_LINES)
        """What it told people about, in lines."""
        # -P: nothing is imported from the folder of the program, nor from the working folder.
        self._program = tuple(program or (sys.executable, "-P", str(PROGRAM)))
        self._minutes, self._began = minutes, inf
        self._turns, self._turn, self._is_wanted = turns, turns.enter(), is_wanted
        self._stop, self._ended = Event(), Event()
        self._seen = time.monotonic()
        _ALIVE.add(self)
        Thread(target=self._work, name="job", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._ended.is_set()

    @property
    def before(self) -> int:
        """How many commands have their turn before it; 0: it is at work."""
        return self._turns.before(self._turn)

    @property
    def is_left(self) -> bool:
        """Whether who comes back now finds it: at work, or ended since somebody was there last."""
        lately = time.monotonic() - self._seen <= PATIENCE
        return not self.stopped and (lately or not self.is_over)

    @property
    def is_done(self) -> bool:
        """Whether it has results: also after a stop that came late, and after a failed check."""
        return self.is_over and self.code in (0, 1)

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does; what it had finished it still writes."""
        self.stopped = True
        self._stop.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end; whether it came."""
        return self._ended.wait(seconds)

    def _work(self) -> None:
        try:
            if self._turns.wait(self._turn, self._is_off):
                self._run()
        except OSError as error:
            self.code = BROKEN
            self.said.append(error.strerror or type(error).__name__)
        finally:
            self._turns.leave(self._turn)
            _ALIVE.discard(self)
            self._ended.set()

    def _run(self) -> None:
        self._began = time.monotonic()
        process = subprocess.Popen(
            (*self._program, *self.words), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
            env={**os.environ, ASKED: LINES, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        reader = Thread(target=self._listen, args=(process,), daemon=True)
        reader.start()
        while True:
            try:
                self.code = process.wait(TICK)
                break
            except subprocess.TimeoutExpired:
                if self._is_off():
                    self.code = _ended(process)
                    break
        reader.join(PATIENCE)
        _close(process)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                progress = parse(line)
                if progress is not None:
                    self.progress = progress
                elif line.strip():
                    self.said.append(in_one_line(line)[:LONGEST])

    def _is_off(self) -> bool:
        """Whether it is to stop: somebody said so, or nobody has been there for a while."""
        now = time.monotonic()
        if self._is_wanted():
            self._seen = now
        if now - self._began > 60 * self._minutes:
            self.late = True
            self.stop()
        if now - self._seen > PATIENCE:
            self.stop()
        return self._stop.is_set()


def _ended(process: subprocess.Popen[str]) -> int:
    """The exit code of a program that is asked to stop, and killed if it does not."""
    _close(process)
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _close(process: subprocess.Popen[str]) -> None:
    """End its standard input, which tells it to end."""
    assert process.stdin is not None
    process.stdin.close()


@atexit.register
def stop_all() -> None:
    """Leave nobody at work when the server ends."""
    jobs = list(_ALIVE)
    for job in jobs:
        job.stop()
    for job in jobs:
        job.wait(PATIENCE)
