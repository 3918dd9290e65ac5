"""Those at random sites who choose in the run where to file, made for ties between sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.tables import DAY, HOUR, MINUTE, NEVER
from tests.parity.filings import BackOffice, Habits, processing, random_dossier, service
from tests.parity.small_sites import Dossier, Map, Site, Undecided

if TYPE_CHECKING:
    from tests.parity.generator import Kinds

SHARES = (1.0, 1.0, 0.8, 0.5, 0.7)


@dataclass(frozen=True, kw_only=True)
class Country:
    """Communes around the sites, and what goes on at them."""

    kinds: Kinds
    sites: Sequence[Site]
    office: BackOffice
    standard_day: Sequence[int]
    """By site, of the unit that is its own."""
    filed_at: Sequence[int]
    """When others file."""


def random_map(kinds: Kinds, n_sites: int) -> Map:
    """Sites near and far, few communes, mean services that divide among officers."""
    rng = kinds.rng
    n_communes, sites = int(rng.integers(1, 4)), range(n_sites)
    everywhere = kinds.flip(0.8)
    furthest, step = int(rng.choice([10, 30, 90])), 6 * MINUTE
    in_steps = kinds.flip(0.7)
    means = [12 * MINUTE, 12 * MINUTE + 1, 6 * MINUTE]
    if not in_steps:
        means += [24 * MINUTE, 7 * MINUTE + 1]
    return Map(
        accepts=tuple(
            tuple(s for s in sites if everywhere or kinds.flip(0.8))
            for _ in range(kinds.n_procedures)
        ),
        travel=tuple(
            tuple(
                step * int(rng.integers(3)) if in_steps else kinds.length(0, furthest)
                for _ in sites
            )
            for _ in range(n_communes)
        ),
        home=tuple(
            tuple(int(rng.integers(n_sites)) for _ in range(kinds.n_procedures))
            for _ in range(n_communes)
        ),
        service=tuple(
            tuple(int(rng.choice(means)) for _ in sites) for _ in range(kinds.n_procedures)
        ),
        home_included=kinds.flip(0.6),
    )


def random_undecided(country: Country, map_: Map) -> list[Undecided]:
    """So many that they meet each other in the lines."""
    kinds = country.kinds
    habits = Habits(
        mean=int(kinds.rng.integers(4, 20)),
        classes=int(kinds.rng.integers(1, 4)),
        patient=float(kinds.rng.choice([0.0, 0.5, 1.0])),
        counter=1.0,
        missing=float(kinds.rng.choice([0.1, 0.3])),
        fetched=float(kinds.rng.choice([0.3, 0.8])),
    )
    n = int(kinds.rng.integers(1, kinds.most_filings))
    found: list[Undecided] = []
    for _ in range(n):
        known = [one.dossier.filed_at for one in found]
        found.append(random_one(country, habits, len(map_.travel), known))
    return found


def random_one(
    country: Country, habits: Habits, n_communes: int, known: Sequence[int]
) -> Undecided:
    """One more dossier, often filed when another is."""
    kinds, office = country.kinds, country.office
    site = country.sites[int(kinds.rng.integers(len(country.sites)))]
    procedure = int(kinds.rng.integers(kinds.n_procedures))
    drawn = random_dossier(kinds, habits, site, procedure)
    drawn["filed_at"] = filing_instant(country, site, known)
    drawn["commune"] = int(kinds.rng.integers(n_communes))
    lead = 0.0
    if procedure in office.has_dossiers:
        job = processing(kinds, procedure in office.on_the_spot)
        if (procedure, 0) in office.unit_at:
            day = country.standard_day[int(kinds.rng.integers(len(country.sites)))]
            lead, job["lead"] = job["lead"] / day, 0
        else:
            job["unit"] = office.first_shared + int(kinds.rng.integers(office.n_shared))
        drawn |= job
    lengths = [length(kinds, habits) for _ in range(3)]
    drawn |= {"supplement": int(lengths[1] + 0.5), "collect": int(lengths[2] + 0.5)}
    dossier = Dossier(**drawn)
    return Undecided(
        dossier=dossier, service=lengths[0], supplement=lengths[1], collect=lengths[2], lead=lead
    )


def filing_instant(country: Country, site: Site, known: Sequence[int]) -> int:
    """While doors are open, when another files, or when officers come, go or are held."""
    kinds = country.kinds
    changes = [
        *(instant for span in site.sessions for instant in span),
        *(instant for one in site.officers for span in one.duty for instant in span),
    ]
    for chance, instants in ((0.2, known), (0.2, country.filed_at), (0.2, changes)):
        within = [each for each in instants if 0 <= each < kinds.n_days * DAY]
        if within and kinds.flip(chance):
            return int(within[int(kinds.rng.integers(len(within)))])
    at = kinds.arrival(site.doors)
    return kinds.instant(0, kinds.n_days * DAY) if at == NEVER else at


def length(kinds: Kinds, habits: Habits) -> float:
    """Of a visit at a productive share of 1: mostly on the grid, or next to nothing."""
    if kinds.flip(0.02):
        return float(kinds.rng.choice([0.2, 0.5, 1.5]))
    on_grid = service(kinds, habits)
    return float(on_grid if kinds.flip(0.8) else on_grid + kinds.rng.random())


def standard_days(kinds: Kinds, n: int) -> list[int]:
    """What a standard day of each clock is."""
    return [int(kinds.rng.choice([8 * HOUR, 7 * HOUR, HOUR, HOUR + 1])) for _ in range(n)]
