"""What each site is called where several scenarios are told of together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.spec import Scenario


def site_names(scenarios: Iterable[Scenario]) -> dict[str, str]:
    """Names of sites by id; those that occur twice have the district behind them, or the id."""
    names: dict[str, str] = {}
    district: dict[str, str] = {}
    for scenario in scenarios:
        for site, spec in scenario.sites.items():
            names.setdefault(site, spec.name or site)
            district.setdefault(site, spec.district or "")
    for behind in (district, {site: site for site in names}):
        count = Counter(names.values())
        names = {
            site: f"{name} ({behind[site]})" if count[name] > 1 and behind[site] else name
            for site, name in names.items()
        }
    return names
