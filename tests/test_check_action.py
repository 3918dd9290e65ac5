"""The workflow in docs/ is one, and what it types is there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.cli import guard

ROOT = Path(__file__).resolve().parents[1]
STEPS = YAML(typ="safe").load((ROOT / "docs" / "check-action.yml").read_text("utf-8"))["jobs"][
    "check"
]["steps"]
TYPED = [step["run"] for step in STEPS if "run" in step]


def test_every_step_runs_or_uses_something() -> None:
    """Actions are pinned to a version."""
    for step in STEPS:
        assert ("run" in step) != ("uses" in step)
        assert "run" in step or step["uses"].partition("@")[2].startswith("v")


def test_what_it_types_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program and the requirements are where it says, and take what it gives them."""
    install, check, summary = TYPED
    assert install.endswith("-r motcua/requirements.txt")
    assert (ROOT / "requirements.txt").exists()
    words = shlex.split(check)
    assert words[:2] == ["python", "motcua/run_sim.py"]
    assert (ROOT / "run_sim.py").exists()
    asked = []
    monkeypatch.setattr("sim.cli.checking.carry_out", lambda order: asked.append(order) or 0)
    assert guard.run(words[2:]) == 0
    assert (asked[0].junit, asked[0].markdown) == (Path("check.xml"), Path("check.md"))
    assert "check.md" in summary


def test_the_page_names_options_and_tolerances_as_they_are() -> None:
    """The example loads; the table of defaults is the table of defaults."""
    from sim.model.check import HEADLINE, Check

    page = (ROOT / "docs" / "check.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    Check.model_validate(YAML(typ="safe").load(example)["check"])
    for name, tolerance in HEADLINE.items():
        said = str(tolerance).replace("%", " %")
        assert any(
            line.startswith(f"| `{name}` | {said}") for line in page.splitlines()
        ), name  # fmt: skip
