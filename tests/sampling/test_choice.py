"""Where dossiers are filed: at home, at the nearest other site, or by a logit choice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from sim.model.spec import Scenario
from tests.sampling.offices import Drawn, Z, assert_mean, assert_share, draw, province

EVERY_DAY = {"hours": {"mon-sun": ["08:00-12:00"]}}


def destinations(drawn: Drawn, commune: str, procedure: str = "land") -> Counter[str]:
    """Visits by site, of one commune's dossiers of one procedure."""
    return Counter(drawn.site[(drawn.source == commune) & (drawn.procedure == procedure)].tolist())


def choosing(scale: float = 1, **choice: Any) -> Scenario:
    """The province with a choice for land, where `outside` means outside; papers go home."""
    return province(
        choice={"home_included": False, **choice}, demand={"scale": scale}, calendar=EVERY_DAY
    )


@pytest.mark.parametrize(
    "choice",
    [{}, {"rule": "home", "outside_share": 1}, {"rule": "logit", "outside_share": 0}],
)
def test_without_a_choice_all_go_home(choice: dict[str, Any]) -> None:
    """Land to the branch of the district, papers to the commune's point."""
    drawn = draw(choosing(**choice))
    for commune, branch in {"an": "bac", "binh": "bac", "cau": "nam"}.items():
        assert destinations(drawn, commune).keys() == {branch}
        assert destinations(drawn, commune, "papers").keys() == {f"p-{commune}"}


@pytest.mark.parametrize("rule", ["nearest", "logit"])
def test_what_is_not_boundary_free_stays_at_home(rule: str) -> None:
    """Even if all would go elsewhere."""
    drawn = draw(choosing(rule=rule, outside_share=1))
    assert destinations(drawn, "an", "papers").keys() == {"p-an"}
    assert "bac" not in destinations(drawn, "an")


@pytest.mark.parametrize(
    ("home_included", "expected"),
    [
        (False, {"an": "nam", "binh": "center", "cau": "bac"}),
        (True, {"an": "bac", "binh": "bac", "cau": "nam"}),
    ],
)
def test_the_nearest_site_that_accepts_it(home_included: bool, expected: dict[str, str]) -> None:
    """Forty minutes rather than sixty; of equals the first id; home only if it is included."""
    drawn = draw(choosing(rule="nearest", outside_share=1, home_included=home_included))
    for commune, site in expected.items():
        assert destinations(drawn, commune).keys() == {site}


@pytest.mark.parametrize(("share", "goes_home"), [(1, True), (0.999, False)])
def test_home_is_a_choice_where_all_choose(share: float, goes_home: bool) -> None:
    """Unless told otherwise, a share of 1 says that every dossier has its free choice."""
    drawn = draw(province(choice={"rule": "nearest", "outside_share": share}))
    assert (destinations(drawn, "an")["bac"] > 100) == goes_home


def test_a_site_that_lists_a_procedure_accepts_it() -> None:
    """The point of `binh` takes land, is nearest to it, and nobody else goes there."""
    scenario = province(
        choice={"rule": "nearest", "outside_share": 1, "home_included": False},
        sites={"p-binh": {"accepts": ["land"]}},
        travel={"table": {"binh": {"p-binh": 3}}},
    )
    drawn = draw(scenario)
    assert destinations(drawn, "binh").keys() == {"p-binh"}
    assert destinations(drawn, "an").keys() == {"nam"}


@pytest.mark.parametrize("rule", ["nearest", "logit"])
def test_where_nobody_else_accepts_it_all_go_home(rule: str) -> None:
    """A province of one district and one branch, which is home."""
    whole = choosing(rule=rule, outside_share=1)
    scenario = whole.model_copy(
        update={
            "sites": {id_: whole.sites[id_] for id_ in whole.sites if id_ not in ("center", "nam")},
            "communes": {
                code: commune.model_copy(update={"district": "Bắc"})
                for code, commune in whole.communes.items()
            },
        }
    )
    drawn = draw(scenario)
    for commune in scenario.communes:
        assert destinations(drawn, commune).keys() == {"bac"}


def test_a_site_worse_by_far_is_never_chosen_and_the_best_always() -> None:
    """At 100 per minute, five minutes decide; nobody falls back on home for want of a utility."""
    drawn = draw(choosing(rule="logit", outside_share=1, beta=100))
    assert destinations(drawn, "an").keys() == {"nam"}


@pytest.mark.jit
def test_the_outside_share() -> None:
    """Three in ten leave; when they file has nothing to do with it."""
    drawn = draw(choosing(scale=400, rule="nearest", outside_share=0.3))
    found = destinations(drawn, "an")
    total = found["nam"] + found["bac"]
    assert total > 90_000
    assert_share(found["nam"] / total, 0.3, total)
    own = (drawn.source == "an") & (drawn.procedure == "land")
    leaves = drawn.site[own] == "nam"
    arrived_at = drawn.visits.arrived_at[own]
    assert abs(np.corrcoef(leaves, arrived_at)[0, 1]) < Z / np.sqrt(total)


