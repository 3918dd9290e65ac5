"""How a staffing did by its targets, in few numbers: what a search needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from sim.model.targets import POINT, Goal
from sim.studies.judging import Judged

Staffing = tuple[int, ...]
"""Officers of a site: all of them in one number, or by group, or by half-hour of its day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a staffing is within the target that it keeps worst."""

    margin: float
    """In tolerances (`Goal.tolerance`): 0 is on the limit, below it the target is missed."""
    near: bool
    """Whether every target is sure to be kept, or missed by a tolerance at most."""
    no_better: bool
    """Whether some target is sure not to be beaten by more than a tolerance."""
    replications: int

    @property
    def met(self) -> bool:
        """Whether every target is kept, by the point estimate."""
        return self.margin >= 0.0


def read(judged: Sequence[Judged], replications: int) -> Reading:
    """What some targets say together; with nothing to judge all is well."""
    margins = [each.excess[1] / _unit(each.target.goal) for each in judged if _is_told(each)]
    return Reading(
        margin=min(margins, default=inf),
        near=all(each.surely_near for each in judged),
        no_better=any(each.surely_not_beaten for each in judged if _is_told(each)),
        replications=replications,
    )


def weakest(judged: Sequence[Judged]) -> Judged | None:
    """The target, at the site or a line of it, that is kept worst; None with nothing to judge."""
    told = [each for each in judged if _is_told(each)]
    return min(told, key=lambda each: each.excess[1] / _unit(each.target.goal), default=None)


def _is_told(judged: Judged) -> bool:
    return judged.value == judged.value


def _unit(goal: Goal) -> float:
    """What `Judged.excess` of a goal is measured in: a percentile's is a share of visits."""
    return POINT if goal.measure == "percentile" else goal.tolerance
