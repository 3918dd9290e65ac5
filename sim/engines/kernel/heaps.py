"""Binary min-heaps of int64 keys in plain arrays; the size is kept by the caller."""

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
