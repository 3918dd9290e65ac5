"""The figures of a budget that was spread: plans, sites and moves, on replications of their own."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.measures.tally import Tally
from sim.model import system as systems
from sim.model.coupling import joined_sites
from sim.model.tables import Floats
from sim.studies.experiment import Run, Sink
from sim.studies.staffing.bounds import Bounds
from sim.studies.staffing.budget_given import Budget
from sim.studies.staffing.budget_moves import Interval, Move, plans_for, runners_up, way
from sim.studies.staffing.budget_search import Allocation, Found
from sim.studies.staffing.budget_trials import OVERTIME, UNSERVED, WAITING, Spreads, weighed

MOVES = 6
"""Moves that are told, towards the best plan and away from it."""
NOW, AS_NOW, BEST = "now", "as-now", "best"
"""Labels of the plan as it is, as it is with the officers of the budget, and the best one."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a plan costs, all sites together, for an open day."""

    label: str
    allocation: Allocation
    cost: Interval
    """[h]"""
    waiting: float
    """[h]"""
    unserved: float
    """Visits."""
    overtime: float
    """[h]"""


@dataclass(frozen=True, kw_only=True)
class SiteSpread:
    """A site in the plan as it is and in the best one; hours are for an open day."""

    id: str
    limits: Bounds
    now: int
    best: int
    cost_now: Interval
    cost_best: Interval
    saves: Interval
    """What it costs less in the best plan than in the one compared with."""
    one_more: Interval
    """What a further officer would save, also where the bounds allow none."""
    one_less: Interval | None
    """What one officer less would cost, also where the bounds allow none; None where somebody
    would then find nobody who serves them."""
    unserved_now: float
    unserved_best: float

    @property
    def binds(self) -> str:
        """Which bound the best plan touches: `least`, `most`, both as `fixed`, or nothing."""
        least, most = self.best == self.limits.least, self.best == self.limits.most
        return "fixed" if least and most else "least" if least else "most" if most else ""


