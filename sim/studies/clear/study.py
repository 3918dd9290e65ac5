"""The way of a comparison that goes on until it is clear.

All scenarios get the replications of the first look, then a fifth more at a time; a scenario gets
no more once all about it is decided, the first as long as any other does. All replications are
numbered from 0, those there are kept, and what is decided depends on their numbers alone: not on
workers, nor on the order in which they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.errors import UsageError
from sim.measures.kpis import COLUMN
from sim.measures.scopes import Scope, ScopeType
from sim.memory import Memories
from sim.model.check import Tolerance
from sim.model.spec import Scenario
from sim.model.tables import Floats
from sim.said import Said
from sim.studies.clear.decisions import Board, Decision
from sim.studies.clear.pairs import Family, family, paired
from sim.studies.clear.selection import Selection, select
from sim.studies.clear.zones import better
from sim.studies.compare import compare
from sim.studies.experiment import Run, Settings, Sink, further
from sim.studies.regression.series import of_tally

_NETWORK = Scope(ScopeType.NETWORK, "all")
_LEAST_STEP = 4


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is to become clear."""

    zones: dict[str, Tolerance]
    """The measures that are decided by, and which differences do not matter."""
    differences: bool = True
    """Whether every difference from the first scenario is."""
    kinds: frozenset[ScopeType] = frozenset({ScopeType.NETWORK, ScopeType.TIER, ScopeType.SITE})
    """Parts of the network whose differences are."""
    best: str | None = None
    """A measure by which the best scenario is."""
    error: float = 0.05
    """Probability that anything decided is not so."""
    most: int = 1000
    """Replications of each scenario, at most."""

    @property
    def shared(self) -> float:
        """The error of each of the two, where both are asked."""
        return self.error / (2.0 if self.differences and self.best else 1.0)


@dataclass(frozen=True, kw_only=True)
class Best:
    """What the contest for the best came to."""

    kpi: str
    labels: tuple[str, ...]
    zone: float
    means: tuple[float, ...]
    """By all replications of each scenario."""
    selection: Selection
    error: float


@dataclass(frozen=True, kw_only=True)
class Cleared:
    """All there is to show of a comparison until it is clear."""

    runs: tuple[Run, ...]
    question: Question
    first: int
    """Replications of the first look."""
    families: tuple[Family, ...] = ()
    decisions: tuple[Decision, ...] = ()
    best: Best | None = None
    looks: tuple[int, ...] = field(default=())
    """Numbers of replications at which was looked."""


def until_clear(
    scenarios: Sequence[tuple[str, Scenario]], question: Question, settings: Settings, sink: Sink,
    *, own_periods: bool = False,
) -> Cleared:  # fmt: skip
    """Compare scenarios on ever more replications until the question is answered.

    An interrupt keeps what is finished, and what the looks until then decided.

    Raises
    ------
    UsageError
        `question.best` is blank in a scenario.
    """
    runs = compare(scenarios, settings, sink, own_periods=own_periods)
    first = settings.replications
    if any(run.interrupted for run in runs) or len(runs) < len(scenarios):
        return Cleared(runs=tuple(runs), question=question, first=first)
    work = _Work(runs, question, settings, sink)
    looks = []
    while True:
        n = max(len(run.tallies) for run in work.runs)
        looks.append(n)
        wanted = work.look(n)
        if not wanted or n >= question.most or not work.extend(wanted, next_look(n, question.most)):
            break
    return Cleared(
        runs=tuple(work.runs), question=question, first=first,
        families=work.board.families if question.differences else (),
        decisions=work.board.decisions, best=work.best, looks=tuple(looks),
    )  # fmt: skip


