"""Checks that came out in every way, without a simulation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.judging import Judged
from sim.studies.regression.checking import Checked, Reason, Why, where
from sim.studies.regression.verdicts import look
from tests.studies.regression.made import baseline, sample, scenario


def judged(goal: str, value: float, excess: float, site: str = "a") -> Judged:
    """A target at a site; it is sure where the excess is more than 0.05."""
    return Judged(
        target=Target.model_validate({"goal": goal, "check": True}), site=site, value=value,
        low=value - 0.01, high=value + 0.01, met=excess >= 0, days_met=0.8,
        excess=(excess + 0.01, excess, excess - 0.01), excess_half=(0.05, 0.05, 0.05),
    )  # fmt: skip


def checked(
    *, shift: float = 0.0, of: Scenario | None = None, exact: bool = False, **changes: Any
) -> Checked:
    """A check whose waits moved by `shift`, at site b more than that."""
    of = of or scenario()
    new = sample(shift=shift, at_b=shift)
    base = baseline()
    found = Checked(
        label="two", file="two.yaml", scenario=of, baseline=base, seed=1,
        why=() if exact else (Why(reason=Reason.MODEL, before="1", now="2"),), differs_from=None,
        moved=tuple(look(new.series, base.series, of.check, paired=True).values()),
        sites=where(new.series, base.site_series, of.check, paired=True), targets=(),
        replications=8, seconds=1.5,
    )  # fmt: skip
    return replace(found, **changes)
