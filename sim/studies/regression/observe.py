"""Replications, as far as a check looks at them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from sim.measures.scopes import Scope, ScopeType
from sim.measures.service import Service, serviced
from sim.memory import Memory
from sim.model.check import Check
from sim.model.journal import digest
from sim.model.spec import Scenario
from sim.model.staffing import Staffing
from sim.model.tables import Floats, Outcome, System, Workload
from sim.model.targets import Target
from sim.studies.experiment import Engine, measured_by
from sim.studies.parallel import Executor
from sim.studies.regression.series import Key, Series, columns_of, of_tally
from sim.studies.trials import Measuring, Trials, tallied


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """One replication."""

    values: Floats
    """(scopes, measures)"""
    weights: Floats
    digest: str
    """Of the journal; empty where nobody asks for it."""
    service: Service | None
    """For targets; None where there are none to judge."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Replications of a scenario from the first on."""

    scopes: tuple[Scope, ...]
    kpis: tuple[str, ...]
    seen: tuple[Seen, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.seen)

    @property
    def digests(self) -> tuple[str, ...]:
        """Fingerprints of the journals."""
        return tuple(each.digest for each in self.seen)

    @property
    def series(self) -> Mapping[Key, Series]:
        """Every measure of every scope, by replication."""
        values = np.stack([each.values for each in self.seen])
        weights = np.stack([each.weights for each in self.seen])
        return {
            Key(str(scope.scope_type), scope.scope, kpi): Series(values[:, r, c], weights[:, r, c])
            for r, scope in enumerate(self.scopes)
            for c, kpi in enumerate(self.kpis)
        }


class Watch(Protocol):
    """Who is told how far the work is."""

    def plan(self, label: str, more: int) -> None:
        """So many replications more will be run."""

    def step(self) -> None:
        """One more is finished."""


def checked_scenario(scenario: Scenario) -> Scenario:
    """The scenario on the period of its check."""
    if scenario.check.period is None:
        return scenario
    return scenario.model_copy(update={"period": scenario.check.period})


def inputs_digest(scenario: Scenario) -> str:
    """A fingerprint of all that a scenario says about what is simulated, on its check's period.

    Names, targets, bounds of searches and what `check` itself is told are left out, and so is what
    an hour costs, unless costs are checked. So are keys that have their default: the format may
    grow without a baseline's noticing.
    """
    silent = {
        "name": "", "description": "", "seed": 0, "targets": (), "check": Check(), "siting": None,
        "policy": {}, "comparison": None, "staffing": Staffing(), "roster": None,
    }  # fmt: skip
    if not any("_cost_" in name for name in scenario.check.names):
        silent["cost"] = None
    said = checked_scenario(scenario).model_copy(update=silent)
    text = said.model_dump_json(by_alias=True, exclude_defaults=True)
    return hashlib.sha256(text.encode()).hexdigest()


def asserted(scenario: Scenario) -> tuple[Target, ...]:
    """The targets that a check insists on."""
    return tuple(target for target in scenario.targets if target.check)


class Observer:
    """Runs the replications of a scenario, more of them whenever they are asked for."""

    def __init__(
        self, scenario: Scenario, label: str, *, seed: int, executor: Executor, engine: Engine,
        watch: Watch, kpis: Sequence[str], digests: bool = True,
    ) -> None:  # fmt: skip
        self._scenario, self._label, self._watch = checked_scenario(scenario), label, watch
        self._kpis = tuple(kpis)
        self._trials = Trials(self._scenario, seed=seed, executor=executor, engine=engine)
        self._measure = _Looked(self._kpis, asserted(scenario), digests)
        self._seen: list[Seen] = []

    def first(self, n: int) -> Sample:
        """The first n replications; those that were run before are kept."""
        missing = range(len(self._seen), n)
        if missing:
            self._watch.plan(self._label, len(missing))
            self._seen += self._run(missing)
        return Sample(scopes=self._scopes, kpis=self._kpis, seen=tuple(self._seen[:n]))

    def _run(self, numbers: Iterable[int]) -> list[Seen]:
        found: dict[int, Seen] = {}
        for number, (seen,) in self._trials.run([self._scenario], numbers, self._measure):
            found[number] = seen
            self._watch.step()
        return [found[number] for number in sorted(found)]

    @cached_property
    def _scopes(self) -> tuple[Scope, ...]:
        rows = measured_by(self._scenario, self._trials.system)[0].rows
        return tuple(row for row in rows if row.scope_type in _LOOKED_AT)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The measure of what a check looks at."""

    kpis: tuple[str, ...]
    targets: tuple[Target, ...]
    digests: bool

    def __call__(self, scenario: Scenario, system: System) -> Measuring[Seen]:
        tallying = tallied(scenario, system)
        service: Callable[[Workload, Outcome, Memory], Service] | None = None
        if self.targets:
            service = serviced(self.targets)(scenario, system)
        columns = columns_of(self.kpis)

        def seen(workload: Workload, outcome: Outcome, memory: Memory) -> Seen:
            tally = tallying(workload, outcome, memory)
            rows = np.array(
                [row for row, each in enumerate(tally.scopes.rows) if each.scope_type in _LOOKED_AT]
            )
            values, weights = of_tally(tally, rows, columns)
            judged = service(workload, outcome, memory) if service else None
            told = digest(workload, outcome) if self.digests else ""
            return Seen(values=values, weights=weights, digest=told, service=judged)

        return seen


_LOOKED_AT = (ScopeType.NETWORK, ScopeType.TIER, ScopeType.SITE)
