"""Sets of int64 keys of which the least is wanted next, in plain arrays; callers keep the size.

Binary min-heaps, and lists in order for the officers at work, who are few: to move all of them
takes less time than to guess at each step of a heap which branch it goes.
"""

from __future__ import annotations

from sim.engines.kernel.state import Ints
from sim.jit import hot


@hot
def push(heap: Ints, size: int, key: int) -> int:
    """Add `key`; returns the new size."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 1
        if heap[parent] <= key:
            break
        heap[hole] = heap[parent]
        hole = parent
    heap[hole] = key
    return size + 1


@hot
def pop(heap: Ints, size: int) -> int:
    """Drop the least key; returns the new size."""
    size -= 1
    key = heap[size]
    hole = 0
    child = 1
    while child < size:
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[hole] = heap[child]
        hole = child
        child = 2 * hole + 1
    heap[hole] = key
    return size


@hot
def enter(keys: Ints, size: int, key: int) -> int:
    """Add `key` to a list in order; returns the new size."""
    place = size
    while place > 0 and keys[place - 1] > key:
        keys[place] = keys[place - 1]
        place -= 1
    keys[place] = key
    return size + 1


@hot
def drop_first(keys: Ints, size: int) -> int:
    """Drop the least key, the first of a list in order; returns the new size."""
    for place in range(1, size):
        keys[place - 1] = keys[place]
    return size - 1
