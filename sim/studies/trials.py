"""Plans of staff on trial: the same citizens, days and chance for all of them, drawn once.

Nothing that is drawn before a run depends on the officers but their own absence, so that a plan
costs a run and its measuring alone. With `only`, sites are simulated without the rest of the
network; that is exact where nothing joins them to the others (`sim.model.coupling`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Generic, TypeVar

from sim.measures.tally import Tally, tally
from sim.memory import Memories, Memory
from sim.model import system as systems
from sim.model.spec import Scenario
from sim.model.tables import Outcome, System, Workload
from sim.sampling.absence import RosterPlan
from sim.sampling.workload import Sampler
from sim.studies.experiment import Engine, engine_named, measured_by
from sim.studies.parallel import HERE, Executor

Result = TypeVar("Result")
First = TypeVar("First")
Second = TypeVar("Second")
Measuring = Callable[[Workload, Outcome, Memory], Result]
"""What is wanted of one replication of one plan; nothing of the result may lie in the memory."""
Measure = Callable[[Scenario, System], Measuring[Result]]
"""Made ready for a plan. A function of a module, or a frozen dataclass of such, so that it can be
pickled."""

_OF_STAFF = ("staff", "off_counter", "officers")


def differ_in_staff_alone(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios bring the same citizens: they differ in officers and heads at most."""

    def rest(scenario: Scenario) -> object:
        sites = {
            id_: site.model_dump(exclude=set(_OF_STAFF)) for id_, site in scenario.sites.items()
        }
        kept = scenario.model_dump(
            exclude={"name", "description", "seed", "sites", "policy", "targets", "cost", "check"}
        )
        return kept, sites

    return one is other or rest(one) == rest(other)


class Trials:
    """Runs plans of a scenario side by side."""

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int | None = None,
        only: Collection[str] | None = None,
        engine: Engine = "compiled",
        executor: Executor = HERE,
        memories: Memories | None = None,
    ) -> None:
        self.scenario = scenario
        self.seed = scenario.seed if seed is None else seed
        self.only = None if only is None else frozenset(only)
        self.engine = engine
        self.executor = executor
        self.memories = memories or Memories()

    def __reduce__(self) -> tuple[Callable[..., Trials], tuple[object, ...]]:
        said = {
            "seed": self.seed, "only": self.only, "engine": self.engine, "memories": self.memories
        }  # fmt: skip
        return partial(Trials, **said), (self.scenario,)  # type: ignore[arg-type]

    @cached_property
    def system(self) -> System:
        """The sites on trial, staffed as the scenario says."""
        return systems.build(self.scenario, self.only)

    @cached_property
    def sampler(self) -> Sampler:
        """Who comes, whatever the plan."""
        return Sampler(self.scenario, self.system, self.seed)

    def run(
        self,
        plans: Sequence[Scenario],
        numbers: Iterable[int],
        measure: Measure[Result] | Sequence[Measure[Result]],
    ) -> Iterator[tuple[int, tuple[Result, ...]]]:
        """The replications numbered, as they finish: number, and the result of each plan in turn.

        The plans differ from the scenario in their officers alone (`differ_in_staff_alone`). All
        are measured alike, or each by its own measure.
        """
        measures = measure if isinstance(measure, Sequence) else [measure] * len(plans)
        return self.executor.run(Trial(self, tuple(plans), tuple(measures)), numbers)


class Trial(Generic[Result]):
    """A replication of plans side by side as a function of its number: a result for each plan."""

    def __init__(
        self, trials: Trials, plans: tuple[Scenario, ...], measures: tuple[Measure[Result], ...]
    ) -> None:
        self.trials, self.plans, self.measures = trials, plans, measures

    def __reduce__(self) -> tuple[type[Trial[Result]], tuple[object, ...]]:
        return type(self), (self.trials, self.plans, self.measures)

    @property
    def engine(self) -> Engine:
        """Which one plays it."""
        return self.trials.engine

    @property
    def identity(self) -> tuple[object, ...]:
        """All that a result depends on but its number, for whoever keeps results."""
        of = self.trials
        return "trial", of.scenario, of.seed, of.only, of.engine, self.plans, self.measures

    @cached_property
    def _ready(self) -> list[tuple[System, RosterPlan, Measuring[Result]]]:
        found = []
        for plan, measure in zip(self.plans, self.measures, strict=True):
            system = systems.build(plan, self.trials.only)
            roster = RosterPlan(system, self.trials.seed)
            found.append((system, roster, measure(plan, system)))
        return found

    @cached_property
    def _play(self) -> Callable[[System, Workload, Memory], Outcome]:
        return engine_named(self.trials.engine)

    def prepare(self) -> None:
        """Make ready what all replications use."""
        _ = self.trials.sampler, self._ready, self._play

    def __call__(self, number: int) -> tuple[Result, ...]:
        """Draw once, run and measure every plan."""
        with self.trials.memories.one() as memory:
            drawn = self.trials.sampler.draw(number, memory)
            found = []
            for system, roster, measured in self._ready:
                workload = replace(drawn, roster=roster.draw(number))
                found.append(measured(workload, self._play(system, workload, memory), memory))
            return tuple(found)


@dataclass(frozen=True, slots=True)
class Both(Generic[First, Second]):
    """Two measures as one, for `Trials.run`: a pair of results."""

    first: Measure[First]
    second: Measure[Second]

    def __call__(self, scenario: Scenario, system: System) -> Measuring[tuple[First, Second]]:
        """Make both ready for a plan."""
        first, second = self.first(scenario, system), self.second(scenario, system)
        return lambda *run: (first(*run), second(*run))


def nothing(_scenario: Scenario, _system: System) -> Measuring[None]:
    """The measure of what nobody asks for."""
    return lambda *_: None


def tallied(scenario: Scenario, system: System) -> Measuring[Tally]:
    """Every measure there is, as a run of the whole network has it.

    Where sites are left out, those of the network, its tiers and districts, of procedures, hours
    and communes are over the sites that are there.
    """
    scopes, travel = measured_by(scenario, system)

    def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Tally:
        return tally(system, workload, outcome, scopes, travel, memory)

    return measured
