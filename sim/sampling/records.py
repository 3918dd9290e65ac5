"""The records of sampling: structured arrays, a row a thing, as compiled loops read and write them.

Rows that are met in a jumble - visits fall on a hundred sites in turn - cost one cache line each
this way instead of one for every column.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[Any]
"""A structured array."""


def _record(**fields: str) -> np.dtype[Any]:
    return np.dtype((np.record, np.dtype(list(fields.items()), align=True)))


SUBMISSION = _record(
    filed_at="i8", service_u="f8", source="i4", k="i4", day="i4", site="i4", purpose="i1",
    priority="i1",
)  # fmt: skip
"""A submission: the draw of its service, its source and number there, and what was decided;
`site` is -1 when it causes no visit."""

MANNERS = _record(
    file_law="i8", enquire_law="i8", patience_law="i8", bulk_law="i8", each_more="f8",
    online="f8", post="f8", priority_share="f8", priority="i1", is_free="?", returns="?",
)  # fmt: skip
"""What the visitors of a procedure bring along; laws by number, -1 for none. `is_free`: may be
filed away from home; `returns`: may come back after abandoning."""

BOOKING = _record(share="f8", no_show="f8", punctuality="f8", slot="i8", priority="i1")
"""Appointments: durations in ms."""

VISIT = _record(
    arrived_at="i8", booked_at="i8", dossier="i8", service="i8", patience="i8", return_word="u8",
    commune="i4", procedure="i4", dossiers="i4", purpose="i1", priority="i1",
)  # fmt: skip
"""A visit: the columns of `tables.Visits`."""


class Scratch(threading.local):
    """Tables that a thread writes anew in every replication.

    What a replication needs is hundreds of bytes a visit, and memory fresh from the system takes
    longer to get than the draws take: so it is kept.
    """

    def __init__(self) -> None:
        self.held: dict[np.dtype[Any], Table] = {}

    def table(self, rows: int, dtype: np.dtype[Any]) -> Table:
        """(rows,) of a type; the thread's next table of that type overwrites it."""
        held = self.held.get(dtype)
        if held is None or len(held) < rows:
            held = self.held[dtype] = np.empty(rows + rows // 16, dtype)
        return held[:rows]
