"""Rules of targets: the sites that they are for exist."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.rules.terms import TIERS
from sim.model.spec import Scenario
from sim.model.words import did_you_mean
from sim.said import Said


def problems(scenario: Scenario) -> Iterator[Problem]:
    """Targets for sites or tiers that are not there."""
    tiers = {site.tier for site in scenario.sites.values()}
    for i, target in enumerate(scenario.targets):
        for k, id_ in enumerate(target.sites):
            if id_ not in scenario.sites:
                yield Problem(
                    path=f"targets[{i}].sites[{k}]",
                    value=id_,
                    rule=Said("there is no site {name}.", name=id_),
                    hint=did_you_mean(id_, scenario.sites, all_of=len(scenario.sites) <= 12),
                )
        for k, tier in enumerate(target.tiers):
            if tier not in tiers:
                yield Problem(
                    path=f"targets[{i}].tiers[{k}]",
                    value=tier,
                    rule=Said(
                        "no site is a {tier}, so that this is said in vain.",
                        tier=TIERS.get(tier, tier),
                    ),
                    warning=True,
                )
