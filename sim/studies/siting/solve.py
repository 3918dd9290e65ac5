"""The best plans in order, each proven to be, or the bound that leaves none.

What those gain who file outside is known for every set of branches; what the points cost in a set
is at least the sum of what each branch would cost if it had all points to itself. The sum of both
bounds the cost of a set from below. A few of the most promising sets are solved first, and only
sets whose bound is no worse than the last plan wanted go into the program, whose best solution is
therefore that of all sets. The next best plan is found by a no-good cut: another set of branches.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from sim.errors import Infeasible
from sim.model.tables import Floats
from sim.said import Said, together
from sim.studies.siting.flows import Flows
from sim.studies.siting.outside import Outside, bearable
from sim.studies.siting.places import Places
from sim.studies.siting.program import ELASTIC, Plan, Program

_EPSILON = 1e-6
_KEPT = 2_000
"""Sets of one portion that are kept for a closer look, the most promising ones first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promising:
    """A set of branches, what is gained outside, and the least that it can cost in all."""

    branches: tuple[int, ...]
    outside: float
    bound: float


def best_plans(places: Places, flows: Flows, wanted: int) -> list[Plan]:
    """The best plans, no two with the same branches, the best first; at least one.

    Raises
    ------
    Infeasible
        No plan keeps all bounds; says which of them leaves none.
    UsageError
        There are too many sets of branches.
    """
    promising = _promising(places, flows, wanted)
    if not promising:
        raise Infeasible(why_none(places, flows))
    program = Program(places=places, flows=flows)
    program.choose_among(
        [each.branches for each in promising], np.array([each.outside for each in promising])
    )
    plans: list[Plan] = []
    while len(plans) < wanted:
        solution = program.rows.solve()
        if solution is None:
            break
        plans.append(program.plan(solution))
        program.forbid(program.opened(solution))
    if not plans:
        raise Infeasible(why_none(places, flows))
    return plans


def _promising(places: Places, flows: Flows, wanted: int) -> list[_Promising]:
    """The sets that may be among the best, and no others; none if no branch is possible."""
    bounds = places.bounds
    alone = _alone(places, flows)
    possible = np.flatnonzero(np.isfinite(alone))
    outside = Outside(flows, places.team, bounds.load_at_most)
    sizes = range(bounds.branches_at_least, min(bounds.branches_at_most, len(possible)) + 1)
    if not len(sizes):
        return []
    last = inf
    values: list[float] = []
    kept: list[_Promising] = []
    for sets in outside.every(possible, sizes):
        least = sets.cost + alone[sets.branches].sum(axis=1)
        good = bearable(sets, places.team, bounds.load_at_most) & (least <= last)
        order = np.flatnonzero(good)
        order = order[np.argsort(least[order], kind="stable")]
        kept += [
            _Promising(
                branches=tuple(sets.branches[n].tolist()),
                outside=float(sets.cost[n]),
                bound=float(least[n]),
            )
            for n in order
        ]
        if len(kept) > _KEPT:
            last = _tried(places, flows, kept, values, wanted, last)
            kept = [each for each in kept if each.bound <= last]
    last = _tried(places, flows, kept, values, wanted, last)
    return sorted(
        (each for each in kept if each.bound <= last), key=lambda each: (each.bound, each.branches)
    )


def _tried(
    places: Places,
    flows: Flows,
    kept: list[_Promising],
    values: list[float],
    wanted: int,
    last: float,
) -> float:
    """What the last plan wanted costs at most, after solving some of the most promising sets."""
    for each in sorted(kept, key=lambda each: each.bound)[: 4 * wanted]:
        if each.bound > last:
            break
        program = Program(places=places, flows=flows)
        program.only(each.branches)
        solution = program.rows.solve()
        if solution is not None:
            values.append(solution.cost + each.outside)
    best = sorted(set(values))
    return min(last, best[wanted - 1] + _EPSILON) if len(best) >= wanted else last


def _alone(places: Places, flows: Flows) -> Floats:
    """(J,) what the points of a branch cost at least, if it had all to itself; inf: impossible."""
    found = np.full(len(places.candidates), inf)
    for j in range(len(found)):
        program = Program(places=places, flows=flows, only_near=j)
        program.only({j})
        solution = program.rows.solve()
        if solution is not None:
            found[j] = solution.cost
    return found


def why_none(places: Places, flows: Flows) -> Said:
    """Which bounds leave no plan, and how far each would have to give way."""
    ways = []
    for bound in ELASTIC:
        program = Program(places=places, flows=flows, elastic=bound)
        solution = program.rows.solve()
        if solution is None:
            continue
        give = float(solution.values[program.give])
        if bound == "branches_at_least" and places.bounds.branches_at_least - give < 0.5:
            continue  # to open nothing is no plan
        ways.append(_way(places, bound, give))
    free = [way for way in ways if way]
    if len(free) < len(ways):
        # Without looking at the load of the teams there is a plan that keeps every bound.
        free = [
            Said(
                "siting.load_at_most = {most}: the officers of new branches would be busier than "
                "that with those who come from outside; give them more officers",
                most=f"{places.bounds.load_at_most:g}",
            )
        ]
    if not free:
        return Said(
            "siting: no plan keeps all bounds, and none would if any single one of {bounds} gave "
            "way; loosen several.",
            bounds=", ".join(ELASTIC),
        )
    return Said(
        "siting: no plan keeps all bounds. One of these would do: {ways}.",
        ways=together(free, "; "),
    )


def _way(places: Places, bound: str, give: float) -> Said | None:
    """How a bound would have to give way; None if it need not."""
    bounds = places.bounds
    if bound == "load_at_most":
        most = f"{bounds.load_at_most:g}"
        return Said("{bound} = {now} is more than that", bound=bound, now=most)
    if bound == "across_districts":
        return Said("{bound} is true", bound=bound)
    if give < _EPSILON:
        return None
    if bound == "reach":
        now, far = f"{bounds.reach.minutes:g}", f"{bounds.reach.minutes + give:.1f}"
        return Said("{bound} = {now} is more than {far}", bound="reach.minutes", now=now, far=far)
    amount = float(getattr(bounds, bound))
    if bound.endswith("at_least"):
        low = f"{amount - give:.4g}"
        return Said("{bound} = {now} is {limit} at most", bound=bound, now=f"{amount:g}", limit=low)
    high = f"{amount + give:.4g}"
    return Said("{bound} = {now} is {limit} at least", bound=bound, now=f"{amount:g}", limit=high)
