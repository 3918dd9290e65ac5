"""Replications kept on disk: the same bits, never those of other work, never half of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.measures.service import serviced
from sim.measures.tally import Tally
from sim.studies import codec, identity, keeping
from sim.studies.codec import Spoilt, Unknown, pack, unpack
from sim.studies.experiment import Replication, Settings, run
from sim.studies.identity import Nameless, name_of, text_of
from sim.studies.keeping import Kept, Parts, key_of
from sim.studies.long_form import per_replication, summary
from sim.studies.parallel import Task, Threads
from sim.studies.regression.observe import _Looked
from sim.studies.rostering.load import loaded
from sim.studies.staffing.budget_trials import _costing
from sim.studies.staffing.lines import by_line
from sim.studies.staffing.load import Loaded
from sim.studies.trials import Both, Trial, Trials, nothing, tallied
from sim.studies.twin import study
from tests.studies.offices import Record, office


class Counted:
    """Works here, and remembers which replications it was asked for."""

    def __init__(self, workers: int = 1) -> None:
        self.worked: list[int] = []
        self.threads = Threads(workers)

    def run(self, task: Task[Any], numbers: Iterable[int]) -> Iterator[tuple[int, Any]]:
        for number, found in self.threads.run(task, numbers):
            self.worked.append(number)
            yield number, found


@dataclass
class Squares:
    """Made up work; its power is part of what it is."""

    power: int = 2
    keeps: bool = True

    @property
    def identity(self) -> tuple[object, ...]:
        return ("squares", self.power) if self.keeps else ("squares", object())

    def prepare(self) -> None:
        pass

    def __call__(self, number: int) -> object:
        return (number, np.array([number**self.power, np.nan]))


def ran(parts: Parts, task: Any, numbers: Iterable[int]) -> tuple[dict[int, Any], list[int]]:
    """What came out, and what was worked on for that."""
    inner = Counted()
    found = dict(Kept(inner, parts).run(task, numbers))
    return found, inner.worked


def test_what_is_there_is_not_worked_on_again(tmp_path: Path) -> None:
    first, worked = ran(Parts(tmp_path), Squares(), [3, 1])
    assert worked == [3, 1]
    parts = Parts(tmp_path)
    again, worked = ran(parts, Squares(), [1, 2, 3])
    assert (worked, sorted(again), parts.taken, len(parts)) == ([2], [1, 2, 3], 2, 3)
    assert again[3][0] == 3
    assert again[3][1].tobytes() == first[3][1].tobytes()
    assert again[3][1].flags.writeable
    assert again[3][1].dtype == first[3][1].dtype


def test_other_work_has_other_parts(tmp_path: Path) -> None:
    """Two studies in one folder do not mix, and a file moved elsewhere is not believed."""
    parts = Parts(tmp_path)
    ran(parts, Squares(2), [4])
    found, worked = ran(parts, Squares(3), [4])
    assert worked == [4]
    assert found[4][1][0] == 64
    key = key_of(Squares(2))
    assert key is not None
    (tmp_path / key / "0000004.part").rename(tmp_path / key / "0000005.part")
    found, worked = ran(parts, Squares(2), [5])
    assert worked == [5]
    assert found[5][1][0] == 25


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text", "shared"])
def test_a_spoilt_part_is_worked_on_again(tmp_path: Path, damage: str) -> None:
    task = Replication(office(), 7, "reference")
    first, _ = ran(Parts(tmp_path), task, [0])
    (path,) = tmp_path.glob("shared/*") if damage == "shared" else tmp_path.glob("*/*.part")
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    spoilt = {"cut": whole[:-1], "empty": b"", "text": b"motcua part 1\n" + b"0" * 200}
    path.write_bytes(spoilt.get(damage, bytes(flipped)))
    found, worked = ran(Parts(tmp_path), task, [0])
    assert worked == [0]
    assert np.array_equal(found[0][0].value, first[0][0].value, equal_nan=True)
    assert ran(Parts(tmp_path), task, [0])[1] == []


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or a kill before the move, leaves no part; the work goes on."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "replace", full)
    parts = Parts(tmp_path)
    found, worked = ran(parts, Squares(), [0, 1])
    assert sorted(found) == worked == [0, 1]
    assert parts.trouble is not None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert ran(parts, Squares(), [0])[1] == [0]
    assert len(parts) == 0  # not tried again


def test_what_cannot_be_kept_is_worked_on_each_time(tmp_path: Path) -> None:
    class Other(Squares):
        def __call__(self, number: int) -> object:
            return {number}

    @dataclass
    class Plain:
        def prepare(self) -> None:
            pass

        def __call__(self, number: int) -> int:
            return number

    parts = Parts(tmp_path)
    for task in (Squares(keeps=False), Other(), Plain()):
        for _ in range(2):
            assert ran(parts, task, [1])[1] == [1]
    assert len(parts) == 0
    assert parts.trouble is None


@pytest.mark.parametrize("journal", [False, True])
@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_a_replication_comes_back_as_it_was(tmp_path: Path, engine: Any, journal: bool) -> None:
    task = Replication(office(), 7, engine, journal=journal, digest=True)
    there, _ = ran(Parts(tmp_path), task, [2])
    again, worked = ran(Parts(tmp_path), task, [2])
    assert worked == []
    (tally, rows, told), (other, other_rows, other_told) = there[2], again[2]
    assert told == other_told != ""
    assert pack(other) == pack(tally)
    assert other.scopes.rows == tally.scopes.rows
    if journal:
        assert [each.tobytes() for each in other_rows] == [each.tobytes() for each in rows]
        assert [each.dtype for each in other_rows] == [each.dtype for each in rows]
    else:
        assert rows is other_rows is None


def test_every_measure_can_be_kept(tmp_path: Path) -> None:
    """A study whose measure could not would not be resumed."""
    target = office(targets=["within 20 min >= 90%"]).targets[0]
    measures: list[Any] = [
        tallied, nothing, serviced([target]), serviced([target], by_line), Loaded(by_line), loaded,
        Both(tallied, serviced(())), Both(_costing, nothing),
        _Looked(("wait_mean",), (target,), True), study._measure,
    ]  # fmt: skip
    for measure in measures:
        trials = Trials(office(), engine="reference")
        task = Trial(trials, (office(),), (measure,))
        assert key_of(task) is not None, measure
        first, worked = ran(Parts(tmp_path), task, [0])
        assert worked == [0]
        again, worked = ran(Parts(tmp_path), task, [0])
        assert worked == [], measure
        assert pack(again[0]) == pack(first[0])


def changed() -> dict[str, Replication | Trial[Any]]:
    """Work that differs in one thing each from that called `as it is`, and would give the same."""
    of = office()
    slower = office(wait_target=16)
    target = office(targets=["within 20 min >= 90%"]).targets[0]
    return {
        "as it is": Replication(of, 7, "compiled"),
        "seed": Replication(of, 8, "compiled"),
        "engine": Replication(of, 7, "reference"),
        "journal": Replication(of, 7, "compiled", journal=True),
        "digest": Replication(of, 7, "compiled", digest=True),
        "scenario": Replication(slower, 7, "compiled"),
        "trial": Trial(Trials(of, seed=7), (of,), (tallied,)),
        "its seed": Trial(Trials(of, seed=8), (of,), (tallied,)),
        "its engine": Trial(Trials(of, seed=7, engine="reference"), (of,), (tallied,)),
        "only": Trial(Trials(of, seed=7, only=["desk"]), (of,), (tallied,)),
        "its scenario": Trial(Trials(slower, seed=7), (of,), (tallied,)),
        "plan": Trial(Trials(of, seed=7), (slower,), (tallied,)),
        "plans": Trial(Trials(of, seed=7), (of, of), (tallied, tallied)),
        "measure": Trial(Trials(of, seed=7), (of,), (nothing,)),
        "of a target": Trial(Trials(of, seed=7), (of,), (serviced([target]),)),
        "of no target": Trial(Trials(of, seed=7), (of,), (serviced([]),)),
        "by lines": Trial(Trials(of, seed=7), (of,), (serviced([], by_line),)),
    }


def test_whatever_moves_a_result_moves_the_key() -> None:
    keys = {what: key_of(task) for what, task in changed().items()}
    assert None not in keys.values()
    assert len(set(keys.values())) == len(keys)
    assert keys == {what: key_of(task) for what, task in changed().items()}


@pytest.mark.parametrize("what", ["code", "fingerprint", "MODEL_VERSION", "version"])
def test_another_program_or_machine_has_other_keys(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = changed()["as it is"]
    before = key_of(task)
    changes: dict[str, Any] = {
        "code": (identity, "code", lambda: "other"),
        "fingerprint": (identity, "fingerprint", lambda: {"machine": "other"}),
        "MODEL_VERSION": (identity, "MODEL_VERSION", 999),
        "version": (identity.sim, "__version__", "99"),
    }
    monkeypatch.setattr(*changes[what])
    identity.here.cache_clear()
    try:
        assert key_of(task) != before
    finally:
        monkeypatch.undo()
        identity.here.cache_clear()
    assert key_of(task) == before


def test_the_code_is_that_which_computes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any change of it counts; what prints does not."""
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "one.py").write_text("1")
    monkeypatch.setattr(identity, "_PACKAGE", tmp_path)
    found = []
    for file, text in (("studies/one.py", "2"), ("memory.py", "3"), ("report.py", "4")):
        (tmp_path / file).write_text(text)
        identity.code.cache_clear()
        found.append(identity.code())
    identity.code.cache_clear()
    assert len(set(found)) == 2
    assert found[1] == found[2]


