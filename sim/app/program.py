"""A command of motcua as a program that ends with whoever started it; run as a file.

Whoever started it holds the other end of its standard input. Its end, on purpose or because that
program was killed, is what Ctrl-C is at a terminal: on every system, and whatever the reason.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import time
from pathlib import Path
from threading import Thread

PATIENCE = 30.0
"""Seconds that the end may take, such as to write what was finished."""
INTERRUPTED = 130


def _end_with_starter() -> None:
    """Wait until the other end of standard input is closed; then end, in good order if possible."""
    while os.read(0, 1024):
        pass
    if os.name == "nt":
        signal.raise_signal(signal.SIGINT)
    else:
        os.kill(os.getpid(), signal.SIGINT)  # unlike the other, it ends a sleep, too
    time.sleep(PATIENCE)
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    Thread(target=_end_with_starter, name="starter", daemon=True).start()
    # This very motcua, whatever else is called sim in the working folder.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    runpy.run_module("sim", run_name="__main__")
