"""What is to be spread over which sites, and whether that can be done at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.errors import UsageError
from sim.model.spec import Scenario
from sim.said import Said
from sim.studies.staffing.bounds import Bounds, least_able
from sim.studies.staffing.budget_allocation import by_load
from sim.studies.staffing.budget_search import Allocation


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What is to be spread, within what."""

    scenario: Scenario
    officers: int
    limits: dict[str, Bounds]
    """By site."""

    @property
    def ids(self) -> list[str]:
        """Of the sites, in order."""
        return sorted(self.scenario.sites)

    @property
    def now(self) -> Allocation:
        """Officers as the scenario has them."""
        return tuple(self.scenario.sites[id_].officer_count for id_ in self.ids)

    @property
    def least(self) -> list[int]:
        """Officers that each site must have."""
        return [self.limits[id_].least for id_ in self.ids]

    @property
    def most(self) -> list[int]:
        """Officers that each site may have."""
        return [self.limits[id_].most for id_ in self.ids]

    @cached_property
    def able(self) -> list[int]:
        """The fewest officers that serve all that each site serves."""
        return [least_able(self.scenario, self.scenario.sites[id_].officers) for id_ in self.ids]

    @property
    def outside(self) -> list[str]:
        """Sites that the plan as it is gives fewer officers than they must have, or more."""
        within = zip(self.ids, self.now, self.least, self.most, strict=True)
        return [id_ for id_, now, least, most in within if not least <= now <= most]

    @property
    def as_now(self) -> Allocation:
        """As many officers as are to be spread, in proportion to those of now, within bounds."""
        now = np.array(self.now, np.float64)
        scaled = now * (self.officers / now.sum())
        return tuple(by_load(scaled, self.least, self.most, self.officers))


def checked(budget: Budget) -> None:
    """Raise UsageError where the number of officers or the scenario leaves nothing to find."""
    least, most, n = sum(budget.least), sum(budget.most), budget.officers
    if budget.scenario.choice.rule == "live":
        raise UsageError(
            Said(
                "--budget {n}: with choice.rule = live citizens go where queues are short, so that "
                "a site's officers are felt everywhere and no spread can be told best site by "
                "site; use another rule.",
                n=n,
            )
        )
    if sum(budget.now) == 0:
        raise UsageError(
            Said("--budget {n}: the plan has no officer at any counter to begin with.", n=n)
        )
    if n < least:
        raise UsageError(
            Said(
                "--budget {n}: the sites must have {least} officers at counters together (those "
                "off the counter do not count): {sites}. Give more, or lower the bounds (--free "
                "leaves those of the policy aside).",
                n=n,
                least=least,
                sites=_largest(budget, budget.least),
            )
        )
    if n > most:
        raise UsageError(
            Said(
                "--budget {n}: the sites may have {most} officers at counters together: {sites}. "
                "Give fewer, or raise the bounds.",
                n=n,
                most=most,
                sites=_largest(budget, budget.most),
            )
        )


def _largest(budget: Budget, officers: Sequence[int]) -> str:
    """The sites with the most, in words."""
    order = sorted(range(len(officers)), key=lambda s: (-officers[s], budget.ids[s]))
    told = ", ".join(f"{budget.ids[s]} {officers[s]}" for s in order[:4])
    rest = len(order) - 4
    return Said("{sites} and {more} more sites", sites=told, more=rest) if rest > 0 else told
