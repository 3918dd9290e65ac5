"""The table of reasons, one line after another."""

from __future__ import annotations

from math import inf, nan

import pytest

from sim.studies.twin.formulas import Formula
from sim.studies.twin.reasons import Reason, Span, finite, reason, verdict

SAID = Span(value=4.0, low=3.8, high=4.2)
SHOWN = Span(value=31.0, low=29.0, high=33.0)


def span(value: float, half: float) -> Span:
    return Span(value=value, low=value - half, high=value + half)


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
    ("said", "shown", "found"),
    [
        (SAID, SHOWN, None),
        # 10 % of 31 is 3.1: as a whole within, across, outside. 0.8 and 0.6 make 1.0 together.
        (span(31.0, 0.0), span(31.0, 3.0), Reason.AGREES),
        (span(31.0, 0.0), span(31.0, 3.2), Reason.UNCLEAR),
        (span(29.0, 0.8), span(31.0, 0.6), Reason.AGREES),
        (span(28.8, 0.8), span(31.0, 0.6), Reason.UNCLEAR),
        (span(27.0, 0.8), span(31.0, 0.6), Reason.UNCLEAR),
        (span(26.8, 0.8), span(31.0, 0.6), None),
        # Half a minute where that is more.
        (span(0.1, 0.0), span(0.5, 0.1), Reason.AGREES),
        (span(0.1, 0.0), span(0.5, 0.2), Reason.UNCLEAR),
        (span(0.1, 0.0), span(0.8, 0.1), None),
        # The end that faces the simulation counts; without an interval nothing is known.
        (Span(value=4.0, low=3.9, high=inf), SHOWN, Reason.UNCLEAR),
        (Span(value=60.0, low=59.0, high=inf), SHOWN, None),
        (SAID, Span(value=31.0, low=nan, high=nan), Reason.UNCLEAR),
    ],
)
def test_right_wrong_or_not_clear(said: Span, shown: Span, found: Reason | None) -> None:
    assert verdict(said, shown) is found
    assert told(said=said, shown=shown) is (found or Reason.TOGETHER)


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
