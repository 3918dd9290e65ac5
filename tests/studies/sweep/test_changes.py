"""Who is simulated in a sweep, and whom it tells of, by what differs between its points."""

from __future__ import annotations

from typing import Any

import pytest

from sim.measures.scopes import Scope, ScopeType
from sim.model.spec import Scenario
from sim.studies.sweep.changes import changed_sites, is_whole, to_simulate, told_of
from tests.studies.siting.town import town
from tests.studies.sweep.offices import offices, with_site


def test_what_nobody_else_sees_is_a_change_of_the_site() -> None:
    """Officers, opening hours, arrivals and the rules of a hall."""
    base = offices()
    for change in (
        {"officers": [{"count": 3}]},
        {"at_break": "serve"},
        {"arrivals": {"file": {"per_hour": 9}}},
        {"calendar": {"hours": {"mon-fri": ["08:00-10:00"]}}},
    ):
        assert changed_sites([base, base, with_site(base, "a", change)]) == {"a"}, change


@pytest.mark.parametrize("change", [{"tier": "center"}, {"typical_wait": 33}, {"district": "D"}])
def test_what_others_may_look_at_changes_more(change: dict[str, Any]) -> None:
    """Where they then file, or what they stand in for, is not told by the site alone."""
    base = offices()
    assert changed_sites([base, with_site(base, "a", change)]) is None


def test_what_is_not_of_a_site_changes_more() -> None:
    """Procedures and the period; names and the wish list change nothing at all."""
    base = offices()
    assert changed_sites([base, base.model_copy(update={"wait_target": 5.0})]) is None
    assert changed_sites([base, base.model_copy(update={"name": "other"})]) == frozenset()
    fewer = {id_: site for id_, site in base.sites.items() if id_ != "c"}
    assert changed_sites([base, base.model_copy(update={"sites": fewer})]) is None


def test_sites_alone_unless_a_back_office_joins_them() -> None:
    """`alone` leaves the others out all the same."""
    apart, joined = offices(), offices(unit="back")
    change = frozenset({"a"})
    assert to_simulate([apart], change, alone=False) == {"a"}
    assert to_simulate([joined], change, alone=False) is None
    assert to_simulate([joined], change, alone=True) == {"a"}
    assert to_simulate([apart], frozenset("abc"), alone=False) is None
    assert to_simulate([apart], None, alone=True) is None


def _of(scenario: Scenario, tier: str) -> frozenset[str]:
    return frozenset(id_ for id_, site in scenario.sites.items() if site.tier == tier)


def test_the_part_of_the_network_that_matters() -> None:
    """A site; a tier that changes whole; the network where more changes."""
    there = town()
    points = _of(there, "point")
    assert len(points) > 1
    network = (Scope(ScopeType.NETWORK, "all"),)
    assert told_of(there, None, None) == network
    assert told_of(there, points, None) == (Scope(ScopeType.TIER, "point"),)
    one = min(points)
    assert told_of(there, frozenset({one}), frozenset({one})) == (Scope(ScopeType.SITE, one),)


def test_a_part_is_whole_where_all_its_sites_were_simulated() -> None:
    """Rows over a part of the network or of a tier would be taken for the whole."""
    there = town()
    points = _of(there, "point")
    some = frozenset({min(points)})
    network, tier = Scope(ScopeType.NETWORK, "all"), Scope(ScopeType.TIER, "point")
    hour = Scope(ScopeType.SITE_HOUR, f"{min(points)}/08")
    assert is_whole(network, there, None)
    assert [is_whole(each, there, some) for each in (network, tier, hour)] == [False, False, True]
    assert is_whole(tier, there, points)
    districts = {site.district for site in there.sites.values()} - {None}
    for name in districts:
        assert not is_whole(Scope(ScopeType.DISTRICT, str(name)), there, frozenset())
