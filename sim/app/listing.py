"""What the folders of results are: of which study, of which scenarios, of when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from sim.app.folders import MANIFEST, results_folders
from sim.report.manifest import OURS

MOST_MANIFEST = 4 * 1024**2
"""Bytes of a manifest that is read."""
LAST = 5
"""Simulations of a scenario by which the next one is judged."""
KINDS = (
    "run", "compare", "sweep", "staff", "budget", "roster", "siting", "stress", "twin", "verify",
    "other",
)  # fmt: skip
COMMANDS = {
    "run": "run", "compare": "compare", "sweep": "sweep", "staff": "staff", "roster": "roster",
    "site": "siting", "verify": "verify",
}  # fmt: skip
OPTIONS = {"--stress": "stress", "--twin": "twin", "--budget": "budget"}
"""That make another study of a command."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A finished results folder, as its manifest tells; nothing here is trusted to be right."""

    name: str
    manifest: Mapping[str, Any]
    """Empty where it cannot be read."""
    kind: str
    """One of KINDS."""
    scenarios: tuple[tuple[str, str], ...]
    """Label and name of each."""
    started: datetime | None
    interrupted: bool

    @property
    def is_readable(self) -> bool:
        """Whether the manifest is one of ours."""
        return OURS in self.manifest


def listed(root: Path) -> list[Listed]:
    """The finished results folders in the root, the newest first."""
    return [one(root, name) for name in results_folders(root)]


def one(root: Path, name: str) -> Listed:
    """One of them."""
    file = root / name / MANIFEST
    try:
        stat = file.stat()
        manifest = _manifest(file, stat.st_mtime_ns, stat.st_size)
    except OSError:
        manifest = {}
    return Listed(
        name=name, manifest=manifest, kind=kind_of(words_of(manifest)),
        scenarios=tuple(_scenarios(manifest)), started=moment(manifest.get("started")),
        interrupted=bool(manifest.get("interrupted")),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _manifest(file: Path, changed_at: int, size: int) -> Mapping[str, Any]:  # noqa: ARG001
    """What a manifest holds; nothing if it is no manifest, or a link, or too large."""
    if size > MOST_MANIFEST or file.is_symlink():
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and OURS in found else {}


def words_of(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The command that was typed."""
    found = manifest.get("command")
    return tuple(map(str, found)) if isinstance(found, list) else ()


def kind_of(words: tuple[str, ...]) -> str:
    """The study that a command is."""
    command = next((word for word in words if word in COMMANDS), None)
    if command is None:
        return "other"
    for word in words:
        found = OPTIONS.get(word.partition("=")[0])
        if found is not None:
            return found
    return COMMANDS[command]


def _scenarios(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found = manifest.get("scenarios")
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict) and isinstance(each.get("label"), str):
            yield each["label"], str(each.get("name") or each["label"])


def moment(text: object) -> datetime | None:
    """A point in time as a manifest writes it."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def pace(folders: Sequence[Listed], label: str) -> float | None:
    """Seconds that a replication of a scenario takes here: the median of the last few times."""
    found = islice((each for folder in folders for each in _paces(folder, label)), LAST)
    some = sorted(found)
    return some[(len(some) - 1) // 2] if some else None


def _paces(folder: Listed, label: str) -> Iterator[float]:
    told = folder.manifest.get("scenarios") if folder.kind in ("run", "compare") else None
    for each in told if isinstance(told, list) else ():
        if isinstance(each, dict) and each.get("label") == label:
            seconds, done = each.get("duration_s"), each.get("replications")
            if isinstance(seconds, int | float) and isinstance(done, list) and done:
                yield float(seconds) / len(done)
