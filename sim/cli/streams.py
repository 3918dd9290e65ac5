"""Where words go: a pipe whose reader left or a full disk behind it must not cost results."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from sim.cli.language import tell
from sim.errors import reason_of
from sim.said import Said

_STANDARD = (0, 1, 2)


class Outlet(io.RawIOBase):
    """A stream that goes on taking words after it could not pass them on, and remembers why."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.trouble: OSError | None = None

    def write(self, words: Any) -> int | None:
        """Pass words on, or drop them."""
        if self.trouble is None:
            try:
                return self._raw.write(words)
            except BlockingIOError:
                raise
            except OSError as error:
                self.trouble = error
        return memoryview(words).nbytes

    def writable(self) -> bool:
        """It always is."""
        return True

    def fileno(self) -> int:
        """That of what is behind."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Whether somebody looks on."""
        return self._raw.isatty()


class Streams:
    """Standard output and standard error, made to last, from now until the program ends."""

    def __init__(self) -> None:
        occupy()
        self._out: Outlet | None = None
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if stream is None:  # whoever closed it does not want to hear from it
                nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
                setattr(sys, name, nowhere)
                continue
            lasting, outlet = guarded(stream)
            setattr(sys, name, lasting)
            if name == "stdout":
                self._out = outlet

    def close(self, code: int) -> int:
        """Pass on the last words; the exit code, which is 2 where output got lost."""
        try:
            sys.stdout.flush()
            lost = self._out.trouble if self._out is not None else None
            # Nobody needs to be told that he closed the pipe, or the terminal.
            if lost is not None and not _left(lost):
                reason = reason_of(lost)
                failed = Said("standard output: writing failed ({reason}).", reason=reason)
                tell(Said("Error: {message}", message=failed))
                code = code or 2
            sys.stderr.flush()
        except OSError:
            close_quietly()
        return code


def _left(error: OSError) -> bool:
    """Whether it says that the reader has left."""
    return isinstance(error, ConnectionError) or error.errno == errno.EIO


def guarded(stream: TextIO) -> tuple[TextIO, Outlet | None]:
    """A stream in UTF-8 that outlives its reader; as it is where there is no plain file behind."""
    if type(stream) is not io.TextIOWrapper:
        return stream, None
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if not isinstance(raw, io.RawIOBase):
        return stream, None
    outlet = Outlet(raw)
    lasting = io.TextIOWrapper(
        io.BufferedWriter(outlet), encoding="utf-8", errors="replace",
        line_buffering=stream.line_buffering, write_through=stream.write_through,
    )  # fmt: skip
    return lasting, outlet


def occupy() -> None:
    """Take the numbers of closed standard streams, so that no file of ours gets one of them.

    Whatever writes to number 2 would write into that file.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def close_quietly() -> None:
    """Let the interpreter's last flush go nowhere: whoever was reading has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
