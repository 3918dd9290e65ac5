"""Tolerances and what is checked: read, written, refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from sim.measures.kpis import KPIS, Kind
from sim.model.check import HEADLINE, UNITS, Check, Tolerance, parse_tolerance


def test_every_figure_of_a_replication_can_be_checked_in_its_unit() -> None:
    """All but tenths, which are no figure of one replication."""
    assert {kpi.name: kpi.unit for kpi in KPIS if kpi.kind is not Kind.TENTH} == UNITS
    for name, tolerance in HEADLINE.items():
        assert tolerance.unit in ("", UNITS[name])


@pytest.mark.parametrize(
    ("written", "part", "amount", "again"),
    [
        ("5%", 0.05, 0, "5%"), ("0.25 min", 0, 0.25, "0.25 min"), (3, 0, 3, "3"),
        ("5% or 0.25 min", 0.05, 0.25, "5% or 0.25 min"), ("1 Point", 0, 0.01, "1 point"),
        ("0.5 min or 2.5 %", 0.025, 0.5, "2.5% or 0.5 min"), ("2points", 0, 0.02, "2 points"),
        ("3 visits/day", 0, 3, "3 visits/day"), (".5 working days", 0, 0.5, "0.5 working days"),
    ],
)  # fmt: skip
def test_a_tolerance_is_read_and_written(
    written: Any, part: float, amount: float, again: str
) -> None:
    """A part of the mean, an amount, or the larger of both."""
    found = parse_tolerance(written)
    assert (found.part, found.amount) == pytest.approx((part, amount))
    assert str(found) == again
    assert parse_tolerance(again) == found
    assert parse_tolerance(found) is found


@pytest.mark.parametrize(
    "written",
    ["", "5", "5 %%", "5% or 6%", "1 min or 2 min", "1% or", "-1%", "0", 0, "0%", "min", None, True,
     -1, float("nan"), "1e5%", [1]],
)  # fmt: skip
def test_what_says_no_tolerance_is_refused(written: Any) -> None:
    """In a sentence; a bare number in quotes is one."""
    if written == "5":
        assert parse_tolerance(written).amount == 5
        return
    with pytest.raises(ValueError, match=r"\.$"):
        parse_tolerance(written)


def test_the_larger_of_part_and_amount_is_allowed() -> None:
    """Of 20 min 5 % are more than 0.25 min, of 2 min they are less; below zero all the same."""
    tolerance = Tolerance(part=0.05, amount=0.25)
    assert tolerance.width(20) == tolerance.width(-20) == 1.0
    assert tolerance.width(2) == 0.25


def test_usual_measures_unless_others_are_named() -> None:
    """What has a tolerance is checked besides; named measures, and no others, once."""
    assert Check().names == tuple(HEADLINE)
    more = Check.model_validate({"tolerance": {"lost_share": "1 point", "wait_mean": "5%"}})
    assert more.names == (*HEADLINE, "lost_share")
    assert Check(kpis=("wait_p90", "staff", "wait_p90")).names == ("wait_p90", "staff")


def test_a_measure_of_which_nothing_is_said_has_a_tolerance() -> None:
    """Its own before the usual one, 5 % or a point where there is none."""
    check = Check.model_validate({"tolerance": {"wait_mean": "7%"}})
    assert check.tolerance_of("wait_mean") == Tolerance(part=0.07)
    assert check.tolerance_of("utilisation") == HEADLINE["utilisation"]
    assert check.tolerance_of("wait_p90") == Tolerance(part=0.05)
    assert check.tolerance_of("lost_share") == Tolerance(amount=0.01)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"kpis": []}, "name one measure"),
        ({"kpis": ["wait_tenth_worst"]}, "no measure that can be checked"),
        ({"kpis": [5]}, "no measure that can be checked"),
        ({"replications": 41}, r"replications_at_most \(40\) is less"),
        ({"tolerance": {"lost_share": "1 min"}}, 'in points, as in "1 point", not in min'),
        ({"tolerance": {"wait_mean": "1 point"}}, "in min, not in points"),
        ({"kpis": ["staff"], "tolerance": {"wait_mean": 1}}, "not among kpis"),
    ],
)
def test_contradictions_are_refused(content: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Check.model_validate(content)
