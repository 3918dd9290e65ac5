"""Two hundred inputs through the program: exit code 0 or 2, no traceback, soon and cheaply.

A command takes a second or more to import what it needs, and the machine may have other work. So
what counts is time of the processor, less what the same command took for a small sound file. The
system itself ends a process that goes on for longer, or wants more memory.
"""

from __future__ import annotations

import math
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import inputs, mutators, seeds
from tests.fuzz.watch import BYTES, SECONDS

WAITING = 300.0
"""Seconds of the clock, for whoever waits for what never comes."""
OFFICE = seeds.ROOT / "tests" / "scenarios" / "valid" / "two_desks.yaml"
BASELINE = seeds.ROOT / "results" / "baselines" / "one-branch.json"


@dataclass(frozen=True)
class Command:
    """A command line in a folder of its own, and what hostile input it reads there."""

    line: tuple[str, ...]
    hostile: str
    """The file that is written, or the option that gets a text."""
    codes: tuple[int, ...] = (0, 2)


COMMANDS = {
    "validate": Command(("validate", "hostile.yaml"), "hostile.yaml"),
    "strict": Command(("validate", "hostile.yaml", "--strict", "--json"), "hostile.yaml"),
    "resolved": Command(("validate", "hostile.yaml", "--resolved"), "hostile.yaml"),
    "run": Command(
        ("run", "hostile.yaml", "-n", "1", "-q", "--json", "--workers", "1", "--out", "results"),
        "hostile.yaml",
    ),
    "planned": Command(("validate", str(OFFICE), "--plan", "plan.csv"), "plan.csv"),
    "book": Command(("validate", str(OFFICE), "--plan", "plan.xlsx"), "plan.xlsx"),
    "plan": Command(("plan", "hostile.yaml", "--out", "out.xlsx"), "hostile.yaml"),
    "needs": Command(("roster", str(OFFICE), "--needs", "needs.csv"), "needs.csv"),
    "check": Command(("check", "one-branch", "--baselines", "."), "one-branch.json", (0, 1, 2)),
    "target": Command(("staff", str(OFFICE), "--free", "-n", "2", "--workers", "1"), "--target"),
    "set": Command(("validate", str(OFFICE)), "--set"),
}
NUMBERS = {
    "validate": 50, "strict": 20, "resolved": 15, "run": 25, "plan": 15, "planned": 15, "book": 15,
    "needs": 15, "check": 15, "target": 15, "set": 15,
}  # fmt: skip
"""How often each is tried."""
COMPILED = ("run", "check")
"""Of which the first may have to compile."""
NEEDS = (
    b"site,group,procedures,weekday,from,to,officers\n"
    b"branch,land desk,,mon,07:30,11:30,2\nbranch,other desk,,mon,07:30,11:30,1\n"
)


@dataclass(frozen=True)
class Answer:
    """How a process ended."""

    code: int
    text: str
    seconds: float
    """Of the processor."""
    room: int
    """Bytes of memory, at most."""


def sound(name: str) -> bytes | str:
    """An input of a command that does no harm."""
    match COMMANDS[name].hostile:
        case "hostile.yaml":
            return OFFICE.read_bytes()
        case "plan.csv":
            return seeds.PLAN.encode()
        case "plan.xlsx":
            return seeds.workbook()
        case "needs.csv":
            return NEEDS
        case "one-branch.json":
            return BASELINE.read_bytes()
        case "--set":
            return "period.days=2"
        case _:
            return "within 99999999 min"


def input_of(name: str) -> st.SearchStrategy[bytes | str]:
    """Hostile ones."""
    hostile: dict[str, st.SearchStrategy[bytes | str]] = {
        "hostile.yaml": st.one_of(
            inputs.tree_attempts(seeds.QUICK), inputs.byte_attempts(seeds.QUICK)
        ).map(lambda attempt: attempt.raw),
        "plan.csv": inputs.plans.filter(lambda raw: not raw.startswith(b"PK")),
        "plan.xlsx": inputs.plans.filter(lambda raw: raw.startswith(b"PK")),
        "needs.csv": st.builds(changed_needs, st.integers(0, 2**32)),
        "one-branch.json": inputs.baselines(BASELINE.read_bytes()),
        "--set": inputs.assignments.map(typed),
        "--target": inputs.targets.map(typed),
    }
    return hostile[COMMANDS[name].hostile]


