"""The app as whoever starts it has it: a real server, a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONG = 30.0
"""Seconds that the end may take on a busy machine."""


class Server:
    """One that has started."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address

    def interrupted(self) -> tuple[int, str]:
        """What Ctrl-C does: the exit code, and all that it says."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=LONG)
        return self.process.returncode, said


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(
    results: Path, *options: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server that has started; it is ended at last."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run_sim.py"), "app", "--port", str(port),
         "--results", str(results), *options],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **(env or {})},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "server started" in line, line + process.stdout.read()
        yield Server(process, f"http://127.0.0.1:{port}")
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=LONG)
        process.kill()
        process.wait()