@dataclass(frozen=True, kw_only=True)
class ToldMove:
    """A move and what it saves [h a day]; intervals of all moves hold at once."""

    giver: str
    taker: str
    saves: Interval


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What was found."""

    budget: Budget
    found: Found
    runs: tuple[Run, ...]
    """As it is; as it is with the officers of the budget, if that differs; the best plan."""
    totals: tuple[Totals, ...]
    """Of the runs."""
    saves: Interval
    """[h a day] by the best plan, against the one before it among the runs."""
    sites: tuple[SiteSpread, ...]
    moves: tuple[ToldMove, ...]
    """From the plan compared with towards the best one, the largest first."""
    n_moves: int
    """How many there are in all."""
    runners_up: tuple[ToldMove, ...]
    bends: tuple[str, ...]
    """Sites whose cost is not convex in officers, beyond chance."""
    rises: tuple[str, ...]
    """Sites where a further officer was seen to do harm, beyond chance."""
    joined: bool
    """Whether sites feel each other, so that what is told site by site holds nearly."""
    searched: int
    """Replications of the search; those of the figures are others."""


@dataclass(frozen=True, kw_only=True)
class _Fresh:
    """Measured on fresh replications."""

    labels: list[str]
    plans: list[Allocation]
    """Those with labels first."""
    costs: Floats
    """(plans, replications, S, 4)"""
    hours: Floats
    """(plans, replications, S) what counts."""
    runs: tuple[Run, ...]

    def at(self, site: int, officers: int) -> Floats:
        """(replications,) what a site costs with so many officers; first in which plan counts."""
        p = next(p for p, plan in enumerate(self.plans) if plan[site] == officers)
        return np.asarray(self.hours[p, :, site])


def figures(
    budget: Budget, spreads: Spreads, found: Found, numbers: range, sink: Sink, began: float
) -> Spread:
    """Measure what is told: the plans, their neighbours and the moves, on fresh replications."""
    best, base = found.allocation, budget.as_now
    labelled: dict[Allocation, str] = {}
    for plan, label in ((budget.now, NOW), (base, AS_NOW), (best, BEST)):
        labelled.setdefault(plan, label)
    moves, told, others = _of_interest(budget, found)
    plans = [*labelled, *_also(budget, found, [*told, *others], labelled)]
    fresh = _measured(budget, spreads, plans, list(labelled.values()), numbers, sink, began)
    told_moves = _moves(budget.ids, fresh, [*told, *others])
    p_best, p_base = plans.index(best), plans.index(base)
    curves = dict(zip(budget.ids, found.curves, strict=True))
    return Spread(
        budget=budget,
        found=found,
        runs=fresh.runs,
        totals=_totals(fresh),
        saves=Interval.of((fresh.hours[p_base] - fresh.hours[p_best]).sum(axis=1)),
        sites=_sites(budget, fresh, p_best, p_base),
        moves=_by_savings(told_moves[: len(told)]),
        n_moves=len(moves),
        runners_up=_by_savings(told_moves[len(told) :]),
        bends=tuple(id_ for id_, curve in curves.items() if curve.surely_bends(len(curves))),
        rises=tuple(id_ for id_, curve in curves.items() if curve.surely_rises(len(curves))),
        joined=any(len(each) > 1 for each in joined_sites(budget.scenario)),
        searched=numbers.start,
    )


def _of_interest(budget: Budget, found: Found) -> tuple[list[Move], list[Move], list[Move]]:
    """All moves to the best plan, the largest of them, and those away from it that cost least."""
    least, most = budget.least, budget.most

    def cost(s: int, n: int) -> float:
        if not least[s] <= n <= most[s]:
            return math.inf
        curve = found.curves[s]
        return float(np.interp(n, curve.officers, curve.means))

    moves = way(budget.as_now, found.allocation, cost)
    told = sorted(moves, key=lambda move: -move.saves(cost))[:MOVES]
    return moves, told, runners_up(found.allocation, cost, MOVES)


def _also(
    budget: Budget, found: Found, moves: Sequence[Move], labelled: dict[Allocation, str]
) -> list[Allocation]:
    """Plans for every other point of the curves that the figures need."""
    around = [(s, n) for s, m in enumerate(found.allocation) for n in (m + 1, m - 1)]
    points = [point for move in moves for point in move.points]
    points += [(s, n) for s, n in around if n >= budget.able[s]]
    known = {(s, n) for plan in labelled for s, n in enumerate(plan)}
    wanted = [point for point in points if point not in known]
    return plans_for(wanted, found.allocation)


def _measured(
    budget: Budget, spreads: Spreads, plans: list[Allocation], labels: list[str], numbers: range,
    sink: Sink, began: float,
) -> _Fresh:  # fmt: skip
    """Run the plans; an interrupt keeps the replications that are finished, if there are any."""
    for label, plan in zip(labels, plans, strict=False):
        sink.begin(label, systems.build(spreads.plan(plan)), len(numbers))
    done: dict[int, tuple[Floats, list[Tally]]] = {}
    interrupted = False
    try:
        for number, found in spreads.measured(plans, numbers, range(len(labels))):
            tallies = [tally for _, tally in found if tally is not None]
            for label, tally in zip(labels, tallies, strict=True):
                sink.replication(label, number, tally, None)
            done[number] = np.array([costs for costs, _ in found]), tallies
    except KeyboardInterrupt:
        if not done:
            raise
        interrupted = True
    order = sorted(done)
    costs = np.stack([done[number][0] for number in order], axis=1)
    runs = tuple(
        _run(spreads, label, plan, [done[number][1][p] for number in order], interrupted, began)
        for p, (label, plan) in enumerate(zip(labels, plans, strict=False))
    )
    hours = weighed(costs, budget.scenario.staffing.objective)
    return _Fresh(labels=labels, plans=plans, costs=costs, hours=hours, runs=runs)


def _run(
    spreads: Spreads, label: str, plan: Allocation, tallies: Sequence[Tally], interrupted: bool,
    began: float,
) -> Run:  # fmt: skip
    scenario, trials = spreads.plan(plan), spreads.trials
    return Run(
        label=label,
        scenario=scenario.model_copy(update={"seed": trials.seed}),
        system=systems.build(scenario),
        scopes=tallies[0].scopes,
        tallies=tuple(tallies),
        interrupted=interrupted,
        precision_reached=None,
        seconds=time.perf_counter() - began,
        seed=trials.seed,
        engine=spreads.engine,
    )


def _totals(fresh: _Fresh) -> tuple[Totals, ...]:
    return tuple(
        Totals(
            label=label,
            allocation=fresh.plans[p],
            cost=Interval.of(fresh.hours[p].sum(axis=1)),
            waiting=float(fresh.costs[p, :, :, WAITING].sum(axis=1).mean()),
            unserved=float(fresh.costs[p, :, :, UNSERVED].sum(axis=1).mean()),
            overtime=float(fresh.costs[p, :, :, OVERTIME].sum(axis=1).mean()),
        )
        for p, label in enumerate(fresh.labels)
    )


def _sites(budget: Budget, fresh: _Fresh, p_best: int, p_base: int) -> tuple[SiteSpread, ...]:
    unserved = fresh.costs[:, :, :, UNSERVED].mean(axis=1)
    rows = []
    for s, id_ in enumerate(budget.ids):
        limits, best = budget.limits[id_], fresh.plans[p_best][s]
        here = fresh.at(s, best)
        more = Interval.of(here - fresh.at(s, best + 1))
        less = Interval.of(fresh.at(s, best - 1) - here) if best > budget.able[s] else None
        rows.append(
            SiteSpread(
                id=id_,
                limits=limits,
                now=budget.now[s],
                best=best,
                cost_now=Interval.of(fresh.hours[0, :, s]),
                cost_best=Interval.of(fresh.hours[p_best, :, s]),
                saves=Interval.of(fresh.hours[p_base, :, s] - fresh.hours[p_best, :, s]),
                one_more=more,
                one_less=less,
                unserved_now=float(unserved[0, s]),
                unserved_best=float(unserved[p_best, s]),
            )
        )
    return tuple(rows)


def _by_savings(moves: Sequence[ToldMove]) -> tuple[ToldMove, ...]:
    return tuple(sorted(moves, key=lambda move: -move.saves.mean))


def _moves(ids: Sequence[str], fresh: _Fresh, moves: Sequence[Move]) -> tuple[ToldMove, ...]:
    told = []
    for move in moves:
        before, less, after, more = (fresh.at(*point) for point in move.points)
        saves = Interval.of((before - less) + (after - more), len(moves))
        told.append(ToldMove(giver=ids[move.giver], taker=ids[move.taker], saves=saves))
    return tuple(told)
