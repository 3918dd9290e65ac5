"""The two engines give equal journals, to the last millisecond, on sites made for ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines import compiled, reference
from sim.model.tables import System, Workload
from tests.parity.case_tables import tables
from tests.parity.corpus import played
from tests.parity.generator import large_tables, random_tables
from tests.parity.pasts import same
from tests.parity.small_sites import Case, Site
from tests.parity.traces import officer, site, visit

BLOCK = 50


def agree(system: System, workload: Workload) -> bool:
    """Whether both engines say the same."""
    return same(system, workload, reference.run(system, workload), compiled.run(system, workload))


def agrees(seed: int) -> bool:
    """The same of a case of the corpus."""
    system, workload, outcome = played(seed)
    return same(system, workload, outcome, compiled.run(system, workload))


@pytest.mark.xdist_group("corpus")
@pytest.mark.parametrize(
    "first",
    [
        0,
        *(pytest.param(first, marks=pytest.mark.jit) for first in range(50, 200, BLOCK)),
        *(pytest.param(first, marks=pytest.mark.slow) for first in range(200, 400, BLOCK)),
    ],
)
def test_equal_on_the_corpus(first: int) -> None:
    """Two hundred sites and as many slow ones, always the same; the failing numbers are named."""
    assert [seed for seed in range(first, first + BLOCK) if not agrees(seed)] == []


@pytest.mark.jit
@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(10_000, 2**31))
def test_equal_on_more(seed: int) -> None:
    """Others, elsewhere."""
    assert agree(*random_tables(seed))


@pytest.mark.jit
@pytest.mark.parametrize("seed", range(8))
def test_equal_at_large_sites(seed: int) -> None:
    """More officers and procedures than fit a machine word."""
    assert agree(*large_tables(seed))


@pytest.mark.xdist_group("corpus")
@pytest.mark.jit
def test_heaps_of_a_site_grow_when_a_date_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where sites take turns in time, each has heaps of its own, here of hardly any length."""
    monkeypatch.setattr(compiled, "HEAP_ROOM", 16)
    seeds = range(1, 200, 5)
    assert all(len(played(seed)[1].live) for seed in seeds[:5])
    assert all(map(agrees, seeds))


@pytest.mark.slow
def test_equal_on_very_many() -> None:
    """Twenty thousand sites."""
    seeds = range(100_000, 120_000)
    assert [seed for seed in seeds if not agree(*random_tables(seed))] == []


BARE = Site(sessions=(), session_date=(), doors=(), officers=(), visits=())


@pytest.mark.parametrize(
    "sites",
    [
        (BARE,),
        (site(visits=[]),),
        (site(visits=[visit(None)]),),
        (BARE, site(visits=[visit(0)]), BARE),
        (site(visits=[visit(0)], officers=[officer(duty=[])]),),
    ],
    ids=["nothing", "no visits", "a no-show", "bare sites around", "no duty"],
)
def test_equal_where_there_is_little(sites: tuple[Site, ...]) -> None:
    """Empty tables have the same types and lengths as full ones."""
    system, workload = tables(Case(sites=sites, n_days=1, n_procedures=4))
    one, other = reference.run(system, workload), compiled.run(system, workload)
    assert same(system, workload, one, other)
    for name in one.__slots__:
        if name != "waiting_time":
            first, second = getattr(one, name), getattr(other, name)
            assert isinstance(first, np.ndarray)
            assert (name, first.dtype, first.shape) == (name, second.dtype, second.shape)
