"""Who serves what at one site, as the kernel's masks and lists have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engines.kernel.state import KIND, MASK_BITS
from sim.model.tables import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMap:
    """Who serves what at one site, for the kernel.

    A *profile* is a set of skills that the same officers serve: their visits share a queue.
    A *kind* is a set of officers with the same skills; kinds are in order of their number.
    """

    profile: Ints
    """(skills,) profile of each skill."""
    n_profiles: int
    n_words: int
    kinds: NDArray[Any]
    kind_mask: Ints
    """(kinds, words) the profiles that a kind serves, `MASK_BITS` to a word."""
    server_start: Ints
    server_kind: Ints
    """CSR by profile of the kinds that serve it."""
    officer_kind: Ints
    officer_rank: Ints
    """Place in R2's order among officers who are idle since the same instant."""

    @classmethod
    def of(cls, skills: NDArray[np.bool_], skill_count: NDArray[np.int32]) -> SkillMap:
        """From (officers, skills) and the number of skills that each officer is counted with."""
        columns, profile = _distinct(skills.T)
        # The count comes first, so that the distinct kinds are already in its order.
        found, officer_kind = _distinct(np.column_stack([skill_count, skills]))
        serves = np.zeros((len(found), len(columns)), bool)
        serves[officer_kind] = columns.T
        n_words = -(-len(columns) // MASK_BITS)
        kind_mask = np.zeros((len(found), n_words), np.int64)
        for kind, p in np.argwhere(serves):
            kind_mask[kind, p // MASK_BITS] |= np.int64(1) << (p % MASK_BITS)
        kinds = np.empty(len(found), KIND)
        kinds["skills"], kinds["idle_head"], kinds["idle_tail"] = found[:, 0], -1, -1
        servers = np.argwhere(serves.T)
        return cls(
            profile=profile,
            n_profiles=len(columns),
            n_words=n_words,
            kinds=kinds,
            kind_mask=kind_mask,
            server_start=np.searchsorted(servers[:, 0], np.arange(len(columns) + 1)),
            server_kind=np.ascontiguousarray(servers[:, 1]),
            officer_kind=officer_kind,
            officer_rank=np.argsort(np.argsort(skill_count, kind="stable")),
        )


def _distinct(rows: NDArray[Any]) -> tuple[NDArray[Any], Ints]:
    """The distinct rows, in order, and for each row the number of its like."""
    found, inverse = np.unique(rows, axis=0, return_inverse=True)
    return found, inverse.reshape(-1).astype(np.int64)
