"""Verdicts: how intervals lie to what is allowed, and that intervals keep their word."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.check import Check
from sim.studies.regression.series import Interval, Key, Series
from sim.studies.regression.verdicts import Verdict, judged, look, looks, resolvable
from tests.studies.regression.made import series

KEY = Key("network", "all", "wait_mean")


@pytest.mark.parametrize(
    ("mean", "half", "verdict"),
    [
        (0, 1, Verdict.SAME), (0, 1.01, Verdict.UNCLEAR), (0.5, 0.5, Verdict.SAME),
        (1.5, 0.4, Verdict.CHANGED), (-1.5, 0.4, Verdict.CHANGED), (1.5, 0.5, Verdict.UNCLEAR),
        (0, math.nan, Verdict.UNCLEAR), (math.nan, math.nan, Verdict.BLANK),
    ],
)  # fmt: skip
def test_inside_is_same_outside_is_changed_else_unclear(
    mean: float, half: float, verdict: Verdict
) -> None:
    """Of what is allowed, from -1 to 1."""
    assert judged(Interval(mean, half), 1.0) is verdict


def test_replications_are_doubled_to_the_cap() -> None:
    """The last look is at the cap; one look where it begins there."""
    assert looks(Check(replications=4, replications_at_most=24)) == (4, 8, 16, 24)
    assert looks(Check(replications=9, replications_at_most=9)) == (9,)


def test_a_look_tells_what_it_saw() -> None:
    """Paired, the mean before is over the same replications; what is gone is blank."""
    check = Check(tolerance={"wait_mean": "10%"})
    base = {KEY: series(10, 10, 13), Key("tier", "branch", "wait_mean"): series(1, 2, 3)}
    found = look({KEY: series(10, 10)}, base, check, paired=True)
    assert (found[KEY].before, found[KEY].after, found[KEY].verdict) == (10, 10, Verdict.SAME)
    assert found[KEY].width == pytest.approx(1.1)
    assert found[Key("tier", "branch", "wait_mean")].verdict is Verdict.BLANK


def test_a_width_that_is_said_to_be_resolved_is() -> None:
    """Two samples of the cap's size: all but a few of a thousand are clearly the same.

    By the bound at most 0.5 % are not; 25 or more of 1,000 have probability below 1e-9.
    """
    check = Check(replications=10, replications_at_most=20)
    random = np.random.default_rng(3)

    def drawn() -> Series:
        return series(*random.standard_normal(20))

    unclear = 0
    for _ in range(1000):
        new, base = drawn(), drawn()
        mixed = Series(np.append(new.values, base.values), np.ones(40))
        width = resolvable(Series(mixed.values, mixed.weights), check, 1)
        part = Check(
            replications=10, replications_at_most=20, tolerance={"wait_mean": float(width)}
        )
        unclear += look({KEY: new}, {KEY: base}, part, paired=False)[KEY].verdict != Verdict.SAME
    assert unclear < 25


def test_what_is_beyond_its_tolerance_is_hardly_ever_called_the_same() -> None:
    """At the very edge of the tolerance at most 1 % by all looks; 40 of 1,000: below 1e-9."""
    check = Check(replications=5, replications_at_most=20, tolerance={"wait_mean": 2})
    random = np.random.default_rng(4)
    wrong = 0
    for _ in range(1000):
        new, base = series(*(2 + random.standard_normal(20))), series(*random.standard_normal(20))
        verdicts = {
            look({KEY: new.first(n)}, {KEY: base}, check, paired=False)[KEY].verdict
            for n in looks(check)
        }
        wrong += Verdict.SAME in verdicts
    assert wrong < 40
