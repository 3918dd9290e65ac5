"""A real server of the app on a free port."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(results: Path) -> Iterator[str]:
    """The address of the app on a folder of results."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "run_sim.py", "app", "--port", str(port), "--results", str(results)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if "server started" in line:
                break
        rest = Thread(target=server.stdout.read, daemon=True)  # a full pipe would stop it
        rest.start()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=20)
            rest.join(20)
