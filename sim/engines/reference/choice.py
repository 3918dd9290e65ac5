"""D9: where those go who look at all sites before they choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.engines.reference.dossier import Dossier
from sim.engines.reference.people import Undecided, Visit
from sim.engines.reference.stages import Ways
from sim.model.tables import NEVER, Purpose

if TYPE_CHECKING:
    from sim.engines.reference.hall import Hall


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """What a scenario says about going elsewhere; c commune, p procedure, s site, times in ms."""

    accepts: list[list[int]]
    """[p] the sites where one may file, by number."""
    travel: list[list[int]]
    """[c][s]"""
    home: list[list[int]]
    """[c][p]"""
    home_included: bool
    service: list[list[int]]
    """[p][s] mean service of a visit to file."""
    productive: list[float]
    """[s] share of counter time that serves."""
    unit_at: list[list[int]]
    """[p][s] the unit, where the site decides; else NEVER."""
    standard_day: list[int]
    """Open time of a standard day by unit."""


class Choice:
    """The choice of a site at the moment of filing."""

    def __init__(self, map_: Map, ways: Ways) -> None:
        self.map = map_
        self.ways = ways
        self.halls: Sequence[Hall] = ()

    def decide(self, undecided: Undecided) -> Visit:
        """Choose, and make the visit that arrives there at once."""
        dossier = undecided.dossier
        site = dossier.site = self.site_for(dossier)
        share = self.map.productive[site]
        dossier.supplement = at_site(undecided.supplement, share)
        dossier.collect = at_site(undecided.collect, share)
        unit = self.map.unit_at[dossier.procedure][site]
        if unit != NEVER:
            dossier.lead = int(undecided.lead * self.map.standard_day[unit] + 0.5)
        service = at_site(undecided.service, share)
        visit = Visit.of(dossier, Purpose.FILE, 0, dossier.filed_at, service)
        self.ways.begin(visit, site)
        self.halls[site].caused.append(visit)
        return visit

    def site_for(self, dossier: Dossier) -> int:
        """The least of travel and wait, then the lowest number; home where nothing else is left."""
        home = self.map.home[dossier.commune][dossier.procedure]
        return min(self.prospects(dossier, home), default=(0, home))[1]

    def prospects(self, dossier: Dossier, home: int) -> Iterator[tuple[int, int]]:
        """(travel and wait, site) of all where one can hope to be served."""
        procedure = dossier.procedure
        skill = procedure * len(Purpose) + Purpose.FILE
        for site in self.map.accepts[procedure]:
            if site != home or self.map.home_included:
                wait = self.halls[site].wait_ahead(skill, self.map.service[procedure][site])
                if wait != NEVER:
                    yield self.map.travel[dossier.commune][site] + wait, site


def at_site(duration: float, productive_share: float) -> int:
    """A duration as it is at a site where only this share of counter time serves [ms]."""
    return max(1, int(duration / productive_share + 0.5))