@pytest.mark.jit
@pytest.mark.parametrize("home_included", [False, True])
def test_logit_shares(home_included: bool) -> None:
    """Multinomial logit over travel and typical wait, in exact agreement with the formula."""
    scenario = province(
        calendar=EVERY_DAY,
        choice={
            "rule": "logit", "outside_share": 1, "beta": 0.07, "home_included": home_included,
        },
        demand={"scale": 400},
        sites={
            "center": {"typical_wait": 2},
            "nam": {"typical_wait": 25},
            "p-cau": {"accepts": ["land"], "typical_wait": 0},
            "p-binh": {"accepts": ["land"]},
        },
    )  # fmt: skip
    minutes = {"bac": 20 + 15, "center": 60 + 2, "nam": 40 + 25, "p-cau": 60, "p-binh": 60 + 15}
    if not home_included:
        del minutes["bac"]
    weights = {site: np.exp(-0.07 * cost) for site, cost in minutes.items()}
    found = destinations(draw(scenario), "an")
    total = sum(found.values())
    assert total > 100_000
    assert found.keys() == weights.keys()
    for site, weight in weights.items():
        assert_share(found[site] / total, weight / sum(weights.values()), total)


@pytest.mark.jit
def test_choices_are_independent_of_each_other_and_of_the_service() -> None:
    """Neighbouring dossiers choose apart, and who goes far does not take longer."""
    scenario = province(
        calendar=EVERY_DAY,
        choice={"rule": "logit", "outside_share": 1, "beta": 0.05, "home_included": False},
        demand={"scale": 100},
        procedures={
            "land": {"counter_time": {"law": "exponential", "mean": 10}, "dossiers_per_visit": 1}
        },
    )
    drawn = draw(scenario)
    own = np.flatnonzero((drawn.source == "an") & (drawn.procedure == "land"))
    own = own[np.argsort(drawn.visits.dossier[own])]
    goes_south = (drawn.site[own] == "nam").astype(float)
    n = len(own)
    assert n > 25_000
    limit = Z / np.sqrt(n)
    assert abs(np.corrcoef(goes_south[:-1], goes_south[1:])[0, 1]) < limit
    assert abs(np.corrcoef(goes_south, drawn.visits.service[own])[0, 1]) < limit
    assert_mean(drawn.visits.service[own][goes_south > 0] / 60_000, 10)
    # The same k of another commune is another dossier.
    other = np.flatnonzero((drawn.source == "cau") & (drawn.procedure == "land"))
    other = other[np.argsort(drawn.visits.dossier[other])]
    m = min(n, len(other))
    assert abs(np.corrcoef(goes_south[:m], drawn.site[other][:m] == "bac")[0, 1]) < Z / np.sqrt(m)


@pytest.mark.parametrize("rule", ["logit", "nearest"])
def test_another_site_draws_only_those_who_like_it_best(rule: str) -> None:
    """Every other dossier goes where it went, to the bit of all its draws."""
    choice = {"rule": rule, "outside_share": 0.5, "beta": 0.05}
    before = province(choice=choice)
    annex = {"tier": "branch", "district": "Nam", "commune": "binh", "officers": [{"count": 1}]}
    after = province(
        choice=choice,
        sites={"annex": annex},
        travel={"table": {code: {"annex": 55} for code in ("an", "binh", "cau")}},
    )
    old, new = draw(before), draw(after)
    moved = stayed = 0
    for source in ("an", "binh", "cau"):
        for one, other in zip(old.rows(source, "land"), new.rows(source, "land"), strict=True):
            assert one[:-1] == other[:-1]
            assert other[-1] in (one[-1], "annex")
            moved += one[-1] != other[-1]
            stayed += one[-1] == other[-1] != "annex"
        assert old.rows(source, "papers") == new.rows(source, "papers")
    assert moved > 15
    assert stayed > 15


def test_a_site_made_less_likely_loses_only_its_own() -> None:
    """A longer typical wait sends some of its visitors elsewhere, and brings nobody."""
    choice = {"rule": "logit", "outside_share": 1, "beta": 0.05, "home_included": False}
    old = draw(province(choice=choice))
    new = draw(province(choice=choice, sites={"nam": {"typical_wait": 40}}))
    changes = Counter(
        (one[-1], other[-1])
        for one, other in zip(old.rows("an", "land"), new.rows("an", "land"), strict=True)
    )
    assert changes.keys() == {("nam", "nam"), ("center", "center"), ("nam", "center")}
