"""Small cases in which every plan can be simulated: the search finds the least of all of them."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from sim.model.spec import Scenario
from sim.model.targets import Target
from sim.studies.parallel import Threads
from sim.studies.staffing.least import Settings, Study
from sim.studies.staffing.ledger import Ledger
from sim.studies.staffing.reading import Staffing
from sim.studies.staffing.rounds import SEARCHED
from tests.studies.staffing.counters import Told, counters

pytestmark = [pytest.mark.slow, pytest.mark.jit]

REPLICATIONS = 8
WEEKS = {"start": "2025-03-03", "days": 21}
"""Enough that more officers do not do worse by chance."""
CASES: dict[str, tuple[dict[str, Any], tuple[Any, ...]]] = {
    "share": ({}, ("within 20 min >= 90%",)),
    "high share": ({}, ("within 5 min >= 97%",)),
    "percentile": ({}, ("p90 wait <= 10 min",)),
    "mean and leaving": ({}, ("mean wait <= 4 min", "abandoned <= 4%")),
    "utilisation": ({}, ("utilisation <= 60%",)),
    "every half-hour": ({}, ({"goal": "within 20 min >= 85%", "every": "interval"},)),
    "absence": ({"productive_share": 0.8, "at_close": "send_home"}, ("within 15 min >= 90%",)),
}


def study(case: str, per: Any) -> Study:
    """Of a case, all of whose staffings are read from the same replications."""
    changes, lines = CASES[case]
    scenario: Scenario = counters(period=WEEKS, **changes)
    targets = [Target.model_validate(line) for line in lines]
    asked = Settings(per=per, executor=Threads(1), first=REPLICATIONS, enough=REPLICATIONS)
    return Study(scenario, targets, asked, Told())


def searched(of: Study) -> None:
    """The search alone."""
    load = of.rounds.load()
    of.searches = {site: of.way.search(site, load) for site in of.way.sites}
    of._search(of.way.sites)


def meets(of: Study, site: str, some: list[Staffing]) -> dict[Staffing, bool]:
    """Which of all staffings of a site keep the targets, on the replications of the search."""
    ledger = Ledger(of.way)
    numbers = range(SEARCHED, SEARCHED + REPLICATIONS)
    of.rounds.simulate(of.rounds.trials({site}), {site: some}, numbers, ledger, {})
    return {each: ledger.reading(site, each).met for each in some}


@pytest.mark.parametrize("case", CASES)
def test_by_site_the_least_of_all_is_found(case: str) -> None:
    """Of every number from the fewest that keep somebody for everything on."""
    of = study(case, "site")
    searched(of)
    for site in of.way.sites:
        least = of.way.bounds[site].least
        every = meets(of, site, [(n,) for n in range(least, least + 14)])
        best = min(each for each, met in every.items() if met)
        assert of.searches[site].found == best


@pytest.mark.parametrize("case", ["share", "high share", "mean and leaving", "every half-hour"])
def test_by_group_the_least_of_all_is_found(case: str) -> None:
    """Of every way to staff three groups with up to six each."""
    of = study(case, "group")
    searched(of)
    search = of.searches["branch"]
    found = search.found
    assert found is not None
    assert search.is_proven
    low = search.least  # type: ignore[attr-defined]
    every = [v for v in product(range(7), repeat=3) if sum(v) <= sum(found)]
    every = [v for v in every if all(a >= b for a, b in zip(v, low, strict=True))]
    met = meets(of, "branch", every)
    assert sum(found) == min(sum(v) for v in every if met[v])
    assert met[found]
