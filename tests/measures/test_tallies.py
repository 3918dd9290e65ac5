"""Tallies of a long run lie on disk, and what is made of them is the same to the last bit."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.measures import tallies as module
from sim.measures.estimate import Estimates, difference, estimate
from sim.measures.kpis import KPIS
from sim.measures.pulls import Computed, block_of
from sim.measures.scopes import Scope, Scopes, ScopeType
from sim.measures.tallies import TABLES, Tallies, only
from sim.measures.tally import Tally
from sim.studies.experiment import Settings, run
from sim.studies.long_form import ByReplication, per_replication, summary
from sim.studies.parallel import Threads
from tests.studies.offices import Record, office

N = 37
SHAPE = (90, len(KPIS))


def scopes() -> Scopes:
    """A network and communes."""
    rows = (
        Scope(ScopeType.NETWORK, "all"),
        *(Scope(ScopeType.COMMUNE, f"{n:02d}") for n in range(SHAPE[0] - 1)),
    )
    none = np.zeros(0, np.int32)
    tables = {name: none for name in Scopes.__dataclass_fields__ if name.endswith("_row")}
    residents = np.arange(SHAPE[0], dtype=float)
    facts: dict[str, Any] = {"open_days": residents, "staff": residents, "residents": residents}
    return Scopes(rows=rows, **tables, **facts)


def some(of: Scopes) -> list[Tally]:
    random = np.random.default_rng(3)
    made = []
    for number in range(N):
        tables = random.lognormal(0, 3, (4, *SHAPE))
        tables[3] *= 100
        made.append(Tally(replication=number, scopes=of, **dict(zip(TABLES, tables, strict=True))))
    return made


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for three tallies in memory, and for seven rows at a time."""
    size = 8 * SHAPE[0] * SHAPE[1]
    monkeypatch.setattr(module, "IN_MEMORY", 3 * 4 * size)
    monkeypatch.setattr(module, "BLOCK", 8 * N * SHAPE[1] * 7 + 1)


def same(one: Any, other: Any) -> bool:
    return np.ascontiguousarray(one).tobytes() == np.ascontiguousarray(other).tobytes()


def together(made: list[Tally], of: Scopes, folder: Path | None = None) -> Tallies:
    found = Tallies(of, folder)
    for each in reversed(made):
        found.put(each)
    return found


@pytest.mark.usefixtures("little")
def test_they_come_back_as_they_were(tmp_path: Path) -> None:
    """In order, those on disk like those in memory; the file has no name."""
    made = some(scopes())
    found = together(made, made[0].scopes, tmp_path)
    assert [*tmp_path.iterdir()] == []
    assert len(found) == N
    assert found.replications == tuple(range(N))
    for one, other in zip(found, made, strict=True):
        assert one.replication == other.replication
        assert all(same(getattr(one, name), getattr(other, name)) for name in TABLES)
    assert found[-1].replication == N - 1
    assert [each.replication for each in found[2:5]] == [2, 3, 4]
    assert [each.replication for each in only(found, {5, 1})] == [1, 5]
    assert [each.replication for each in only(made, {5, 1})] == [1, 5]


def both(of: Scopes, monkeypatch: pytest.MonkeyPatch) -> tuple[Estimates, Estimates]:
    """Estimates all at once, as of few replications, and by blocks from disk."""
    made = some(of)
    with monkeypatch.context() as patch:
        patch.setattr(module, "BLOCK", 2**40)
        whole = estimate(made)
    assert isinstance(whole.pull, np.ndarray)
    return whole, estimate(together(made, of))


@pytest.mark.usefixtures("little")
def test_estimates_by_blocks_are_the_same_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = both(scopes(), monkeypatch)
    assert isinstance(parts.pull, Computed)
    assert parts.replications == whole.replications
    assert same(parts.mean, whole.mean)
    assert same(parts.half_width(), whole.half_width())
    assert same(parts.half_width(0.9, 7), whole.half_width(0.9, 7))
    assert isinstance(whole.pull, np.ndarray)
    for rows in (slice(0, 5), slice(80, 90)):
        assert same(block_of(parts.pull, rows), whole.pull[:, rows])
    for at in ((0,), (4, 7), ([3, 4, 9],), ([3, 4, 9], 2), (0, [1, 2]), ([],)):
        assert same(parts.pull[(slice(None), *at)], whole.pull[(slice(None), *at)]), at


@pytest.mark.usefixtures("little")
def test_differences_by_blocks_are_the_same_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    of = scopes()
    whole, parts = both(of, monkeypatch)
    less = [0, *range(40, 60), 3]

    def some_rows(found: Estimates) -> Estimates:
        return Estimates(
            scopes=tuple(of.rows[r] for r in less), replications=found.replications,
            mean=found.mean[less], pull=found.pull[:, less] * 0.5,
        )  # fmt: skip

    expected, got = (difference(some_rows(each), each) for each in (whole, parts))
    assert isinstance(got.pull, Computed)
    assert same(got.mean, expected.mean)
    assert same(got.half_width(), expected.half_width())


@pytest.mark.usefixtures("little")
def test_memory_holds_no_more_tallies_however_many_there_are() -> None:
    """Of 37, three live; an estimate leaves no more behind."""
    of = scopes()
    found, born = Tallies(of), []

    def count() -> int:
        gc.collect()
        return sum(each() is not None for each in born)

    for tally in some(of):
        array = np.array(tally.value)
        born.append(weakref.ref(array))
        found.put(replace(tally, value=array))
        del array, tally
    assert count() == 3
    estimate(found).half_width()
    assert count() == 3


@pytest.mark.usefixtures("little")
def test_a_disk_that_is_full_costs_memory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.tempfile, "TemporaryFile", full)
    made = some(scopes())
    found = together(made, made[0].scopes)
    assert all(same(a.value, b.value) for a, b in zip(found, made, strict=True))


@pytest.mark.jit
def test_a_run_on_disk_gives_what_one_in_memory_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Summary and rows by replication, in several tables."""
    settings = Settings(replications=5, executor=Threads(1))
    few = run(office(), "a", settings, Record())
    expected, rows = summary(few), per_replication(few)
    monkeypatch.setattr(module, "IN_MEMORY", 0)
    monkeypatch.setattr(module, "BLOCK", 20_000)
    monkeypatch.setattr("sim.studies.long_form.BLOCK", 20_000)
    many = run(office(), "a", settings, Record())
    assert isinstance(many.estimates.pull, Computed)
    assert summary(many).equals(expected)
    tables = [*ByReplication(many)]
    assert len(tables) > 1
    import pyarrow as pa

    plain = [table.cast(_plain(table.schema)) for table in tables]
    assert pa.concat_tables(plain).equals(rows.cast(_plain(rows.schema)))


def _plain(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema(
        [
            (each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type)
            for each in schema
        ]
    )
