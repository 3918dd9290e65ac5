"""A command of motcua within bounds of memory and time: `python -m sim.app.bounded plan ...`.

For files of others: whatever is in them, the program that reads them ends.
"""

from __future__ import annotations

import runpy

MOST_BYTES = 4 * 1024**3
"""Of address space."""
MOST_SECONDS = 60
"""Of work."""


def bound() -> None:
    """Set the bounds, where the system has such."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


if __name__ == "__main__":
    bound()
    runpy.run_module("sim", run_name="__main__", alter_sys=True)
