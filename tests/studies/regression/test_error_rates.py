"""Rates of error of a check, on a sample of what docs/check.md tells."""

from __future__ import annotations

import pytest

from tests.studies.regression.error_rates import LONGER, limits, measured


def test_limits_are_those_of_clopper_and_pearson() -> None:
    """None of 1,000: below 0.3 %; all of 300: above 99 %."""
    assert limits(0, 1000) == (0.0, pytest.approx(1 - 0.05 ** (1 / 1000)))
    assert limits(300, 300) == (pytest.approx(0.05 ** (1 / 300)), 1.0)


@pytest.mark.slow
@pytest.mark.jit
def test_an_unchanged_model_passes() -> None:
    """At most 1 % by design do not: five or more of 40 then have probability 3e-5."""
    assert measured(1.0, 40)["passed"] >= 36


@pytest.mark.slow
@pytest.mark.jit
def test_three_per_cent_of_service_time_are_caught() -> None:
    """At most 1 % by design are passed: five or more of 40 then have probability 3e-5."""
    assert measured(LONGER, 40)["passed"] <= 4
