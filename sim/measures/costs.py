"""What the officers' hours and the citizens' waiting cost, from the rates of the scenario.

A rate that is not given is not known: the site whose officers it is for has no cost, nor has
what the site is a part of.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.measures.scopes import Scopes, ScopeType
from sim.model.spec import Scenario
from sim.model.tables import HOUR, Floats, Ints, SmallInts


def known(scopes: Scopes, scenario: Scenario) -> Scopes:
    """The scopes with what an hour costs; unchanged where the scenario says nothing about it."""
    cost = scenario.cost
    if cost is None:
        return scopes
    rate = np.zeros(len(scopes))
    for row, scope in enumerate(scopes.rows):
        if scope.scope_type is not ScopeType.SITE_OFFICERS:
            continue
        id_, _, name = scope.scope.partition("/")
        group = next(each for each in scenario.sites[id_].officers if each.name == name)
        paid = cost.officer_hour.rate(group.source) if group.size else 0.0
        rate[row] = np.nan if paid is None else paid
    citizen = np.nan if cost.citizen_hour is None else cost.citizen_hour
    return replace(scopes, officer_rate=rate, citizen_rate=citizen)


def officer_costs(scopes: Scopes, group_site: SmallInts, paid: Ints) -> Floats:
    """(len(scopes),) what the officers of a network, tier, district or site cost in the period.

    `paid` (len(scopes),) is time on duty and overtime [ms], of which that of the groups of each
    site is asked for. NaN where no rate is known.
    """
    if scopes.officer_rate is None:
        return np.full(len(scopes), np.nan)
    rows, first = np.unique(scopes.site_officers_row, return_index=True)
    of_group = paid[rows] / HOUR * scopes.officer_rate[rows]
    of_site = np.bincount(group_site[first], of_group, len(scopes.site_row))
    total = np.zeros(len(scopes) + 1)
    total[0] = of_site.sum()
    for of in (scopes.tier_row, scopes.district_row, scopes.site_row):
        np.add.at(total, of, of_site)
    return total[:-1]
