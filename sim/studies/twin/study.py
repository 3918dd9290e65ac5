"""A run with its analytic twin: the replications of `run`, measured by line and hour as well."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sim.measures.tally import Tally
from sim.memory import Memory
from sim.model.journal import digest
from sim.model.spec import Scenario
from sim.model.tables import Outcome, System, Workload
from sim.studies.experiment import Run, Settings, Sink, measured_by, refuse_too_many
from sim.studies.trials import Measuring, Trials, tallied
from sim.studies.twin.rows import Row, rows
from sim.studies.twin.sums import Sums, summed


@dataclass(frozen=True, kw_only=True)
class TwinReport:
    """All there is to show."""

    run: Run
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Of one replication."""

    tally: Tally
    sums: Sums
    digest: str


def twin(scenario: Scenario, label: str, settings: Settings, sink: Sink) -> TwinReport:
    """Run a scenario, and say what formulas would have said of it.

    An interrupt (Ctrl-C) keeps what was finished, if that is a replication at least; else the
    interrupt goes on to the caller.
    """
    began = time.perf_counter()
    trials = Trials(
        scenario, seed=settings.seed, engine=settings.engine, executor=settings.executor
    )  # fmt: skip
    refuse_too_many(label, trials.sampler)
    sink.begin(label, trials.system, settings.replications)
    found: dict[int, _Found] = {}
    interrupted = False
    try:
        for number, (one,) in trials.run([scenario], range(settings.replications), _measure):
            sink.replication(label, number, one.tally, None)
            found[number] = one
    except KeyboardInterrupt:
        if not found:
            raise
        interrupted = True
    told = rows(scenario, trials.system, [found[number].sums for number in sorted(found)])
    seconds = time.perf_counter() - began
    run = _run(scenario, label, settings, trials, found, seconds, interrupted=interrupted)
    return TwinReport(run=run, rows=tuple(told))


def _measure(scenario: Scenario, system: System) -> Measuring[_Found]:
    tally, sums = tallied(scenario, system), summed(scenario, system)

    def measured(workload: Workload, outcome: Outcome, memory: Memory) -> _Found:
        return _Found(
            tally=tally(workload, outcome, memory),
            sums=sums(workload, outcome, memory),
            digest=digest(workload, outcome),
        )

    return measured


def _run(
    scenario: Scenario, label: str, settings: Settings, trials: Trials,
    found: Mapping[int, _Found], seconds: float, *, interrupted: bool,
) -> Run:  # fmt: skip
    scopes, _ = measured_by(scenario, trials.system)
    done = [found[number] for number in sorted(found)]
    return Run(
        label=label,
        scenario=scenario.model_copy(update={"seed": trials.seed}),
        system=trials.system,
        scopes=scopes,
        tallies=tuple(each.tally for each in done),
        interrupted=interrupted,
        precision_reached=None,
        seconds=seconds,
        seed=trials.seed,
        engine=settings.engine,
        digests=tuple(each.digest for each in done),
    )
