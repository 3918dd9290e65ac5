"""Small random sites, as tables, made to bring out ties, holds, overruns, returns and follow-ups.

Instants lie on a grid: of five minutes or one in most cases, so that much happens at the same
instant, of one millisecond in the others. What is filed at these sites is made in `filings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.model.tables import DAY, HOUR, MINUTE, NEVER, Purpose, System, Workload
from tests.parity.case_tables import tables
from tests.parity.filings import BackOffice, Filing, clocks_of, random_filings
from tests.parity.small_sites import (
    ALL_SHARES,
    Case,
    Clock,
    Interval,
    Officer,
    Site,
    Unit,
    merged,
)
from tests.parity.undecided import (
    SHARES,
    Country,
    random_map,
    random_undecided,
    standard_days,
)

GRIDS = (5 * MINUTE, MINUTE, MINUTE, 1)
LIVE = (1, 3)
"""Which of five cases have dossiers whose site is chosen in the run."""


def random_tables(seed: int) -> tuple[System, Workload]:
    """The tables of the case with this number."""
    return tables(random_case(seed))


def large_tables(seed: int) -> tuple[System, Workload]:
    """The tables of a site with many officers, procedures and visits."""
    return tables(large_case(seed))


def random_case(seed: int) -> Case:
    """One to four sites over one to nine days; the same seed gives the same case.

    In two of five cases some choose in the run where to file.
    """
    kinds, n_sites = kinds_of(seed)
    return (live_case_of if seed % 5 in LIVE else case_of)(kinds, n_sites)


def kinds_of(seed: int) -> tuple[Kinds, int]:
    """What the case of this number is made of, and the number of its sites."""
    rng = np.random.default_rng([20250701, seed])
    kinds = Kinds(
        rng=rng,
        grid=GRIDS[seed % len(GRIDS)],
        n_days=int(rng.choice([1, 2, 3, 4, 6, 9])),
        n_procedures=int(rng.integers(1, 5)),
    )
    return kinds, int(rng.choice([2, 3, 3, 4] if seed % 5 in LIVE else [1, 1, 2, 2, 3]))


def large_case(seed: int) -> Case:
    """One site of up to 90 officers and 40 procedures, as large as a centre."""
    rng = np.random.default_rng([20250702, seed])
    kinds = Kinds(
        rng=rng,
        grid=GRIDS[seed % len(GRIDS)],
        n_days=3,
        n_procedures=int(rng.integers(5, 41)),
        most_officers=90,
        most_filings=1500,
    )
    return case_of(kinds, n_sites=1)


def case_of(kinds: Kinds, n_sites: int, same_hours: bool = False) -> Case:
    """Sites of these kinds, their dossiers numbered across all of them."""
    thresholds, days = random_returns(kinds.rng)
    hours = kinds.sessions() if same_hours else None
    sites = [random_site(kinds, hours) for _ in range(n_sites)]
    office = back_office(kinds, n_sites)
    filed = [random_filings(kinds, site, s, office) for s, site in enumerate(sites)]
    numbers = iter(kinds.rng.permutation(sum(map(len, filed))).tolist())
    clocks = clocks_of(kinds, sites)
    return Case(
        sites=tuple(
            with_filings(site, [filing.numbered(next(numbers)) for filing in own])
            for site, own in zip(sites, filed, strict=True)
        ),
        n_days=kinds.n_days,
        n_procedures=kinds.n_procedures,
        return_thresholds=thresholds,
        return_days=days,
        has_dossiers=office.has_dossiers,
        on_the_spot=office.on_the_spot,
        unit_at=office.unit_at,
        units=tuple(random_units(kinds, n_sites, clocks, office.n_shared)),
        clocks=tuple(clocks),
        cut_off=kinds.cut_off(),
    )


def live_case_of(kinds: Kinds, n_sites: int) -> Case:
    """The same with some who choose in the run, numbered in order of filing or in any."""
    case = case_of(kinds, n_sites, same_hours=kinds.flip(0.8))
    kinds = replace(
        kinds, most_filings=min(kinds.most_filings, int(kinds.rng.choice([10, 80, 80])))
    )
    shares = kinds.rng.choice(SHARES, n_sites).tolist()
    days = standard_days(kinds, len(case.clocks))
    listed = [dossier for site in case.sites for dossier in site.dossiers]
    country = Country(
        kinds=kinds,
        sites=case.sites,
        office=BackOffice(
            has_dossiers=case.has_dossiers,
            on_the_spot=case.on_the_spot,
            unit_at=case.unit_at,
            n_shared=len(case.units) - n_sites,
            first_shared=n_sites,
        ),
        standard_day=days[:n_sites],
        filed_at=[dossier.filed_at for dossier in listed],
    )
    map_ = random_map(kinds, n_sites)
    undecided = random_undecided(country, map_)
    filed_at = country.filed_at + [one.dossier.filed_at for one in undecided]
    place = kinds.rng.permutation(len(filed_at))
    if kinds.flip():
        place = place[np.argsort(np.array(filed_at)[place], kind="stable")]
    number = np.argsort(place).tolist()
    renumbered = {one.number: number[k] for k, one in enumerate(listed)}
    return replace(
        case,
        sites=tuple(
            replace(with_numbers(site, renumbered), productive=share)
            for site, share in zip(case.sites, shares, strict=True)
        ),
        clocks=tuple(
            replace(clock, standard_day=day) for clock, day in zip(case.clocks, days, strict=True)
        ),
        map=map_,
        undecided=tuple(
            replace(one, dossier=replace(one.dossier, number=number[len(listed) + k]))
            for k, one in enumerate(undecided)
        ),
    )


def with_numbers(site: Site, numbers: dict[int, int]) -> Site:
    """The site with other numbers for its dossiers."""
    return replace(
        site,
        visits=tuple(replace(one, dossier=numbers[one.dossier]) for one in site.visits),
        dossiers=tuple(replace(one, number=numbers[one.number]) for one in site.dossiers),
    )


def with_filings(site: Site, filings: list[Filing]) -> Site:
    """The site with what is filed there."""
    return replace(
        site,
        visits=tuple(filing.visit for filing in filings if filing.visit is not None),
        dossiers=tuple(filing.dossier for filing in filings),
    )


def back_office(kinds: Kinds, n_sites: int) -> BackOffice:
    """Which procedures go on to a unit, and to which: of the site (0, 1, ...) or shared."""
    procedures = range(kinds.n_procedures)
    goes_on = frozenset(p for p in procedures if kinds.flip(0.8))
    on_the_spot = frozenset(p for p in goes_on if kinds.flip(0.3))
    own = {p for p in goes_on if p in on_the_spot or kinds.flip(0.2)}
    return BackOffice(
        has_dossiers=goes_on,
        on_the_spot=on_the_spot,
        unit_at={(p, s): s for p in sorted(own) for s in range(n_sites)},
        n_shared=int(kinds.rng.integers(1, 3)),
        first_shared=n_sites,
    )


def random_units(kinds: Kinds, n_sites: int, clocks: list[Clock], n_shared: int) -> list[Unit]:
    """A unit for each site, with the hours of the site, and shared ones with any hours."""
    sizes = kinds.rng.integers(1, 4, n_sites + n_shared).tolist()
    keeps = [*range(n_sites), *kinds.rng.integers(0, len(clocks), n_shared).tolist()]
    return [Unit(processors=n, clock=clock) for n, clock in zip(sizes, keeps, strict=True)]


def random_returns(rng: np.random.Generator) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Nobody returns, or some share by one delay, or by three."""
    kind = rng.integers(4)
    if kind == 0:
        return (), ()
    if kind == 1:
        return (ALL_SHARES // int(rng.integers(1, 3)),), (int(rng.integers(0, 3)),)
    quarter = ALL_SHARES // 4
    return (quarter, 2 * quarter, 3 * quarter), (0, 1, 2)


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The draws of one case: what they share, and how large a site may be."""

    rng: np.random.Generator
    grid: int
    n_days: int
    n_procedures: int
    most_officers: int = 5
    most_filings: int = 80

    def flip(self, chance: float = 0.5) -> bool:
        return bool(self.rng.random() < chance)

    def length(self, low: int, high: int) -> int:
        """A length of low to high minutes on the grid, at least one step of it."""
        steps = self.rng.integers(low * MINUTE // self.grid, high * MINUTE // self.grid + 1)
        return max(int(steps), 1) * self.grid

    def instant(self, start: int, end: int) -> int:
        """An instant of [start, end) on the grid; `start` when there is none."""
        steps = (end - start - 1) // self.grid
        return start + int(self.rng.integers(0, max(steps, 0) + 1)) * self.grid

    def sessions(self) -> tuple[list[Interval], list[int]]:
        """Sessions and their dates: around the clock, by day, or by day and over midnight."""
        if self.flip(0.1):
            return [(0, (self.n_days + 1) * DAY)], [0]
        n_parts = int(self.rng.integers(1, 4))
        over_midnight = self.flip(0.3)
        day: list[Interval] = []
        start = 8 * HOUR
        for _ in range(n_parts):
            start += self.length(0, 60)
            end = start + self.length(20, 120)
            day.append((start, end))
            start = end
        if over_midnight:
            day.append((23 * HOUR, 23 * HOUR + self.length(20, 100)))
        raw = [
            (date * DAY + start, date * DAY + end, date)
            for date in range(self.n_days)
            if self.flip(0.85)
            for start, end in day
        ]
        if over_midnight and self.flip(0.7):
            early = self.length(0, 40) if self.flip() else 0
            begins = [date * DAY + early for date in range(1, self.n_days)]
            raw += [(begin, begin + HOUR, begin // DAY) for begin in begins]
        joined = merged([(start, end) for start, end, _ in raw])
        dates = [min(date for start, _, date in raw if start == first) for first, _ in joined]
        return joined, dates

    def doors(self, sessions: list[Interval]) -> list[Interval]:
        """Open before the session and shut before its end, the same all the time."""
        shortest = min((end - start for start, end in sessions), default=0)
        before = self.length(5, 45) if self.flip() else 0
        early = min(self.length(5, 15) if self.flip(0.3) else 0, shortest // 2)
        return [(max(start - before, 0), end - early) for start, end in sessions]

    def duty(self, sessions: list[Interval]) -> list[Interval]:
        """Most sessions, some early or late, with a gap or in pieces; some time after a session."""
        pieces: list[Interval] = []
        for start, end in sessions:
            end = min(end, start + 2 * DAY)
            if self.flip(0.2):
                if self.flip():
                    pieces.append((end, end + self.length(5, 40)))
                continue
            if self.flip(0.3):
                start = max(start + self.length(0, 60) - self.length(0, 60), 0)
            if self.flip(0.3):
                end = max(end + self.length(0, 60) - self.length(0, 60), start)
            if end <= start:
                continue
            cuts = sorted(self.instant(start, end) for _ in range(2))
            midnight = (start // DAY + 1) * DAY
            if midnight < end and self.flip():
                pieces += [(start, midnight), (midnight + self.length(5, 20), end)]
            elif self.flip(0.4):
                pieces += [(start, cuts[0]), (cuts[1], end)]
            elif self.flip(0.3):
                pieces += [(start, cuts[0]), (cuts[0], end)]
            else:
                pieces.append((start, end))
        if self.flip(0.1):
            begin = self.instant(0, self.n_days * DAY)
            pieces.append((begin, begin + self.length(10, 200)))
        return merged(pieces)

    def officers(self, sessions: list[Interval]) -> list[Officer]:
        """One to five, in groups that share skills and often duty; some sites hand out nothing."""
        officers: list[Officer] = []
        n = int(self.rng.integers(1, self.most_officers + 1))
        for group in range(min(int(self.rng.integers(1, 5)), n)):
            skills = self.skills()
            shared = self.duty(sessions)
            for _ in range(1 + int(self.rng.integers(0, n))):
                duty = shared if self.flip(0.6) else self.duty(sessions)
                officers.append(Officer(skills=skills, duty=tuple(duty), group=group))
        if self.flip(0.15):
            collect = {p * len(Purpose) + Purpose.COLLECT for p in range(self.n_procedures)}
            officers = [replace(each, skills=each.skills - collect) for each in officers]
        return officers[:n]

    def skills(self) -> frozenset[int]:
        """All, whole procedures, or single purposes too."""
        everything = range(self.n_procedures * len(Purpose))
        if self.flip(0.3):
            return frozenset(everything)
        whole = {p for p in range(self.n_procedures) if self.flip(0.6)}
        chance = 0.3 if self.flip(0.3) else 0.0
        return frozenset(s for s in everything if s // 4 in whole or self.flip(chance))

    def cut_off(self) -> int:
        """In the afternoon, at a time when much happens, or never."""
        return int(self.rng.choice([15 * HOUR, 10 * HOUR, 9 * HOUR, 8 * HOUR, 24 * HOUR]))

    def arrival(self, doors: Sequence[Interval]) -> int:
        """Mostly while the doors are open, often right at their opening; or no-show."""
        horizon = self.n_days * DAY
        if self.flip(0.03):
            return NEVER
        if not doors or self.flip(0.03):
            return self.instant(0, horizon)
        start, end = doors[int(self.rng.integers(len(doors)))]
        end = min(end, horizon)
        if self.flip(0.1):
            return min(start, horizon - self.grid)
        if self.flip(0.05):
            return min(end, horizon - self.grid)
        return min(self.instant(start, min(end, start + 6 * HOUR)), horizon - self.grid)


def random_site(kinds: Kinds, hours: tuple[list[Interval], list[int]] | None) -> Site:
    """A site with rules of its own, and sessions unless they are given; nothing is filed yet."""
    rng = kinds.rng
    sessions, dates = hours or kinds.sessions()
    doors = kinds.doors(sessions)
    officers = kinds.officers(sessions)
    latest = [0, kinds.length(1, 10), kinds.length(10, 60), 3 * HOUR, 20 * HOUR]
    return Site(
        sessions=tuple(sessions),
        session_date=tuple(dates),
        doors=tuple(doors),
        officers=tuple(officers),
        visits=(),
        working_days=tuple(range(kinds.n_days)) if dates == [0] else None,
        at_close_serve=kinds.flip(0.75),
        at_break_serve=kinds.flip(0.6),
        extend_breaks=kinds.flip(),
        latest_close=latest[int(rng.choice(5, p=[0.1, 0.15, 0.25, 0.4, 0.1]))],
        balk_at=int(rng.integers(0, 7)) if kinds.flip(0.3) else NEVER,
    )
