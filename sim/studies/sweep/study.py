"""The sweep itself: every point on the same citizens, sites alone where nothing joins them."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from sim.measures.estimate import Estimates, estimate
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, Scopes
from sim.measures.tally import Tally
from sim.memory import Memories
from sim.model import system as systems
from sim.model.spec import Scenario
from sim.studies.compare import LOWER_IS_BETTER, paired
from sim.studies.experiment import Run, Settings, Sink, refuse_too_many
from sim.studies.sweep.changes import changed_sites, is_whole, to_simulate, told_of
from sim.studies.sweep.knee import Knee, knee
from sim.studies.sweep.values import GridPoint, Key
from sim.studies.trials import Trials, differ_in_staff_alone, tallied

Point = tuple[GridPoint, Scenario]


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A grid of points, finished or interrupted."""

    keys: tuple[Key, ...]
    points: tuple[GridPoint, ...]
    """Those that were simulated, in the order of the grid."""
    runs: tuple[Run, ...]
    """Of the points, on the same replications."""
    changed: frozenset[str] | None
    """The sites that differ between points; None where more than sites differs."""
    simulated: frozenset[str] | None
    """The sites that were simulated; None for all."""
    is_exact: bool
    """Whether those simulated cannot feel the others; else the others were left out on request."""
    draws: int
    """How many times the citizens of a replication were drawn: once for all points that differ in
    staff alone."""

    @property
    def interrupted(self) -> bool:
        """Whether some point has fewer replications than asked, or is missing."""
        return any(run.interrupted for run in self.runs)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """What the tables are about."""
        return told_of(self.runs[0].scenario, self.changed, self.simulated)

    @cached_property
    def chains(self) -> tuple[tuple[int, ...], ...]:
        """The points in lines along the last key, the other keys' values fixed."""
        found: dict[tuple[str, ...], list[int]] = {}
        for i, point in enumerate(self.points):
            found.setdefault(point.values[:-1], []).append(i)
        return tuple(tuple(line) for line in found.values())

    def steps(self) -> list[tuple[int, int, Estimates]]:
        """Of each two neighbours on a line: their numbers, and the second less the first."""
        return [
            (one, other, paired(self.runs[other], self.runs[one]))
            for line in self.chains
            for one, other in pairwise(line)
        ]

    def knee(self, scope: Scope, kpi: str, line: Sequence[int]) -> Knee | None:
        """The knee of a measure along a line of points; None where there is none.

        `place` is then the number of the point in the sweep.
        """
        numbers = self.keys[-1].numbers
        if numbers is None or len(line) < 3:
            return None
        values = self.keys[-1].values
        x = [numbers[values.index(self.points[i].values[-1])] for i in line]
        runs = [self.runs[i] for i in line]
        # An interrupt leaves points with fewer replications; curves are told of what all have.
        shared = set.intersection(*(set(run.replications) for run in runs))
        if not shared:
            return None
        estimates = [
            run.estimates
            if len(run.replications) == len(shared)
            else estimate([each for each in run.tallies if each.replication in shared])
            for run in runs
        ]
        rows = [each.scopes.index(scope) for each in estimates]
        column = COLUMN[kpi]
        pairs = list(zip(estimates, rows, strict=True))
        found = knee(
            x,
            np.array([each.mean[row, column] for each, row in pairs]),
            np.stack([each.pull[:, row, column] for each, row in pairs], axis=1),
            lower_is_better=kpi in LOWER_IS_BETTER,
        )
        return None if found is None else replace(found, place=line[found.place])


