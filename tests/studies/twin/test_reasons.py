"""The table of reasons, one line after another."""

from __future__ import annotations

from math import inf, nan

import pytest

from sim.studies.twin.formulas import Formula
from sim.studies.twin.reasons import Reason, Span, finite, is_near, reason

SAID = Span(value=4.0, low=3.8, high=4.2)
SHOWN = Span(value=31.0, low=29.0, high=33.0)


def told(
    effects: dict[Reason, float] | None = None, shares: dict[Reason, float] | None = None,
    said: Span = SAID, shown: Span = SHOWN, formula: Formula = Formula.MMC, officers: int = 3,
    tickets: float = 1000,
) -> Reason:  # fmt: skip
    return reason(formula, officers, tickets, said, shown, effects or {}, shares or {})


def test_few_tickets_and_no_formula_come_first() -> None:
    assert told(tickets=29) is Reason.FEW
    assert told(formula=Formula.NONE) is Reason.OVERLOAD
    assert told(formula=Formula.NONE, officers=0) is Reason.NOBODY


@pytest.mark.parametrize(
    ("said", "shown", "near"),
    [
        (SAID, SHOWN, False),
        (Span(value=28.5, low=27.0, high=29.5), SHOWN, True),
        (Span(value=28.0, low=nan, high=nan), SHOWN, True),
        (Span(value=27.8, low=nan, high=nan), SHOWN, False),
        (Span(value=0.1, low=0.1, high=0.1), Span(value=0.5, low=0.4, high=0.6), True),
        (Span(value=0.1, low=0.1, high=0.1), Span(value=0.7, low=0.6, high=0.8), False),
        (Span(value=4.0, low=3.0, high=inf), SHOWN, True),
    ],
)
def test_what_is_near(said: Span, shown: Span, near: bool) -> None:
    """Intervals that meet, 10 %, or half a minute."""
    assert is_near(said, shown) is near
    assert (told(said=said, shown=shown) is Reason.AGREES) is near


def test_the_largest_effect_on_the_side_of_the_difference() -> None:
    effects = {Reason.CARRY_OVER: 20.0, Reason.ABSENCE: 6.0, Reason.RETURNS: -30.0}
    assert told(effects | {Reason.RETURNS: -1.0}) is Reason.CARRY_OVER
    below = Span(value=1.0, low=0.9, high=1.1)
    assert told({Reason.SHORT: -3.0, Reason.DAYS: 1.0}, shown=below) is Reason.SHORT


def test_an_effect_smaller_than_what_is_left_open_explains_nothing() -> None:
    assert told({Reason.DAYS: 2.0}) is Reason.TOGETHER
    assert told({Reason.DAYS: 14.0}) is Reason.DAYS
    assert told({Reason.DAYS: 13.0}) is Reason.TOGETHER


def test_what_the_run_shows_takes_what_is_left_open() -> None:
    shares = {Reason.SKILLS: 0.3, Reason.INTAKE: 0.2, Reason.RETURNS: 0.9}
    assert told(shares=shares) is Reason.SKILLS
    assert told(shares=shares | {Reason.SKILLS: 0.01}) is Reason.INTAKE
    assert told(shares={Reason.RETURNS: 0.9}) is Reason.RETURNS
    assert told(shares={Reason.RETURNS: 0.01}) is Reason.TOGETHER


def test_only_what_pulls_to_that_side() -> None:
    """Appointments and turning back never make waits longer, nor idle officers shorter."""
    shares = {Reason.BOOKINGS: 0.8, Reason.BALKING: 0.3, Reason.SKILLS: 0.1}
    assert told(shares=shares) is Reason.SKILLS
    below = Span(value=1.0, low=0.9, high=1.1)
    assert told(shares=shares, shown=below) is Reason.BOOKINGS


def test_effects_that_are_not_known_are_left_out() -> None:
    assert finite({Reason.DAYS: nan, Reason.ABSENCE: inf, Reason.SHORT: -1.0}) == {
        Reason.SHORT: -1.0
    }
