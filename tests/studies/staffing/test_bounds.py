"""How few and how many officers a search may give a site."""

from __future__ import annotations

import pytest

from sim.model.spec import OfficerGroup, Scenario
from sim.studies.staffing.bounds import Bounds, bounds, least_able
from tests.studies.offices import office


def site(tier: str | None, off_counter: int = 1, *counts: int) -> Scenario:
    """A site of a tier under a policy of 5 to 9 for branches."""
    groups = [{"name": f"g{i}", "count": n} for i, n in enumerate(counts or (4,))]
    return office(
        policy={
            "branch": {"staff_at_least": 5, "staff_at_most": 9},
            "point": {"staff_at_least": 3},
        },
        sites={
            "desk": {
                "officers": groups,
                "off_counter": off_counter,
                "arrivals": {"file": {"per_hour": 6}},
                **({"tier": tier} if tier else {}),
            }
        },
    )


@pytest.mark.parametrize(
    ("tier", "free", "expected"),
    [
        ("branch", False, Bounds(least=4, most=8, policy_least=4, policy_most=8)),
        ("branch", True, Bounds(least=1, most=24, policy_least=4, policy_most=8)),
        ("point", False, Bounds(least=2, most=24, policy_least=2)),
        (None, False, Bounds(least=1, most=24)),
    ],
)
def test_the_policy_counts_heads_and_the_bounds_officers(
    tier: str | None, free: bool, expected: Bounds
) -> None:
    """One of the heads is off the counter."""
    assert bounds(site(tier), free=free) == {"desk": expected}


def test_a_policy_that_allows_too_few_gives_way() -> None:
    """Ten off the counter leave no officer of nine heads; one there has to be."""
    found = bounds(site("branch", 10))["desk"]
    assert (found.least, found.most) == (1, 1)


def test_somebody_is_left_for_everything() -> None:
    """Scaled in proportion, the small group goes first, as long as others serve the same."""
    scenario = office(
        procedures={"a": {"counter_time": 1}, "b": {"counter_time": 1}},
        sites={"desk": {"officers": [{"count": 1}], "arrivals": {"a": {"per_hour": 1}}}},
    )

    def least(*groups: tuple[int, object]) -> int:
        named = [
            OfficerGroup(name=f"g{i}", count=n, serves=serves)  # type: ignore[arg-type]
            for i, (n, serves) in enumerate(groups)
        ]
        return least_able(scenario, tuple(named))

    assert least((6, ("a",)), (1, ("b",))) == 4  # 24/7 is 3 and 3/7: with 3 it is 2 4/7 and 3/7
    assert least((6, ("a",)), (1, ("b",)), (1, "all")) <= 3
    assert least((6, "all"), (1, ("b",))) == 1
    assert least((3, ("a",)), (3, ("b",))) == 2
    assert least((1, "all")) == 1