def test_text_tells_things_apart() -> None:
    some = [
        None, 1, 1.0, True, "1", "None", (), ("1",), (1,), ((1,),), [1, 2], frozenset({1}), b"1",
        np.nan, 0.1 + 0.2, 0.3, ScopeType.SITE, "site", Scope(ScopeType.SITE, "a"), nothing,
        partial(nothing, 1), partial(nothing, 2), Both(nothing, tallied), Both(tallied, nothing),
        Both,
    ]  # fmt: skip
    texts = [text_of(each) for each in some]
    assert len({*texts}) == len(some)
    assert text_of(frozenset("abc")) == text_of(frozenset("cba"))
    for nameless in (lambda: None, object(), Squares().prepare):
        with pytest.raises(Nameless):
            name_of(nameless)


def test_only_what_is_listed_is_built() -> None:
    """A file of somebody else's making can name no code."""
    with pytest.raises(Unknown):
        pack(Path())
    with pytest.raises(Unknown):
        pack(np.array([object()]))
    with pytest.raises(Spoilt):
        codec._type("os.system")
    values = (None, True, 3, -0.0, np.float64(2), np.nan, "đ", ScopeType.HOUR, ((1,), ()))
    assert repr(unpack(pack(values))) == repr(values)
    named = {"đ": (1, None), "": {"a": -0.0}}
    assert unpack(pack(named)) == named
    with pytest.raises(Unknown):
        pack({1: "a"})
    column = np.arange(12).reshape(3, 4)[:, 1]
    assert np.array_equal(unpack(pack(column)), column)  # type: ignore[arg-type]


