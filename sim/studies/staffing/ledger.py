"""What was simulated of each site and staffing: sums by replication, pooled when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.measures.estimate import CONFIDENCE
from sim.measures.service import Service
from sim.studies.judging import Judged, judge, site_of
from sim.studies.staffing.reading import Reading, Staffing, read
from sim.studies.staffing.ways import Way


class Ledger:
    """Services of one site each, by site and staffing."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self._kept: dict[tuple[str, Staffing], dict[int, Service]] = {}

    def enter(self, site: str, staffing: Staffing, service: Service) -> None:
        """Keep what one replication says of a site; the same one twice counts once."""
        of_site = part_of(service, site)
        self._kept.setdefault((site, staffing), {})[service.replication] = of_site

    def replications(self, site: str, staffing: Staffing) -> int:
        """How many there are."""
        return len(self._kept.get((site, staffing), {}))

    def forget(self, site: str) -> None:
        """Begin anew at a site."""
        self._kept = {key: each for key, each in self._kept.items() if key[0] != site}

    def judged(
        self, site: str, staffing: Staffing, *, confidence: float = CONFIDENCE,
        simultaneous: int = 1,
    ) -> tuple[Judged, ...]:  # fmt: skip
        """Every target and line of a site, on all replications there are."""
        kept = self._kept[site, staffing]
        services = [kept[number] for number in sorted(kept)]
        targets = self.way.targets_at(site)
        return judge(
            services, self.way.scenario, targets, confidence=confidence, simultaneous=simultaneous
        )

    def reading(self, site: str, staffing: Staffing) -> Reading:
        """The same in short."""
        return read(self.judged(site, staffing), self.replications(site, staffing))

    def readings(self, site: str, some: Sequence[Staffing]) -> Mapping[Staffing, Reading]:
        """Of several staffings."""
        return {each: self.reading(site, each) for each in some}


def part_of(service: Service, site: str) -> Service:
    """What a service says of one site."""
    rows = [n for n, name in enumerate(service.names) if site_of(name, service.site_ids) == site]
    at = [service.site_ids.index(site)]
    return replace(
        service,
        site_ids=(site,),
        names=tuple(service.names[row] for row in rows),
        slot=service.slot[rows],
        day=service.day[rows],
        minute=service.minute[rows],
        busy=service.busy[at],
        overtime=service.overtime[at],
        duty=service.duty[at],
        on_time=service.on_time[at],
        open_days=service.open_days[at],
    )
