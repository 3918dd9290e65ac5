"""What a process does with tasks from elsewhere."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.errors import Problem, ScenarioError
from sim.memory import Memories
from sim.studies import remote
from sim.studies.experiment import Replication
from sim.studies.remote import Readied, Refused, differences, identity, work
from tests.studies.offices import office


class Counted:
    """Counts how often any of its kind is made ready."""

    prepared = 0
    engine = "none"

    def __init__(self, name: str = "") -> None:
        self.name = name

    def prepare(self) -> None:
        type(self).prepared += 1

    def __call__(self, number: int) -> tuple[str, int]:
        return self.name, number


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counted, "prepared", 0)
    monkeypatch.setattr(remote, "_READIED", Readied())


def test_a_task_is_made_ready_once_however_many_threads_ask() -> None:
    content = pickle.dumps(Counted("a"))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(work, content, "key", identity(), n) for n in range(40)]
        assert [each.result() for each in asked] == [("a", n) for n in range(40)]
    assert Counted.prepared == 1


def test_the_last_few_tasks_are_kept() -> None:
    readied = Readied(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert readied.task(name, pickle.dumps(Counted(name))).name == name  # type: ignore[attr-defined]
    # a, b, c, and b again, which was the one not used for longest when c came.
    assert Counted.prepared == 4


def test_a_task_of_other_code_is_refused_and_not_even_read() -> None:
    asked = identity() | {"code": "of tomorrow"}
    refused = work(b"unreadable", "key", asked, 0)
    assert isinstance(refused, Refused)
    assert "other code" in refused.why


def test_the_same_is_no_difference_and_machines_are_none_either() -> None:
    here = identity()
    assert differences(here, dict(here)) == ""
    assert differences(here, here | {"cpu_features": "MMX"}) == ""
    assert remote.moves_digits(here, here | {"cpu_features": "MMX"})
    assert not remote.moves_digits(here, dict(here))


def test_code_is_known_by_all_that_a_task_may_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "model").mkdir()
    (tmp_path / "__init__.py").write_text("")
    rule = tmp_path / "model" / "rule.py"
    rule.write_text("one")
    monkeypatch.setattr(remote.sim, "__file__", str(tmp_path / "__init__.py"))
    before = remote._code()
    (tmp_path / "cli" / "words.py").write_text("other words")
    assert remote._code() == before
    rule.write_text("two")
    assert remote._code() != before


def test_tasks_from_elsewhere_share_the_memories_of_the_process() -> None:
    one, other = (pickle.loads(pickle.dumps(Replication(office(), seed))) for seed in (1, 2))
    assert one.memories is other.memories
    own = Memories()
    assert Replication(office(), 1, memories=own).memories is own is not one.memories


def test_what_is_wrong_with_a_scenario_is_told_whole_from_elsewhere() -> None:
    error = ScenarioError([Problem(rule="no."), Problem(rule="neither.", path="sites")])
    there = pickle.loads(pickle.dumps(error))
    assert there.problems == error.problems
    assert str(there) == str(error)
