"""Killed at any instant, a command leaves results that are whole, or a folder that says so."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.faults.judge import differences, faults_of

if not hasattr(os, "fork"):
    pytest.skip("this system bears no processes by fork", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
KILLS, SEED = 50, 20250106
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
        self.folder, self._warmed = folder, set[str]()
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
        here, warm = prepared(self.folder / name.replace(" ", "")), prepared(self.folder / "warm")
        for place in (here, warm):
            if name == "check":
                _with_baselines(self, place)
        if name not in self._warmed:
            self._warmed.add(name)
            self.order(COMMANDS[name], warm, warm=True)
        found = self.order(COMMANDS[name], here)
        assert found["code"] == 0, self.said()
        assert faults_of(here, KNOWN) == []
        return Undisturbed(here, found["count"], found["seconds"])

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


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    found = Nursery(tmp_path_factory.mktemp("nursery"))
    yield found
    found.close()


def prepared(here: Path) -> Path:
    """A folder with two scenarios and the baselines of another model."""
    shutil.rmtree(here, ignore_errors=True)
    (here / "results" / "baselines").mkdir(parents=True)
    for name, officers in (("small", 2), ("large", 3)):
        (here / f"{name}.yaml").write_text(OFFICE.format(name=name, officers=officers))
    return here


def _with_baselines(nursery: Nursery, here: Path) -> None:
    """Put baselines there, made once."""
    made = nursery.folder / "made"
    if not made.exists():
        assert nursery.order(COMMANDS["check --update"], prepared(made))["code"] == 0
    shutil.copytree(made / "results" / "baselines", here / "results" / "baselines",
                    dirs_exist_ok=True)  # fmt: skip


def _instants(name: str, like: Undisturbed) -> Iterator[dict[str, Any]]:
    """In turn at a share of the time that it takes, and just before something is done to a file."""
    chance = random.Random(f"{SEED} {name}")
    while True:
        yield {"seconds": max(like.seconds * chance.random(), 0.001)}
        yield {"at": chance.randint(1, like.count)}


def _killed(nursery: Nursery, name: str, how: dict[str, Any], here: Path) -> bool:
    """Kill a command at an instant and judge what is left; whether it was still alive then."""
    before = _content(here)
    found = nursery.order(COMMANDS[name], here, **how)
    assert faults_of(here, KNOWN) == [], how
    if "out" in before:
        there = (here / "out").exists() or (here / "out.partial" / "earlier").exists()
        assert there, f"the earlier results are gone: {how}"
    return found["killed"] is not None


def _content(here: Path) -> set[str]:
    return {each.name for each in here.iterdir()}


def _finish(nursery: Nursery, name: str, like: Undisturbed, here: Path) -> None:
    """Type the command again: nothing is in its way, and nothing is left of the killed one."""
    assert nursery.order(COMMANDS[name], here)["code"] == 0, nursery.said()
    assert faults_of(here, KNOWN) == []
    assert _content(here) == _content(like.here)
    if (here / "out").exists():
        assert differences(here / "out", like.here / "out") == []
    for file in (here / "results" / "baselines").iterdir():
        assert file.suffix == ".json", f"{file} was left behind"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return prepared(tmp_path / "here")


def test_killed_just_before_results_come_to_their_place(nursery: Nursery, here: Path) -> None:
    """Where results were before, and where they were not; then the command does its work."""
    like = nursery.undisturbed("compare")
    # The last things done: earlier results move away, new ones come, what is left is cleared.
    for back in (0, 1, 2, 3):
        assert _killed(nursery, "compare", {"at": like.count - back}, here)
    _finish(nursery, "compare", like, here)
    assert _killed(nursery, "compare", {"at": like.count // 2}, here)
    assert (here / "out" / "manifest.json").exists()
    assert "compare small.yaml" in (here / "out.partial" / "UNFINISHED.txt").read_text("utf-8")


def test_killed_while_a_baseline_is_written(nursery: Nursery, here: Path) -> None:
    """The earlier one or the new one is there, never half of it."""
    like = nursery.undisturbed("check --update")
    for back in range(4):
        assert _killed(nursery, "check --update", {"at": like.count - back}, here)
    _finish(nursery, "check --update", like, here)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_instant(nursery: Nursery, here: Path, name: str) -> None:
    """Fifty of them; every second time where the results of an earlier run stand."""
    if name == "check":
        _with_baselines(nursery, here)
    like = nursery.undisturbed(name)
    n_killed = 0
    for n, how in enumerate(islice(_instants(name, like), 2 * KILLS)):
        # Of four instants, of both kinds: one with results there and one without.
        if n % 4 > 1 and not (here / "out").exists() and (like.here / "out").exists():
            shutil.copytree(like.here / "out", here / "out")
        elif n % 4 < 2:
            shutil.rmtree(here / "out", ignore_errors=True)
        n_killed += _killed(nursery, name, how, here)
        if n_killed == KILLS:
            break
    assert n_killed == KILLS
    _finish(nursery, name, like, here)
