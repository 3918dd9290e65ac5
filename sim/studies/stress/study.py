"""A plan as it is and under each stress, and whether targets are met there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sim.measures import access, costs, spread
from sim.measures.scopes import comes_to, purposes_of, scopes_of
from sim.measures.service import Service, serviced
from sim.measures.tally import Tally
from sim.memory import Memories
from sim.model import system as systems
from sim.model.spec import Scenario, Target
from sim.studies.experiment import Run, Settings, Sink
from sim.studies.judging import Judged, judge
from sim.studies.stress.cases import Key, Stress, stresses
from sim.studies.stress.pairing import UNKNOWN, Change, changes
from sim.studies.trials import Both, Measure, Trials, nothing, tallied

ONE_DAY = 4
"""Times as many replications of the one hard day, which takes little and varies much."""


class Steps(Protocol):
    """Who is told of work on stresses, always from the thread that asked for it."""

    def step(self, label: str) -> None:
        """A replication is finished."""


class Verdict(StrEnum):
    """How a target stands at a site."""

    HELD = "held"
    ON_THE_LINE = "on_the_line"
    """The limit and the value are within the tolerance of each other."""
    BROKEN = "broken"
    """It is missed."""
    IDLE = "idle"
    """Nobody comes."""


def verdict(judged: Judged) -> Verdict:
    """How a target stands."""
    if judged.value != judged.value:
        return Verdict.IDLE
    if judged.on_the_line:
        return Verdict.ON_THE_LINE
    return Verdict.HELD if judged.met else Verdict.BROKEN


def is_sure(judged: Judged) -> bool:
    """Whether its interval lies on one side of the limit."""
    return judged.surely_met or judged.surely_missed


@dataclass(frozen=True, kw_only=True)
class Under:
    """What targets say under one stress."""

    stress: Stress
    judged: tuple[Judged, ...]
    """In the order of those before."""
    changes: tuple[Change, ...]
    """From before, by pairs; unknown on a day of its own."""
    replications: int


@dataclass(frozen=True, kw_only=True)
class StressReport:
    """All there is to show of a plan under stress."""

    scenario: Scenario
    targets: tuple[Target, ...]
    before: tuple[Judged, ...]
    """The plan as it is, on its period."""
    under: tuple[Under, ...]
    """Stresses that were finished at least in part, in the order of `cases.KEYS`."""
    stresses: tuple[Stress, ...]
    """All of them."""
    run: Run
    """The plan as it is."""
    interrupted: bool = False


@dataclass
class _Found:
    """Services by stress and replication, while they come in."""

    before: dict[int, Service] = field(default_factory=dict)
    tallies: dict[int, Tally] = field(default_factory=dict)
    under: dict[Key, dict[int, Service]] = field(default_factory=dict)


def stress(
    scenario: Scenario, targets: Sequence[Target], label: str, settings: Settings, sink: Sink,
    steps: Steps,
) -> StressReport:  # fmt: skip
    """Put a plan under every stress; `sink` is told of the plan as it is.

    An interrupt (Ctrl-C) keeps what was finished, if that is a replication of the plan at least;
    else the interrupt goes on to the caller.
    """
    began = time.perf_counter()
    seed = scenario.seed if settings.seed is None else settings.seed
    plan = scenario.model_copy(update={"seed": seed, "targets": tuple(targets)})
    tried, found = stresses(plan), _Found()
    interrupted = False
    try:
        _simulate(plan, tried, label, settings, sink, steps, found)
    except KeyboardInterrupt:
        if not found.before:
            raise
        interrupted = True
    seconds = time.perf_counter() - began
    run = _run(plan, label, found.tallies, settings, seconds, interrupted=interrupted)
    return report(plan, tried, found.before, found.under, run)


def report(
    plan: Scenario, tried: Sequence[Stress], before: Mapping[int, Service],
    under: Mapping[Key, Mapping[int, Service]], run: Run,
) -> StressReport:  # fmt: skip
    """Judge what was found; all intervals of sites, targets and stresses hold at once."""
    as_it_is = _in_order(before)
    rows = len(judge(as_it_is[:1], plan, plan.targets))
    at_once = max(rows * (1 + len(tried)), 1)
    judged = judge(as_it_is, plan, plan.targets, simultaneous=at_once)
    found = []
    for each in tried:
        services = _in_order(under.get(each.key, {}))
        if not services:
            continue
        of = judge(services, each.scenario, plan.targets, simultaneous=at_once)
        paired = (UNKNOWN,) * rows
        if not each.one_day:
            paired = changes(as_it_is, services, judged, simultaneous=at_once)
        found.append(
            Under(stress=each, judged=of, changes=paired, replications=len(services))
        )  # fmt: skip
    return StressReport(
        scenario=plan, targets=plan.targets, before=judged, under=tuple(found),
        stresses=tuple(tried), run=run, interrupted=run.interrupted,
    )  # fmt: skip


def _in_order(services: Mapping[int, Service]) -> list[Service]:
    return [services[number] for number in sorted(services)]


def _simulate(
    plan: Scenario, tried: Sequence[Stress], label: str, settings: Settings, sink: Sink,
    steps: Steps, found: _Found,
) -> None:  # fmt: skip
    """The plan and what differs from it in staff side by side; then the rest, shortest first."""
    memories = Memories()
    numbers = range(settings.replications)
    alike = [each for each in tried if each.staff_alone]
    trials = _trials(plan, settings, memories)
    sink.begin(label, trials.system, len(numbers))

    served = serviced(plan.targets)
    measures: list[Measure[tuple[Tally | None, Service]]] = [
        Both(tallied, served), *([Both(nothing, served)] * len(alike)),
    ]  # fmt: skip
    for number, (own, *others) in trials.run(
        [plan, *(each.scenario for each in alike)], numbers, measures
    ):
        full, found.before[number] = own
        assert full is not None
        found.tallies[number] = full
        for each, (_, service) in zip(alike, others, strict=True):
            found.under.setdefault(each.key, {})[number] = service
            steps.step(each.key)
        sink.replication(label, number, full, None)
    for each in sorted(tried, key=lambda each: not each.one_day):
        if not each.staff_alone:
            times = ONE_DAY if each.one_day else 1
            of = _alone(each, plan.targets, settings, range(times * len(numbers)), memories)
            for number, service in of:
                found.under.setdefault(each.key, {})[number] = service
                steps.step(each.key)


def _alone(
    each: Stress, targets: Sequence[Target], settings: Settings, numbers: range, memories: Memories
) -> Iterable[tuple[int, Service]]:
    """The replications of a stress that brings other citizens."""
    trials = _trials(each.scenario, settings, memories)
    for number, (service,) in trials.run([each.scenario], numbers, serviced(targets)):
        yield number, service


def _trials(scenario: Scenario, settings: Settings, memories: Memories) -> Trials:
    return Trials(scenario, engine=settings.engine, executor=settings.executor, memories=memories)


def _run(
    plan: Scenario, label: str, tallies: Mapping[int, Tally], settings: Settings, seconds: float,
    *, interrupted: bool,
) -> Run:  # fmt: skip
    system = systems.build(plan)
    scopes = costs.known(scopes_of(system, purposes_of(plan), comes_to(plan)), plan)
    return Run(
        label=label,
        scenario=plan,
        system=system,
        scopes=access.known(spread.known(scopes, plan), plan),
        tallies=tuple(tallies[number] for number in sorted(tallies)),
        interrupted=interrupted,
        precision_reached=None,
        seconds=seconds,
        seed=plan.seed,
        engine=settings.engine,
    )
