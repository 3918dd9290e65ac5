"""The tallies of a run: few in memory, many on disk, so that memory does not grow with them."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, overload

import numpy as np

from sim.measures.kpis import KPIS
from sim.measures.scopes import Scopes
from sim.measures.tally import Tally
from sim.model.tables import Floats

TABLES = ("numerator", "denominator", "value", "count")
IN_MEMORY = 64 * 2**20
"""Bytes of tallies that a run holds in memory; what is beyond goes to disk."""
BLOCK = 16 * 2**20
"""Bytes of one table over all replications that are worked on at a time."""


class _Scratch:
    """A file without a name, closed when nobody has it any more."""

    def __init__(self, folder: Path | None) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115

    def __del__(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


class Tallies(Sequence[Tally]):
    """Tallies in the order of their replications; those of one run have the same scopes.

    A tally that is on disk is read when it is asked for, and forgotten again. The file has no
    name, so that nothing is left of it however the program ends.
    """

    def __init__(
        self, scopes: Scopes, folder: Path | None = None, begun: Sequence[Tally] = ()
    ) -> None:
        """Go on from those that were `begun`; to these, nothing may be added any more."""
        self._scopes, self._folder = scopes, folder
        self._found: dict[int, Tally | int] = {}
        """By replication: the tally, or where it begins in the file."""
        self._scratch: _Scratch | None = None
        self._held = self._end = 0
        if isinstance(begun, Tallies):
            self._found.update(begun._found)
            self._scratch, self._held, self._end = begun._scratch, begun._held, begun._end
            return
        for tally in begun:
            self.put(tally)

    def put(self, tally: Tally) -> None:
        """Add one, in any order."""
        size = sum(getattr(tally, name).nbytes for name in TABLES)
        place: Tally | int = tally
        if self._held + size > IN_MEMORY:
            place = self._written(tally)
        if isinstance(place, Tally):
            self._held += size
        self._found[tally.replication] = place

    def _written(self, tally: Tally) -> Tally | int:
        """Where a tally was written to; the tally itself where the disk takes nothing more."""
        try:
            if self._scratch is None:
                self._scratch = _Scratch(self._folder)
            begin, file = self._end, self._scratch.file
            file.seek(begin)
            for name in TABLES:
                content = np.ascontiguousarray(getattr(tally, name)).tobytes()
                if file.write(content) != len(content):
                    return tally
            self._end = file.tell()
        except OSError:
            return tally
        return begin

    @property
    def replications(self) -> tuple[int, ...]:
        """Numbers of the replications, in order."""
        return tuple(sorted(self._found))

    @property
    def scopes(self) -> Scopes:
        """Of all of them."""
        return self._scopes

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Tally: ...
    @overload
    def __getitem__(self, at: slice) -> Tallies: ...
    def __getitem__(self, at: int | slice) -> Tally | Tallies:
        if isinstance(at, slice):
            return self.only(self.replications[at])
        number = self.replications[at]
        found = self._found[number]
        if isinstance(found, Tally):
            return found
        tables = {name: self._rows(found, name, slice(None)) for name in TABLES}
        return Tally(replication=number, scopes=self._scopes, **tables)

    def __iter__(self) -> Iterator[Tally]:
        return (self[k] for k in range(len(self)))

    def only(self, replications: Collection[int]) -> Tallies:
        """Those of some replications, in the same place."""
        some, wanted = Tallies(self._scopes, self._folder, self), set(replications)
        some._found = {n: at for n, at in self._found.items() if n in wanted}
        return some

    def table(self, name: str, rows: slice) -> Floats:
        """(replications, rows, measures) some rows of a table of each."""
        found = [self._found[number] for number in self.replications]
        return np.stack(
            [
                getattr(at, name)[rows] if isinstance(at, Tally) else self._rows(at, name, rows)
                for at in found
            ]
        )

    def _rows(self, begin: int, name: str, rows: slice) -> Floats:
        assert self._scratch is not None
        n, width = len(self._scopes), len(KPIS)
        first, last, _ = rows.indices(n)
        at = begin + 8 * width * (TABLES.index(name) * n + first)
        self._scratch.file.seek(at)
        content = self._scratch.file.read(8 * width * (last - first))
        return np.frombuffer(bytearray(content)).reshape(last - first, width)


def table_of(tallies: Sequence[Tally], name: str, rows: slice) -> Floats:
    """(replications, rows, measures) some rows of a table of each tally."""
    if isinstance(tallies, Tallies):
        return tallies.table(name, rows)
    return np.stack([getattr(tally, name)[rows] for tally in tallies])


def only(tallies: Sequence[Tally], replications: Collection[int]) -> Sequence[Tally]:
    """The tallies of some replications."""
    if isinstance(tallies, Tallies):
        return tallies.only(replications)
    return [each for each in tallies if each.replication in replications]


def blocks(replications: int, n_scopes: int) -> list[slice]:
    """Rows to work on at a time, so that a table of them over all replications is bounded."""
    rows = max(1, BLOCK // max(8 * replications * len(KPIS), 1))
    return [slice(k, min(k + rows, n_scopes)) for k in range(0, n_scopes, rows)]
