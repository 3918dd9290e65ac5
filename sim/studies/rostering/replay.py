"""The rosters put to the test: simulated beside the scenario as it is, on the same citizens.

Absence strikes, and reserves stand in, as the scenario's groups say. Targets are judged on every
replication; the tallies of all of them go into the results folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sim.measures.service import Service, serviced
from sim.measures.tally import Tally
from sim.memory import Memories
from sim.model import system as systems
from sim.model.coupling import closure
from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.experiment import Run, Settings, Sink
from sim.studies.judging import Judged, judge
from sim.studies.rostering.load import Sums, WeekLoad, ample, loaded, mean_load
from sim.studies.trials import Both, Trials, tallied

PILOT = 2
"""Replications that loads are taken from."""
PILOT_FROM = 1_000_000
"""The first of them; those of the replay are numbered from 0, so that a roster is not tried on the
visits that it was made for."""


@dataclass(frozen=True, kw_only=True)
class Replay:
    """The scenario as it is, and with the rosters."""

    runs: tuple[Run, Run]
    before: tuple[Judged, ...]
    after: tuple[Judged, ...]
    """The targets at the sites with a roster."""


def together(scenario: Scenario, sites: Collection[str]) -> frozenset[str] | None:
    """The sites that have to be simulated for some; None: all."""
    if _is_live(scenario):
        return None
    found = closure(scenario, sites)
    return None if len(found) == len(scenario.sites) else found


def _is_live(scenario: Scenario) -> bool:
    """Whether visitors choose by the queues of the moment, for which all sites are needed."""
    return scenario.is_province and scenario.choice.rule == "live"


def pilot(
    scenario: Scenario, sites: Collection[str], settings: Settings, told: Callable[[], None]
) -> WeekLoad:
    """The load of the lines of some sites, if they had so many officers that nobody waits.

    Others are left out: what they put off in shared back offices moves hardly any visit.
    """
    plenty = ample(scenario)
    only = None if _is_live(scenario) else frozenset(sites)
    trials = _trials(plenty, only, settings)
    found: list[Sums] = []
    for _, (sums,) in trials.run([plenty], range(PILOT_FROM, PILOT_FROM + PILOT), loaded):
        found.append(sums)
        told()
    return mean_load(found)


def replayed(
    scenario: Scenario, plan: Scenario, sites: Collection[str], targets: Sequence[Target],
    names: tuple[str, str], settings: Settings, sink: Sink,
) -> Replay:  # fmt: skip
    """Simulate both and judge the targets at some sites.

    An interrupt keeps the replications that finished, if there are any.
    """
    began = time.perf_counter()
    trials = _trials(scenario, together(scenario, sites), settings)
    for name in names:
        sink.begin(name, trials.system, settings.replications)

    both = Both(tallied, serviced(targets))
    found: dict[int, tuple[tuple[Tally, Service], ...]] = {}
    interrupted = False
    try:
        for number, results in trials.run([scenario, plan], range(settings.replications), both):
            for name, (tally, _) in zip(names, results, strict=True):
                sink.replication(name, number, tally, None)
            found[number] = results
    except KeyboardInterrupt:
        if not found:
            raise
        interrupted = True
    seconds = time.perf_counter() - began
    runs, judged = [], []
    for k, of in enumerate((scenario, plan)):
        results_of = [found[number][k] for number in sorted(found)]
        runs.append(
            Run(
                label=names[k],
                scenario=of.model_copy(update={"seed": trials.seed}),
                system=systems.build(of, trials.only),
                scopes=results_of[0][0].scopes,
                tallies=tuple(tally for tally, _ in results_of),
                interrupted=interrupted, precision_reached=None, seconds=seconds,
                seed=trials.seed, engine=settings.engine,
            )
        )  # fmt: skip
        services = [service for _, service in results_of]
        all_of_them = judge(services, of, targets) if targets else ()
        judged.append(tuple(each for each in all_of_them if each.site in sites))
    return Replay(runs=(runs[0], runs[1]), before=judged[0], after=judged[1])


def _trials(scenario: Scenario, only: frozenset[str] | None, settings: Settings) -> Trials:
    return Trials(
        scenario, seed=settings.seed, only=only, engine=settings.engine, executor=settings.executor,
        memories=Memories(),
    )  # fmt: skip
