"""The command line: parse, call a study, print."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from sim.cli.asked import asked_for

__all__ = ["main"]

INTERRUPTED = {
    "en": "Interrupted; nothing was finished.",
    "vi": "Đã bị dừng; chưa có gì hoàn thành.",
}
"""As the catalogue has it, which cannot be read while libraries are being loaded."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and leave with its exit code.

    Ctrl-C while the libraries are being imported ends the program on the spot: an exception in
    the middle of an import may come out as anything.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # somebody's own way, or being deaf, is respected
        lang = asked_for(sys.argv[1:] if arguments is None else arguments, INTERRUPTED) or "en"
        signal.signal(signal.SIGINT, lambda *_: _leave(INTERRUPTED[lang]))
    from sim.cli import guard

    signal.signal(signal.SIGINT, before)
    guard.main(arguments)


def _leave(line: str) -> None:
    os.write(2, f"{line}\n".encode())
    os._exit(130)
