from __future__ import annotations

import pytest

from sim.model.scenario_file.sites import shared_out


@pytest.mark.parametrize(
    ("total", "parts", "names", "shares"),
    [
        (11, [4, 3, 3, 1], "abcd", [4, 3, 3, 1]),
        (15, [4, 3, 3, 1], "abcd", [6, 4, 4, 1]),
        (3, [1, 1], "ab", [2, 1]),
        (3, [1, 1], "ba", [1, 2]),
        (0, [2, 1], "ab", [0, 0]),
        (7, [1, 0], "ab", [7, 0]),
    ],
)
def test_a_total_is_shared_out_by_largest_remainder(
    total: int, parts: list[int], names: str, shares: list[int]
) -> None:
    """15 in 4 : 3 : 3 : 1 are 5.45, 4.09, 4.09, 1.36; equal remainders go by name."""
    assert shared_out(total, parts, list(names)) == shares


def test_the_shares_always_add_up_and_their_order_does_not_matter() -> None:
    """Turning the groups round turns the shares round."""
    parts, names = [5, 0, 3, 3, 1], list("vwxyz")
    for total in range(60):
        shares = shared_out(total, parts, names)
        assert sum(shares) == total
        assert shared_out(total, parts[::-1], names[::-1]) == shares[::-1]
