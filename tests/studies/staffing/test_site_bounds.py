"""A site's own bounds go before the policy of its tier."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.spec import Scenario
from sim.studies.staffing.bounds import bounds


def office(own: dict[str, int], policy: dict[str, int] | None = None) -> Scenario:
    """A branch of twelve, two of them off the counter."""
    content: dict[str, Any] = {
        "name": "Office",
        "period": {"start": "2025-01-06", "days": 5},
        "procedures": {"papers": {"counter_time": 8}},
        "sites": {"a": {"tier": "branch", "off_counter": 2, "officers": [{"count": 10}]}},
        "staffing": {"bounds": {"a": own}},
    }
    return Scenario.model_validate(content | ({"policy": {"branch": policy}} if policy else {}))


@pytest.mark.parametrize(
    ("own", "policy", "free", "expected"),
    [
        ({}, {"staff_at_least": 8, "staff_at_most": 15}, False, (6, 13)),
        ({"staff_at_least": 9}, {"staff_at_least": 8, "staff_at_most": 15}, False, (7, 13)),
        ({"staff_at_most": 14}, {"staff_at_least": 8, "staff_at_most": 15}, False, (6, 12)),
        ({"staff_at_most": 6}, {"staff_at_least": 8, "staff_at_most": 15}, False, (4, 4)),
        ({"staff_at_least": 20}, {"staff_at_least": 8, "staff_at_most": 15}, False, (18, 18)),
        ({"staff_at_most": 6}, {"staff_at_least": 8, "staff_at_most": 15}, True, (1, 4)),
        ({"staff_at_least": 9, "staff_at_most": 9}, None, True, (7, 7)),
        ({"staff_at_least": 1}, None, False, (1, 40)),
    ],
)  # fmt: skip
def test_own_bounds_go_before_the_policy(
    own: dict[str, int], policy: dict[str, int] | None, free: bool, expected: tuple[int, int]
) -> None:
    """As head counts less those off the counter, also where the policy is left aside."""
    found = bounds(office(own, policy), free=free)["a"]
    assert (found.least, found.most) == expected
