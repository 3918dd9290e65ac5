"""Output that cannot be passed on costs nothing but itself."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.cli import streams
from sim.cli.streams import Outlet, Streams, guarded


class Broken(io.RawIOBase):
    """A file that takes no words."""

    def __init__(self, error: OSError) -> None:
        self.error, self.asked = error, 0

    def write(self, words: Any) -> int:
        self.asked += 1
        raise self.error

    def writable(self) -> bool:
        return True


def test_words_after_trouble_are_dropped() -> None:
    """The first trouble is remembered, and the file is not asked again."""
    broken = Broken(OSError(errno.ENOSPC, "No space left on device"))
    outlet = Outlet(broken)
    assert (outlet.write(b"abc"), outlet.write(b"d"), broken.asked) == (3, 1, 1)
    assert outlet.trouble is broken.error
    with pytest.raises(BlockingIOError):
        Outlet(Broken(BlockingIOError())).write(b"x")


def test_a_stream_goes_on_as_it_was(tmp_path: Path) -> None:
    """Number, kind and words; what is no plain file is left alone."""
    with (tmp_path / "a").open("w", encoding="ascii") as stream:
        lasting, outlet = guarded(stream)
        assert outlet is not None
        lasting.write("Dĩ An\n")
        lasting.flush()
        assert lasting.fileno() == stream.fileno()
        assert not lasting.isatty()
    assert (tmp_path / "a").read_bytes() == f"Dĩ An{os.linesep}".encode()
    for strange in (io.StringIO(), io.TextIOWrapper(io.BytesIO())):
        assert guarded(strange) == (strange, None)


@pytest.mark.parametrize(
    ("error", "code", "after", "says"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 0, 0, ""),
        (OSError(errno.EIO, "Input/output error"), 143, 143, ""),
        (
            OSError(errno.ENOSPC, "No space left on device"), 0, 2,
            "Error: standard output: writing failed (No space left on device).\n",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), 1, 1, "Error: standard output"),
    ],
)  # fmt: skip
def test_lost_output_is_told_unless_nobody_wants_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError,
    code: int, after: int, says: str,
) -> None:  # fmt: skip
    """A pipe or a terminal that was closed is the reader's own doing."""
    monkeypatch.setattr(streams, "occupy", lambda: None)
    found = Streams()
    outlet = Outlet(Broken(error))
    monkeypatch.setattr(found, "_out", outlet)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(outlet)))
    sys.stdout.write("results")
    assert found.close(code) == after
    told = capsys.readouterr().err
    assert told.startswith(says)
    assert bool(told) is bool(says)


def test_closed_streams_go_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """`>&-` is a wish, not a fault."""
    monkeypatch.setattr(streams, "occupy", lambda: None)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    found = Streams()
    sys.stdout.write("x")
    sys.stderr.write("x")
    assert found.close(0) == 0
    sys.stdout.close()
    sys.stderr.close()


def test_numbers_of_closed_streams_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file of results would get number 2, and what is said on standard error with it."""
    taken: list[int] = []

    def closed(number: int) -> None:
        if number != 1:
            raise OSError(errno.EBADF, "Bad file descriptor")

    system = SimpleNamespace(
        fstat=closed, open=lambda *_: taken.append(1), set_inheritable=lambda *_: None,
        devnull=os.devnull, O_RDWR=os.O_RDWR,
    )  # fmt: skip
    monkeypatch.setattr(streams, "os", system)
    streams.occupy()
    assert len(taken) == 2
