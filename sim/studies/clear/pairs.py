"""What is decided: measures of parts of the network that two scenarios share, pair by pair.

The list is made before anything is run, from the scenarios alone, so that the error that each
decision may spend is known ahead: what turns out blank keeps its share.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.kpis import BY_DOSSIER, COLUMN, KPIS
from sim.measures.scopes import Scope, ScopeType
from sim.measures.tally import Tally
from sim.model.tables import Floats, Ints
from sim.studies.experiment import Run
from sim.studies.regression.series import of_tally

GROUPS = frozenset({ScopeType.NETWORK, ScopeType.TIER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The decisions about one scenario against the first, and where its numbers are."""

    label: str
    scopes: tuple[Scope, ...]
    """(R,) those that both have, of the kinds asked for."""
    kpis: tuple[str, ...]
    """(K,)"""
    new_rows: Ints
    """(R,) their rows in the scenario's tallies."""
    base_rows: Ints
    """(R,) and in the first one's."""
    sensible: tuple[tuple[bool, ...], ...]
    """(R, K) whether a measure is told of such a scope at all."""
    only_new: tuple[str, ...]
    """Sites of the scenario that the first has not, which nothing can be said of."""
    only_base: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(sum, self.sensible))


def family(new: Run, base: Run, kpis: Sequence[str], kinds: Collection[ScopeType]) -> Family:
    """What is to be decided of a scenario against the first.

    Measures of dossiers are left out unless both have processing units that work on them.
    """
    with_units = bool(new.system.unit_ids) and bool(base.system.unit_ids)
    kept = tuple(
        kpi for kpi in kpis if with_units or KPIS[COLUMN[kpi]].scope_types is not BY_DOSSIER
    )
    of_new, of_base = new.scopes.index(), base.scopes.index()
    shared = tuple(scope for scope in of_new if scope in of_base and scope.scope_type in kinds)
    if len(new.system.site_ids) == len(base.system.site_ids) == 1:
        # One office is the network and its tier at once.
        shared = tuple(scope for scope in shared if scope.scope_type is ScopeType.NETWORK)

    def sites(one: dict[Scope, int], other: dict[Scope, int]) -> tuple[str, ...]:
        return tuple(
            scope.scope
            for scope in one
            if scope.scope_type is ScopeType.SITE and scope not in other
        )

    return Family(
        label=new.label,
        scopes=shared,
        kpis=kept,
        new_rows=np.array([of_new[scope] for scope in shared], np.int64),
        base_rows=np.array([of_base[scope] for scope in shared], np.int64),
        sensible=tuple(
            tuple(scope.scope_type in KPIS[COLUMN[kpi]].scope_types for kpi in kept)
            for scope in shared
        ),
        only_new=sites(of_new, of_base),
        only_base=sites(of_base, of_new),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """Some measures of one scenario over some replications; see `measures.estimate`."""

    mean: Floats
    """(R, K)"""
    pull: Floats
    """(n, R, K)"""


def estimated(value: Floats, weight: Floats) -> Estimated:
    """Means, ratios of totals where measures are such, and each replication's pull on them.

    Values and weights (n, R, K) are as `of_tally` has them.
    """
    value = np.where(weight > 0, value, 0.0)
    total = weight.sum(axis=0)
    total[total == 0] = np.nan
    mean = (value * weight).sum(axis=0) / total
    return Estimated(mean=mean, pull=weight * (value - mean) / (total / len(value)))


def _stacked(tallies: Sequence[Tally], rows: Ints, columns: Ints) -> tuple[Floats, Floats]:
    found = [of_tally(tally, rows, columns) for tally in tallies]
    return np.stack([each[0] for each in found]), np.stack([each[1] for each in found])


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Differences of a scenario from the first over the same replications."""

    mean: Floats
    """(R, K) NaN where either is blank."""
    pull: Floats
    """(n, R, K)"""
    base: Floats
    """(R, K) what the first has."""
    scale: Floats
    """(R, K) what is large of such a measure."""


def minus(one: Estimated, other: Estimated) -> Paired:
    """One less the other, replication by replication."""
    return Paired(
        mean=one.mean - other.mean,
        pull=one.pull - other.pull,
        base=other.mean,
        scale=np.abs(one.mean) + np.abs(other.mean),
    )


def paired(new: Run, base: Run, of: Family, n: int) -> Paired:
    """The differences over the first `n` replications."""
    columns = np.array([COLUMN[kpi] for kpi in of.kpis], np.int64)
    return minus(
        estimated(*_stacked(new.tallies[:n], of.new_rows, columns)),
        estimated(*_stacked(base.tallies[:n], of.base_rows, columns)),
    )
