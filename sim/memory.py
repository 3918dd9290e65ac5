"""Large arrays that a worker keeps from one replication to the next.

A replication needs hundreds of bytes a visit. Fresh from the system, memory costs a page fault
and zeroing, and under a hypervisor more than all draws together; and the more, the larger the
arrays, so that the cost of a visit grew with the size of the province.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Memory:
    """Tables by name, for one worker at a time; whoever asks for a name again overwrites it.

    What a function writes to a `Memory` that was handed to it is good until the function is
    called with the same one again. A new `Memory` gives fresh arrays.
    """

    def __init__(self) -> None:
        self._held: dict[str, NDArray[Any]] = {}

    def table(self, name: str, rows: int, dtype: DTypeLike, keep: int = 0) -> NDArray[Any]:
        """(rows,) of a type; undefined but for the first `keep` rows, which are as they were."""
        held = self._held.get(name)
        if held is None or len(held) < rows:
            before = held[:keep].copy() if held is not None and keep else None
            # Let go first, so that the old and the new one never take room together. Whoever
            # asks for more of what is there will ask again: then it grows by half.
            del held
            self._held.pop(name, None)
            room = rows + rows // (2 if keep else 16)
            held = self._held[name] = np.empty(room, dtype)
            if before is not None:
                held[:keep] = before
        return held[:rows]


class Memories:
    """The memories of a study: as many as work was ever done at once, by whatever threads."""

    def __init__(self) -> None:
        self._idle: list[Memory] = []

    def __reduce__(self) -> tuple[Callable[[], Memories], tuple[()]]:
        # Arrays stay where they are: whoever gets work from another process uses its own.
        return _of_this_process, ()

    @contextmanager
    def one(self) -> Iterator[Memory]:
        """A memory that nobody else has until it is given back; the last one given back first."""
        try:
            memory = self._idle.pop()
        except IndexError:
            memory = Memory()
        yield memory
        # After a fault it is dropped: nobody knows what is in it.
        self._idle.append(memory)


_OF_THIS_PROCESS = Memories()


def _of_this_process() -> Memories:
    """The memories for all work that comes from other processes."""
    return _OF_THIS_PROCESS
