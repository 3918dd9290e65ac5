"""Arrays that a worker keeps."""

from __future__ import annotations

import numpy as np
import pytest

from sim.memory import Memories, Memory


def test_a_table_is_the_same_array_the_next_time() -> None:
    memory = Memory()
    first = memory.table("a", 10, np.int64)
    again = memory.table("a", 7, np.int64)
    assert len(again) == 7
    assert np.shares_memory(first, again)
    assert not np.shares_memory(first, memory.table("b", 10, np.int64))


def test_a_longer_table_keeps_the_rows_asked_for() -> None:
    memory = Memory()
    memory.table("a", 10, np.int64)[:] = range(10)
    longer = memory.table("a", 1000, np.int64, keep=10)
    assert len(longer) == 1000
    assert longer[:10].tolist() == list(range(10))
    assert memory.table("a", 2000, np.int64, keep=4)[:4].tolist() == [0, 1, 2, 3]


def test_two_memories_share_nothing() -> None:
    one, other = Memory().table("a", 5, np.int8), Memory().table("a", 5, np.int8)
    assert not np.shares_memory(one, other)


def test_no_rows() -> None:
    assert len(Memory().table("a", 0, np.int8)) == 0


def test_each_takes_a_memory_of_its_own_and_gives_it_back() -> None:
    memories = Memories()
    with memories.one() as first, memories.one() as second:
        assert first is not second
    with memories.one() as again, memories.one() as other:
        assert {id(again), id(other)} == {id(first), id(second)}


def test_after_a_fault_a_memory_is_dropped() -> None:
    memories = Memories()
    with pytest.raises(KeyError), memories.one() as broken:
        raise KeyError
    with memories.one() as sound:
        assert sound is not broken
