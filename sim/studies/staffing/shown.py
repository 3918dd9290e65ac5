"""The plan beside the scenario as it is, with every measure there is, for the results folder."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sim.measures import access, spread
from sim.measures.scopes import comes_to, purposes_of, scopes_of
from sim.measures.service import Service, serviced
from sim.measures.tally import Tally
from sim.model.spec import Scenario
from sim.studies.experiment import Engine, Run, Sink
from sim.studies.staffing.rounds import Rounds
from sim.studies.staffing.ways import Way
from sim.studies.trials import Both, tallied

if TYPE_CHECKING:
    from sim.studies.staffing.least import Settings

SHOWN = 6
"""Replications of the runs in the results folder, the first of those that final figures rest on:
to take every measure takes as long as a run."""
PLAN = "plan"


def shown(
    way: Way, plan: Scenario, label: str, seed: int, settings: Settings, rounds: Rounds, sink: Sink
) -> tuple[tuple[Run, Run], tuple[Service, ...]]:
    """The runs of the scenario and the plan, and what targets ask of the scenario."""
    began = time.perf_counter()
    trials = rounds.trials(None)
    numbers = range(min(SHOWN, settings.replications))
    named = {label: way.scenario, _other(label): plan}
    for name in named:
        sink.begin(name, trials.system, len(numbers))

    both = Both(tallied, serviced(way.targets))
    found: dict[int, tuple[tuple[Tally, Service], ...]] = {}
    for number, results in trials.run(list(named.values()), numbers, both):
        for name, (tally, _) in zip(named, results, strict=True):
            sink.replication(name, number, tally, None)
        found[number] = results
    seconds = time.perf_counter() - began
    order = sorted(found)
    runs = [
        _run(name, scenario, [found[n][k][0] for n in order], seed, seconds, settings.engine)
        for k, (name, scenario) in enumerate(named.items())
    ]
    return (runs[0], runs[1]), tuple(found[n][0][1] for n in order)


def _other(label: str) -> str:
    return PLAN if label != PLAN else f"{PLAN}-2"


def _run(
    name: str,
    scenario: Scenario,
    tallies: list[Tally],
    seed: int,
    seconds: float,
    engine: Engine,
) -> Run:
    from sim.model import system as systems

    system = systems.build(scenario)
    scopes = scopes_of(system, purposes_of(scenario), comes_to(scenario))
    return Run(
        label=name,
        scenario=scenario.model_copy(update={"seed": seed}),
        system=system,
        scopes=access.known(spread.known(scopes, scenario), scenario),
        tallies=tuple(tallies),
        interrupted=False,
        precision_reached=None,
        seconds=seconds,
        seed=seed,
        engine=engine,
    )