def next_look(n: int, most: int) -> int:
    """How many replications the look after one at `n` has: a fifth more."""
    return min(most, n + max(_LEAST_STEP, n // 5))


class _Work:
    """Scenarios under comparison, look by look."""

    def __init__(
        self, runs: Sequence[Run], question: Question, settings: Settings, sink: Sink
    ) -> None:
        self.runs = list(runs)
        self.question, self.settings, self.sink = question, settings, sink
        self.best: Best | None = None
        base, others = runs[0], runs[1:] if question.differences else ()
        families = [family(each, base, tuple(question.zones), question.kinds) for each in others]
        first = settings.replications
        self.board = Board(families, question.zones, question.shared, first)
        self._memories = Memories()

    def look(self, n: int) -> set[int]:
        """Decide what can be; the runs that must go on for what cannot."""
        wanted: set[int] = set()
        for number, of in enumerate(self.board.families, 1):
            new = self.runs[number]
            if len(new.tallies) == n:
                self.board.look(of, paired(new, self.runs[0], of, n))
            if self.board.open(of.label):
                wanted |= {0, number}
        if self.question.best is not None:
            wanted |= self._contest(self.question.best)
        return wanted

    def extend(self, wanted: set[int], planned: int) -> bool:
        """Run more replications of some scenarios; False if that was interrupted."""
        for number in sorted(wanted):
            run = further(self.runs[number], planned, self.settings, self.sink, self._memories)
            self.runs[number] = run
            if run.interrupted:
                return False
        return True

    def _contest(self, kpi: str) -> set[int]:
        """Play the contest over the replications there are; who must go on."""
        if self.best is not None and self.best.selection.winner is not None:
            return set()
        found = [_series(run, kpi) for run in self.runs]
        first, alive = self.settings.replications, [True] * len(found)
        if self.best is not None:
            alive = list(map(bool, self.best.selection.alive))
        n = max(len(value) for (value, _), left in zip(found, alive, strict=True) if left)
        totals = [_running(*each, n) for each in found]
        zone = self._zone(kpi, float(totals[0][first - 1]))
        selection = select(
            better(kpi) * np.stack(totals), _variance(found, first),
            first=first, zone=zone, error=self.question.shared,
        )  # fmt: skip
        self.best = Best(
            kpi=kpi, labels=tuple(run.label for run in self.runs), zone=zone,
            means=tuple(float(_running(*each, len(each[0]))[-1]) for each in found),
            selection=selection, error=self.question.shared,
        )  # fmt: skip
        if selection.winner is not None:
            return set()
        return set(map(int, np.flatnonzero(selection.alive)))

    def _zone(self, kpi: str, base: float) -> float:
        return self.question.zones[kpi].width(base)


def _series(run: Run, kpi: str) -> tuple[Floats, Floats]:
    """Values and weights (n,) of the network, by replication.

    Raises
    ------
    UsageError
        The measure is blank in the scenario.
    """
    rows = np.array([run.scopes.index()[_NETWORK]])
    columns = np.array([COLUMN[kpi]])
    found = [of_tally(tally, rows, columns) for tally in run.tallies]
    value = np.array([each[0][0, 0] for each in found])
    weight = np.array([each[1][0, 0] for each in found])
    if not np.isfinite(value[weight > 0]).all() or not weight[0] > 0:
        raise UsageError(
            Said(
                "--best {kpi}: {scenario} has no such measure; name another.",
                kpi=kpi,
                scenario=run.label,
            )
        )
    return np.where(weight > 0, value, 0.0), weight


def _running(value: Floats, weight: Floats, n: int) -> Floats:
    """(n,) the mean of the first 1, 2, .. replications; the last one goes on where there are fewer.

    Those who have fewer went out of the contest before, and are not looked at.
    """
    means: Floats = np.cumsum(value * weight) / np.cumsum(weight)
    return np.append(means, np.full(max(n - len(means), 0), means[-1]))[:n]


def _variance(found: Sequence[tuple[Floats, Floats]], first: int) -> Floats:
    """(k, k) of paired differences in the first replications, by their pulls."""
    pulls = []
    for value, weight in found:
        value, weight = value[:first], weight[:first]
        mean = (value * weight).sum() / weight.sum()
        pulls.append(weight * (value - mean) / weight.mean())
    apart = np.stack(pulls)[:, None, :] - np.stack(pulls)[None, :, :]
    variance: Floats = (apart**2).sum(axis=-1) / (first - 1)
    return variance