def test_what_results_share_is_kept_once(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    ran(parts, Replication(office(), 7, "reference"), range(3))
    assert len([*(tmp_path / "shared").iterdir()]) == 1
    again, _ = ran(Parts(tmp_path), Replication(office(), 7, "reference"), range(3))
    assert again[0][0].scopes is again[2][0].scopes


def same(one: Tally, other: Tally) -> bool:
    return pack(one) == pack(other)


@pytest.mark.parametrize("engine", [pytest.param("compiled", marks=pytest.mark.jit), "reference"])
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_run_ended_anywhere_goes_on_to_the_same_bits(
    tmp_path: Path, engine: Any, workers: int
) -> None:
    n = 3
    settings = Settings(replications=n, engine=engine, executor=Threads(1), digest=True)
    whole = run(office(), "a", settings, Record())
    for k in range(n + 1):
        parts = Parts(tmp_path / str(k))
        ended = replace(settings, executor=Kept(Threads(1), parts))
        try:
            run(office(), "a", ended, Record(stop_after=k))
        except KeyboardInterrupt:
            assert k == 0
        inner = Counted(workers)
        resumed = replace(settings, executor=Kept(inner, Parts(parts.folder)))
        found = run(office(), "a", resumed, Record())
        # What was worked on last was kept before the sink stopped it.
        assert sorted(inner.worked) == list(range(min(k + 1, n), n))
        assert found.digests == whole.digests
        assert all(map(same, found.tallies, whole.tallies))
        assert summary(found).equals(summary(whole))
        assert per_replication(found).equals(per_replication(whole))
