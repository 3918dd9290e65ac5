"""Rounding, intervals and each language's marks."""

from __future__ import annotations

import math

import pytest

from sim.report.numbers import Estimate, decimals, interval, number


@pytest.mark.parametrize(
    ("value", "digits", "lang", "signed", "text"),
    [
        (1234.56, 1, "en", False, "1,234.6"),
        (1234.56, 1, "vi", False, "1.234,6"),
        (-1234.56, 0, "en", False, "−1,235"),
        (3.21, 1, "en", True, "+3.2"),
        (-0.04, 1, "en", True, "0.0"),  # no sign before nothing
        (0.04, 1, "en", True, "0.0"),
        (math.nan, 1, "en", False, "–"),
    ],
)
def test_number(value: float, digits: int, lang: str, signed: bool, text: str) -> None:
    """Thousands, decimals and signs are those of the language."""
    assert number(value, digits, lang, signed=signed) == text


@pytest.mark.parametrize(
    ("estimate", "unit", "text"),
    [
        (Estimate(12.345, 11.9, 12.8), "min", "12.3 ± 0.5"),
        (Estimate(0.8712, 0.8682, 0.8742), "share", "87.1 ± 0.3"),
        (Estimate(0.94, 0.0, 1.94), "share", "94.0 ± 100.0"),
        (Estimate(0.943, -176.3, 178.2), "share", "94.3 ± >100"),
        (Estimate(12.3, 12.29, 12.31), "min", "12.3 ± <0.1"),
        (Estimate(12.3, 12.3, 12.3), "min", "12.3 ± 0.0"),
        (Estimate(12.3), "min", "12.3"),
        (Estimate(3412.4, 3400.0, 3424.8), "visits/day", "3,412 ± 12"),
        (Estimate(34.12, 33.0, 35.0), "visits/day", "34.1 ± 1.1"),
        (Estimate(math.nan), "min", "–"),
    ],
)
def test_interval(estimate: Estimate, unit: str, text: str) -> None:
    """The half-width has the digits of the mean; one that rounds to nothing says so."""
    assert interval(estimate, unit, "en") == text


def test_half_width_is_the_longer_arm() -> None:
    """An interval cut at 0 or 1 is not made to look narrower than it is."""
    assert Estimate(0.99, 0.95, 1.0).half_width == pytest.approx(0.04)


def test_decimals_of_an_unknown_unit() -> None:
    """Head counts and dossiers are whole; few hours and visits have one decimal more."""
    units = ("persons", "h/day", "dossiers", "min", "working days", "visits")
    assert [decimals(5.5, unit) for unit in units] == [0, 1, 0, 1, 1, 2]
    assert [decimals(15.5, unit) for unit in ("visits", "dossiers/day")] == [1, 1]
