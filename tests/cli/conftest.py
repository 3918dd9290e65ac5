"""A small office that runs in a moment, also without a compiler."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sim.cli.commands import group

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
"""


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are made, and their files; that they can be rendered is told in tests/report."""
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", signed)


def signed(figure: object, path: Path, **_: object) -> None:
    """In place of `savefig`: how the file of a picture begins."""
    path.write_bytes(b"\x89PNG")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `small.yaml` and, with an officer more, `large.yaml`; we are in it."""
    for name, officers in (("small", 2), ("large", 3)):
        text = OFFICE.format(name=name, officers=officers)
        (tmp_path / f"{name}.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def invoke() -> Callable[..., Result]:
    """Run a command line inside this process; errors come out as they were raised."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(group, list(arguments), standalone_mode=False)

    return run
