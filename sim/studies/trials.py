"""Plans of staff on trial: the same citizens, days and chance for all of them, drawn once.

Nothing that is drawn before a run depends on the officers but their own absence, so that a plan
costs a run and its measuring alone. With `only`, sites are simulated without the rest of the
network; that is exact where nothing joins them to the others (`sim.model.coupling`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from sim.measures.tally import Tally, tally
from sim.memory import Memories, Memory
from sim.model import system as systems
from sim.model.spec import Scenario
from sim.model.tables import Outcome, System, Workload
from sim.sampling.absence import RosterPlan
from sim.sampling.workload import Sampler
from sim.studies.experiment import Engine, engine_named, measured_by
from sim.studies.parallel import in_parallel

Result = TypeVar("Result")
Measuring = Callable[[Workload, Outcome, Memory], Result]
"""What is wanted of one replication of one plan; nothing of the result may lie in the memory."""
Measure = Callable[[Scenario, System], Measuring[Result]]
"""Made ready for a plan."""

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
        workers: int = 0,
        memories: Memories | None = None,
    ) -> None:
        self.scenario = scenario
        self.seed = scenario.seed if seed is None else seed
        self.only = None if only is None else frozenset(only)
        self.engine = engine_named(engine)
        self.workers = workers
        self.memories = memories or Memories()

    @cached_property
    def system(self) -> System:
        """The sites on trial, staffed as the scenario says."""
        return systems.build(self.scenario, self.only)

    @cached_property
    def sampler(self) -> Sampler:
        """Who comes, whatever the plan."""
        return Sampler(self.scenario, self.system, self.seed)

    def run(
        self, plans: Sequence[Scenario], numbers: Iterable[int], measure: Measure[Result]
    ) -> Iterator[tuple[int, tuple[Result, ...]]]:
        """The replications numbered, as they finish: number, and the result of each plan in turn.

        The plans differ from the scenario in their officers alone (`differ_in_staff_alone`).
        """
        staffed = [systems.build(plan, self.only) for plan in plans]
        rosters = [RosterPlan(system, self.seed) for system in staffed]
        measures = [measure(*pair) for pair in zip(plans, staffed, strict=True)]
        sampler = self.sampler

        def one(number: int) -> tuple[Result, ...]:
            with self.memories.one() as memory:
                drawn = sampler.draw(number, memory)
                found = []
                for system, roster, each in zip(staffed, rosters, measures, strict=True):
                    workload = replace(drawn, roster=roster.draw(number))
                    found.append(each(workload, self.engine(system, workload, memory), memory))
                return tuple(found)

        return in_parallel(one, numbers, self.workers)


def tallied(scenario: Scenario, system: System) -> Measuring[Tally]:
    """Every measure there is, as a run of the whole network has it.

    Where sites are left out, those of the network, its tiers and districts, of procedures, hours
    and communes are over the sites that are there.
    """
    scopes, travel = measured_by(scenario, system)

    def measured(workload: Workload, outcome: Outcome, memory: Memory) -> Tally:
        return tally(system, workload, outcome, scopes, travel, memory)

    return measured
