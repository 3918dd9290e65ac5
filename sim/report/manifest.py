"""manifest.json: what made a results folder, so that anybody can make it again."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import sim
from sim.model.version import MODEL_VERSION
from sim.report import audit

if TYPE_CHECKING:
    from sim.report.results import Results
    from sim.studies.experiment import Run

OURS = "motcua"
"""The key by which a manifest is known as one of ours; its value is the version."""

_LIBRARIES = (
    "click", "holidays", "matplotlib", "numba", "numpy", "openpyxl", "pandas", "pyarrow",
    "pydantic", "rich", "ruamel.yaml", "scipy", "simpy",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the work was ordered: what the runs themselves do not know."""

    command: tuple[str, ...]
    """As typed."""
    started: datetime
    files: tuple[str, ...] = ()
    """Where each scenario came from, in the order of the runs."""
    settings: tuple[tuple[str, Any], ...] = ()
    """Options that shape the result or its making."""


def manifest(
    order: Order, results: Results, ended: datetime, resolved: Sequence[str]
) -> dict[str, Any]:
    """The content of manifest.json; `resolved` names the files with the resolved scenarios."""
    runs = results.runs
    files = order.files + ("",) * (len(runs) - len(order.files))
    return {
        OURS: sim.__version__,
        "interrupted": results.interrupted,
        "command": list(order.command),
        "started": order.started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "duration_s": round((ended - order.started).total_seconds(), 3),
        "seed": runs[0].seed,
        "replications": min(len(run.replications) for run in runs),
        "engine": runs[0].engine,
        "settings": dict(order.settings),
        "model_version": MODEL_VERSION,
        "journal_digest": results.digest,
        **({"audit": audit.record(results.audits)} if results.audits else {}),
        "scenarios": [_scenario(*of) for of in zip(runs, files, resolved, strict=False)],
        "git_commit": git_commit(Path(sim.__file__).resolve().parents[1]),
        "versions": versions(),
        "platform": fingerprint(),
    }


def _scenario(run: Run, file: str, resolved: str) -> dict[str, Any]:
    return {
        "label": run.label,
        "name": run.scenario.name,
        "file": file,
        "resolved": resolved,
        "period": [str(run.scenario.period.first), str(run.scenario.period.last)],
        "seed": run.seed,
        "engine": run.engine,
        "replications": list(run.replications),
        "interrupted": run.interrupted,
        "precision_reached": run.precision_reached,
        "duration_s": round(run.seconds, 3),
    }


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that take part."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # vendored, or frozen into one file
            found[name] = "unknown"
    return found


def fingerprint() -> dict[str, Any]:
    """The machine as far as it can move a last digit, or the speed."""
    simd = np.show_config(mode="dicts").get("SIMD Extensions", {})
    return {
        "system": platform.platform(),
        "machine": platform.machine(),
        "byte_order": sys.byteorder,
        "cores": os.cpu_count(),
        "cpu_features": [*simd.get("baseline", ()), *simd.get("found", ())],
    }


def git_commit(folder: Path) -> str | None:
    """The commit of a checkout, `-dirty` behind it when files differ; None without git."""
    if not (folder / ".git").exists():
        return None
    command = ["git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        answer = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None
