"""The program against every plan there is, and the bounds that leave none."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from sim.errors import Infeasible, UsageError
from sim.studies.siting import outside
from sim.studies.siting.flows import Flows, flows
from sim.studies.siting.outside import Outside
from sim.studies.siting.places import Places, places
from sim.studies.siting.solve import best_plans
from sim.studies.siting.waits import wait_table
from tests.studies.siting.town import WAITS, town


def laid_out(siting: dict[str, Any] | None = None) -> tuple[Places, Flows]:
    scenario = town(siting)
    there = places(scenario, "town")
    return there, flows(scenario, there, WAITS)


def logit_minutes(there: Places, found: Flows, opened: tuple[int, ...]) -> tuple[float, bool]:
    """Those who file outside, visitor by visitor; and whether every team bears its load."""
    minutes, load = 0.0, dict.fromkeys(opened, 0.0)
    for k, visits in enumerate(found.outside):
        weights = {j: found.pull[k, j] for j in opened}
        whole = 1 + sum(weights.values())
        for j, weight in weights.items():
            saved = found.outside_travel[k, j] - found.outside_cost[k]
            minutes += visits * weight / whole * saved
            load[j] += found.outside_load[k] * weight / whole
    most = there.bounds.load_at_most
    table = wait_table(there.team, found.outside_desk, most)
    bearable = max(load.values(), default=0) <= most * there.team
    queues = (np.interp(each, table.loads, table.queues) for each in load.values())
    return minutes + found.queue_minutes * sum(queues), bearable


def by_force(there: Places, found: Flows) -> dict[tuple[int, ...], float]:
    """The least cost of every set of branches, over all ways to share out the points."""
    bounds = there.bounds
    allowed = there.reached & (there.same_district | bounds.across_districts)
    best: dict[tuple[int, ...], float] = {}
    for size in range(bounds.branches_at_least, bounds.branches_at_most + 1):
        for opened in combinations(range(len(there.candidates)), size):
            gained, bearable = logit_minutes(there, found, opened)
            if not bearable:
                continue
            choices = []
            for i in range(len(there.points)):
                own = [j for j in opened if there.candidates[j] == i]
                choices.append(own or [None, *(j for j in opened if allowed[i, j])])
            for to in product(*choices):
                cost = own_minutes(there, found, opened, to)
                if cost is not None and cost + gained < best.get(opened, np.inf):
                    best[opened] = cost + gained
    return best


def own_minutes(
    there: Places, found: Flows, opened: tuple[int, ...], to: tuple[int | None, ...]
) -> float | None:
    """What the points cost beyond staying; None if a bound is not kept."""
    bounds, cost = there.bounds, 0.0
    for j in opened:
        members = [i for i, each in enumerate(to) if each == j]
        staff = int(there.staff[members].sum()) + there.heads
        officers = int(there.officers[members].sum())
        load = float(found.load[members].sum())
        if (
            len(members) < bounds.points_at_least
            or there.records[members].sum() < bounds.records_at_least
            or not bounds.staff_at_least <= staff <= bounds.staff_at_most
            or officers + there.team > there.room[j]
            or load > bounds.load_at_most * officers
        ):
            return None
        table = wait_table(officers, found.desk, bounds.load_at_most)
        cost += found.queue_minutes * float(np.interp(load, table.loads, table.queues))
        cost += sum(float(found.move[i, j] - found.stay[i]) for i in members)
    return cost


@pytest.mark.parametrize(
    "siting",
    [
        {},
        {"branches_at_most": 3, "points_at_least": 1, "records_at_least": 30},
        {"across_districts": True, "reach": {"minutes": 60, "km": 1}},
        {"branches_at_least": 2, "counters_at_most": 9, "wait_weight": 3},
        {"load_at_most": 0.46, "branches_at_most": 3, "points_at_least": 1},
        {"candidates": ["a1", "a3", "b2"], "premises": {"a1": 6}},
    ],
)
def test_the_best_plans_are_the_best_of_all(siting: dict[str, Any]) -> None:
    """In order, with their costs, each proven; no two have the same branches."""
    there, found = laid_out(siting)
    expected = sorted(by_force(there, found).items(), key=lambda each: each[1])[:3]
    plans = best_plans(there, found, 3)
    assert [plan.cost for plan in plans] == pytest.approx([cost for _, cost in expected], rel=1e-6)
    ids = there.candidate_ids()
    assert [set(plan.branches) for plan in plans] == [
        {ids[j] for j in opened} for opened, _ in expected
    ]
    assert all(plan.gap <= 1e-9 for plan in plans)
    for plan in plans:
        joined = [point for points in plan.branches.values() for point in points]
        assert len(joined) == len(set(joined))
        assert all(points[0] == candidate for candidate, points in plan.branches.items())


def test_fewer_plans_than_wanted_are_all_there_are() -> None:
    there, found = laid_out({"candidates": ["a1"]})
    plans = best_plans(there, found, 3)
    assert [set(plan.branches) for plan in plans] == [{"point-a1"}]


def test_sets_of_branches_bring_what_the_logit_rule_says() -> None:
    """The fast sums against the slow ones."""
    there, found = laid_out({"wait_weight": 2})
    sums = Outside(found, there.team, there.bounds.load_at_most)
    for size in (1, 2, 3):
        for opened in combinations(range(6), size):
            slow, _ = logit_minutes(there, found, opened)
            assert sums.of(np.array([opened])).cost[0] == pytest.approx(slow)


@pytest.mark.parametrize(
    ("siting", "said"),
    [
        ({"records_at_least": 500}, "records_at_least = 500 is 162 at most"),
        ({"staff_at_least": 20}, "staff_at_least = 20 is 13 at most"),
        ({"staff_at_most": 8}, "staff_at_most = 8 is 10 at least"),
        ({"counters_at_most": 8}, "counters_at_most = 8 is 9 at least"),
        ({"points_at_least": 4, "staff_at_least": 1}, "points_at_least = 4 is 3 at most"),
        ({"branches_at_least": 3, "branches_at_most": 3}, "branches_at_least = 3 is 2 at most"),
        ({"reach": {"minutes": 5, "km": 1}}, "reach.minutes = 5 is more than 1"),
        ({"load_at_most": 0.02}, "load_at_most = 0.02"),
        ({"points_at_least": 4, "staff_at_least": 1}, "across_districts is true"),
    ],
)
def test_what_leaves_no_plan_is_named_with_what_would_do(siting: dict[str, Any], said: str) -> None:
    """Each bound in turn, with the value that it would have to have."""
    there, found = laid_out({"reach": {"minutes": 60, "km": 30}} | siting)
    with pytest.raises(Infeasible) as caught:
        best_plans(there, found, 3)
    assert str(caught.value).startswith("siting: no plan keeps all bounds.")
    assert said in str(caught.value)


def test_several_bounds_that_leave_no_plan_together_are_said_to() -> None:
    there, found = laid_out(
        {"records_at_least": 5000, "staff_at_least": 24, "reach": {"minutes": 1}}
    )
    with pytest.raises(Infeasible, match=r"none would if any single one of .* gave way"):
        best_plans(there, found, 3)


def test_too_many_sets_are_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_SETS", 20)
    there, found = laid_out()
    with pytest.raises(UsageError, match=r"6 candidates make 21 sets .* Lower branches_at_most"):
        best_plans(there, found, 3)
