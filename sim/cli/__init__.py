"""The command line: parse, call a study, print."""

from __future__ import annotations

from sim.cli.guard import main

__all__ = ["main"]
