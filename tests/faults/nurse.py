"""Commands, each in a process of its own, with what a nursery has loaded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.judge import faults_of

ROOT = Path(__file__).resolve().parents[2]
OFFICE = """\
name: {name}
period: {{start: 2025-01-06, days: 2}}
calendar: {{hours: {{mon-fri: ["08:00-10:00"]}}, holidays: none}}
procedures:
  any: {{counter_time: {{law: exponential, mean: 8}}}}
sites:
  office:
    officers: [{{count: {officers}}}]
    arrivals: {{any: {{per_hour: 12}}}}
targets: [{{goal: "mean wait <= 15 min"}}]
check: {{kpis: [wait_mean, staff], tolerance: {{wait_mean: 900, staff: 0.5}},
        replications: 3, replications_at_most: 4}}
"""
COMMANDS = {
    "compare": ("compare", "small.yaml", "large.yaml", "-n", "4", "--workers", "2", "--out", "out"),
    "staff": ("staff", "small.yaml", "-n", "20", "--workers", "2", "--out", "out"),
    "check": ("check", "small.yaml", "--workers", "2", "--junit", "j.xml", "--markdown", "m.md"),
    "check --update": ("check", "small.yaml", "large.yaml", "--update", "--workers", "2"),
}
KNOWN = {
    "small.yaml", "large.yaml", "out", "results", "baselines", "small.json", "large.json",
    "j.xml", "m.md",
}  # fmt: skip


class Nursery:
    """Where commands are carried out, each in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._known = folder, dict[str, Undisturbed]()
        self._said = folder / "said.txt"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip

    def order(self, arguments: tuple[str, ...], here: Path, **how: Any) -> dict[str, Any]:
        """Have a command carried out in a folder; how it ended."""
        order = {"arguments": arguments, "here": str(here), "said": str(self._said), **how}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def said(self) -> str:
        """What the last command said."""
        return self._said.read_text("utf-8")

    def undisturbed(self, name: str) -> Undisturbed:
        """A command that is let live, in a warm process as those that will be killed."""
        if name in self._known:
            return self._known[name]
        here, warm = prepared(self.folder / name.replace(" ", "")), prepared(self.folder / "warm")
        for place in (here, warm):
            if name == "check":
                with_baselines(self, place)
        self.order(COMMANDS[name], warm, warm=True)
        found = self.order(COMMANDS[name], here)
        assert found["code"] == 0, self.said()
        assert faults_of(here, KNOWN) == []
        self._known[name] = Undisturbed(here, found["count"], found["seconds"])
        return self._known[name]

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass(frozen=True)
class Undisturbed:
    """A command that nobody killed."""

    here: Path
    count: int
    """Things that it did to files and folders."""
    seconds: float
    """That it worked."""


def prepared(here: Path) -> Path:
    """A folder with two scenarios and the baselines of another model."""
    shutil.rmtree(here, ignore_errors=True)
    (here / "results" / "baselines").mkdir(parents=True)
    for name, officers in (("small", 2), ("large", 3)):
        (here / f"{name}.yaml").write_text(OFFICE.format(name=name, officers=officers))
    return here


def with_baselines(nursery: Nursery, here: Path) -> None:
    """Put baselines there, made once."""
    made = nursery.folder / "made"
    if not made.exists():
        assert nursery.order(COMMANDS["check --update"], prepared(made))["code"] == 0
    shutil.copytree(made / "results" / "baselines", here / "results" / "baselines",
                    dirs_exist_ok=True)  # fmt: skip
