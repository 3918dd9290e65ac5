"""The command line: parse, call a study, print."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and leave with its exit code.

    Ctrl-C while the libraries are being imported ends the program on the spot: an exception in
    the middle of an import may come out as anything.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # somebody's own way, or being deaf, is respected
        signal.signal(signal.SIGINT, _leave)
    from sim.cli import guard

    signal.signal(signal.SIGINT, before)
    guard.main(arguments)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"Interrupted; nothing was finished.\n")
    os._exit(130)
