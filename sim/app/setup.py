"""What whoever starts the app has chosen, for all who use it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import inf
from pathlib import Path

from sim.app.turns import Turns
from sim.errors import UsageError
from sim.said import Said

MOST_SCENARIOS = 200
"""Of a folder."""


@dataclass(frozen=True)
class Setup:
    """Folders and bounds; one for all pages and users."""

    results: Path
    """The only folder that results are read from and written to."""
    scenarios: Path | None = None
    """A folder of scenarios of one's own, beside those that are shipped."""
    jobs: int = 2
    """Studies at a time."""
    job_minutes: float = inf
    """Minutes that a study may work."""

    @cached_property
    def turns(self) -> Turns:
        """Whose turn it is to run a study."""
        return Turns(self.jobs)

    @property
    def workers(self) -> int:
        """Replications at a time of one study."""
        return max(1, (os.cpu_count() or 1) // self.jobs)

    def files(self) -> dict[str, Path]:
        """The scenarios that can be chosen, by name: one's own first, then the shipped ones."""
        from sim.model.scenario_file.files import SHIPPED

        own = self._own()
        shipped = (path for path in sorted(SHIPPED.glob("*.yaml")) if path.stem != "base")
        return own | {path.stem: path for path in shipped if path.stem not in own}

    def file(self, name: str) -> Path:
        """The file of a scenario that can be chosen.

        Raises
        ------
        UsageError
            There is none of this name, now.
        """
        found = self.files().get(name)
        if found is None:
            raise UsageError(Said("{name}: there is no such scenario any more.", name=name))
        return found

    def _own(self) -> dict[str, Path]:
        if self.scenarios is None or not self.scenarios.is_dir():
            return {}
        within = self.scenarios.resolve()
        found = [
            path
            for path in sorted(self.scenarios.glob("*.yaml"))
            if path.is_file() and path.resolve().is_relative_to(within)
        ]
        return {path.stem: path for path in found[:MOST_SCENARIOS]}

    def place(self, study: str) -> Path:
        """A results folder that is not there yet, for a study of this kind."""
        stem = re.sub(r"[^a-z0-9]+", "-", study.lower())[:60].strip("-") or "study"
        stem = f"{stem}-{datetime.now():%Y%m%d-%H%M%S}"
        found, n = self.results / stem, 1
        while found.exists() or found.with_name(found.name + ".partial").exists():
            n += 1
            found = self.results / f"{stem}-{n}"
        return found