def changed_needs(seed: int) -> bytes:
    """Bytes, lines or cells of a table of needs exchanged."""
    return mutators.changed(NEEDS, random.Random(seed), tuple(inputs.CELLS))


def typed(text: str) -> str:
    """Text as a command line can hold it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:10_000]


def answer(name: str, given: bytes | str, folder: Path, seconds: float) -> Answer:
    """Run the program, which is ended after so many seconds of the processor."""
    folder.mkdir()
    line = list(COMMANDS[name].line)
    if isinstance(given, str):
        line += [COMMANDS[name].hostile, given]
    else:
        (folder / COMMANDS[name].hostile).write_bytes(given)
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, str(seeds.ROOT / "run_sim.py"), *line], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT,
        )  # fmt: skip
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (BYTES, BYTES))
        most = math.ceil(seconds)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most + 1))
        code, used = ended(process)
    text = (folder / "told").read_bytes().decode()
    return Answer(code, text, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, resource.struct_rusage]:
    """Wait for a process; its exit code, and what it has used."""
    until = time.monotonic() + WAITING
    while time.monotonic() < until:
        number, status, used = os.wait4(process.pid, os.WNOHANG)
        if number:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, used
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise AssertionError(f"still waiting after {WAITING:.0f} s: {process.args}")


def fault(name: str, found: Answer, usual: float) -> str:
    """What is wrong with an answer, if anything."""
    if found.code not in COMMANDS[name].codes:
        return f"exit code {found.code}"
    if "Traceback" in found.text or "Internal error" in found.text:
        return "a traceback"
    if not found.text.strip():
        return "not a word"
    if found.seconds - usual > SECONDS:
        return f"{found.seconds:.1f} s, where a sound input takes {usual:.1f} s"
    return f"{found.room >> 20} MiB" if found.room > BYTES else ""


def attempts(name: str) -> list[tuple[str, bytes | str]]:
    """What a command gets, always the same."""
    found: list[tuple[str, bytes | str]] = []

    @settings(
        max_examples=NUMBERS[name], deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(input_of(name))
    def collect(each: bytes | str) -> None:
        found.append((name, each))

    collect()
    return found


def all_of(work: Callable[[int], str], number: int) -> list[str]:
    """The faults that come of so many pieces of work, one for each core at a time."""
    with ThreadPoolExecutor(max(os.cpu_count() or 1, 1)) as pool:
        return [each for each in pool.map(work, range(number)) if each]


@pytest.mark.slow
def test_two_hundred_inputs_through_the_command_line(tmp_path: Path) -> None:
    """Scenarios, plans, needs, baselines, targets and assignments, by the commands that read."""
    usual: dict[str, float] = {}
    for name in COMMANDS:
        for time_ in ("cold", "warm") if name in COMPILED else ("warm",):
            found = answer(name, sound(name), tmp_path / f"{name}-{time_}", 600)
            usual[name] = found.seconds
        assert found.code in COMMANDS[name].codes, (name, found.text[-2000:])
    tried = [each for name in COMMANDS for each in attempts(name)]
    random.Random(1).shuffle(tried)
    codes: Counter[int] = Counter()

    def one(i: int) -> str:
        name, given = tried[i]
        found = answer(name, given, tmp_path / str(i), usual[name] + SECONDS + 1)
        codes[found.code] += 1
        wrong = fault(name, found, usual[name])
        return f"{i} {name}: {wrong}: {given[:300]!r}: {found.text[-600:]}" if wrong else ""

    faults = all_of(one, len(tried))
    assert not faults, "\n\n".join(faults)
    assert sum(codes.values()) >= 200
    assert codes[0] >= 3  # few changes leave a file sound
    assert codes[2] >= 50
