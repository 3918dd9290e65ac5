"""Who waits and who travels: the tenths of residents that fare best and worst, by home commune.

A network's mean says nothing about those at its ends. Communes are put in order by their mean;
the worst tenth are the residents of the last ones, as many as a tenth of all have their homes
there, the commune on the border by a part. Its measure is the mean of the communes' means,
weighted by these residents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.scopes import Scope, Scopes, ScopeType
from sim.model.spec import Scenario
from sim.model.tables import Floats, Ints

if TYPE_CHECKING:
    from sim.measures.pulls import Pull

TENTHS: dict[str, tuple[str, bool]] = {
    "wait_best_tenth": ("wait_mean", False),
    "wait_worst_tenth": ("wait_mean", True),
    "citizen_time_best_tenth": ("citizen_time_mean", False),
    "citizen_time_worst_tenth": ("citizen_time_mean", True),
    "travel_best_tenth": ("travel_mean", False),
    "travel_worst_tenth": ("travel_mean", True),
}
"""What each is a tenth of, and whether it is that of the largest means."""


def known(scopes: Scopes, scenario: Scenario) -> Scopes:
    """The scopes with the residents of each commune; unchanged without communes."""
    if not scenario.communes:
        return scopes
    row_of = scopes.index()
    residents = np.zeros(len(scopes))
    for code, commune in scenario.communes.items():
        residents[row_of[Scope(ScopeType.COMMUNE, code)]] = commune.population
    return replace(scopes, residents=residents)


def tenth(value: Floats, residents: Floats, *, worst: bool) -> Floats:
    """(n,) weights that add up to 1 of the communes of a tenth; all 0 where nobody is known.

    Communes without a value, NaN, are left out, with their residents.
    """
    weight = np.zeros(len(value))
    there: Ints = np.flatnonzero(~np.isnan(value) & (residents > 0))
    order = there[np.argsort(-value[there] if worst else value[there], kind="stable")]
    heads = residents[order]
    size = heads.sum() / 10
    if size > 0:
        before = np.concatenate([[0.0], np.cumsum(heads)[:-1]])
        weight[order] = np.clip(size - before, 0.0, heads) / size
    return weight


def fill(scopes: Scopes, column: dict[str, int], mean: Floats, pull: Pull) -> None:
    """Write the tenths into `mean` (scopes, measures) and `pull` (replications, scopes, measures).

    Which communes make up a tenth is told by the means over all replications, and then taken as
    given: to first order their pulls weigh as their means do.
    """
    if scopes.residents is None:
        return
    network = scopes.index()[Scope(ScopeType.NETWORK, "all")]
    for name, (source, worst) in TENTHS.items():
        weight = tenth(mean[:, column[source]], scopes.residents, worst=worst)
        those = np.flatnonzero(weight)
        if len(those):
            mean[network, column[name]] = weight[those] @ mean[those, column[source]]
            pull[:, network, column[name]] = pull[:, those, column[source]] @ weight[those]