def sweep(
    keys: Sequence[Key], points: Sequence[Point], settings: Settings, sink: Sink, *,
    alone: bool = False,
) -> Sweep:  # fmt: skip
    """Run every point of a grid with the same chance.

    An interrupt keeps the replications that all points of a draw have; it goes on to the caller
    where there is none.
    """
    scenarios = [scenario for _, scenario in points]
    changed = changed_sites(scenarios)
    only = to_simulate(scenarios, changed, alone=alone)
    exact = to_simulate(scenarios, changed, alone=False)
    seed = scenarios[0].seed if settings.seed is None else settings.seed
    for grid_point, scenario in points:
        sink.begin(grid_point.label, systems.build(scenario, only), settings.replications)
    runs: dict[int, Run] = {}
    memories, together = Memories(), _together(scenarios)
    interrupted = False
    for members in together:
        interrupted = _run(
            [points[i] for i in members], members, runs, replace(settings, seed=seed), only,
            memories, sink,
        )  # fmt: skip
        if interrupted:
            break
    kept = sorted(runs)
    found = tuple(runs[i] for i in kept)
    if interrupted:
        found = tuple(replace(run, interrupted=True) for run in found)
    return Sweep(
        keys=tuple(keys), points=tuple(points[i][0] for i in kept), runs=found, changed=changed,
        simulated=only, is_exact=only == exact, draws=len(together),
    )  # fmt: skip


def _together(scenarios: Sequence[Scenario]) -> list[list[int]]:
    """The numbers of scenarios that bring the same citizens, in sets."""
    found: list[list[int]] = []
    for i, scenario in enumerate(scenarios):
        for members in found:
            if differ_in_staff_alone(scenarios[members[0]], scenario):
                members.append(i)
                break
        else:
            found.append([i])
    return found


def _run(
    points: Sequence[Point], places: Sequence[int], runs: dict[int, Run], settings: Settings,
    only: Collection[str] | None, memories: Memories, sink: Sink,
) -> bool:  # fmt: skip
    """Add the runs of points that share their draws; say whether the work was interrupted."""
    began = time.perf_counter()
    scenarios = [scenario for _, scenario in points]
    trials = Trials(
        scenarios[0], seed=settings.seed, only=only, engine=settings.engine,
        executor=settings.executor, memories=memories,
    )  # fmt: skip
    refuse_too_many(points[0][0].label, trials.sampler)
    done: dict[int, tuple[Tally, ...]] = {}
    interrupted = False
    try:
        for number, tallies in trials.run(scenarios, range(settings.replications), tallied):
            done[number] = tallies
            for (point, _), tally in zip(points, tallies, strict=True):
                sink.replication(point.label, number, tally, None)
    except KeyboardInterrupt:
        if not done and not runs:
            raise
        interrupted = True
    seconds = (time.perf_counter() - began) / len(points)
    for k, (place, (point, scenario)) in enumerate(zip(places, points, strict=True)):
        if done:
            tallies = tuple(_whole(done[n][k], scenario, only) for n in sorted(done))
            runs[place] = Run(
                label=point.label, scenario=scenario.model_copy(update={"seed": trials.seed}),
                system=systems.build(scenario, only), scopes=tallies[0].scopes, tallies=tallies,
                interrupted=interrupted, precision_reached=None, seconds=seconds,
                seed=trials.seed, engine=settings.engine,
            )  # fmt: skip
    return interrupted


def _whole(tally: Tally, scenario: Scenario, only: Collection[str] | None) -> Tally:
    """The tally without scopes of which some sites were left out."""
    if only is None:
        return tally
    rows = [r for r, scope in enumerate(tally.scopes.rows) if is_whole(scope, scenario, only)]
    tables = ("numerator", "denominator", "value", "count")
    return replace(
        tally,
        scopes=_some(tally.scopes, rows),
        **{name: getattr(tally, name)[rows] for name in tables},
    )


def _some(scopes: Scopes, rows: Sequence[int]) -> Scopes:
    """Some rows of the scopes, for estimates: where things are counted is not told any more."""
    return replace(
        scopes,
        rows=tuple(scopes.rows[r] for r in rows),
        open_days=scopes.open_days[list(rows)],
        staff=scopes.staff[list(rows)],
        access=None,
        officer_rate=None,
        residents=None,
    )
