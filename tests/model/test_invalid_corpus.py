"""Files that must be refused, each with every problem that it has and no other.

The first lines of a file in `tests/scenarios/invalid` say what is expected, one problem a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.model.scenario_file import load

FOLDER = Path(__file__).parents[1] / "scenarios" / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_refused_file_tells_exactly_its_problems(path: Path, monkeypatch) -> None:
    """Each problem comes with its line, path, value and rule, and none comes twice."""
    monkeypatch.chdir(FOLDER)
    with pytest.raises(ScenarioError) as caught:
        load(path.name)
    told = [str(problem).removeprefix(path.name) for problem in caught.value.problems]
    assert len(told) == len(expected(path)), told
    for said, wanted in zip(told, expected(path), strict=True):
        assert said.startswith(wanted)


def test_the_corpus_is_large_and_every_file_expects_something() -> None:
    """A corpus that shrank, or a file that expects nothing, would prove nothing."""
    assert len(FILES) >= 200
    assert all(expected(path) for path in FILES)
