"""The mixed-integer program of a siting: what is chosen, what bounds it, what it costs.

    open[j]         a branch stands at candidate j
    join[i, j]      point i becomes part of it, with its officers
    level[j, s]     its points bring s officers; busy[j, s] is their load, queue[j, s] who waits
    set[S]          exactly the branches of S are opened

Officers of the points serve what the points had; the team that a branch gets besides serves those
who come from outside. (Its generalists help out, so that both wait a little less than told.) What
the latter gain depends on all branches together, and is worked out set by set in `outside`.

Any bound can be made elastic, to find out how far it would have to give way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.model.tables import Floats
from sim.studies.rows import Rows, Solution
from sim.studies.siting.flows import Flows
from sim.studies.siting.places import Places
from sim.studies.siting.waits import WaitTable, wait_table

ELASTIC = (
    "branches_at_least", "points_at_least", "records_at_least", "staff_at_least",
    "staff_at_most", "counters_at_most", "reach", "load_at_most", "across_districts",
)  # fmt: skip
"""Bounds that may leave no plan; `counters_at_most` with `premises`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which branches are opened, and which points join which."""

    branches: dict[str, tuple[str, ...]]
    """Points by the candidate whose branch they join, itself among them."""
    cost: float
    """Minutes a day beyond those without new branches, by the program; below 0 is a gain."""
    gap: float
    """How far it may be from the best; 0: proven to be it."""


@dataclass(kw_only=True)
class Program:
    """The rows of one siting and where to find its choices in them."""

    places: Places
    flows: Flows
    elastic: str = ""
    """The bound that may give way, if any; its violation is then all that costs."""
    only_near: int | None = None
    """The one candidate that points may join; by default all."""
    rows: Rows = field(default_factory=Rows)

    def __post_init__(self) -> None:
        """Lay out everything."""
        n_points, n_candidates = self.places.minutes.shape
        self.give = self.rows.column(1.0) if self.elastic else -1
        self.open = [self._choice() for _ in range(n_candidates)]
        allowed = self.places.reached if self.elastic != "reach" else np.full(
            (n_points, n_candidates), True
        )  # fmt: skip
        if not self.places.bounds.across_districts and self.elastic != "across_districts":
            allowed = allowed & self.places.same_district
        self.join = {
            (int(i), int(j)): self._choice(self._joining(int(i), int(j)))
            for i, j in zip(*np.nonzero(allowed), strict=True)
            if self.only_near in (None, j)
        }
        self._one_place()
        self._bounds()
        self._premises()
        self._own_visits()

    def _cost(self, minutes: float) -> float:
        return 0.0 if self.elastic else minutes

    def _choice(self, cost: float = 0.0) -> int:
        return self.rows.choice(self._cost(cost))

    def _joining(self, i: int, j: int) -> float:
        return float(self.flows.move[i, j] - self.flows.stay[i])

    def _slack(self, bound: str, factor: float) -> list[tuple[int, float]]:
        """What lets a row give way, if it is the one that may."""
        return [(self.give, factor)] if self.elastic == bound else []

    def _sum(self, j: int, what: object) -> list[tuple[int, float]]:
        """The terms of a quantity of the points that join a branch."""
        amounts = np.asarray(what)
        return [(x, float(amounts[i])) for (i, to), x in self.join.items() if to == j]

    def _one_place(self) -> None:
        """A point joins one branch at most, and that of its own place first."""
        of_point: dict[int, list[int]] = {}
        for (i, j), x in self.join.items():
            of_point.setdefault(i, []).append(x)
            at = int(self.places.candidates[j])
            if i == at:
                self.rows.row([(x, 1.0), (self.open[j], -1.0)], 0.0, 0.0)
            else:
                self.rows.row([(x, 1.0), (self.open[j], -1.0)], high=0.0)
        for each in of_point.values():
            self.rows.row([(x, 1.0) for x in each], high=1.0)

    def _bounds(self) -> None:
        """What every branch must have, and how many there may be."""
        places, bounds, rows = self.places, self.places.bounds, self.rows
        some = [(y, 1.0) for y in self.open]
        if self.only_near is None:
            slack = self._slack("branches_at_least", 1.0)
            rows.row([*some, *slack], low=float(bounds.branches_at_least))
        rows.row(some, high=bounds.branches_at_most)
        ones = np.ones(len(places.points))
        for j, y in enumerate(self.open):
            for name, amounts, least, brought in (
                ("points_at_least", ones, bounds.points_at_least, 0),
                ("records_at_least", places.records, bounds.records_at_least, 0),
                ("staff_at_least", places.staff, bounds.staff_at_least, places.heads),
            ):
                missing = float(least - brought)
                terms = [*self._sum(j, amounts), (y, -missing), *self._slack(name, 1.0)]
                rows.row(terms, low=0.0)
            most = float(bounds.staff_at_most - places.heads)
            slack = self._slack("staff_at_most", -1.0)
            rows.row([*self._sum(j, places.staff), (y, -most), *slack], high=0.0)

    def _premises(self) -> None:
        """Counters, and how far points may be."""
        places, rows = self.places, self.rows
        for j, y in enumerate(self.open):
            room = float(places.room[j] - places.team)
            slack = self._slack("counters_at_most", -1.0)
            rows.row([*self._sum(j, places.officers), (y, -room), *slack], high=0.0)
        if self.elastic == "reach":
            for (i, j), x in self.join.items():
                if not places.reached[i, j]:
                    beyond = float(places.minutes[i, j] - places.bounds.reach.minutes)
                    rows.row([(x, beyond), (self.give, -1.0)], high=0.0)

    def _most_load(self) -> float:
        return 0.999 if self.elastic == "load_at_most" else self.places.bounds.load_at_most

    def _queue(self, present: int, load: list[tuple[int, float]], table: WaitTable) -> None:
        """Who waits is on or above every chord, where `present` says that the officers are."""
        if self.elastic:
            return
        queue = self.rows.column(self.flows.queue_minutes)
        for intercept, slope in table.chords:
            terms = [(column, -slope * factor) for column, factor in load]
            self.rows.row([(queue, 1.0), (present, -intercept), *terms], low=0.0)

    def _levels(self, j: int) -> list[int]:
        """Numbers of officers that points can bring to a branch, as far as there is room."""
        at = int(self.places.candidates[j])
        if self.only_near not in (None, j):
            return []
        room = int(self.places.room[j]) - self.places.team
        if self.elastic == "counters_at_most":
            room = int(self.places.officers.sum())
        found = {int(self.places.officers[at])}
        for i, to in self.join:
            if to == j and i != at:
                found |= {n + int(self.places.officers[i]) for n in found}
        return sorted(n for n in found if 0 < n <= room)

    def _own_visits(self) -> None:
        """The load that points bring, on the officers that they bring."""
        for j, y in enumerate(self.open):
            levels = {n: self._choice() for n in self._levels(j)}
            if not levels:
                self.rows.high[y] = 0.0
                continue
            busy = {n: self.rows.column() for n in levels}
            self.rows.row([*((z, 1.0) for z in levels.values()), (y, -1.0)], 0.0, 0.0)
            officers = [(x, -factor) for x, factor in self._sum(j, self.places.officers)]
            self.rows.row([*((z, float(n)) for n, z in levels.items()), *officers], 0.0, 0.0)
            load = [(x, -factor) for x, factor in self._sum(j, self.flows.load)]
            self.rows.row([*((b, 1.0) for b in busy.values()), *load], 0.0, 0.0)
            for n, z in levels.items():
                self.rows.row([(busy[n], 1.0), (z, -self._most_load() * n)], high=0.0)
                if not self.elastic:
                    table = wait_table(n, self.flows.desk, self._most_load())
                    self._queue(z, [(busy[n], 1.0)], table)

    def choose_among(self, sets: Sequence[tuple[int, ...]], costs: Floats) -> None:
        """Open one of these sets of candidates, each at a cost of its own [min/day]."""
        chosen = [self.rows.choice(float(cost)) for cost in costs]
        self.rows.row([(w, 1.0) for w in chosen], 1.0, 1.0)
        for j, y in enumerate(self.open):
            within = [(w, -1.0) for w, each in zip(chosen, sets, strict=True) if j in each]
            self.rows.row([(y, 1.0), *within], 0.0, 0.0)

    def only(self, branches: Collection[int]) -> None:
        """Open exactly these candidates."""
        for j, y in enumerate(self.open):
            self.rows.low[y] = self.rows.high[y] = float(j in branches)

    def forbid(self, branches: set[int]) -> None:
        """A no-good cut: another set of candidates is opened than this one."""
        terms = [(y, -1.0 if j in branches else 1.0) for j, y in enumerate(self.open)]
        self.rows.row(terms, low=1.0 - len(branches))

    def opened(self, solution: Solution) -> set[int]:
        """The candidates that a solution opens."""
        return {j for j, y in enumerate(self.open) if solution.values[y] > 0.5}

    def plan(self, solution: Solution) -> Plan:
        """What a solution means."""
        ids, points = self.places.candidate_ids(), self.places.points
        branches: dict[str, list[str]] = {ids[j]: [ids[j]] for j in sorted(self.opened(solution))}
        for (i, j), x in self.join.items():
            if solution.values[x] > 0.5 and points[i] != ids[j]:
                branches[ids[j]].append(points[i])
        return Plan(
            branches={id_: tuple(each) for id_, each in branches.items()},
            cost=solution.cost,
            gap=solution.gap,
        )
