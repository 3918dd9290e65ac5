"""Rounds of simulation: many sites at once, each with a staffing of its own in every plan.

All plans of a round meet the same citizens, drawn once a replication. Where sites feel each other
(`sim.model.coupling`) a search simulates those alone that it is still asking about, as if the
others were not there: that moves its guesses, never the final figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from sim.measures.service import serviced
from sim.memory import Memories
from sim.model.coupling import joined_sites
from sim.studies.experiment import Engine
from sim.studies.parallel import Executor
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.lines import by_line
from sim.studies.staffing.load import Load, Loaded, mean_load
from sim.studies.staffing.reading import Staffing
from sim.studies.staffing.search import Search
from sim.studies.staffing.ways import Way
from sim.studies.trials import Trials

SEARCHED = 1_000_000
"""The first replication of a search; those of final figures are numbered from 0, as in any run."""
MOST_ROUNDS = 500
"""At which a search gives up; no search that converges comes near."""

Wants = Mapping[str, Sequence[Staffing]]


class Told(Protocol):
    """Who is told how the work goes on."""

    def stage(self, key: str, **facts: int) -> None:
        """A part of the work begins: `pilot`, `search`, `look`, `show`."""

    def step(self) -> None:
        """A replication is done."""


class Rounds:
    """Simulates staffings of sites and keeps what they gave."""

    def __init__(
        self, way: Way, seed: int, executor: Executor, told: Told, engine: Engine = "compiled"
    ) -> None:
        self.engine: Engine = engine
        self.way, self.seed, self.executor, self.told = way, seed, executor, told
        self.memories = Memories()
        scenario = way.scenario
        self.needs_all = scenario.is_province and scenario.choice.rule == "live"
        self.are_joined = any(
            len(each) > 1 and each & set(way.sites) for each in joined_sites(scenario)
        )

    def trials(self, only: Collection[str] | None) -> Trials:
        """Of some sites alone, or of the whole network."""
        only = None if self.needs_all else only
        return Trials(
            self.way.scenario, seed=self.seed, only=only, executor=self.executor,
            memories=self.memories, engine=self.engine,
        )  # fmt: skip

    def load(self) -> Load:
        """The load of every line, seen where there are plenty of officers."""
        self.told.stage("pilot")
        numbers = range(SEARCHED, SEARCHED + 2)
        trials = self.trials(None if self.are_joined else self.way.sites)
        runs = trials.run([self.way.ample()], numbers, Loaded(by_line))
        found = []
        for number, (load,) in runs:
            self.told.step()
            found.append((number, load))
        return mean_load([load for _, load in sorted(found, key=lambda each: each[0])])

    def simulate(
        self, trials: Trials, wants: Wants, numbers: Iterable[int], ledger: Ledger,
        rest: Mapping[str, Staffing],
    ) -> None:  # fmt: skip
        """Run what sites want, as many plans as the one that wants most; `rest` staffs others."""
        plans = list(_plans(wants, rest))
        measure = serviced(self.way.targets, self.way.lines)
        there = [site for site in wants if trials.only is None or site in trials.only]
        for _, services in trials.run([self.way.plan(each) for each in plans], numbers, measure):
            self.told.step()
            for plan, service in zip(plans, services, strict=True):
                for site in there:
                    ledger.enter(site, plan[site], service)

    def search(
        self, searches: Mapping[str, Search], ledger: Ledger, rest: Mapping[str, Staffing],
        first: int,
    ) -> None:  # fmt: skip
        """Ask on until every search is over; `first` replications of what is new, then twice."""
        for _ in range(MOST_ROUNDS):
            wants = {site: each.wanted() for site, each in searches.items()}
            wants = {site: some for site, some in wants.items() if some}
            if not wants:
                return
            for done, group in _by_replications(wants, ledger):
                more = first if done == 0 else done
                self.told.stage("search", sites=len(wants))
                begin = SEARCHED + done
                numbers = range(begin, begin + more)
                self.simulate(self.trials(group.keys()), group, numbers, ledger, rest)
                for site, some in group.items():
                    searches[site].learn(ledger.readings(site, some))


def _plans(wants: Wants, rest: Mapping[str, Staffing]) -> Iterator[dict[str, Staffing]]:
    for k in range(max((len(some) for some in wants.values()), default=0)):
        yield dict(rest) | {site: some[min(k, len(some) - 1)] for site, some in wants.items()}


def _by_replications(wants: Wants, ledger: Ledger) -> list[tuple[int, dict[str, list[Staffing]]]]:
    """Of each site what has fewest replications so far, put together by their number."""
    found: dict[int, dict[str, list[Staffing]]] = {}
    for site, some in wants.items():
        done = {each: ledger.replications(site, each) for each in some}
        fewest = min(done.values())
        found.setdefault(fewest, {})[site] = [each for each in some if done[each] == fewest]
    return sorted(found.items())
