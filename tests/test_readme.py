"""What the README tells people to type works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sim.cli import guard

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^ *\$ python run_sim\.py (.+)$", README, re.MULTILINE)


def test_every_question_has_a_command() -> None:
    """The pattern above finds them all; the heading counts them right."""
    questions = re.findall(r"^(\d+)\. ", README, re.MULTILINE)
    assert [int(n) for n in questions] == list(range(1, len(COMMANDS) + 1))
    words = {18: "Eighteen", 19: "Nineteen", 20: "Twenty", 21: "Twenty-one"}
    assert f"\n## {words[len(COMMANDS)]} questions of a planner\n" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_understood(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scenarios load and every option and path is taken; only the simulation is left out."""
    monkeypatch.chdir(ROOT)
    for way in ("work", "siting", "sweep", "staff", "roster", "stress", "twin"):
        monkeypatch.setattr(f"sim.cli.{way}.carry_out", lambda *_: 0)
    assert guard.run(shlex.split(command)) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From beginning to end, with one replication."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)
    if words[0] in ("run", "compare", "site", "sweep", "staff", "roster"):
        words += ["-n", "2" if words[0] == "staff" else "1", "--out", str(tmp_path / "out")]
    assert guard.run(words) == 0


def test_the_plan_of_your_own_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example file is a scenario as it stands."""
    (plan,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "my-plan.yaml").write_text(plan, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert guard.run(["validate", "my-plan.yaml"]) == 0
    assert "Phase II, more desks in the south" in capsys.readouterr().out
