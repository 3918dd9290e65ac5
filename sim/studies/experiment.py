"""Replications of a scenario: draw, run, measure - in parallel, and always with the same result.

A replication is a function of (scenario, seed, number), so neither the number of workers nor the
order in which they finish can be seen in a result.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from sim.errors import UsageError
from sim.measures import access, costs, estimate, spread
from sim.measures.estimate import Estimates
from sim.measures.scopes import Scopes, comes_to, purposes_of, scopes_of
from sim.measures.tallies import Tallies
from sim.measures.tally import Tally, tally
from sim.memory import Memories, Memory
from sim.model import geography
from sim.model import system as systems
from sim.model.journal import Journal, chronicle, digest, digest_of_all
from sim.model.spec import Scenario
from sim.model.tables import Ints, Outcome, System, Workload
from sim.said import Said
from sim.sampling.workload import MOST_VISITS, Sampler
from sim.studies.parallel import HERE, Executor

if TYPE_CHECKING:
    pass

Engine = Literal["compiled", "reference"]

MOST_REPLICATIONS = 1000
"""Where `precision` gives up."""


Watch = Callable[[System, Workload, Outcome], None]
"""Looks at the tables of a replication, on the thread that made them, and keeps nothing of them:
the next replication overwrites them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to run a scenario, not what."""

    replications: int = 30
    seed: int | None = None
    """None: the scenario's own."""
    engine: Engine = "compiled"
    executor: Executor = HERE
    """Where the replications are worked on."""
    precision: float | None = None
    """Go on until intervals are this narrow, as a share of the mean; None: do not."""
    journal: bool = False
    """Hand every visit and dossier to the sink."""
    watch: Watch | None = None
    """Is shown every replication as it ends, where that is in this process."""
    digest: bool = False
    """Take a fingerprint of what happened in each replication; a journal has one anyhow."""
    scratch: Path | None = None
    """A folder for what does not fit in memory; None: where the system has room for such."""


class Sink(Protocol):
    """Who is told as work goes on, always from the thread that asked for it."""

    def begin(self, label: str, system: System, planned: int) -> None:
        """A scenario is about to be run."""

    def replication(
        self, label: str, replication: int, tally: Tally, journal: Journal | None
    ) -> None:
        """A replication is finished; they come in any order."""

    def extend(self, label: str, planned: int) -> None:
        """There will be more replications than planned."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One scenario, finished or interrupted."""

    label: str
    """Unique among the runs of a study."""
    scenario: Scenario
    system: System
    scopes: Scopes
    tallies: Sequence[Tally] = field(repr=False)
    """In order of replication; those of many replications are on disk."""
    interrupted: bool
    precision_reached: bool | None
    """None when no precision was asked for."""
    seconds: float
    seed: int
    engine: Engine
    digests: tuple[str, ...] = field(default=(), repr=False)
    """Fingerprints of the journals of the replications, in their order, where they were taken."""

    @property
    def digest(self) -> str | None:
        """One fingerprint of all that happened in the run; None where none was taken."""
        return digest_of_all(self.digests) if self.digests else None

    @property
    def replications(self) -> tuple[int, ...]:
        """Numbers of the replications that finished."""
        if isinstance(self.tallies, Tallies):
            return self.tallies.replications
        return tuple(each.replication for each in self.tallies)

    @cached_property
    def estimates(self) -> Estimates:
        """What the replications say together."""
        return estimate.estimate(self.tallies)


def engine_named(name: Engine) -> Callable[[System, Workload, Memory], Outcome]:
    """The engine's function; the reference engine needs no memory kept for it."""
    if name == "reference":
        from sim.engines import reference

        return lambda system, workload, _: reference.run(system, workload)
    from sim.engines import compiled

    return compiled.run


def run(
    scenario: Scenario, label: str, settings: Settings, sink: Sink, memories: Memories | None = None
) -> Run:
    """Run the replications of a scenario, in memories kept from another one if there are any.

    An interrupt (Ctrl-C) keeps what was finished: the run says `interrupted`, and has at least
    one replication, or the interrupt goes on to the caller.
    """
    began = time.perf_counter()
    seed = scenario.seed if settings.seed is None else settings.seed
    one = Replication(
        scenario, seed, settings.engine, journal=settings.journal, digest=settings.digest,
        memories=memories, watch=settings.watch,
    )  # fmt: skip
    refuse_too_many(label, one.sampler)
    sink.begin(label, one.system, settings.replications)
    done = Tallies(one.scopes, settings.scratch)
    digests: dict[int, str] = {}
    interrupted, reached = False, None
    try:
        _collect(one, range(settings.replications), label, settings, sink, done, digests)
        if settings.precision is not None:
            reached = _until_precise(one, label, settings, sink, done, digests)
    except KeyboardInterrupt:
        if not done:
            raise
        interrupted = True
    return Run(
        label=label,
        scenario=scenario.model_copy(update={"seed": seed}),
        system=one.system,
        scopes=one.scopes,
        tallies=done,
        interrupted=interrupted,
        precision_reached=reached,
        seconds=time.perf_counter() - began,
        seed=seed,
        engine=settings.engine,
        digests=tuple(digests[number] for number in done.replications if digests[number]),
    )


