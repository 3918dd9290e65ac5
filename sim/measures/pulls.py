"""Pulls of replications on estimates: in memory where they are few, else computed when needed.

Of a year of a province in a thousand replications they would take gigabytes. Those of a few scopes
are computed anew from the tallies, the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from sim.measures.tallies import blocks
from sim.model.tables import Floats, Ints


class Pull(Protocol):
    """(replications, scopes, measures); an array is one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """As that of an array."""

    def __getitem__(self, at: Any, /) -> Any:
        """Some of it: `[:, rows]` or `[:, rows, columns]`."""

    def __setitem__(self, at: Any, some: Any, /) -> None:
        """Put other pulls into a column: `[:, row, column]`."""


@dataclass(frozen=True, eq=False)
class Computed:
    """Pulls that are computed by rows."""

    shape: tuple[int, ...]
    of: Callable[[slice], Floats]
    """(replications, rows, measures) those of some neighbouring rows."""
    instead: dict[tuple[int, int], Floats] = field(default_factory=dict)
    """(replications,) by row and column: pulls that follow from others."""

    def __getitem__(self, at: tuple[Any, ...]) -> Any:
        rows = at[1] if len(at) > 1 else slice(None)
        wanted: Ints = np.arange(self.shape[1])[rows]
        found = np.empty((self.shape[0], wanted.size, self.shape[2]))
        flat = wanted.reshape(-1)
        # Neighbours together: to compute them costs reading them from each replication.
        for run in np.split(np.arange(len(flat)), np.flatnonzero(np.diff(flat) != 1) + 1):
            if len(run):
                rows = slice(int(flat[run[0]]), int(flat[run[-1]]) + 1)
                found[:, run] = self.block(rows)
        some = found[:, 0] if wanted.ndim == 0 else found
        return some if len(at) < 3 else _columns(some, at[2], scalar=wanted.ndim == 0)

    def __setitem__(self, at: tuple[slice, int, int], some: Floats) -> None:
        self.instead[int(at[1]), int(at[2])] = some

    def block(self, rows: slice) -> Floats:
        """(replications, rows, measures) neighbouring rows at once."""
        found = self.of(rows)
        for (row, column), pull in self.instead.items():
            if rows.start <= row < rows.stop:
                found[:, row - rows.start, column] = pull
        return found


def _columns(some: Floats, columns: Any, *, scalar: bool) -> Any:
    if scalar:
        return some[..., columns]
    if isinstance(columns, (int, np.integer)):
        # As numpy lays such a choice out, on which the order of a product's sums depends.
        return np.asfortranarray(some[..., columns])
    raise IndexError("Of several rows, one measure or all.")


def block_of(pull: Pull, rows: slice) -> Floats:
    """(replications, rows, measures) neighbouring rows."""
    return pull.block(rows) if isinstance(pull, Computed) else np.asarray(pull[:, rows])


def squares(pull: Pull) -> Floats:
    """(scopes, measures) sums of squares over replications."""
    n, n_scopes, width = pull.shape
    if isinstance(pull, np.ndarray):
        return np.asarray(np.einsum("rsk,rsk->sk", pull, pull))
    found = np.empty((n_scopes, width))
    for rows in blocks(n, n_scopes):
        part = block_of(pull, rows)
        found[rows] = np.einsum("rsk,rsk->sk", part, part)
    return found


def difference(new: Pull, base: Pull, of_new: Ints, of_base: Ints) -> Pull:
    """The pulls of some rows less those of as many others."""
    if isinstance(new, np.ndarray) and isinstance(base, np.ndarray):
        return np.asarray(new[:, of_new] - base[:, of_base])
    return Computed(
        (new.shape[0], len(of_new), new.shape[2]),
        lambda rows: np.asarray(new[:, of_new[rows]] - base[:, of_base[rows]]),
    )
