"""Runs that nobody simulated: what a comparison reads of them, as a function of the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.measures.kpis import COLUMN, KPIS
from sim.measures.scopes import Scope, ScopeType
from sim.studies.experiment import Settings

Level = Callable[[int], float]
"""A mean wait [min], as a function of the replication."""


def wobbling(mean: float, spread: float, seed: int = 1) -> Level:
    """Independent from replication to replication, always the same in the same."""
    return lambda number: (
        mean + spread * float(np.random.default_rng((seed, number)).standard_normal())
    )


def steady(mean: float) -> Level:
    """The same in all."""
    return lambda _: mean


@dataclass(frozen=True)
class Office:
    """What stands in for a run."""

    label: str
    waits: Mapping[str, Level | None]
    """By site; None: nobody comes there. The network waits as its first site does."""
    tallies: tuple[Any, ...] = ()
    interrupted: bool = False
    units: tuple[str, ...] = ()
    seed: int = 1

    @property
    def rows(self) -> tuple[Scope, ...]:
        """The network, its one tier, and the sites."""
        sites = tuple(Scope(ScopeType.SITE, site) for site in self.waits)
        return (Scope(ScopeType.NETWORK, "all"), Scope(ScopeType.TIER, "point"), *sites)

    @property
    def scopes(self) -> Any:
        """Where each is counted."""
        return SimpleNamespace(index=lambda: {scope: n for n, scope in enumerate(self.rows)})

    @property
    def system(self) -> Any:
        """As far as it is read."""
        return SimpleNamespace(unit_ids=self.units, site_ids=tuple(self.waits))

    @property
    def replications(self) -> tuple[int, ...]:
        """Numbers of those finished."""
        return tuple(each.replication for each in self.tallies)

    def up_to(self, planned: int) -> Office:
        """With replications added."""
        return replace(self, tallies=tuple(map(self._tally, range(planned))))

    def _tally(self, number: int) -> Any:
        shape = (len(self.rows), len(KPIS))
        numerator, denominator = np.zeros(shape), np.zeros(shape)
        first = next(iter(self.waits.values()))
        for row, level in enumerate((first, first, *self.waits.values())):
            if level is not None:
                denominator[row, COLUMN["wait_mean"]] = 100.0
                numerator[row, COLUMN["wait_mean"]] = 100.0 * level(number)
        return SimpleNamespace(
            replication=number, numerator=numerator, denominator=denominator,
            value=np.full(shape, np.nan), count=np.full(shape, np.nan),
        )  # fmt: skip


@dataclass
class Desk:
    """In place of `compare` and `further`: gives replications, and remembers how many."""

    offices: Sequence[Office]
    stop: tuple[str, int] = ("", 0)
    """Whose further replications are interrupted, and beyond which number."""
    asked: list[tuple[str, int]] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.asked = []

    def compare(self, _pairs: Any, settings: Settings, _sink: Any, **_: Any) -> list[Any]:
        """The first look."""
        return [each.up_to(settings.replications) for each in self.offices]

    def further(self, run: Any, planned: int, *_: Any) -> Any:
        """More of one."""
        self.asked.append((run.label, planned))
        if run.label == self.stop[0] and planned > self.stop[1]:
            return replace(run.up_to(self.stop[1]), interrupted=True)
        return run.up_to(planned)
