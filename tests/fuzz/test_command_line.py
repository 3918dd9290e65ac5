"""Two hundred inputs through the program: exit code 0 or 2, no traceback, soon and cheaply."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import inputs, seeds
from tests.fuzz.inputs import Attempt
from tests.fuzz.watch import BYTES

SECONDS = 60
"""Of a whole process on a busy machine; the five of the loader are tested in process."""
COMMANDS = (
    ("validate",),
    ("validate", "--strict", "--json"),
    ("validate", "--resolved"),
    ("run", "-n", "1", "-q", "--json", "--workers", "1", "--out", "results"),
)


def limited() -> None:
    """No more memory than a gibibyte, in the process that is about to begin."""
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))


def answer(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [sys.executable, str(seeds.ROOT / "run_sim.py"), *arguments], cwd=folder, timeout=SECONDS,
        capture_output=True, text=True, encoding="utf-8", preexec_fn=limited, check=False,
    )  # fmt: skip


def judged(found: subprocess.CompletedProcess[str]) -> int:
    """The exit code of a decent answer."""
    assert found.returncode in (0, 2), found.stderr[-2000:]
    assert "Traceback" not in found.stderr + found.stdout
    assert "Internal error" not in found.stderr
    assert found.returncode == 0 or found.stderr.strip() or found.stdout.strip()
    return found.returncode


@pytest.mark.slow
def test_two_hundred_inputs_through_the_command_line(tmp_path: Path) -> None:
    """Scenarios, plans and targets, by the commands that read them."""
    codes: list[int] = []
    scenarios = st.one_of(inputs.tree_attempts(seeds.QUICK), inputs.byte_attempts(seeds.QUICK))

    @settings(
        max_examples=200, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(scenarios, st.sampled_from(COMMANDS), inputs.plans, st.integers(0, 4))
    def try_all(attempt: Attempt, command: tuple[str, ...], plan: bytes, with_plan: int) -> None:
        path = tmp_path / "scenario.yaml"
        path.write_bytes(attempt.raw)
        (tmp_path / "plan.csv").write_bytes(plan)
        arguments = [command[0], str(path), *command[1:]]
        for each in attempt.sets:
            text = each.replace("\0", "").encode("utf-8", "replace").decode()[:10_000]
            arguments += ["--set", text]
        if with_plan == 0:
            arguments[1] = str(seeds.ROOT / "tests" / "scenarios" / "valid" / "two_desks.yaml")
            arguments += ["--plan", str(tmp_path / "plan.csv")]
        codes.append(judged(answer(arguments, tmp_path)))

    try_all()
    assert codes.count(0) >= 10
    assert codes.count(2) >= 50