def further(
    run: Run, planned: int, settings: Settings, sink: Sink, memories: Memories | None = None
) -> Run:
    """The run with the replications from those it has up to `planned` added.

    An interrupt keeps what was finished: the run then says `interrupted`.
    """
    began = time.perf_counter()
    one = Replication(
        run.scenario, run.seed, settings.engine, journal=settings.journal, digest=settings.digest,
        memories=memories,
    )  # fmt: skip
    done = Tallies(run.scopes, settings.scratch, run.tallies)
    digests = dict(zip(run.replications, run.digests, strict=False))
    sink.extend(run.label, planned)
    interrupted = False
    try:
        numbers = range(len(done), planned)
        _collect(one, numbers, run.label, settings, sink, done, digests)
    except KeyboardInterrupt:
        interrupted = True
    return replace(
        run,
        tallies=done,
        interrupted=interrupted,
        seconds=run.seconds + time.perf_counter() - began,
        digests=tuple(digests[number] for number in done.replications if digests.get(number)),
    )


def refuse_too_many(label: str, sampler: Sampler) -> None:
    """Raise UsageError if a replication would not fit in memory."""
    expected = float(np.abs(sampler.demand.mean).sum())
    if not expected <= MOST_VISITS:
        raise UsageError(
            Said(
                "{scenario}: {visits:.3g} visits are expected in a replication, and at most "
                "{most:,} are simulated. Lower the rates or shorten the period.",
                scenario=label,
                visits=expected,
                most=MOST_VISITS,
            )
        )


def measured_by(scenario: Scenario, system: System) -> tuple[Scopes, Ints | None]:
    """What a tally of a scenario needs: its scopes, and (C, S) travel [ms] of those who travel.

    Where sites are left out of the system, residents near a site and tenths of them are not known.
    """
    there = np.isin(sorted(scenario.sites), system.site_ids)
    scopes = scopes_of(system, purposes_of(scenario), comes_to(scenario)[there])
    scopes = costs.known(scopes, scenario)
    if there.all():
        scopes = access.known(spread.known(scopes, scenario), scenario)
    if not scenario.communes:
        return scopes, None
    return scopes, np.ascontiguousarray(geography.travel_times(scenario)[:, there])


class Replication:
    """A replication of a scenario as a function of its number: tally, journal, fingerprint.

    The journal is None and the fingerprint empty where they are not asked for.
    """

    def __init__(
        self, scenario: Scenario, seed: int, engine: Engine = "compiled", *,
        journal: bool = False, digest: bool = False, memories: Memories | None = None,
        watch: Watch | None = None,
    ) -> None:  # fmt: skip
        self.scenario, self.seed, self.engine = scenario, seed, engine
        self.keeps_journal, self.takes_digest = journal, digest or journal
        self.memories = memories or Memories()
        self.watch = watch  # in this process alone

    def __reduce__(self) -> tuple[Callable[..., Replication], tuple[object, ...]]:
        make = partial(
            Replication, journal=self.keeps_journal, digest=self.takes_digest,
            memories=self.memories,
        )  # fmt: skip
        return make, (self.scenario, self.seed, self.engine)

    @property
    def identity(self) -> tuple[object, ...] | None:
        """All that a result depends on but its number, for whoever keeps results.

        None where somebody watches: a result that was kept would not be seen.
        """
        if self.watch is not None:
            return None
        how = self.seed, self.engine, self.keeps_journal, self.takes_digest
        return "replication", self.scenario, *how

    @cached_property
    def system(self) -> System:
        """The network as engines see it."""
        return systems.build(self.scenario)

    @cached_property
    def sampler(self) -> Sampler:
        """Who comes."""
        return Sampler(self.scenario, self.system, self.seed)

    @cached_property
    def measured_by(self) -> tuple[Scopes, Ints | None]:
        """What its tally needs; see `measured_by`."""
        return measured_by(self.scenario, self.system)

    @property
    def scopes(self) -> Scopes:
        """What is measured."""
        return self.measured_by[0]

    @cached_property
    def play(self) -> Callable[[System, Workload, Memory], Outcome]:
        """The engine."""
        return engine_named(self.engine)

    def prepare(self) -> None:
        """Make ready what all replications use."""
        _ = self.sampler, self.measured_by, self.play

    def __call__(self, number: int) -> tuple[Tally, Journal | None, str]:
        """Draw, run, measure."""
        # Neither a tally nor a journal has anything in this memory: the next replication may
        # overwrite it.
        with self.memories.one() as memory:
            workload = self.sampler.draw(number, memory)
            outcome = self.play(self.system, workload, memory)
            if self.watch is not None:
                self.watch(self.system, workload, outcome)
            measured = tally(self.system, workload, outcome, *self.measured_by, memory)
            kept = chronicle(self.system, workload, outcome) if self.keeps_journal else None
            return measured, kept, digest(workload, outcome) if self.takes_digest else ""


def _collect(
    one: Replication,
    numbers: Iterable[int],
    label: str,
    settings: Settings,
    sink: Sink,
    done: Tallies,
    digests: dict[int, str],
) -> None:
    """Run the replications numbered; in whatever order they finish."""
    for number, (measured, rows, found) in settings.executor.run(one, numbers):
        sink.replication(label, number, measured, rows)
        digests[number] = found
        done.put(measured)


def _until_precise(
    one: Replication, label: str, settings: Settings, sink: Sink, done: Tallies,
    digests: dict[int, str],
) -> bool:  # fmt: skip
    """Add replications, half as many again each time, until the intervals are narrow enough."""
    assert settings.precision is not None
    while True:
        enough = estimate.estimate(done)
        if len(done) > 1 and estimate.precision_met(enough, settings.precision):
            return True
        if len(done) >= MOST_REPLICATIONS:
            return False
        planned = min(MOST_REPLICATIONS, max(len(done) + len(done) // 2, len(done) + 2))
        sink.extend(label, planned)
        _collect(one, range(len(done), planned), label, settings, sink, done, digests)
